#pragma once

#include "config/codebook.hpp"
#include "ingest/delivery/coder_wave.hpp"
#include "ingest/sheet_reader.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lup {

/// A cell that outlives its row.
struct KeptCell {
    std::uint32_t column = 0;
    CellType type = CellType::text;
    double number = 0;
    std::string text;
    bool quoted = false;
    bool user_missing = false;

    Cell view() const { return {column, type, quoted, user_missing, number, text}; }
};

struct KeptRow {
    std::uint32_t number = 0;
    std::vector<KeptCell> cells;
};

/// The first rows of a sheet, where its title lines and headings are looked for.
struct SheetHead {
    SheetInfo info;
    std::vector<KeptRow> rows;
};

/// Reads the head of a sheet that nothing was read of: some ten rows, fewer if they hold more than
/// `most_cells`, but at least one.
SheetHead read_head(SheetReader& sheet, const SheetInfo& info, std::size_t most_cells);

/// The whole sheet once more: the rows of its head, which must outlive the reader, then those that `rest`, of
/// which the head was read, has left. Saves opening and unpacking the file again.
std::unique_ptr<SheetReader> resume_sheet(const SheetHead& head, std::unique_ptr<SheetReader> rest);

/// A cell's text as a heading or title: numbers in shortest form.
std::string cell_words(const KeptCell& cell);

/// The headings a variable may have, ready to be looked for.
struct WantedVariable {
    const Variable* variable = nullptr;
    std::vector<std::string> headings, folded;
};

/// The form of one wave: its variables with their headings.
struct Form {
    const Wave* wave = nullptr;
    std::vector<WantedVariable> variables;
};

std::vector<Form> forms_of(const Codebook& codebook);
Form form_of(const Codebook& codebook, const Wave& wave);

/// One row of headings, or two that belong together: a group heading that holds to the right until the next
/// one, above the headings of single columns. A column of two rows answers to its own heading, to both joined
/// by " ", " - ", ": " or " / ", and to the group heading alone where it has none of its own.
class HeadingLine {
public:
    struct Heading {
        std::uint32_t column = 0;
        std::string text;
    };
    struct Found {
        std::uint32_t column = 0;
        std::string heading;    ///< as the codebook writes it
        bool ambiguous = false; ///< several columns have it
    };

    explicit HeadingLine(const KeptRow& row);
    HeadingLine(const KeptRow& group, const KeptRow& row);

    /// The column of a variable: an exact match wins over one after trimming, joined spaces and case folding,
    /// an earlier alternative over a later one.
    std::optional<Found> find(const WantedVariable& wanted) const;
    const std::vector<Heading>& headings() const { return headings_; }

private:
    struct Place {
        std::uint32_t column = 0;
        bool several = false;
    };
    void add(std::uint32_t column, const std::string& text);
    static void put(TextMap<Place>& map, const std::string& text, std::uint32_t column);
    static std::optional<Found> look(const TextMap<Place>& map, const std::vector<std::string>& texts,
                                     const WantedVariable& wanted, bool several);

    std::vector<Heading> headings_;
    TextMap<Place> exact_, folded_;
};

/// How the headings of a sheet agree with the form of one wave.
struct FormMatch {
    struct Column {
        const Variable* variable = nullptr;
        std::uint32_t column = 0;
        std::string heading; ///< as the codebook writes it
    };

    const Wave* wave = nullptr;
    std::size_t header = 0; ///< index of the (lower) row of headings in SheetHead::rows
    bool two_rows = false;
    std::vector<Column> columns;
    std::vector<const Variable*> missing_required, missing, ambiguous; ///< missing: of those that are kept
    std::vector<HeadingLine::Heading> unknown;
    std::vector<HeadingLine::Heading> headings;

    bool complete() const { return wave != nullptr && missing_required.empty(); }
};

/// Matches one line of headings.
FormMatch match_form(const Form& form, const HeadingLine& line);

/// The row of headings that agrees best with each form: complete before incomplete, then most columns, then
/// one row before two, then the upper row. A form whose wave names its header row is looked for only there.
std::vector<FormMatch> best_matches(const std::vector<Form>& forms, const SheetHead& head);

} // namespace lup
