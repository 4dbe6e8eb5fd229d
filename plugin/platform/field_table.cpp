#include "platform/field_table.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "platform/field.hpp"

namespace tillgate::embedded {
extern const std::span<const File> fields;
}

namespace tillgate::platform {

struct FieldTable::Messages {
  struct Transaction {
    TransactionFacts facts;
    std::size_t input_max = 0;  // characters, when it is not what the envelope says
    Field request;
    Field reply;
  };
  std::map<std::string, Transaction, std::less<>> all;
  std::map<std::string, std::map<std::string, std::string>> codes;
  std::map<std::string, std::string> list_of_field;
};

namespace {

using Codes = std::map<std::string, std::map<std::string, std::string>>;

constexpr std::string_view codes_file = "codes.json";
constexpr std::string_view envelope_name = "envelope";
constexpr std::string_view row_marker = "[]";

Failure unusable(std::string_view file, const std::string& row, const std::string& why) {
  return {TILLGATE_E_INTERNAL, "the field table cannot be used: " + why,
          std::string(file) + " " + row};
}

std::optional<FieldType> type_of(std::string_view name) {
  if (name == "text") return FieldType::text;
  if (name == "number") return FieldType::number;
  if (name == "boolean") return FieldType::boolean;
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
  field.one_of = text_member(row, "one_of");
  if (row.contains("codes")) {
    const auto list = codes.find(text_member(row, "codes"));
    if (list == codes.end()) return unusable(file, path, "an unknown list of codes");
    for (const auto& code : list->second) field.codes.insert(code.first);
  }
  if (const auto when = row.find("required_when"); when != row.end())
    field.required_when = Condition{text_member(*when, "field"), text_member(*when, "is")};
  return field;
}

// Hangs the field under the group its path names; groups stand before their members.
Result<Done> add(Field& message, Field field, const std::string& path, std::string_view file) {
  Field* group = &message;
  std::string_view rest = path;
  if (message.type == FieldType::array)
    rest.remove_prefix(std::min(rest.size(), row_marker.size() + 1));
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

// Finds a group by the parts of its path, without the row markers.
const Field* group_at(const Field& message, std::string_view path) {
  const Field* group = &message;
  while (group != nullptr && !path.empty()) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    group = group->child(path.substr(0, dot));
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  return group;
}

// `known` finds the request or reply of a file that was read before.
Result<Field> message_of(const Json& rows, const Codes& codes, std::string_view file,
                         const std::function<const Field*(const Json& where)>& known) {
  Field message;
  message.type = FieldType::object;
  if (!rows.is_array()) return unusable(file, "", "request and reply are lists");
  for (const Json& row : rows) {
    TILLGATE_TRY(field, field_of(row, codes, file));
    if (text_member(row, "path") == row_marker) {
      message.type = FieldType::array;
      continue;
    }
    if (const auto where = row.find("fields_of"); where != row.end()) {
      const Field* other = known(*where);
      if (other == nullptr)
        return unusable(file, row["path"].get<std::string>(),
                        "the group it refers to is not described before it");
      field.children = other->children;
    }
    TILLGATE_CHECK(add(message, std::move(field), row["path"].get<std::string>(), file));
  }
  return message;
}

TransactionFacts facts_of(const Json& document) {
  TransactionFacts facts;
  if (text_member(document, "effect") == "none") facts.effect = Effect::none;
  facts.raw_reply = document.value("raw_reply", false);
  facts.bare = document.value("bare", false);
  return facts;
}

Result<Codes> codes_of(const Json& document) {
  Codes codes;
  for (const auto& list : document.items()) {
    if (!list.value().is_object())
      return unusable(codes_file, list.key(), "a list of codes is an object");
    for (const auto& code : list.value().items())
      codes[list.key()][code.key()] =
          code.value().is_string() ? code.value().get<std::string>() : "";
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
  const auto known = [&](const Json& where) -> const Field* {
    const auto found = messages->all.find(text_member(where, "transaction"));
    if (found == messages->all.end()) return nullptr;
    const bool request = text_member(where, "part") == "request";
    return group_at(request ? found->second.request : found->second.reply,
                    text_member(where, "group"));
  };
  for (const embedded::File& file : files) {
    if (file.name == codes_file) continue;
    TILLGATE_TRY(document, parse_json(file.content));
    if (!document.is_object() || !document.contains("request") || !document.contains("reply"))
      return unusable(file.name, "", "request or reply is missing");
    Messages::Transaction transaction;
    transaction.facts = facts_of(document);
    transaction.input_max = size_member(document, "input_max");
    for (const Json& row : document["request"])
      if (const std::string list = text_member(row, "codes"); !list.empty()) {
        const std::string path = text_member(row, "path");
        messages->list_of_field.emplace(path.substr(path.rfind('.') + 1), list);
      }
    TILLGATE_TRY(request, message_of(document["request"], codes, file.name, known));
    TILLGATE_TRY(reply, message_of(document["reply"], codes, file.name, known));
    transaction.request = std::move(request);
    transaction.reply = std::move(reply);
    for (const Json& other : document.value("also", Json::array()))
      messages->all.emplace(other.get<std::string>(), transaction);
    messages->all.emplace(file.name.substr(0, file.name.rfind('.')), std::move(transaction));
  }
  messages->codes = std::move(codes);
  return FieldTable(std::move(messages));
}

Result<Done> FieldTable::change(const std::vector<FieldChange>& changes) {
  for (const FieldChange& change : changes) {
    const auto found = messages_->all.find(change.transaction);
    std::string path = change.path;
    for (std::size_t at = path.find("[]"); at != std::string::npos; at = path.find("[]"))
      path.erase(at, row_marker.size());
    const Field* known =
        found == messages_->all.end() ? nullptr : group_at(found->second.request, path);
    if (known == nullptr || path.empty())
      return Failure{TILLGATE_E_CONFIG, "the region changes a field that does not exist",
                     change.transaction + " " + change.path};
    // Ours to change: only the look-up treats the table as constant.
    Field& field = const_cast<Field&>(*known);
    if (change.written) field.written = *change.written;
    if (change.max) field.max = *change.max;
    if (change.required) field.required = *change.required;
  }
  return Done{};
}

namespace {

void take_own_names(const Field& described, Json& value) {
  if (value.is_array()) {
    for (Json& row : value) take_own_names(described, row);
    return;
  }
  if (!value.is_object()) return;
  for (const Field& field : described.children) {
    if (!field.written.empty())
      if (const auto other = value.find(field.written); other != value.end()) {
        Json moved = std::move(*other);
        value.erase(other);
        value[field.name] = std::move(moved);
      }
    if (const auto member = value.find(field.name); member != value.end())
      take_own_names(field, *member);
  }
}

}  // namespace

Json FieldTable::with_own_names(Json input, std::string_view transaction) const {
  if (const Field* described = message(Direction::request, transaction))
    take_own_names(*described, input);
  return input;
}

const Field* FieldTable::message(Direction direction, std::string_view transaction) const {
  const auto found = messages_->all.find(transaction);
  if (found == messages_->all.end()) return nullptr;
  return direction == Direction::request ? &found->second.request : &found->second.reply;
}

bool FieldTable::knows(std::string_view transaction) const {
  return transaction != envelope_name && messages_->all.contains(transaction);
}

std::optional<TransactionFacts> FieldTable::facts(std::string_view transaction) const {
  const auto found = messages_->all.find(transaction);
  if (!knows(transaction)) return std::nullopt;
  return found->second.facts;
}

std::vector<std::string> FieldTable::transactions() const {
  std::vector<std::string> names;
  for (const auto& one : messages_->all)
    if (knows(one.first)) names.push_back(one.first);
  return names;
}

const std::map<std::string, std::string>& FieldTable::codes(const std::string& name) const {
  static const std::map<std::string, std::string> none;
  const auto field = messages_->list_of_field.find(name);
  const auto list =
      messages_->codes.find(field == messages_->list_of_field.end() ? name : field->second);
  return list == messages_->codes.end() ? none : list->second;
}

std::vector<Finding> FieldTable::check(const Json& part, Direction direction,
                                       std::string_view transaction, Numbers numbers) const {
  const Field* described = message(direction, transaction);
  if (described == nullptr) return {{std::string(transaction), "unknown transaction"}};
  std::vector<Finding> findings;
  if (transaction == envelope_name && direction == Direction::request) {
    // A file travels inside an input longer than the others.
    const auto inside = messages_->all.find(text_member(part, "infno"));
    if (inside != messages_->all.end() && inside->second.input_max > 0) {
      Field wider = *described;
      for (Field& field : wider.children)
        if (field.name == "input") field.max = inside->second.input_max;
      check_message(wider, part, numbers, findings);
      return findings;
    }
  }
  check_message(*described, part, numbers, findings);
  return findings;
}

Result<Json> FieldTable::read(const Json& output, std::string_view transaction) const {
  const Field* described = message(Direction::reply, transaction);
  if (described == nullptr)
    return Failure{TILLGATE_E_INTERNAL, "unknown transaction", std::string(transaction)};
  return read_value(*described, output, "");
}

std::string FieldTable::write(const Json& envelope, Direction direction,
                              std::string_view transaction) const {
  std::string out;
  const auto about = facts(transaction);
  if (about && about->bare) {
    write_value(message(direction, transaction), nullptr, envelope, out);
  } else {
    write_value(message(direction, envelope_name), message(direction, transaction), envelope, out);
  }
  return out;
}

}  // namespace tillgate::platform
