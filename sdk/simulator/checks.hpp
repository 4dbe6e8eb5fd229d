// The checks of form every message goes through before its transaction sees it.
#pragma once

#include <string>

#include "platform/field_table.hpp"
#include "sdk/simulator/books.hpp"
#include "sdk/simulator/transactions.hpp"
#include "sdk/simulator/world.hpp"

namespace tillgate::simulator {

// Why the envelope is refused, empty when it is not. `message` is filled from it as far as it can
// be read.
std::string envelope_problem(const platform::FieldTable& fields, const Context& context,
                             const Institution& admitted, const Json& envelope, Message& message);

// Why the input is refused: what the field table finds, or a person without their insured region.
std::string input_problem(const platform::FieldTable& fields, const Context& context,
                          const Message& message);

// Everything the field table finds, as one text; empty when nothing.
std::string field_problems(const std::vector<platform::Finding>& findings);

}  // namespace tillgate::simulator
