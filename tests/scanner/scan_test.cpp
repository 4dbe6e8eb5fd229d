#include "scanner/scan.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <set>
#include <vector>

#include "scanner/digits.hpp"
#include "scanner/summary.hpp"

using namespace tillgate;
using namespace tillgate::scanner;
using test::summary;

namespace {

std::string read(std::string_view text) {
  return summary(scan_text(as_bytes(text)));
}

}  // namespace

TEST_CASE("a traceability code is read however the scanner frames it") {
  const std::string code = "89999010000000010001";
  for (const std::string& sent : std::vector<std::string>{
           code,
           "]C0" + code,
           "]C1" + code,
           "]d1" + code,
           "]d2" + code,
           "]Q1" + code,
           "]A0" + code,
           code + "\r",
           code + "\r\n",
           code + "\t",
           "  " + code + " \n",
           "\x02" + code + "\x03",
           "\xEF\xBB\xBF" + code,
           "\\000026" + code,
           "]Q2\\000029" + code,
           "８９９９９０１００００００００１０００１\r",
           "追溯码:" + code,
           "药品追溯码：" + code,
           "药品标识码：8999901序列号：0000000010001",
           "https://www.mashangfangxin.com/drugQueryResult?code=" + code + "\r",
           "HTTP://TRACE.EXAMPLE.COM/T/" + code,
           "https://trace.example.com/#code=" + code,
           "https://trace.example.com:8443/t?c=%38" + code.substr(1)}) {
    INFO(sent);
    CHECK(read(sent) == "trace " + code);
  }
}

TEST_CASE("the parts of a traceability code and of a GS1 code are told") {
  const auto trace = std::get<Code>(scan_text(as_bytes("81000000000000000017")));
  CHECK(trace.drug_id == "8100000");
  CHECK(trace.serial == "0000000000017");
  CHECK(trace.gtin == "");

  const auto gs1 =
      std::get<Code>(scan_text(as_bytes("]d201069999990000131728120010lot1A\x1D"
                                        "21sn01\r\n")));
  CHECK(gs1.kind == Kind::gs1);
  CHECK(gs1.value == "010699999900001321sn01");
  CHECK(gs1.gtin == "06999999000013");
  CHECK(gs1.serial == "sn01");
  CHECK(gs1.lot == "lot1A");
  CHECK(gs1.expiry == "2028-12-31");
}

TEST_CASE("retail codes are read with the digit that scanners drop or add") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"6999999000013", "ean13 6999999000013"},
      {"]E06999999000013", "ean13 6999999000013"},
      {"96385074", "ean8 96385074"},
      {"]E496385074", "ean8 96385074"},
      {"036000291452", "upc_a 036000291452"},
      {"0036000291452", "upc_a 036000291452"},
      {"]E00036000291452", "upc_a 036000291452"},
      {"]E3699999900001312", "ean13 6999999000013"},
      {"16999999000027", "gtin14 16999999000027"}};
  for (const auto& [sent, expected] : cases) {
    INFO(sent);
    CHECK(read(sent) == expected);
    const auto code = std::get<Code>(scan_text(as_bytes(sent)));
    CHECK(code.gtin.size() == 14);
    CHECK(code.gtin.ends_with(code.value));
  }
}

TEST_CASE("what is not goods is refused by its name") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"", "empty"},
      {"\r\n", "empty"},
      {"110101190101019913", "got_id_number"},
      {"11010119090302997X", "got_id_number"},
      {"11010119090302997x", "got_id_number"},
      {"130000000000000001", "got_pay_code"},
      {"28000000000000000001", "got_pay_code"},
      {"00069999990000000013", "got_sscc"},
      {"]C100069999990000000013", "got_sscc"},
      {"209901010000000000000001", "got_vet_trace24"},
      {"209901010000000000000001,样品,x,y,z", "got_vet_trace24"},
      {"86999999000019", "got_14digit"},
      {"8999901", "got_drug_id_only"},
      {"0000000010001", "got_serial_only"},
      {"8999901000000001000", "bad_length"},
      {"899990100000000100018", "bad_length"},
      {"79999010000000010001", "bad_prefix"},
      {"]E06999999000014", "bad_check"},
      {"]c089999010000000010001", "unknown_symbology"},
      {"]C989999010000000010001", "bad_modifier"},
      {"8999901 0000000010001", "bad_char"},
      {"89999010000000010001\r89999010000000010002\r", "bad_char"},
      {"\xB3\xA1"
       "89999010000000010001",
       "bad_encoding"},
      {"89999010000000010001,89999020000000020002", "ambiguous"},
      {"https://www.mashangfangxin.com@evil.example/?code=89999010000000010001", "bad_url"},
      {"https://www.mashangfangxin.com/", "no_code"},
      {"]d2800306999999000013000001", "no_code"},
      {"hello", "unknown"}};
  for (const auto& [sent, expected] : cases) {
    INFO(sent);
    CHECK(read(sent) == expected);
  }
}

