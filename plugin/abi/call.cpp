// tillgate_call: every other call by its name. It goes through the exported functions themselves,
// so that statuses, documents, limits and effects cannot differ.
#include <array>
#include <optional>
#include <set>
#include <sstream>

#include "abi/boundary.hpp"
#include "abi/documents.hpp"
#include "checkout/sale.hpp"
#include "crypto/base64.hpp"
#include "tillgate/tillgate_draft.h"

namespace tillgate::abi {

namespace {

// The arguments of one call, in the form the C functions take. What is missing is NULL or 0, and
// the function itself refuses it.
struct Request {
  tillgate_gate gate;
  std::int32_t deadline_ms;
  Json arguments;
  tillgate_sale sale = 0;
  std::string document_text;
  Bytes scanned;

  const char* document() const {
    return arguments.contains("document") ? document_text.c_str() : nullptr;
  }
  const char* text(const char* name) const {
    const auto found = arguments.find(name);
    return found == arguments.end() || !found->is_string()
               ? nullptr
               : found->get_ref<const std::string&>().c_str();
  }
  std::int32_t number(const char* name) const { return arguments.value(name, std::int32_t{0}); }
  const char* bytes() const {
    return scanned.empty() ? nullptr : reinterpret_cast<const char*>(scanned.data());
  }
  std::int32_t length() const { return static_cast<std::int32_t>(scanned.size()); }
  std::int32_t sale_or_gate() const { return arguments.contains("sale") ? sale : gate; }
};

struct Method {
  const char* name;
  HandleKind on;      // whose the error is
  const char* takes;  // names of arguments, separated by blanks
  Status (*make)(Request&, const Output&);
};

constexpr std::array methods{std::to_array<Method>({
#include "abi/call_methods.inc"
})};

const Method* method_named(std::string_view name) {
  for (const Method& method : methods)
    if (name == method.name) return &method;
  return nullptr;
}

Result<Done> check_names(const Method& method, const Json& arguments) {
  std::istringstream names(method.takes);
  std::set<std::string> taken;
  for (std::string name; names >> name;) taken.insert(name);
  for (const auto& [name, value] : arguments.items())
    if (!taken.contains(name))
      return Failure{TILLGATE_E_DOCUMENT, "this call takes no such argument", "/" + name};
  if (arguments.contains("bytes") && arguments.contains("base64"))
    return Failure{TILLGATE_E_DOCUMENT, "bytes or base64, not both", "/base64"};
  return Done{};
}

// A handle of another gate's sale is not one here.
tillgate_sale sale_of(tillgate_gate gate, const Json& named) {
  for (const std::int32_t handle : handles().sales_of(gate)) {
    if (named.is_number_integer() && named == handle) return handle;
    const auto entry = handles().find(handle, HandleKind::sale);
    if (entry && named.is_string() && named == entry->sale->key()) return handle;
  }
  return 0;
}

Result<Request> request_of(const Method& method, tillgate_gate gate, const char* arguments,
                           std::int32_t deadline_ms) {
  TILLGATE_TRY(document, read_document("call", arguments == nullptr ? "{}" : arguments));
  TILLGATE_CHECK(check_names(method, document));
  Request request{gate, deadline_ms, std::move(document), 0, {}, {}};
  const Json& given = request.arguments;
  if (const auto found = given.find("document"); found != given.end())
    request.document_text = found->dump();
  if (const auto found = given.find("bytes"); found != given.end()) {
    const ByteView text = as_bytes(found->get_ref<const std::string&>());
    request.scanned.assign(text.begin(), text.end());
  }
  if (const auto found = given.find("base64"); found != given.end()) {
    auto bytes = crypto::from_base64(found->get_ref<const std::string&>());
    if (!bytes) return Failure{TILLGATE_E_DOCUMENT, "not base64", "/base64"};
    request.scanned = std::move(*bytes);
  }
  if (const auto found = given.find("sale"); found != given.end())
    request.sale = sale_of(gate, *found);
  return request;
}

// The failed call's own error document; its place is told from the arguments' root.
std::string error_of(const Method& method, const Request& request, Status status) {
  Failure failure{status, "", ""};
  const std::int32_t handle = method.on == HandleKind::sale ? request.sale : request.gate;
  if (const auto entry = handles().find_any(handle)) {
    const InCall call(*entry);
    if (call && entry->failure.status == status) failure = entry->failure;
  }
  if (status == TILLGATE_E_DOCUMENT) failure.where.insert(0, "/document");
  return error_document(failure);
}

// What is wrong with the request itself also belongs to the gate, for tillgate_last_error.
Status refuse(tillgate_gate gate, Failure failure, const Output& output) {
  const Status gate_says = at_boundary(gate, HandleKind::gate, {nullptr, nullptr},
                                       [&](Entry&) -> Result<std::string> { return failure; });
  if (gate_says == TILLGATE_E_HANDLE || gate_says == TILLGATE_E_FORKED)
    failure = {gate_says, "", ""};
  write_output(error_document(failure), output);
  return failure.status;
}

Status make_call(tillgate_gate gate, const char* name, const char* arguments,
                 std::int32_t deadline_ms, const Output& output) {
  const Method* const method = name == nullptr ? nullptr : method_named(name);
  if (method == nullptr)
    return refuse(
        gate, {TILLGATE_E_ARGUMENT, "method is not one for this way of calling", "method"}, output);
  auto request = request_of(*method, gate, arguments, deadline_ms);
  if (!request) return refuse(gate, std::move(request).failure(), output);
  const std::int32_t room = output.size == nullptr ? 0 : *output.size;
  const Status status = method->make(*request, output);
  if (status == TILLGATE_OK || status == TILLGATE_E_ROOM) return status;
  if (output.size != nullptr) *output.size = room;
  write_output(error_of(*method, *request, status), output);
  return status;
}

}  // namespace

}  // namespace tillgate::abi

using namespace tillgate;

tillgate_status_code tillgate_call(tillgate_gate gate, const char* method, const char* request,
                                   int32_t deadline_ms, char* answer, int32_t* answer_size) {
  const abi::Output output{answer, answer_size};
  if (!abi::usable(output)) return TILLGATE_E_ARGUMENT;
  const abi::OwnFloatingPoint floating_point;
  try {
    return abi::make_call(gate, method, request, deadline_ms, output);
  } catch (...) {
    return TILLGATE_E_INTERNAL;
  }
}
