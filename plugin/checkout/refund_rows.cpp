#include "checkout/refund_rows.hpp"

#include "crypto/sealed_json.hpp"

namespace tillgate::checkout {

namespace {

std::string place_of_refund(const std::string& sale) {
  return "tillgate/refund/1\n" + sale;
}

Result<RefundState> refund_state_of(const std::string& name) {
  for (const RefundState state :
       {RefundState::refunding, RefundState::uncertain, RefundState::refunded})
    if (name == refund_state_name(state)) return state;
  return Failure{TILLGATE_E_STORE, "a refund has an unknown state", ""};
}

}  // namespace

const char* refund_state_name(RefundState state) {
  switch (state) {
    case RefundState::refunding:
      return "refunding";
    case RefundState::uncertain:
      return "uncertain";
    default:
      return "refunded";
  }
}

// Columns: sale, state, msgid, sealed, answer.
Result<RefundRow> RefundRows::read(store::Query& query) {
  RefundRow row;
  row.sale = query.text(0);
  TILLGATE_TRY(state, refund_state_of(query.text(1)));
  row.state = state;
  row.message_id = query.optional_text(2);
  if (!query.blob(3).empty()) {  // it is once the person was erased
    TILLGATE_TRY(request, crypto::open_json(data_key_, place_of_refund(row.sale), query.blob(3)));
    row.request = {request.at("receipt"), request.at("operator").at("id"),
                   request.at("operator").at("name"), request.at("reason")};
  }
  if (const auto answer = query.optional_text(4)) {
    TILLGATE_TRY(parsed, parse_json(*answer));
    row.answer = std::move(parsed);
  }
  return row;
}

Result<std::optional<RefundRow>> RefundRows::find(const std::string& sale) {
  TILLGATE_TRY(query, database_.query(
                          "SELECT sale, state, msgid, sealed, answer FROM refund WHERE sale = ?"));
  TILLGATE_TRY(found, query.bind(sale).step());
  if (!found) return std::optional<RefundRow>();
  TILLGATE_TRY(row, read(query));
  return std::optional<RefundRow>(std::move(row));
}

Result<std::vector<RefundRow>> RefundRows::in_state(RefundState state) {
  TILLGATE_TRY(query,
               database_.query("SELECT sale, state, msgid, sealed, answer FROM refund"
                               " WHERE state = ? AND state <> 'refunded' ORDER BY begun_ms, sale"));
  query.bind(refund_state_name(state));
  std::vector<RefundRow> rows;
  while (true) {
    TILLGATE_TRY(found, query.step());
    if (!found) return rows;
    TILLGATE_TRY(row, read(query));
    rows.push_back(std::move(row));
  }
}

Result<Done> RefundRows::begin(const std::string& sale, const RefundRequest& request,
                               const std::optional<std::string>& message_id) {
  const Json content = {
      {"receipt", request.receipt},
      {"operator", {{"id", request.operator_id}, {"name", request.operator_name}}},
      {"reason", request.reason}};
  TILLGATE_TRY(sealed, crypto::seal_json(data_key_, place_of_refund(sale), content));
  TILLGATE_TRY(insert, database_.query("INSERT INTO refund (sale, state, msgid, begun_ms, sealed)"
                                       " VALUES (?, 'refunding', ?, ?, ?)"));
  insert.bind(sale).bind(message_id).bind(clock_.now());
  return insert.bind(ByteView(sealed)).run();
}

Result<Done> RefundRows::mark_uncertain(const std::string& sale, std::uint64_t entry) {
  TILLGATE_TRY(update,
               database_.query("UPDATE refund SET state = 'uncertain', entry = ? WHERE sale = ?"));
  return update.bind(static_cast<std::int64_t>(entry)).bind(sale).run();
}

Result<Done> RefundRows::finish(const std::string& sale, const Json& answer, std::uint64_t entry) {
  TILLGATE_TRY(update,
               database_.query(
                   "UPDATE refund SET state = 'refunded', answer = ?, entry = ? WHERE sale = ?"));
  return update.bind(answer.dump()).bind(static_cast<std::int64_t>(entry)).bind(sale).run();
}

Result<Done> RefundRows::forget(const std::string& sale) {
  TILLGATE_TRY(remove, database_.query("DELETE FROM refund WHERE sale = ?"));
  return remove.bind(sale).run();
}

}  // namespace tillgate::checkout
