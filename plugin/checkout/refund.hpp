// Giving a settled sale back (退货退费), whole and exactly once.
//
//   intent durable -> request 2103 -> reply     -> refunded          sealed, packs and prescription
//                                                                   given back, 3506 queued
//                                  -> refusal   -> settled as before  sealed
//                                  -> not sent  -> settled as before
//                                  -> no reply  -> uncertain          sealed; recovery undoes the
//                                                                    cancellation (2601), and then
//                                                                    the sale is settled as before
//
// Money goes back where it came from: the fund's to the fund, the account's to the account. Paying
// it out in cash is refused (套取医保基金). A sale the fund paid nothing of needs no message.
#pragma once

#include <optional>

#include "base/json.hpp"
#include "base/time.hpp"
#include "checkout/refund_rows.hpp"
#include "checkout/sale_document.hpp"
#include "platform/reversal.hpp"

namespace tillgate::checkout {

struct Till;

enum class PayBack { as_paid, cash };

struct Refunded {
  std::optional<Json> answer;      // refunded.schema.json, when there is an answer
  std::optional<Failure> failure;  // why there is none
};

// `settlement` is the answer the sale was settled with. The same sale again gives the same answer.
// A Failure of the call itself means that nothing was begun.
Result<Refunded> refund(Till& till, const SaleDocument& sale, const Json& settlement,
                        const RefundRequest& request, PayBack pay_back, const Deadline& deadline);

// At opening, without network: refunds that were under way become uncertain.
Result<Done> recover_interrupted_refunds(Till& till);

// The request that undoes the cancellation of an uncertain refund.
platform::Reversal reversal_of(const RefundRow& row, const SaleDocument& sale);
// That is certain now: the sale is settled as before.
Result<Done> seal_not_refunded(Till& till, const RefundRow& row, const SaleDocument& sale);

}  // namespace tillgate::checkout
