#include "base/json.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "base/text.hpp"

namespace tillgate {

namespace {

constexpr std::int64_t max_exact_integer = std::int64_t{1} << 53;
bool within(std::int64_t value) {
  return value <= max_exact_integer && value >= -max_exact_integer;
}

// Watches the parser's events for names given twice and for depth.
class Watch {
 public:
  explicit Watch(int max_depth) : max_depth_(static_cast<std::size_t>(max_depth)) {}

  bool operator()(int, Json::parse_event_t event, Json& parsed) {
    switch (event) {
      case Json::parse_event_t::object_start:
      case Json::parse_event_t::array_start:
        if (names_.size() == max_depth_) too_deep = true;
        if (!too_deep) names_.emplace_back();
        break;
      case Json::parse_event_t::object_end:
      case Json::parse_event_t::array_end:
        names_.pop_back();
        break;
      case Json::parse_event_t::key: {
        const auto& name = parsed.get_ref<const std::string&>();
        if (!too_deep && !names_.back().insert(name).second && twice.empty()) twice = name;
        break;
      }
      case Json::parse_event_t::value:
        break;
    }
    // Too deep a part is thrown away at once, so that it cannot exhaust memory or stack; the parser
    // then reports no end for it, and the levels above still match their ends.
    return !too_deep;
  }

  bool too_deep = false;
  std::string twice;

 private:
  std::size_t max_depth_;
  std::vector<std::set<std::string>> names_;
};

Result<Done> append_canonical(const Json& value, std::string& out);

Result<Done> append_object(const Json& value, std::string& out) {
  std::vector<std::pair<std::u16string, const std::string*>> names;
  for (const auto& item : value.items()) {
    TILLGATE_TRY(units, to_utf16(item.key()));
    names.emplace_back(std::move(units), &item.key());
  }
  std::sort(names.begin(), names.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  out.push_back('{');
  bool first = true;
  for (const auto& [units, name] : names) {
    if (!first) out.push_back(',');
    first = false;
    out += Json(*name).dump();
    out.push_back(':');
    TILLGATE_CHECK(append_canonical(value.at(*name), out));
  }
  out.push_back('}');
  return Done{};
}

Result<Done> append_canonical(const Json& value, std::string& out) {
  switch (value.type()) {
    case Json::value_t::object:
      return append_object(value, out);
    case Json::value_t::array: {
      out.push_back('[');
      bool first = true;
      for (const Json& element : value) {
        if (!first) out.push_back(',');
        first = false;
        TILLGATE_CHECK(append_canonical(element, out));
      }
      out.push_back(']');
      return Done{};
    }
    case Json::value_t::string:
      if (!is_utf8(value.get_ref<const std::string&>()))
        return Failure{TILLGATE_E_INTERNAL, "text to be sealed is not UTF-8", ""};
      // nlohmann escapes exactly what RFC 8785 section 3.2.2.2 asks for.
      out += value.dump();
      return Done{};
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned: {
      const bool fits = value.is_number_unsigned()
                            ? value.get<std::uint64_t>() <= std::uint64_t{max_exact_integer}
                            : within(value.get<std::int64_t>());
      if (!fits) return Failure{TILLGATE_E_INTERNAL, "integer beyond 2^53 cannot be sealed", ""};
      out += value.dump();
      return Done{};
    }
    case Json::value_t::boolean:
    case Json::value_t::null:
      out += value.dump();
      return Done{};
    default:
      return Failure{TILLGATE_E_INTERNAL, "fractions cannot be sealed", ""};
  }
}

}  // namespace

Result<Done> check_json_text(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.max_bytes)
    return Failure{TILLGATE_E_DOCUMENT,
                   "document is longer than " + std::to_string(limits.max_bytes) + " bytes", ""};
  if (const std::size_t nul = text.find('\0'); nul != text.npos)
    return Failure{TILLGATE_E_DOCUMENT, "not well-formed JSON", "byte " + std::to_string(nul + 1)};
  return Done{};
}

Result<Json> parse_json(std::string_view text, const JsonLimits& limits) {
  TILLGATE_CHECK(check_json_text(text, limits));
  try {
    Watch watch(limits.max_depth);
    Json parsed = Json::parse(text, std::ref(watch));
    if (watch.too_deep)
      return Failure{TILLGATE_E_DOCUMENT,
                     "document is nested deeper than " + std::to_string(limits.max_depth), ""};
    if (!watch.twice.empty())
      return Failure{TILLGATE_E_DOCUMENT, "a name is given twice: " + printable(watch.twice), ""};
    return parsed;
  } catch (const Json::parse_error& error) {
    // The library's own text quotes the input, which may hold personal data: only the place is
    // kept.
    return Failure{TILLGATE_E_DOCUMENT, "not well-formed JSON",
                   "byte " + std::to_string(error.byte)};
  } catch (const Json::out_of_range&) {
    return Failure{TILLGATE_E_DOCUMENT, "a number is out of range", ""};
  }
}

Result<std::string> canonical_json(const Json& value) {
  std::string out;
  TILLGATE_CHECK(append_canonical(value, out));
  return out;
}

}  // namespace tillgate
