// Documents that come in through the C boundary: parsed strictly and checked against sdk/schema.
#pragma once

#include <string>
#include <string_view>

#include "base/json.hpp"

namespace tillgate::abi {

// `schema` is the file's name without ".schema.json". A failure is TILLGATE_E_DOCUMENT with the
// JSON pointer of the first place that breaks the schema; nothing of the value is quoted.
Result<Json> read_document(std::string_view schema, std::string_view text);

// The same for an argument of a call; TILLGATE_E_ARGUMENT, naming it, when it is NULL.
Result<Json> read_argument(std::string_view schema, const char* text,
                           const std::string& name = "document");

}  // namespace tillgate::abi
