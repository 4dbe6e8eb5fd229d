// Records (记录): what an entry of the log is.
//
//   record := canonical JSON object (RFC 8785) with exactly these members
//     body            object, what happened; its members depend on the kind
//     digests         object, disclosure name -> 64 hexadecimal digits; see disclosure.hpp
//     fund_fen        fund money (医保基金) this record moved; integer fen, negative for what comes
//                     back
//     fund_total_fen  running total over the log, this record included
//     index           place in the log, from 0
//     kind            a lower-case word; kind.hpp lists those in use
//     monotonic_ms    the machine's clock that never goes back; starts anew when the machine does
//     operator        who was at the till
//     platform        may be missing: {"age_ms", "utc"}, the last time the platform told, and how
//                     long before this record
//     till            which till
//     utc             wall clock, 2026-11-24T08:00:00.123Z
//     version         1
//
// At most 65,535 bytes, under 1 KB as a rule.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/json.hpp"
#include "base/money.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "crypto/digest.hpp"

namespace tillgate::ledger {

// Network time may correct a clock by less than this without anybody having set it.
constexpr std::int64_t clock_tolerance_ms = 60'000;

// A time the platform told (平台时间).
struct PlatformTime {
  UtcMs utc = 0;
  std::int64_t age_ms = 0;  // since it was told
};

struct Record {
  std::uint64_t index = 0;
  std::string kind;
  UtcMs utc = 0;
  std::int64_t monotonic_ms = 0;
  std::string till;
  std::string operator_id;
  std::optional<PlatformTime> platform;
  Fen fund_fen = 0;
  Fen fund_total_fen = 0;
  Json body = Json::object();
  std::map<std::string, crypto::Hash> digests;
};

// Kinds and disclosure names: a lower-case letter, then letters, digits and underscores; at
// most 40.
bool is_record_word(std::string_view word);

// The entry. TILLGATE_E_ARGUMENT when a member is not what the grammar asks for, TILLGATE_E_LIMIT
// when it is longer than an entry may be.
Result<std::string> record_text(const Record& record);

// An entry read without building a document; text members are as they stand in the entry, with
// their quotation marks. Views into the entry.
struct RecordView {
  std::uint64_t index = 0;
  std::string_view kind;  // without quotation marks
  UtcMs utc = 0;
  std::int64_t monotonic_ms = 0;
  std::string_view till;
  std::string_view operator_id;
  std::optional<PlatformTime> platform;
  Fen fund_fen = 0;
  Fen fund_total_fen = 0;
  std::string_view body;
  std::string_view digests;
};

// TILLGATE_E_LEDGER when the entry is not a record; `where` is the member.
Result<RecordView> read_record(std::string_view entry);

}  // namespace tillgate::ledger
