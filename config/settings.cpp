#include "config/settings.hpp"

#include "config/errors.hpp"
#include "config/matching.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace lup {

namespace {

/// Where in the file a key stands, for messages.
struct KeyPlace {
    std::string_view file;
    std::size_t line = 0;
    std::string_view key;
};

[[noreturn]] void refuse(const KeyPlace& at, std::string_view rule, std::string_view advice)
{
    throw ConfigurationError(
        fmt::format("{}: line {}, key '{}': {}; {}", at.file, at.line, at.key, rule, advice));
}

std::string text_of(const toml::node& node, const KeyPlace& at)
{
    if (const auto value = node.value_exact<std::string>()) {
        return *value;
    }
    refuse(at, "not a text", "write it between quotation marks");
}

template <int least, int most>
int whole_of(const toml::node& node, const KeyPlace& at)
{
    const auto value = node.value_exact<std::int64_t>();
    if (!value || *value < least || *value > most) {
        refuse(at, "not a whole number in range", fmt::format("allowed: {} to {}", least, most));
    }
    return static_cast<int>(*value);
}

double share_of(const toml::node& node, const KeyPlace& at)
{
    const auto value = node.is_number() ? node.value<double>() : std::nullopt;
    if (!value || !(*value >= 0 && *value <= 1)) {
        refuse(at, "not a share", "write a number from 0 to 1, such as 0.05");
    }
    return *value;
}

std::string word_of(const toml::node& node, const KeyPlace& at, std::span<const std::string> allowed)
{
    auto word = text_of(node, at);
    if (std::ranges::find(allowed, word) == allowed.end()) {
        const auto meant = nearest(word, allowed);
        refuse(at, fmt::format("'{}' is not allowed", word),
               fmt::format("allowed: {}{}", join_list(allowed, ", "),
                           meant ? fmt::format("; did you mean '{}'?", *meant) : ""));
    }
    return word;
}

/// HH:MM outside the hour that daylight saving repeats or skips.
std::string clock_of(const toml::node& node, const KeyPlace& at)
{
    auto text = text_of(node, at);
    const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9' ? text[i] - '0' : 100; };
    const bool formed =
        text.size() == 5 && text[2] == ':' && digit(0) * 10 + digit(1) < 24 && digit(3) * 10 + digit(4) < 60;
    if (!formed || text.starts_with("02")) {
        refuse(at, "not a time of day that comes once every night",
               "write HH:MM, not between 02:00 and 03:00");
    }
    return text;
}

struct Key {
    std::string_view name;
    std::string_view allowed, help; ///< Swedish, for the reference
    std::function<void(Settings&, const toml::node&, const KeyPlace&)> read;
};

const std::vector<std::string> publish_words = {"auto", "approve"};
const std::vector<std::string> lonely_psu_words = {"adjust", "remove", "average", "fail"};

std::span<const Key> keys()
{
    using N = const toml::node&;
    using P = const KeyPlace&;
    static const std::array known = {
        Key{"region", "text", "Regionens namn, står på arbetsböckerna.",
            [](Settings& s, N node, P at) { s.region = text_of(node, at); }},
        Key{"unit", "text", "Enheten som ansvarar.",
            [](Settings& s, N node, P at) { s.unit = text_of(node, at); }},
        Key{"contact", "text", "Vart läsaren vänder sig: funktion och brevlåda, inte en persons namn.",
            [](Settings& s, N node, P at) { s.contact = text_of(node, at); }},
        Key{"publish", "`\"auto\"`, `\"approve\"`",
            "`auto`: det som klarar skyddet publiceras samma natt. `approve`: efter godkännande; den här "
            "versionen tar bara `auto`.",
            [](Settings& s, N node, P at) {
                s.publish =
                    word_of(node, at, publish_words) == "auto" ? Publish::automatic : Publish::approve;
            }},
        Key{"keep_original_days", "0 till 3650", "Dagar som originalfiler sparas.",
            [](Settings& s, N node, P at) { s.keep_original_days = whole_of<0, 3650>(node, at); }},
        Key{"quarantine_days", "0 till 365", "Dagar som en fil med personnummer ligger förseglad.",
            [](Settings& s, N node, P at) { s.quarantine_days = whole_of<0, 365>(node, at); }},
        Key{"unmatched_limit", "0 till 1",
            "Andel av svaren i en kolumn som får sakna kod innan filen avvisas.",
            [](Settings& s, N node, P at) { s.unmatched_limit = share_of(node, at); }},
        Key{"settle_seconds", "0 till 3600", "Sekunder som en fil ska ligga orörd innan tjänsten tar den.",
            [](Settings& s, N node, P at) { s.settle_seconds = whole_of<0, 3600>(node, at); }},
        Key{"nightly_at", "`\"TT:MM\"`", "När natten körs, svensk tid, inte mellan 02:00 och 03:00.",
            [](Settings& s, N node, P at) { s.nightly_at = clock_of(node, at); }},
        Key{"lonely_psu", "`\"adjust\"`, `\"remove\"`, `\"average\"`, `\"fail\"`",
            "Vad som görs med ett stratum som har ett enda kluster.",
            [](Settings& s, N node, P at) { s.lonely_psu = word_of(node, at, lonely_psu_words); }},
        Key{"threads", "0 till 256", "Antal trådar; 0 = lika många som processorerna.",
            [](Settings& s, N node, P at) { s.threads = whole_of<0, 256>(node, at); }},
    };
    return known;
}

void read_key(Settings& settings, std::string_view name, const toml::node& node, std::string_view file)
{
    const KeyPlace at{file, node.source().begin.line, name};
    const auto known = std::ranges::find(keys(), name, &Key::name);
    if (known != keys().end()) {
        known->read(settings, node, at);
        return;
    }
    std::vector<std::string> names;
    for (const auto& key : keys()) {
        names.emplace_back(key.name);
    }
    const auto meant = nearest(name, names);
    refuse(at, "not a setting",
           meant ? fmt::format("did you mean '{}'?", *meant)
                 : fmt::format("settings: {}", join_list(names, ", ")));
}

} // namespace

Settings parse_settings(std::string_view toml, std::string_view file_name)
{
    Settings settings;
    std::vector<std::string> mistakes;
    try {
        const auto table = toml::parse(toml);
        for (const auto& [key, node] : table) {
            try {
                read_key(settings, key.str(), node, file_name);
            } catch (const ConfigurationError& mistake) {
                mistakes.emplace_back(mistake.what());
            }
        }
    } catch (const toml::parse_error& problem) {
        throw ConfigurationError(fmt::format("{}: line {}: {}; correct the line, one 'key = value' each",
                                             file_name, problem.source().begin.line, problem.description()));
    }
    if (!mistakes.empty()) {
        throw ConfigurationError(join_list(mistakes, "\n"));
    }
    return settings;
}

std::string settings_reference()
{
    std::string text = "| inställning | tillåtet | betydelse |\n|---|---|---|\n";
    for (const auto& key : keys()) {
        text += fmt::format("| `{}` | {} | {} |\n", key.name, key.allowed, key.help);
    }
    return text;
}

} // namespace lup
