#include "platform/field_table.hpp"

#include <algorithm>
#include <map>

#include "platform/field.hpp"

namespace tillgate::embedded {
extern const std::span<const File> fields;
}

namespace tillgate::platform {

struct FieldTable::Messages {
  std::map<std::string, Field, std::less<>> requests;
  std::map<std::string, Field, std::less<>> replies;
};

namespace {

using Codes = std::map<std::string, std::set<std::string>>;

constexpr std::string_view codes_file = "codes.json";
constexpr std::string_view row_marker = "[]";

Failure unusable(std::string_view file, const std::string& row, const std::string& why) {
  return {TILLGATE_E_INTERNAL, "the field table cannot be used: " + why,
          std::string(file) + " " + row};
}

std::optional<FieldType> type_of(std::string_view name) {
  if (name == "text") return FieldType::text;
  if (name == "number") return FieldType::number;
  if (name == "date") return FieldType::date;
  if (name == "time") return FieldType::time;
  if (name == "object") return FieldType::object;
  if (name == "array") return FieldType::array;
  return std::nullopt;
}

// A member of a row; empty or 0 when the row is no object or the member is missing or of another
// type.
std::string text_member(const Json& row, const char* name) {
  if (!row.is_object() || !row.contains(name) || !row[name].is_string()) return "";
  return row[name].get<std::string>();
}

std::size_t size_member(const Json& row, const char* name) {
  if (!row.contains(name) || !row[name].is_number_unsigned()) return 0;
  return row[name].get<std::size_t>();
}

Result<Field> field_of(const Json& row, const Codes& codes, std::string_view file) {
  const std::string path = text_member(row, "path");
  const auto type = type_of(text_member(row, "type"));
  if (path.empty() || !type) return unusable(file, path, "a row without path or type");

  Field field;
  field.type = *type;
  field.max = size_member(row, "max");
  field.scale = static_cast<int>(size_member(row, "scale"));
  if (field.type == FieldType::number && field.max < static_cast<std::size_t>(field.scale))
    return unusable(file, path, "a number with more decimals than digits");
  field.required = row.contains("required") && row["required"] == true;
  if (row.contains("codes")) {
    const auto list = codes.find(text_member(row, "codes"));
    if (list == codes.end()) return unusable(file, path, "an unknown list of codes");
    field.codes = list->second;
  }
  if (const auto when = row.find("required_when"); when != row.end())
    field.required_when = Condition{text_member(*when, "field"), text_member(*when, "is")};
  return field;
}

// Hangs the field under the group its path names; groups stand before their members.
Result<Done> add(Field& message, Field field, const std::string& path, std::string_view file) {
  Field* group = &message;
  std::string_view rest = path;
  for (std::size_t dot = rest.find('.'); dot != std::string_view::npos; dot = rest.find('.')) {
    std::string_view name = rest.substr(0, dot);
    rest.remove_prefix(dot + 1);
    const bool rows = name.ends_with(row_marker);
    if (rows) name.remove_suffix(row_marker.size());
    const FieldType type = rows ? FieldType::array : FieldType::object;
    const auto found =
        std::find_if(group->children.begin(), group->children.end(),
                     [&](const Field& child) { return child.name == name && child.type == type; });
    if (found == group->children.end())
      return unusable(file, path, "its group is not described before it");
    group = &*found;
  }
  if (field.type == FieldType::array) {
    if (!rest.ends_with(row_marker)) return unusable(file, path, "an array is named with []");
    rest.remove_suffix(row_marker.size());
  }
  if (group->child(rest) != nullptr) return unusable(file, path, "described twice");
  field.name = std::string(rest);
  group->children.push_back(std::move(field));
  return Done{};
}

Result<Field> message_of(const Json& rows, const Codes& codes, std::string_view file) {
  Field message;
  message.type = FieldType::object;
  if (!rows.is_array()) return unusable(file, "", "request and reply are lists");
  for (const Json& row : rows) {
    TILLGATE_TRY(field, field_of(row, codes, file));
    TILLGATE_CHECK(add(message, std::move(field), row["path"].get<std::string>(), file));
  }
  return message;
}

Result<Codes> codes_of(const Json& document) {
  Codes codes;
  for (const auto& list : document.items()) {
    if (!list.value().is_object())
      return unusable(codes_file, list.key(), "a list of codes is an object");
    for (const auto& code : list.value().items()) codes[list.key()].insert(code.key());
  }
  return codes;
}

}  // namespace

FieldTable::FieldTable(std::unique_ptr<Messages> messages) : messages_(std::move(messages)) {}
FieldTable::FieldTable(FieldTable&&) noexcept = default;
FieldTable& FieldTable::operator=(FieldTable&&) noexcept = default;
FieldTable::~FieldTable() = default;

Result<FieldTable> FieldTable::load() {
  return load(embedded::fields);
}

Result<FieldTable> FieldTable::load(std::span<const embedded::File> files) {
  Codes codes;
  for (const embedded::File& file : files) {
    if (file.name != codes_file) continue;
    TILLGATE_TRY(document, parse_json(file.content));
    TILLGATE_TRY(read, codes_of(document));
    codes = std::move(read);
  }
  auto messages = std::make_unique<Messages>();
  for (const embedded::File& file : files) {
    if (file.name == codes_file) continue;
    TILLGATE_TRY(document, parse_json(file.content));
    if (!document.is_object() || !document.contains("request") || !document.contains("reply"))
      return unusable(file.name, "", "request or reply is missing");
    const std::string transaction(file.name.substr(0, file.name.find('.')));
    TILLGATE_TRY(request, message_of(document["request"], codes, file.name));
    TILLGATE_TRY(reply, message_of(document["reply"], codes, file.name));
    messages->requests.emplace(transaction, std::move(request));
    messages->replies.emplace(transaction, std::move(reply));
  }
  return FieldTable(std::move(messages));
}

const Field* FieldTable::message(Direction direction, std::string_view transaction) const {
  const auto& all = direction == Direction::request ? messages_->requests : messages_->replies;
  const auto found = all.find(transaction);
  return found == all.end() ? nullptr : &found->second;
}

bool FieldTable::knows(std::string_view transaction) const {
  return message(Direction::request, transaction) != nullptr;
}

std::vector<Finding> FieldTable::check(const Json& part, Direction direction,
                                       std::string_view transaction, Numbers numbers) const {
  const Field* described = message(direction, transaction);
  if (described == nullptr) return {{std::string(transaction), "unknown transaction"}};
  std::vector<Finding> findings;
  check_object(*described, part, "", numbers, findings);
  return findings;
}

std::string FieldTable::write(const Json& envelope, Direction direction,
                              std::string_view transaction) const {
  std::string out;
  write_value(message(direction, "envelope"), message(direction, transaction), envelope, out);
  return out;
}

}  // namespace tillgate::platform
