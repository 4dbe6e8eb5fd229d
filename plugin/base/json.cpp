#include "base/json.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/text.hpp"

namespace tillgate {

namespace {

constexpr std::int64_t max_exact_integer = std::int64_t{1} << 53;
bool within(std::int64_t value) {
  return value <= max_exact_integer && value >= -max_exact_integer;
}

// Builds the document from the parser's events, and stops at a name given twice or at too deep a
// level.
class Builder final : public Json::json_sax_t {
 public:
  explicit Builder(int max_depth) : max_depth_(static_cast<std::size_t>(max_depth)) {}

  bool null() override { return put(nullptr); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(number_integer_t value) override { return put(value); }
  bool number_unsigned(number_unsigned_t value) override { return put(value); }
  bool number_float(number_float_t value, const string_t&) override { return put(value); }
  bool string(string_t& value) override { return put(std::move(value)); }
  bool binary(binary_t&) override { return false; }  // not in JSON

  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    const auto [at, fresh] = open_.back()->get_ref<Json::object_t&>().emplace(name, nullptr);
    if (!fresh) return fail("a name is given twice: " + printable(name), "");
    member_ = &at->second;
    return true;
  }
  // The library's own text quotes the input, which may hold personal data: only the place is kept.
  bool parse_error(std::size_t position, const std::string&,
                   const Json::exception& error) override {
    if (dynamic_cast<const Json::out_of_range*>(&error) != nullptr)
      return fail("a number is out of range", "");
    return fail("not well-formed JSON", "byte " + std::to_string(position));
  }

  Json document;
  std::optional<Failure> failure;

 private:
  bool fail(std::string what, std::string where) {
    failure = Failure{TILLGATE_E_DOCUMENT, std::move(what), std::move(where)};
    return false;
  }
  // Where the next value belongs.
  Json& place() {
    if (open_.empty()) return document;
    if (open_.back()->is_object()) return *member_;
    return open_.back()->emplace_back();
  }
  template <class Value>
  bool put(Value&& value) {
    place() = std::forward<Value>(value);
    return true;
  }
  bool open(Json empty) {
    if (open_.size() == max_depth_)
      return fail("document is nested deeper than " + std::to_string(max_depth_), "");
    Json& opened = place();
    opened = std::move(empty);
    open_.push_back(&opened);
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  std::size_t max_depth_;
  std::vector<Json*> open_;  // from outside in; what holds them does not grow while they are open
  Json* member_ = nullptr;   // the one whose name was read last
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
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos)
    return Failure{TILLGATE_E_DOCUMENT, "not well-formed JSON", "byte " + std::to_string(nul + 1)};
  return Done{};
}

Result<Json> parse_json(std::string_view text, const JsonLimits& limits) {
  TILLGATE_CHECK(check_json_text(text, limits));
  Builder builder(limits.max_depth);
  Json::sax_parse(text, &builder);
  if (builder.failure) return std::move(*builder.failure);
  return std::move(builder.document);
}

Result<std::string> canonical_json(const Json& value) {
  std::string out;
  TILLGATE_CHECK(append_canonical(value, out));
  return out;
}

}  // namespace tillgate
