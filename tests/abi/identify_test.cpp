// Who buys, by everything people show at a counter, and who buys for another.
#include <catch2/catch.hpp>
#include <fstream>

#include "abi/till.hpp"

using namespace tillgate;
using test::Answer;
using test::Sale;
using test::Till;

namespace {

const Json agent_zhou = {{"kind", "id_card"},  {"number", "329999197901199957"},
                         {"name", "周示例"},   {"phone", "13800000000"},
                         {"relation", "儿子"}, {"holder_document", true}};

Json by_token(const std::string& token) {
  return {{"kind", "e_credential"}, {"token", token}};
}

std::string reason_of(const Answer& answer) {
  return answer.document.value("reason", "none");
}

}  // namespace

TEST_CASE("each kind of credential finds its person") {
  Till till;
  const std::string card_line =
      "329900|329999195803129913|329900001|329900D1560000050000000000000001|赵示例|00814A|2.00|"
      "20200101|20400101|000000000001|000000000002|";
  const struct {
    const char* what;
    Json document;
    const char* name;
    const char* insurance;
  } cases[] = {
      {"identity card", {{"kind", "id_card"}, {"number", test::zhao.id_number}}, "赵*例", "310"},
      {"insurance code", by_token("999900SAMPLETOKEN0001.A"), "赵*例", "310"},
      {"insurance code as it was scanned",
       {{"kind", "e_credential"}, {"code", "2800000000202611200001999900"}},
       "赵*例",
       "310"},
      {"social-security card",
       {{"kind", "social_card"},
        {"number", "329900001"},
        {"card_serial", "329900D1560000050000000000000001"},
        {"holder_number", "329999195803129913"},
        {"name", "赵示例"}},
       "赵*例",
       "310"},
      {"the card reader's line",
       {{"kind", "social_card"}, {"reader_line", card_line}},
       "赵*例",
       "310"},
      {"residence permit",
       {{"kind", "residence_permit"}, {"number", "830000198706060015"}, {"name", "林示例"}},
       "林*例",
       "310"},
      {"foreign permanent resident",
       {{"kind", "foreign_resident"}, {"number", "911392198505050018"}},
       "S*********A",
       "310"},
      {"face",
       {{"kind", "face"}, {"authentication", "AUTH-B1"}, {"business_number", "B1"}},
       "赵*例",
       "310"},
      {"an insurance the cashier chose",
       {{"kind", "residence_permit"}, {"number", "830000198706060015"}, {"insurance", "390"}},
       "林*例",
       "390"},
  };
  int number = 0;
  for (const auto& c : cases) {
    INFO(c.what);
    const Sale sale = till.begin("S" + std::to_string(++number));
    const Answer answer = sale.identify_by(c.document);
    INFO(answer.document.dump());
    REQUIRE(answer.status == TILLGATE_OK);
    REQUIRE(answer.document["identified"] == true);
    CHECK(answer.document["person"]["name"] == c.name);
    CHECK(answer.document["person"]["insurance"] == c.insurance);
    CHECK(answer.document["person"]["status"] == "1");
    sale.close();
  }
}

TEST_CASE("the region of the insurance that was chosen goes with the sale to its settlement") {
  Till till;
  const Sale sale = till.begin("S1");
  const Answer answer = sale.identify_by(
      {{"kind", "residence_permit"}, {"number", "830000198706060015"}, {"insurance", "390"}});
  CHECK(answer.document["person"]["region"] == "998800");
  sale.line(1, "D018");
  sale.scan("89900180000000000001");
  REQUIRE(sale.review().document["verdict"] == "pass");
  // The platform refuses a message with another region than the insurance's.
  CHECK(sale.settle().document["settled"] == true);
  REQUIRE(till.sync().status == TILLGATE_OK);
  CHECK(till.status().document["uploads"]["rejected"] == 0);
}

TEST_CASE("a credential that is wrong, stale or another's is refused with a next step") {
  Till till;
  const Json card = {{"kind", "social_card"},
                     {"number", "329900001"},
                     {"card_serial", "329900D1560000050000000000000001"}};
  Json other_holder = card, other_name = card, bad_serial = card;
  other_holder["holder_number"] = test::qian.id_number;
  other_name["name"] = "钱示例";
  bad_serial["card_serial"] = "329900D15600000500000000000000ZZ";
  Json old_code = by_token("999900SAMPLETOKEN0001.OLD"),
       chosen = by_token("999900SAMPLETOKEN0001.C");
  old_code["read_at"] = test::china_time(-30);
  chosen["insurance"] = "390";
  const struct {
    Json document;
    const char* reason;
  } cases[] = {
      {{{"kind", "residence_permit"}, {"number", "830000198706060016"}}, "bad_id_number"},
      {{{"kind", "residence_permit"}, {"number", test::zhao.id_number}}, "bad_id_number"},
      {{{"kind", "foreign_resident"}, {"number", "911392198505050019"}}, "bad_id_number"},
      {{{"kind", "id_card"}, {"number", "830000198706060015"}}, "bad_id_number"},
      {{{"kind", "social_card"}, {"reader_line", "329900|329999195803129913|329900001|"}},
       "bad_card"},
      {bad_serial, "bad_card"},
      {other_holder, "name_mismatch"},
      {other_name, "name_mismatch"},
      {{{"kind", "e_credential"}, {"code", "2800000000202611209999999900"}}, "platform_refused"},
      {old_code, "token_old"},
      {chosen, "no_such_insurance"},
      {{{"kind", "face"}, {"authentication", "AUTH-X"}, {"business_number", "B1"}},
       "platform_refused"},
  };
  int number = 0;
  for (const auto& c : cases) {
    INFO(c.document.dump());
    const Sale sale = till.begin("S" + std::to_string(++number));
    const Answer answer = sale.identify_by(c.document);
    REQUIRE(answer.status == TILLGATE_OK);
    CHECK(answer.document["identified"] == false);
    CHECK(reason_of(answer) == c.reason);
    CHECK_FALSE(answer.document["next_zh"].get<std::string>().empty());
    CHECK(sale.show().document["person"].is_null());
    sale.close();
  }
}

