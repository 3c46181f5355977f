#include "app/night_log.hpp"

#include "app/clock.hpp"

#include <Poco/JSON/Object.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ostream>

namespace lup {

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

class TerminalLog : public NightLog {
public:
    explicit TerminalLog(std::ostream& out) : out_(out) {}

    void event(std::string_view kind, const Fields& fields) override
    {
        clear();
        out_ << "  " << kind;
        for (const auto& [name, text] : fields)
            if (!text.empty())
                out_ << "  " << text;
        out_ << '\n' << std::flush;
    }

    void progress(const Progress& progress) override
    {
        const auto now = Clock::now();
        if (now - drawn_ < std::chrono::milliseconds(80))
            return;
        drawn_ = now;
        constexpr std::size_t width = 24;
        const auto done = progress.files ? progress.files_done * width / progress.files : 0;
        const auto seconds = std::chrono::duration<double>(now - begun_).count();
        const auto rate = seconds > 0 ? static_cast<double>(progress.rows) / seconds : 0;
        out_ << fmt::format("\r\x1b[K  [{}{}] {}/{} files  {} rows  {:.0f} rows/s  {}",
                            std::string(done, '#'), std::string(width - done, '.'), progress.files_done,
                            progress.files, progress.rows, rate, progress.doing)
             << std::flush;
    }

    void morning(std::string_view line) override
    {
        clear();
        out_ << line << '\n' << std::flush;
    }

private:
    using Clock = std::chrono::steady_clock;

    void clear() { out_ << "\r\x1b[K"; }

    std::ostream& out_;
    Clock::time_point begun_ = Clock::now(), drawn_{};
};

class JsonLog : public NightLog {
public:
    explicit JsonLog(std::ostream& out) : out_(out) {}

    void event(std::string_view kind, const Fields& fields) override
    {
        Poco::JSON::Object line(Poco::JSON_PRESERVE_KEY_ORDER);
        line.set("time", utc_text(std::chrono::system_clock::now()));
        line.set("event", std::string(kind));
        for (const auto& [name, text] : fields)
            line.set(name, text);
        line.stringify(out_);
        out_ << '\n' << std::flush;
    }

    void progress(const Progress&) override
    {
        // A line a row would drown the journal: the events tell what was read.
    }

    void morning(std::string_view line) override { out_ << line << '\n' << std::flush; }

private:
    std::ostream& out_;
};

} // namespace

std::unique_ptr<NightLog> make_terminal_log(std::ostream& out)
{
    return std::make_unique<TerminalLog>(out);
}

std::unique_ptr<NightLog> make_json_log(std::ostream& out)
{
    return std::make_unique<JsonLog>(out);
}

} // namespace lup
