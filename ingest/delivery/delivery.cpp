#include "ingest/delivery/delivery.hpp"

#include "config/errors.hpp"
#include "ingest/delivery/archive_copy.hpp"
#include "ingest/delivery/delivery_rows.hpp"
#include "ingest/delivery/recognise.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lup {

namespace {

constexpr std::size_t headings_named = 30;
constexpr std::size_t head_cells = 200'000; // of all sheets together: bounds the memory of very wide ones
constexpr std::size_t fewest_head_cells = 500;
constexpr std::size_t sheets_kept_open = 4; // each may hold a process with a file's shared strings
constexpr std::size_t nearest_enough = 2;   // fewer known headings: the row may not be headings at all

const Wave* wave_of(const std::vector<RecognisedSheet>& sheets)
{
    const auto found =
        std::ranges::find_if(sheets, [](const auto& sheet) { return sheet.match.has_value(); });
    return found == sheets.end() ? nullptr : found->match->wave;
}

/// One reading of one file.
class Reading {
public:
    Reading(const SheetFile& file, const std::string& file_name, const Codebook& codebook,
            const DeliveryOptions& options, const std::filesystem::path& archive_copy)
        : file_(file), file_name_(file_name), codebook_(codebook), options_(options),
          archive_copy_(archive_copy), findings_(file_name)
    {
        report_.format = file.format();
    }

    DeliveryReport read()
    {
        try {
            read_sheets();
        } catch (const InputError& error) {
            findings_.add(Severity::error, "", error.what(), "");
            archive_.reset();
        }
        finish();
        return std::move(report_);
    }

private:
    void read_sheets()
    {
        std::size_t budget = head_cells;
        for (std::size_t i = 0; i < file_.sheets().size(); ++i) {
            auto sheet = file_.read(i);
            heads_.push_back(read_head(*sheet, file_.sheets()[i], std::max(budget, fewest_head_cells)));
            begun_.push_back(i < sheets_kept_open ? std::move(sheet) : nullptr);
            for (const auto& row : heads_.back().rows)
                budget -= std::min(budget, row.cells.size());
        }
        sheets_ = recognise_sheets(heads_, file_name_, codebook_);
        const auto* wave = wave_of(sheets_);
        if (wave != nullptr) {
            report_.survey = wave->survey;
            report_.wave = wave->wave;
            check_one_wave(*wave);
        }
        for (std::size_t i = 0; i < sheets_.size(); ++i)
            tell_sheet(i);
        if (wave == nullptr)
            return scan_for_identities();
        tell_missing();
        code_sheets(*wave);
    }

    void check_one_wave(const Wave& wave)
    {
        for (const auto& sheet : sheets_) {
            if (!sheet.match || sheet.match->wave == &wave)
                continue;
            findings_.add(
                Severity::error, "",
                fmt::format("Filen innehåller både {} och {}.", wave_words(codebook_, wave),
                            wave_words(codebook_, *sheet.match->wave)),
                "En fil får bara hålla en undersökning och en omgång: dela filen och lämna delarna var "
                "för sig.");
            return;
        }
    }

    void tell_sheet(std::size_t i)
    {
        const auto& info = heads_[i].info;
        if (heads_[i].rows.empty())
            return;
        if (!sheets_[i].match) {
            report_.sheets_left.push_back(info.name);
            return tell_left_sheet(i);
        }
        report_.sheets_used.push_back(info.name);
        if (info.hidden)
            findings_.add(Severity::warning, info.name, "Bladet är dolt men läses.",
                          "Ta bort bladet ur filen om det inte hör till leveransen.");
        check_headings(*sheets_[i].match, heads_[i]);
    }

    void tell_left_sheet(std::size_t i)
    {
        const auto& sheet = sheets_[i];
        const bool others_are_used = wave_of(sheets_) != nullptr;
        const bool is_data = sheet.looks_like_data || !sheet.candidates.empty();
        const auto severity = !others_are_used ? Severity::error
                              : is_data        ? Severity::warning
                                               : Severity::note;
        findings_.add(severity, heads_[i].info.name, "Bladet används inte. " + sheet.reason, sheet.advice);
        if (!others_are_used && sheet.nearest.wave != nullptr &&
            sheet.nearest.columns.size() >= nearest_enough && sheet.candidates.empty() &&
            !sheet.nearest.complete())
            name_unknown(sheet.nearest, heads_[i], Severity::error);
    }

    void check_headings(const FormMatch& match, const SheetHead& head)
    {
        const auto row = head.rows[match.header].number;
        for (const auto* variable : match.ambiguous)
            findings_.add(Severity::error, fmt::format("{}, rad {}", head.info.name, row),
                          fmt::format("Rubriken {} står i flera kolumner.", heading_list({variable})),
                          "Ge kolumnerna olika rubriker.");
        if (match.wave->other_columns == OtherColumns::ignore)
            return;
        const bool is_error = match.wave->other_columns == OtherColumns::error;
        name_unknown(match, head, is_error ? Severity::error : Severity::warning);
    }

    /// A sheet may lack what another one has (questions of one grade): only what all lack is missing.
    void tell_missing()
    {
        std::vector<const Variable*> missing;
        bool first = true;
        for (const auto& sheet : sheets_) {
            if (!sheet.match)
                continue;
            const auto& lacks = sheet.match->missing;
            if (first)
                missing = lacks;
            else
                std::erase_if(missing, [&](const auto* variable) {
                    return std::ranges::find(lacks, variable) == lacks.end();
                });
            first = false;
        }
        if (!missing.empty())
            findings_.add(Severity::warning, "",
                          fmt::format("Kolumner som kodboken väntar sig saknas: {}.", heading_list(missing)),
                          "Deras indikatorer görs inte för den här leveransen.", missing.size());
    }

