// Linux: seccomp with a filter of system call numbers. The filter is forty instructions that this
// file writes itself; a library for it would be one more that the child has to load and trust.
#include "base/os/confinement.hpp"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace tillgate::os {

namespace {

#if defined(__x86_64__)
constexpr std::uint32_t this_architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t this_architecture = AUDIT_ARCH_AARCH64;
#elif defined(__i386__)
constexpr std::uint32_t this_architecture = AUDIT_ARCH_I386;
#else
constexpr std::uint32_t this_architecture = 0;  // not known here: no filter
#endif

// What a program does that has all its files open: memory, clocks, locks, its streams, its end.
constexpr std::uint32_t allowed_calls[] = {
    __NR_read,
    __NR_write,
    __NR_futex,
    __NR_brk,
    __NR_munmap,
    __NR_mremap,
    __NR_madvise,
    __NR_clock_gettime,
    __NR_gettimeofday,
    __NR_getrusage,
    __NR_sched_yield,
    __NR_getrandom,
    __NR_rt_sigreturn,
    __NR_rt_sigaction,
    __NR_rt_sigprocmask,
    __NR_sigaltstack,
    __NR_restart_syscall,
    __NR_gettid,
    __NR_getpid,
    __NR_exit,
    __NR_exit_group,
#ifdef __NR_time
    __NR_time,
#endif
};

constexpr auto number_at = static_cast<std::uint32_t>(offsetof(seccomp_data, nr));
constexpr auto architecture_at = static_cast<std::uint32_t>(offsetof(seccomp_data, arch));

// The lower half of an argument, as these little-endian machines keep it.
constexpr std::uint32_t argument_at(std::size_t index) {
  return static_cast<std::uint32_t>(offsetof(seccomp_data, args) + index * sizeof(std::uint64_t));
}

class Filter {
 public:
  Filter() {
    load(architecture_at);
    add(BPF_JMP | BPF_JEQ | BPF_K, this_architecture, 1, 0);
    answer(SECCOMP_RET_KILL_PROCESS);
    load(number_at);
  }
  void allow(std::uint32_t call) {
    add(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1);
    answer(SECCOMP_RET_ALLOW);
  }
  // Only with that value of the argument.
  void allow(std::uint32_t call, std::size_t argument, std::uint32_t value) {
    add(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 4);
    load(argument_at(argument));
    add(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1);
    answer(SECCOMP_RET_ALLOW);
    answer(refused);
  }
  // Only without those bits in the argument.
  void allow_without(std::uint32_t call, std::size_t argument, std::uint32_t bits) {
    add(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 4);
    load(argument_at(argument));
    add(BPF_JMP | BPF_JSET | BPF_K, bits, 0, 1);
    answer(refused);
    answer(SECCOMP_RET_ALLOW);
  }
  bool install() {
    answer(refused);
    const sock_fprog program{static_cast<unsigned short>(code_.size()), code_.data()};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
  }

 private:
  static constexpr std::uint32_t refused = SECCOMP_RET_ERRNO | EPERM;

  void add(unsigned operation, std::uint32_t value, std::uint8_t if_true, std::uint8_t if_false) {
    code_.push_back({static_cast<std::uint16_t>(operation), if_true, if_false, value});
  }
  void load(std::uint32_t offset) { add(BPF_LD | BPF_W | BPF_ABS, offset, 0, 0); }
  void answer(std::uint32_t value) { add(BPF_RET | BPF_K, value, 0, 0); }

  std::vector<sock_filter> code_;
};

}  // namespace

bool confine_to_open_streams() {
  if (this_architecture == 0) return false;
  Filter filter;
  for (const std::uint32_t call : allowed_calls) filter.allow(call);
  filter.allow_without(__NR_mprotect, 2, PROT_EXEC);
#ifdef __NR_mmap2
  filter.allow_without(__NR_mmap2, 2, PROT_EXEC);
#else
  filter.allow_without(__NR_mmap, 2, PROT_EXEC);
#endif
  // Its own limits, and abort() at itself.
  filter.allow(__NR_prlimit64, 0, 0);
  filter.allow(__NR_tgkill, 0, static_cast<std::uint32_t>(::getpid()));
  return filter.install();
}

}  // namespace tillgate::os
