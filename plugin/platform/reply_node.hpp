// Reading replies tolerantly: regions answer numbers as text and text as numbers, null for empty,
// and a single object where a list is printed. Unknown fields are not looked at.
//
// A failure is TILLGATE_E_PLATFORM and names the field, never its value.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/money.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace tillgate::platform {

// One object of a reply. Does not own it: the document outlives the node.
class ReplyNode {
 public:
  // Anything but an object counts as an object without members.
  explicit ReplyNode(const Json& value, std::string path = "");

  ReplyNode child(const char* name) const;
  // The rows of a list; an object counts as its only row, null and missing as none.
  std::vector<ReplyNode> rows(const char* name) const;

  // Empty when missing, null, empty, or no scalar.
  std::string text(const char* name) const;
  Result<std::string> required_text(const char* name) const;

  // Exact: a third decimal that is not zero, an exponent or a comma is a failure, not rounded or
  // guessed.
  Result<Fen> required_fen(const char* name) const;
  Result<Fen> fen_or_zero(const char* name) const;

  Result<UtcMs> required_time(const char* name) const;
  // yyyy-MM-dd; empty when missing or unreadable.
  std::optional<std::string> date(const char* name) const;

  std::string path_of(const char* name) const;

 private:
  ReplyNode(const Json* value, std::string path);
  const Json* member(const char* name) const;  // null when missing or JSON null

  const Json* value_;  // null: nothing there
  std::string path_;
};

}  // namespace tillgate::platform
