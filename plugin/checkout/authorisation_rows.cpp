#include "checkout/authorisation_rows.hpp"

#include <algorithm>
#include <array>

namespace tillgate::checkout {

namespace {

constexpr std::array<std::pair<AuthorisationState, const char*>, 4> authorisation_states{
    {{AuthorisationState::waiting, "waiting"},
     {AuthorisationState::unknown, "unknown"},
     {AuthorisationState::settled, "settled"},
     {AuthorisationState::failed, "failed"}}};

}  // namespace

const char* authorisation_state_name(AuthorisationState state) {
  return std::find_if(authorisation_states.begin(), authorisation_states.end(),
                      [state](const auto& one) { return one.first == state; })
      ->second;
}

// Columns: id, sale, basket, state, at_ms, entry, grant_text, answer.
Result<AuthorisationRow> AuthorisationRows::read(store::Query& query) {
  AuthorisationRow row;
  row.id = query.text(0);
  row.sale = query.text(1);
  row.basket = query.text(2);
  const std::string state = query.text(3);
  for (const auto& [value, name] : authorisation_states)
    if (state == name) row.state = value;
  row.at = query.integer(4);
  row.entry = static_cast<std::uint64_t>(query.integer(5));
  TILLGATE_TRY(granted, parse_json(query.text(6)));
  row.granted = std::move(granted);
  if (const auto answer = query.optional_text(7)) {
    TILLGATE_TRY(parsed, parse_json(*answer));
    row.answer = std::move(parsed);
  }
  return row;
}

Result<Done> AuthorisationRows::add(const AuthorisationRow& row) {
  TILLGATE_TRY(insert, database_.query("INSERT INTO authorisation (id, sale, basket, state, at_ms,"
                                       " entry, grant_text) VALUES (?, ?, ?, ?, ?, ?, ?)"));
  insert.bind(row.id).bind(row.sale).bind(row.basket).bind(authorisation_state_name(row.state));
  insert.bind(row.at).bind(static_cast<std::int64_t>(row.entry));
  return insert.bind(row.granted.dump()).run();
}

Result<Done> AuthorisationRows::tell(const std::string& id, AuthorisationState state,
                                     const Json& answer) {
  TILLGATE_TRY(update,
               database_.query("UPDATE authorisation SET state = ?, answer = ? WHERE id = ?"));
  return update.bind(authorisation_state_name(state)).bind(answer.dump()).bind(id).run();
}

Result<std::optional<AuthorisationRow>> AuthorisationRows::newest_of(const std::string& sale) {
  // Whatever the clock said: one that waits or was settled comes after those that failed.
  TILLGATE_TRY(query,
               database_.query("SELECT id, sale, basket, state, at_ms, entry, grant_text,"
                               " answer FROM authorisation WHERE sale = ?"
                               " ORDER BY state = 'failed', at_ms DESC, entry DESC LIMIT 1"));
  TILLGATE_TRY(found, query.bind(sale).step());
  if (!found) return std::optional<AuthorisationRow>();
  TILLGATE_TRY(row, read(query));
  return std::optional<AuthorisationRow>(std::move(row));
}

Result<std::vector<AuthorisationRow>> AuthorisationRows::waiting() {
  TILLGATE_TRY(query, database_.query("SELECT id, sale, basket, state, at_ms, entry, grant_text,"
                                      " answer FROM authorisation WHERE state IN ('waiting',"
                                      " 'unknown') ORDER BY at_ms, id"));
  std::vector<AuthorisationRow> rows;
  while (true) {
    TILLGATE_TRY(found, query.step());
    if (!found) return rows;
    TILLGATE_TRY(row, read(query));
    rows.push_back(std::move(row));
  }
}

}  // namespace tillgate::checkout
