#include "scanner/scan.hpp"

#include <optional>

#include "base/text.hpp"
#include "scanner/aim.hpp"
#include "scanner/digits.hpp"
#include "scanner/kinds/e_credential.hpp"
#include "scanner/kinds/gs1.hpp"
#include "scanner/kinds/resident_id.hpp"
#include "scanner/kinds/retail.hpp"
#include "scanner/kinds/sscc.hpp"
#include "scanner/kinds/trace.hpp"
#include "scanner/kinds/veterinary.hpp"
#include "scanner/kinds/wallet.hpp"

namespace tillgate::scanner {

namespace {

Code code_of(const TraceCode& trace) {
  Code code;
  code.kind = Kind::trace;
  code.value = trace.code;
  code.drug_id = trace.drug_id;
  code.serial = trace.serial;
  return code;
}

// A UPC-A number is an EAN-13 number from 0; scanners drop or add that digit as they are set.
std::optional<Code> retail_code(std::string_view digits) {
  auto parsed = parse_gtin(digits);
  auto* gtin = std::get_if<Gtin>(&parsed);
  if (gtin == nullptr) return {};
  Code code;
  code.gtin = std::move(gtin->gtin14);
  if (digits.size() == 13 && digits.starts_with('0')) digits.remove_prefix(1);
  code.value = digits;
  switch (digits.size()) {
    case 8:
      code.kind = Kind::ean8;
      break;
    case 12:
      code.kind = Kind::upc_a;
      break;
    case 13:
      code.kind = Kind::ean13;
      break;
    default:
      code.kind = Kind::gtin14;
      break;
  }
  return code;
}

Scan scan_gs1(const Normalised& scan) {
  auto parsed = parse_gs1(scan.aim, scan.text);
  if (const auto* reason = std::get_if<Reason>(&parsed)) {
    // A producer's symbol that claims to be GS1 but holds a bare traceability code: not a valid
    // element string, so there is nothing else it could mean.
    if (auto trace = parse_trace(scan.text); accepted(trace))
      return code_of(std::get<TraceCode>(trace));
    return refuse(*reason, Kind::gs1);
  }
  const auto& text = std::get<Gs1Text>(parsed);
  if (text.value("01").empty()) {
    const bool is_sscc = !text.value("00").empty();
    return is_sscc ? refuse(Reason::got_sscc, Kind::sscc) : refuse(Reason::no_code, Kind::gs1);
  }
  Code code;
  code.kind = Kind::gs1;
  code.gtin = text.value("01");
  code.serial = text.value("21");
  code.lot = text.value("10");
  code.expiry = text.value("17");
  code.value = "01" + code.gtin;
  if (!code.serial.empty()) code.value += "21" + code.serial;
  return code;
}

// Behind ]E the symbology itself guarantees a retail number; ]E3 has two or five add-on digits
// behind it.
Scan scan_retail_symbol(std::string_view aim, std::string_view text) {
  if (aim == "E3" && text.size() > 13) text = text.substr(0, 13);
  if (auto code = retail_code(text)) return *std::move(code);
  auto parsed = parse_gtin(text);
  return refuse(std::get<Reason>(parsed));
}

Scan scan_digits(std::string_view digits) {
  const std::size_t length = digits.size();
  if (length == 28 && digits.starts_with("424")) {
    const auto parsed = parse_e_credential(digits);
    if (const auto* reason = std::get_if<Reason>(&parsed))
      return refuse(*reason, Kind::e_credential);
    Code code;
    code.kind = Kind::e_credential;
    code.value = digits;
    return code;
  }
  if (check_resident_id(digits)) return refuse(Reason::got_id_number, Kind::resident_id);
  if (accepted(parse_wallet_code(digits))) return refuse(Reason::got_pay_code, Kind::wallet);
  if (length == 20 && accepted(parse_sscc(digits))) return refuse(Reason::got_sscc, Kind::sscc);
  if (length == 20) return refuse(Reason::bad_prefix);
  if (is_veterinary_trace(digits)) return refuse(Reason::got_vet_trace24, Kind::veterinary);
  if (auto code = retail_code(digits)) {
    if (length == 14 && digits.starts_with("869")) return refuse(Reason::got_14digit);
    return *std::move(code);
  }
  if (length == 7 && digits.front() == '8') return refuse(Reason::got_drug_id_only);
  if (length == 13) return refuse(Reason::got_serial_only);
  if (length >= 15 && length <= 40 && digits.front() == '8') return refuse(Reason::bad_length);
  return refuse(Reason::unknown);
}

// Whoever keys the number may type a small x.
bool is_resident_id(std::string_view text) {
  std::string number(text);
  if (number.ends_with('x')) number.back() = 'X';
  return check_resident_id(number).has_value();
}

Scan scan_words(std::string_view text) {
  if (is_resident_id(text)) return refuse(Reason::got_id_number, Kind::resident_id);
  auto found = find_trace(text);
  if (const auto* trace = std::get_if<TraceText>(&found)) return code_of(trace->code);
  const Reason reason = std::get<Reason>(found);
  if (is_veterinary_trace(text)) return refuse(Reason::got_vet_trace24, Kind::veterinary);
  if (reason == Reason::no_code && !is_web_address(text)) return refuse(Reason::unknown);
  return refuse(reason);
}

Scan scan_normalised(const Normalised& scan) {
  if (!scan.aim.empty()) {
    if (const auto fault = fault_of_aim(scan.aim)) return refuse(*fault);
    if (is_gs1_carrier(scan.aim)) return scan_gs1(scan);
    if (scan.aim.front() == 'E') return scan_retail_symbol(scan.aim, scan.text);
  }
  if (const auto trace = parse_trace(scan.text); accepted(trace))
    return code_of(std::get<TraceCode>(trace));
  return all_digits(scan.text) ? scan_digits(scan.text) : scan_words(scan.text);
}

Scan scan_bytes(ByteView bytes, LineBreaks line_breaks) {
  const auto normalised = normalise(bytes, line_breaks);
  if (const auto* reason = std::get_if<Reason>(&normalised)) return refuse(*reason);
  return scan_normalised(std::get<Normalised>(normalised));
}

// What a code that is no pack's own code is called when a pack's was asked for.
Reason instead_of_trace(const Code& code) {
  switch (code.kind) {
    case Kind::gs1:
      return Reason::got_gtin_no_serial;
    case Kind::e_credential:
      return Reason::got_evoucher;
    default:
      return Reason::got_ean;
  }
}

}  // namespace

Scan scan_text(ByteView bytes) {
  return scan_bytes(bytes, LineBreaks::refused);
}

Scan scan_symbol_text(ByteView bytes) {
  return scan_bytes(bytes, LineBreaks::kept);
}

Scan scan_keyed(ByteView bytes) {
  if (is_utf8(as_text(bytes))) {
    const auto label = parse_trace_label(as_text(bytes));
    if (accepted(label)) return code_of(std::get<TraceCode>(label));
  }
  return scan_text(bytes);
}

Scan trace_for_line(Scan scan) {
  if (const auto* code = std::get_if<Code>(&scan)) {
    const bool names_pack =
        code->kind == Kind::trace || (code->kind == Kind::gs1 && !code->serial.empty());
    if (!names_pack) return refuse(instead_of_trace(*code), code->kind);
  } else if (std::get<Refusal>(scan).kind == Kind::e_credential) {
    return refuse(Reason::got_evoucher, Kind::e_credential);
  }
  return scan;
}

}  // namespace tillgate::scanner
