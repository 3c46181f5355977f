#pragma once

#include "config/codebook.hpp"
#include "ingest/delivery/delivery.hpp"

#include <string>
#include <string_view>

namespace lup {

// What happens with a file now, in Swedish, for its receipt.

/// What becomes of an accepted delivery. `published`: its wave stands published under the gate.
std::string delivery_outcome(Relation relation, const Wave& wave, bool published);

constexpr std::string_view rejected_outcome = "Inget ur filen används. Den ligger kvar i avvisat/. Rätta "
                                              "felen nedan och lägg den rättade filen i inkorg/.";
constexpr std::string_view quarantined_outcome =
    "Filen innehåller identitetsnummer och får inte ligga här. Den är förseglad och tas snart bort. Ta bort "
    "numren i cellerna nedan, ta bort dina egna kopior som inte behövs och lämna en ny fil.";
constexpr std::string_view recalled_outcome =
    "Filen är mottagen och räknas med. Kvittot är gjort på nytt när omgången räknades.";
constexpr std::string_view repeated_outcome =
    "Samma innehåll har redan tagits emot och räknas med. Inget mer behöver göras.";

} // namespace lup
