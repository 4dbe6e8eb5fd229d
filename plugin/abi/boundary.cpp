#include "abi/boundary.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <exception>
#include <limits>
#include <new>

namespace tillgate::abi {

namespace {

struct StatusText {
  Status number;
  const char* name;
  const char* caller;
  const char* en;
  const char* zh;
  const char* next_zh;
};

#define TILLGATE_STATUS_TEXT(name, number, caller, en, zh, next) \
  StatusText{(number), #name, #caller, en, zh, next},
constexpr std::array status_texts{TILLGATE_STATUS_LIST(TILLGATE_STATUS_TEXT)};
#undef TILLGATE_STATUS_TEXT

const StatusText* text_of(Status status) {
  const auto* const found =
      std::find_if(status_texts.begin(), status_texts.end(),
                   [status](const StatusText& text) { return text.number == status; });
  return found == status_texts.end() ? nullptr : found;
}

}  // namespace

const char* status_name(Status status) noexcept {
  const StatusText* const text = text_of(status);
  return text == nullptr ? "UNKNOWN" : text->name;
}

bool usable(const Output& output) noexcept {
  return output.size == nullptr ? output.text == nullptr : *output.size >= 0;
}

Status write_output(const std::string& text, const Output& output) noexcept {
  if (output.size == nullptr) return TILLGATE_OK;
  const std::int32_t room = *output.size;
  const std::size_t need = text.size() + 1;
  if (need > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()))
    return TILLGATE_E_ROOM;
  *output.size = static_cast<std::int32_t>(need);
  if (output.text == nullptr) return room == 0 ? TILLGATE_OK : TILLGATE_E_ROOM;
  if (static_cast<std::size_t>(room) < need) return TILLGATE_E_ROOM;
  std::memcpy(output.text, text.c_str(), need);
  return TILLGATE_OK;
}

std::string answer_text(const Json& document) {
  return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string error_document(const Failure& failure) {
  const StatusText* text = text_of(failure.status);
  if (text == nullptr) text = text_of(TILLGATE_E_INTERNAL);
  const Json document = {{"status", failure.status}, {"name", text->name},
                         {"caller", text->caller},   {"zh", text->zh},
                         {"next_zh", text->next_zh}, {"en", text->en},
                         {"detail", failure.detail}, {"where", failure.where}};
  return answer_text(document);
}

Status remember(Entry& entry, Failure failure) noexcept {
  const Status status = failure.status;
  entry.failure = std::move(failure);
  return status;
}

Failure current_exception_as_failure() noexcept {
  try {
    throw;
  } catch (const std::bad_alloc&) {
    return {TILLGATE_E_INTERNAL, "out of memory", ""};
  } catch (const std::exception&) {
    return {TILLGATE_E_INTERNAL, "exception", ""};
  } catch (...) {
    return {TILLGATE_E_INTERNAL, "unknown", ""};
  }
}

const Clock& boundary_clock() {
  static const SystemClock clock;
  return clock;
}

Result<Deadline> deadline_in(std::int32_t deadline_ms) {
  if (deadline_ms < 1 || deadline_ms > 600'000)
    return Failure{TILLGATE_E_ARGUMENT, "deadline_ms is not between 1 and 600000", "deadline_ms"};
  return Deadline::in(boundary_clock(), deadline_ms);
}

}  // namespace tillgate::abi
