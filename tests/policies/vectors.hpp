// The scenarios of vectors/rules.json, judged by the national pack.
#pragma once

#include "policies/cli/vector_run.hpp"

namespace tillgate::test {

std::vector<policies::VectorOutcome> vector_outcomes();

}  // namespace tillgate::test
