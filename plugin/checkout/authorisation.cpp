#include "checkout/authorisation.hpp"

#include "checkout/answers.hpp"
#include "checkout/review.hpp"
#include "checkout/sealing.hpp"
#include "checkout/till.hpp"
#include "checkout/uploads.hpp"

namespace tillgate::checkout {

namespace {

Json difference_row(const char* kind, Json ours, Json theirs, const char* zh, const char* en) {
  return {{"kind", kind},
          {"ours", std::move(ours)},
          {"theirs", std::move(theirs)},
          {"zh", zh},
          {"en", en},
          {"next_zh", "钱已结算,请当天和医保对账,并联系收银软件厂家"},
          {"next_en", "The money has moved: reconcile today, and tell the register's vendor"}};
}

// What was told of the fund's lines.
struct ToldAmounts {
  Fen total = 0, fund = 0, account = 0, shared = 0, cash = 0;
};

ToldAmounts told_amounts(const Json& amounts) {
  return {amounts.at("total_fen"), amounts.at("fund_fen"), amounts.at("account_fen"),
          amounts.value("shared_fen", Fen{0}), amounts.at("cash_fen")};
}

Json differences_of(const SaleDocument& sale, const AuthorisationRow& row, const Json& document,
                    const ToldAmounts& told) {
  Json differences = Json::array();
  if (document.at("basket") != row.basket)
    differences.push_back(difference_row("basket", row.basket, document.at("basket"),
                                         "结算的商品和授权的不一样",
                                         "What was settled is not what was authorised"));
  const Fen wanted = sale.total(Pay::fund);
  if (told.total != wanted)
    differences.push_back(difference_row("total", wanted, told.total, "结算总额和授权的不一样",
                                         "The total settled is not the one authorised"));
  const Fen parts = told.fund + told.account + told.shared + told.cash;
  if (parts != told.total)
    differences.push_back(difference_row("sum", told.total, parts,
                                         "统筹、个人账户和现金加起来不等于总额",
                                         "Fund, account and cash do not add up to the total"));
  return differences;
}

Result<Told> told_settled(Till& till, const SaleDocument& sale, const AuthorisationRow& row,
                          const Json& document) {
  const std::string settlement_id = document.at("settlement_id");
  TILLGATE_TRY(owner, till.settlements->sale_of(settlement_id));
  if (owner)
    return Failure{TILLGATE_E_CONFLICT, "this settlement belongs to another sale",
                   "/settlement_id"};
  const auto settled_at = utc_of_local_text(document.at("settled_at").get<std::string>());
  if (!settled_at) return Failure{TILLGATE_E_DOCUMENT, "not a time of the calendar", "/settled_at"};

  const ToldAmounts told = told_amounts(document.at("amounts"));
  const Fen self = sale.total(Pay::self);
  SettledFacts facts;
  facts.amounts = {told.total + self, told.fund, told.account + told.shared, told.cash + self};
  facts.settlement_id = settlement_id;
  facts.visit_id = document.at("visit_id").get<std::string>();
  if (document.contains("message_id"))
    facts.message_id = document.at("message_id").get<std::string>();
  facts.at = till.clock->now();
  facts.authorisation = row.id;
  facts.differences = differences_of(sale, row, document, told);
  SettlementRow kept;
  kept.id = settlement_id;
  kept.sale = sale.key;
  kept.visit_id = *facts.visit_id;
  kept.message_id = facts.message_id.value_or("");
  kept.insurance_kind = sale.person ? sale.person->insurance.kind : "";
  kept.office = document.value("clearing_office", "");
  kept.settled_at = *settled_at;
  kept.total_fen = told.total;
  kept.fund_fen = told.fund;
  kept.account_fen = told.account;
  kept.shared_fen = told.shared;
  kept.cash_fen = told.cash;
  facts.settlement = std::move(kept);
  TILLGATE_TRY(answer, seal_settled(till, sale, nullptr, facts));
  return Told{State::settled, std::move(answer)};
}

// Failed, or not known: one record, the authorisation's new state, and the sale's when it ends.
// What people give as the reason is in the record's disclosure alone: the answer is kept in clear.
Result<Told> told_otherwise(Till& till, const SaleDocument& sale, const AuthorisationRow& row,
                            const Json& document) {
  const bool failed = document.at("outcome") == "failed";
  ledger::Draft draft =
      outcome_record(till, failed ? "settlement_refused" : "sale_uncertain", sale);
  draft.body["authorisation"] = row.id;
  draft.body["told_by"] = "register";
  add_reason(draft, document.value("reason", ""));
  const Refusal refusal =
      failed ? Refusal{"host_failed", "收银软件没有结算成功", "The register did not settle",
                       "没有扣款;请按原因处理后重新审核,或改自费",
                       "No money moved; mend the reason and review again, or pay privately"}
             : Refusal{"outcome_unknown", "结算结果还不知道", "The outcome is not known yet",
                       "先不要交药,查清结果后再报一次",
                       "Keep the goods here; find out, and tell the outcome again"};
  Json answer = with_refusal({{"settled", false}, {"key", sale.key}}, refusal);
  const State state = failed ? State::open : State::authorised;
  TILLGATE_TRY(transaction, store::Transaction::begin(*till.database));
  TILLGATE_TRY(sealed, till.journal->seal(draft));
  if (failed) {
    TILLGATE_CHECK(till.rows->release(sale.key));
    TILLGATE_CHECK(till.rows->save_outcome(sale.key, state, std::nullopt, sealed.index));
  }
  TILLGATE_CHECK(till.authorisations->tell(
      row.id, failed ? AuthorisationState::failed : AuthorisationState::unknown, answer));
  TILLGATE_CHECK(transaction.commit());
  return Told{state, std::move(answer)};
}

// What was told before is told again.
std::optional<Result<Told>> told_before(const AuthorisationRow& row, const Json& document) {
  const std::string outcome = document.at("outcome");
  if (row.state == AuthorisationState::waiting) return std::nullopt;
  const Failure other{TILLGATE_E_CONFLICT, "another outcome was told before", "/outcome"};
  switch (row.state) {
    case AuthorisationState::settled:
      if (outcome == "settled" &&
          row.answer->at("settlement_id") == document.value("settlement_id", ""))
        return Told{State::settled, *row.answer};
      return Result<Told>(other);
    case AuthorisationState::failed:
      if (outcome == "failed") return Told{State::open, *row.answer};
      return Result<Told>(other);
    default:
      if (outcome == "unknown") return Told{State::authorised, *row.answer};
      return std::nullopt;
  }
}

}  // namespace

Result<Json> authorise(Till& till, const SaleDocument& sale, const Verdict& verdict,
                       const std::optional<Quote>& quote) {
  // Everything that can fail for want of data fails here, before the register moves money.
  TILLGATE_CHECK(check_uploads(till, sale));
  if (!sale.person) return Failure{TILLGATE_E_STATE, "nobody was identified for this sale", ""};
  TILLGATE_CHECK(till.journal->ready_to_seal());
  ledger::Draft draft = outcome_record(till, "sale_authorised", sale);
  add_verdict(draft, sale, verdict);
  draft.body["authorised"] = {{"basket", verdict.basket},
                              {"fund_lines_fen", sale.total(Pay::fund)},
                              {"self_fen", sale.total(Pay::self)}};
  if (quote) draft.body["quote"] = {{"amounts", to_json(quote->amounts)}};

  AuthorisationRow row;
  row.sale = sale.key;
  row.basket = verdict.basket;
  row.at = till.clock->now();
  TILLGATE_TRY(transaction, store::Transaction::begin(*till.database));
  TILLGATE_CHECK(till.rows->save_open(sale));
  TILLGATE_CHECK(till.rows->reserve(sale));
  TILLGATE_CHECK(till.rows->set_state(sale.key, State::authorised));
  TILLGATE_TRY(sealed, till.journal->seal(draft));
  row.id = to_hex(sealed.leaf);
  row.entry = sealed.index;
  row.granted = {{"authorised", true},
                 {"key", sale.key},
                 {"authorisation", row.id},
                 {"basket", row.basket},
                 {"fund_lines_fen", sale.total(Pay::fund)},
                 {"self_fen", sale.total(Pay::self)},
                 {"authorised_at", local_text(row.at)},
                 {"record", sealed.index},
                 {"leaf", row.id}};
  TILLGATE_CHECK(till.authorisations->add(row));
  TILLGATE_CHECK(transaction.commit());
  return row.granted;
}

Result<Told> tell_outcome(Till& till, const SaleDocument& sale, const Json& document) {
  TILLGATE_TRY(row, till.authorisations->newest_of(sale.key));
  if (!row) return Failure{TILLGATE_E_STATE, "the sale was not authorised", ""};
  if (document.at("authorisation") != row->id)
    return Failure{TILLGATE_E_DOCUMENT, "not the authorisation of this sale", "/authorisation"};
  if (auto before = told_before(*row, document)) return std::move(*before);
  if (document.at("outcome") == "settled") return told_settled(till, sale, *row, document);
  return told_otherwise(till, sale, *row, document);
}

Json waiting_authorisations(const std::vector<AuthorisationRow>& rows) {
  Json list = Json::array();
  for (const AuthorisationRow& row : rows)
    list.push_back({{"sale", row.sale}, {"record", row.entry}, {"since", utc_text(row.at)}});
  return list;
}

}  // namespace tillgate::checkout
