#include "staged.hpp"

#include "export/published/csv_sink.hpp"
#include "export/published/json_stat_sink.hpp"
#include "export/published/px_sink.hpp"
#include "export/release_check.hpp"
#include "export/workbook/workbook_sink.hpp"
#include "release_maker.hpp"
#include "tampering.hpp"

namespace lup::testing {

namespace {

Release made(const Codebook& codebook, const std::vector<ReleasedComparison>& comparisons)
{
    auto limited = table_from(codebook, "somn", {}, "2022 - 77.7 - - 900 -");
    limited.recipients = {"psykiatrin"};
    return make_release({table_from(codebook, "stress", {},
                                    "2018 - 12.5 10.1 14.9 900 -\n2020 - - - - - ..\n"
                                    "2022 - 15.5 15.1 18.2 870 -"),
                         table_from(codebook, "stress", {"sex"},
                                    "2018 K 13.1 10.1 15.9 450 -\n2018 M 11.9 9.8 13.9 450 -\n"
                                    "2022 K 17.3 15.0 19.9 430 -\n2022 M - - - - .."),
                         limited},
                        {}, {}, comparisons);
}

} // namespace

Staged::Staged(const std::vector<ReleasedComparison>& comparisons) : release(made(codebook, comparisons))
{
    WorkbookSink().write(publication(), folder.path());
    CsvSink().write(publication(), folder.path());
    JsonStatSink().write(publication(), folder.path());
    PxSink().write(publication(), folder.path());
}

Publication Staged::publication() const
{
    return {release, settings,   codebook,
            plan,    judgements, {{"ändrad", "stress", "", "2018", "12,4 %", "12,5 %", "Rättat underlag"}}};
}

std::string Staged::refusal() const
{
    try {
        check_release(publication(), folder.path());
        return {};
    } catch (const std::exception& error) {
        return error.what();
    }
}

void Staged::retouch(const std::string& part, const std::string& from, const std::string& to) const
{
    replace_in_part(workbook(), part, from, to);
}

void Staged::write_again(WorkbookContent& content) const
{
    write_workbook(publication(), content, workbook());
}

} // namespace lup::testing
