#include "config/codebook.hpp"
#include "config/codebook_columns.hpp"
#include "config/matching.hpp"
#include "config/table_writer.hpp"

namespace lup {

std::vector<RawTable> codebook_tables(const Codebook& codebook)
{
    const auto definitions = codebook_definitions();
    const auto table = [&](std::string_view name, const auto& rows) {
        return written_table(definition_of(name, definitions), "kodbok", rows);
    };
    return {table("surveys", codebook.surveys),
            table("waves", codebook.waves),
            table("eligible", codebook.eligible),
            table("variables", codebook.variables),
            table("codes", codebook.codes),
            table("groups", codebook.groups),
            table("scales", codebook.scales),
            table("indicators", codebook.indicators),
            table("breakdowns", codebook.breakdowns),
            table("comparisons", codebook.comparisons),
            table("areas", codebook.areas),
            table("reference_values", codebook.reference_values),
            table("known_elsewhere", codebook.known_elsewhere),
            table("weights_standard", codebook.weights_standard)};
}

} // namespace lup
