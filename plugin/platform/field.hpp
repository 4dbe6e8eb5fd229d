// One field of the field table, and the two walks over a message that follow it. Private to the
// table.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "platform/field_table.hpp"

namespace tillgate::platform {

enum class FieldType { text, number, boolean, date, time, object, array };

// Required when the field `sibling` of the same object has this value.
struct Condition {
  std::string sibling;
  std::string value;
};

struct Field {
  std::string name;
  FieldType type = FieldType::text;
  std::size_t max =
      0;  // characters of a text, digits of a number, characters of a written object; 0: no limit
  int scale = 0;  // decimals of a number
  bool required = false;
  std::optional<Condition> required_when;
  std::string one_of;  // of the fields of an object that carry the same word, one is needed
  std::set<std::string> codes;  // empty: any value
  std::string written;          // another name on the wire; empty: its own
  std::vector<Field> children;  // of an object, or of each row of an array; empty: not looked into

  const Field* child(std::string_view child_name) const;
};

std::size_t character_count(std::string_view utf8);

// Appends what is wrong with a whole input or output.
void check_message(const Field& described, const Json& value, Numbers numbers,
                   std::vector<Finding>& findings);

// Appends what is wrong with `value`, an object described by the children of `described`.
void check_object(const Field& described, const Json& value, const std::string& path,
                  Numbers numbers, std::vector<Finding>& findings);

// The tolerant reading (FieldTable::read) of a value at `path`.
Result<Json> read_value(const Field& described, const Json& value, const std::string& path);

// Appends the written form. `nested` describes a member named input or output that the table of the
// envelope leaves open; null inside one.
void write_value(const Field* described, const Field* nested, const Json& value, std::string& out);

}  // namespace tillgate::platform
