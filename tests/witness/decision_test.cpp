// What the witness answers and what it remembers, without the network.
#include <catch2/catch.hpp>
#include <memory>
#include <thread>

#include "ledger/trust.hpp"
#include "sdk/witness/witness.hpp"
#include "support/data.hpp"
#include "witness/logs.hpp"

using namespace tillgate;
using test::ForkedTill;
using test::request_from;
using test::Till;

namespace {

// A witness in this process, with a clock of its own.
class Office {
 public:
  explicit Office(std::vector<std::string> vkeys) : vkeys_(std::move(vkeys)) {
    REQUIRE(witness::Keys::create(folder_ / "keys", "office.example/w", {}).ok());
    open();
  }
  // As after a restart.
  void open() {
    witness.reset();
    ledger::WitnessedLogs logs;
    for (const std::string& vkey : vkeys_) {
      auto key = crypto::parse_vkey(vkey).value();
      logs[key.name].push_back(std::move(key));
    }
    auto keys = witness::Keys::load(folder_ / "keys", {}).value();
    own_vkeys = keys.vkeys();
    witness = std::make_unique<witness::Witness>(
        std::move(keys), std::move(logs), witness::Books::open(folder_ / "w.db").value(), clock);
  }
  witness::HttpAnswer ask(const std::string& request) { return witness->add_checkpoint(request); }
  // How many records of this log it signed, as its audit view says.
  Json records() { return Json::parse(witness->overview().body)["logs"][0]["records"]; }

  test::FixedClock clock;
  std::vector<std::string> own_vkeys;
  std::unique_ptr<witness::Witness> witness;

 private:
  test::TemporaryFolder folder_;
  std::vector<std::string> vkeys_;
};

// The cosignatures in an answer, checked against the note they were asked for.
ledger::NoteVerdict judged(const Till& till, const Office& office, const std::string& note,
                           const std::string& lines) {
  ledger::TrustedKeys trusted = test::trusted_keys_of(till);
  for (const std::string& vkey : office.own_vkeys) REQUIRE(ledger::add_trusted(vkey, trusted).ok());
  const auto parsed = crypto::parse_note(note + lines);
  REQUIRE(parsed.ok());
  return ledger::judge_note(*parsed, trusted).value();
}

}  // namespace

