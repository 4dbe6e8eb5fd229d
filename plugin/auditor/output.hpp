// How findings, failures and records look on a terminal.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "auditor/verbs.hpp"
#include "base/bytes.hpp"
#include "base/result.hpp"
#include "ledger/fault.hpp"

namespace tillgate::auditor {

// Says what went wrong and returns the exit code: usage for a wrong argument, problems otherwise.
int report_failure(const Failure& failure, const Streams& streams);

// record 41, tile/entries/000: 记录被改动 ... / the record was changed ... (detail)
std::string finding_line(const ledger::Finding& finding);

// One line: index, China time, kind in both languages, operator, fund money, and the facts of the
// body.
std::string record_line(std::uint64_t index, ByteView entry);

}  // namespace tillgate::auditor
