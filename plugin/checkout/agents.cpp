#include "checkout/agents.hpp"

#include "checkout/till.hpp"
#include "crypto/mac.hpp"

namespace tillgate::checkout {

namespace {

constexpr std::size_t most_agent_rows = 2000;
constexpr std::int64_t agent_past_ms = std::int64_t{30} * 86'400'000;

Result<std::string> keyed(const Till& till, const std::string& text) {
  TILLGATE_TRY(hash, crypto::hmac_sha256(till.person_key->bytes(), as_bytes(text)));
  return to_hex(hash);
}

// Another space of keys than that of persons.
Result<std::optional<std::string>> phone_key(const Till& till, const identity::Agent& agent) {
  if (agent.phone.empty()) return std::optional<std::string>();
  TILLGATE_TRY(key, keyed(till, "phone " + agent.phone));
  return std::optional<std::string>(key);
}

Json nullable_text(const std::optional<std::string>& text) {
  return text ? Json(*text) : Json();
}

}  // namespace

Result<std::optional<std::string>> agent_key(const Till& till, const SaleDocument& sale) {
  if (!sale.agent) return std::optional<std::string>();
  // The same key as if the agent bought for themselves.
  TILLGATE_TRY(key, keyed(till, sale.agent->number));
  return std::optional<std::string>(key);
}

Result<Done> add_agent_facts(const Till& till, const SaleDocument& sale, Json& facts) {
  if (!sale.agent) return Done{};
  TILLGATE_TRY(key, agent_key(till, sale));
  TILLGATE_TRY(phone, phone_key(till, *sale.agent));
  facts["agent"] = {{"id", nullable_text(key)},
                    {"phone", nullable_text(phone)},
                    {"own_document", 1},
                    {"principal_document", sale.agent->holder_document ? 1 : 0}};
  TILLGATE_TRY(
      query, till.database->query("SELECT receipt, kind, at_ms, agent, phone, person, fund FROM"
                                  " agent_receipt WHERE (agent = ?1 OR phone = ?2) AND at_ms >= ?3"
                                  " ORDER BY at_ms, receipt"));
  query.bind(*key).bind(phone).bind(till.clock->now() - agent_past_ms);
  Json rows = Json::array();
  while (true) {
    TILLGATE_TRY(found, query.step());
    if (!found) break;
    if (rows.size() == most_agent_rows)
      return Failure{TILLGATE_E_LIMIT, "too much history for the rules", "past_agent"};
    rows.push_back({{"receipt", query.text(0)},
                    {"kind", query.text(1)},
                    {"at_ms", query.integer(2)},
                    {"agent", nullable_text(query.optional_text(3))},
                    {"phone", nullable_text(query.optional_text(4))},
                    {"person", nullable_text(query.optional_text(5))},
                    {"fund", query.integer(6)}});
  }
  facts["past_agent"] = std::move(rows);
  return Done{};
}

Result<Done> remember_agent(const Till& till, const SaleDocument& sale, const PastKeys& keys,
                            UtcMs at, PastKind kind) {
  if (!sale.agent) return Done{};
  TILLGATE_TRY(key, agent_key(till, sale));
  TILLGATE_TRY(phone, phone_key(till, *sale.agent));
  TILLGATE_TRY(insert,
               till.database->query("INSERT INTO agent_receipt (receipt, kind, at_ms, agent, phone,"
                                    " person, fund) VALUES (?, ?, ?, ?, ?, ?, ?)"));
  insert.bind(kind == PastKind::refund ? sale.key + "/refund" : sale.key)
      .bind(kind == PastKind::refund ? "refund" : "sale")
      .bind(at)
      .bind(*key)
      .bind(phone)
      .bind(keys.person);
  return insert.bind(std::int64_t{sale.has_line_paid_by(Pay::fund) ? 1 : 0}).run();
}

}  // namespace tillgate::checkout
