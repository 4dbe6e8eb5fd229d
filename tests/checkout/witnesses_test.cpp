// The till's side of being witnessed: asking, keeping, failing, and being refused.
#include "checkout/witnesses.hpp"

#include <catch2/catch.hpp>
#include <map>

#include "ledger/till.hpp"
#include "ledger/trust.hpp"
#include "ledger/witness.hpp"
#include "ledger/witness_book.hpp"

using namespace tillgate;
using checkout::Witnesses;
using platform::HttpReply;
using test::TestWitness;

namespace {

// A witness that keeps its book, and fails as the test says.
struct Office {
  Office(const test::Till& till, const std::string& name)
      : witness(name), book(test::trusted_keys_of(till)) {}

  TestWitness witness;
  ledger::WitnessBook book;
  std::uint64_t now_s = 1'795'140'900;
  int asked = 0;
  enum class Fault {
    none,
    away,
    lost_reply,
    server_error,
    unknown_log,
    foreign_line
  } fault = Fault::none;

  Result<HttpReply> answer(const platform::HttpRequest& request) {
    ++asked;
    if (fault == Fault::away) return Failure{TILLGATE_E_OFFLINE, "nothing was sent", ""};
    if (fault == Fault::server_error) return HttpReply{503, "later"};
    if (fault == Fault::unknown_log) return HttpReply{404, ""};
    const auto given = book.judge(request.body).value();
    if (fault == Fault::lost_reply) return Failure{TILLGATE_E_UNCERTAIN, "no whole reply", ""};
    if (given.known_size) return HttpReply{409, std::to_string(*given.known_size) + "\n"};
    if (given.status != 200) return HttpReply{given.status, ""};
    const std::string note = ledger::parse_add_checkpoint(request.body)->checkpoint;
    const TestWitness stranger("stranger.example/w");
    const TestWitness& by = fault == Fault::foreign_line ? stranger : witness;
    return HttpReply{200, by.cosigned(note, now_s).substr(note.size())};
  }
};

class Connected final : public platform::Transport {
 public:
  explicit Connected(Office& office) : office_(office) {}
  Result<HttpReply> post(const platform::HttpRequest& request, const Deadline&) override {
    return office_.answer(request);
  }

