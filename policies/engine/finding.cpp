#include "policies/engine/finding.hpp"

#include <array>
#include <tuple>
#include <utility>

#include "base/money.hpp"
#include "base/text.hpp"
#include "base/time.hpp"

namespace tillgate::policies {

namespace {

constexpr std::array<std::pair<Effect, std::string_view>, 5> effects{{{Effect::block, "block"},
                                                                      {Effect::approve, "approve"},
                                                                      {Effect::confirm, "confirm"},
                                                                      {Effect::warn, "warn"},
                                                                      {Effect::record, "record"}}};
constexpr std::array<std::pair<Scope, std::string_view>, 2> scopes{
    {{Scope::fund, "fund"}, {Scope::sale, "sale"}}};

template <class Names, class Value>
std::string_view name_in(const Names& names, Value value) noexcept {
  for (const auto& [known, name] : names)
    if (known == value) return name;
  return {};
}

template <class Value, std::size_t N>
std::optional<Value> value_in(const std::array<std::pair<Value, std::string_view>, N>& names,
                              std::string_view wanted) noexcept {
  for (const auto& [value, name] : names)
    if (name == wanted) return value;
  return std::nullopt;
}

// "1.500" sales units are 1.5.
std::string without_zeros(std::string decimal) {
  decimal.erase(decimal.find_last_not_of('0') + 1);
  if (decimal.ends_with('.')) decimal.pop_back();
  return decimal;
}

std::string text_of(std::string_view name, const Json& value) {
  if (value.is_string()) return printable(value.get_ref<const std::string&>());
  if (!value.is_number_integer()) return {};
  const auto number = value.get<std::int64_t>();
  if (name.ends_with("_fen")) return decimal_text(number, 2);
  if (name.ends_with("_milli")) return without_zeros(decimal_text(number, 3));
  if (name.ends_with("_day") && number >= 0 && number < 100'000) return date_of_day(number);
  return std::to_string(number);
}

}  // namespace

std::string_view name_of(Effect effect) noexcept {
  return name_in(effects, effect);
}
std::string_view name_of(Scope scope) noexcept {
  return name_in(scopes, scope);
}
std::optional<Effect> effect_named(std::string_view name) noexcept {
  return value_in(effects, name);
}
std::optional<Scope> scope_named(std::string_view name) noexcept {
  return value_in(scopes, name);
}

Json Finding::to_json() const {
  Json out{{"rule", rule}, {"effect", name_of(effect)}, {"scope", name_of(scope)}, {"zh", zh},
           {"en", en},     {"next_zh", next_zh},        {"next_en", next_en},      {"basis", basis},
           {"data", data}};
  if (line) out["line"] = *line;
  return out;
}

bool comes_before(const Finding& a, const Finding& b) {
  return std::tie(a.effect, a.rule, a.line, a.data) < std::tie(b.effect, b.rule, b.line, b.data);
}

std::string fill(std::string_view text, const Json& data) {
  std::string filled;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) break;
    const std::string_view name = text.substr(open + 1, close - open - 1);
    const auto value = data.find(name);
    filled += text.substr(0, open);
    filled += value == data.end() ? std::string(text.substr(open, close - open + 1))
                                  : text_of(name, *value);
    text.remove_prefix(close + 1);
  }
  filled += text;
  return filled;
}

}  // namespace tillgate::policies
