// GS1 element strings: application identifier and value, again and again (General
// Specifications 7.8).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/reason.hpp"

namespace tillgate::scanner {

struct Gs1Element {
  std::string ai;
  std::string value;
};

struct Gs1Text {
  std::vector<Gs1Element> elements;  // in the order of the data; a repeated one once
  std::string_view carrier;          // "GS1-128", "GS1 DataMatrix", ...

  // The value of an application identifier; empty when it is not there.
  std::string_view value(std::string_view ai) const;
};

// `aim` holds the two characters of the symbology identifier: without a GS1 carrier nothing is
// guessed. The byte 1D separates; one behind an element of predefined length and one at the end are
// tolerated. Checks in this order: EMPTY, NOT_GS1_CARRIER; for each element UNKNOWN_AI, AI_LENGTH,
// BAD_CHAR, BAD_CHECK, BAD_DATE, DUPLICATE_AI; then AI_CONFLICT, AI_MISSING.
Parsed<Gs1Text> parse_gs1(std::string_view aim, std::string_view data);

// Text as it is printed beside a symbol: "(01)06999999000013(21)SN1"; an opening bracket inside a
// value has a backslash before it. Checks in this order: EMPTY, BAD_STRUCTURE (brackets); for each
// element as above; then AI_CONFLICT, AI_MISSING.
Parsed<Gs1Text> parse_gs1_brackets(std::string_view text);

// GS1 Digital Link 1.x URI, any http or https domain: a primary key and its qualifiers in the path,
// attributes in the query. The rightmost key of the path counts. Words among the parameters and the
// fragment are ignored. Checks in this order: EMPTY, BAD_URL, NO_CODE (no key), then BAD_STRUCTURE
// (qualifiers out of order or in the query), UNKNOWN_AI, and the elements as above.
Parsed<Gs1Text> parse_digital_link(std::string_view text);

}  // namespace tillgate::scanner
