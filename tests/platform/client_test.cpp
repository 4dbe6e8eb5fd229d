#include "platform/client.hpp"

#include <catch2/catch.hpp>

#include "platform/till.hpp"
#include "support/data.hpp"

using namespace tillgate;
using namespace tillgate::platform;
using test::Till;

namespace {

const std::string settle_id = "P99999900001202611201015000002";

// The reply to test::sample_settlement(), with changes by JSON pointer.
std::string settlement_output(const std::map<std::string, Json>& changes = {}) {
  Json output = {{"setlinfo",
                  {{"setl_id", "999900202611201015000000000002"},
                   {"mdtrt_id", "999900202611201015000000000003"},
                   {"psn_no", "99990000000000000001"},
                   {"setl_time", "2026-11-20 10:15:01"},
                   {"medfee_sumamt", 27.60},
                   {"fulamt_ownpay_amt", 1},
                   {"overlmt_selfpay", 2.5},
                   {"preselfpay_amt", 0.29},
                   {"inscp_scp_amt", 23.81},
                   {"act_pay_dedc", nullptr},
                   {"hifp_pay", 11.9},
                   {"fund_pay_sumamt", 11.9},
                   {"psn_part_amt", 15.7},
                   {"acct_pay", 15},
                   {"psn_cash_pay", 0.7},
                   {"balc", 2845},
                   {"acct_mulaid_pay", 0},
                   {"medins_setl_id", settle_id},
                   {"clr_optins", "999900"}}},
                 {"setldetail", nullptr}};
  for (const auto& [pointer, value] : changes) output[Json::json_pointer(pointer)] = value;
  return output.dump();
}

Result<Answer<Settlement>> settle(Till& till) {
  return till.client->settle(test::sample_settlement(), settle_id, test::session, till.deadline());
}

Result<Answer<Person>> query(Till& till) {
  return till.client->query_person({"01", "999900SAMPLETOKEN0001", ""}, test::session,
                                   till.deadline());
}

// Bodies and statuses that are no reply at all, whatever was asked.
struct NoReply {
  const char* body;
  long status;
};
const NoReply no_replies[] = {
    {"", 200},
    {"not json", 200},
    {"[]", 200},
    {"{}", 200},
    {"null", 200},
    {"\"0\"", 200},
    {R"({"infcode":null})", 200},
    {R"({"infcode":"ok"})", 200},
    {R"({"infcode":[0]})", 200},
    {R"({"infcode":0.5})", 200},
    {R"({"infcode":0,"infcode":-1})", 200},
    {R"({"infcode":0,"output":{}}x)", 200},
    {R"({"infcode":0,"output":{)", 200},
    {R"({"code":"9000","message":"signature expired"})", 200},
    {R"({"infcode":0,"output":{}})", 502},
    {R"({"infcode":0,"output":{}})", 302},
    {R"({"infcode":0,"output":{}})", 204},
    {"<html>502</html>", 502},
};

}  // namespace

TEST_CASE("a settlement request goes out exactly as the interface wants it") {
  Till till;
  till.platform.accepts(settlement_output());
  REQUIRE(settle(till).ok());
  REQUIRE(till.platform.requests.size() == 1);
  CHECK(till.platform.requests[0].url == "https://platform.test/fsi");
  CHECK(till.platform.requests[0].body + "\n" ==
        test::read_data("samples/platform/settlement_on_the_wire.json"));
  CHECK(till.platform.requests[0].headers.size() == 4);
  CHECK(till.platform.requests[0].headers[0] == "x-tif-paasid: TILLGATE-SAMPLE");
  for (const std::string& header : till.platform.requests[0].headers)
    CHECK(header.find(test::sample_settings().secret) == std::string::npos);
}

