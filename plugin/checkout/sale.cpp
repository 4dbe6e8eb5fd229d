#include "checkout/sale.hpp"

#include <algorithm>
#include <array>

#include "checkout/answers.hpp"
#include "checkout/line_moving.hpp"
#include "checkout/review.hpp"
#include "checkout/sale_rows.hpp"
#include "checkout/sealing.hpp"
#include "checkout/till.hpp"

namespace tillgate::checkout {

namespace {

constexpr std::size_t max_lines = 200;
constexpr std::size_t max_prescriptions = 20;
constexpr std::size_t min_approval_characters = 8;

constexpr std::array<std::pair<State, const char*>, 8> state_names{
    {{State::open, "open"},
     {State::settling, "settling"},
     {State::authorised, "authorised"},
     {State::settled, "settled"},
     {State::refused, "refused"},
     {State::abandoned, "abandoned"},
     {State::uncertain, "uncertain"},
     {State::reversed, "reversed"}}};

std::size_t character_count(const std::string& utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

}  // namespace

const char* state_name(State state) {
  return std::find_if(state_names.begin(), state_names.end(),
                      [state](const auto& s) { return s.first == state; })
      ->second;
}

std::optional<State> state_of(std::string_view name) {
  for (const auto& [state, text] : state_names)
    if (name == text) return state;
  return std::nullopt;
}

Sale::Sale(Till& till, SaleDocument document, State state, std::optional<Json> outcome)
    : till_(till),
      document_(std::move(document)),
      state_(state),
      outcome_(std::move(outcome)),
      video_(*till.images, *till.clock) {}

Sale::~Sale() = default;

Precedence::Call Sale::at_counter() const {
  return Precedence::Call(till_.precedence);
}

Result<Done> Sale::require_open() const {
  if (state_ == State::open) return Done{};
  return Failure{TILLGATE_E_STATE, std::string("the sale is ") + state_name(state_), ""};
}

// A change throws the verdict away. The row is written without waiting for the disk: it only serves
// to seal an interrupted sale with what was known of it.
Result<Done> Sale::note_change(const std::optional<std::string>& token) {
  verdict_.reset();
  rules_.reset();
  TILLGATE_TRY(transaction, store::Transaction::begin(*till_.database, store::Durability::relaxed));
  TILLGATE_CHECK(till_.rows->save_open(document_));
  if (token) TILLGATE_CHECK(till_.tokens->note(*token, document_.key));
  return transaction.commit();
}

Result<Json> Sale::set_line(const Json& document) {
  TILLGATE_CHECK(require_open());
  Line line;
  line.number = document.at("line");
  line.quantity_milli = document.at("quantity_milli");
  line.price_fen = document.at("price_fen");
  line.pay = document.at("pay") == "fund" ? Pay::fund : Pay::self;
  if (document.contains("prescription"))
    line.prescription = document.at("prescription").get<std::string>();
  if (document.contains("days")) line.days = document.at("days").get<std::int64_t>();
  if (document.contains("printed_name"))
    line.printed_name = document.at("printed_name").get<std::string>();
  if (document.contains("claimed_code"))
    line.claimed_code = document.at("claimed_code").get<std::string>();
  line.gift = document.value("gift", false);
  if (document.contains("consent")) line.consent = document.at("consent").get<bool>();
  if (document.contains("batch")) {
    const Json& batch = document.at("batch");
    line.batch = Batch{batch.at("number"), batch.at("lot"), batch.at("made"), batch.at("expires")};
    for (const char* name : {"made", "expires"})
      if (!day_of_date(batch.at(name).get<std::string>()))
        return Failure{TILLGATE_E_DOCUMENT, "not a date of the calendar",
                       std::string("/batch/") + name};
  }
  const bool by_sku = document.contains("sku");
  const std::string wanted = document.at(by_sku ? "sku" : "barcode");
  TILLGATE_TRY(product,
               by_sku ? till_.catalogue->by_sku(wanted) : till_.catalogue->by_barcode(wanted));
  if (product) {
    line.product = *product;
  } else {
    line.product = unregistered_product(wanted);
  }
  TILLGATE_TRY(total, line_total(line.price_fen, line.quantity_milli));
  line.total_fen = total;

  if (Line* const existing = document_.line(line.number)) {
    // The same goods at another price keep their scanned packs; other goods or packs are scanned
    // again.
    if (existing->product.sku == line.product.sku &&
        existing->quantity_milli == line.quantity_milli)
      line.codes = existing->codes;
    if (existing->product.sku == line.product.sku && line.pay == Pay::self)
      line.moved = existing->moved;
    *existing = std::move(line);
  } else {
    if (document_.lines.size() >= max_lines)
      return Failure{TILLGATE_E_LIMIT, "a sale has at most 200 lines", "/line"};
    const auto place = std::find_if(document_.lines.begin(), document_.lines.end(),
                                    [&](const Line& other) { return other.number > line.number; });
    document_.lines.insert(place, std::move(line));
  }
  TILLGATE_CHECK(note_change());
  return show();
}

Result<Json> Sale::remove_line(std::int64_t number) {
  TILLGATE_CHECK(require_open());
  if (document_.line(number) == nullptr)
    return Failure{TILLGATE_E_ARGUMENT, "no such line", "line"};
  std::erase_if(document_.lines, [number](const Line& line) { return line.number == number; });
  TILLGATE_CHECK(note_change());
  return show();
}

Result<Json> Sale::move_line(const Json& document) {
  TILLGATE_CHECK(require_open());
  TILLGATE_TRY(changed, move_to_self(till_, document_, document));
  document_ = std::move(changed);
  verdict_.reset();
  return show();
}

Result<Json> Sale::attach_prescription(const Json& document) {
  TILLGATE_CHECK(require_open());
  TILLGATE_CHECK(check_prescription(document));
  const auto same =
      std::find_if(document_.prescriptions.begin(), document_.prescriptions.end(),
                   [&](const Json& p) { return p.at("number") == document.at("number"); });
  if (same != document_.prescriptions.end()) {
    *same = document;
  } else {
    if (document_.prescriptions.size() >= max_prescriptions)
      return Failure{TILLGATE_E_LIMIT, "a sale has at most 20 prescriptions", "/number"};
    document_.prescriptions.push_back(document);
  }
  TILLGATE_CHECK(note_change());
  return show();
}

Result<Json> Sale::judge() {
  TILLGATE_TRY(verdict, checkout::judge(till_, document_, *rules_));
  verdict_ = std::move(verdict);
  return verdict_answer(document_, *verdict_);
}

Result<Json> Sale::review() {
  TILLGATE_CHECK(require_open());
  rules_ = rules_in_force(till_);
  return judge();
}

Result<Done> Sale::check_approval(const std::string& pharmacist, const std::string& where,
                                  const std::string& reason) const {
  const Pharmacist* const known = till_.configuration.pharmacist(pharmacist);
  if (known == nullptr || !known->on_duty)
    return Failure{TILLGATE_E_DOCUMENT, "not a pharmacist on duty here", where};
  if (character_count(reason) < min_approval_characters)
    return Failure{TILLGATE_E_DOCUMENT, "an approval needs a reason of at least 8 characters",
                   "/reason"};
  return Done{};
}

Result<Json> Sale::override_finding(const Json& document) {
  TILLGATE_CHECK(require_open());
  if (!verdict_)
    return Failure{TILLGATE_E_STATE, "there is no verdict to answer; review first", ""};
  Override word;
  word.rule = document.at("rule");
  if (document.contains("line")) word.line = document.at("line").get<std::int64_t>();
  word.reason = document.at("reason");
  word.by = document.at("by").at("id");
  word.role = document.at("by").at("role");
  if (word.role == "pharmacist") TILLGATE_CHECK(check_approval(word.by, "/by/id", word.reason));
  const bool answers =
      std::any_of(verdict_->findings.begin(), verdict_->findings.end(),
                  [&](const policies::Finding& finding) { return lifts(word, finding); });
  if (!answers)
    return Failure{TILLGATE_E_STATE, "no such finding, or not one that this person may lift",
                   "/rule"};
  SaleDocument changed = document_;
  changed.overrides.push_back(word);
  TILLGATE_CHECK(seal_override(till_, changed, word));
  document_ = std::move(changed);
  return judge();
}

Result<Json> Sale::abandon(const std::optional<std::string>& reason) {
  if (state_ != State::refused && state_ != State::abandoned) {
    TILLGATE_CHECK(require_open());
    TILLGATE_TRY(state, seal_given_up(till_, document_, verdict_, reason.value_or("")));
    state_ = state;
  }
  return show();
}

Result<Json> Sale::show() {
  if (state_ == State::uncertain || state_ == State::settling) {
    // Recovery works on the row, not on this object.
    TILLGATE_TRY(row, till_.rows->find(document_.key));
    if (row) {
      state_ = row->state;
      outcome_ = row->answer;
    }
  }
  std::optional<std::string> verdict;
  if (verdict_) verdict = standing(*verdict_, document_);
  const std::string_view state =
      state_ == State::open && verdict_ ? "reviewed" : state_name(state_);
  if (state_ == State::settled) {
    TILLGATE_TRY(refund, till_.refunds->find(document_.key));
    if (refund) {
      const bool done = refund->state == RefundState::refunded;
      return sale_answer(document_, done ? "refunded" : "refunding", verdict,
                         done ? refund->answer : outcome_);
    }
  }
  return sale_answer(document_, state, verdict, outcome_);
}

Result<Done> Sale::close() {
  if (state_ != State::open) return Done{};
  TILLGATE_TRY(state, seal_given_up(till_, document_, verdict_, "closed without an outcome"));
  state_ = state;
  return Done{};
}

}  // namespace tillgate::checkout
