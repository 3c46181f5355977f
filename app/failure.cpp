#include "app/failure.hpp"

#include "config/errors.hpp"

#include <ostream>

namespace lup {

int report_failure(std::ostream& out)
{
    const auto say = [&out](const char* kind, const std::exception& error, int code) {
        out << "lup: " << kind << error.what() << '\n';
        return code;
    };
    try {
        throw;
    } catch (const ConfigurationError& error) {
        return say("configuration: ", error, 2);
    } catch (const InputError& error) {
        return say("input: ", error, 3);
    } catch (const DisclosureError& error) {
        return say("the gate refused: ", error, 4);
    } catch (const ExportError& error) {
        return say("storage: ", error, 5);
    } catch (const std::exception& error) {
        return say("a bug, please report it: ", error, 1);
    } catch (...) {
        out << "lup: a bug, please report it: unknown exception\n";
        return 1;
    }
}

} // namespace lup