TEST_CASE("a GS1 element string is believed only behind its symbology identifier") {
  CHECK(read("]C1010699999900001321SN1") == "gs1 010699999900001321SN1");
  CHECK(read("010699999900001321SN1") == "not_gs1_carrier");
  CHECK(read("]C0010699999900001321SN1") == "not_gs1_carrier");
  // Twenty digits that begin with 8 may be a returnable asset: the identifier alone tells.
  CHECK(read("]C180030699999900001301") == "no_code");
  CHECK(read("]C080030699999900001301") == "trace 80030699999900001301");
}

TEST_CASE("a line of the basket takes a pack's own code and nothing else") {
  const auto for_line = [](std::string_view text) {
    return summary(trace_for_line(scan_text(as_bytes(text))));
  };
  CHECK(for_line("89999010000000010001") == "trace 89999010000000010001");
  CHECK(for_line("]d2010699999900001321SN1") == "gs1 010699999900001321SN1");
  CHECK(for_line("]d2010699999900001310LOT") == "got_gtin_no_serial");
  CHECK(for_line("6999999000013") == "got_ean");
  CHECK(for_line("4241234567890123456789110000") == "got_evoucher");
  CHECK(for_line("4241234567890123456789990000") == "got_evoucher");
}

TEST_CASE("keyed text may be grouped as the label is printed") {
  const auto keyed = [](std::string_view text) { return summary(scan_keyed(as_bytes(text))); };
  for (const char* text :
       {"8999901 0000000010001", "8999 9010-0000 0001 0001", "药品追溯码 89999010000000010001"})
    CHECK(keyed(text) == "trace 89999010000000010001");
  CHECK(keyed("6999999000013") == "ean13 6999999000013");
  CHECK(keyed("8999901 000000001000") == "bad_char");
  CHECK(keyed("\xFF") == "bad_encoding");
}

TEST_CASE("every refusal has an id of its own and texts in both languages") {
  std::set<std::string> ids;
  for (int i = 0; i <= static_cast<int>(Reason::nothing_seen); ++i) {
    const scanner::Refusal refusal = refuse(static_cast<Reason>(i));
    INFO(refusal.reason);
    CHECK(ids.insert(refusal.reason).second);
    for (const auto& text : {refusal.zh, refusal.en, refusal.next_zh, refusal.next_en})
      CHECK_FALSE(text.empty());
  }
}

TEST_CASE("no refusal repeats what was scanned") {
  for (const std::string& sent : std::vector<std::string>{
           "110101190101019913", "130000000000000001", "6999999000013X", "1101011901010199131"}) {
    const Scan scan = scan_text(as_bytes(sent));
    const scanner::Refusal& refusal = std::get<scanner::Refusal>(scan);
    for (const auto& text :
         {refusal.reason, refusal.zh, refusal.en, refusal.next_zh, refusal.next_en})
      CHECK(text.find(sent.substr(0, 6)) == std::string_view::npos);
  }
}

TEST_CASE("a run of digits that is not twenty long never yields a traceability code") {
  std::mt19937 random(20'26);
  for (int round = 0; round < 20'000; ++round) {
    std::string digits = "8";
    const std::size_t length = 1 + random() % 60;
    while (digits.size() < length) digits.push_back(static_cast<char>('0' + random() % 10));
    const bool is_trace = read(digits).starts_with("trace");
    REQUIRE(is_trace == (length == 20));
    if (length != 20) REQUIRE_FALSE(read("追溯码:" + digits + ";").starts_with("trace"));
    if (length != 20) REQUIRE_FALSE(read("https://e.example/?c=" + digits).starts_with("trace"));
  }
}

TEST_CASE("one wrong or two swapped digits do not make another retail code") {
  const std::string good = "6901234567892";
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string changed = good;
      changed[at] = digit;
      CHECK(read("]E0" + changed) == (changed == good ? "ean13 " + good : "bad_check"));
    }
  }
  CHECK(read("]E09601234567892") == "bad_check");
}

TEST_CASE("any bytes get an answer whose code has the shape of its kind") {
  std::mt19937 random(7);
  const std::vector<std::string> seeds{
      "]d20106999999000013172812001021LOT\x1D"
      "21SN1",
      "89999010000000010001", "https://a.example/x/89999010000000010001?c=1%20#f",
      "药品标识码：8999901序列号：0000000010001", "4241234567890123456789110000"};
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes = seeds[random() % seeds.size()];
    for (auto changes = random() % 4; changes > 0 && !bytes.empty(); --changes) {
      const std::size_t at = random() % bytes.size();
      if (random() % 3 == 0) {
        bytes.erase(at, 1 + random() % 3);
      } else {
        bytes[at] = static_cast<char>(random() % 256);
      }
    }
    for (const Scan& scan : {scan_text(as_bytes(bytes)), scan_keyed(as_bytes(bytes)),
                             scan_symbol_text(as_bytes(bytes))}) {
      const auto* code = std::get_if<Code>(&scan);
      if (code == nullptr) continue;
      REQUIRE_FALSE(code->value.empty());
      if (code->kind == Kind::trace) {
        REQUIRE(code->value == code->drug_id + code->serial);
        REQUIRE(
            (code->value.size() == 20 && all_digits(code->value) && code->value.front() == '8'));
      } else if (code->kind == Kind::e_credential) {
        REQUIRE(code->value.size() == 28);
      } else {
        REQUIRE((code->gtin.size() == 14 && gs1_check_digit_fits(code->gtin)));
      }
    }
  }
}
