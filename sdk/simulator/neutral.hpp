// Fields the interface prints as required, and on which nothing in the simulated region depends.
#pragma once

#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "platform/field_table.hpp"

namespace tillgate::simulator {

// Gives each field that was found missing its neutral value, when it has one.
void fill_neutral(Json& output, const std::vector<platform::Finding>& findings);

}  // namespace tillgate::simulator