TEST_CASE("a token serves one sale, also after a restart, unless the region says otherwise") {
  Till till;
  const Json once = by_token("999900SAMPLETOKEN0001.ONCE");
  const Sale first = till.begin("S1");
  // No answer is no use of it.
  till.platform().order_faults({{"1101", {{"kind", "drop_reply"}, {"times", 1}}}});
  CHECK(first.identify_by(once).status == TILLGATE_E_OFFLINE);
  REQUIRE(first.identify_by(once).document["identified"] == true);
  CHECK(first.identify_by(once).document["identified"] == true);  // the same sale again
  first.close();
  CHECK(reason_of(till.begin("S2").identify_by(once)) == "token_used");
  REQUIRE(till.close() == TILLGATE_OK);
  REQUIRE(till.open().status == TILLGATE_OK);
  const Answer refused = till.begin("S3").identify_by(once);
  CHECK(reason_of(refused) == "token_used");
  CHECK(refused.document["next_zh"] == "请顾客刷新医保码再扫一次");
  const Json face = {{"kind", "face"}, {"authentication", "AUTH-B1"}, {"business_number", "B1"}};
  CHECK(till.begin("S4").identify_by(face).document["identified"] == true);
  CHECK(reason_of(till.begin("S5").identify_by(face)) == "token_used");
  const Json scanned = {{"kind", "e_credential"}, {"code", "2800000000202611200001999900"}};
  CHECK(till.begin("S9").identify_by(scanned).document["identified"] == true);
  CHECK(reason_of(till.begin("S10").identify_by(scanned)) == "token_used");
  // A card is shown as often as its holder likes.
  const Json card = {{"kind", "id_card"}, {"number", test::zhao.id_number}};
  CHECK(till.begin("S6").identify_by(card).document["identified"] == true);
  CHECK(till.begin("S7").identify_by(card).document["identified"] == true);

  std::ofstream(till.path("region.json"))
      << Json{{"name", "many"}, {"credentials", {{"token_serves", "many"}}}}.dump();
  till.reconfigure({{"platform", {{"region", "region.json"}}}});
  CHECK(till.begin("S8").identify_by(once).document["identified"] == true);
}

TEST_CASE("who buys for another is named, sealed and remembered, and nobody else can read it") {
  Till till;
  const Sale sale = till.begin("S1");
  Json document = by_token(test::fresh_token(test::zhao));
  document["agent"] = agent_zhou;
  const Answer answer = sale.identify_by(document);
  REQUIRE(answer.document["identified"] == true);
  CHECK(answer.document["agent"]["name"] == "周*例");
  CHECK(sale.show().document["agent"]["holder_document"] == true);
  sale.line(1, "D018");
  sale.scan("89900180000000000001");
  REQUIRE(sale.review().document["verdict"] == "pass");
  REQUIRE(sale.settle().document["settled"] == true);
  sale.close();
  const auto sealed = Till::about(till.verified_records(), "sale_settled", "S1");
  REQUIRE(sealed.size() == 1);
  CHECK(sealed[0]["body"]["agent"] == true);
  CHECK(sealed[0]["digests"].contains("agent"));

  REQUIRE(till.close() == TILLGATE_OK);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(till.path(""))) {
    if (!entry.is_regular_file() || entry.path().parent_path().filename() == "tls") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(in), {}};
    for (const char* secret : {"329999197901199957", "周示例", "13800000000"})
      CHECK(content.find(secret) == std::string::npos);
  }
}

TEST_CASE(
    "an agent with a wrong document, or the holder as agent, is refused and nobody is bound") {
  Till till;
  const struct {
    Json change;
    const char* reason;
  } cases[] = {
      {{{"number", "329999197901199958"}}, "bad_agent_number"},
      {{{"kind", "residence_permit"}}, "bad_agent_number"},
      {{{"number", test::zhao.id_number}}, "agent_is_holder"},
  };
  int number = 0;
  for (const auto& c : cases) {
    const Sale sale = till.begin("S" + std::to_string(++number));
    Json document = by_token(test::fresh_token(test::zhao));
    document["agent"] = agent_zhou;
    document["agent"].update(c.change);
    const Answer answer = sale.identify_by(document);
    CHECK(reason_of(answer) == c.reason);
    CHECK(sale.show().document["person"].is_null());
    // Without the agent's word the holder is there in person.
    document.erase("agent");
    REQUIRE(sale.identify_by(document).document["identified"] == true);
    CHECK_FALSE(sale.show().document.contains("agent"));
    sale.close();
  }
}
