// Calls that need no open gate, or any handle.
#include "abi/boundary.hpp"
#include "base/version.hpp"
#include "tillgate/tillgate.h"

namespace tillgate::abi {

namespace {

// Like at_boundary, for either kind of handle, and leaving answer and failure as they are.
template <class Text>
Status read_back(std::int32_t handle, const Output& output, Text text) noexcept {
  const OwnFloatingPoint floating_point;
  try {
    if (!usable(output)) return TILLGATE_E_ARGUMENT;
    const std::shared_ptr<Entry> entry = handles().find_any(handle);
    if (!entry) return TILLGATE_E_HANDLE;
    const InCall call(*entry);
    if (!call) return TILLGATE_E_BUSY;
    return write_output(text(*entry), output);
  } catch (...) {
    return TILLGATE_E_INTERNAL;
  }
}

}  // namespace

}  // namespace tillgate::abi

using namespace tillgate;

const char* tillgate_version(void) {
  return version_text;
}

const char* tillgate_status_name(int32_t status) {
  return abi::status_name(status);
}

tillgate_status_code tillgate_answer(int32_t handle, char* answer, int32_t* answer_size) {
  return abi::read_back(handle, {answer, answer_size},
                        [](const abi::Entry& entry) { return entry.answer; });
}

tillgate_status_code tillgate_last_error(int32_t handle, char* answer, int32_t* answer_size) {
  return abi::read_back(handle, {answer, answer_size},
                        [](const abi::Entry& entry) { return abi::error_document(entry.failure); });
}
