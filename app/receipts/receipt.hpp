#pragma once

#include "app/journal/file_verdict.hpp"
#include "ingest/delivery/delivery.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace lup {

/// What the person who dropped a file is told, in Swedish. Holds counts, so it is confidential; never a
/// value.
struct Receipt {
    std::string name;     ///< as it was dropped
    std::string received; ///< Swedish local time
    FileVerdict verdict = FileVerdict::rejected;
    std::string taken_for; ///< "Folkhälsoenkäten, 2022", "" if it was not recognised
    std::string outcome;   ///< what happens with it now, some sentences
    bool trial = false;    ///< prova/ or `lup check`: nothing was kept
    DeliveryReport report;
};

/// One rule that cells or rows broke, over all its places.
struct RuleLine {
    Severity severity = Severity::note;
    std::string rule, action;
    std::uint64_t count = 0;
    std::string share; ///< of the file's rows, "1,2 %"; "" where it means nothing
};

/// A line of "so was the file used": "Rader som används", "12 345".
struct FactLine {
    std::string label, value;
};

std::vector<FactLine> receipt_facts(const Receipt& receipt);
std::vector<RuleLine> receipt_rules(const Receipt& receipt);

/// "fel", "varning", "upplysning".
std::string_view severity_word(Severity severity);

/// A heading as it may be shown: one that could be a person's data is replaced by words.
std::string shown_heading(const std::string& heading);

/// The receipt as a self-contained page, as lines for a terminal, and as one JSON object.
std::string receipt_html(const Receipt& receipt);
std::string receipt_text(const Receipt& receipt);
std::string receipt_json(const Receipt& receipt);

/// The receipt as a workbook with the sheets Kvitto, Regler, Celler, Kolumner. Throws ExportError.
void write_receipt_workbook(const Receipt& receipt, const std::filesystem::path& file);

/// Writes `<place>.kvitto.html` and `<place>.kvitto.xlsx`, each by renaming it in. Throws ExportError.
void write_receipt(const Receipt& receipt, const std::filesystem::path& place);

} // namespace lup
