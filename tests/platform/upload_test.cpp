// Uploads of sold packs: what they hold, and what their replies mean.
#include <catch2/catch.hpp>

#include "platform/client.hpp"
#include "platform/till.hpp"
#include "support/data.hpp"

using namespace tillgate;
using namespace tillgate::platform;
using test::Till;

TEST_CASE("a sale upload can be stored as plain JSON and sent later") {
  Till till;
  SaleUpload sale = test::sample_upload();
  sale.insured = InsuredSale{"SETL1", "VISIT1"};
  sale.buyer = Buyer{"99990000000000000001", "999900", "01", "329999195803129913", "赵示例"};
  const std::string stored = canonical_json(till.client->sale_upload_input(sale).value()).value();
  till.platform.accepts(R"({"result":{"retRslt":"1","msgRslt":"成功"}})");
  REQUIRE(
      till.client->upload("3505", parse_json(stored).value(), test::session, till.deadline()).ok());
  const Json sent = Json::parse(till.platform.requests[0].body);
  CHECK(sent["insuplc_admdvs"] == "999900");
  const Json row = sent["input"]["selinfo"];
  CHECK(row["setl_id"] == "SETL1");
  CHECK(row["mdtrt_sn"] == "VISIT1");
  CHECK(row["mdtrt_setl_type"] == "1");
  CHECK(row["hi_feesetl_type"] == "1");
  CHECK(row["psn_no"] == "99990000000000000001");
  CHECK(row["drugtracinfo"].size() == 2);
  CHECK(row["drugtracinfo"][1]["drug_trac_codg"] == "89900890000000000028");
  CHECK(till.platform.requests[0].body.find(R"("sel_retn_cnt":2.0000)") != std::string::npos);
  CHECK(till.platform.requests[0].body.find(R"("finl_trns_pric":13.800000)") != std::string::npos);
}

TEST_CASE("an upload tells apart insured here, insured elsewhere and self-paid") {
  Till till;
  SaleUpload sale = test::sample_upload();
  sale.buyer = Buyer{"99990000000000000006", "998800", "01", "329999199009149966", "吴示例"};
  const auto row = [&] { return till.client->sale_upload_input(sale).value()["input"]["selinfo"]; };
  CHECK(row()["hi_feesetl_type"] == "0");
  CHECK(row()["mdtrt_setl_type"] == "2");
  CHECK(row()["mdtrt_sn"] == "S0001");
  sale.insured = InsuredSale{"SETL1", "VISIT1"};
  CHECK(row()["hi_feesetl_type"] == "2");
  sale.buyer->insured_region = "999901";
  CHECK(row()["hi_feesetl_type"] == "1");
  sale.insured.reset();
  sale.buyer.reset();
  CHECK(row()["psn_cert_type"] == "99");
}

TEST_CASE("a remark goes into an upload that was built, as long as the field takes it") {
  Till till;
  Json document = till.client->sale_upload_input(test::sample_upload()).value();
  REQUIRE(add_remark(document, "TGC1:log:1:AAAA").ok());
  CHECK(document["input"]["selinfo"]["memo"] == "TGC1:log:1:AAAA");
  REQUIRE(add_remark(document, std::string(500, 'x')).ok());
  CHECK(add_remark(document, std::string(501, 'x')).failure().status == TILLGATE_E_DOCUMENT);
  Json other = {{"input", Json::object()}};
  CHECK(add_remark(other, "x").failure().status == TILLGATE_E_DOCUMENT);
}

TEST_CASE("a self-paid upload of a known person tells the person's region") {
  Till till;
  SaleUpload sale = test::sample_upload();
  CHECK(till.client->sale_upload_input(sale).value()["insured_region"] == "");
  sale.buyer = Buyer{"99990000000000000006", "998800", "01", "329999199009149966", "吴示例"};
  CHECK(till.client->sale_upload_input(sale).value()["insured_region"] == "998800");
}

TEST_CASE("an upload that would be refused is refused before it is stored, naming the field") {
  Till till;
  SaleUpload sale = test::sample_upload();
  sale.made = "2026-02-30";
  CHECK(till.client->sale_upload_input(sale).failure().where == "selinfo.manu_date");
  sale = test::sample_upload();
  sale.codes.push_back("");
  CHECK(till.client->sale_upload_input(sale).failure().where ==
        "selinfo.drugtracinfo[2].drug_trac_codg");
  sale = test::sample_upload();
  sale.insured = InsuredSale{"SETL1", "VISIT1"};
  CHECK(till.client->sale_upload_input(sale).failure().where == "selinfo.psn_no");
}

TEST_CASE("an upload is done only when both levels of the reply say so") {
  const struct {
    const char* output;
    const char* outcome;
  } cases[] = {
      {R"({"result":{"retRslt":"1","msgRslt":"成功"}})", "done"},
      {R"({"result":{"retRslt":1}})", "done"},
      {"null", "done"},
      {R"({"result":{"retRslt":"0","msgRslt":"追溯码已上传过"}})", "追溯码已上传过"},
      {R"({"result":{"retRslt":0}})", "retRslt 0"},
      {R"({"result":{"retRslt":"2"}})", "uncertain"},
      {R"({"result":null})", "uncertain"},
      {"{}", "uncertain"},
  };
  for (const auto& c : cases) {
    INFO(c.output);
    Till till;
    till.platform.accepts(c.output);
    const auto answer =
        till.client->upload("3505", till.client->sale_upload_input(test::sample_upload()).value(),
                            test::session, till.deadline());
    if (std::string(c.outcome) == "uncertain") {
      CHECK(answer.failure().status == TILLGATE_E_UNCERTAIN);
    } else if (std::string(c.outcome) == "done") {
      CHECK(std::holds_alternative<Done>(answer.value()));
    } else {
      CHECK(std::get<Refusal>(answer.value()).reason == c.outcome);
    }
  }
}

TEST_CASE("a stored upload that is none of ours is not sent") {
  Till till;
  for (const Json& document :
       {Json(), Json::object(), Json{{"insured_region", 1}, {"input", Json::object()}},
        Json{{"insured_region", ""}}, Json{{"insured_region", ""}, {"input", "x"}}}) {
    INFO(document);
    CHECK(till.client->upload("3505", document, test::session, till.deadline()).failure().status ==
          TILLGATE_E_DOCUMENT);
  }
  CHECK(till.platform.requests.empty());
}
