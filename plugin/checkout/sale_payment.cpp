// A sale's money: quoted, settled here or by the register, given back.
#include "checkout/answers.hpp"
#include "checkout/authorisation.hpp"
#include "checkout/refund.hpp"
#include "checkout/sale.hpp"
#include "checkout/settlement.hpp"
#include "checkout/till.hpp"
#include "checkout/upload_upkeep.hpp"

namespace tillgate::checkout {

Result<Done> Sale::require_passed() const {
  TILLGATE_CHECK(require_open());
  if (!verdict_ || verdict_->basket != basket_digest(document_))
    return Failure{TILLGATE_E_STATE, "there is no verdict on this basket; review first", ""};
  if (!may_settle(*verdict_, document_))
    return Failure{TILLGATE_E_STATE, "the verdict does not allow to settle", ""};
  return Done{};
}

Result<std::optional<Json>> Sale::payment_refused(const char* name) const {
  std::optional<Refusal> refusal;
  if (quote_) refusal = outdated(*quote_, *verdict_);
  if (!refusal && document_.has_line_paid_by(Pay::fund)) {
    TILLGATE_TRY(full, queue_full(till_));
    refusal = std::move(full);
  }
  if (!refusal) return std::optional<Json>();
  return std::optional<Json>(with_refusal({{name, false}, {"key", document_.key}}, *refusal));
}

Result<Json> Sale::quote(const Deadline& deadline) {
  TILLGATE_CHECK(require_passed());
  TILLGATE_TRY(quoted, checkout::quote(till_, document_, *verdict_, deadline));
  if (quoted.quote) quote_ = std::move(quoted.quote);
  return std::move(quoted.answer);
}

Result<Json> Sale::settle(const Deadline& deadline) {
  if (state_ == State::settled) return *outcome_;
  if (state_ == State::uncertain || state_ == State::settling)
    return Failure{TILLGATE_E_UNCERTAIN,
                   "the platform's reply was lost; the settlement is being reversed", ""};
  TILLGATE_CHECK(require_passed());
  if (till_.configuration.settles == SettledBy::host && document_.has_line_paid_by(Pay::fund))
    return Failure{TILLGATE_E_STATE, "the register settles by itself here: tillgate_sale_authorise",
                   ""};
  TILLGATE_TRY(refused, payment_refused("settled"));
  if (refused) return *refused;

  TILLGATE_TRY(settled, checkout::settle(till_, document_, *verdict_, quote_, deadline));
  state_ = settled.state;
  outcome_ = settled.answer;
  if (settled.failure) {
    // A pack that another sale took, or an unreachable platform: the verdict is asked for again
    // only when the facts have changed.
    if (settled.failure->status == TILLGATE_E_CONFLICT) verdict_.reset();
    return *settled.failure;
  }
  Json answer = *settled.answer;
  if (state_ == State::open) {
    verdict_.reset();
    outcome_.reset();
  }
  return answer;
}

Result<Json> Sale::authorise() {
  if (state_ == State::authorised) {
    TILLGATE_TRY(row, till_.authorisations->newest_of(document_.key));
    if (row) return row->granted;
  }
  TILLGATE_CHECK(require_passed());
  if (till_.configuration.settles != SettledBy::host)
    return Failure{TILLGATE_E_STATE, "the library settles here: tillgate_sale_settle", ""};
  if (!document_.has_line_paid_by(Pay::fund))
    return Failure{TILLGATE_E_STATE, "nothing is paid by the fund: tillgate_sale_settle", ""};
  TILLGATE_TRY(refused, payment_refused("authorised"));
  if (refused) return *refused;
  auto granted = checkout::authorise(till_, document_, *verdict_, quote_);
  if (granted) {
    state_ = State::authorised;
  } else if (granted.failure().status == TILLGATE_E_CONFLICT) {
    verdict_.reset();
  }
  return granted;
}

Result<Json> Sale::tell_outcome(const Json& document) {
  TILLGATE_TRY(told, checkout::tell_outcome(till_, document_, document));
  // An outcome that was told before says nothing about what the sale has become since.
  if (state_ != State::authorised) return std::move(told.answer);
  state_ = told.state;
  if (state_ == State::open) verdict_.reset();
  if (state_ == State::settled) outcome_ = told.answer;
  return std::move(told.answer);
}

Result<Json> Sale::refund(const Json& document, const Deadline& deadline) {
  if (state_ != State::settled || !outcome_)
    return Failure{TILLGATE_E_STATE, std::string("the sale is ") + state_name(state_), ""};
  const Json& by = document.at("operator");
  const RefundRequest request{document.at("receipt"), by.at("id"), by.at("name"),
                              document.at("reason")};
  const PayBack pay_back =
      document.value("pay_back", "as_paid") == "cash" ? PayBack::cash : PayBack::as_paid;
  TILLGATE_TRY(refunded,
               checkout::refund(till_, document_, *outcome_, request, pay_back, deadline));
  if (refunded.failure) return *refunded.failure;
  return *refunded.answer;
}

}  // namespace tillgate::checkout