    /// Headings are named by their cells: what stands there is the file's, not ours to repeat.
    void name_unknown(const FormMatch& match, const SheetHead& head, Severity severity)
    {
        const auto row = head.rows[match.header].number;
        std::size_t named = 0;
        for (const auto& heading : match.unknown) {
            if (++named > headings_named) {
                findings_.add(severity, head.info.name, "Ytterligare rubriker finns inte i kodboken.",
                              "Se kolumnlistan i kvittot.", match.unknown.size() - headings_named);
                return;
            }
            const auto meant = meant_heading(heading.text, match, codebook_);
            findings_.add(
                severity, cell_place(head.info.name, heading.column, row), "Rubriken finns inte i kodboken.",
                meant.empty() ? "Lägg till kolumnen i kodbokens tabell variables, eller ta bort den ur filen."
                              : "Rätta rubriken; " + meant);
        }
    }

    /// Asked for once a sheet.
    std::unique_ptr<SheetReader> whole_sheet(std::size_t i)
    {
        return begun_[i] ? resume_sheet(heads_[i], std::move(begun_[i])) : file_.read(i);
    }

    void scan(std::size_t i)
    {
        const auto reader = whole_sheet(i);
        identities_.begin_sheet(heads_[i].info.name, i);
        Row row;
        while (reader->next(row))
            for (const auto& cell : row.cells)
                identities_.look(cell, row.number);
        identities_.end_sheet({});
    }

    void scan_for_identities()
    {
        for (std::size_t i = 0; i < heads_.size(); ++i)
            scan(i);
        if (report_.sheets_left.empty())
            findings_.add(Severity::error, "", "Filen är tom.", "Kontrollera att rätt fil har lämnats.");
    }

    static std::vector<std::uint32_t> weight_columns(const FormMatch& match)
    {
        std::vector<std::uint32_t> columns;
        for (const auto& column : match.columns)
            if (column.variable->role == Role::weight)
                columns.push_back(column.column);
        return columns;
    }

    void code_sheets(const Wave& wave)
    {
        std::vector<const FormMatch*> matches;
        for (const auto& sheet : sheets_)
            if (sheet.match && sheet.match->wave == &wave)
                matches.push_back(&*sheet.match);
        DeliveryRows rows(codebook_, wave, matches, findings_, identities_);
        if (!findings_.has(Severity::error))
            archive_ = std::make_unique<ArchiveWriter>(archive_copy_, ArchiveLabel{wave.survey, wave.wave},
                                                       rows.archive_headings());
        rows.write_to(archive_.get());
        for (std::size_t i = 0; i < sheets_.size(); ++i) {
            if (!sheets_[i].match || sheets_[i].match->wave != &wave) {
                scan(i);
                continue;
            }
            const auto reader = whole_sheet(i);
            const auto& match = *sheets_[i].match;
            identities_.begin_sheet(heads_[i].info.name, i);
            rows.code_sheet(*reader, heads_[i].info.name, heads_[i].rows[match.header], match);
            identities_.end_sheet(weight_columns(match));
        }
        rows.conclude(report_, options_.unmatched_limit);
    }

    void finish()
    {
        identities_.look_at_name(file_name_, "filens namn");
        for (auto& finding : file_.findings())
            findings_.add(finding.severity, std::move(finding.place), std::move(finding.rule),
                          std::move(finding.advice), finding.count);
        if (identities_.found())
            return quarantine();
        report_.findings = findings_.sorted();
        report_.not_checked = {
            "Om svaren är rimliga jämfört med tidigare omgångar.",
            "Kolumner med id, fritext och sådant som inte används har bara genomsökts efter "
            "personnummer."};
        if (findings_.has(Severity::error)) {
            report_.verdict = DeliveryVerdict::rejected;
            archive_.reset();
            return;
        }
        report_.verdict = findings_.has(Severity::warning) ? DeliveryVerdict::accepted_with_remarks
                                                           : DeliveryVerdict::accepted;
        archive_->finish();
        archive_.reset();
    }

    /// Nothing but the places is told of a file with identity numbers.
    void quarantine()
    {
        archive_.reset();
        DeliveryReport report;
        report.verdict = DeliveryVerdict::quarantined;
        report.survey = report_.survey;
        report.wave = report_.wave;
        report.format = report_.format;
        report.findings = identities_.findings(file_name_);
        report.not_checked = {"Svaren har inte granskats, eftersom filen innehåller personnummer."};
        report_ = std::move(report);
    }

    const SheetFile& file_;
    const std::string& file_name_;
    const Codebook& codebook_;
    const DeliveryOptions& options_;
    const std::filesystem::path& archive_copy_;
    FindingGroups findings_;
    IdentityWatch identities_;
    DeliveryReport report_;
    std::vector<SheetHead> heads_;
    std::vector<std::unique_ptr<SheetReader>> begun_; ///< those that have read the heads, of the first sheets
    std::vector<RecognisedSheet> sheets_;
    std::unique_ptr<ArchiveWriter> archive_;
};

} // namespace

DeliveryReport read_delivery(const SheetFile& file, const std::string& file_name, const Codebook& codebook,
                             const DeliveryOptions& options, const std::filesystem::path& archive_copy)
{
    return Reading(file, file_name, codebook, options, archive_copy).read();
}

} // namespace lup
