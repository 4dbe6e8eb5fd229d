// Lines the fund does not pay, paid by the customer instead (改自费). Only when the cashier says so
// and the customer agrees: nothing is moved by itself. Codes, prescription and batch stay with the
// line; the rest of the sale can then be settled by the fund.
#pragma once

#include <cstdint>
#include <vector>

#include "base/json.hpp"
#include "checkout/sale_document.hpp"

namespace tillgate::checkout {

struct Till;

// move_line.schema.json. Seals what was moved, by whom and why; a line that is paid privately
// already stays as it is. TILLGATE_E_DOCUMENT: no such line.
Result<SaleDocument> move_to_self(Till& till, const SaleDocument& sale, const Json& document);

// What moved lines come to for which the customer may ask the insurance later (手工报销), because
// only the network was missing; 0 when there is none.
Fen claimable_later(const SaleDocument& sale);

}  // namespace tillgate::checkout
