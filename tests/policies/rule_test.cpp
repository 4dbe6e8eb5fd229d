#include "policies/engine/rule.hpp"

#include <catch2/catch.hpp>

#include "pack.hpp"

using namespace tillgate;
using namespace tillgate::policies;
using test::RuleText;

namespace {

struct Parsed {
  std::optional<Rule> rule;
  Problems problems;
};

Parsed parse(const std::string& text, const std::string& file = "rules/T-01.sql") {
  Parsed parsed;
  parsed.rule = parse_rule(file, text, read_views().value(), parsed.problems);
  return parsed;
}

std::string text_with(std::vector<std::pair<std::string, std::string>> changes) {
  return RuleText{"T-01", std::move(changes), "SELECT 1 AS line;\n"}.text();
}

// "line: what" of the only complaint.
std::string complaint(const Parsed& parsed) {
  CHECK_FALSE(parsed.rule.has_value());
  if (parsed.problems.size() != 1) return std::to_string(parsed.problems.size()) + " complaints";
  return std::to_string(parsed.problems.front().line) + ": " + parsed.problems.front().what;
}

}  // namespace

TEST_CASE("a header is read into the rule, entry by entry") {
  const auto [rule, problems] = parse(
      "-- id:      T-01\n"
      "-- title:   试验规则 / A trial\n"
      "-- effect:  confirm\n"
      "-- scope:   fund\n"
      "-- on:      sale\n"
      "--\n"
      "-- guard:   sale, fund\n"
      "-- needs:   person.sex, person.age_years\n"
      "-- absent:  pharmacy.designated\n"
      "-- param:   most integer 3 lower 1..3\n"
      "-- param:   from_day day 2026-01-01 fixed\n"
      "-- zh:      第一段:\n"
      "--          第二段\n"
      "-- en:      Text\n"
      "-- next_zh: 下一步\n"
      "-- next_en: Next\n"
      "-- basis:   某法 第一条\n"
      "-- since:   2026-01-01\n"
      "-- until:   2026-12-31\n"
      "-- note:    for the reader: colons do not matter\n"
      "-- note:    twice\n"
      "SELECT 1 AS a;\n"
      "-- id: not the header any more\n");
  CHECK(problems.empty());
  REQUIRE(rule.has_value());
  CHECK(rule->id == "T-01");
  CHECK(rule->title_zh == "试验规则");
  CHECK(rule->title_en == "A trial");
  CHECK(rule->effect == Effect::confirm);
  CHECK(rule->scope == Scope::fund);
  CHECK(rule->on == Rule::On::sale);
  CHECK(rule->guards == std::vector<std::string>{"sale", "fund"});
  CHECK(rule->needs == std::vector<std::string>{"person.sex", "person.age_years"});
  CHECK(rule->absent == std::vector<std::string>{"pharmacy.designated"});
  REQUIRE(rule->parameters.size() == 2);
  CHECK(rule->parameters[1].name == "from_day");
  CHECK(rule->zh == "第一段: 第二段");
  CHECK(rule->since_day == 20'454);
  CHECK(rule->until_day == 20'818);
  CHECK(rule->sql_line == 22);
  CHECK(rule->sql == "SELECT 1 AS a;\n-- id: not the header any more\n");
}

TEST_CASE("what breaks the grammar is refused with its line") {
  const std::vector<std::tuple<std::string, std::string, std::string>> cases{
      {"effect", "stop", "3: effect is block, approve, confirm, warn or record"},
      {"scope", "line", "4: scope is fund or sale"},
      {"on", "receipt", "5: on is line or sale"},
      {"guard", "sale, funds", "6: unknown guard funds"},
      {"guard", "fund", "6: a rule is for sales or for refunds: its guards name one of the two"},
      {"guard", "sale, refund",
       "6: a rule is for sales or for refunds: its guards name one of the two"},
      {"title", "只有中文", "2: a title is written 中文 / English"},
      {"since", "2026-02-30", "12: since is not a date YYYY-MM-DD"},
      {"until", "2026-1-5", "13: until is not a date YYYY-MM-DD"},
      {"needs", "person.gender", "13: unknown column person.gender"},
      {"absent", "gender", "13: unknown column gender"},
      {"param", "most integer x lower", "13: parameter: the default does not fit the type"},
      {"stops", "P1, P9", "13: unknown offence P9"},
      {"severity", "high", "13: not a header entry: severity"},
      {"zh", "", "1: header lacks zh"},
      {"basis", "", "1: header lacks basis"},
      {"next_en", "", "1: header lacks next_zh or next_en: a finding names its way out"},
  };
  for (const auto& [key, value, expected] : cases) {
    INFO(key << ": " << value);
    CHECK(complaint(parse(text_with({{key, value}}))) == expected);
  }
  CHECK(parse(text_with({})).rule.has_value());
}

TEST_CASE("an entry given twice, an empty one and a header without a SELECT are refused") {
  CHECK(complaint(parse("-- scope: sale\n" + text_with({}))) == "5: scope is given twice");
  CHECK(complaint(parse(text_with({{"zh", " "}}))) == "7: zh is empty");
  CHECK(complaint(parse(RuleText{"T-01", {}, " \n"}.text())) == "13: no SELECT behind the header");
  CHECK(complaint(parse(text_with({{"zh", "\xff"}}))) == "7: zh is not UTF-8");
}

TEST_CASE("line ends of Windows are read, a byte order mark is refused") {
  std::string text = text_with({});
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2)
    text.insert(at, "\r");
  const auto rule = parse(text).rule;
  REQUIRE(rule.has_value());
  CHECK(rule->zh == "不行");
  CHECK(complaint(parse("\xEF\xBB\xBF" + text_with({}))) ==
        "1: begins with a byte order mark: save it as UTF-8 without one");
}

TEST_CASE("a rule is known by the name of its file") {
  CHECK(complaint(parse(text_with({}), "rules/T-02.sql")) ==
        "1: the file is not named after the id");
  CHECK(complaint(parse(text_with({{"id", "t-01"}}), "rules/t-01.sql")) ==
        "1: an id is up to 20 capital letters, digits and -");
}

TEST_CASE("a rule that only records needs no next step") {
  CHECK(
      parse(text_with({{"effect", "record"}, {"next_zh", ""}, {"next_en", ""}})).rule.has_value());
}
