// Reads canonical JSON (RFC 8785) without building a document: one pass says whether the bytes are
// canonical, and where the members of the outermost object stand. A verifier reads a million
// records this way in seconds; parse_json and canonical_json would take minutes.
//
// Canonical is what canonical_json of base writes: integers within 2^53 and no other numbers.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace tillgate::ledger {

// Both are the bytes as they stand; a name without its quotation marks, a value with them.
struct CanonicalMember {
  std::string_view name;
  std::string_view value;
};

// The members of `text`, in order, as views into it; empty unless it is one canonical object,
// nested at most 32 deep.
std::optional<std::vector<CanonicalMember>> scan_canonical_object(std::string_view text);

}  // namespace tillgate::ledger
