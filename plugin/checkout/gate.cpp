#include "checkout/gate.hpp"

#include <algorithm>

#include "base/os/file.hpp"
#include "base/text.hpp"
#include "base/version.hpp"
#include "checkout/authorisation.hpp"
#include "checkout/log_upkeep.hpp"
#include "checkout/policy_change.hpp"
#include "checkout/reconciliation.hpp"
#include "checkout/recovery.hpp"
#include "checkout/review.hpp"
#include "checkout/sale.hpp"
#include "checkout/till.hpp"
#include "checkout/upload_upkeep.hpp"
#include "checkout/worker.hpp"
#include "ledger/erasure.hpp"

namespace tillgate::checkout {

namespace {

constexpr std::int64_t max_reconciled_days = 31;

Result<Done> seal_event(Till& till, const std::string& kind, Json body) {
  ledger::Draft draft;
  draft.kind = kind;
  draft.body = std::move(body);
  TILLGATE_TRY(transaction, store::Transaction::begin(*till.database));
  TILLGATE_CHECK(till.journal->seal(draft));
  return transaction.commit();
}

// Of a document that is too long to be sealed itself.
Result<std::string> digest_of(const Json& document) {
  TILLGATE_TRY(canonical, canonical_json(document));
  return to_hex(crypto::sha256(as_bytes(canonical)));
}

// A rule pack that was not in force when the gate was last open is sealed before any sale is judged
// by it.
Result<Done> announce_pack(Till& till) {
  const auto rules = rules_in_force(till);
  const PackIdentity& pack = rules->identity();
  TILLGATE_TRY(transaction, store::Transaction::begin(*till.database));
  {
    TILLGATE_TRY(
        known, till.database->query("SELECT 1 FROM meta WHERE name = 'pack_digest' AND value = ?"));
    TILLGATE_TRY(same, known.bind(pack.digest).step());
    if (same) return Done{};
  }
  TILLGATE_CHECK(note_rules(till, pack));
  TILLGATE_CHECK(till.journal->seal(policy_record(pack, rules->parameters())));
  return transaction.commit();
}

// How the log was found against what was signed (plugin/ledger/FORMAT.md section 13).
std::string signed_state_word(const Till& till) {
  const ledger::Journal::Opening& opening = till.journal->opening();
  if (opening.next_generation) return "not_continued";
  if (opening.no_signed_state) return "missing";
  return opening.begun ? "begun" : "continued";
}

// What was authorised and waits for its outcome is in every record of opening and closing.
Result<Json> with_waiting(Till& till, Json body) {
  TILLGATE_TRY(rows, till.authorisations->waiting());
  if (!rows.empty()) body["authorised"] = waiting_authorisations(rows);
  return body;
}

}  // namespace

Gate::Gate(std::unique_ptr<Till> till) : till_(std::move(till)) {}
Gate::~Gate() = default;

Result<std::shared_ptr<Gate>> Gate::open(Configuration configuration, std::unique_ptr<Clock> clock,
                                         Background background) {
  TILLGATE_TRY(till, assemble(std::move(configuration), std::move(clock)));
  std::shared_ptr<Gate> gate(new Gate(std::move(till)));
  Till& parts = *gate->till_;
  TILLGATE_CHECK(announce_pack(parts));
  TILLGATE_CHECK(recover_interrupted(parts));
  const PackIdentity pack = rules_in_force(parts)->identity();
  TILLGATE_TRY(opened, with_waiting(parts, {{"library", version_text},
                                            {"institution", parts.configuration.institution.code},
                                            {"pack", pack.id},
                                            {"version", pack.version},
                                            {"pack_digest", pack.digest},
                                            {"signed_state", signed_state_word(parts)}}));
  TILLGATE_CHECK(seal_event(parts, "gate_opened", std::move(opened)));
  if (background == Background::on) gate->worker_ = std::make_unique<Worker>(parts);
  return gate;
}

Result<Done> Gate::close(const Deadline& deadline) {
  worker_.reset();
  TILLGATE_TRY(closed, with_waiting(*till_, Json::object()));
  TILLGATE_CHECK(seal_event(*till_, "gate_closed", std::move(closed)));
  TILLGATE_TRY(checkpoint, witnessed_checkpoint(*till_, deadline));
  return publish_log(*till_, checkpoint);
}

Precedence::Call Gate::at_counter() const {
  return Precedence::Call(till_->precedence);
}

Result<std::shared_ptr<Sale>> Gate::begin(const Json& document) {
  const std::string key = document.at("key");
  const std::lock_guard turn(till_->sales_turn);
  std::erase_if(till_->sales, [](const auto& entry) { return entry.second.expired(); });
  if (till_->sales.contains(key))
    return Failure{TILLGATE_E_CONFLICT, "another handle works on this sale", "/key"};

  TILLGATE_TRY(row, till_->rows->find(key));
  std::shared_ptr<Sale> sale;
  if (row) {
    sale = std::make_shared<Sale>(*till_, std::move(row->document), row->state,
                                  std::move(row->answer));
  } else {
    SaleDocument fresh;
    fresh.key = key;
    fresh.settlement = document.value("settlement", fresh.settlement);
    fresh.operator_id = document.at("operator").at("id");
    fresh.operator_name = document.at("operator").at("name");
    fresh.begun_at = till_->clock->now();
    for (const char* name : {"channel", "camera", "athlete", "disease"})
      if (document.contains(name)) fresh.counter[name] = document.at(name);
    TILLGATE_TRY(transaction,
                 store::Transaction::begin(*till_->database, store::Durability::relaxed));
    TILLGATE_CHECK(till_->rows->save_open(fresh));
    TILLGATE_CHECK(transaction.commit());
    sale = std::make_shared<Sale>(*till_, std::move(fresh), State::open, std::nullopt);
  }
  till_->sales[key] = sale;
  return sale;
}

Result<Json> Gate::import_products(const Json& products) {
  TILLGATE_TRY(transaction, store::Transaction::begin(*till_->database));
  TILLGATE_TRY(counts, till_->catalogue->import(products, till_->clock->now()));
  if (counts.changed > 0) {
    ledger::Draft draft;
    draft.kind = "catalogue_imported";
    TILLGATE_TRY(digest, digest_of(products));
    draft.body = {{"changed", counts.changed}, {"total", counts.total}, {"digest", digest}};
    TILLGATE_CHECK(till_->journal->seal(draft));
  }
  TILLGATE_CHECK(transaction.commit());
  return Json{{"changed", counts.changed}, {"total", counts.total}};
}

Result<Json> Gate::receive_stock(const Json& receipt) {
  TILLGATE_TRY(transaction, store::Transaction::begin(*till_->database));
  TILLGATE_TRY(counts, till_->stock->receive(receipt, till_->clock->now()));
  if (counts.received > 0) {
    ledger::Draft draft;
    draft.kind = "stock_received";
    draft.operator_id = receipt.at("operator").at("id");
    TILLGATE_TRY(digest, digest_of(receipt));
    draft.body = {
        {"delivery", receipt.at("delivery")}, {"packs", counts.received}, {"digest", digest}};
    TILLGATE_CHECK(till_->journal->seal(draft));
  }
  TILLGATE_CHECK(transaction.commit());
  return Json{{"received", counts.received}, {"known", counts.known}};
}

Result<Json> Gate::install_policy(const Json& document, const Deadline& deadline) {
  return install_pack(*till_, document, deadline);
}

Result<Json> Gate::roll_back_policy(const Json& document, const Deadline& deadline) {
  return roll_back_pack(*till_, document, deadline);
}

Result<Json> Gate::sync(const Deadline& deadline) {
  TILLGATE_TRY(reversals, reverse_uncertain(*till_, deadline));
  TILLGATE_TRY(run, send_uploads(*till_, outbox::Due::all, deadline));
  TILLGATE_TRY(counts, till_->uploads->counts());
  if (!run.reached || !reversals.reached)
    return Failure{TILLGATE_E_OFFLINE, "uploads wait: " + std::to_string(counts.waiting), ""};
  return Json{{"sent", run.sent},
              {"rejected", run.rejected},
              {"waiting", counts.waiting},
              {"unfinished", reversals.remaining}};
}

Result<Json> Gate::requeue_uploads(const Json& document) {
  return checkout::requeue_uploads(*till_, document);
}

Result<Json> Gate::reconcile(const Json& document, const Deadline& deadline) {
  const std::string first = document.at("first_day");
  const std::string last = document.value("last_day", first);
  const auto first_day = day_of_date(first);
  const auto last_day = day_of_date(last);
  if (!first_day) return Failure{TILLGATE_E_DOCUMENT, "not a date of the calendar", "/first_day"};
  if (!last_day) return Failure{TILLGATE_E_DOCUMENT, "not a date of the calendar", "/last_day"};
  if (*last_day < *first_day || *last_day - *first_day >= max_reconciled_days)
    return Failure{TILLGATE_E_DOCUMENT, "not a span of 1 to 31 days", "/last_day"};
  const Json& by = document.at("operator");
  return checkout::reconcile(*till_, {*first_day, *last_day}, {by.at("id"), by.at("name")},
                             deadline);
}

Result<std::string> Gate::checkpoint() {
  return till_->journal->checkpoint();
}

Result<Json> Gate::receipt(const std::string& sale) {
  TILLGATE_TRY(row, till_->rows->find(sale));
  if (!row) return Failure{TILLGATE_E_ARGUMENT, "no such sale", "sale"};
  if (!row->answer || !row->answer->value("settled", false))
    return Failure{TILLGATE_E_STATE, "the sale was not settled", "sale"};
  const std::uint64_t index = row->answer->at("record");
  auto receipt = till_->journal->receipt(index);
  if (!receipt && receipt.failure().status != TILLGATE_E_LEDGER) return receipt.failure();
  // An earlier generation is evidence as it is; nothing is handed out of it any more.
  if (!receipt || to_hex(receipt->leaf) != row->answer->at("leaf"))
    return Failure{TILLGATE_E_LEDGER, "the record is not in this generation of the log",
                   "record " + std::to_string(index)};
  return Json{{"key", sale},
              {"origin", receipt->origin},
              {"record", receipt->index},
              {"records", receipt->size},
              {"leaf", to_hex(receipt->leaf)},
              {"root", to_hex(receipt->root)},
              {"proof", receipt->inclusion.has_value()},
              {"payload", ledger::receipt_payload(*receipt)},
              {"text", ledger::receipt_text(*receipt)}};
}

Result<Json> Gate::export_log(const std::filesystem::path& folder, const Deadline& deadline) {
  TILLGATE_TRY(before, till_->journal->size());
  TILLGATE_CHECK(seal_event(*till_, "export_made", {{"records", before}}));
  TILLGATE_TRY(checkpoint, witnessed_checkpoint(*till_, deadline));
  TILLGATE_CHECK(till_->journal->publish(folder, checkpoint));
  TILLGATE_CHECK(publish_log(*till_, checkpoint));
  TILLGATE_TRY(records, till_->journal->size());
  return Json{{"records", records}, {"folder", utf8_from_path(folder)}};
}

Result<Json> Gate::erase_person(const Json& document) {
  const std::string sale = document.at("sale");
  TILLGATE_TRY(sealed, ledger::erase_person(*till_->database, *till_->journal, sale,
                                            document.at("operator").at("id")));
  return Json{{"erased", sealed.has_value()},
              {"sale", sale},
              {"record", sealed ? Json(sealed->index) : Json()}};
}

}  // namespace tillgate::checkout
