// Which records somebody asks for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace tillgate::auditor {

struct FilterOptions {
  std::string since, until;  // days in China, YYYY-MM-DD, both included
  std::string kind;
  std::string rule;    // id of a rule with a finding in the sealed verdict
  std::string code;    // a text of the body, such as a traceability code, sale key or receipt
  std::string person;  // digest of a disclosure, hexadecimal, or a keyed hash in the body
};

class RecordFilter {
 public:
  // TILLGATE_E_ARGUMENT for a date that is not in the calendar.
  static Result<RecordFilter> of(const FilterOptions& options);
  bool passes_all() const;
  // What is no record passes only a filter that asks for nothing.
  bool passes(ByteView entry) const;
  // By the day alone; empty when it is no record.
  std::optional<bool> in_days(ByteView entry) const;

 private:
  FilterOptions options_;
  std::optional<std::int64_t> first_day_, last_day_;
};

}  // namespace tillgate::auditor
