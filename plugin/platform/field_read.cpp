// The tolerant reading of a message: what a region wrote, in the table's own words.
#include <algorithm>

#include "base/money.hpp"
#include "platform/field.hpp"
#include "platform/wire_json.hpp"
#include "platform/wire_time.hpp"

namespace tillgate::platform {

namespace {

Failure unreadable(const std::string& path, const char* why) {
  return {TILLGATE_E_PLATFORM, why, path};
}

// psn_no, psnNo, PSN_NO: the same name.
std::string folded(std::string_view name) {
  std::string plain;
  for (const char c : name)
    if (c != '_') plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return plain;
}

// The member of that name; another spelling only when its own is not there. Null when there is
// none.
const Json* member_of(const Json& object, const std::string& name) {
  if (const auto exact = object.find(name); exact != object.end()) return &*exact;
  const std::string wanted = folded(name);
  for (const auto& member : object.items())
    if (folded(member.key()) == wanted) return &member.value();
  return nullptr;
}

std::string trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(blanks) - first + 1));
}

Result<Json> read_number(const Field& field, const std::string& text, const std::string& path) {
  const auto number = scaled_integer(text, field.scale);
  if (!number) return unreadable(path, "the reply's number cannot be read");
  return Json(decimal_text(*number, field.scale));
}

// Null when there is nothing.
Result<Json> read_scalar(const Field& field, const Json& value, const std::string& path) {
  const auto written = scalar_text(value);
  if (!written) {
    if (value.is_null() || value.empty()) return Json();
    return unreadable(path, "the reply has a group in place of a value");
  }
  const std::string text = trimmed(*written);
  if (text.empty()) return Json();
  switch (field.type) {
    case FieldType::number:
      return read_number(field, text, path);
    case FieldType::boolean:
      if (text == "true" || text == "1") return Json(true);
      if (text == "false" || text == "0") return Json(false);
      return unreadable(path, "the reply has neither true nor false");
    case FieldType::date: {
      const auto date = read_date(text);
      if (!date) return unreadable(path, "the reply's date cannot be read");
      return Json(*date);
    }
    case FieldType::time: {
      const auto time = read_time(text);
      if (time) return Json(local_text(*time));
      if (const auto date = read_date(text)) return Json(*date + " 00:00:00");
      return unreadable(path, "the reply's time cannot be read");
    }
    default:
      return Json(text);
  }
}

Result<Json> read_object(const Field& described, const Json& value, const std::string& path) {
  const std::string prefix = path.empty() ? "" : path + ".";
  Json object = Json::object();
  for (const Field& field : described.children) {
    const Json* member = member_of(value, field.name);
    if (member == nullptr) continue;
    TILLGATE_TRY(read, read_value(field, *member, prefix + field.name));
    if (!read.is_null()) object[field.name] = std::move(read);
  }
  return object;
}

Result<Json> read_rows(const Field& described, const Json& value, const std::string& path) {
  Json rows = Json::array();
  const std::size_t count = value.is_array() ? value.size() : 1;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string place = path + "[" + std::to_string(i) + "]";
    const Json& row = value.is_array() ? value[i] : value;
    if (row.is_null()) continue;
    if (!row.is_object()) return unreadable(place, "the reply's row is no group");
    TILLGATE_TRY(read, read_object(described, row, place));
    rows.push_back(std::move(read));
  }
  return rows;
}

}  // namespace

Result<Json> read_value(const Field& described, const Json& value, const std::string& path) {
  const bool group = described.type == FieldType::object || described.type == FieldType::array;
  if (!group) return read_scalar(described, value, path);
  if (value.is_null()) return Json();
  if (value.is_string()) {
    const std::string text = trimmed(value.get_ref<const std::string&>());
    if (text.empty()) return Json();
    const auto inside = parse_wire(text);
    if (!inside || !inside->is_structured())
      return unreadable(path, "the reply has a value in place of a group");
    return read_value(described, *inside, path);
  }
  if (!value.is_structured()) return unreadable(path, "the reply has a value in place of a group");
  if (described.type == FieldType::array) return read_rows(described, value, path);
  if (value.is_object()) return read_object(described, value, path);
  if (value.empty()) return Json();
  if (value.size() == 1 && value[0].is_object()) return read_object(described, value[0], path);
  return unreadable(path, "the reply has several rows in place of one group");
}

}  // namespace tillgate::platform
