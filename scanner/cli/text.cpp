#include "scanner/cli/text.hpp"

#include <istream>
#include <ostream>
#include <string>
#include <vector>

#include "scanner/cli/tool.hpp"
#include "scanner/wedge/repair.hpp"

namespace tillgate::scanner {

namespace {

void add_part(Json& parts, const char* name, const std::string& value) {
  if (!value.empty()) parts[name] = value;
}

Json ids_of(const std::vector<Kind>& kinds) {
  Json ids = Json::array();
  for (const Kind kind : kinds) ids.push_back(id_of(kind));
  return ids;
}

Json json_of(const Code& code) {
  Json parts = Json::object();
  add_part(parts, "drug_id", code.drug_id);
  add_part(parts, "serial", code.serial);
  add_part(parts, "gtin", code.gtin);
  add_part(parts, "lot", code.lot);
  add_part(parts, "expiry", code.expiry);
  return {{"read", true},
          {"kind", id_of(code.kind)},
          {"value", is_private(code.kind) ? std::string("···") : code.value},
          {"parts", parts},
          {"confidence", id_of(code.confidence)},
          {"also", ids_of(code.also)}};
}

Json json_of(const Refusal& refusal) {
  return {{"read", false},
          {"kind", refusal.kind ? Json(id_of(*refusal.kind)) : Json()},
          {"reason", refusal.reason},
          {"zh", refusal.zh},
          {"en", refusal.en},
          {"next_zh", refusal.next_zh},
          {"next_en", refusal.next_en},
          {"could_be", ids_of(refusal.could_be)}};
}

}  // namespace

Json json_of(const Scan& scan) {
  return std::visit([](const auto& answer) { return json_of(answer); }, scan);
}

int answer_lines(std::istream& in, std::ostream& out, const Context& context, Source source) {
  for (std::string line; std::getline(in, line);) {
    const RepairedScan read = source == Source::keyboard
                                  ? RepairedScan{scan_keyed(as_bytes(line), context), {}}
                                  : scan_repaired(line, context);
    Json answer = json_of(read.scan);
    answer["repairs"] = read.repairs;
    out << answer.dump() << "\n";
  }
  return all_answered;
}

}  // namespace tillgate::scanner