TEST_CASE("an accepted settlement comes back with every amount in fen") {
  Till till;
  till.platform.accepts(settlement_output());
  const auto s = std::get<Settlement>(settle(till).value());
  CHECK(s.id == "999900202611201015000000000002");
  CHECK(s.visit_id == "999900202611201015000000000003");
  CHECK(s.clearing_office == "999900");
  CHECK(local_text(s.settled_at) == "2026-11-20 10:15:01");
  CHECK(s.total_fen == 2760);
  CHECK(s.self_paid_fen == 100);
  CHECK(s.over_limit_fen == 250);
  CHECK(s.first_paid_fen == 29);
  CHECK(s.in_scope_fen == 2381);
  CHECK(s.deductible_fen == 0);
  CHECK(s.pooled_fund_fen == 1190);
  CHECK(s.fund_total_fen == 1190);
  CHECK(s.person_part_fen == 1570);
  CHECK(s.account_fen == 1500);
  CHECK(s.account_shared_fen == 0);
  CHECK(s.cash_fen == 70);
  CHECK(s.balance_fen == 284500);
}

TEST_CASE("numbers as text, the status code as text and extra fields are understood") {
  Till till;
  till.platform.answers(R"({"infcode":"0","news":1,"output":)" +
                        settlement_output({{"/setlinfo/medfee_sumamt", "27.600"},
                                           {"/setlinfo/acct_pay", "15.00"},
                                           {"/setlinfo/setl_time", "2026-11-2010:15:01"},
                                           {"/setlinfo/news", Json::object()}}) +
                        "}");
  CHECK(std::get<Settlement>(settle(till).value()).total_fen == 2760);
}

TEST_CASE("a settlement reply that does not fit the request is uncertain and names the field") {
  const struct {
    const char* pointer;
    Json value;
    const char* field;
  } cases[] = {
      {"/setlinfo", nullptr, "setlinfo.setl_id"},
      {"/setlinfo", Json::array(), "setlinfo.setl_id"},
      {"/setlinfo/setl_id", "", "setlinfo.setl_id"},
      {"/setlinfo/mdtrt_id", nullptr, "setlinfo.mdtrt_id"},
      {"/setlinfo/psn_no", "99990000000000000002", "setlinfo.psn_no"},
      {"/setlinfo/medins_setl_id", "P99999900001202611201015000001", "setlinfo.medins_setl_id"},
      {"/setlinfo/setl_time", "today", "setlinfo.setl_time"},
      {"/setlinfo/medfee_sumamt", 27.61, "setlinfo.medfee_sumamt"},
      {"/setlinfo/medfee_sumamt", 27.605, "setlinfo.medfee_sumamt"},
      {"/setlinfo/medfee_sumamt", "1e3", "setlinfo.medfee_sumamt"},
      {"/setlinfo/medfee_sumamt", Json::object(), "setlinfo.medfee_sumamt"},
      {"/setlinfo/fulamt_ownpay_amt", 1.01, "setlinfo.inscp_scp_amt"},
      {"/setlinfo/overlmt_selfpay", nullptr, "setlinfo.overlmt_selfpay"},
      {"/setlinfo/preselfpay_amt", "", "setlinfo.preselfpay_amt"},
      {"/setlinfo/inscp_scp_amt", true, "setlinfo.inscp_scp_amt"},
      {"/setlinfo/act_pay_dedc", "none", "setlinfo.act_pay_dedc"},
      {"/setlinfo/hifp_pay", -11.9, "setlinfo.hifp_pay"},
      {"/setlinfo/fund_pay_sumamt", 11.91, "setlinfo.psn_part_amt"},
      {"/setlinfo/psn_part_amt", 15.69, "setlinfo.psn_part_amt"},
      {"/setlinfo/hosp_part_amt", 0.01, "setlinfo.psn_part_amt"},
      {"/setlinfo/acct_pay", 15.01, "setlinfo.psn_cash_pay"},
      {"/setlinfo/acct_mulaid_pay", "0.01", "setlinfo.psn_cash_pay"},
      {"/setlinfo/psn_cash_pay", 99999999999999.0, "setlinfo.psn_cash_pay"},
  };
  for (const auto& c : cases) {
    INFO(c.pointer << " " << c.value);
    Till till;
    till.platform.accepts(settlement_output({{c.pointer, c.value}}));
    const auto answer = settle(till);
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.failure().status == TILLGATE_E_UNCERTAIN);
    CHECK(answer.failure().where == c.field);
  }
}

