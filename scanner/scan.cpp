#include "scanner/scan.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "scanner/digits.hpp"
#include "scanner/kinds/resident_id.hpp"
#include "scanner/kinds/trace.hpp"
#include "scanner/meanings.hpp"

namespace tillgate::scanner {

namespace {

bool is_retail(Kind kind) {
  return kind == Kind::ean13 || kind == Kind::ean8 || kind == Kind::upc_a || kind == Kind::gtin14;
}

bool is_document(Kind kind) {
  return kind == Kind::resident_id || kind == Kind::residence_permit ||
         kind == Kind::foreign_resident;
}

bool names_pack(const Code& code) {
  return code.kind == Kind::trace || (code.kind == Kind::gs1 && !code.serial.empty());
}

bool takes(Field field, const Code& code) {
  const Kind kind = code.kind;
  switch (field) {
    case Field::goods:
      return kind == Kind::trace || kind == Kind::gs1 || is_retail(kind) ||
             kind == Kind::standard_code || kind == Kind::e_credential;
    case Field::pack:
      return names_pack(code);
    case Field::insured:
      return kind == Kind::e_credential || is_document(kind);
    case Field::payment:
      return kind == Kind::wallet;
    case Field::prescription:
      return kind == Kind::prescription;
    case Field::standard_code:
      return kind == Kind::standard_code;
    case Field::carton:
      return kind == Kind::gtin14 || kind == Kind::sscc || kind == Kind::gs1;
    case Field::device:
      return kind == Kind::udi_ma || kind == Kind::gs1;
    case Field::catalogue:
      return kind == Kind::catalogue;
    case Field::institution:
      return kind == Kind::institution || kind == Kind::staff;
    case Field::approval:
      return kind == Kind::approval || kind == Kind::device_approval;
    case Field::company:
      return kind == Kind::credit_code;
    case Field::anything:
      return true;
  }
  return false;
}

// What a code is called where another was asked for.
Reason seen_instead(const Code& code, Field field) {
  const bool till = field == Field::goods || field == Field::pack;
  if (!till) return Reason::other_kind;
  if (is_retail(code.kind)) return Reason::got_ean;
  if (is_document(code.kind)) return Reason::got_id_number;
  switch (code.kind) {
    case Kind::gs1:
      return Reason::got_gtin_no_serial;
    case Kind::e_credential:
      return Reason::got_evoucher;
    case Kind::wallet:
      return Reason::got_pay_code;
    case Kind::sscc:
      return Reason::got_sscc;
    case Kind::veterinary:
      return Reason::got_vet_trace24;
    case Kind::standard_code:
      return Reason::got_14digit;
    case Kind::udi_ma:
      return Reason::got_udi_ma;
    case Kind::catalogue:
      return Reason::got_nhsa_code;
    default:
      return Reason::other_kind;
  }
}

std::vector<Kind> kinds_of(const std::vector<Code>& codes) {
  std::vector<Kind> kinds;
  for (const Code& code : codes) kinds.push_back(code.kind);
  return kinds;
}

Refusal refuse_among(Reason why, const std::vector<Code>& codes) {
  Refusal refusal = refuse(why, codes.front().kind);
  if (codes.size() > 1) refusal.could_be = kinds_of(codes);
  return refusal;
}

Scan choose(Meanings found, Field field) {
  auto& codes = found.codes;
  if (codes.empty()) return refuse(found.why, found.kind);
  const auto wanted = [&](const Code& code) { return takes(field, code); };
  const auto first = std::find_if(codes.begin(), codes.end(), wanted);
  if (first == codes.end()) return refuse_among(seen_instead(codes.front(), field), codes);
  if (std::find_if(first + 1, codes.end(), wanted) != codes.end()) {
    // Twenty digits from 8 are packs a million times before they are a rack's asset number.
    const bool trace = first->kind == Kind::trace;
    const bool standard_code = field != Field::anything && first->kind == Kind::standard_code;
    if (!trace)
      return refuse_among(standard_code ? Reason::got_14digit : Reason::two_meanings, codes);
  }
  Code chosen = std::move(*first);
  codes.erase(first);
  for (const Code& other : codes) chosen.also.push_back(other.kind);
  if (!chosen.also.empty()) chosen.confidence = Confidence::likely;
  return chosen;
}

bool is_prescription(std::string_view text) {
  constexpr std::size_t longest = 20;
  return text.size() <= longest &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_letter(c) || is_digit(c); });
}

// A person's number that is wrong is refused by what is wrong with it, where one was asked for.
std::optional<Reason> fault_of_person_number(std::string_view text, std::int64_t today) {
  const bool long_enough = text.size() == 15 || text.size() == 18;
  if (!long_enough || !all_digits(text.substr(0, text.size() - 1))) return {};
  const auto parsed = parse_resident_id(text, today);
  const auto* reason = std::get_if<Reason>(&parsed);
  return reason == nullptr ? std::optional<Reason>{} : *reason;
}

Scan scan_normalised(const Normalised& text, const Context& context) {
  Meanings found = meanings_of(text, context.today);
  if (context.field == Field::prescription && is_prescription(text.text)) {
    Code code;
    code.kind = Kind::prescription;
    code.value = text.text;
    code.confidence = Confidence::likely;
    code.also = kinds_of(found.codes);
    return code;
  }
  const bool fits = std::any_of(found.codes.begin(), found.codes.end(),
                                [&](const Code& code) { return takes(context.field, code); });
  if (context.field == Field::insured && !fits) {
    if (const auto fault = fault_of_person_number(text.text, context.today))
      return refuse(*fault, Kind::resident_id);
  }
  return choose(std::move(found), context.field);
}

}  // namespace

std::string_view id_of(Field field) {
  constexpr auto ids = std::to_array<std::string_view>({
#define TILLGATE_SCAN_FIELD(name) #name,
      TILLGATE_SCAN_FIELDS(TILLGATE_SCAN_FIELD)
#undef TILLGATE_SCAN_FIELD
  });
  return ids[static_cast<std::size_t>(field)];
}

std::optional<Field> field_of(std::string_view id) {
  for (int i = 0; i <= static_cast<int>(Field::anything); ++i)
    if (id == id_of(static_cast<Field>(i))) return static_cast<Field>(i);
  return {};
}

Scan scan(ByteView bytes, const Context& context) {
  const auto normalised = normalise(bytes, context.line_breaks);
  if (const auto* reason = std::get_if<Reason>(&normalised)) return refuse(*reason);
  return scan_normalised(std::get<Normalised>(normalised), context);
}

Scan scan_text(ByteView bytes) {
  return scan(bytes, {});
}

Scan scan_symbol_text(ByteView bytes) {
  return scan(bytes, {.line_breaks = LineBreaks::kept});
}

Scan scan_keyed(ByteView bytes, const Context& context) {
  if (is_utf8(as_text(bytes))) {
    const auto label = parse_trace_label(as_text(bytes));
    if (const auto* trace = std::get_if<TraceCode>(&label))
      return scan(as_bytes(trace->code), context);
  }
  return scan(bytes, context);
}

Scan trace_for_line(Scan scan) {
  if (const auto* code = std::get_if<Code>(&scan)) {
    if (!names_pack(*code)) return refuse(seen_instead(*code, Field::pack), code->kind);
  } else if (std::get<Refusal>(scan).kind == Kind::e_credential) {
    return refuse(Reason::got_evoucher, Kind::e_credential);
  }
  return scan;
}

}  // namespace tillgate::scanner
