#include "policies/engine/parameter.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/time.hpp"
#include "policies/engine/words.hpp"

namespace tillgate::policies {

namespace {

using Direction = Parameter::Direction;

constexpr std::array<std::pair<Direction, std::string_view>, 4> directions{
    {{Direction::lower, "lower"},
     {Direction::raise, "raise"},
     {Direction::open, "open"},
     {Direction::fixed, "fixed"}}};

std::optional<std::int64_t> value_written(Parameter::Type type, std::string_view text) {
  if (type == Parameter::Type::day) return day_of_date(text);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::int64_t> value_set(const Parameter& parameter, const Json& setting) {
  if (parameter.type == Parameter::Type::day)
    return setting.is_string() ? day_of_date(setting.get_ref<const std::string&>()) : std::nullopt;
  if (!setting.is_number_integer() ||
      (setting.is_number_unsigned() && setting.get<std::uint64_t>() > INT64_MAX))
    return std::nullopt;
  return setting.get<std::int64_t>();
}

bool within(const Parameter& parameter, std::int64_t value) {
  return (!parameter.least || value >= *parameter.least) &&
         (!parameter.most || value <= *parameter.most);
}

bool may_move(const Parameter& parameter, std::int64_t from, std::int64_t to) {
  switch (parameter.direction) {
    case Direction::lower:
      return to <= from;
    case Direction::raise:
      return to >= from;
    case Direction::open:
      return true;
    case Direction::fixed:
      return to == from;
  }
  return false;
}

Failure malformed(std::string_view what) {
  return {TILLGATE_E_POLICY, "parameter: " + std::string(what), ""};
}

}  // namespace

std::string_view name_of(Direction direction) noexcept {
  for (const auto& [value, name] : directions)
    if (value == direction) return name;
  return {};
}

std::string written(const Parameter& parameter, std::int64_t value) {
  return parameter.type == Parameter::Type::day ? date_of_day(value) : std::to_string(value);
}

Result<Parameter> parse_parameter(std::string_view text) {
  const std::vector<std::string_view> words = words_of(text);
  if (words.size() < 4 || words.size() > 5)
    return malformed("expected \"name type default direction [least..most]\"");
  Parameter parameter;
  parameter.name = words[0];
  if (!is_name(parameter.name)) return malformed("the name is lower-case letters, digits and _");
  if (words[1] == "day")
    parameter.type = Parameter::Type::day;
  else if (words[1] != "integer")
    return malformed("the type is integer or day");
  const auto value = value_written(parameter.type, words[2]);
  if (!value) return malformed("the default does not fit the type");
  parameter.value = *value;
  const auto direction = std::find_if(directions.begin(), directions.end(),
                                      [&](const auto& known) { return known.second == words[3]; });
  if (direction == directions.end())
    return malformed("the direction is lower, raise, open or fixed");
  parameter.direction = direction->first;
  if (words.size() == 5) {
    const std::size_t dots = words[4].find("..");
    if (dots == std::string_view::npos) return malformed("bounds are written least..most");
    parameter.least = value_written(parameter.type, words[4].substr(0, dots));
    parameter.most = value_written(parameter.type, words[4].substr(dots + 2));
    if (!parameter.least || !parameter.most || !within(parameter, parameter.value))
      return malformed("the default is not within its bounds");
  }
  return parameter;
}

Result<Done> move_parameters(const std::vector<Parameter>& declared, const Json& settings,
                             ParameterValues& values) {
  const auto refused = [](const std::string& name, std::string what) {
    return Failure{TILLGATE_E_CONFIG, std::move(what), "/" + name};
  };
  if (!settings.is_object())
    return Failure{TILLGATE_E_CONFIG, "parameters are not a JSON object", ""};
  ParameterValues moved = values;
  for (const auto& [name, setting] : settings.items()) {
    const auto parameter =
        std::find_if(declared.begin(), declared.end(),
                     [&key = name](const Parameter& p) { return p.name == key; });
    if (parameter == declared.end()) return refused(name, "no rule has this parameter");
    const auto value = value_set(*parameter, setting);
    if (!value)
      return refused(name, parameter->type == Parameter::Type::day ? "not a date YYYY-MM-DD"
                                                                   : "not an integer");
    if (!within(*parameter, *value) || !may_move(*parameter, moved[name], *value))
      return refused(name, "may not be moved from " + written(*parameter, moved[name]) + " to " +
                               written(*parameter, *value) + " (" +
                               std::string(name_of(parameter->direction)) + ")");
    moved[name] = *value;
  }
  values = std::move(moved);
  return Done{};
}

}  // namespace tillgate::policies
