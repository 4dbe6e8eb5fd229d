// JSON at our edges: strict reading, and the canonical form that is hashed and signed (RFC 8785).
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace tillgate {

using Json = nlohmann::json;

struct JsonLimits {
  std::size_t max_bytes = 1 << 20;
  int max_depth = 32;
};

// Whether a text can be a document at all: not too long, and without a NUL byte, which JSON writes
// as \u0000 and which the parser would take for the end.
Result<Done> check_json_text(std::string_view text, const JsonLimits& limits = {});

// Refuses what two readers could understand differently: invalid UTF-8, a name given twice,
// trailing text, too deep or too long a document. `where` of the failure is a byte offset or a JSON
// pointer.
Result<Json> parse_json(std::string_view text, const JsonLimits& limits = {});

// The canonical form of RFC 8785. Fractions and integers beyond 2^53 are refused: nothing that is
// sealed here needs them, and their text form is where implementations disagree.
Result<std::string> canonical_json(const Json& value);

}  // namespace tillgate
