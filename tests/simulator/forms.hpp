// Every message of the field table in its smallest and its fullest form, built from the table's own
// rows: one piece of code for all transactions. What a form says beyond its shape - which person,
// which item, what was sent before - is data in samples/platform/forms.json.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/json.hpp"

namespace tillgate::test {

enum class Fill { smallest, fullest };
// How numbers stand in a form: as they travel, or as the client takes them.
enum class NumbersAs { json, decimal_text };

// One field, with the fields of other files put where they are referred to.
struct FormField {
  std::string path;  // data[].psn_no; a group ends in [] when it is a list
  std::string type;
  std::size_t max = 0;
  int scale = 0;
  bool required = false;
  std::string condition_field;  // required when this sibling
  std::string condition_value;  // has this value
  std::string one_of;
  std::vector<std::string> codes;
};

// The fields of a request; "[]" paths as in the table.
std::vector<FormField> request_fields(const std::string& transaction);
// Every transaction that has a request.
std::vector<std::string> transactions();

// The value a form gives a field; null leaves the field out.
using FormValue = std::function<Json(const FormField& field)>;

Json build_form(const std::vector<FormField>& fields, Fill fill, NumbersAs numbers,
                const FormValue& value);

// A form with one field wrong, and how a finding about it begins.
struct Mutation {
  std::string what;
  std::string finding;  // "selinfo.rx_flag: not one"
  Json form;
};

std::vector<Mutation> mutations(const std::vector<FormField>& fields, const Json& fullest,
                                NumbersAs numbers);

}  // namespace tillgate::test
