// The strict check of a message against the field table.
#include <algorithm>

#include "base/text.hpp"
#include "platform/field.hpp"
#include "platform/wire_json.hpp"
#include "platform/wire_time.hpp"

namespace tillgate::platform {

namespace {

using Findings = std::vector<Finding>;

bool is_missing(const Json& object, const Field& field) {
  const auto at = object.find(field.name);
  if (at == object.end() || at->is_null()) return true;
  if (field.type == FieldType::array) return at->is_array() && at->empty();
  return at->is_string() && at->get_ref<const std::string&>().empty();
}

bool is_required(const Json& object, const Field& field) {
  if (field.required || !field.required_when) return field.required;
  const auto at = object.find(field.required_when->sibling);
  return at != object.end() && scalar_text(*at) == field.required_when->value;
}

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Why the text is no number of this field; empty when it is one. Trailing zeros count as written.
std::string number_problem(const Field& field, std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view decimals = text.substr(std::min(point + 1, text.size()));
  if (!all_digits(text.substr(0, point)) || (point < text.size() && !all_digits(decimals)))
    return "not a plain decimal number";
  const auto scale = static_cast<std::size_t>(field.scale);
  if (decimals.size() > scale) return "more than " + std::to_string(scale) + " decimals";
  if (field.max > 0 && point > field.max - scale)
    return "more than " + std::to_string(field.max - scale) + " digits before the point";
  return "";
}

std::string scalar_problem(const Field& field, const Json& value, Numbers numbers) {
  if (field.type == FieldType::boolean) return value.is_boolean() ? "" : "neither true nor false";
  const bool number_expected = field.type == FieldType::number;
  if (number_expected && numbers == Numbers::tokens ? !is_number_token(value) : !value.is_string())
    return number_expected ? "not a number" : "not text";
  const std::string text = *scalar_text(value);
  if (!is_utf8(text)) return "not UTF-8";
  switch (field.type) {
    case FieldType::number:
      return number_problem(field, text);
    case FieldType::date:
      return is_date(text) ? "" : "not a date yyyy-MM-dd";
    case FieldType::time:
      return is_time(text) ? "" : "not a time yyyy-MM-dd HH:mm:ss";
    default:
      if (field.max > 0 && character_count(text) > field.max)
        return "longer than " + std::to_string(field.max) + " characters";
      if (!field.codes.empty() && !field.codes.contains(text)) return "not one of the codes";
      return "";
  }
}

void check_group(const Field& field, const Json& value, const std::string& path, Numbers numbers,
                 Findings& findings) {
  if (field.type == FieldType::array) {
    if (!value.is_array()) {
      findings.push_back({path, "not an array"});
      return;
    }
    for (std::size_t i = 0; i < value.size(); ++i)
      check_object(field, value[i], path + "[" + std::to_string(i) + "]", numbers, findings);
    return;
  }
  if (field.children.empty() && value.is_structured()) {
    std::string written;
    write_value(nullptr, nullptr, value, written);
    if (field.max > 0 && character_count(written) > field.max)
      findings.push_back({path, "longer than " + std::to_string(field.max) + " characters"});
    return;
  }
  check_object(field, value, path, numbers, findings);
}

// Of each group of alternatives one is needed; its first field is named when none is there.
void check_alternatives(const Field& described, const Json& value, const std::string& prefix,
                        Findings& findings) {
  std::set<std::string> seen;
  for (const Field& field : described.children) {
    if (field.one_of.empty() || !seen.insert(field.one_of).second) continue;
    const bool missing =
        std::all_of(described.children.begin(), described.children.end(), [&](const Field& other) {
          return other.one_of != field.one_of || is_missing(value, other);
        });
    if (missing) findings.push_back({prefix + field.name, "missing"});
  }
}

}  // namespace

const Field* Field::child(std::string_view child_name) const {
  const auto found = std::find_if(children.begin(), children.end(),
                                  [&](const Field& field) { return field.name == child_name; });
  return found == children.end() ? nullptr : &*found;
}

std::size_t character_count(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

void check_message(const Field& described, const Json& value, Numbers numbers, Findings& findings) {
  if (described.type == FieldType::array) {
    check_group(described, value, "", numbers, findings);
  } else {
    check_object(described, value, "", numbers, findings);
  }
}

void check_object(const Field& described, const Json& value, const std::string& path,
                  Numbers numbers, Findings& findings) {
  if (!value.is_object()) {
    findings.push_back({path, "not an object"});
    return;
  }
  const std::string prefix = path.empty() ? "" : path + ".";
  for (const Field& field : described.children) {
    if (is_missing(value, field)) {
      if (is_required(value, field)) findings.push_back({prefix + field.name, "missing"});
      continue;
    }
    const Json& member = *value.find(field.name);
    if (field.type == FieldType::object || field.type == FieldType::array) {
      check_group(field, member, prefix + field.name, numbers, findings);
    } else if (const std::string problem = scalar_problem(field, member, numbers);
               !problem.empty()) {
      findings.push_back({prefix + field.name, problem});
    }
  }
  check_alternatives(described, value, prefix, findings);
  for (const auto& member : value.items())
    if (described.child(member.key()) == nullptr)
      findings.push_back({prefix + printable(member.key()), "unknown field"});
}

}  // namespace tillgate::platform
