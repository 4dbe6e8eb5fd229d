// The processor's floating-point state belongs to the host. Delphi and Free Pascal hosts unmask its
// exceptions, so that an inexact or invalid operation in here would raise in the host; others set a
// rounding of their own. So every entry computes under the default state and gives the host's back.
#pragma once

#if !defined(__x86_64__) && !defined(__i386__)
#include <cfenv>
#endif
#include <cstdint>

namespace tillgate::abi {

// Threads that a call starts inherit the state that holds while it lives.
class OwnFloatingPoint {
 public:
  OwnFloatingPoint(const OwnFloatingPoint&) = delete;
  OwnFloatingPoint& operator=(const OwnFloatingPoint&) = delete;
#if defined(__x86_64__) || defined(__i386__)
  // Both units by hand: std::feholdexcept forgets one of them with some C libraries.
  OwnFloatingPoint() noexcept {
    const std::uint16_t default_control = 0x037F;
    const std::uint32_t default_status = 0x1F80;
    __asm__ volatile("fnstcw %0\n\tstmxcsr %1" : "=m"(control_), "=m"(status_));
    __asm__ volatile("fnclex\n\tfldcw %0\n\tldmxcsr %1"
                     :
                     : "m"(default_control), "m"(default_status)
                     : "memory");
  }
  ~OwnFloatingPoint() {
    __asm__ volatile("fnclex\n\tfldcw %0\n\tldmxcsr %1" : : "m"(control_), "m"(status_) : "memory");
  }

 private:
  std::uint16_t control_ = 0;
  std::uint32_t status_ = 0;
#else
  OwnFloatingPoint() noexcept {
    std::fegetenv(&host_);
    std::fesetenv(FE_DFL_ENV);
  }
  ~OwnFloatingPoint() {
    std::fesetenv(&host_);
  }

 private:
  std::fenv_t host_;
#endif
};

}  // namespace tillgate::abi
