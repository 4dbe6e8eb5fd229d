// Keyboard-like scanners: which keystrokes are one scan, what is mended, what is refused.
#include "scanner/wedge/wedge.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "scanner/summary.hpp"
#include "scanner/wedge/repair.hpp"

using namespace tillgate;
using namespace tillgate::scanner;
using test::summary;

namespace {

const std::string pack = "89999010000000010001";

std::vector<std::string> summaries(const std::vector<WedgeScan>& scans) {
  std::vector<std::string> out;
  for (const WedgeScan& scan : scans) out.push_back(summary(scan.scan));
  return out;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("any of the usual suffixes ends a scan, and a stray one is no scan") {
  for (const char* suffix : {"\r", "\n", "\t", "\r\n", "\r\n\r\n"}) {
    Wedge wedge;
    CHECK(summaries(wedge.feed(0, "\r\n" + pack + suffix, {})) == Lines{"trace " + pack});
    CHECK(wedge.feed(5000, "\r", {}).empty());
  }
}

TEST_CASE("keys that come one by one make one scan") {
  Wedge wedge;
  std::int64_t now = 0;
  for (const char key : pack) CHECK(wedge.feed(now += 30, std::string(1, key), {}).empty());
  CHECK(summaries(wedge.feed(now + 30, "\r", {})) == Lines{"trace " + pack});
}

TEST_CASE("a scan without a suffix is refused, never taken because time passed") {
  Wedge wedge;
  CHECK(wedge.feed(0, pack, {}).empty());
  CHECK(wedge.wait(100).empty());
  CHECK(summaries(wedge.wait(101)) == Lines{"no_terminator"});
}

TEST_CASE("the second half of a scan that was torn is not a scan") {
  // A veterinary code of 24 digits, torn by an input method after four: what is left looks like a
  // drug's code.
  Wedge wedge;
  CHECK(wedge.feed(0, "2099", {}).empty());
  CHECK(summaries(wedge.feed(300, pack + "\r", {})) == Lines{"no_terminator", "no_terminator"});
  CHECK(summaries(wedge.feed(2000, pack + "\r", {})) == Lines{"trace " + pack});
}

TEST_CASE("a key typed well before a scan does not spoil it") {
  Wedge wedge;
  CHECK(wedge.feed(0, "5", {}).empty());
  CHECK(summaries(wedge.feed(1500, pack + "\r", {})) == Lines{"no_terminator", "trace " + pack});
}

TEST_CASE("input without an end is cut off and the next scan is read") {
  Wedge wedge({.framing = {.max_length = 64}});
  CHECK(summaries(wedge.feed(0, std::string(1000, '8'), {})) == Lines{"too_long"});
  CHECK(wedge.feed(10, std::string(1000, '8') + "\r", {}).empty());
  CHECK(summaries(wedge.feed(3000, pack + "\r", {})) == Lines{"trace " + pack});
}

TEST_CASE("the same code within the window is marked as the same pull of the trigger") {
  Wedge wedge;
  const auto repeated = [&](std::int64_t at, const std::string& text) {
    return wedge.feed(at, text + "\r", {}).at(0).repeated;
  };
  CHECK_FALSE(repeated(0, pack));
  CHECK(repeated(800, pack));
  CHECK(repeated(1600, "]C0" + pack));  // the scanner may tell the symbology or not
  CHECK_FALSE(repeated(2401, pack));
  CHECK_FALSE(repeated(2500, "6999999000013"));
  CHECK_FALSE(repeated(2600, pack));
}

TEST_CASE("a one-time secret is not remembered for telling repeats") {
  Wedge wedge;
  const std::string credential = "4241234567890123456789110000\r";
  CHECK_FALSE(wedge.feed(0, credential, {}).at(0).repeated);
  CHECK_FALSE(wedge.feed(10, credential, {}).at(0).repeated);
}

TEST_CASE("what arrives is kept beside the answer for the technician") {
  Wedge wedge;
  CHECK(wedge.feed(0, "hello\r", {}).at(0).raw == "hello");
}

TEST_CASE("scans altered on the way are restored where one original is possible") {
  struct Case {
    std::string sent;
    std::string read;
    std::vector<std::string_view> repairs;
  };
  const std::string gtin = "0106999999000013";
  const std::vector<Case> cases{
      {pack, "trace " + pack, {}},
      {pack + std::string(3, '\0'), "trace " + pack, {"nul"}},
      {"]c0" + pack, "trace " + pack, {"capitals"}},
      {"８９９９９０１００００００００１０００１", "trace " + pack, {"fullwidth"}},
      {"\\000026" + pack, "trace " + pack, {"eci"}},
      {"]e06999999000013", "ean13 6999999000013", {"capitals"}},
      {"]E0" + gtin + "21ab", "gs1 " + gtin + "21AB", {"capitals"}},
      {"]D2" + gtin + "10lOT\x1D" + "21sn", "gs1 " + gtin + "21SN", {"capitals"}},
      {"]d2" + gtin + "10L|21SN", "gs1 " + gtin + "21SN", {"gs_restored"}},
      {"]d2" + gtin + "10L^]21SN", "gs1 " + gtin + "21SN", {"gs_restored"}},
      {"]d2" + gtin + "10L\x1E" + "21SN", "gs1 " + gtin + "21SN", {"gs_restored"}},
      {"]d2" + gtin + "10L\xEF\x9C\x8C" + "21SN", "gs1 " + gtin + "21SN", {"gs_restored"}},
      {"]d2" + gtin + "10L<GS>21SN", "gs1 " + gtin + "21SN", {"gs_alias"}},
      {"]D2" + gtin + "10l~21sn", "gs1 " + gtin + "21SN", {"capitals", "gs_restored"}},
      {"]Q1HTTPS://EXAMPLE.COM/01/06999999000013/21/sN1", "gs1 " + gtin + "21sN1", {}},
  };
  for (const Case& one : cases) {
    INFO(one.sent);
    const RepairedScan repaired = scan_repaired(one.sent, {});
    CHECK(summary(repaired.scan) == one.read);
    CHECK(repaired.repairs == one.repairs);
  }
}

TEST_CASE("what cannot be restored gets a reason") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"_çççà&ààààààà&àà&&", "wrong_layout"},    // a French keyboard's digit row
      {"*((((!)!))))))))!))!", "wrong_layout"},  // shift held or locked
      {"]d20106999999000013"
       "10L|21S~N",
       "bad_char"},  // two strangers: which one separates?
      {pack.substr(1), "unknown"},
      {pack + pack, "bad_length"},
      {"hello", "unknown"},
      {std::string(5, '\0'), "empty"}};
  for (const auto& [sent, expected] : cases) {
    INFO(sent);
    CHECK(summary(scan_repaired(sent, {}).scan) == expected);
  }
}

TEST_CASE("a lost separator is not seen in the text: the lot swallows the serial") {
  const Scan scan = scan_repaired(
                        "]d201069999990000131"
                        "0LOT21SN",
                        {})
                        .scan;
  CHECK(std::get<Code>(scan).lot == "LOT21SN");
  CHECK(std::get<Code>(scan).serial.empty());
  CHECK(summary(trace_for_line(scan)) == "got_gtin_no_serial");
}
