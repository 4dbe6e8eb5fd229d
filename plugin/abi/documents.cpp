#include "abi/documents.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "base/embedded.hpp"
#include "base/text.hpp"

namespace tillgate::embedded {
extern const std::span<const File> schemas;
}

namespace tillgate::abi {

namespace {

using Adapter = valijson::adapters::NlohmannJsonAdapter;

void remove_patterns(Json& schema) {
  if (schema.is_object()) schema.erase("pattern");
  for (Json& part : schema)
    if (part.is_structured()) remove_patterns(part);
}

// The regular expressions of the standard library recurse once a character. So a document must
// first keep all lengths; only then are its texts - short ones now - matched against patterns.
struct Compiled {
  explicit Compiled(Json text) {
    fill(full, text);
    remove_patterns(text);
    fill(without_patterns, text);
  }
  static void fill(valijson::Schema& schema, const Json& text) {
    valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(Adapter(text), schema);
  }
  valijson::Schema without_patterns;
  valijson::Schema full;
};

// Compiled on first use and kept: a register sends the same few kinds all day.
class Schemas {
 public:
  const Compiled* find(std::string_view name) {
    const std::lock_guard turn(turn_);
    auto& kept = compiled_[std::string(name)];
    if (!kept) kept = compile(std::string(name) + ".schema.json");
    return kept.get();
  }

 private:
  static std::unique_ptr<Compiled> compile(const std::string& file_name) {
    for (const embedded::File& file : embedded::schemas)
      if (file.name == file_name) return std::make_unique<Compiled>(Json::parse(file.content));
    return nullptr;
  }

  std::mutex turn_;
  std::map<std::string, std::unique_ptr<Compiled>> compiled_;
};

// valijson names a place as "<root>", "[lines]", "[0]" … one part a step.
std::string json_pointer(const std::vector<std::string>& context) {
  Json::json_pointer pointer;
  for (std::size_t i = 1; i < context.size(); ++i) {
    std::string part = context[i];
    if (part.size() >= 2 && part.front() == '[') part = part.substr(1, part.size() - 2);
    if (part.size() >= 2 && part.front() == '"') part = part.substr(1, part.size() - 2);
    pointer /= part;
  }
  return pointer.to_string();
}

// A name that the schema does not have is the commonest mistake and gets words of its own; the
// sentence of the validator ends with the name in quotation marks.
std::optional<std::string> unknown_name(const std::string& description) {
  if (!description.starts_with("Object contains a property that could not be validated"))
    return std::nullopt;
  const std::size_t end = description.rfind('\'');
  const std::size_t begin =
      end == std::string::npos || end == 0 ? end : description.rfind('\'', end - 1);
  if (begin == std::string::npos) return std::nullopt;
  return "unknown name " + printable(description.substr(begin + 1, end - begin - 1));
}

// The deepest place is the most telling: an object is wrong because something in it is.
Failure deepest(valijson::ValidationResults& problems) {
  Failure found{TILLGATE_E_DOCUMENT, "breaks its schema", ""};
  valijson::ValidationResults::Error problem;
  while (problems.popError(problem)) {
    const std::string pointer = json_pointer(problem.context);
    if (pointer.size() < found.where.size()) continue;
    found.where = pointer;
    found.detail = unknown_name(problem.description).value_or(printable(problem.description, 200));
  }
  return found;
}

}  // namespace

Result<Json> read_document(std::string_view schema_name, std::string_view text) {
  static Schemas schemas;
  TILLGATE_TRY(document, parse_json(text));
  const Compiled* const schema = schemas.find(schema_name);
  if (schema == nullptr)
    return Failure{TILLGATE_E_INTERNAL, "no such schema", std::string(schema_name)};

  valijson::ValidationResults problems;
  valijson::Validator validator;
  const Adapter adapter(document);
  if (validator.validate(schema->without_patterns, adapter, &problems) &&
      validator.validate(schema->full, adapter, &problems))
    return document;
  Failure failure = deepest(problems);
  failure.detail.insert(0, std::string(schema_name) + ": ");
  return failure;
}

Result<Json> read_argument(std::string_view schema, const char* text, const std::string& name) {
  if (text == nullptr) return Failure{TILLGATE_E_ARGUMENT, name + " is NULL", name};
  return read_document(schema, text);
}

}  // namespace tillgate::abi
