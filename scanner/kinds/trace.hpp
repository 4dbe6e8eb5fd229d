// Drug traceability code 药品追溯码 (NMPAB/T 1002): 7 digits drug identification code 药品标识码,
// 13 digits serial 序列号. The last four digits of old codes are an encrypted check that nobody can
// verify offline.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "scanner/reason.hpp"

namespace tillgate::scanner {

struct TraceCode {
  std::string code;     // 20 digits
  std::string drug_id;  // first 7
  std::string serial;   // last 13
};

// The codes of the common platform begin with 8; whoever looks at others asks for any digit.
enum class FirstDigit { eight, any };

// Exactly twenty ASCII digits. Checks in this order: EMPTY, BAD_CHAR, BAD_LENGTH, BAD_PREFIX.
Parsed<TraceCode> parse_trace(std::string_view text, FirstDigit first = FirstDigit::eight);

// What a person keyed or pasted from the printed label: twenty digits in any grouping by blanks or
// hyphens, with or without a label, or the two labelled parts. Full-width characters are folded.
// Checks in this order: EMPTY; with both labels BAD_STRUCTURE, BAD_PREFIX; else BAD_CHAR,
// BAD_LENGTH, BAD_PREFIX.
Parsed<TraceCode> parse_trace_label(std::string_view text);

struct TraceText {
  enum class Source { bare, url, text };
  TraceCode code;
  Source source = Source::bare;
  std::optional<bool> host_known;  // only from a URL; no URL is ever opened
};

inline constexpr std::string_view platform_hosts[] = {"mashangfangxin.com"};

// One trace code out of the text of a two-dimensional symbol: bare, in a URL, or in labelled text.
// Only whole path segments, parameter values and words count: nothing is cut out of a longer run.
// Reasons: EMPTY, BAD_URL, NO_CODE, AMBIGUOUS (two different codes).
Parsed<TraceText> find_trace(std::string_view text,
                             std::span<const std::string_view> known_hosts = platform_hosts);

}  // namespace tillgate::scanner
