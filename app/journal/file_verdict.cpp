#include "app/journal/file_verdict.hpp"

namespace lup {

FileVerdict file_verdict(DeliveryVerdict verdict)
{
    switch (verdict) {
    case DeliveryVerdict::accepted:
        return FileVerdict::accepted;
    case DeliveryVerdict::accepted_with_remarks:
        return FileVerdict::accepted_with_remarks;
    case DeliveryVerdict::quarantined:
        return FileVerdict::quarantined;
    case DeliveryVerdict::rejected:
        break;
    }
    return FileVerdict::rejected;
}

std::string_view verdict_name(FileVerdict verdict)
{
    switch (verdict) {
    case FileVerdict::accepted:
        return "accepted";
    case FileVerdict::accepted_with_remarks:
        return "accepted_with_remarks";
    case FileVerdict::held:
        return "held";
    case FileVerdict::set_aside:
        return "set_aside";
    case FileVerdict::repeated:
        return "repeated";
    case FileVerdict::quarantined:
        return "quarantined";
    case FileVerdict::rejected:
        break;
    }
    return "rejected";
}

VerdictText verdict_text(FileVerdict verdict)
{
    switch (verdict) {
    case FileVerdict::accepted:
        return {"gron", "✔", "Grön: mottagen"};
    case FileVerdict::accepted_with_remarks:
        return {"gul", "▲", "Gul: mottagen med anmärkning"};
    case FileVerdict::held:
        return {"gul", "▲", "Gul: mottagen, men väntar på ett svar från dig"};
    case FileVerdict::set_aside:
        return {"gul", "▲", "Gul: mottagen, men räknas inte med ännu"};
    case FileVerdict::repeated:
        return {"gron", "✔", "Grön: samma innehåll har redan tagits emot"};
    case FileVerdict::quarantined:
        return {"rod", "✖", "Röd: avvisad, innehåller identitetsnummer"};
    case FileVerdict::rejected:
        break;
    }
    return {"rod", "✖", "Röd: avvisad"};
}

} // namespace lup
