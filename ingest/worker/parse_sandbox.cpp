#include "ingest/worker/parse_sandbox.hpp"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define LUP_ADDRESS_SANITIZER
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LUP_ADDRESS_SANITIZER
#endif
#endif

#if defined(__x86_64__)
#define LUP_AUDIT_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define LUP_AUDIT_ARCH AUDIT_ARCH_AARCH64
#endif

namespace lup {
namespace {

[[maybe_unused]] constexpr rlim_t memory = rlim_t{1} << 30;
constexpr rlim_t processor_seconds = 120;

bool set_limit(__rlimit_resource_t resource, rlim_t most)
{
    const rlimit limit{most, most};
    return ::setrlimit(resource, &limit) == 0;
}

bool set_limits()
{
#if defined(LUP_ADDRESS_SANITIZER)
    const bool bounded = true; // the sanitizer's shadow memory alone is larger than any limit
#else
    const bool bounded = set_limit(RLIMIT_AS, memory);
#endif
    return bounded && set_limit(RLIMIT_CPU, processor_seconds) && set_limit(RLIMIT_FSIZE, 0) &&
           set_limit(RLIMIT_CORE, 0) && set_limit(RLIMIT_NOFILE, 16);
}

/// Denies all use of the file system, where the kernel has Landlock; seccomp does so too, in another way.
void deny_file_system()
{
    landlock_ruleset_attr attributes{};
    attributes.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
    const auto rules = ::syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
    if (rules >= 0) {
        ::syscall(SYS_landlock_restrict_self, rules, 0);
        ::close(static_cast<int>(rules));
    }
}

#ifdef LUP_AUDIT_ARCH

constexpr sock_filter load(std::uint32_t offset)
{
    return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset);
}
constexpr sock_filter answer(std::uint32_t action)
{
    return BPF_STMT(BPF_RET | BPF_K, action);
}
constexpr sock_filter unless_equal(std::uint32_t value, std::uint8_t skip)
{
    return BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, skip);
}
constexpr sock_filter if_any_bit(std::uint32_t bits, std::uint8_t then, std::uint8_t otherwise)
{
    return BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, bits, then, otherwise);
}

constexpr std::uint32_t argument(std::size_t index)
{
    return static_cast<std::uint32_t>(offsetof(seccomp_data, args) + index * sizeof(std::uint64_t));
}

constexpr std::uint32_t allowed_calls[] = {
    SYS_read,
    SYS_write,
    SYS_writev,
    SYS_pread64,
    SYS_lseek,
    SYS_close,
    SYS_fstat,
    SYS_munmap,
    SYS_mremap,
    SYS_brk,
    SYS_madvise,
    SYS_futex,
    SYS_exit,
    SYS_exit_group,
    SYS_rt_sigaction,
    SYS_rt_sigprocmask,
    SYS_rt_sigreturn,
    SYS_sigaltstack,
    SYS_gettid,
    SYS_getpid,
    SYS_tgkill,
    SYS_sched_yield,
    SYS_clock_gettime,
    SYS_clock_nanosleep,
    SYS_nanosleep,
    SYS_gettimeofday,
    SYS_getrandom,
    SYS_set_robust_list,
    SYS_restart_syscall,
    SYS_sched_getaffinity,
    SYS_rseq,
#if defined(LUP_ADDRESS_SANITIZER)
    // The sanitizer asks the kernel whether an address can be read by writing from it to a pipe.
    SYS_pipe2,
#if defined(SYS_pipe)
    SYS_pipe,
#endif
    SYS_process_vm_readv,
#endif
};

/// Memory may not become executable, and the only new process is a thread. Everything else is denied.
bool filter_calls()
{
    constexpr auto allow = SECCOMP_RET_ALLOW;
    constexpr auto deny = SECCOMP_RET_ERRNO | EPERM;
    std::array<sock_filter, 32 + 2 * std::size(allowed_calls)> program{};
    std::size_t size = 0;
    const auto add = [&](const sock_filter& step) { program[size++] = step; };
    add(load(offsetof(seccomp_data, arch)));
    add(unless_equal(LUP_AUDIT_ARCH, 1));
    add(BPF_JUMP(BPF_JMP | BPF_JA, 1, 0, 0));
    add(answer(SECCOMP_RET_KILL_PROCESS));
    add(load(offsetof(seccomp_data, nr)));
    for (const auto call : allowed_calls) {
        add(unless_equal(call, 1));
        add(answer(allow));
    }
    for (const auto call : {SYS_mmap, SYS_mprotect}) {
        add(unless_equal(static_cast<std::uint32_t>(call), 4));
        add(load(argument(2)));
        add(if_any_bit(PROT_EXEC, 0, 1));
        add(answer(deny));
        add(answer(allow));
    }
    add(unless_equal(SYS_clone, 4));
    add(load(argument(0)));
    add(if_any_bit(CLONE_THREAD, 0, 1));
    add(answer(allow));
    add(answer(deny));
    add(unless_equal(SYS_clone3, 1)); // its flags lie in memory; the C library then uses clone
    add(answer(SECCOMP_RET_ERRNO | ENOSYS));
    add(answer(deny));
    const sock_fprog filter{static_cast<unsigned short>(size), program.data()};
    return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

#else

bool filter_calls()
{
    return true;
}

#endif

} // namespace

bool enter_parse_sandbox()
{
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !set_limits()) {
        return false;
    }
    deny_file_system();
    return filter_calls();
}

} // namespace lup
