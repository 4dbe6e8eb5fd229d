#include "checkout/line_moving.hpp"

#include <algorithm>

#include "checkout/records.hpp"
#include "checkout/till.hpp"

namespace tillgate::checkout {

namespace {

Result<std::vector<std::int64_t>> lines_named(const SaleDocument& sale, const Json& document) {
  std::vector<std::int64_t> numbers;
  if (!document.contains("lines")) {
    for (const Line& line : sale.lines) numbers.push_back(line.number);
    return numbers;
  }
  const Json& named = document.at("lines");
  for (std::size_t i = 0; i < named.size(); ++i) {
    const std::int64_t number = named[i];
    const bool known = std::any_of(sale.lines.begin(), sale.lines.end(),
                                   [number](const Line& line) { return line.number == number; });
    if (!known) return Failure{TILLGATE_E_DOCUMENT, "no such line", "/lines/" + std::to_string(i)};
    numbers.push_back(number);
  }
  return numbers;
}

ledger::Draft moving_record(const SaleDocument& sale, const std::vector<std::int64_t>& moved,
                            const Json& document) {
  ledger::Draft draft;
  draft.kind = "line_moved";
  draft.subject = sale.key;
  draft.operator_id = document.at("by").at("id");
  draft.body = {{"sale", sale.key},
                {"lines", moved},
                {"why", document.at("why")},
                {"customer_agreed", document.at("customer_agreed")}};
  add_reason(draft, document.value("reason", ""));
  return draft;
}

}  // namespace

Result<SaleDocument> move_to_self(Till& till, const SaleDocument& sale, const Json& document) {
  TILLGATE_TRY(numbers, lines_named(sale, document));
  SaleDocument changed = sale;
  std::vector<std::int64_t> moved;
  for (const std::int64_t number : numbers) {
    Line& line = *changed.line(number);
    if (line.pay == Pay::self) continue;
    line.pay = Pay::self;
    line.moved = document.at("why").get<std::string>();
    moved.push_back(number);
  }
  if (moved.empty()) return changed;
  TILLGATE_TRY(transaction, store::Transaction::begin(*till.database));
  TILLGATE_CHECK(till.journal->seal(moving_record(changed, moved, document)));
  TILLGATE_CHECK(till.rows->save_open(changed));
  TILLGATE_CHECK(transaction.commit());
  return changed;
}

Fen claimable_later(const SaleDocument& sale) {
  Fen sum = 0;
  for (const Line& line : sale.lines) {
    const bool covered =
        line.product.insurance_code && line.product.document.value("fund_ok", true);
    if (line.moved == "offline" && line.pay == Pay::self && covered) sum += line.total_fen;
  }
  return sum;
}

}  // namespace tillgate::checkout
