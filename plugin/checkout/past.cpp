#include "checkout/past.hpp"

#include <algorithm>
#include <map>

namespace tillgate::checkout {

namespace {

constexpr std::size_t max_rows = 2000;
constexpr std::int64_t ms_per_day = 86'400'000;
constexpr std::int64_t person_days =
    400;  // how far back each slice looks; policies/engine/views.sql
constexpr std::int64_t buyer_days = 60;

// "SKU*packs" of all lines in order of SKU: two receipts with the same text sold the same things.
std::string basket_text(const SaleDocument& sale) {
  std::map<std::string, std::int64_t> packs;
  for (const Line& line : sale.lines) packs[line.product.sku] += line.packs();
  std::string text;
  for (const auto& [sku, count] : packs) text += sku + "*" + std::to_string(count) + " ";
  return text;
}

// A key holds no stroke, so this is nobody's key.
std::string refund_receipt(const std::string& sale) {
  return sale + "/refund";
}

Json value_of(const store::Query& query, int column) {
  switch (query.type(column)) {
    case store::Query::Type::null:
      return {};
    case store::Query::Type::integer:
      return query.integer(column);
    default:
      return query.text(column);
  }
}

// All rows, each an object named after the query's columns.
Result<Json> rows_of(store::Query& query, const char* slice) {
  Json rows = Json::array();
  while (true) {
    TILLGATE_TRY(found, query.step());
    if (!found) return rows;
    if (rows.size() == max_rows)
      return Failure{TILLGATE_E_LIMIT, "too much history for the rules", slice};
    Json row = Json::object();
    for (int column = 0; column < query.column_count(); ++column)
      row[query.column_name(column)] = value_of(query, column);
    rows.push_back(std::move(row));
  }
}

}  // namespace

Result<Done> Past::remember(const SaleDocument& sale, const PastKeys& keys, UtcMs at,
                            PastKind kind) {
  const std::string basket = basket_text(sale);
  for (const Line& line : sale.lines) {
    TILLGATE_TRY(
        insert,
        database_.query("INSERT INTO past_line (receipt, line, kind, at_ms, person, buyer, basket, "
                        "pay, sku, generic, ephedrine, packs,"
                        " days, amount_fen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    const Json& product = line.product.document;
    std::optional<std::string> generic;
    if (product.contains("generic")) generic = product.at("generic").get<std::string>();
    insert.bind(kind == PastKind::refund ? refund_receipt(sale.key) : sale.key)
        .bind(line.number)
        .bind(kind == PastKind::refund ? "refund" : "sale")
        .bind(at)
        .bind(keys.person)
        .bind(keys.buyer)
        .bind(basket);
    insert.bind(line.pay == Pay::fund ? "fund" : "self").bind(line.product.sku).bind(generic);
    insert.bind(std::int64_t{product.value("ephedrine", false) ? 1 : 0})
        .bind(line.packs())
        .bind(line.days);
    TILLGATE_CHECK(insert.bind(line.total_fen).run());
  }
  return Done{};
}

Result<Done> Past::add_slices(Json& facts, const SaleDocument& sale, const PastKeys& keys,
                              UtcMs now) {
  if (keys.person) {
    TILLGATE_TRY(query, database_.query("SELECT receipt, kind, at_ms, ? AS pharmacy, ? AS till, "
                                        "person, buyer, pay, sku, generic, ephedrine, packs, days,"
                                        " amount_fen FROM past_line WHERE person = ? AND at_ms >= "
                                        "? ORDER BY at_ms, receipt, line"));
    query.bind(pharmacy_).bind(till_).bind(*keys.person).bind(now - person_days * ms_per_day);
    TILLGATE_TRY(rows, rows_of(query, "past_person"));
    facts["past_person"] = std::move(rows);
  }
  if (keys.buyer) {
    TILLGATE_TRY(query, database_.query("SELECT receipt, kind, at_ms, ? AS pharmacy, ? AS till, "
                                        "person, buyer, pay, sku, generic, ephedrine, packs,"
                                        " amount_fen FROM past_line WHERE buyer = ? AND at_ms >= ? "
                                        "ORDER BY at_ms, receipt, line"));
    query.bind(pharmacy_).bind(till_).bind(*keys.buyer).bind(now - buyer_days * ms_per_day);
    TILLGATE_TRY(rows, rows_of(query, "past_buyer"));
    facts["past_buyer"] = std::move(rows);
  }
  {
    TILLGATE_TRY(query,
                 database_.query("SELECT receipt, kind, at_ms, person, max(pay = 'fund') AS fund "
                                 "FROM past_line WHERE at_ms >= ?"
                                 " GROUP BY receipt, kind, at_ms, person ORDER BY at_ms, receipt"));
    query.bind(local_day(now) * ms_per_day - std::int64_t{8} * 3'600'000);
    TILLGATE_TRY(rows, rows_of(query, "past_till"));
    facts["past_till"] = std::move(rows);
  }
  {
    TILLGATE_TRY(query, database_.query("SELECT receipt, kind, at_ms, ? AS till, person, max(pay = "
                                        "'fund') AS fund FROM past_line"
                                        " WHERE at_ms >= ? AND basket = ? GROUP BY receipt, kind, "
                                        "at_ms, person ORDER BY at_ms, receipt"));
    query.bind(till_).bind(now - 3'600'000).bind(basket_text(sale));
    TILLGATE_TRY(rows, rows_of(query, "past_receipt"));
    facts["past_receipt"] = std::move(rows);
  }
  Json codes = Json::array();
  for (const Line& line : sale.lines) {
    for (const ScannedCode& code : line.codes) {
      TILLGATE_TRY(query, database_.query("SELECT p.code, p.sale AS receipt, 'sale' AS kind, "
                                          "p.changed_ms AS at_ms, ? AS pharmacy, l.person, l.pay"
                                          " FROM pack p JOIN past_line l ON l.receipt = p.sale AND "
                                          "l.line = p.line WHERE p.code = ? AND p.state = 'sold'"));
      query.bind(pharmacy_).bind(code.code);
      TILLGATE_TRY(rows, rows_of(query, "past_code"));
      for (Json& row : rows)
        if (std::find(codes.begin(), codes.end(), row) == codes.end())
          codes.push_back(std::move(row));
    }
  }
  facts["past_code"] = std::move(codes);
  Json used = Json::array();
  for (const Json& prescription : sale.prescriptions) {
    TILLGATE_TRY(
        query,
        database_.query(
            "SELECT prescription, rx_key, sum(milli) AS quantity_milli FROM prescription_used"
            " WHERE prescription = ? AND sale <> ? GROUP BY prescription, rx_key ORDER BY rx_key"));
    query.bind(prescription.at("number").get<std::string>()).bind(sale.key);
    TILLGATE_TRY(rows, rows_of(query, "rx_used"));
    used.insert(used.end(), rows.begin(), rows.end());
  }
  facts["rx_used"] = std::move(used);
  return Done{};
}

}  // namespace tillgate::checkout
