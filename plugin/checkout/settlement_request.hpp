// A sale in the words of 2101 and 2102, and what their answers come to for the customer.
#pragma once

#include "checkout/records.hpp"
#include "checkout/sale_document.hpp"
#include "platform/settlement.hpp"

namespace tillgate::checkout {

// Of the fund lines. The sale has a person.
platform::SettlementRequest settlement_request(const SaleDocument& sale, UtcMs now);

// `self_fen` is what the self-paid lines of the same sale come to.
Amounts settled_amounts(const platform::Settlement& settlement, Fen self_fen);

}  // namespace tillgate::checkout
