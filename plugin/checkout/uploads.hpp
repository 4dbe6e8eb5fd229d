// What the platform is told about a sold line: item, batch, traceability codes (3505).
#pragma once

#include <string>
#include <vector>

#include "checkout/refund_rows.hpp"
#include "checkout/sale_document.hpp"
#include "checkout/sealing.hpp"
#include "outbox/queue.hpp"

namespace tillgate::checkout {

struct Till;

// One message a line that has an insurance code; paid by the fund or privately alike.
Result<std::vector<outbox::Letter>> sale_uploads(const Till& till, const SaleDocument& sale,
                                                 const SettledFacts& facts);

// What the platform is told when the sale is given back (3506), one message for each 3505.
Result<std::vector<outbox::Letter>> return_uploads(const Till& till, const SaleDocument& sale,
                                                   const std::optional<SettlementRow>& settled,
                                                   const RefundRequest& request, UtcMs at);

// Whether the messages could be built: TILLGATE_E_DOCUMENT with the place when a line lacks what
// the platform must be told, such as its batch. Asked before any money moves.
Result<Done> check_uploads(const Till& till, const SaleDocument& sale);

}  // namespace tillgate::checkout
