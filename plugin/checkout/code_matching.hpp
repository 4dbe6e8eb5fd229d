// Which line a traceability code (追溯码) belongs to.
#pragma once

#include <optional>

#include "base/refusal.hpp"
#include "checkout/catalogue.hpp"
#include "checkout/sale_document.hpp"

namespace tillgate::checkout {

struct Placement {
  std::optional<std::int64_t> line;  // empty: not taken in
  std::optional<Refusal> note;       // what is odd about it; the rules will say it too
};

// Puts the code on a line of the sale, or says why not.
//
// A code goes to a line of its own product that still wants one; else it takes the place of a code
// there that is a duplicate or of another product, so that scanning the right pack mends the line.
// A code of no product on the sale goes to a line that still wants one, where the rules will block
// it: a swapped pack must leave its trace. `product` is the one the code belongs to, as far as the
// master knows.
Placement place_code(SaleDocument& sale, const ScannedCode& code,
                     const std::optional<Product>& product);

}  // namespace tillgate::checkout
