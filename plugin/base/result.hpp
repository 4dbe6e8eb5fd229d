// Errors as values. A Result is either the value or a Failure; a Failure is a status of the public
// list, a sentence for the technician, and the place that was wrong (a JSON pointer, file and line,
// a column). No personal data in either text: both end up in diagnostics.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>

#include "tillgate/tillgate_status.h"

namespace tillgate {

using Status = std::int32_t;

struct Failure {
  Status status = TILLGATE_E_INTERNAL;
  std::string detail;
  std::string where;
};

// The value of an operation that has none.
using Done = std::monostate;

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Result(Failure failure) : held_(std::in_place_index<1>, std::move(failure)) {}

  bool ok() const noexcept { return held_.index() == 0; }
  explicit operator bool() const noexcept { return ok(); }

  T& value() & { return std::get<0>(held_); }
  const T& value() const& { return std::get<0>(held_); }
  T&& value() && { return std::get<0>(std::move(held_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Failure& failure() const& { return std::get<1>(held_); }
  Failure&& failure() && { return std::get<1>(std::move(held_)); }

 private:
  std::variant<T, Failure> held_;
};

}  // namespace tillgate

// TILLGATE_TRY(name, expression): name becomes the value, or the enclosing function returns the
// failure.
#define TILLGATE_TRY(name, ...)                                          \
  auto name##_or_failure = (__VA_ARGS__);                                \
  if (!name##_or_failure) return std::move(name##_or_failure).failure(); \
  auto& name = *name##_or_failure

// TILLGATE_CHECK(expression): for operations without a value, or whose value is not wanted.
#define TILLGATE_CHECK(...)                                                          \
  do {                                                                               \
    if (auto checked = (__VA_ARGS__); !checked) return std::move(checked).failure(); \
  } while (false)
