#include "platform/reply_node.hpp"

#include "platform/wire_json.hpp"
#include "platform/wire_time.hpp"

namespace tillgate::platform {

namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace

ReplyNode::ReplyNode(const Json& value, std::string path) : ReplyNode(&value, std::move(path)) {}
ReplyNode::ReplyNode(const Json* value, std::string path) : value_(value), path_(std::move(path)) {}

std::string ReplyNode::path_of(const char* name) const {
  return path_.empty() ? name : path_ + "." + name;
}

const Json* ReplyNode::member(const char* name) const {
  if (value_ == nullptr || !value_->is_object()) return nullptr;
  const auto at = value_->find(name);
  return at == value_->end() || at->is_null() ? nullptr : &*at;
}

ReplyNode ReplyNode::child(const char* name) const {
  return {member(name), path_of(name)};
}

std::vector<ReplyNode> ReplyNode::rows(const char* name) const {
  const Json* list = member(name);
  std::vector<ReplyNode> rows;
  if (list == nullptr) return rows;
  if (list->is_object()) rows.emplace_back(*list, path_of(name));
  if (!list->is_array()) return rows;
  for (std::size_t i = 0; i < list->size(); ++i)
    rows.emplace_back((*list)[i], path_of(name) + "[" + std::to_string(i) + "]");
  return rows;
}

std::string ReplyNode::text(const char* name) const {
  const Json* value = member(name);
  return value == nullptr ? "" : trimmed(scalar_text(*value).value_or(""));
}

Result<std::string> ReplyNode::required_text(const char* name) const {
  std::string found = text(name);
  if (found.empty()) return Failure{TILLGATE_E_PLATFORM, "the reply lacks a field", path_of(name)};
  return found;
}

Result<Fen> ReplyNode::required_fen(const char* name) const {
  TILLGATE_TRY(found, required_text(name));
  const auto fen = scaled_integer(found, 2);
  if (!fen) return Failure{TILLGATE_E_PLATFORM, "the reply's amount cannot be read", path_of(name)};
  return *fen;
}

Result<Fen> ReplyNode::fen_or_zero(const char* name) const {
  const Json* value = member(name);
  if (value == nullptr || (value->is_string() && text(name).empty())) return Fen{0};
  return required_fen(name);
}

Result<UtcMs> ReplyNode::required_time(const char* name) const {
  TILLGATE_TRY(found, required_text(name));
  const auto at = read_time(found);
  if (!at) return Failure{TILLGATE_E_PLATFORM, "the reply's time cannot be read", path_of(name)};
  return *at;
}

std::optional<std::string> ReplyNode::date(const char* name) const {
  return read_date(text(name));
}

}  // namespace tillgate::platform
