#include "sdk/register/library.hpp"

#include <dlfcn.h>

#include <algorithm>
#include <stdexcept>

namespace reg {

namespace {
constexpr std::int32_t local_ms = 2'000;     // calls that stay on this machine
constexpr std::int32_t network_ms = 20'000;  // calls that ask the insurance platform
}  // namespace

// One pointer a function, under the function's own name and with the header's own type.
// (clang-format does not settle on one shape for a list of this kind)
// clang-format off
#define REGISTER_FUNCTIONS(X)                                                                 \
  X(version) X(answer) X(last_error) X(open) X(close) X(status) X(catalogue_import) X(sync)   \
  X(stock_receive) X(receipt) X(export) X(scanner_check) X(sale_begin) X(sale_identify) X(sale_set_line) \
  X(sale_remove_line) X(sale_scan) X(sale_scan_image) X(sale_prescription) X(sale_review)     \
  X(sale_learn) X(sale_override) X(sale_settle) X(sale_abandon) X(sale_refund) X(sale_show)   \
  X(sale_close) X(sale_move_line) X(sale_quote)
// clang-format on

struct Library::Functions {
#define REGISTER_POINTER(name) decltype(&::tillgate_##name) name##_ = nullptr;
  REGISTER_FUNCTIONS(REGISTER_POINTER)
#undef REGISTER_POINTER
};

Library::Library(const std::string& path) {
  void* const handle = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) throw std::runtime_error("cannot load " + path + ": " + ::dlerror());
  auto* const functions = new Functions;
  const auto find = [&](const char* name) {
    void* const function = ::dlsym(handle, name);
    if (function == nullptr) throw std::runtime_error(path + " has no function " + name);
    return function;
  };
#define REGISTER_FIND(name) \
  functions->name##_ = reinterpret_cast<decltype(functions->name##_)>(find("tillgate_" #name));
  REGISTER_FUNCTIONS(REGISTER_FIND)
#undef REGISTER_FIND
  functions_ = functions;
}

namespace {

// Fetches a text of unknown length: with a buffer that usually fits, and once more when it does
// not.
template <class Fetch>
std::string fetch_text(Fetch fetch) {
  std::string text(4096, '\0');
  auto size = static_cast<std::int32_t>(text.size());
  if (fetch(text.data(), &size) == TILLGATE_E_ROOM) {
    text.resize(static_cast<std::size_t>(size));
    fetch(text.data(), &size);
  }
  text.resize(std::min(text.size(), text.find('\0')));
  return text;
}

}  // namespace

template <class Call>
Reply Library::ask(std::int32_t handle, Call call) const {
  std::string text(16384, '\0');
  auto size = static_cast<std::int32_t>(text.size());
  Reply reply;
  reply.status = call(text.data(), &size);
  if (reply.status == TILLGATE_E_ROOM) {
    // The call took effect; only its answer has to be fetched again.
    reply.status = TILLGATE_OK;
    text = fetch_text([&](char* answer, std::int32_t* room) {
      return functions_->answer_(handle, answer, room);
    });
  } else if (reply.status != TILLGATE_OK && handle != 0) {
    text = fetch_text([&](char* answer, std::int32_t* room) {
      return functions_->last_error_(handle, answer, room);
    });
  }
  reply.document = Json::parse(text.c_str(), nullptr, false);
  return reply;
}

// The two shapes almost all calls have: with a document, and without.
template <class Function>
Reply Library::send(Function function, std::int32_t handle, const std::string& text,
                    std::int32_t deadline_ms) const {
  return ask(handle, [&](char* answer, std::int32_t* size) {
    return function(handle, text.c_str(), deadline_ms, answer, size);
  });
}
template <class Function>
Reply Library::send(Function function, std::int32_t handle, std::int32_t deadline_ms) const {
  return ask(handle, [&](char* answer, std::int32_t* size) {
    return function(handle, deadline_ms, answer, size);
  });
}

std::string Library::version() const {
  return functions_->version_();
}

