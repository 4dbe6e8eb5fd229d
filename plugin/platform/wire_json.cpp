#include "platform/wire_json.hpp"

#include <set>
#include <vector>

#include "base/text.hpp"

namespace tillgate::platform {

namespace {

Json number_token(std::string_view characters) {
  return Json::binary(std::vector<std::uint8_t>(characters.begin(), characters.end()));
}

// Builds the document from the parser's events. Every event answers whether parsing goes on.
class Builder final : public nlohmann::json_sax<Json> {
 public:
  explicit Builder(int max_depth) : max_depth_(static_cast<std::size_t>(max_depth)) {}

  bool null() override { return put(nullptr); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(number_integer_t value) override {
    return put(number_token(std::to_string(value)));
  }
  bool number_unsigned(number_unsigned_t value) override {
    return put(number_token(std::to_string(value)));
  }
  // The parser has put the host locale's decimal sign in place of the point; a JSON number has no
  // other character that could be taken for it.
  bool number_float(number_float_t, const string_t& characters) override {
    std::string digits = characters;
    const std::size_t sign = digits.find_first_not_of("0123456789+-eE");
    if (sign != std::string::npos) digits.replace(sign, 1, ".");
    return put(number_token(digits));
  }
  bool string(string_t& value) override { return put(std::move(value)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    if (!open_.back().names.insert(name).second) {
      problem_ = {TILLGATE_E_DOCUMENT, "a name is given twice: " + printable(name), ""};
      return false;
    }
    open_.back().name = std::move(name);
    return true;
  }

  // The library's own text quotes the input, which may hold personal data: only the place is kept.
  bool parse_error(std::size_t at, const std::string&,
                   const nlohmann::detail::exception&) override {
    problem_ = {TILLGATE_E_DOCUMENT, "not well-formed JSON", "byte " + std::to_string(at)};
    return false;
  }

  Json document;
  const Failure& problem() const { return problem_; }

 private:
  struct Level {
    Json* value;
    std::string name;             // of the member that comes next, in an object
    std::set<std::string> names;  // seen so far, in an object
  };

  Json* place(Json value) {
    if (open_.empty()) {
      document = std::move(value);
      return &document;
    }
    Json& parent = *open_.back().value;
    if (parent.is_array()) {
      parent.push_back(std::move(value));
      return &parent.back();
    }
    Json& member = parent[open_.back().name];
    member = std::move(value);
    return &member;
  }

  bool put(Json value) {
    place(std::move(value));
    return true;
  }

  bool open(Json empty) {
    if (open_.size() == max_depth_) {
      problem_ = {TILLGATE_E_DOCUMENT,
                  "document is nested deeper than " + std::to_string(max_depth_), ""};
      return false;
    }
    open_.push_back({place(std::move(empty)), "", {}});
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  std::size_t max_depth_;
  std::vector<Level> open_;
  Failure problem_{TILLGATE_E_DOCUMENT, "not well-formed JSON", ""};
};

}  // namespace

Result<Json> parse_wire(std::string_view text, const JsonLimits& limits) {
  TILLGATE_CHECK(check_json_text(text, limits));
  Builder builder(limits.max_depth);
  if (!Json::sax_parse(text, &builder)) return builder.problem();
  return std::move(builder.document);
}

bool is_number_token(const Json& value) {
  return value.is_binary();
}

std::optional<std::string> scalar_text(const Json& value) {
  if (value.is_string()) return value.get_ref<const std::string&>();
  if (value.is_binary()) return std::string(value.get_binary().begin(), value.get_binary().end());
  if (value.is_boolean() || value.is_number_integer()) return value.dump();
  return std::nullopt;
}

}  // namespace tillgate::platform
