#include "scanner/meanings.hpp"

#include <string>
#include <utility>

#include "scanner/aim.hpp"
#include "scanner/digits.hpp"
#include "scanner/kinds/approval.hpp"
#include "scanner/kinds/catalogue.hpp"
#include "scanner/kinds/credit_code.hpp"
#include "scanner/kinds/e_credential.hpp"
#include "scanner/kinds/gs1.hpp"
#include "scanner/kinds/gs1_date.hpp"
#include "scanner/kinds/institution.hpp"
#include "scanner/kinds/resident_id.hpp"
#include "scanner/kinds/retail.hpp"
#include "scanner/kinds/sscc.hpp"
#include "scanner/kinds/standard_code.hpp"
#include "scanner/kinds/trace.hpp"
#include "scanner/kinds/udi.hpp"
#include "scanner/kinds/veterinary.hpp"
#include "scanner/kinds/wallet.hpp"
#include "scanner/kinds/web_address.hpp"

namespace tillgate::scanner {

namespace {

constexpr auto certain = Confidence::certain;
constexpr auto likely = Confidence::likely;

Meanings none(Reason why, std::optional<Kind> kind = {}) {
  return {{}, why, kind};
}

Meanings one(Code code) {
  Meanings out;
  out.codes.push_back(std::move(code));
  return out;
}

Code plain(Kind kind, std::string_view value, Confidence confidence) {
  Code code;
  code.kind = kind;
  code.value = value;
  code.confidence = confidence;
  return code;
}

Code code_of(const TraceCode& trace, Confidence confidence) {
  Code code = plain(Kind::trace, trace.code, confidence);
  code.drug_id = trace.drug_id;
  code.serial = trace.serial;
  return code;
}

// YYMMDD as the last day it names; empty when there is none.
std::string last_day(std::string_view yymmdd, std::int64_t today) {
  auto date = parse_gs1_date(yymmdd, "17", today);
  auto* parsed = std::get_if<Gs1Date>(&date);
  return parsed == nullptr ? "" : std::move(parsed->last_usable);
}

// A UPC-A number is an EAN-13 number from 0; scanners drop or add that digit as they are set.
std::optional<Code> retail_code(std::string_view digits, Confidence confidence) {
  auto parsed = parse_gtin(digits);
  auto* gtin = std::get_if<Gtin>(&parsed);
  if (gtin == nullptr) return {};
  if (digits.size() == 13 && digits.starts_with('0')) digits.remove_prefix(1);
  const Kind kind = digits.size() == 8    ? Kind::ean8
                    : digits.size() == 12 ? Kind::upc_a
                    : digits.size() == 13 ? Kind::ean13
                                          : Kind::gtin14;
  Code code = plain(kind, digits, confidence);
  code.gtin = std::move(gtin->gtin14);
  return code;
}

Meanings gs1_meanings(const Gs1Text& text, std::int64_t today) {
  if (const auto gtin = text.value("01"); !gtin.empty()) {
    Code code;
    code.kind = Kind::gs1;
    code.gtin = gtin;
    code.serial = text.value("21");
    code.lot = text.value("10");
    code.expiry = last_day(text.value("17"), today);
    code.value = "01" + code.gtin;
    if (!code.serial.empty()) code.value += "21" + code.serial;
    return one(std::move(code));
  }
  if (const auto sscc = text.value("00"); !sscc.empty())
    return one(plain(Kind::sscc, sscc, certain));
  return none(Reason::no_code, Kind::gs1);
}

Meanings in_gs1_symbol(const Normalised& scan, std::int64_t today) {
  const auto parsed = parse_gs1(scan.aim, scan.text);
  if (const auto* text = std::get_if<Gs1Text>(&parsed)) return gs1_meanings(*text, today);
  // A producer's symbol that claims to be GS1 but holds a bare traceability code: not a valid
  // element string, so there is nothing else it could mean.
  if (auto trace = parse_trace(scan.text); accepted(trace))
    return one(code_of(std::get<TraceCode>(trace), likely));
  return none(std::get<Reason>(parsed), Kind::gs1);
}

// Behind ]E the symbology itself guarantees a retail number; ]E3 has two or five add-on digits
// behind it.
Meanings in_retail_symbol(std::string_view aim, std::string_view text) {
  if (aim == "E3" && text.size() > 13) text = text.substr(0, 13);
  if (auto code = retail_code(text, certain)) return one(*std::move(code));
  const auto parsed = parse_gtin(text);
  return none(std::get<Reason>(parsed));
}

// An element string whose symbology identifier the scanner kept to itself.
bool looks_like_gs1(std::string_view text) {
  return text.size() >= 16 && text.starts_with("01") && gs1_check_digit_fits(text.substr(2, 14)) &&
         accepted(parse_gs1("C1", text));
}

void add_eighteen(std::string_view digits, std::int64_t today, std::vector<Code>& codes) {
  if (check_resident_id(digits, today)) codes.push_back(plain(Kind::resident_id, digits, certain));
  if (accepted(parse_residence_permit(digits, today)))
    codes.push_back(plain(Kind::residence_permit, digits, certain));
  if (accepted(parse_foreign_resident(digits, today)))
    codes.push_back(plain(Kind::foreign_resident, digits, certain));
  if (accepted(parse_credit_code(digits)))
    codes.push_back(plain(Kind::credit_code, digits, certain));
}

bool is_wallet(std::string_view digits) {
  const auto parsed = parse_wallet_code(digits);
  const auto* reason = std::get_if<Reason>(&parsed);
  return reason == nullptr || *reason == Reason::ambiguous;
}

void add_fourteen(const Normalised& scan, std::vector<Code>& codes) {
  const bool carton_symbol = scan.aim.starts_with('I');  // ITF is printed on cartons only
  if (!carton_symbol && accepted(parse_standard_code(scan.text)))
    codes.push_back(plain(Kind::standard_code, scan.text, likely));
}

Meanings why_no_digits(std::string_view digits) {
  const std::size_t length = digits.size();
  if (length == 28 && digits.starts_with("424"))
    return none(std::get<Reason>(parse_e_credential(digits)), Kind::e_credential);
  if (looks_like_gs1(digits)) return none(Reason::not_gs1_carrier, Kind::gs1);
  if (length == 20) return none(Reason::bad_prefix);
  if (length == 7 && digits.front() == '8') return none(Reason::got_drug_id_only);
  if (length == 13) return none(Reason::got_serial_only);
  if (length >= 15 && length <= 40 && digits.front() == '8') return none(Reason::bad_length);
  return none(Reason::unknown);
}

Meanings in_digits(const Normalised& scan, std::int64_t today) {
  const std::string_view digits = scan.text;
  Meanings out;
  if (const auto trace = parse_trace(digits); accepted(trace)) {
    out.codes.push_back(code_of(std::get<TraceCode>(trace), likely));
    // Any other identifier than GS1's excludes the asset.
    if (scan.aim.empty() && accepted(parse_gs1("C1", digits)))
      out.codes.push_back(plain(Kind::asset, digits, likely));
    return out;
  }
  if (accepted(parse_e_credential(digits)))
    out.codes.push_back(plain(Kind::e_credential, digits, certain));
  if (digits.size() == 18) add_eighteen(digits, today, out.codes);
  if (is_wallet(digits)) out.codes.push_back(plain(Kind::wallet, digits, likely));
  if (digits.size() == 20 && accepted(parse_sscc(digits)))
    out.codes.push_back(plain(Kind::sscc, digits.substr(2), likely));
  if (is_veterinary_trace(digits)) out.codes.push_back(plain(Kind::veterinary, digits, likely));
  if (digits.size() == 14) add_fourteen(scan, out.codes);
  if (auto code = retail_code(digits, likely)) out.codes.push_back(*std::move(code));
  return out.codes.empty() ? why_no_digits(digits) : out;
}

Meanings in_web_address(std::string_view text, std::int64_t today) {
  auto found = find_trace(text);
  const auto* trace = std::get_if<TraceText>(&found);
  const auto link = parse_digital_link(text);
  Meanings out;
  if (const auto* elements = std::get_if<Gs1Text>(&link)) out = gs1_meanings(*elements, today);
  if (trace != nullptr) {
    const bool is_serial = !out.codes.empty() && out.codes.front().serial == trace->code.code;
    Code code = code_of(trace->code, trace->host_known.value_or(false) ? certain : likely);
    // Twenty digits that are the serial of a link belong to its GTIN; anywhere else they stand
    // for themselves.
    if (!is_serial) return one(std::move(code));
    out.codes.front().also.push_back(Kind::trace);
  }
  if (!out.codes.empty()) return out;
  const Reason why = trace == nullptr ? std::get<Reason>(found) : Reason::no_code;
  const auto* fault = std::get_if<Reason>(&link);
  // The address names a GS1 key, and something of it is wrong.
  if (why == Reason::no_code && fault != nullptr && *fault != Reason::no_code)
    return none(*fault, Kind::gs1);
  return none(why);
}

Meanings in_device_identifier(std::string_view text, std::int64_t today) {
  const auto parsed = parse_device_identifier(text);
  if (const auto* reason = std::get_if<Reason>(&parsed)) return none(*reason, Kind::udi_ma);
  const auto& device = std::get<DeviceIdentifier>(parsed);
  Code code = plain(Kind::udi_ma, device.identifier, certain);
  code.serial = device.field('S');
  code.lot = device.field('L');
  code.expiry = last_day(device.field('E'), today);
  return one(std::move(code));
}

void add_lettered(std::string_view text, std::int64_t today, std::vector<Code>& codes) {
  const auto add = [&](Kind kind, bool fits, Confidence confidence = certain) {
    if (fits) codes.push_back(plain(kind, text, confidence));
  };
  // Whoever keys the number may type a small x.
  std::string number(text);
  if (number.size() == 18 && number.back() == 'x') number.back() = 'X';
  if (number.size() == 18) add_eighteen(number, today, codes);
  add(Kind::foreign_resident, text.size() == 15 && accepted(parse_foreign_resident(text, today)),
      likely);
  add(Kind::catalogue, is_catalogue_code(text));
  add(Kind::institution, accepted(parse_institution_code(text)));
  add(Kind::staff, accepted(parse_staff_code(text)));
  add(Kind::approval, accepted(parse_approval_number(text, today)));
  add(Kind::device_approval, accepted(parse_device_registration(text, today)));
}

Meanings in_words(std::string_view text, std::int64_t today) {
  if (is_web_address(text)) return in_web_address(text, today);
  if (text.starts_with("MA.")) return in_device_identifier(text, today);
  if (text.starts_with('(') && text.size() > 1 && is_digit(text[1])) {
    const auto parsed = parse_gs1_brackets(text);
    if (const auto* elements = std::get_if<Gs1Text>(&parsed)) return gs1_meanings(*elements, today);
    return none(std::get<Reason>(parsed), Kind::gs1);
  }
  Meanings out;
  add_lettered(text, today, out.codes);
  if (!out.codes.empty()) return out;
  if (is_veterinary_trace(text)) return one(plain(Kind::veterinary, text.substr(0, 24), certain));
  if (looks_like_gs1(text)) return none(Reason::not_gs1_carrier, Kind::gs1);
  const auto found = find_trace(text);
  if (const auto* trace = std::get_if<TraceText>(&found)) return one(code_of(trace->code, certain));
  const Reason why = std::get<Reason>(found);
  return none(why == Reason::no_code ? Reason::unknown : why);
}

}  // namespace

Meanings meanings_of(const Normalised& scan, std::int64_t today) {
  if (!scan.aim.empty()) {
    if (const auto fault = fault_of_aim(scan.aim)) return none(*fault);
    if (is_gs1_carrier(scan.aim)) return in_gs1_symbol(scan, today);
    if (scan.aim.front() == 'E') return in_retail_symbol(scan.aim, scan.text);
  }
  return all_digits(scan.text) ? in_digits(scan, today) : in_words(scan.text, today);
}

}  // namespace tillgate::scanner