Reply Library::open(const std::string& config_path, tillgate_gate& gate) const {
  return ask(0, [&](char* answer, std::int32_t* size) {
    return functions_->open_(config_path.c_str(), local_ms, &gate, answer, size);
  });
}
std::int32_t Library::close(tillgate_gate gate) const {
  return functions_->close_(gate, local_ms);
}
Reply Library::status(tillgate_gate gate) const {
  return send(functions_->status_, gate, local_ms);
}
Reply Library::import_products(tillgate_gate gate, const std::string& products) const {
  return send(functions_->catalogue_import_, gate, products, local_ms);
}
Reply Library::sync(tillgate_gate gate, std::int32_t deadline_ms) const {
  return send(functions_->sync_, gate, deadline_ms);
}
Reply Library::receipt(tillgate_gate gate, const std::string& sale) const {
  return send(functions_->receipt_, gate, sale, local_ms);
}
Reply Library::export_log(tillgate_gate gate, const std::string& folder) const {
  return send(functions_->export_, gate, folder, local_ms);
}

Reply Library::begin(tillgate_gate gate, const Json& document, tillgate_sale& sale) const {
  const std::string text = document.dump();
  return ask(gate, [&](char* answer, std::int32_t* size) {
    return functions_->sale_begin_(gate, text.c_str(), local_ms, &sale, answer, size);
  });
}
Reply Library::identify(tillgate_sale sale, const Json& document) const {
  return send(functions_->sale_identify_, sale, document.dump(), network_ms);
}
Reply Library::set_line(tillgate_sale sale, const Json& document) const {
  return send(functions_->sale_set_line_, sale, document.dump(), local_ms);
}
Reply Library::remove_line(tillgate_sale sale, std::int32_t line) const {
  return ask(sale, [&](char* answer, std::int32_t* size) {
    return functions_->sale_remove_line_(sale, line, local_ms, answer, size);
  });
}
Reply Library::scan(tillgate_sale sale, const std::string& bytes) const {
  return ask(sale, [&](char* answer, std::int32_t* size) {
    return functions_->sale_scan_(sale, bytes.data(), static_cast<std::int32_t>(bytes.size()),
                                  local_ms, answer, size);
  });
}
Reply Library::scan_image(tillgate_sale sale, const Picture& picture) const {
  return ask(sale, [&](char* answer, std::int32_t* size) {
    return functions_->sale_scan_image_(sale, picture.pixels.data(), picture.width, picture.height,
                                        picture.width, local_ms, answer, size);
  });
}
Reply Library::prescription(tillgate_sale sale, const Json& document) const {
  return send(functions_->sale_prescription_, sale, document.dump(), local_ms);
}
Reply Library::review(tillgate_sale sale) const {
  return send(functions_->sale_review_, sale, local_ms);
}
Reply Library::receive_stock(tillgate_gate gate, const Json& document) const {
  return send(functions_->stock_receive_, gate, document.dump(), local_ms);
}
Reply Library::scanner_check(tillgate_gate gate, const Json& document) const {
  return send(functions_->scanner_check_, gate, document.dump(), local_ms);
}
Reply Library::learn(tillgate_sale sale, const Json& document) const {
  return send(functions_->sale_learn_, sale, document.dump(), local_ms);
}
Reply Library::override_finding(tillgate_sale sale, const Json& document) const {
  return send(functions_->sale_override_, sale, document.dump(), local_ms);
}
Reply Library::move_line(tillgate_sale sale, const Json& document) const {
  return send(functions_->sale_move_line_, sale, document.dump(), local_ms);
}
Reply Library::quote(tillgate_sale sale) const {
  return send(functions_->sale_quote_, sale, network_ms);
}
Reply Library::settle(tillgate_sale sale) const {
  return send(functions_->sale_settle_, sale, network_ms);
}
Reply Library::refund(tillgate_sale sale, const Json& document) const {
  return send(functions_->sale_refund_, sale, document.dump(), network_ms);
}

Reply Library::abandon(tillgate_sale sale, const Json& document) const {
  return send(functions_->sale_abandon_, sale, document.dump(), local_ms);
}
Reply Library::show(tillgate_sale sale) const {
  return send(functions_->sale_show_, sale, local_ms);
}
std::int32_t Library::close_sale(tillgate_sale sale) const {
  return functions_->sale_close_(sale, local_ms);
}

}  // namespace reg
