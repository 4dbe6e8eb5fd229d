// Settling a reviewed sale, exactly once (结算).
//
//   intent durable -> request 2102 -> reply     -> settled            sealed, uploads queued
//                                   -> refusal   -> open again         sealed
//                                   -> not sent  -> open again         no money moved
//                                   -> no reply  -> uncertain          sealed; reversed by recovery
//                                   (2601)
//
// A crash after the intent is found at the next opening and treated like a lost reply.
#pragma once

#include <optional>

#include "base/json.hpp"
#include "base/time.hpp"
#include "checkout/quote.hpp"
#include "checkout/sale.hpp"
#include "checkout/sale_document.hpp"
#include "checkout/verdict.hpp"

namespace tillgate::checkout {

struct Till;

struct Settled {
  State state = State::open;       // the sale's state now
  std::optional<Json> answer;      // settlement.schema.json, when there is an answer
  std::optional<Failure> failure;  // why there is none
};

// `quote` is what the customer was told of this basket, if anything. A Failure of the call itself
// means that nothing was begun.
Result<Settled> settle(Till& till, const SaleDocument& sale, const Verdict& verdict,
                       const std::optional<Quote>& quote, const Deadline& deadline);

}  // namespace tillgate::checkout
