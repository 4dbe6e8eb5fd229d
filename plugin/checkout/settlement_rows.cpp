#include "checkout/settlement_rows.hpp"

namespace tillgate::checkout {

Result<Done> SettlementRows::add(const SettlementRow& row) {
  TILLGATE_TRY(
      insert,
      database_.query("INSERT INTO settlement (id, sale, kind, visit, msgid, insurance, office,"
                      " settled_ms, day, total_fen, fund_fen, account_fen, shared_fen, cash_fen)"
                      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
  insert.bind(row.id).bind(row.sale).bind(row.cancellation ? "cancelled" : "settled");
  insert.bind(row.visit_id).bind(row.message_id).bind(row.insurance_kind).bind(row.office);
  insert.bind(row.settled_at).bind(local_day(row.settled_at));
  insert.bind(row.total_fen).bind(row.fund_fen).bind(row.account_fen).bind(row.shared_fen);
  return insert.bind(row.cash_fen).run();
}

// Columns: id, sale, kind, visit, msgid, insurance, office, settled_ms, then the amounts.
SettlementRow SettlementRows::read(store::Query& query) {
  SettlementRow row;
  row.id = query.text(0);
  row.sale = query.text(1);
  row.cancellation = query.text(2) == "cancelled";
  row.visit_id = query.text(3);
  row.message_id = query.text(4);
  row.insurance_kind = query.text(5);
  row.office = query.text(6);
  row.settled_at = query.integer(7);
  row.total_fen = query.integer(8);
  row.fund_fen = query.integer(9);
  row.account_fen = query.integer(10);
  row.shared_fen = query.integer(11);
  row.cash_fen = query.integer(12);
  return row;
}

Result<std::optional<SettlementRow>> SettlementRows::of_sale(const std::string& sale) {
  TILLGATE_TRY(query, database_.query(
                          "SELECT id, sale, kind, visit, msgid, insurance, office, settled_ms,"
                          " total_fen, fund_fen, account_fen, shared_fen, cash_fen FROM settlement"
                          " WHERE sale = ? AND kind = 'settled'"));
  TILLGATE_TRY(found, query.bind(sale).step());
  if (!found) return std::optional<SettlementRow>();
  return std::optional<SettlementRow>(read(query));
}

Result<std::optional<std::string>> SettlementRows::sale_of(const std::string& id) {
  TILLGATE_TRY(query, database_.query("SELECT sale FROM settlement WHERE id = ?"));
  TILLGATE_TRY(found, query.bind(id).step());
  if (!found) return std::optional<std::string>();
  return std::optional<std::string>(query.text(0));
}

Result<std::vector<SettlementRow>> SettlementRows::between(std::int64_t first_day,
                                                           std::int64_t last_day) {
  TILLGATE_TRY(query, database_.query(
                          "SELECT id, sale, kind, visit, msgid, insurance, office, settled_ms,"
                          " total_fen, fund_fen, account_fen, shared_fen, cash_fen FROM settlement"
                          " WHERE day BETWEEN ? AND ? ORDER BY id"));
  query.bind(first_day).bind(last_day);
  std::vector<SettlementRow> rows;
  while (true) {
    TILLGATE_TRY(found, query.step());
    if (!found) return rows;
    rows.push_back(read(query));
  }
}

}  // namespace tillgate::checkout