TEST_CASE("without a reply a change is uncertain, a query is not done") {
  for (const NoReply& c : no_replies) {
    INFO(c.body << " " << c.status);
    Till till;
    till.platform.answers(c.body, c.status);
    CHECK(settle(till).failure().status == TILLGATE_E_UNCERTAIN);
    CHECK(till.client->reverse({settle_id, {}, "1", "999900"}, test::session, till.deadline())
              .failure()
              .status == TILLGATE_E_UNCERTAIN);
    const Json upload = till.client->sale_upload_input(test::sample_upload()).value();
    CHECK(till.client->upload("3505", upload, test::session, till.deadline()).failure().status ==
          TILLGATE_E_UNCERTAIN);
    CHECK(query(till).failure().status == TILLGATE_E_PLATFORM);
    CHECK(till.client->sign_in({"C001", "收银员甲"}, till.deadline()).failure().status ==
          TILLGATE_E_PLATFORM);
  }
}

TEST_CASE("a gateway's own words reach the technician") {
  Till till;
  till.platform.answers(R"({"code":9000,"message":"signature expired"})");
  CHECK(query(till).failure().detail.find("9000 signature expired") != std::string::npos);
}

TEST_CASE("what the transport says is kept apart by what was asked") {
  Till till;
  till.platform.fails(TILLGATE_E_OFFLINE);
  CHECK(settle(till).failure().status == TILLGATE_E_OFFLINE);
  CHECK(query(till).failure().status == TILLGATE_E_OFFLINE);
  till.platform.fails(TILLGATE_E_UNCERTAIN);
  CHECK(settle(till).failure().status == TILLGATE_E_UNCERTAIN);
  CHECK(query(till).failure().status == TILLGATE_E_OFFLINE);
}

TEST_CASE("a refusal is an answer in the platform's own words") {
  for (const char* code : {"-1", "\"-1\"", "1", "\"9999\""}) {
    Till till;
    till.platform.answers(R"({"infcode":)" + std::string(code) +
                          R"(,"err_msg":"参保状态异常","output":null})");
    INFO(code);
    CHECK(std::get<Refusal>(settle(till).value()).reason == "参保状态异常");
    CHECK(std::get<Refusal>(query(till).value()).reason == "参保状态异常");
    CHECK(std::get<Refusal>(till.client->sign_in({"C001", "收银员甲"}, till.deadline()).value())
              .reason == "参保状态异常");
    CHECK(std::get<Refusal>(
              till.client->reverse({settle_id, {}, "1", "999900"}, test::session, till.deadline())
                  .value())
              .reason == "参保状态异常");
  }
}

TEST_CASE("a refusal's words are cut and printable, and never empty") {
  Till till;
  std::string words;
  for (int i = 0; i < 300; ++i) words += "长";
  till.platform.answers(Json{{"infcode", -1}, {"err_msg", words}}.dump());
  CHECK(std::get<Refusal>(settle(till).value()).reason == words.substr(0, 600));
  till.platform.answers(R"({"infcode":-1,"err_msg":"a\u0007b\nc"})");
  CHECK(std::get<Refusal>(settle(till).value()).reason == "a\\x07b\\x0ac");
  till.platform.answers(R"({"infcode":-7,"err_msg":null})");
  CHECK(std::get<Refusal>(settle(till).value()).reason == "infcode -7");
}

