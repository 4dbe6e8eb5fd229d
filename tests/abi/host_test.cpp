// The register settles by itself: it is authorised before and tells the outcome after.
#include <catch2/catch.hpp>

#include "abi/till.hpp"
#include "platform/client.hpp"
#include "platform/counting_ids.hpp"

using namespace tillgate;
using test::Answer;
using test::Sale;
using test::Till;

namespace {

const std::string host_pack = "89900180000000000001";

// A register's own connection to the platform.
class HostRegister {
 public:
  explicit HostRegister(Till& till) {
    platform::Settings settings;
    settings.url = till.platform().url();
    settings.region = "999900";
    settings.receiver = "YBXT";
    settings.institution_code = "P99999900001";
    settings.institution_name = "示例药店";
    settings.application = "TILLGATE-SAMPLE";
    settings.secret = "sample-secret-never-used-for-real";
    settings.message_slot = 50;
    client_ = platform::Client::create(
                  settings,
                  platform::CurlTransport::create({.ca_file = till.platform().ca_file()}).value(),
                  clock_, ids_)
                  .value();
  }

  // 1101 and 2102 for one pack of D018; what an outcome tells of it.
  Json settle(const test::SamplePerson& person, Fen price_fen = 1714) {
    const Deadline deadline = Deadline::in(clock_, 20'000);
    const platform::Operator cashier{"C002", "收银员乙"};
    const auto sign_in = client_->sign_in(cashier, deadline);
    const platform::Session session{cashier, std::get<platform::SignIn>(sign_in.value()).number};
    const platform::Credential shown{"01", test::fresh_token(person), ""};
    const auto known = client_->query_person(shown, session, deadline);
    const auto& who = std::get<platform::Person>(known.value());
    platform::SettlementRequest request;
    request.person_number = who.number;
    request.credential = shown;
    request.insurance_kind = who.insurances[0].kind;
    request.insured_region = who.insurances[0].region;
    request.begun_at = clock_.now();
    request.lines = {{"HOST-1", "SYND018", "D018", price_fen, 1000, price_fen, {}, "", ""}};
    const std::string message_id = client_->next_message_id().value();
    const auto answer = client_->settle(request, message_id, session, deadline);
    const auto& settled = std::get<platform::Settlement>(answer.value());
    return {{"settlement_id", settled.id},
            {"visit_id", settled.visit_id},
            {"message_id", message_id},
            {"settled_at", local_text(settled.settled_at)},
            {"amounts",
             {{"total_fen", settled.total_fen},
              {"fund_fen", settled.fund_total_fen},
              {"account_fen", settled.account_fen},
              {"cash_fen", settled.cash_fen}}}};
  }

 private:
  SystemClock clock_;
  test::CountingIds ids_;
  std::unique_ptr<platform::Client> client_;
};

Sale passed(const Till& till, const std::string& key, const std::string& pack = host_pack) {
  const Sale sale = till.begin(key);
  REQUIRE(sale.identify(test::qian).document["identified"] == true);
  REQUIRE(sale.line(1, "D018").status == TILLGATE_OK);
  REQUIRE(sale.scan(pack).status == TILLGATE_OK);
  REQUIRE(sale.review().document["verdict"] == "pass");
  return sale;
}

Json outcome_of(const Json& granted, const std::string& outcome,
                const Json& more = Json::object()) {
  Json document = {{"authorisation", granted["authorisation"]},
                   {"basket", granted["basket"]},
                   {"outcome", outcome}};
  document.update(more);
  return document;
}

// What a register tells that settled one pack of D018.
Json told(const std::string& id = "99990020261125000000001") {
  return {
      {"settlement_id", id},
      {"visit_id", "V1"},
      {"settled_at", "2026-11-25 10:00:00"},
      {"amounts", {{"total_fen", 1714}, {"fund_fen", 857}, {"account_fen", 857}, {"cash_fen", 0}}}};
}

const Json host = {{"settlement", "host"}};

}  // namespace

TEST_CASE("a register that settles by itself is authorised, and its outcome sealed and uploaded") {
  Till till;
  till.reconfigure(host);
  const Sale sale = passed(till, "S1");
  CHECK(sale.settle().status == TILLGATE_E_STATE);
  const Answer granted = sale.authorise();
  REQUIRE(granted.status == TILLGATE_OK);
  CHECK(granted.document["authorised"] == true);
  CHECK(granted.document["fund_lines_fen"] == 1714);
  CHECK(sale.state() == "authorised");
  CHECK(sale.authorise().document == granted.document);
  // Nothing changes any more, and the pack is nobody else's.
  CHECK(sale.line(1, "D018", 2).status == TILLGATE_E_STATE);
  CHECK(sale.abandon("不要了").status == TILLGATE_E_STATE);

  HostRegister own(till);
  const Json settled = own.settle(test::qian);
  const Answer answer = sale.outcome(outcome_of(granted.document, "settled", settled));
  REQUIRE(answer.status == TILLGATE_OK);
  CHECK(answer.document["settled"] == true);
  CHECK(answer.document["differences"].empty());
  CHECK(answer.document["authorisation"] == granted.document["authorisation"]);
  CHECK(answer.document["amounts"]["fund_fen"] == 857);
  CHECK(sale.state() == "settled");
  CHECK(sale.outcome(outcome_of(granted.document, "settled", settled)).document == answer.document);
  CHECK(sale.outcome(outcome_of(granted.document, "failed")).status == TILLGATE_E_CONFLICT);
  CHECK(till.status().document["unfinished"].empty());

  REQUIRE(till.sync().status == TILLGATE_OK);
  CHECK(till.status().document["uploads"]["rejected"] == 0);
  CHECK(till.uploaded_codes() == std::vector<std::string>{host_pack});

  // It is given back like any other.
  CHECK(sale.refund("RF1").document["refunded"] == true);
  const auto records = till.verified_records();
  const auto authorised = Till::about(records, "sale_authorised", "S1");
  REQUIRE(authorised.size() == 1);
  CHECK(authorised[0]["index"] == granted.document["record"]);
  CHECK(authorised[0]["body"]["authorised"]["basket"] == granted.document["basket"]);
  CHECK(authorised[0]["body"]["verdict"]["standing"] == "pass");
  const auto sealed = Till::about(records, "sale_settled", "S1");
  REQUIRE(sealed.size() == 1);
  CHECK(sealed[0]["body"]["authorisation"] == granted.document["authorisation"]);
  CHECK(sealed[0]["body"]["told_by"] == "register");
}

TEST_CASE("an authorisation without an outcome is not forgotten, also over restarts") {
  Till till;
  till.reconfigure(host);
  const Sale sale = passed(till, "S1");
  const Answer granted = sale.authorise();
  REQUIRE(granted.status == TILLGATE_OK);
  sale.close();
  const auto waits = [](const Json& status) {
    REQUIRE(status["unfinished"].size() == 1);
    CHECK(status["unfinished"][0]["key"] == "S1");
    CHECK(status["unfinished"][0]["state"] == "authorised");
    CHECK(status["warnings"].dump().find("还没有报结算结果") != std::string::npos);
  };
  waits(till.status().document);
  // Closed by a clean end and by a configuration that settles here again.
  till.reconfigure({{"settlement", "library"}});
  waits(till.status().document);
  REQUIRE(till.sync().status == TILLGATE_OK);  // nothing is reversed: it is not our message
  const Sale found = till.begin("S1");
  CHECK(found.state() == "authorised");
  CHECK(found.authorise().document == granted.document);
  CHECK(passed(till, "S2", "89900180000000000009").settle().document["settled"] == true);
  // The pack stays reserved.
  const Sale other = till.begin("S3");
  other.identify(test::zhao);
  other.line(1, "D018");
  other.scan(host_pack);
  other.review();
  CHECK(other.settle().status != TILLGATE_OK);

  const Answer late = found.outcome(outcome_of(granted.document, "settled", told()));
  REQUIRE(late.status == TILLGATE_OK);
  CHECK(late.document["settled"] == true);
  CHECK(till.status().document["unfinished"].empty());

  const auto records = till.verified_records();
  int mentioned = 0;
  for (const Json& record : records)
    if ((record["kind"] == "gate_opened" || record["kind"] == "gate_closed") &&
        record["body"].contains("authorised")) {
      ++mentioned;
      CHECK(record["body"]["authorised"][0]["sale"] == "S1");
    }
  CHECK(mentioned == 2);
}

TEST_CASE("a settlement that failed opens the sale again, and it may be authorised anew") {
  Till till;
  till.reconfigure(host);
  const Sale sale = passed(till, "S1");
  const Answer first = sale.authorise();
  const Json failed = outcome_of(first.document, "failed", {{"reason", "余额不足"}});
  const Answer answer = sale.outcome(failed);
  REQUIRE(answer.status == TILLGATE_OK);
  CHECK(answer.document["settled"] == false);
  CHECK(answer.document["reason"] == "host_failed");
  CHECK(sale.state() == "open");
  CHECK(sale.outcome(failed).document == answer.document);
  CHECK(sale.outcome(outcome_of(first.document, "settled", told())).status == TILLGATE_E_CONFLICT);
  CHECK(sale.state() == "open");

  REQUIRE(sale.review().document["verdict"] == "pass");
  const Answer second = sale.authorise();
  REQUIRE(second.status == TILLGATE_OK);
  CHECK(second.document["authorisation"] != first.document["authorisation"]);
  CHECK(sale.outcome(failed).document["where"] == "/authorisation");
  CHECK(sale.outcome(outcome_of(second.document, "settled", told())).document["settled"] == true);
  CHECK(Till::about(till.verified_records(), "settlement_refused", "S1").size() == 1);
}

TEST_CASE("an outcome nobody knows leaves the sale waiting until it is known") {
  for (const char* end : {"settled", "failed"}) {
    INFO(end);
    Till till;
    till.reconfigure(host);
    const Sale sale = passed(till, "S1");
    const Json granted = sale.authorise().document;
    const Answer unknown = sale.outcome(outcome_of(granted, "unknown"));
    REQUIRE(unknown.status == TILLGATE_OK);
    CHECK(unknown.document["reason"] == "outcome_unknown");
    CHECK(unknown.document["next_zh"] == "先不要交药,查清结果后再报一次");
    CHECK(sale.outcome(outcome_of(granted, "unknown")).document == unknown.document);
    CHECK(sale.state() == "authorised");
    CHECK(till.status().document["unfinished"][0]["told"] == "unknown");
    const bool settled = std::string(end) == "settled";
    const Answer known = sale.outcome(outcome_of(granted, end, settled ? told() : Json::object()));
    CHECK(known.document["settled"] == settled);
    CHECK(sale.state() == (settled ? "settled" : "open"));
    CHECK(Till::about(till.verified_records(), "sale_uncertain", "S1").size() == 1);
  }
}

TEST_CASE("what does not fit the authorisation is sealed as a difference, since money has moved") {
  const std::string other_basket(64, 'a');
  const struct {
    const char* what;
    Json change;
    std::vector<std::string> kinds;
  } cases[] = {
      {"another basket", {{"basket", other_basket}}, {"basket"}},
      {"another total",
       {{"amounts",
         {{"total_fen", 1800}, {"fund_fen", 900}, {"account_fen", 900}, {"cash_fen", 0}}}},
       {"total"}},
      {"parts that do not add up",
       {{"amounts", {{"total_fen", 1714}, {"fund_fen", 857}, {"account_fen", 1}, {"cash_fen", 0}}}},
       {"sum"}},
      {"everything",
       {{"basket", other_basket},
        {"amounts", {{"total_fen", 1}, {"fund_fen", 2}, {"account_fen", 0}, {"cash_fen", 0}}}},
       {"basket", "total", "sum"}},
  };
  for (const auto& c : cases) {
    INFO(c.what);
    Till till;
    till.reconfigure(host);
    const Sale sale = passed(till, "S1");
    Json document = outcome_of(sale.authorise().document, "settled", told());
    document.update(c.change);
    const Answer answer = sale.outcome(document);
    REQUIRE(answer.status == TILLGATE_OK);
    CHECK(answer.document["settled"] == true);
    std::vector<std::string> kinds;
    for (const Json& one : answer.document["differences"]) {
      kinds.push_back(one["kind"]);
      CHECK_FALSE(one["next_zh"].get<std::string>().empty());
    }
    CHECK(kinds == c.kinds);
    const auto sealed = Till::about(till.verified_records(), "sale_settled", "S1");
    REQUIRE(sealed.size() == 1);
    CHECK(sealed[0]["body"]["differences"].size() == c.kinds.size());
  }
}

TEST_CASE("an outcome that cannot be right changes nothing") {
  Till till;
  till.reconfigure(host);
  const Sale first = passed(till, "S1");
  const Json first_grant = first.authorise().document;
  REQUIRE(first.outcome(outcome_of(first_grant, "settled", told("SETL1"))).status == TILLGATE_OK);
  const Sale sale = passed(till, "S2", "89900180000000000002");
  CHECK(sale.outcome(outcome_of(first_grant, "failed")).status == TILLGATE_E_STATE);
  const Json granted = sale.authorise().document;
  // The other sale's settlement, and the other sale's authorisation.
  CHECK(sale.outcome(outcome_of(granted, "settled", told("SETL1"))).status == TILLGATE_E_CONFLICT);
  CHECK(sale.outcome(outcome_of(first_grant, "settled", told("SETL2"))).document["where"] ==
        "/authorisation");
  Json no_amounts = told("SETL2");
  no_amounts.erase("amounts");
  CHECK(sale.outcome(outcome_of(granted, "settled", no_amounts)).status == TILLGATE_E_DOCUMENT);
  Json no_day = told("SETL2");
  no_day["settled_at"] = "2026-02-30 10:00:00";
  CHECK(sale.outcome(outcome_of(granted, "settled", no_day)).document["where"] == "/settled_at");
  CHECK(sale.state() == "authorised");
  CHECK(sale.outcome(outcome_of(granted, "settled", told("SETL2"))).document["settled"] == true);
}

TEST_CASE("where the library settles nothing is authorised, and a private sale never is") {
  Till till;
  CHECK(passed(till, "S1").authorise().status == TILLGATE_E_STATE);
  till.reconfigure(host);
  const Sale sale = till.begin("S2");
  sale.line(1, "D018", 1, "self");
  sale.scan("89900180000000000002");
  CHECK(sale.authorise().status == TILLGATE_E_STATE);  // not judged yet
  REQUIRE(sale.review().document["verdict"] == "pass");
  CHECK(sale.authorise().status == TILLGATE_E_STATE);
  CHECK(sale.settle().document["settled"] == true);
}
