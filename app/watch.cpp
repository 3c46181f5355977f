#include "app/watch.hpp"

#include "app/clock.hpp"
#include "app/configuration.hpp"
#include "app/files/folder_watch.hpp"
#include "app/files/inbox.hpp"
#include "app/night_log.hpp"
#include "app/process.hpp"
#include "app/service_notice.hpp"
#include "config/errors.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/system_timer.hpp>

#include <csignal>
#include <iostream>
#include <sys/wait.h>

namespace lup {

namespace {

using boost::asio::steady_timer;
using boost::asio::system_timer;
using boost::system::error_code;

// Shares give no events: what inotify does not tell is found by looking.
constexpr auto between_scans = std::chrono::seconds(60);
constexpr auto trial_delay = std::chrono::milliseconds(300);

/// The service as a set of timers, one child at a time.
class Watch {
public:
    Watch(const Home& home, const Settings& settings)
        : home_(home), settings_(settings), log_(make_json_log(std::cout)),
          signals_(context_, SIGTERM, SIGINT, SIGCHLD), nightly_(context_), settling_(context_),
          trying_(context_), scanning_(context_), watchdog_(context_),
          folders_(context_, [this](const std::filesystem::path& folder) { hear_of(folder); })
    {
    }

    void serve()
    {
        wait_for_signal();
        folders_.listen_to(home_.inbox());
        folders_.listen_to(home_.trial());
        folders_.start();
        plan_night();
        plan_watchdog();
        scan();
        notify_service("READY=1");
        context_.run();
    }

private:
    void wait_for_signal()
    {
        signals_.async_wait([this](const error_code& error, int signal) {
            if (error)
                return;
            if (signal == SIGCHLD)
                reap();
            else
                stop();
            if (!stopping_ || child_ != 0)
                wait_for_signal();
            else
                signals_.cancel();
        });
    }

    void stop()
    {
        stopping_ = true;
        notify_service("STOPPING=1");
        folders_.stop();
        nightly_.cancel();
        settling_.cancel();
        trying_.cancel();
        scanning_.cancel();
        watchdog_.cancel();
        // A run that is ended here is finished by the next one.
        if (child_ != 0)
            ::kill(child_, SIGTERM);
    }

    void hear_of(const std::filesystem::path& folder)
    {
        if (folder == home_.trial())
            wait_then(trying_, trial_delay, [this] { want_trial(); });
        else
            settle();
    }

    /// Waits until the inbox has been still for settle_seconds, then runs a night.
    void settle()
    {
        const auto seen = list_files(home_.inbox());
        if (seen.empty() || seen == left_by_last_run_)
            return;
        wait_then(settling_, std::chrono::seconds(settings_.settle_seconds), [this, seen] {
            if (list_files(home_.inbox()) == seen)
                want_night();
            else
                settle();
        });
    }

    void scan()
    {
        if (list_files(home_.inbox()) != settling_for_) {
            settling_for_ = list_files(home_.inbox());
            settle();
        }
        want_trial_if_new();
        wait_then(scanning_, between_scans, [this] { scan(); });
    }

    void want_trial_if_new()
    {
        const auto seen = list_files(home_.trial());
        if (seen != tried_)
            want_trial();
    }

    void plan_night()
    {
        const auto when = next_swedish(std::chrono::system_clock::now(), settings_.nightly_at);
        log_->event("next night", {{"at", utc_text(when)}});
        nightly_.expires_at(when);
        nightly_.async_wait([this](const error_code& error) {
            if (error)
                return;
            want_night();
            plan_night();
        });
    }

    void plan_watchdog()
    {
        const auto interval = watchdog_interval();
        if (!interval)
            return;
        notify_service("WATCHDOG=1");
        wait_then(watchdog_, *interval / 2, [this] { plan_watchdog(); });
    }

    void want_night()
    {
        night_wanted_ = true;
        start_next();
    }

    void want_trial()
    {
        trial_wanted_ = true;
        start_next();
    }

    void start_next()
    {
        if (child_ != 0 || stopping_ || (!night_wanted_ && !trial_wanted_))
            return;
        std::vector<std::string> words{own_program(), "run", home_.root().string()};
        // A night reads prova/ as well.
        if (!night_wanted_)
            words.emplace_back("--only-prova");
        night_running_ = night_wanted_;
        night_wanted_ = trial_wanted_ = false;
        try {
            child_ = start_process(words);
        } catch (const ExportError& error) {
            log_->event("run not started", {{"reason", error.what()}});
        }
    }

    void reap()
    {
        int status = 0;
        while (child_ != 0 && ::waitpid(child_, &status, WNOHANG) == child_) {
            child_ = 0;
            log_->event("run ended", {{"exit", std::to_string(exit_code_of(status))}});
            if (night_running_)
                left_by_last_run_ = list_files(home_.inbox());
            tried_ = list_files(home_.trial());
        }
        start_next();
    }

    template <class Timer, class Wait>
    void wait_then(Timer& timer, Wait wait, std::function<void()> then)
    {
        timer.expires_after(wait);
        timer.async_wait([then = std::move(then)](const error_code& error) {
            if (!error)
                then();
        });
    }

    const Home& home_;
    const Settings& settings_;
    std::unique_ptr<NightLog> log_;
    boost::asio::io_context context_;
    boost::asio::signal_set signals_;
    system_timer nightly_;
    steady_timer settling_, trying_, scanning_, watchdog_;
    FolderWatch folders_;
    pid_t child_ = 0;
    bool stopping_ = false, night_wanted_ = false, trial_wanted_ = false, night_running_ = false;
    std::vector<DroppedFile> left_by_last_run_, settling_for_, tried_;
};

} // namespace

int watch(const Home& home)
{
    const auto configuration = load_configuration(home);
    home.create_folders();
    Watch(home, configuration.settings).serve();
    return 0;
}

} // namespace lup
