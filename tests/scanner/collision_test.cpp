// Codes that share their form: the symbology identifier or the field decides, or the answer says
// that nothing does.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "scanner/scan.hpp"

using namespace tillgate;
using namespace tillgate::scanner;

namespace {

std::string list(const std::vector<Kind>& kinds) {
  std::string out;
  for (const Kind kind : kinds) out += " " + std::string(id_of(kind));
  return out;
}

// "trace likely also asset", "two_meanings standard_code gtin14"
std::string read(Field field, const std::string& text) {
  const Scan found = scan(as_bytes(text), {.field = field});
  if (const auto* refusal = std::get_if<scanner::Refusal>(&found))
    return refusal->reason + list(refusal->could_be);
  const Code& code = std::get<Code>(found);
  return std::string(id_of(code.kind)) + " " + std::string(id_of(code.confidence)) +
         (code.also.empty() ? "" : " also" + list(code.also));
}

}  // namespace

TEST_CASE("where two kinds share a form, identifier or field decide and the rest is told") {
  struct Case {
    Field field;
    std::string text;
    std::string answer;
  };
  const std::string standard = "86999900000008";       // and a carton's GTIN-14
  const std::string asset = "80030699999900001301";    // and a traceability code
  const std::string wallet_id = "110101190101019913";  // and a payment code of WeChat
  const std::string sscc = "00069999990000000013";
  const std::string credential = "4241234567890123456789110000";
  const std::vector<Case> cases{
      {Field::anything, standard, "two_meanings standard_code gtin14"},
      {Field::goods, standard, "got_14digit standard_code gtin14"},
      {Field::pack, standard, "got_14digit standard_code gtin14"},
      {Field::goods, "]I1" + standard, "gtin14 likely"},
      {Field::standard_code, standard, "standard_code likely also gtin14"},
      {Field::carton, standard, "gtin14 likely also standard_code"},

      {Field::pack, asset, "trace likely also asset"},
      {Field::goods, "]C0" + asset, "trace likely"},
      {Field::goods, "]C1" + asset, "no_code"},

      {Field::anything, wallet_id, "two_meanings resident_id wallet"},
      {Field::goods, wallet_id, "got_id_number resident_id wallet"},
      {Field::insured, wallet_id, "resident_id likely also wallet"},
      {Field::payment, wallet_id, "wallet likely also resident_id"},
      {Field::payment, "130000000000000001", "wallet likely"},
      {Field::insured, "11010119090302997X", "resident_id certain"},

      {Field::anything, "253456789012345678901234", "two_meanings wallet veterinary"},
      {Field::payment, "253456789012345678901234", "wallet likely also veterinary"},

      {Field::anything, sscc, "sscc likely"},
      {Field::carton, "]C1" + sscc, "sscc certain"},

      {Field::prescription, "89999010000000010001", "prescription likely also trace"},
      {Field::prescription, "ZG02AAG0401010199999", "prescription likely also catalogue"},
      {Field::prescription, "RX2026A0001", "prescription likely"},
      {Field::catalogue, "ZG02AAG0401010199999", "catalogue certain"},

      {Field::insured, credential, "e_credential certain"},
      {Field::pack, credential, "got_evoucher"},
      {Field::payment, credential, "other_kind"},
      {Field::insured, "89999010000000010001", "other_kind"},
  };
  for (const Case& one : cases) {
    INFO(id_of(one.field) << " " << one.text);
    CHECK(read(one.field, one.text) == one.answer);
  }
}

TEST_CASE("all other kinds are told where anything is asked for") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"89999010000000010001", "trace likely"},
      {"https://www.mashangfangxin.com/?code=89999010000000010001", "trace certain"},
      {"https://trace.example.com/?code=89999010000000010001", "trace likely"},
      {"药品标识码：8999901序列号：0000000010001", "trace certain"},
      {"]d2010699999900001321SN1", "gs1 certain"},
      {"(01)06999999000013(21)SN1", "gs1 certain"},
      {"https://example.com/01/06999999000013/21/SN1", "gs1 certain"},
      {"https://example.com/01/06999999000013/21/89999010000000010001", "gs1 likely also trace"},
      {"]E06999999000013", "ean13 certain"},
      {"6999999000013", "ean13 likely"},
      {"MA.156.M0.999999.1ABC1230.SX1.L2601A.E290104", "udi_ma certain"},
      {"810000190101019917", "residence_permit certain"},
      {"911840190101019916", "foreign_resident certain"},
      {"USA110101010199", "foreign_resident likely"},
      {"P11010199999", "institution certain"},
      {"HY110101999997", "staff certain"},
      {"XJ01CAA040A001010199999", "catalogue certain"},
      {"国药准字H20250001", "approval certain"},
      {"国械注准20253010001", "device_approval certain"},
      {"91999999MA0000001N", "credit_code certain"},
      {"209901010000000000000001,样品,x,y,z", "veterinary certain"},
  };
  for (const auto& [text, answer] : cases) {
    INFO(text);
    CHECK(read(Field::anything, text) == answer);
  }
}

TEST_CASE("a code of the wrong kind is refused by the fault that matters") {
  const std::vector<std::tuple<Field, std::string, std::string>> cases{
      {Field::insured, "110101190101019912", "bad_check"},
      {Field::insured, "110101010101991", "old_15"},
      {Field::goods, "(01)06999999000014", "bad_check"},
      {Field::goods, "https://example.com/01/06999999000014", "bad_check"},
      {Field::goods, "https://example.com/01/06999999000013/21/S/10/L", "bad_structure"},
      {Field::goods, "MA.156.M0.999999.1ABC123", "bad_length"},
      {Field::goods, "MA.156.M0.999999.1ABC1230", "got_udi_ma"},
      {Field::goods, "XJ01CAA040A001010199999", "got_nhsa_code"},
      {Field::goods, "0106999999000013172812311021SN", "not_gs1_carrier"},
  };
  for (const auto& [field, text, answer] : cases) {
    INFO(text);
    CHECK(read(field, text) == answer);
  }
}

TEST_CASE("the parts of a device identifier are told like those of GS1") {
  const Scan found =
      scan(as_bytes("MA.156.M0.999999.1ABC1230.SX1.L2601A.E290104"), {.field = Field::device});
  const Code& code = std::get<Code>(found);
  CHECK(code.value == "MA.156.M0.999999.1ABC1230");
  CHECK(code.serial == "X1");
  CHECK(code.lot == "2601A");
  CHECK(code.expiry == "2029-01-04");
}

TEST_CASE("the names of the fields are read back") {
  for (int i = 0; i <= static_cast<int>(Field::anything); ++i)
    CHECK(field_of(id_of(static_cast<Field>(i))) == static_cast<Field>(i));
  CHECK_FALSE(field_of("nonsense"));
}
