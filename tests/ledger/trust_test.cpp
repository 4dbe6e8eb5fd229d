#include "ledger/trust.hpp"

#include <catch2/catch.hpp>

#include "ledger/till.hpp"
#include "ledger/witness.hpp"

using namespace tillgate;
using namespace tillgate::ledger;
using test::TestWitness;
using test::Till;

namespace {

std::string log_vkey(const Till& till, std::size_t place = 0) {
  const auto& key = till.keys->public_keys().at(place);
  return crypto::vkey_text(key.name, key.key);
}

}  // namespace

TEST_CASE("a policy is met by the witnesses its groups ask for, and by no others") {
  const Till till;
  const TestWitness a("a.example/w"), b("b.example/w"), c("c.example/w");
  const std::string text = "# whom we trust\n\nlog " + log_vkey(till) +
                           " https://pharmacy.example/log\nwitness a " + a.vkey() +
                           "\nwitness\tb  " + b.vkey() + "\nwitness c " + c.vkey() +
                           " https://c.example\ngroup offices 1 a b\ngroup all-of-them all offices "
                           "c\nquorum all-of-them\n";
  const auto policy = parse_trust_policy(text);
  REQUIRE(policy.ok());
  CHECK(policy->keys.logs.size() == 1);
  CHECK(policy->quorum_met({0, 2}));
  CHECK(policy->quorum_met({1, 2}));
  CHECK_FALSE(policy->quorum_met({0, 1}));
  CHECK_FALSE(policy->quorum_met({2}));
  CHECK_FALSE(policy->quorum_met({}));
  CHECK(parse_trust_policy("log " + log_vkey(till) + "\nquorum none\n")->quorum_met({}));
}

TEST_CASE("a policy that could be read in two ways is refused with its line") {
  const Till till;
  const TestWitness a("a.example/w"), b("b.example/w");
  const std::string witnesses = "witness a " + a.vkey() + "\nwitness b " + b.vkey() + "\n";
  const std::vector<std::pair<std::string, std::string>> wrong = {
      {witnesses, ""},  // no quorum
      {witnesses + "quorum a\nquorum b\n", "line 4"},
      {witnesses + "quorum c\n", "line 3"},
      {witnesses + "group g 3 a b\nquorum g\n", "line 3"},
      {witnesses + "group g 0 a b\nquorum g\n", "line 3"},
      {witnesses + "group g 01 a b\nquorum g\n", "line 3"},
      {witnesses + "group g any a c\nquorum g\n", "line 3"},
      {witnesses + "group g any\nquorum g\n", "line 3"},
      {witnesses + "group g any a\ngroup h any a\nquorum h\n", "line 4"},
      {witnesses + "group a any b\nquorum a\n", "line 3"},
      {"witness a " + a.vkey() + "\nwitness b " + a.vkey() + "\nquorum a\n", "line 2"},
      {"witness none " + a.vkey() + "\nquorum none\n", "line 1"},
      {"log " + a.vkey() + "\nquorum none\n", "line 1"},
      {"witness a " + log_vkey(till) + "\nquorum a\n", "line 1"},
      {"log\nquorum none\n", "line 1"},
      {"trust everybody\nquorum none\n", "line 1"},
      {"\xff\nquorum none\n", ""},
  };
  for (const auto& [text, line] : wrong) {
    INFO(text);
    const auto policy = parse_trust_policy(text);
    REQUIRE_FALSE(policy.ok());
    CHECK(policy.failure().status == TILLGATE_E_DOCUMENT);
    CHECK(policy.failure().where == line);
  }
}

TEST_CASE("cosignatures by both algorithms are judged by key, time and text") {
  Till till;
  till.seal_many(3);
  for (const auto algorithm : {crypto::Algorithm::ed25519, crypto::Algorithm::sm2_sm3}) {
    const TestWitness witness("office.example/w", algorithm);
    TrustedKeys trusted;
    REQUIRE(add_trusted(log_vkey(till), trusted).ok());
    REQUIRE(add_trusted(witness.vkey(), trusted).ok());
    const std::string note = witness.cosigned(till.journal->checkpoint().value(), 1'796'000'000);
    const auto verdict = judge_note(crypto::parse_note(note).value(), trusted);
    REQUIRE(verdict->good_witnesses.size() == 1);
    CHECK(verdict->good_witnesses[0].time_s == 1'796'000'000);
    CHECK_FALSE(verdict->spoiled());

    till.seal(test::draft_of("sale_refused"));
    const std::string later = till.journal->checkpoint().value();
    const std::string moved =
        later + note.substr(note.rfind("\xE2\x80\x94"));  // the line under another text
    CHECK(judge_note(crypto::parse_note(moved).value(), trusted)->bad_witnesses.size() == 1);
  }
}

TEST_CASE("a witness' key is read with its own key id only") {
  const TestWitness witness("office.example/w");
  const std::string vkey = witness.vkey();
  CHECK(parse_witness_vkey(vkey).ok());
  for (const std::string& wrong :
       {std::string(), std::string("office.example/w"), "x" + vkey,
        "office.example/w+00000000" + vkey.substr(vkey.find('+', vkey.find('+') + 1)),
        vkey.substr(0, vkey.size() - 4), std::string("a+00000000+AQID")}) {
    INFO(wrong);
    CHECK(parse_witness_vkey(wrong).failure().status == TILLGATE_E_KEY);
  }
}
