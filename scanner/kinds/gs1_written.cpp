// GS1 elements written in brackets and as web addresses.
#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "scanner/digits.hpp"
#include "scanner/kinds/gs1_elements.hpp"
#include "scanner/kinds/web_address.hpp"

namespace tillgate::scanner {

namespace {

// The entry of exactly this identifier.
const Gs1Identifier* entry_of(std::string_view ai) {
  const Gs1Identifier* entry = all_digits(ai) ? gs1_identifier_at(ai) : nullptr;
  return entry != nullptr && entry->ai.size() == ai.size() ? entry : nullptr;
}

std::optional<Reason> add(std::string_view ai, std::string_view value, Gs1Text& out) {
  const Gs1Identifier* entry = entry_of(ai);
  if (entry == nullptr) return Reason::unknown_ai;
  return add_gs1_element(*entry, ai, value, out);
}

// Takes the value up to the next bracket that no backslash protects.
std::string take_bracketed_value(std::string_view& text) {
  std::string value;
  while (!text.empty() && text.front() != '(') {
    const bool protects = text.starts_with("\\(");
    value.push_back(protects ? '(' : text.front());
    text.remove_prefix(protects ? 2 : 1);
  }
  return value;
}

// The primary keys that name goods, and the qualifiers each may have, in their order (GS1 Digital
// Link standard: URI syntax, section 4).
struct LinkKey {
  std::string_view ai;
  std::string_view qualifiers;
};
constexpr auto link_keys = std::to_array<LinkKey>({
    {"00", ""},
    {"01", "22,10,21,235"},
    {"401", ""},
    {"402", ""},
    {"414", ""},
    {"417", ""},
    {"8003", ""},
    {"8004", ""},
    {"8018", ""},
});

const LinkKey* link_key(std::string_view ai) {
  const auto found = std::find_if(link_keys.begin(), link_keys.end(),
                                  [&](const LinkKey& key) { return key.ai == ai; });
  return found == link_keys.end() ? nullptr : &*found;
}

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const std::size_t end = std::min(path.find('/'), path.size());
    segments.push_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return segments;
}

// Where the rightmost key stands: the path ends in pairs of an identifier and a value.
std::optional<std::size_t> key_position(const std::vector<std::string_view>& segments) {
  for (std::size_t end = segments.size(); end >= 2; end -= 2) {
    if (link_key(segments[end - 2]) != nullptr) return end - 2;
    if (entry_of(segments[end - 2]) == nullptr) return {};
  }
  return {};
}

std::optional<Reason> add_attributes(std::string_view query, const LinkKey& key, Gs1Text& out) {
  while (!query.empty()) {
    std::string_view name = query.substr(0, query.find_first_of("&;"));
    query.remove_prefix(std::min(name.size() + 1, query.size()));
    const std::string_view value = cut_after(name, '=');
    if (!all_digits(name)) continue;
    if (entry_of(name) == nullptr) return Reason::unknown_ai;
    if (name == key.ai || key.qualifiers.find(name) != std::string_view::npos)
      return Reason::bad_structure;
    if (const auto fault = add(name, unescaped(value, PlusSign::blank).value_or(""), out))
      return fault;
  }
  return {};
}

}  // namespace

Parsed<Gs1Text> parse_gs1_brackets(std::string_view text) {
  if (text.empty()) return Reason::empty;
  Gs1Text out;
  out.carrier = "GS1 text";
  while (!text.empty()) {
    const std::size_t close = text.find(')');
    if (text.front() != '(' || close == std::string_view::npos) return Reason::bad_structure;
    const std::string_view ai = text.substr(1, close - 1);
    if (!all_digits(ai)) return Reason::bad_structure;
    text.remove_prefix(close + 1);
    const std::string value = take_bracketed_value(text);
    if (const auto fault = add(ai, value, out)) return *fault;
  }
  if (const auto fault = fault_of_gs1_pairs(out)) return *fault;
  return out;
}

Parsed<Gs1Text> parse_digital_link(std::string_view text) {
  if (text.empty()) return Reason::empty;
  const auto address = split_web_address(text);
  if (!address) return Reason::bad_url;
  const auto segments = segments_of(address->path);
  const auto key_at = key_position(segments);
  if (!key_at) return Reason::no_code;
  const LinkKey& key = *link_key(segments[*key_at]);

  Gs1Text out;
  out.carrier = "GS1 Digital Link";
  std::size_t earliest = 0;  // where in the list of qualifiers the next one may stand
  for (std::size_t at = *key_at; at < segments.size(); at += 2) {
    const std::string_view ai = segments[at];
    if (at != *key_at) {
      const std::size_t place = key.qualifiers.find(ai, earliest);
      if (place == std::string_view::npos) return Reason::bad_structure;
      earliest = place + ai.size();
    }
    const auto value = unescaped(segments[at + 1], PlusSign::itself);
    if (const auto fault = add(ai, value.value_or(""), out)) return *fault;
  }
  if (const auto fault = add_attributes(address->query, key, out)) return *fault;
  if (const auto fault = fault_of_gs1_pairs(out)) return *fault;
  return out;
}

}  // namespace tillgate::scanner
