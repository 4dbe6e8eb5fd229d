// Codes: the classifier, GS1, keyboard-like scanners, and what the decoder child answers.
#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "fuzz/properties.hpp"
#include "scanner/cli/picture_file.hpp"
#include "scanner/cli/vector_parsers.hpp"
#include "scanner/digits.hpp"
#include "scanner/image/wire.hpp"
#include "scanner/kinds/gs1.hpp"
#include "scanner/kinds/gs1_table.hpp"
#include "scanner/scan.hpp"
#include "scanner/setup/check.hpp"
#include "scanner/wedge/repair.hpp"
#include "scanner/wedge/wedge.hpp"

namespace tillgate::fuzz {

using namespace tillgate::scanner;

namespace {

std::string broken_by_code(const Code& code, Field field) {
  const bool has_gtin = !code.gtin.empty();
  if (code.value.empty()) return "a code without a value";
  if (has_gtin && (code.gtin.size() != 14 || !gs1_check_digit_fits(code.gtin)))
    return "a GTIN that does not check";
  if (!code.expiry.empty() && code.expiry.size() != 10) return "an expiry that is no date";
  if (code.kind == Kind::trace &&
      (code.value.size() != 20 || !all_digits(code.value) || code.value.front() != '8' ||
       code.value != code.drug_id + code.serial))
    return "a traceability code of the wrong shape";
  if (code.kind == Kind::e_credential && code.value.size() != 28) return "a short credential";
  if (code.kind == Kind::sscc && code.value.size() != 18) return "a short shipping code";
  if (field == Field::pack && code.kind != Kind::trace && code.serial.empty())
    return "a pack without a serial";
  if (field == Field::payment && code.kind != Kind::wallet) return "not a payment code";
  if (!code.also.empty() && code.confidence != Confidence::likely)
    return "certain of a code that could be another";
  return "";
}

// The value of these is a whole code by itself.
bool stands_for_itself(Kind kind) {
  return kind == Kind::trace || kind == Kind::e_credential || kind == Kind::udi_ma ||
         kind == Kind::catalogue || kind == Kind::institution;
}

std::string broken_by_scan(const Scan& found, Field field) {
  const auto* code = std::get_if<Code>(&found);
  if (code == nullptr) return std::get<scanner::Refusal>(found).zh.empty() ? "no text" : "";
  if (auto broken = broken_by_code(*code, field); !broken.empty()) return broken;
  if (!stands_for_itself(code->kind)) return "";
  const Scan again = scan(as_bytes(code->value), {.field = field});
  const auto* same = std::get_if<Code>(&again);
  return same != nullptr && same->kind == code->kind && same->value == code->value
             ? ""
             : "a value that is not read as its code again";
}

// Every parser takes any bytes that are a JSON string; the kinds of another input are left out.
void ask_every_parser(std::string_view bytes) {
  const Json input = std::string(bytes);
  for (const auto* parsers : {&goods_parsers(), &people_parsers(), &scan_parsers()})
    for (const auto& [kind, parse] : *parsers)
      if (kind != "wedge_stream" && kind != "receipt_trace") parse(input, Json::object());
}

// The elements with a separator behind each that does not end itself.
std::string element_string(const Gs1Text& gs1) {
  std::string out;
  for (const Gs1Element& element : gs1.elements) {
    out += element.ai + element.value;
    if (!gs1_identifier_at(element.ai)->ends_itself) out += '\x1D';
  }
  return out;
}

std::string bracketed(const Gs1Text& gs1) {
  std::string out;
  for (const Gs1Element& element : gs1.elements) {
    out += "(" + element.ai + ")";
    for (const char c : element.value) out += c == '(' ? std::string("\\(") : std::string(1, c);
  }
  return out;
}

bool same_elements(const Parsed<Gs1Text>& parsed, const Gs1Text& expected) {
  const auto* gs1 = std::get_if<Gs1Text>(&parsed);
  return gs1 != nullptr &&
         std::equal(gs1->elements.begin(), gs1->elements.end(), expected.elements.begin(),
                    expected.elements.end(), [](const Gs1Element& a, const Gs1Element& b) {
                      return a.ai == b.ai && a.value == b.value;
                    });
}

struct Chunk {
  std::int64_t pause = 0;
  std::string_view bytes;
};

std::vector<Chunk> chunks_of(std::string_view bytes) {
  std::vector<Chunk> chunks;
  while (bytes.size() > 2) {
    const auto pause = static_cast<std::uint8_t>(bytes[0]);
    const std::size_t length = static_cast<std::uint8_t>(bytes[1]) % 64;
    bytes.remove_prefix(2);
    chunks.push_back({pause, bytes.substr(0, length)});
    bytes.remove_prefix(std::min(length, bytes.size()));
  }
  return chunks;
}

// The classifier in each of its fields, the mending of altered scans, and the parsers of every
// kind: a code has the shape of its kind, a field gets only kinds it takes, a code's own value is
// read as the same code again, and no refusal repeats the input.
std::string broken_by_text(std::string_view bytes) {
  for (int i = 0; i <= static_cast<int>(Field::anything); ++i) {
    const Field field = static_cast<Field>(i);
    const Context context{.field = field};
    for (const Scan& found :
         {scan(as_bytes(bytes), context), scan_keyed(as_bytes(bytes), context),
          scan(as_bytes(bytes), {.field = field, .line_breaks = LineBreaks::kept}),
          scan_repaired(bytes, context).scan})
      if (auto broken = broken_by_scan(found, field); !broken.empty())
        return broken + " (field " + std::string(id_of(field)) + ")";
  }
  ask_every_parser(bytes);
  return "";
}

// What was read can be written and read again.
std::string broken_by_gs1(std::string_view bytes) {
  for (const auto& parsed :
       {parse_gs1("d2", bytes), parse_gs1_brackets(bytes), parse_digital_link(bytes)}) {
    const auto* gs1 = std::get_if<Gs1Text>(&parsed);
    if (gs1 == nullptr) continue;
    if (gs1->elements.empty()) return "accepted without an element";
    if (!same_elements(parse_gs1("C1", element_string(*gs1)), *gs1))
      return "not read again as an element string";
    if (!same_elements(parse_gs1_brackets(bracketed(*gs1)), *gs1))
      return "not read again as bracketed text";
  }
  return "";
}

// Pairs of a pause and a length cut the bytes into chunks. The same keys in one chunk give the same
// scans when no pause was too long. Also the check of a scanner's settings.
std::string broken_by_wedge(std::string_view bytes) {
  Wedge wedge;
  Wedge at_once;
  std::int64_t now = 0;
  std::string all;
  std::vector<WedgeScan> scans;
  bool calm = true;
  for (const Chunk& chunk : chunks_of(bytes)) {
    now += chunk.pause;
    calm = calm && chunk.pause <= FramingSettings{}.idle_ms;
    all += chunk.bytes;
    for (WedgeScan& scan : wedge.feed(now, chunk.bytes, {})) scans.push_back(std::move(scan));
  }
  const auto expected = at_once.feed(0, all, {});
  if (calm && !std::equal(scans.begin(), scans.end(), expected.begin(), expected.end(),
                          [](const WedgeScan& a, const WedgeScan& b) { return a.raw == b.raw; }))
    return "the cut of the chunks changed the frames";
  const std::size_t third = bytes.size() / 3;
  const SetupReport report =
      check_scanner({bytes.substr(0, third), bytes.substr(third, third), bytes.substr(2 * third)});
  const bool blocked = std::any_of(report.findings.begin(), report.findings.end(),
                                   [](const SetupFinding& finding) { return finding.blocks; });
  return report.usable == blocked ? "usable although something blocks, or the other way round" : "";
}

// A child that was taken over may answer anything.
std::string broken_by_answer(std::string_view bytes) {
  const auto reading = wire::decode_answer(as_bytes(bytes));
  if (!reading) return "";
  if (reading->symbols.size() > wire::max_symbols) return "more symbols than there may be";
  const Bytes again = wire::encode_answer(*reading);
  return as_text(again).substr(wire::answer_header_size) == bytes ? ""
                                                                  : "not written as it was read";
}

std::string broken_by_picture(std::string_view bytes) {
  const auto picture = decode_picture(as_bytes(bytes));
  return picture && picture->pixels.size() != picture->view().area() ? "a picture that lacks pixels"
                                                                     : "";
}

constexpr std::array properties = {Property{"text", broken_by_text}, Property{"gs1", broken_by_gs1},
                                   Property{"wedge", broken_by_wedge},
                                   Property{"answer", broken_by_answer},
                                   Property{"picture", broken_by_picture}};

}  // namespace

std::span<const Property> scanner_properties() {
  return properties;
}

}  // namespace tillgate::fuzz
