// The strict writing of a message: the field table decides what is a JSON number.
#include "base/money.hpp"
#include "platform/field.hpp"
#include "platform/wire_json.hpp"

namespace tillgate::platform {

namespace {

// Replacing bad bytes keeps this free of exceptions; check() has refused them before.
std::string quoted(const std::string& text) {
  return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

void write_scalar(const Field* described, const Json& value, std::string& out) {
  const auto text = scalar_text(value);
  if (!text) {
    out += "null";
    return;
  }
  if (described != nullptr && described->type == FieldType::number) {
    if (const auto number = scaled_integer(*text, described->scale)) {
      out += decimal_text(*number, described->scale);
      return;
    }
  }
  out += value.is_boolean() || value.is_binary() ? *text : quoted(*text);
}

}  // namespace

void write_value(const Field* described, const Field* nested, const Json& value, std::string& out) {
  const char* separator = "";
  if (value.is_array()) {
    out += '[';
    for (const Json& row : value) {
      out += separator;
      write_value(described, nullptr, row, out);
      separator = ",";
    }
    out += ']';
  } else if (value.is_object()) {
    out += '{';
    for (const auto& member : value.items()) {
      const Field* field = described == nullptr ? nullptr : described->child(member.key());
      const bool renamed = field != nullptr && !field->written.empty();
      out += separator + quoted(renamed ? field->written : member.key()) + ':';
      const bool open = nested != nullptr && field != nullptr && field->type == FieldType::object;
      write_value(open ? nested : field, nullptr, member.value(), out);
      separator = ",";
    }
    out += '}';
  } else {
    write_scalar(described, value, out);
  }
}

}  // namespace tillgate::platform
