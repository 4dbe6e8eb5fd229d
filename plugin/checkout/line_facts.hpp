// A line of the basket and its product as the rules see them: policies/engine/views.sql.
#pragma once

#include "base/json.hpp"
#include "checkout/sale_document.hpp"

namespace tillgate::checkout {

// A row of `line`. What the product master does not state is null: a fact that is not there.
Json line_facts(const Line& line);

// Adds the rows of ingredient, first_line and limit_diagnosis that the line's product brings.
void add_product_lists(Json& facts, const Line& line);

}  // namespace tillgate::checkout
