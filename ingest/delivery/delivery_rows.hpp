#pragma once

#include "ingest/delivery/archive_copy.hpp"
#include "ingest/delivery/coder_wave.hpp"
#include "ingest/delivery/delivery.hpp"
#include "ingest/delivery/delivery_findings.hpp"
#include "ingest/delivery/delivery_identity.hpp"
#include "ingest/delivery/recognise.hpp"
#include "ingest/delivery/recognise_wave.hpp"

#include <map>
#include <memory>
#include <tuple>

namespace lup {

/// Codes the recognised sheets of one file, row by row, counts what becomes of them, and writes the archive
/// copy.
class DeliveryRows {
public:
    /// `matches`: of the sheets that will be coded; all of one wave.
    DeliveryRows(const Codebook& codebook, const Wave& wave, const std::vector<const FormMatch*>& matches,
                 FindingGroups& findings, IdentityWatch& identities);

    /// Writes used rows there from now on; nullptr: nowhere.
    void write_to(ArchiveWriter* archive) { archive_ = archive; }
    std::vector<std::string> archive_headings() const;

    /// Codes one sheet.
    void code_sheet(SheetReader& reader, const std::string& sheet, const KeptRow& header,
                    const FormMatch& match);

    /// Adds what the counts say: rows left out, answers that no code matches. Fills rows and parts of the
    /// report.
    void conclude(DeliveryReport& report, double unmatched_limit);

private:
    struct Count {
        std::uint64_t answered = 0, missing = 0, unmatched = 0;
    };
    enum class Left : std::uint8_t {
        totals,
        footnote,
        empty,
        no_weight,
        bad_weight,
        no_consent,
        unread_consent,
        other_year,
        kinds
    };

    void map_columns(const FormMatch& match);
    void code_row(const Row& row);
    bool is_totals(const Row& row) const;
    bool is_footnote(const Row& row) const;
    bool is_raw_or_unmatched(const Cell& cell) const;
    bool is_other_year(const Row& row);
    void leave(Left why, std::uint32_t column, std::uint32_t row);
    void use(const Row& row);
    void count_answer(std::size_t slot, std::uint32_t row);
    void report_answer(std::size_t slot, std::uint32_t row);
    void note_part();
    void report_sheet(const std::string& sheet, const FormMatch& match);
    void conclude_rows(DeliveryReport& report);
    void conclude_answers(double unmatched_limit);
    std::string code_of(std::optional<std::size_t> slot) const;

    const Codebook& codebook_;
    const Wave& wave_;
    FindingGroups& findings_;
    IdentityWatch& identities_;
    ArchiveWriter* archive_ = nullptr;
    WaveCoder coder_;
    std::optional<std::size_t> area_, school_, grade_;
    std::vector<bool> present_in_file_;
    std::vector<std::size_t> archived_; ///< slots, in the archive's column order
    std::vector<std::string> headings_;

    // Of the sheet that is being read
    std::string sheet_;
    std::size_t form_columns_ = 0;
    std::vector<bool> present_;
    std::vector<std::int32_t> first_slot_, next_slot_; ///< slots by column; -1 ends
    std::vector<std::uint32_t> column_of_;
    std::optional<YearColumn> year_;
    std::uint32_t year_column_ = 0;
    std::vector<Count> counts_;
    std::uint64_t sheet_rows_ = 0;

    // Of the row
    std::vector<CodedCell> coded_;
    std::vector<const Cell*> cells_, archive_row_;

    std::vector<Count> totals_;
    std::vector<ColumnUse> uses_;
    std::uint64_t rows_used_ = 0;
    std::vector<std::uint64_t> left_;
    std::map<std::tuple<std::size_t, int, const std::string*>, std::size_t> groups_;
    std::map<Left, std::size_t> left_groups_;
    std::set<PartKey> parts_;
    PartKey last_part_;
    bool rows_without_part_ = false;
};

} // namespace lup
