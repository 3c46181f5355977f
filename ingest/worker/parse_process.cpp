#include "ingest/worker/parse_process.hpp"

#include "config/errors.hpp"
#include "ingest/limits.hpp"
#include "ingest/refusal.hpp"
#include "ingest/worker/parse_worker.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lup {
namespace {

constexpr int silence_ms = 60'000;
constexpr std::size_t frame_limit = 2 * limits::row_bytes;
constexpr int pipe_bytes = 1 << 20;

struct Pipe {
    int read_end = -1;
    int write_end = -1;
};

/// Both ends above the descriptors that a worker uses, so that none is in the way of another.
Pipe make_pipe(const std::string& name)
{
    int low[2];
    if (::pipe2(low, O_CLOEXEC) != 0) {
        refuse_file(name, "", "läsaren kunde inte startas",
                    "Försök igen; hjälper det inte, visa meddelandet för IT.");
    }
    const Pipe pipe{::fcntl(low[0], F_DUPFD_CLOEXEC, 10), ::fcntl(low[1], F_DUPFD_CLOEXEC, 10)};
    ::close(low[0]);
    ::close(low[1]);
    return pipe;
}

pid_t spawn_worker(const std::filesystem::path& program, std::string name, int input, int file, int output)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    const int high = ::fcntl(file, F_DUPFD_CLOEXEC, 10);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, high, worker_file_descriptor);
    posix_spawn_file_actions_adddup2(&actions, output, worker_result_descriptor);
    posix_spawn_file_actions_addclosefrom_np(&actions, worker_result_descriptor + 1);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    std::string program_text = program.string();
    std::string command = "parse-worker";
    char* const arguments[] = {program_text.data(), command.data(), name.data(), nullptr};
    char* const environment[] = {nullptr};
    pid_t process = -1;
    const int error = ::posix_spawn(&process, program.c_str(), &actions, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    ::close(high);
    return error == 0 ? process : -1;
}

} // namespace

ParseProcess::ParseProcess(const std::filesystem::path& program, int descriptor, std::string name)
    : name_(std::move(name))
{
    const auto requests = make_pipe(name_);
    const auto results = make_pipe(name_);
    ::fcntl(results.read_end, F_SETPIPE_SZ, pipe_bytes); // fewer turns; where it is not allowed, it is slower
    process_ = spawn_worker(program, name_, requests.read_end, descriptor, results.write_end);
    ::close(requests.read_end);
    ::close(results.write_end);
    requests_ = requests.write_end;
    results_ = results.read_end;
    if (process_ < 0) {
        ::close(requests_);
        ::close(results_);
        refuse_file(name_, "", "läsaren kunde inte startas",
                    "Försök igen; hjälper det inte, visa meddelandet för IT.");
    }
}

ParseProcess::~ParseProcess()
{
    ::close(requests_);
    ::close(results_);
    ::kill(process_, SIGKILL);
    while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
    }
}

void ParseProcess::request(FrameKind what, std::uint32_t sheet)
{
    std::string bytes(1, static_cast<char>(what));
    bytes.append(reinterpret_cast<const char*>(&sheet), sizeof sheet);
    // A worker that is gone shows when its answer is waited for. Without SIGPIPE a write would just fail.
    sigset_t pipe_signal;
    sigset_t before;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
    const auto sent = ::write(requests_, bytes.data(), bytes.size());
    if (sent < 0 && errno == EPIPE) {
        const timespec no_time{};
        ::sigtimedwait(&pipe_signal, nullptr, &no_time);
    }
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void ParseProcess::refuse_dead() const
{
    refuse_file(name_, "",
                "filen gick inte att läsa: läsaren avbröts (för mycket minne eller tid, eller en skadad fil)",
                "Spara den på nytt som Excel-arbetsbok (.xlsx), eller dela upp den.");
}

void ParseProcess::read_exactly(char* to, std::size_t size)
{
    while (size > 0) {
        pollfd waited{results_, POLLIN, 0};
        const int ready = ::poll(&waited, 1, silence_ms);
        if (ready < 0 && errno == EINTR) {
            continue;
        }
        const auto got = ready > 0 ? ::read(results_, to, size) : 0;
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            refuse_dead();
        }
        to += got;
        size -= static_cast<std::size_t>(got);
    }
}

FrameKind ParseProcess::receive()
{
    char kind = 0;
    std::uint32_t size = 0;
    read_exactly(&kind, sizeof kind);
    read_exactly(reinterpret_cast<char*>(&size), sizeof size);
    if (size > frame_limit) {
        refuse_dead();
    }
    // The buffer grows with what has come, not with what is announced.
    constexpr std::size_t step = std::size_t{1} << 20;
    payload_.clear();
    while (payload_.size() < size) {
        const auto from = payload_.size();
        payload_.resize(from + std::min(step, size - from));
        read_exactly(payload_.data() + from, payload_.size() - from);
    }
    const auto known = static_cast<FrameKind>(kind);
    if (known == FrameKind::refused) {
        throw InputError(payload_);
    }
    return known;
}

} // namespace lup
