#include "checkout/sale_rows.hpp"

#include "crypto/sealed_json.hpp"

namespace tillgate::checkout {

namespace {

std::string place_of(const std::string& key) {
  return "tillgate/sale/1\n" + key;
}
std::string place_of_personal(const std::string& key) {
  return "tillgate/sale/personal/1\n" + key;
}

// What a sale is without the person; its members are sealed apart.
Json impersonal() {
  return {{"person", nullptr},
          {"agent", nullptr},
          {"presence", Json::object()},
          {"prescriptions", Json::array()},
          {"overrides", Json::array()}};
}

// Takes the personal members out of a document.
Json split_off_personal(Json& document) {
  Json personal = impersonal();
  for (auto& [name, value] : personal.items()) value.swap(document.at(name));
  return personal;
}

// What is left of a row of an earlier version that was erased.
Json erased_document(const std::string& key) {
  SaleDocument document;
  document.key = key;
  return to_json(document);
}

// The columns of every query that reads a whole row. A sale whose authorisation waits for its
// outcome stands as "settling" in the table.
#define SALE_COLUMNS                                                                   \
  "key, state, msgid, answer, sealed, personal, EXISTS (SELECT 1 FROM authorisation a" \
  " WHERE a.sale = sale.key AND a.state IN ('waiting', 'unknown'))"

const char* stored_name(State state) {
  return state == State::authorised ? state_name(State::settling) : state_name(state);
}

}  // namespace

Result<SaleDocument> SaleRows::open_document(const std::string& key, ByteView sealed,
                                             const std::optional<Bytes>& personal) {
  if (sealed.empty()) return sale_document_of(erased_document(key));
  TILLGATE_TRY(document, crypto::open_json(data_key_, place_of(key), sealed));
  if (personal && !personal->empty()) {
    TILLGATE_TRY(members, crypto::open_json(data_key_, place_of_personal(key), *personal));
    document.update(members);
  }
  return sale_document_of(document);
}

// Columns: SALE_COLUMNS.
Result<SaleRow> SaleRows::read(store::Query& query) {
  SaleRow row;
  const std::string key = query.text(0);
  const auto state = state_of(query.text(1));
  if (!state) return Failure{TILLGATE_E_STORE, "a sale has an unknown state", ""};
  row.state = *state;
  if (row.state == State::settling && query.integer(6) == 1) row.state = State::authorised;
  row.message_id = query.optional_text(2);
  std::optional<Bytes> personal;
  if (!query.is_null(5)) personal = query.blob(5);
  TILLGATE_TRY(document, open_document(key, query.blob(4), personal));
  row.document = std::move(document);
  if (const auto answer = query.optional_text(3)) {
    TILLGATE_TRY(parsed, parse_json(*answer));
    row.answer = std::move(parsed);
  }
  return row;
}

Result<std::optional<SaleRow>> SaleRows::find(const std::string& key) {
  TILLGATE_TRY(query, database_.query("SELECT " SALE_COLUMNS " FROM sale WHERE key = ?"));
  TILLGATE_TRY(found, query.bind(key).step());
  if (!found) return std::optional<SaleRow>();
  TILLGATE_TRY(row, read(query));
  return std::optional<SaleRow>(std::move(row));
}

Result<std::vector<SaleRow>> SaleRows::in_state(State state) {
  TILLGATE_TRY(query, database_.query("SELECT " SALE_COLUMNS
                                      " FROM sale WHERE state = ? AND state IN ('open', 'settling',"
                                      " 'uncertain') ORDER BY begun_ms, key"));
  query.bind(stored_name(state));
  std::vector<SaleRow> rows;
  while (true) {
    TILLGATE_TRY(found, query.step());
    if (!found) return rows;
    TILLGATE_TRY(row, read(query));
    if (row.state == state) rows.push_back(std::move(row));
  }
}

Result<Done> SaleRows::save_open(const SaleDocument& document) {
  Json goods = to_json(document);
  const Json person = split_off_personal(goods);
  TILLGATE_TRY(sealed, crypto::seal_json(data_key_, place_of(document.key), goods));
  TILLGATE_TRY(personal, crypto::seal_json(data_key_, place_of_personal(document.key), person));
  TILLGATE_TRY(query,
               database_.query(
                   "INSERT INTO sale (key, state, operator, begun_ms, changed_ms, sealed, personal)"
                   " VALUES (?1, 'open', ?2, ?3, ?3, ?4, ?5) ON CONFLICT (key) DO UPDATE"
                   " SET state = 'open', changed_ms = ?3, sealed = ?4, personal = ?5"));
  return query.bind(document.key)
      .bind(document.operator_id)
      .bind(clock_.now())
      .bind(ByteView(sealed))
      .bind(ByteView(personal))
      .run();
}

Result<Done> SaleRows::save_intent(const SaleDocument& document, const std::string& message_id) {
  TILLGATE_CHECK(save_open(document));
  TILLGATE_CHECK(reserve(document));
  TILLGATE_TRY(query,
               database_.query("UPDATE sale SET state = 'settling', msgid = ? WHERE key = ?"));
  return query.bind(message_id).bind(document.key).run();
}

Result<Done> SaleRows::set_state(const std::string& key, State state) {
  TILLGATE_TRY(query, database_.query("UPDATE sale SET state = ?, changed_ms = ? WHERE key = ?"));
  return query.bind(stored_name(state)).bind(clock_.now()).bind(key).run();
}

Result<Done> SaleRows::save_outcome(const std::string& key, State state,
                                    const std::optional<Json>& answer, std::uint64_t entry) {
  TILLGATE_TRY(
      query, database_.query(
                 "UPDATE sale SET state = ?, changed_ms = ?, answer = ?, entry = ? WHERE key = ?"));
  query.bind(stored_name(state)).bind(clock_.now());
  if (answer) {
    query.bind(answer->dump());
  } else {
    query.bind_null();
  }
  return query.bind(static_cast<std::int64_t>(entry)).bind(key).run();
}

Result<Done> SaleRows::reserve(const SaleDocument& document) {
  for (const Line& line : document.lines) {
    for (const ScannedCode& code : line.codes) {
      TILLGATE_TRY(taken, database_.query("SELECT 1 FROM pack WHERE code = ? AND sale <> ?"));
      TILLGATE_TRY(found, taken.bind(code.code).bind(document.key).step());
      if (found)
        return Failure{TILLGATE_E_CONFLICT, "a pack was taken by another sale meanwhile",
                       "line " + std::to_string(line.number)};
      TILLGATE_TRY(insert, database_.query(
                               "INSERT OR REPLACE INTO pack (code, state, sale, line, changed_ms)"
                               " VALUES (?, 'reserved', ?, ?, ?)"));
      TILLGATE_CHECK(
          insert.bind(code.code).bind(document.key).bind(line.number).bind(clock_.now()).run());
    }
    if (!line.prescription) continue;
    TILLGATE_TRY(used,
                 database_.query("INSERT INTO prescription_used (prescription, rx_key, sale, milli)"
                                 " VALUES (?1, ?2, ?3, ?4)"
                                 " ON CONFLICT DO UPDATE SET milli = milli + ?4"));
    TILLGATE_CHECK(used.bind(*line.prescription)
                       .bind(line.product.rx_key)
                       .bind(document.key)
                       .bind(line.quantity_milli)
                       .run());
  }
  return Done{};
}

Result<Done> SaleRows::mark_sold(const std::string& key) {
  TILLGATE_TRY(query,
               database_.query("UPDATE pack SET state = 'sold', changed_ms = ? WHERE sale = ?"));
  return query.bind(clock_.now()).bind(key).run();
}

Result<Done> SaleRows::give_back(const std::string& key) {
  {
    TILLGATE_TRY(packs, database_.query("DELETE FROM pack WHERE sale = ?"));
    TILLGATE_CHECK(packs.bind(key).run());
  }
  TILLGATE_TRY(used, database_.query("DELETE FROM prescription_used WHERE sale = ?"));
  return used.bind(key).run();
}

Result<Done> SaleRows::release(const std::string& key) {
  {
    TILLGATE_TRY(packs, database_.query("DELETE FROM pack WHERE sale = ? AND state = 'reserved'"));
    TILLGATE_CHECK(packs.bind(key).run());
  }
  TILLGATE_TRY(used, database_.query("DELETE FROM prescription_used WHERE sale = ?"));
  return used.bind(key).run();
}

}  // namespace tillgate::checkout
