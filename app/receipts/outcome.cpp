#include "app/receipts/outcome.hpp"

#include <fmt/format.h>

namespace lup {

namespace {

/// What becomes of a correction of a round that stands published under the gate.
std::string published_correction_outcome(const Wave& wave)
{
    if (wave.corrections == Corrections::accept)
        return "Filen är mottagen som en rättelse av en omgång som redan är publicerad. Siffrorna görs om i "
               "natt och skyddas tillsammans med dem som redan är publicerade, så några av dem kan komma att "
               "döljas. Går rättelsen inte att ta in utan att små antal kan räknas fram ligger det "
               "publicerade fast; då står det i nattens rapport. Den tidigare filen finns kvar i arkivet.";
    return std::string(frozen_outcome);
}

} // namespace

std::string delivery_outcome(Relation relation, const Wave& wave, bool published)
{
    std::string text;
    switch (relation) {
    case Relation::first:
        text = "Filen är mottagen och räknas med från i natt.";
        break;
    case Relation::supplement:
        text = "Filen är mottagen som ett tillägg till det som redan kommit för samma omgång.";
        break;
    case Relation::correction:
        if (published)
            return published_correction_outcome(wave);
        text = "Filen är mottagen som en rättelse och ersätter det som kom förut för samma delar. Den "
               "tidigare filen finns kvar i arkivet.";
        break;
    case Relation::overlap:
        return "Filen har delar som redan har kommit, men inte exakt samma som en tidigare fil, och det går "
               "inte att veta "
               "vad som gäller. Den är sparad men räknas inte med. Lämna antingen en fil med bara de nya "
               "delarna, eller en fil med exakt samma delar som den tidigare, som då ersätts.";
    }
    if (!wave.publish_from.empty())
        text += " Resultaten publiceras tidigast " + wave.publish_from + ".";
    return text;
}

std::string set_aside_outcome(std::string_view why)
{
    return fmt::format("Filen är mottagen och sparad i arkivet, men räknas inte med i natt: {}", why);
}

} // namespace lup