TEST_CASE("a witness signs a log that grows, by both of its keys, at the time of its clock") {
  Till till;
  till.seal_many(3);
  Office office(test::vkeys_of(till));
  const auto first = office.ask(request_from(till, 0));
  REQUIRE(first.status == 200);
  const auto verdict = judged(till, office, till.journal->checkpoint().value(), first.body);
  REQUIRE(verdict.good_witnesses.size() == 2);
  CHECK(verdict.good_witnesses[0].time_s == 1'795'140'900);
  CHECK_FALSE(verdict.spoiled());

  till.seal_many(300);
  office.open();
  REQUIRE(office.ask(request_from(till, 3)).status == 200);
  CHECK(office.records() == 303);
}

TEST_CASE("the published vectors are answered as they say") {
  const Json file = test::read_json_data("vectors/tlog/witness.json");
  Office office({file["log_vkey"].get<std::string>()});
  for (const Json& step : file["steps"]) {
    INFO(step.value("name", ""));
    const auto answer = office.ask(step["request_body"]);
    CHECK(answer.status == step["status"]);
    if (step.contains("response_body")) CHECK(answer.body == step["response_body"]);
    if (step.contains("response_content_type")) CHECK(answer.type == step["response_content_type"]);
    const Json after = office.records();
    CHECK((after.is_null() ? 0 : after.get<int>()) == step["witness_size_after"]);
  }
}

TEST_CASE("every refusal has its status, changes nothing, and is on record") {
  Till till;
  till.seal_many(5);
  Till stranger("stranger.example/t/1");
  stranger.seal_many(2);
  Office office(test::vkeys_of(till));
  const std::string begun = request_from(till, 0);
  REQUIRE(office.ask(begun).status == 200);
  till.seal_many(4);
  const std::string good = request_from(till, 5);
  const std::string note = till.journal->checkpoint().value();
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    return text;
  };
  std::string foreign_line = note.substr(note.rfind("\xE2\x80\x94"));
  std::string unsigned_note = note.substr(0, note.find("\n\n") + 2) + "\xE2\x80\x94 x AAAAAAAA\n";

  struct Case {
    const char* what;
    std::string request;
    int status;
    std::string body;
  };
  const std::vector<Case> cases = {
      {"nothing", "", 400, ""},
      {"no old size", good.substr(good.find('\n') + 1), 400, ""},
      {"a leading zero", with("old 5", "old 05"), 400, ""},
      {"a sign", with("old 5", "old +5"), 400, ""},
      {"a size beyond 2^63", with("old 5", "old 9223372036854775808"), 400, ""},
      {"bad base64", with("old 5\n", "old 5\nAAAA\n"), 400, ""},
      {"64 hashes",
       with("old 5\n",
            [] {
              std::string lines = "old 5\n";
              for (int i = 0; i < 64; ++i) lines += std::string(43, 'A') + "=\n";
              return lines;
            }()),
       400, ""},
      {"no empty line", "old 5\n" + std::string(43, 'A') + "=\n", 400, ""},
      {"longer than a request can be", good + std::string(70'000, 'x'), 400, ""},
      {"old beyond new", ledger::add_checkpoint_text({10, {}, note}), 400, ""},
      {"a log it does not know", request_from(stranger, 0), 404, ""},
      {"no line of the log", ledger::add_checkpoint_text({5, {}, unsigned_note}), 403, ""},
      {"a signature that does not fit", with("\n9\n", "\n8\n"), 403, ""},
      {"rolled back", begun, 409, "5\n"},
      {"another size than signed last", request_from(till, 4), 409, "5\n"},
      {"a wrong proof", ledger::add_checkpoint_text({5, {ledger::Hash{}}, note}), 422, ""},
      {"a proof that is too short", ledger::add_checkpoint_text({5, {}, note}), 422, ""},
  };
  for (const Case& c : cases) {
    INFO(c.what);
    const auto answer = office.ask(c.request);
    CHECK(answer.status == c.status);
    if (!c.body.empty()) {
      CHECK(answer.body == c.body);
      CHECK(answer.type == "text/x.tlog.size");
    }
    CHECK(office.records() == 5);
  }
  const Json view = Json::parse(office.witness->overview().body);
  CHECK(view["logs"][0]["conflicts"] == 2);
  std::map<int, int> by_status;
  for (const Json& refusal : view["refusals"]) ++by_status[refusal["status"].get<int>()];
  CHECK(by_status == std::map<int, int>{{400, 9}, {403, 2}, {404, 1}, {422, 2}});
  REQUIRE(office.ask(good).status == 200);
}

TEST_CASE("a size-0 checkpoint enrols a log, and only with the root of nothing") {
  Till till;
  Office office(test::vkeys_of(till));
  const std::string empty = till.journal->checkpoint().value();
  CHECK(office.ask(ledger::add_checkpoint_text({0, {ledger::Hash{}}, empty})).status == 422);
  const auto wrong =
      crypto::sign_note(ledger::checkpoint_text({till.keys->origin(), 0, ledger::Hash{}, {}}),
                        {&till.keys->ed25519()});
  CHECK(office.ask(ledger::add_checkpoint_text({0, {}, *wrong})).status == 422);
  CHECK(office.ask(ledger::add_checkpoint_text({0, {}, empty})).status == 200);
  till.seal_many(2);
  CHECK(office.ask(request_from(till, 0)).status == 200);
}

TEST_CASE("a fork is refused at the same size and at a larger one, and kept as evidence") {
  Till till;
  till.seal_many(6);
  Office office(test::vkeys_of(till));
  REQUIRE(office.ask(request_from(till, 0)).status == 200);

  ForkedTill same(till, 6);
  const std::string split_view = request_from(same, 6);
  CHECK(office.ask(split_view).status == 422);
  ForkedTill larger(till, 9);
  CHECK(office.ask(request_from(larger, 6)).status == 422);
  CHECK(office.records() == 6);

  const Json refusals = Json::parse(office.witness->overview().body)["refusals"];
  REQUIRE(refusals.size() == 2);
  const std::int64_t id = refusals[1]["id"];
  CHECK(office.witness->evidence(id).body == split_view);
  CHECK(office.ask(split_view).status == 422);  // once is enough
  CHECK(Json::parse(office.witness->overview().body)["refusals"].size() == 2);
}

TEST_CASE("the same tree again gets a fresh time, which never goes back") {
  Till till;
  till.seal_many(2);
  Office office(test::vkeys_of(till));
  const std::string note = till.journal->checkpoint().value();
  const auto time_of = [&](const std::string& lines) {
    return judged(till, office, note, lines).good_witnesses.at(0).time_s;
  };
  const std::uint64_t first = time_of(office.ask(request_from(till, 0)).body);
  office.clock.advance(60'000);
  CHECK(time_of(office.ask(request_from(till, 2)).body) == first + 60);
  office.clock.set(0);
  CHECK(time_of(office.ask(request_from(till, 2)).body) == first + 60);
}

TEST_CASE("of two histories that are submitted at the same time one is signed") {
  Till till;
  till.seal_many(4);
  ForkedTill fork(till, 4);
  for (int round = 0; round < 8; ++round) {
    Office office(test::vkeys_of(till));
    const std::string here = request_from(till, 0);
    const std::string there = request_from(fork, 0);
    int other = 0;
    std::thread thread([&] { other = office.ask(there).status; });
    const int own = office.ask(here).status;
    thread.join();
    INFO(own << " and " << other);
    CHECK(((own == 200) != (other == 200)));
    CHECK((own == 409 || other == 409));
    CHECK(office.records() == 4);
  }
}

TEST_CASE("many submissions of a growing log at once never take the witness back") {
  Till till;
  std::vector<std::string> requests;
  std::vector<std::uint64_t> sizes;
  for (int i = 0; i < 12; ++i) {
    const std::uint64_t before = till.journal->size().value();
    till.seal_many(2);
    requests.push_back(request_from(till, before));
    sizes.push_back(before + 2);
  }
  Office office(test::vkeys_of(till));
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int again = 0; again < 3; ++again)
        for (const std::string& request : requests) office.ask(request);
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(office.records() == sizes.back());
}