TEST_CASE("a request that breaks the field table is not sent") {
  Till till;
  SettlementRequest request = test::sample_settlement();
  request.lines[0].item_code = std::string(51, 'X');
  auto answer = till.client->settle(request, settle_id, test::session, till.deadline());
  CHECK(answer.failure().status == TILLGATE_E_DOCUMENT);
  CHECK(answer.failure().where == "drugdetail[0].med_list_codg");

  request = test::sample_settlement();
  request.lines.clear();
  answer = till.client->settle(request, settle_id, test::session, till.deadline());
  CHECK(answer.failure().where == "drugdetail");

  answer = till.client->settle(test::sample_settlement(), settle_id + "0", test::session,
                               till.deadline());
  CHECK(answer.failure().where == "msgid");

  const auto person =
      till.client->query_person({"03", "Z999900001", ""}, test::session, till.deadline());
  CHECK(person.failure().where == "data.card_sn");
  CHECK(till.platform.requests.empty());
}

TEST_CASE("a line on a prescription names it and its prescriber") {
  Till till;
  till.platform.accepts(settlement_output());
  SettlementRequest request = test::sample_settlement();
  request.lines[0].prescription = "CF0001";
  request.lines[0].prescriber_code = "D999900000001";
  request.lines[0].prescriber_name = "医师甲";
  REQUIRE(till.client->settle(request, settle_id, test::session, till.deadline()).ok());
  const Json line = Json::parse(till.platform.requests[0].body)["input"]["drugdetail"][0];
  CHECK(line["rx_circ_flag"] == "1");
  CHECK(line["rxno"] == "CF0001");
  CHECK(line["bilg_dr_codg"] == "D999900000001");
  CHECK(line["bilg_dr_name"] == "医师甲");
}

TEST_CASE("a person comes back with every way they are insured") {
  Till till;
  till.platform.accepts(
      R"({"baseinfo":{"psn_no":"99990000000000000001","psn_name":"赵示例","psn_cert_type":"01",
    "certno":"329999195803129913","gend":1,"brdy":"1958-03-12 00:00:00","age":68.0,"exp_content":null},
    "insuinfo":[{"insutype":310,"psn_type":"12","psn_insu_stas":"1","insuplc_admdvs":"999900","balc":"2860.00"},
                {"insutype":"390","psn_type":null,"psn_insu_stas":null,"insuplc_admdvs":"998800","balc":null}],
    "idetinfo":null})");
  const auto person = std::get<Person>(query(till).value());
  CHECK(person.number == "99990000000000000001");
  CHECK(person.name == "赵示例");
  CHECK(person.sex == Sex::male);
  CHECK(person.birth_date == std::string("1958-03-12"));
  CHECK(person.certificate_kind == "01");
  CHECK(person.certificate_number == "329999195803129913");
  REQUIRE(person.insurances.size() == 2);
  CHECK(person.insurances[0].kind == "310");
  CHECK(person.insurances[0].status == "1");
  CHECK(person.insurances[0].region == "999900");
  CHECK(person.insurances[0].person_kind == "12");
  CHECK(person.insurances[0].balance_fen == 286000);
  CHECK(person.insurances[1].status.empty());
  CHECK(person.insurances[1].balance_fen == 0);
}

TEST_CASE(
    "a person insured one way may come without a list, and sex and birth date may be unknown") {
  Till till;
  till.platform.accepts(
      R"({"baseinfo":{"psn_no":"1","psn_name":"甲","psn_cert_type":"01","certno":"1","gend":"9"},
    "insuinfo":{"insutype":"310","insuplc_admdvs":"999900","balc":0}})");
  const auto person = std::get<Person>(query(till).value());
  CHECK(person.insurances.size() == 1);
  CHECK(person.sex == Sex::unknown);
  CHECK_FALSE(person.birth_date.has_value());
}

