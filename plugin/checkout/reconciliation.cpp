#include "checkout/reconciliation.hpp"

#include <map>
#include <set>

#include "checkout/pack_comparison.hpp"
#include "checkout/settlement_comparison.hpp"
#include "checkout/till.hpp"

namespace tillgate::checkout {

namespace {

Result<Json> sealed(Till& till, const Span& days, const platform::Operator& cashier, Json answer) {
  ledger::Draft draft;
  draft.kind = "reconciled";
  draft.operator_id = cashier.id;
  std::map<std::string, std::int64_t> kinds;
  for (const Json& row : answer["differences"]) ++kinds[row["kind"].get<std::string>()];
  draft.body = {{"first_day", date_of_day(days.first_day)},
                {"last_day", date_of_day(days.last_day)},
                {"balanced", answer["balanced"]},
                {"differences", kinds}};
  TILLGATE_TRY(transaction, store::Transaction::begin(*till.database));
  TILLGATE_TRY(entry, till.journal->seal(draft));
  TILLGATE_CHECK(transaction.commit());
  answer["record"] = entry.index;
  return answer;
}

}  // namespace

Result<Json> reconcile(Till& till, const Span& days, const platform::Operator& cashier,
                       const Deadline& deadline) {
  TILLGATE_TRY(session, till.sign_ins->session(cashier, deadline));
  TILLGATE_TRY(money, compare_settlements(till, days, session, deadline));
  TILLGATE_TRY(packs, compare_packs(till, days, session, deadline));
  Json differences = std::move(money.differences);
  for (Json& row : packs.differences) differences.push_back(std::move(row));
  return sealed(till, days, cashier,
                {{"first_day", date_of_day(days.first_day)},
                 {"last_day", date_of_day(days.last_day)},
                 {"balanced", differences.empty()},
                 {"groups", std::move(money.groups)},
                 {"differences", std::move(differences)},
                 {"packs", packs.packs},
                 {"waiting", packs.waiting}});
}

}  // namespace tillgate::checkout