 private:
  Office& office_;
};

struct Counter {
  explicit Counter(std::size_t count = 1, std::size_t wanted = 1) {
    till.seal_many(3);
    policy.wanted = wanted;
    policy.every_ms = 600'000;
    for (std::size_t i = 0; i < count; ++i) {
      const std::string name = "office-" + std::to_string(i) + ".example/w";
      auto office = std::make_unique<Office>(till, name);
      policy.members.push_back(
          {"https://office" + std::to_string(i) + "/w/", office->witness.vkey(), ""});
      at["https://office" + std::to_string(i) + "/w/"] = office.get();
      offices.push_back(std::move(office));
    }
    open();
  }
  // As after a restart.
  void open() {
    witnesses.reset();
    till.open();
    witnesses = create().value();
  }
  Result<std::unique_ptr<Witnesses>> create() {
    return Witnesses::create(policy, *till.database, *till.journal, till.clock,
                             [this](const checkout::WitnessAddress& address)
                                 -> Result<std::unique_ptr<platform::Transport>> {
                               return std::unique_ptr<platform::Transport>(
                                   std::make_unique<Connected>(*at.at(address.url)));
                             });
  }
  std::string ask() { return witnesses->ask(Deadline::in(till.clock, 10'000)).value(); }
  // Which witnesses have a good line under a note.
  std::size_t lines_under(const std::string& note) {
    ledger::TrustedKeys trusted = test::trusted_keys_of(till);
    for (const auto& office : offices)
      REQUIRE(ledger::add_trusted(office->witness.vkey(), trusted).ok());
    const auto verdict = ledger::judge_note(crypto::parse_note(note).value(), trusted).value();
    CHECK_FALSE(verdict.spoiled());
    return verdict.good_witnesses.size();
  }
  Json member(std::size_t i = 0) { return witnesses->status().value()["members"][i]; }
  std::size_t warned() { return witnesses->warnings()->size(); }
  Office& office(std::size_t i = 0) { return *offices[i]; }

  test::Till till;
  checkout::WitnessPolicy policy;
  std::vector<std::unique_ptr<Office>> offices;
  std::map<std::string, Office*> at;
  std::unique_ptr<Witnesses> witnesses;
};

using OfficeFault = Office::Fault;

}  // namespace

TEST_CASE("a checkpoint comes back with the lines of all witnesses, which stay over a restart") {
  Counter counter(2, 2);
  CHECK(counter.witnesses->due());
  CHECK(counter.warned() == 1);  // nobody has signed yet
  CHECK(counter.lines_under(counter.ask()) == 2);
  CHECK(counter.warned() == 0);
  CHECK(counter.member()["records"] == 3);
  CHECK(counter.member()["cosigned_at"] == "2026-11-20 10:15:00");
  CHECK(counter.member()["failure"].is_null());
  CHECK(counter.witnesses->status().value()["reached"] == 2);
  CHECK_FALSE(counter.witnesses->due());

  counter.open();
  CHECK(counter.lines_under(counter.till.journal->checkpoint().value()) == 2);
  CHECK(counter.warned() == 0);
  counter.till.seal_many(40);
  CHECK(counter.lines_under(counter.ask()) == 2);
  CHECK(counter.member()["records"] == 43);
  CHECK(counter.office().asked == 2);
}

TEST_CASE("witnesses are asked when records came and time went by, and every hour in any case") {
  Counter counter;
  counter.ask();
  counter.ask();
  CHECK(counter.office().asked == 1);  // it has signed this very checkpoint
  counter.till.seal_many(1);
  CHECK_FALSE(counter.witnesses->due());
  counter.till.clock.advance(600'000);
  CHECK(counter.witnesses->due());
  counter.ask();
  CHECK(counter.office().asked == 2);
  counter.till.clock.advance(3'599'000);
  CHECK_FALSE(counter.witnesses->due());
  counter.till.clock.advance(1'000);
  CHECK(counter.witnesses->due());
  counter.office().now_s += 4'200;
  CHECK(counter.lines_under(counter.ask()) == 1);  // the later line alone
  CHECK(counter.member()["cosigned_at"] == "2026-11-20 11:25:00");
}

TEST_CASE("a witness that fails is left alone for a while, and the till goes on") {
  for (const OfficeFault fault : {OfficeFault::away, OfficeFault::server_error,
                                  OfficeFault::unknown_log, OfficeFault::foreign_line}) {
    Counter counter(2, 2);
    counter.office().fault = fault;
    CHECK(counter.lines_under(counter.ask()) == 1);
    CHECK(counter.warned() == 1);
    CHECK(counter.member()["records"].is_null());
    CHECK_FALSE(counter.member()["failure"].is_null());
    CHECK(counter.member()["refused"] == false);
    CHECK(counter.member(1)["records"] == 3);

    const int asked = counter.office().asked;
    counter.ask();
    CHECK(counter.office().asked == asked);
    counter.till.clock.advance(1'000);
    CHECK(counter.witnesses->due());
    counter.ask();
    CHECK(counter.office().asked > asked);

    counter.office().fault = OfficeFault::none;
    counter.till.clock.advance(2'000);
    CHECK(counter.lines_under(counter.ask()) == 2);
    CHECK(counter.member()["failure"].is_null());
    CHECK(counter.warned() == 0);
  }
}

TEST_CASE("a reply that was lost, whether the witness signed or not, costs one further question") {
  for (const OfficeFault fault :
       {OfficeFault::away, OfficeFault::lost_reply}) {  // not signed; signed
    Counter counter;
    counter.office().fault = fault;
    CHECK(counter.lines_under(counter.ask()) == 0);
    counter.office().fault = OfficeFault::none;
    counter.till.seal_many(5);
    counter.till.clock.advance(1'000);
    CHECK(counter.lines_under(counter.ask()) == 1);
    CHECK(counter.member()["records"] == 8);
  }
}

TEST_CASE("a database that lost its cosignatures takes them up where the witness stands") {
  Counter counter;
  counter.ask();
  counter.till.execute("DELETE FROM ledger_cosignature");
  counter.till.seal_many(4);
  CHECK(counter.lines_under(counter.ask()) == 1);
  CHECK(counter.office().asked == 3);  // 0 to 7, then 3 to 7
}

TEST_CASE("a witness that signed another history is believed: sealed, told, and asked no more") {
  // Under the same name and keys it saw other records, as after a restored backup or on a copy.
  const std::vector<std::pair<const char*, std::uint64_t>> histories = {{"more", 9}, {"others", 2}};
  for (const auto& [what, records] : histories) {
    INFO(what);
    Counter again;
    test::Till copy(again.till.keys->origin());
    copy.journal.reset();
    copy.database.reset();
    std::filesystem::remove(copy.folder / "till.db");
    copy.clock.advance(5'000);
    copy.database = store::Database::open(copy.folder / "till.db").value();
    copy.journal =
        ledger::Journal::open(*copy.database, *again.till.keys, {"till-1"}, copy.clock).value();
    copy.seal_many(records);
    REQUIRE(
        again.office()
            .book.judge(ledger::add_checkpoint_text({0, {}, copy.journal->checkpoint().value()}))
            ->status == 200);

    CHECK(again.lines_under(again.ask()) == 0);
    CHECK(again.member()["refused"] == true);
    CHECK(again.witnesses->warnings()->front()["zh"].get<std::string>().find("稽核") !=
          std::string::npos);
    const std::string sealed =
        again.till.journal->entry(again.till.journal->size().value() - 1).value();
    CHECK(sealed.find("\"kind\":\"witness_refused\"") != std::string::npos);
    CHECK(sealed.find(again.office().witness.vkey()) != std::string::npos);

    const int asked = again.office().asked;
    again.open();
    again.till.clock.advance(4'000'000);
    again.ask();
    CHECK(again.office().asked == asked);
    CHECK(again.member()["refused"] == true);
  }
}

TEST_CASE("a till that was just opened is given time before it warns, a silent witness is not") {
  Counter counter;
  counter.ask();
  counter.till.clock.advance(14 * 3'600'000);  // the night
  counter.open();
  CHECK(counter.warned() == 0);
  counter.till.clock.advance(3 * 3'600'000);
  CHECK(counter.warned() == 1);
  counter.ask();
  CHECK(counter.warned() == 0);
}

TEST_CASE("witnesses that cannot be are refused with their place") {
  Counter counter(2, 2);
  const auto failure_with = [&](const std::function<void(checkout::WitnessPolicy&)>& change) {
    const checkout::WitnessPolicy before = counter.policy;
    change(counter.policy);
    const auto created = counter.create();
    counter.policy = before;
    REQUIRE_FALSE(created.ok());
    CHECK(created.failure().status == TILLGATE_E_CONFIG);
    return created.failure().where;
  };
  CHECK(failure_with([](auto& policy) { policy.wanted = 3; }) == "/witnesses/wanted");
  CHECK(failure_with([](auto& policy) { policy.members[1].vkey = "x"; }) ==
        "/witnesses/members/1/vkey");
  CHECK(failure_with([](auto& policy) { policy.members[1].vkey = policy.members[0].vkey; }) ==
        "/witnesses/members/1/vkey");
}
