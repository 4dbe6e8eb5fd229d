#include "scanner/image/reading.hpp"

#include <catch2/catch.hpp>

using namespace tillgate;
using namespace tillgate::scanner;

namespace {

const Symbol ean{Symbology::ean13, "]E0", {}, "6999999000013", {}};
const Symbol trace_linear{Symbology::code128, "]C0", {}, "89999010000000010001", {}};
const Symbol trace_qr{Symbology::qr, "]Q1", {}, "药品标识码:8999901\n序列号:0000000010001", {}};
const Symbol other_trace{Symbology::data_matrix, "]d1", {}, "89999020000000020002", {}};
const Symbol gs1_pack{Symbology::data_matrix, "]d2", {}, "010699999900001321SN1", {}};
const Symbol gs1_other_pack{Symbology::data_matrix, "]d2", {}, "010699999900001321SN2", {}};
const Symbol e_credential{Symbology::qr, "]Q1", {}, "4241234567890123456789110000", {}};
const Symbol unknown_charset{Symbology::qr, "]Q1", {0xB3, 0xA1}, "", {}};

std::string for_line(const std::vector<Symbol>& symbols, std::uint32_t disputed = 0) {
  const Scan scan = trace_for_line(Reading{symbols, disputed});
  if (const auto* refusal = std::get_if<scanner::Refusal>(&scan)) return refusal->reason;
  return std::get<Code>(scan).value;
}

}  // namespace

TEST_CASE("a line gets the one traceability code of a picture, or the reason why not") {
  CHECK(for_line({ean, trace_linear}) == "89999010000000010001");
  CHECK(for_line({trace_qr}) == "89999010000000010001");
  CHECK(for_line({trace_linear, trace_qr}) == "89999010000000010001");
  CHECK(for_line({gs1_pack, ean}) == "010699999900001321SN1");
  CHECK(for_line({gs1_pack, trace_linear}) == "89999010000000010001");
  CHECK(for_line({trace_linear}, 2) == "89999010000000010001");
  CHECK(for_line({trace_linear, other_trace}) == "ambiguous");
  CHECK(for_line({gs1_pack, gs1_other_pack}) == "ambiguous");
  CHECK(for_line({ean}) == "got_ean");
  CHECK(for_line({e_credential}) == "got_evoucher");
  CHECK(for_line({unknown_charset}) == "bad_encoding");
  CHECK(for_line({ean}, 2) == "disputed");
  CHECK(for_line({}, 1) == "disputed");
  CHECK(for_line({}) == "nothing_seen");
}

TEST_CASE("all codes of a picture are told, each once, and what is none with its reason") {
  const Codes codes = codes_of(Reading{{ean, trace_linear, trace_qr, unknown_charset}, 2});
  REQUIRE(codes.codes.size() == 2);
  CHECK(codes.codes[0].kind == Kind::ean13);
  CHECK(codes.codes[1].kind == Kind::trace);
  REQUIRE(codes.refusals.size() == 2);
  CHECK(codes.refusals[0].reason == "bad_encoding");
  CHECK(codes.refusals[1].reason == "disputed");
}
