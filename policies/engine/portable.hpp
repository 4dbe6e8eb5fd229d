// Rules for other SQL databases: a regulator who runs a pack over a province, and the check that a
// second engine finds the same.
#pragma once

#include <string>

#include "policies/engine/pack.hpp"

namespace tillgate::policies {

// A rule's SELECT in words that PostgreSQL knows too: parameters as numbers, `IS [NOT] value` as
// `IS [NOT] DISTINCT FROM value`; without the closing semicolon.
std::string portable_select(const Rule& rule, const ParameterValues& values);

// The tables of the views without their checks; columns that are computed here are plain ones.
std::string portable_schema(const Views& views);

// The rows of every table, computed columns included: {"table": [{column: value, …}, …], …}. Shows
// what facts become once they are in the views. TILLGATE_E_DOCUMENT when they are not of the views.
class FactRows {
 public:
  static Result<FactRows> create();
  Result<Json> rows(const Json& facts);

 private:
  FactRows() = default;
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace tillgate::policies
