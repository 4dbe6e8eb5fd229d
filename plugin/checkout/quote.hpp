// What the fund, the account and the customer would pay (试算, 2101 药店预结算), told before
// anything is settled. Changes nothing here or there: a quote whose reply is lost is asked for
// again.
//
// A quote is about one basket. Once one was told to the customer, another basket is settled only
// after it was quoted as well.
#pragma once

#include <optional>
#include <string>

#include "base/json.hpp"
#include "base/refusal.hpp"
#include "base/time.hpp"
#include "checkout/records.hpp"
#include "checkout/sale_document.hpp"
#include "checkout/verdict.hpp"

namespace tillgate::checkout {

struct Till;

struct Quote {
  std::string basket;  // digest of what was priced
  Amounts amounts;
  UtcMs at = 0;
};

struct Quoted {
  std::optional<Quote> quote;  // empty: the platform says no
  Json answer;                 // quote.schema.json
};

// Asks the platform when a line is the fund's. TILLGATE_E_OFFLINE, TILLGATE_E_PLATFORM: no answer.
Result<Quoted> quote(Till& till, const SaleDocument& sale, const Verdict& verdict,
                     const Deadline& deadline);

// Why this quote does not hold for the verdict's basket; empty when it does.
std::optional<Refusal> outdated(const Quote& quote, const Verdict& verdict);

// What a settlement says about the quote before it: {amounts, same}, and words when they differ,
// as they do when the account paid for something else in between.
Json compared(const Quote& quote, const Amounts& settled);

}  // namespace tillgate::checkout
