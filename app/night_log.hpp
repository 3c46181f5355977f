#pragma once

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lup {

/// Where a night is right now.
struct Progress {
    std::size_t files_done = 0, files = 0;
    std::uint64_t rows = 0; ///< read so far, all files
    std::string_view doing; ///< file name or step
};

/// Tells of a night while it goes on. Names, counts and rules only: never a value from a file.
class NightLog {
public:
    virtual ~NightLog() = default;

    /// Something happened; `fields` are names and texts.
    virtual void event(std::string_view kind,
                       const std::vector<std::pair<std::string, std::string>>& fields) = 0;
    /// May be called often.
    virtual void progress(const Progress& progress) = 0;
    /// The last line, in Swedish.
    virtual void morning(std::string_view line) = 0;
};

/// A progress bar with files and rows a second, for a terminal.
std::unique_ptr<NightLog> make_terminal_log(std::ostream& out);

/// One JSON object a line, for journald; the morning line stands last as plain text.
std::unique_ptr<NightLog> make_json_log(std::ostream& out);

} // namespace lup
