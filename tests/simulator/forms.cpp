#include "simulator/forms.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/os/file.hpp"
#include "platform/field_path.hpp"
#include "support/data.hpp"

namespace tillgate::test {

namespace {

std::filesystem::path folder() {
  return std::filesystem::path(TILLGATE_SOURCE_DIR) / "plugin" / "platform" / "fields";
}

Json read_table(const std::string& name) {
  const auto bytes = os::read_file(folder() / (name + ".json"), 1 << 20, TILLGATE_E_STORE).value();
  return Json::parse(as_text(bytes));
}

// The file that serves a transaction: its own, or one that says so.
const Json& table_of(const std::string& transaction) {
  static const std::map<std::string, Json> all = [] {
    std::map<std::string, Json> tables;
    for (const auto& file : std::filesystem::directory_iterator(folder())) {
      const std::string name = file.path().stem().string();
      if (name == "codes" || name == "envelope") continue;
      const Json table = read_table(name);
      tables[name] = table;
      for (const Json& also : table.value("also", Json::array())) tables[also] = table;
    }
    return tables;
  }();
  return all.at(transaction);
}

FormField field_of(const Json& row, const std::string& path) {
  static const Json codes = read_table("codes");
  FormField field;
  field.path = path;
  field.type = row.at("type");
  field.max = row.value("max", std::size_t{0});
  field.scale = row.value("scale", 0);
  field.required = row.value("required", false);
  field.one_of = row.value("one_of", "");
  if (row.contains("required_when")) {
    field.condition_field = row["required_when"].at("field");
    field.condition_value = row["required_when"].at("is");
  }
  if (row.contains("codes"))
    for (const auto& code : codes.at(row["codes"].get<std::string>()).items())
      field.codes.push_back(code.key());
  return field;
}

std::string parent_of(const std::string& path) {
  const std::size_t dot = path.rfind('.');
  return dot == std::string::npos ? "" : path.substr(0, dot);
}

std::string without_marker(const std::string& path) {
  return path.ends_with("[]") ? path.substr(0, path.size() - 2) : path;
}

bool is_group(const FormField& field) {
  return field.type == "object" || field.type == "array";
}

std::string repeated(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "药";
  return text;
}

// A value of the right form when nothing says which.
Json plain_value(const FormField& field) {
  if (!field.codes.empty()) return field.codes.front();
  if (field.type == "number") return 1;
  if (field.type == "date") return "2026-11-20";
  if (field.type == "time") return "2026-11-20 10:15:00";
  return field.max == 0 ? "样例" : repeated(std::min<std::size_t>(field.max, 2));
}

Json as_number(const Json& value, NumbersAs numbers) {
  if (numbers == NumbersAs::json || !value.is_number()) return value;
  return value.dump();
}

}  // namespace

std::vector<std::string> transactions() {
  std::vector<std::string> all;
  for (const auto& file : std::filesystem::directory_iterator(folder())) {
    const std::string name = file.path().stem().string();
    if (name == "codes" || name == "envelope") continue;
    all.push_back(name);
    for (const Json& also : read_table(name).value("also", Json::array())) all.push_back(also);
  }
  std::sort(all.begin(), all.end());
  return all;
}

std::vector<FormField> request_fields(const std::string& transaction) {
  std::vector<FormField> fields;
  for (const Json& row : table_of(transaction).at("request")) {
    const std::string path = row.at("path");
    fields.push_back(field_of(row, path));
    if (!row.contains("fields_of")) continue;
    const Json& where = row["fields_of"];
    const std::string group = where.at("group").get<std::string>() + ".";
    for (const Json& other :
         table_of(where.at("transaction")).at(where.at("part").get<std::string>())) {
      const std::string inner = other.at("path");
      if (inner.starts_with(group))
        fields.push_back(field_of(other, path + "." + inner.substr(group.size())));
    }
  }
  return fields;
}

Json build_form(const std::vector<FormField>& fields, Fill fill, NumbersAs numbers,
                const FormValue& value) {
  Json form = Json::object();
  std::set<std::string> groups = {""};
  std::set<std::string> alternatives;
  // A condition may hang on a field that comes later.
  std::map<std::string, std::string> given;
  for (const FormField& field : fields)
    if (field.required && !field.codes.empty()) {
      const Json chosen = value(field);
      given[field.path] =
          chosen == Json("") || chosen.is_null() ? field.codes.front() : chosen.get<std::string>();
    }
  for (const FormField& field : fields) {
    const std::string parent = parent_of(field.path);
    if (!groups.contains(parent)) continue;
    const auto condition = given.find((parent.empty() ? "" : parent + ".") + field.condition_field);
    const bool needed =
        field.required ||
        (!field.one_of.empty() && !alternatives.contains(parent + "/" + field.one_of)) ||
        (condition != given.end() && condition->second == field.condition_value);
    if (fill == Fill::smallest && !needed) continue;
    if (is_group(field)) {
      groups.insert(field.path);
      form[pointer(field.path)] = Json::object();
      continue;
    }
    Json chosen = value(field);
    if (chosen.is_null()) continue;
    if (chosen == Json("")) chosen = plain_value(field);
    if (!field.one_of.empty()) alternatives.insert(parent + "/" + field.one_of);
    if (chosen.is_string()) given[field.path] = chosen;
    form[pointer(field.path)] = field.type == "number" ? as_number(chosen, numbers) : chosen;
  }
  return form;
}

std::vector<Mutation> mutations(const std::vector<FormField>& fields, const Json& fullest,
                                NumbersAs numbers) {
  std::vector<Mutation> all;
  for (const FormField& field : fields) {
    const auto place = pointer(without_marker(field.path));
    if (!fullest.contains(place)) continue;
    const std::string name = indexed(without_marker(field.path));
    const auto add = [&](const char* what, const Json& value, const std::string& finding) {
      Mutation mutation{field.path + " " + what, finding, fullest};
      mutation.form[place] = value;
      all.push_back(std::move(mutation));
    };
    if (field.required) add("missing", nullptr, name + ": missing");
    if (is_group(field)) {
      add("of the wrong type", "text", name + ": not an ");
      const std::string row = indexed(field.path);
      Mutation unknown{field.path + " with a field nobody knows", row + ".zz: unknown field",
                       fullest};
      unknown.form[pointer(field.path + ".zz")] = "1";
      all.push_back(std::move(unknown));
    } else if (field.type == "number") {
      add("of the wrong type", numbers == NumbersAs::json ? Json("1") : Json(1), name + ": not a");
      if (field.max > 0) {
        const std::string digits(field.max - static_cast<std::size_t>(field.scale) + 1, '9');
        add("too long", numbers == NumbersAs::json ? Json::parse(digits) : Json(digits),
            name + ": ");
      }
    } else {
      add("of the wrong type", 1, name + ": not text");
      if (field.type != "text") {
        add("no date", "2026-02-30 25:00:00", name + ": not a ");
      } else if (!field.codes.empty()) {
        add("of a code nobody knows", "?", name + ": not one of the codes");
      } else if (field.max > 0) {
        add("too long", repeated(field.max + 1), name + ": longer than");
      }
    }
  }
  return all;
}

}  // namespace tillgate::test
