// How a rule's SELECT is written: what prepares well and yet goes wrong, or means something else in
// another SQL database. Each complaint says what to write instead.
#pragma once

#include <string>

#include "policies/engine/problem.hpp"
#include "policies/engine/rule.hpp"
#include "policies/engine/views.hpp"

namespace tillgate::policies {

void check_sql_style(const Rule& rule, const Views& views, Problems& problems);

}  // namespace tillgate::policies
