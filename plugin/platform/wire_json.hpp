// JSON as it travels to and from the platform: a number keeps its own characters.
//
// Amounts are decimal text on both sides of the wire; going through a binary fraction would lose or
// invent a fen. So a parsed number stands in the document as a binary value holding the characters
// it was written with, and is told apart from text that holds the same characters.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/result.hpp"

namespace tillgate::platform {

// Refuses what parse_json refuses: invalid UTF-8, a name given twice, trailing text, too deep or
// too long a document. TILLGATE_E_DOCUMENT.
Result<Json> parse_wire(std::string_view text, const JsonLimits& limits = {});

// True for a value that was a JSON number.
bool is_number_token(const Json& value);

// The characters of a text or a number, "true" or "false"; empty for null, an object or an array.
std::optional<std::string> scalar_text(const Json& value);

}  // namespace tillgate::platform
