// Hand scanners through the boundary: the set-up check, and scans that a keyboard altered.
#include <catch2/catch.hpp>

#include "abi/till.hpp"
#include "scanner/setup/check.hpp"
#include "support/picture.hpp"

using namespace tillgate;
using test::Answer;
using test::Sale;
using test::Till;

namespace {

std::vector<std::string> sent_right() {
  std::vector<std::string> received;
  for (const scanner::TestCode& shown : scanner::test_codes())
    received.push_back(std::string(shown.aim).append(shown.data) + "\r");
  return received;
}

void swap_capitals(std::string& text) {
  for (char& c : text)
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) c = static_cast<char>(c ^ 0x20);
}

Answer check(const Till& till, const std::vector<std::string>& received) {
  const Json document = {{"received", received}};
  return test::ask(tillgate_scanner_check, till.gate(), document.dump().c_str(), 2'000);
}

}  // namespace

TEST_CASE("a scanner that is set right has nothing to be told") {
  Till till;
  const Answer answer = check(till, sent_right());
  REQUIRE(answer.status == TILLGATE_OK);
  CHECK(answer.document["usable"] == true);
  CHECK(answer.document["findings"].empty());
}

TEST_CASE("a wrong setting is named, with the test codes that show it and what to do") {
  Till till;
  auto received = sent_right();
  for (std::string& text : received) swap_capitals(text);
  const Answer answer = check(till, received);
  REQUIRE(answer.document["findings"].size() == 1);
  const Json& finding = answer.document["findings"][0];
  CHECK(finding["id"] == "capitals_swapped");
  CHECK(finding["seen_on"] == Json{1, 2, 3});
  CHECK_FALSE(finding["next_zh"].get<std::string>().empty());
  CHECK(answer.document["usable"] == false);
  CHECK(check(till, {"", "", ""}).document["findings"][0]["id"] == "nothing");
  CHECK(check(till, {"", ""}).status == TILLGATE_E_DOCUMENT);
}

TEST_CASE("a bundle counts as the packs inside it, or is refused when nobody said what is inside") {
  Till till;
  const std::string bundle = "89900180000000000901";
  const Sale before = till.begin("S1");
  before.line(1, "D018", 2);
  const Json receipt = {
      {"delivery", "GR-1"},
      {"operator", {{"id", "C001"}}},
      {"packs",
       {{{"code", bundle}, {"sku", "D018"}, {"lot", "260301"}, {"level", 2}},
        {{"code", "89900180000000000001"}, {"sku", "D018"}, {"lot", "260301"}, {"parent", bundle}},
        {{"code", "89900180000000000002"}, {"sku", "D018"}, {"lot", "260301"}, {"parent", bundle}},
        {{"code", "89900180000000000902"}, {"sku", "D018"}, {"lot", "260301"}, {"level", 3}}}}};
  const auto receive = [&](const Json& document) {
    return test::ask(tillgate_stock_receive, till.gate(), document.dump().c_str(), 2'000);
  };
  REQUIRE(receive(receipt).document["received"] == 4);
  CHECK(receive(receipt).document["known"] == 4);
  Json wrong = receipt;
  wrong["packs"][1]["sku"] = "D999";
  CHECK(receive(wrong).status == TILLGATE_E_CONFLICT);

  const Answer sealed_case = before.scan("89900180000000000902");
  CHECK(sealed_case.document["codes"][0]["note"]["reason"] == "outer_pack");
  CHECK(sealed_case.document["codes"][0]["line"].is_null());

  const Answer opened = before.scan(bundle);
  REQUIRE(opened.document["codes"].size() == 2);
  CHECK(opened.document["codes"][0]["value"] == "89900180000000000001");
  CHECK(opened.document["codes"][1]["line"] == 1);
  before.identify(test::zhao);
  CHECK(before.findings() == std::vector<std::string>{});
  CHECK(before.settle().document["settled"] == true);
  CHECK(till.verified_records().size() > 3);
}

TEST_CASE("a case with a GS1 code gives the plain codes of its packs as what they are") {
  Till till;
  const std::string gs1_case =
      "]C10116999999000010\x1d"
      "21C1";
  REQUIRE(test::ask(tillgate_stock_receive, till.gate(),
                    Json{{"delivery", "GR-1"},
                         {"operator", {{"id", "C001"}}},
                         {"packs",
                          {{{"code", gs1_case}, {"sku", "D018"}, {"lot", "260301"}, {"level", 3}},
                           {{"code", "89900180000000000001"},
                            {"sku", "D018"},
                            {"lot", "260301"},
                            {"parent", gs1_case}}}}}
                        .dump()
                        .c_str(),
                    2'000)
              .status == TILLGATE_OK);
  const Sale sale = till.begin("S1");
  sale.line(1, "D018");
  const Answer opened = sale.scan(gs1_case);
  INFO(opened.document.dump());
  REQUIRE(opened.document["codes"].size() == 1);
  CHECK(opened.document["codes"][0]["kind"] == "trace");
  CHECK(opened.document["codes"][0]["line"] == 1);
}

TEST_CASE("a filmed code is taken in once two frames agree, and not again while it stays in view") {
  Till till;
  const Sale sale = till.begin("S1");
  sale.line(1, "D018");
  test::Shot shot;
  shot.codes = {{"code128", "89900180000000000001"}};
  const auto box = test::take(shot);
  const scanner::GreyPicture counter(320, 240);
  const auto film = [&](const scanner::GreyPicture& frame) {
    return test::ask(tillgate_sale_scan_frame, sale.handle(), frame.pixels.data(),
                     static_cast<std::int32_t>(frame.width),
                     static_cast<std::int32_t>(frame.height),
                     static_cast<std::int32_t>(frame.width), 10'000);
  };
  CHECK(film(box).document["read"] == false);
  CHECK(film(counter).document["read"] == false);
  const Answer confirmed = film(box);
  INFO(confirmed.document.dump());
  REQUIRE(confirmed.document["read"] == true);
  CHECK(confirmed.document["codes"][0]["line"] == 1);
  CHECK(film(box).document["read"] == false);

  const Sale next = till.begin("S2");
  CHECK(test::ask(tillgate_sale_scan_frame, next.handle(), nullptr, 1, 1, 1, 1'000).status ==
        TILLGATE_E_ARGUMENT);
}

TEST_CASE("what a keyboard altered on the way is restored where only one code is possible") {
  const struct {
    const char* what;
    std::string sent;
    const char* value;
  } cases[] = {
      {"full-width digits", "89900180000000000001", "89900180000000000001"},
      {"an ECI escape", "\\00002689900180000000000001\r", "89900180000000000001"},
      {"a TAB instead of CR", "89900180000000000001\t", "89900180000000000001"},
      {"capitals swapped", "]c089900180000000000001\r", "89900180000000000001"},
      {"NUL bytes of a fixed buffer", std::string("89900180000000000001\0\0", 22),
       "89900180000000000001"},
  };
  Till till;
  int number = 0;
  for (const auto& c : cases) {
    INFO(c.what);
    const Sale sale = till.begin("S" + std::to_string(++number));
    sale.line(1, "D018");
    const Answer answer = sale.scan(c.sent);
    REQUIRE(answer.document["read"] == true);
    CHECK(answer.document["codes"][0]["value"] == c.value);
    CHECK(answer.document["codes"][0]["line"] == 1);
    sale.close();
  }
}
