#include "policies/engine/facts.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "pack.hpp"
#include "policies/engine/confined.hpp"

using namespace tillgate;
using namespace tillgate::policies;

namespace {

// "where: what" of the refusal; empty when the facts were taken.
std::string refusal(const Json& facts) {
  const Views views = read_views().value();
  auto confined = ConfinedViews::open(views);
  REQUIRE(confined.ok());
  const auto inserted = FactTables(views).insert(confined->database(), facts);
  if (inserted) return "";
  CHECK(inserted.failure().status == TILLGATE_E_DOCUMENT);
  return inserted.failure().where + ": " + inserted.failure().detail;
}

std::string refusal_after(const char* pointer, const Json& value) {
  Json facts = test::clean_facts();
  facts[Json::json_pointer(pointer)] = value;
  return refusal(facts);
}

}  // namespace

TEST_CASE("facts of the views are taken") {
  CHECK(refusal(test::clean_facts()).empty());
  CHECK(refusal_after("/person/sex", nullptr).empty());
  CHECK(refusal_after("/line/0/packs", std::uint64_t{2}).empty());
}

TEST_CASE("anything else is refused at its place, without its value") {
  CHECK(refusal_after("/lines", Json::array()) == "/lines: no such table");
  CHECK(refusal_after("/person/name", "某人") == "/person/name: no such column");
  CHECK(refusal_after("/sale/day", 20'777) == "/sale/day: no such column");  // computed, not told
  CHECK(refusal_after("/line/1/packs", "1") == "/line/1/packs: must be an integer");
  CHECK(refusal_after("/line/1/packs", 1.0) == "/line/1/packs: must be an integer");
  CHECK(refusal_after("/line/1/packs", true) == "/line/1/packs: must be an integer");
  CHECK(refusal_after("/line/1/packs", std::numeric_limits<std::uint64_t>::max()) ==
        "/line/1/packs: must be an integer");
  CHECK(refusal_after("/sale/now_ms", std::numeric_limits<std::int64_t>::max()) ==
        "/sale/now_ms: is out of range");
  CHECK(refusal_after("/line/1/packs", -1) == "/line/1/packs: is out of range");
  CHECK(refusal_after("/line/1/gift", 2) == "/line/1/gift: is out of range");
  CHECK(refusal_after("/line/1/packs", nullptr) == "/line/1/packs: is required");
  CHECK(refusal_after("/line/1/pay", "cash") == "/line/1/pay: is none of the values it may have");
  CHECK(refusal_after("/line/1/pay", 1) == "/line/1/pay: must be a text");
  CHECK(refusal_after("/code/0/code", 8990001) == "/code/0/code: must be a text");
  CHECK(refusal_after("/line/1/name", "\xff") == "/line/1/name: must be UTF-8 without NUL");
  CHECK(refusal_after("/line/1/name", std::string("a\0b", 3)) ==
        "/line/1/name: must be UTF-8 without NUL");
  CHECK(refusal_after("/line/1", 5) == "/line/1: must be an object");
  CHECK(refusal_after("/line", Json::object()) == "/line: must be a list");
  CHECK(refusal_after("/person", Json::array()) == "/person: must be an object");
  CHECK(refusal(Json::array()) == ": facts must be an object");
}

TEST_CASE("a table with exactly one row has to be there, one with at most one need not") {
  Json facts = test::clean_facts();
  facts.erase("person");
  CHECK(refusal(facts).empty());
  facts.erase("pharmacy");
  CHECK(refusal(facts) == "/pharmacy: is required");
}

TEST_CASE("a row given twice is refused where it is given again") {
  Json facts = test::clean_facts();
  facts["line"].push_back(facts["line"][0]);
  CHECK(refusal(facts).starts_with("/line/2: "));
  facts = test::clean_facts();
  facts["prescription_item"].push_back(facts["prescription_item"][0]);
  CHECK(refusal(facts).starts_with("/prescription_item/1: "));
}
