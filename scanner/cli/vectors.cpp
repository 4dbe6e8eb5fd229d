#include "scanner/cli/vectors.hpp"

#include <algorithm>
#include <map>
#include <ostream>
#include <utility>

#include "base/bytes.hpp"
#include "base/os/file.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "scanner/cli/tool.hpp"
#include "scanner/cli/vector_parsers.hpp"
#include "scanner/scan.hpp"

namespace tillgate::scanner {

namespace {

const VectorParser* parser_of(const std::string& kind) {
  for (const VectorParsers* parsers : {&goods_parsers(), &people_parsers(), &scan_parsers()})
    if (const auto found = parsers->find(kind); found != parsers->end()) return &found->second;
  return nullptr;
}

Json input_of(const Json& vector) {
  if (!vector.contains("input_hex")) return vector.at("input");
  const auto bytes = from_hex(vector.at("input_hex").get<std::string>());
  return bytes ? Json(std::string(as_text(*bytes))) : Json("");
}

struct Total {
  int cases = 0;
  int agree = 0;
};

std::string line_of(const Json& value) {
  // An input that is not UTF-8 is never part of an answer, but nothing here may throw for it.
  return value.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

// A malformed file throws, as the JSON library does; the caller turns that into a message.
std::map<std::string, Total> answer_all(const Json& document, std::ostream& out) {
  std::map<std::string, Total> totals;
  for (const Json& vector : document.at("vectors")) {
    const Json answer = answer_vector(vector);
    const bool fits = agrees(answer, vector.at("expect"));
    Total& total = totals[vector.at("kind").get<std::string>()];
    ++total.cases;
    if (fits) ++total.agree;
    out << line_of({{"id", vector.at("id")}, {"answer", answer}, {"agrees", fits}});
  }
  return totals;
}

}  // namespace

Json accepted_answer(Json fields) {
  return {{"ok", true}, {"parse", std::move(fields)}};
}

Json refused_answer(Reason reason) {
  std::string name = refuse(reason).reason;
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return {{"ok", false}, {"reason", name}};
}

Json text_or_null(std::string_view text) {
  return text.empty() ? Json() : Json(text);
}

std::int64_t day_of(const Json& params) {
  return day_of_date(params.value("today", "2026-01-01")).value_or(day_2026);
}

Json answer_vector(const Json& vector) {
  const VectorParser* parser = parser_of(vector.at("kind").get<std::string>());
  if (parser == nullptr) return {{"ok", false}, {"reason", "UNKNOWN_KIND"}};
  return (*parser)(input_of(vector), vector.value("params", Json::object()));
}

bool agrees(const Json& answer, const Json& expected) {
  const bool ok = expected.at("ok").get<bool>();
  if (answer.at("ok") != ok) return false;
  if (!ok) {
    const auto any = expected.value("reason_any", Json::array({expected.at("reason")}));
    return std::find(any.begin(), any.end(), answer.at("reason")) != any.end();
  }
  const Json& fields = answer.at("parse");
  const auto& wanted = expected.at("parse").items();
  return std::all_of(wanted.begin(), wanted.end(), [&](const auto& field) {
    return fields.value(field.key(), Json()) == field.value();
  });
}

int answer_vector_file(const std::string& file, std::ostream& out, std::ostream& err) {
  constexpr std::size_t longest = 16U << 20U;
  const auto bytes = os::read_file(path_from_utf8(file), longest);
  if (!bytes) {
    err << file << ": " << bytes.failure().detail << "\n";
    return not_answered;
  }
  const auto document = parse_json(as_text(*bytes), {.max_bytes = longest});
  if (!document) {
    err << file << ": " << document.failure().where << ": " << document.failure().detail << "\n";
    return not_answered;
  }
  Total all;
  try {
    for (const auto& [kind, total] : answer_all(*document, out)) {
      out << line_of({{"kind", kind}, {"cases", total.cases}, {"agree", total.agree}});
      all.cases += total.cases;
      all.agree += total.agree;
    }
  } catch (const Json::exception& error) {
    err << file << ": not a file of vectors: " << error.what() << "\n";
    return not_answered;
  }
  out << line_of({{"cases", all.cases}, {"agree", all.agree}});
  return all.cases > 0 && all.cases == all.agree ? all_answered : not_answered;
}

}  // namespace tillgate::scanner
