#pragma once

#include "config/codebook.hpp"
#include "ingest/delivery/delivery.hpp"

#include <string>
#include <string_view>

namespace lup {

// What happens with a file now, in Swedish, for its receipt.

/// What becomes of an accepted delivery. `published`: its wave stands published under the gate.
std::string delivery_outcome(Relation relation, const Wave& wave, bool published);

/// A delivery that is not counted tonight, or of which nothing comes to what is published. `why`: a Swedish
/// sentence.
std::string set_aside_outcome(std::string_view why);

/// A correction of a wave that stands published under the gate and takes no corrections in.
constexpr std::string_view frozen_outcome =
    "Filen är mottagen som en rättelse och sparad i arkivet, men omgången är redan publicerad och ligger "
    "fast: "
    "de publicerade siffrorna ändras inte, för två versioner bredvid varandra kan röja enskilda. Ska "
    "rättelsen "
    "tas in ändå, skriv accept i kodbokens tabell waves, kolumnen corrections.";
constexpr std::string_view rejected_outcome = "Inget ur filen används. Den ligger kvar i avvisat/. Rätta "
                                              "felen nedan och lägg den rättade filen i inkorg/.";
constexpr std::string_view quarantined_outcome =
    "Filen innehåller identitetsnummer och får inte ligga här. Den är förseglad och tas snart bort. Ta bort "
    "numren i cellerna nedan, ta bort dina egna kopior som inte behövs och lämna en ny fil.";
constexpr std::string_view recalled_outcome =
    "Filen är mottagen. Kvittot är gjort på nytt när omgången räknades.";
constexpr std::string_view repeated_outcome = "Samma innehåll har redan tagits emot och finns i arkivet, så "
                                              "filen läggs inte till en gång till. Inget mer "
                                              "behöver göras.";

} // namespace lup