TEST_CASE("a person that cannot be read is a failure naming the field") {
  const struct {
    const char* output;
    const char* field;
  } cases[] = {
      {"null", "baseinfo.psn_no"},
      {R"("x")", "baseinfo.psn_no"},
      {R"({"baseinfo":{"psn_no":"1","psn_name":""}})", "baseinfo.psn_name"},
      {R"({"baseinfo":{"psn_no":"1","psn_name":"甲","psn_cert_type":"01","certno":"1"},"insuinfo":[{"balc":1}]})",
       "insuinfo[0].insutype"},
      {R"({"baseinfo":{"psn_no":"1","psn_name":"甲","psn_cert_type":"01","certno":"1"},
           "insuinfo":[{"insutype":"310","insuplc_admdvs":"999900","balc":"many"}]})",
       "insuinfo[0].balc"},
  };
  for (const auto& c : cases) {
    INFO(c.output);
    Till till;
    till.platform.accepts(c.output);
    const auto answer = query(till);
    CHECK(answer.failure().status == TILLGATE_E_PLATFORM);
    CHECK(answer.failure().where == c.field);
  }
}

TEST_CASE("a sign-in carries no sign-in number and brings one back") {
  Till till;
  till.platform.accepts(
      R"({"signinoutb":{"sign_no":"SIGN0001","sign_time":"2026-11-20 10:15:00"}})");
  const auto signed_in =
      std::get<SignIn>(till.client->sign_in({"C001", "收银员甲"}, till.deadline()).value());
  CHECK(signed_in.number == "SIGN0001");
  CHECK(signed_in.at == 1'795'140'900'000);
  const Json sent = Json::parse(till.platform.requests[0].body);
  CHECK(sent["infno"] == "9001");
  CHECK(sent["sign_no"] == "");
  CHECK(sent["input"]["signIn"]["opter_no"] == "C001");
  till.platform.accepts("null");
  CHECK(till.client->sign_in({"C001", "收银员甲"}, till.deadline()).failure().where ==
        "signinoutb.sign_no");
}

TEST_CASE("a reversal names the lost message under a number of its own") {
  Till till;
  till.platform.accepts("null");
  const Reversal reversal{settle_id, Reversible::settlement, "99990000000000000001", "999900"};
  REQUIRE(till.client->reverse(reversal, test::session, till.deadline()).ok());
  REQUIRE(till.client->reverse(reversal, test::session, till.deadline()).ok());
  const Json first = Json::parse(till.platform.requests[0].body);
  const Json second = Json::parse(till.platform.requests[1].body);
  CHECK(first["input"] ==
        Json{{"data",
              {{"psn_no", "99990000000000000001"}, {"omsgid", settle_id}, {"oinfno", "2102"}}}});
  CHECK(first["insuplc_admdvs"] == "999900");
  CHECK(first["msgid"] != second["msgid"]);
  CHECK(first["input"] == second["input"]);
}

TEST_CASE("settings that cannot be used are named") {
  const struct {
    void (*spoil)(Settings&);
    const char* name;
  } cases[] = {
      {[](Settings& s) { s.url = "http://platform.test"; }, "url"},
      {[](Settings& s) { s.region = "99990"; }, "region"},
      {[](Settings& s) { s.region = "99990x"; }, "region"},
      {[](Settings& s) { s.receiver = ""; }, "receiver"},
      {[](Settings& s) { s.institution_code = "P1"; }, "institution_code"},
      {[](Settings& s) { s.institution_name = ""; }, "institution_name"},
      {[](Settings& s) { s.application = ""; }, "application"},
      {[](Settings& s) { s.application = "A\r\nx: y"; }, "application"},
      {[](Settings& s) { s.secret = ""; }, "secret"},
      {[](Settings& s) { s.message_slot = 100; }, "message_slot"},
  };
  for (const auto& c : cases) {
    Settings settings = test::sample_settings();
    c.spoil(settings);
    test::FixedClock clock;
    test::CountingIds ids;
    const auto client = Client::create(settings, nullptr, clock, ids);
    INFO(c.name);
    REQUIRE_FALSE(client.ok());
    CHECK(client.failure().status == TILLGATE_E_CONFIG);
    CHECK(client.failure().where == c.name);
  }
}
