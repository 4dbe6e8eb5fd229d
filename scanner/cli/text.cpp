#include "scanner/cli/text.hpp"

#include <istream>
#include <ostream>
#include <string>

#include "scanner/cli/tool.hpp"
#include "scanner/scan.hpp"

namespace tillgate::scanner {

namespace {

void add_part(Json& parts, const char* name, const std::string& value) {
  if (!value.empty()) parts[name] = value;
}

Json json_of(const Code& code) {
  const bool secret = code.kind == Kind::e_credential;
  Json parts = Json::object();
  add_part(parts, "drug_id", code.drug_id);
  add_part(parts, "serial", code.serial);
  add_part(parts, "gtin", code.gtin);
  add_part(parts, "lot", code.lot);
  add_part(parts, "expiry", code.expiry);
  return {{"read", true},
          {"kind", id_of(code.kind)},
          {"value", secret ? std::string("···") : code.value},
          {"parts", parts}};
}

Json json_of(const Refusal& refusal) {
  return {{"read", false},
          {"kind", refusal.kind ? Json(id_of(*refusal.kind)) : Json()},
          {"reason", refusal.reason},
          {"zh", refusal.zh},
          {"en", refusal.en},
          {"next_zh", refusal.next_zh},
          {"next_en", refusal.next_en}};
}

}  // namespace

Json json_of(const Scan& scan) {
  return std::visit([](const auto& answer) { return json_of(answer); }, scan);
}

int answer_lines(std::istream& in, std::ostream& out) {
  for (std::string line; std::getline(in, line);)
    out << json_of(scan_text(as_bytes(line))).dump() << "\n";
  return all_answered;
}

}  // namespace tillgate::scanner
