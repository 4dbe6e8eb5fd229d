#include "checkout/sealing.hpp"

#include "checkout/agents.hpp"
#include "checkout/answers.hpp"
#include "checkout/line_moving.hpp"
#include "checkout/review.hpp"
#include "checkout/sale_rows.hpp"
#include "checkout/till.hpp"
#include "checkout/uploads.hpp"
#include "ledger/checkpoint_token.hpp"

namespace tillgate::checkout {

namespace {

// Each upload carries the checkpoint that ends with the sale it is about. It stays the same when it
// is sent again: a platform tells a repeated message by its content. A log whose name leaves no
// room in the remark goes without; money has moved, and that is no reason to fail.
void add_checkpoint(std::vector<outbox::Letter>& uploads, const std::string& note) {
  const auto token = ledger::checkpoint_token(note);
  if (!token) return;
  for (outbox::Letter& letter : uploads)
    static_cast<void>(platform::add_remark(letter.message, *token));
}

// Seals the record and sets the state, inside the caller's transaction.
Result<Done> seal_outcome(Till& till, const SaleDocument& sale, const ledger::Draft& draft,
                          State state, const std::optional<Json>& answer) {
  TILLGATE_TRY(sealed, till.journal->seal(draft));
  return till.rows->save_outcome(sale.key, state, answer, sealed.index);
}

// What stands in the answer beside the amounts when there is something to say.
void add_remarks(Json& answer, const SaleDocument& sale, const SettledFacts& facts) {
  if (facts.quote) answer["quote"] = compared(*facts.quote, facts.amounts);
  if (facts.authorisation) {
    answer["authorisation"] = *facts.authorisation;
    answer["differences"] = facts.differences;
  }
  if (const Fen fen = claimable_later(sale); fen > 0)
    answer["later_claim"] = {{"fen", fen},
                             {"zh", "医保网不通改自费的部分,顾客可凭小票和发票向医保申请报销"},
                             {"en",
                              "What was paid privately for want of the network may be claimed "
                              "from the insurance with this receipt"}};
}

}  // namespace

ledger::Draft outcome_record(const Till& till, const std::string& kind, const SaleDocument& sale) {
  ledger::Draft draft = sale_record(kind, sale);
  const UtcMs now = till.clock->now();
  add_cameras(draft, till.configuration.cameras, sale.begun_at == 0 ? now : sale.begun_at, now);
  return draft;
}

Result<State> seal_given_up(Till& till, const SaleDocument& sale,
                            const std::optional<Verdict>& verdict, const std::string& reason) {
  const State state =
      verdict && standing(*verdict, sale) == "block" ? State::refused : State::abandoned;
  ledger::Draft draft =
      outcome_record(till, state == State::refused ? "sale_refused" : "sale_abandoned", sale);
  if (verdict) add_verdict(draft, sale, *verdict);
  add_reason(draft, reason);
  TILLGATE_TRY(transaction, store::Transaction::begin(*till.database));
  TILLGATE_CHECK(till.rows->save_open(sale));
  TILLGATE_CHECK(till.rows->release(sale.key));
  TILLGATE_CHECK(seal_outcome(till, sale, draft, state, std::nullopt));
  TILLGATE_CHECK(transaction.commit());
  return state;
}

Result<Json> seal_settled(Till& till, const SaleDocument& sale, const Verdict* verdict,
                          const SettledFacts& facts) {
  ledger::Draft draft = outcome_record(till, "sale_settled", sale);
  if (verdict != nullptr) add_verdict(draft, sale, *verdict);
  add_settlement(draft, facts.amounts, facts.settlement_id, facts.message_id);
  if (facts.quote)
    draft.body["quote"] = {{"amounts", to_json(facts.quote->amounts)},
                           {"same", compared(*facts.quote, facts.amounts).at("same")}};
  if (facts.authorisation) add_authorisation(draft, *facts.authorisation, facts.differences);
  TILLGATE_TRY(uploads, sale_uploads(till, sale, facts));
  TILLGATE_TRY(keys, past_keys(till, sale));

  TILLGATE_TRY(transaction, store::Transaction::begin(*till.database));
  if (!facts.settlement_id) {
    // Self-paid: there was no intent that wrote the row and reserved the packs.
    TILLGATE_CHECK(till.rows->save_open(sale));
    TILLGATE_CHECK(till.rows->reserve(sale));
  }
  TILLGATE_CHECK(till.rows->mark_sold(sale.key));
  TILLGATE_CHECK(till.past->remember(sale, keys, facts.at));
  TILLGATE_CHECK(remember_agent(till, sale, keys, facts.at, PastKind::sale));
  if (facts.settlement) TILLGATE_CHECK(till.settlements->add(*facts.settlement));
  TILLGATE_TRY(sealed, till.journal->seal(draft));
  Json answer = {{"settled", true},
                 {"key", sale.key},
                 {"amounts", to_json(facts.amounts)},
                 {"settlement_id", facts.settlement_id ? Json(*facts.settlement_id) : Json()},
                 {"settled_at", local_text(facts.at)},
                 {"record", sealed.index},
                 {"leaf", to_hex(sealed.leaf)},
                 {"uploads", uploads.size()}};
  add_remarks(answer, sale, facts);
  if (till.configuration.platform.checkpoint_in_uploads) add_checkpoint(uploads, sealed.checkpoint);
  for (const outbox::Letter& letter : uploads) {
    TILLGATE_CHECK(till.uploads->add(letter));
  }
  if (facts.authorisation)
    TILLGATE_CHECK(
        till.authorisations->tell(*facts.authorisation, AuthorisationState::settled, answer));
  TILLGATE_CHECK(till.rows->save_outcome(sale.key, State::settled, answer, sealed.index));
  TILLGATE_CHECK(transaction.commit());
  till.wake_worker();
  return answer;
}

Result<Done> seal_refused_settlement(Till& till, const SaleDocument& sale, const Verdict& verdict,
                                     const std::string& reason) {
  ledger::Draft draft = outcome_record(till, "settlement_refused", sale);
  add_verdict(draft, sale, verdict);
  add_reason(draft, reason);
  TILLGATE_TRY(transaction, store::Transaction::begin(*till.database));
  TILLGATE_CHECK(till.rows->release(sale.key));
  TILLGATE_CHECK(seal_outcome(till, sale, draft, State::open, std::nullopt));
  return transaction.commit();
}

Result<Done> undo_intent(Till& till, const SaleDocument& sale) {
  TILLGATE_TRY(transaction, store::Transaction::begin(*till.database));
  TILLGATE_CHECK(till.rows->release(sale.key));
  TILLGATE_CHECK(till.rows->set_state(sale.key, State::open));
  return transaction.commit();
}

Result<Done> seal_uncertain(Till& till, const SaleDocument& sale, const std::string& message_id) {
  ledger::Draft draft = outcome_record(till, "sale_uncertain", sale);
  draft.body["message"] = message_id;
  TILLGATE_TRY(transaction, store::Transaction::begin(*till.database));
  TILLGATE_CHECK(seal_outcome(till, sale, draft, State::uncertain, std::nullopt));
  TILLGATE_CHECK(transaction.commit());
  till.wake_worker();
  return Done{};
}

Result<Done> leave_uncertain(Till& till, const SaleDocument& sale) {
  TILLGATE_TRY(transaction, store::Transaction::begin(*till.database));
  TILLGATE_CHECK(till.rows->set_state(sale.key, State::uncertain));
  TILLGATE_CHECK(transaction.commit());
  till.wake_worker();
  return Done{};
}

Result<Done> seal_reversed(Till& till, const SaleDocument& sale, const std::string& message_id) {
  ledger::Draft draft = outcome_record(till, "sale_reversed", sale);
  draft.body["message"] = message_id;
  const Json answer =
      with_refusal({{"settled", false}, {"key", sale.key}},
                   {"reversed", "这单没有结算,已经撤销", "Not settled: the payment was reversed",
                    "请重新开单结算", "Start a new sale"});
  TILLGATE_TRY(transaction, store::Transaction::begin(*till.database));
  TILLGATE_CHECK(till.rows->release(sale.key));
  TILLGATE_CHECK(seal_outcome(till, sale, draft, State::reversed, answer));
  return transaction.commit();
}

Result<Done> seal_override(Till& till, const SaleDocument& sale, const Override& word) {
  TILLGATE_TRY(transaction, store::Transaction::begin(*till.database));
  TILLGATE_CHECK(till.journal->seal(override_record(sale, word)));
  TILLGATE_CHECK(till.rows->save_open(sale));
  return transaction.commit();
}

Result<Done> seal_uploads(Till& till, const std::vector<outbox::Answered>& answered) {
  std::vector<ledger::Draft> drafts;
  for (const outbox::Answered& one : answered)
    drafts.push_back(upload_record(one.upload.letter, one.refusal));
  TILLGATE_TRY(transaction, store::Transaction::begin(*till.database));
  for (const outbox::Answered& one : answered)
    TILLGATE_CHECK(one.refusal ? till.uploads->rejected(one.upload.id, *one.refusal)
                               : till.uploads->accepted(one.upload.id));
  TILLGATE_CHECK(till.journal->seal_all(drafts));
  return transaction.commit();
}

}  // namespace tillgate::checkout
