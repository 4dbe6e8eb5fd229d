// A finding 命中: what one rule has to say about one sale. The unit of every verdict.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.hpp"

namespace tillgate::policies {

// From the gravest to the mildest.
enum class Effect {
  block,    // nobody at the counter lifts it
  approve,  // a pharmacist lifts it with a reason
  confirm,  // the cashier gives a reason
  warn,     // shown
  record,   // sealed, not shown
};

enum class Scope {
  fund,  // the fund does not pay; the line may be sold self-paid when the customer agrees
  sale,  // not sold at all
};

struct Finding {
  std::string rule;
  Effect effect = Effect::block;
  Scope scope = Scope::fund;
  std::optional<std::int64_t> line;  // empty: the whole receipt
  std::string zh, en;                // what
  std::string next_zh, next_en;      // what to do now
  std::string basis;                 // the norm it rests on
  // What the rule saw: its output columns. Two names are the engine's own: "missing" is the input
  // that was absent ("person.sex"), "fault" says why a rule could not be run.
  Json data = Json::object();

  // {"rule","effect","scope","line"?,"zh","en","next_zh","next_en","basis","data"}
  Json to_json() const;
};

std::string_view name_of(Effect effect) noexcept;
std::string_view name_of(Scope scope) noexcept;
std::optional<Effect> effect_named(std::string_view name) noexcept;
std::optional<Scope> scope_named(std::string_view name) noexcept;

// The order of a verdict: effect, rule, line (the whole receipt first), data.
bool comes_before(const Finding& a, const Finding& b);

// The text with every {name} replaced by data[name]: a name ending in _fen is written in yuan, _day
// as a date, _milli in sales units. Control characters of the data do not reach the text. A name
// that data lacks stays as it is.
std::string fill(std::string_view text, const Json& data);

}  // namespace tillgate::policies
