#include "ingest/refusal.hpp"

#include "config/errors.hpp"

#include <cerrno>
#include <string>

namespace lup {

void refuse_file(std::string_view file, std::string_view place, std::string_view rule,
                 std::string_view advice)
{
    std::string message{file};
    for (const auto part : {place, rule}) {
        if (!part.empty()) {
            message += message.empty() ? "" : ": ";
            message += part;
        }
    }
    message += '.';
    if (!advice.empty()) {
        message += ' ';
        message += advice;
    }
    throw InputError(message);
}

void refuse_unopened(std::string_view file, int error)
{
    if (error == EACCES || error == EPERM)
        refuse_file(file, "", "filen får inte läsas av Lup",
                    "Kopiera den till mappen på nytt, eller be IT se över filens rättigheter.");
    if (error == ENOENT)
        refuse_file(file, "", "filen finns inte", "Kontrollera namnet och mappen.");
    refuse_file(file, "", "filen går inte att öppna (systemfel " + std::to_string(error) + ")",
                "Kopiera den till mappen på nytt. Hjälper inte det, visa meddelandet för IT.");
}

void refuse_damaged(std::string_view file, std::string_view place, std::string_view rule)
{
    refuse_file(
        file, place, rule,
        "Filen är skadad: öppna den i programmet den kommer från, spara den på nytt och lämna den igen.");
}

void refuse_too_large(std::string_view file, std::string_view place, std::string_view rule)
{
    refuse_file(file, place, rule, "Dela upp filen eller ta bort det som inte hör till undersökningen.");
}

} // namespace lup
