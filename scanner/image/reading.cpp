#include "scanner/image/reading.hpp"

#include <algorithm>

#include "scanner/scan.hpp"

namespace tillgate::scanner {

Scan scan_of(const Symbol& symbol) {
  if (symbol.text.empty()) return refuse(Reason::bad_encoding);
  return scan_symbol_text(as_bytes(symbol.aim + symbol.text));
}

Codes codes_of(const Reading& reading) {
  Codes out;
  for (const Symbol& symbol : reading.symbols) {
    Scan scan = scan_of(symbol);
    if (auto* refusal = std::get_if<Refusal>(&scan)) {
      out.refusals.push_back(*refusal);
    } else if (auto& code = std::get<Code>(scan);
               std::find(out.codes.begin(), out.codes.end(), code) == out.codes.end()) {
      out.codes.push_back(std::move(code));
    }
  }
  if (reading.disputed > 0) out.refusals.push_back(refuse(Reason::disputed));
  return out;
}

Scan trace_for_line(const Reading& reading) {
  const Codes seen = codes_of(reading);
  for (const Kind kind : {Kind::trace, Kind::gs1}) {
    std::vector<Code> packs;
    std::copy_if(seen.codes.begin(), seen.codes.end(), std::back_inserter(packs),
                 [&](const Code& code) { return code.kind == kind && !code.serial.empty(); });
    if (packs.size() > 1) return refuse(Reason::ambiguous);
    if (packs.size() == 1) return packs.front();
  }
  if (reading.disputed > 0) return refuse(Reason::disputed);
  if (!seen.codes.empty()) return trace_for_line(Scan(seen.codes.front()));
  if (!seen.refusals.empty()) return trace_for_line(Scan(seen.refusals.front()));
  return refuse(Reason::nothing_seen);
}

}  // namespace tillgate::scanner
