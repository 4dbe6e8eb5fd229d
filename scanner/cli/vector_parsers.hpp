// From a vector's input and parameters to the parser of its kind and back to JSON, one entry a
// kind.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "scanner/code.hpp"

namespace tillgate::scanner {

// Takes a string, or the JSON value where the kind has one, and the parameters.
using VectorParser = std::function<Json(const Json& input, const Json& params)>;
using VectorParsers = std::map<std::string, VectorParser, std::less<>>;

const VectorParsers& goods_parsers();   // what is printed on goods
const VectorParsers& people_parsers();  // documents, cards, institutions, credentials
const VectorParsers& scan_parsers();    // scans as they arrive, and the codes of a receipt line

Json accepted_answer(Json fields);
Json refused_answer(Reason reason);  // its name in capitals
Json text_or_null(std::string_view text);
// The reference day of the vector, 2026-01-01 unless it names one.
std::int64_t day_of(const Json& params);

template <class T, class Describe>
Json answer_of(const Parsed<T>& parsed, Describe describe) {
  if (const auto* reason = std::get_if<Reason>(&parsed)) return refused_answer(*reason);
  return accepted_answer(describe(std::get<T>(parsed)));
}

// A parser of plain text.
template <class Parse, class Describe>
VectorParser plain(Parse parse, Describe describe) {
  return [=](const Json& input, const Json&) {
    return answer_of(parse(input.get_ref<const std::string&>()), describe);
  };
}

}  // namespace tillgate::scanner
