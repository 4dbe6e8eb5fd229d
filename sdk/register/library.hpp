// The library as a register sees it: loaded at run time, called through its C functions by name.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tillgate/tillgate.h"

namespace reg {

using Json = nlohmann::json;

// What one call came back with: its status and its document, or the error document.
struct Reply {
  std::int32_t status = 0;
  Json document;
  bool ok() const { return status == TILLGATE_OK; }
};

// Grey picture, rows one after the other.
struct Picture {
  std::int32_t width = 0;
  std::int32_t height = 0;
  std::vector<std::uint8_t> pixels;
};

// Throws std::runtime_error when the library or one of its functions is not there.
class Library {
 public:
  explicit Library(const std::string& path);

  std::string version() const;
  Reply open(const std::string& config_path, tillgate_gate& gate) const;
  std::int32_t close(tillgate_gate gate) const;
  Reply status(tillgate_gate gate) const;
  Reply import_products(tillgate_gate gate, const std::string& products) const;
  Reply sync(tillgate_gate gate, std::int32_t deadline_ms) const;
  Reply receipt(tillgate_gate gate, const std::string& sale) const;
  Reply export_log(tillgate_gate gate, const std::string& folder) const;

  Reply begin(tillgate_gate gate, const Json& document, tillgate_sale& sale) const;
  Reply identify(tillgate_sale sale, const Json& document) const;
  Reply set_line(tillgate_sale sale, const Json& document) const;
  Reply remove_line(tillgate_sale sale, std::int32_t line) const;
  Reply scan(tillgate_sale sale, const std::string& bytes) const;
  Reply scan_image(tillgate_sale sale, const Picture& picture) const;
  Reply prescription(tillgate_sale sale, const Json& document) const;
  Reply review(tillgate_sale sale) const;
  Reply receive_stock(tillgate_gate gate, const Json& document) const;
  Reply scanner_check(tillgate_gate gate, const Json& document) const;
  Reply learn(tillgate_sale sale, const Json& document) const;
  Reply override_finding(tillgate_sale sale, const Json& document) const;
  Reply move_line(tillgate_sale sale, const Json& document) const;
  Reply quote(tillgate_sale sale) const;
  Reply settle(tillgate_sale sale) const;
  Reply abandon(tillgate_sale sale, const Json& document) const;
  Reply refund(tillgate_sale sale, const Json& document) const;
  Reply show(tillgate_sale sale) const;
  std::int32_t close_sale(tillgate_sale sale) const;

 private:
  template <class Call>
  Reply ask(std::int32_t handle, Call call) const;
  template <class Function>
  Reply send(Function function, std::int32_t handle, const std::string& text,
             std::int32_t deadline_ms) const;
  template <class Function>
  Reply send(Function function, std::int32_t handle, std::int32_t deadline_ms) const;

  struct Functions;
  const Functions* functions_;  // lives as long as the process; the library is never unloaded
};

}  // namespace reg
