#include "checkout/past.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace tillgate::checkout {

namespace {

constexpr std::size_t max_rows = 2000;
constexpr std::int64_t ms_per_day = 86'400'000;
constexpr std::int64_t person_days =
    400;  // how far back each slice looks; policies/engine/views.sql
constexpr std::int64_t buyer_days = 60;
constexpr std::int64_t till_minutes = 15;

// Of the calendar day in China.
UtcMs start_of_day(UtcMs at) {
  return local_day(at) * ms_per_day - std::int64_t{8} * 3'600'000;
}

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
  std::vector<std::string> names;
  names.reserve(static_cast<std::size_t>(query.column_count()));
  for (int column = 0; column < query.column_count(); ++column)
    names.push_back(query.column_name(column));
  while (true) {
    TILLGATE_TRY(found, query.step());
    if (!found) return rows;
    if (rows.size() == max_rows)
      return Failure{TILLGATE_E_LIMIT, "too much history for the rules", slice};
    Json::object_t row;
    for (int column = 0; column < query.column_count(); ++column)
      row.emplace(names[static_cast<std::size_t>(column)], value_of(query, column));
    rows.push_back(std::move(row));
  }
}

}  // namespace

Result<Done> Past::remember(const SaleDocument& sale, const PastKeys& keys, UtcMs at,
                            PastKind kind) {
  const bool refund = kind == PastKind::refund;
  const std::string basket = basket_text(sale);
  const std::string receipt = refund ? refund_receipt(sale.key) : sale.key;
  for (const Line& line : sale.lines) {
    TILLGATE_TRY(insert,
                 database_.query("INSERT INTO past_line (receipt, line, kind, at_ms, person, buyer,"
                                 " returns, basket, pay, sku, generic, ephedrine, packs, days,"
                                 " amount_fen)"
                                 " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    const Json& product = line.product.document;
    std::optional<std::string> generic;
    if (product.contains("generic")) generic = product.at("generic").get<std::string>();
    insert.bind(receipt).bind(line.number).bind(refund ? "refund" : "sale").bind(at);
    insert.bind(keys.person).bind(keys.buyer);
    insert.bind(refund ? std::optional(sale.key) : std::nullopt).bind(basket);
    insert.bind(line.pay == Pay::fund ? "fund" : "self").bind(line.product.sku).bind(generic);
    insert.bind(std::int64_t{product.value("ephedrine", false) ? 1 : 0})
        .bind(line.packs())
        .bind(line.days);
    TILLGATE_CHECK(insert.bind(line.total_fen).run());
  }
  return refund ? remember_returned(sale) : remember_prescriptions(sale, keys);
}

Result<Done> Past::remember_returned(const SaleDocument& sale) {
  for (const Line& line : sale.lines) {
    for (const ScannedCode& code : line.codes) {
      TILLGATE_TRY(insert, database_.query("INSERT OR IGNORE INTO returned_pack"
                                           " (code, receipt, line) VALUES (?, ?, ?)"));
      TILLGATE_CHECK(insert.bind(code.code).bind(refund_receipt(sale.key)).bind(line.number).run());
    }
  }
  return Done{};
}

Result<Done> Past::remember_prescriptions(const SaleDocument& sale, const PastKeys& keys) {
  for (const PastPrescription& seen : keys.prescriptions) {
    TILLGATE_TRY(insert,
                 database_.query("INSERT OR IGNORE INTO prescription_seen (number, sale, doctor,"
                                 " issued_ms, patient, picture, content)"
                                 " VALUES (?, ?, ?, ?, ?, ?, ?)"));
    insert.bind(seen.number).bind(sale.key).bind(seen.doctor).bind(seen.issued_at);
    TILLGATE_CHECK(insert.bind(seen.patient).bind(seen.picture).bind(seen.content).run());
  }
  return Done{};
}

Result<Done> Past::add_slices(Json& facts, const SaleDocument& sale, const PastKeys& keys,
                              UtcMs now) {
  TILLGATE_CHECK(add_persons(facts, keys, now));
  TILLGATE_CHECK(add_receipts(facts, sale, now));
  TILLGATE_CHECK(add_codes(facts, sale));
  return add_prescriptions(facts, sale, keys);
}

Result<Done> Past::add_persons(Json& facts, const PastKeys& keys, UtcMs now) {
  if (keys.person) {
    TILLGATE_TRY(query, database_.query("SELECT receipt, kind, at_ms, ? AS pharmacy, ? AS till, "
                                        "person, buyer, pay, sku, generic, ephedrine, packs, days,"
                                        " amount_fen, returns FROM past_line WHERE person = ?"
                                        " AND at_ms >= ? ORDER BY at_ms, receipt, line"));
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
  return Done{};
}

Result<Done> Past::add_receipts(Json& facts, const SaleDocument& sale, UtcMs now) {
  {
    TILLGATE_TRY(query,
                 database_.query("SELECT receipt, kind, at_ms, person, max(pay = 'fund') AS fund"
                                 " FROM past_line WHERE at_ms >= ?1"
                                 " GROUP BY receipt, kind, at_ms, person"
                                 " UNION ALL"
                                 " SELECT receipt, kind, at_ms, person, max(pay = 'fund')"
                                 " FROM past_line"
                                 " WHERE kind <> 'sale' AND at_ms >= ?2 AND at_ms < ?1"
                                 " GROUP BY receipt, kind, at_ms, person"
                                 " ORDER BY at_ms, receipt"));
    query.bind(now - till_minutes * 60'000).bind(start_of_day(now));
    TILLGATE_TRY(rows, rows_of(query, "past_till"));
    facts["past_till"] = std::move(rows);
  }
  TILLGATE_TRY(query, database_.query("SELECT receipt, kind, at_ms, ? AS till, person, max(pay = "
                                      "'fund') AS fund FROM past_line"
                                      " WHERE at_ms >= ? AND basket = ? GROUP BY receipt, kind, "
                                      "at_ms, person ORDER BY at_ms, receipt"));
  query.bind(till_).bind(now - 3'600'000).bind(basket_text(sale));
  TILLGATE_TRY(rows, rows_of(query, "past_receipt"));
  facts["past_receipt"] = std::move(rows);
  return Done{};
}

Result<Done> Past::add_codes(Json& facts, const SaleDocument& sale) {
  Json codes = Json::array();
  for (const Line& line : sale.lines) {
    for (const ScannedCode& code : line.codes) {
      TILLGATE_TRY(
          query,
          database_.query("SELECT p.code, p.sale AS receipt, 'sale' AS kind, p.changed_ms AS at_ms,"
                          " ?1 AS pharmacy, l.person, l.pay, NULL AS returns"
                          " FROM pack p JOIN past_line l ON l.receipt = p.sale AND l.line = p.line"
                          " WHERE p.code = ?2 AND p.state = 'sold'"
                          " UNION ALL SELECT r.code, r.receipt, 'refund', l.at_ms, ?1, l.person,"
                          " l.pay, l.returns FROM returned_pack r"
                          " JOIN past_line l ON l.receipt = r.receipt AND l.line = r.line"
                          " WHERE r.code = ?2"));
      query.bind(pharmacy_).bind(code.code);
      TILLGATE_TRY(rows, rows_of(query, "past_code"));
      for (Json& row : rows)
        if (std::find(codes.begin(), codes.end(), row) == codes.end())
          codes.push_back(std::move(row));
    }
  }
  facts["past_code"] = std::move(codes);
  return Done{};
}

Result<Done> Past::add_prescriptions(Json& facts, const SaleDocument& sale, const PastKeys& keys) {
  Json used = Json::array(), seen = Json::array(), same_doctor = Json::array();
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
  for (const PastPrescription& now : keys.prescriptions) {
    {
      TILLGATE_TRY(query, database_.query("SELECT number AS prescription, 'number' AS same, patient"
                                          " FROM prescription_seen WHERE number = ?1"
                                          " UNION ALL SELECT ?1, 'picture', patient"
                                          " FROM prescription_seen"
                                          " WHERE picture = ?2 AND number <> ?1"));
      query.bind(now.number).bind(now.picture);
      TILLGATE_TRY(rows, rows_of(query, "rx_seen"));
      seen.insert(seen.end(), rows.begin(), rows.end());
    }
    const UtcMs day = start_of_day(now.issued_at);
    TILLGATE_TRY(query, database_.query("SELECT ? AS prescription, number, issued_ms"
                                        " FROM prescription_seen WHERE doctor = ?"
                                        " AND issued_ms >= ? AND issued_ms < ? AND number <> ?"
                                        " ORDER BY issued_ms, number"));
    query.bind(now.number).bind(now.doctor).bind(day).bind(day + ms_per_day).bind(now.number);
    TILLGATE_TRY(rows, rows_of(query, "past_doctor"));
    same_doctor.insert(same_doctor.end(), rows.begin(), rows.end());
  }
  facts["rx_used"] = std::move(used);
  facts["rx_seen"] = std::move(seen);
  facts["past_doctor"] = std::move(same_doctor);
  return Done{};
}

Result<std::optional<std::string>> Past::content_of(std::string_view prescription) {
  TILLGATE_TRY(query, database_.query("SELECT content FROM prescription_seen WHERE number = ?"));
  TILLGATE_TRY(found, query.bind(prescription).step());
  return found ? std::optional(query.text(0)) : std::nullopt;
}

Result<std::optional<UtcMs>> Past::moment(const char* sql) {
  TILLGATE_TRY(query, database_.query(sql));
  TILLGATE_TRY(found, query.step());
  return found ? query.optional_integer(0) : std::nullopt;
}

Result<std::optional<UtcMs>> Past::newest() {
  return moment("SELECT max(at_ms) FROM past_line");
}

Result<std::optional<UtcMs>> Past::oldest_upload() {
  return moment("SELECT queued_ms FROM upload WHERE state = 'queued' ORDER BY id LIMIT 1");
}

}  // namespace tillgate::checkout
