// What every exported function is made of: find the handle, keep others out, run the body, turn
// failures and exceptions into a status, keep the error text and the answer with the handle.
#pragma once

#include <cstdint>
#include <string>

#include "abi/floating_point.hpp"
#include "abi/handles.hpp"
#include "base/json.hpp"
#include "base/os/process.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace tillgate::abi {

struct Output {
  char* text;
  std::int32_t* size;
};

// A buffer without a size, or a negative size, is refused before anything happens.
bool usable(const Output& output) noexcept;
// Copies text with its NUL when it fits; the size always becomes the need. TILLGATE_OK or
// TILLGATE_E_ROOM.
Status write_output(const std::string& text, const Output& output) noexcept;
// "E_OFFLINE", or "UNKNOWN".
const char* status_name(Status status) noexcept;
// Answers leave as UTF-8 even when a text of the outside world slipped in that is not.
std::string answer_text(const Json& document);
// The document behind tillgate_last_error.
std::string error_document(const Failure& failure);
// Keeps the failure with the handle and returns its status; cannot throw.
Status remember(Entry& entry, Failure failure) noexcept;
// Catches what the body threw; call inside catch (...). No text of an exception is passed on: it
// may quote the data that caused it.
Failure current_exception_as_failure() noexcept;
// The one clock of deadlines.
const Clock& boundary_clock();
// TILLGATE_E_ARGUMENT unless 1 <= deadline_ms <= 600000.
Result<Deadline> deadline_in(std::int32_t deadline_ms);

// body: Result<std::string>(Entry&), the answer's text.
template <class Body>
Status at_boundary(std::int32_t handle, HandleKind kind, const Output& output, Body body) noexcept {
  const OwnFloatingPoint floating_point;
  try {
    if (!usable(output)) return TILLGATE_E_ARGUMENT;
    const std::shared_ptr<Entry> entry = handles().find(handle, kind);
    if (!entry) return TILLGATE_E_HANDLE;
    if (entry->process != os::current_process_id()) return TILLGATE_E_FORKED;
    const InCall call(*entry);
    if (!call) return TILLGATE_E_BUSY;
    try {
      Result<std::string> answer = body(*entry);
      if (!answer) return remember(*entry, std::move(answer).failure());
      entry->answer = std::move(answer).value();
      return write_output(entry->answer, output);
    } catch (...) {
      return remember(*entry, current_exception_as_failure());
    }
  } catch (...) {
    return TILLGATE_E_INTERNAL;
  }
}

}  // namespace tillgate::abi
