#include "scanner/receipt_line.hpp"

#include <algorithm>
#include <optional>

#include "scanner/kinds/trace.hpp"

namespace tillgate::scanner {

namespace {

bool holds(std::span<const std::string> list, std::string_view wanted) {
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

}  // namespace

Parsed<std::vector<std::string>> match_receipt_line(const ReceiptLine& line,
                                                    std::span<const std::string> scans,
                                                    std::span<const std::string> sold_before) {
  const std::int64_t most = line.split ? line.most_codes : line.quantity;
  const std::int64_t least = line.split ? 1 : line.quantity;
  std::vector<std::string> taken;
  const auto fault_of = [&](const std::string& scan) -> std::optional<Reason> {
    const auto code = parse_trace(scan);
    if (const auto* reason = std::get_if<Reason>(&code)) return *reason;
    if (!holds(line.drug_ids, std::get<TraceCode>(code).drug_id)) return Reason::wrong_item;
    if (holds(taken, scan)) return Reason::duplicate;
    if (!line.split && holds(sold_before, scan)) return Reason::already_sold;
    if (static_cast<std::int64_t>(taken.size()) >= most) return Reason::too_many;
    return {};
  };
  std::optional<Reason> first_fault;
  for (const std::string& scan : scans) {
    if (const auto fault = fault_of(scan)) {
      if (!first_fault) first_fault = fault;
    } else {
      taken.push_back(scan);
    }
  }
  if (static_cast<std::int64_t>(taken.size()) < least) return Reason::too_few;
  if (first_fault) return *first_fault;
  return taken;
}

}  // namespace tillgate::scanner
