#include "scanner/kinds/gs1.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "scanner/digits.hpp"
#include "scanner/kinds/gs1_date.hpp"
#include "scanner/kinds/gs1_elements.hpp"
#include "scanner/kinds/gs1_table.hpp"
#include "scanner/normalise.hpp"

namespace tillgate::scanner {

namespace {

std::string_view carrier_name(std::string_view aim) {
  constexpr auto names = std::to_array<std::pair<std::string_view, std::string_view>>({
      {"C1", "GS1-128"},
      {"d2", "GS1 DataMatrix"},
      {"Q3", "GS1 QR Code"},
      {"e0", "GS1 DataBar or composite"},
      {"J1", "GS1 DotCode"},
  });
  for (const auto& [id, name] : names) {
    if (id == aim) return name;
  }
  return {};
}

constexpr auto text_characters = [] {
  std::array<bool, 256> table{};
  for (const char c : std::string_view("!\"%&'()*+,-./0123456789:;<=>?_"
                                       "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"))
    table[static_cast<unsigned char>(c)] = true;
  return table;
}();

bool is_text(std::string_view value) {
  return std::all_of(value.begin(), value.end(),
                     [](char c) { return text_characters[static_cast<unsigned char>(c)]; });
}

// A leap day is the only thing the century decides; every multiple of four is a leap year from 1904
// to 2096, and this century's years stand for all.
std::optional<Reason> fault_of_date(std::string_view yymmdd, std::string_view ai) {
  constexpr std::int64_t mid_century = 18'262;  // 2020-01-01
  const auto parsed = parse_gs1_date(yymmdd, ai, mid_century);
  if (const auto* reason = std::get_if<Reason>(&parsed)) return *reason;
  return {};
}

bool is_time_of_day(std::string_view digits) {
  constexpr auto limits = std::to_array<std::string_view>({"23", "59", "59"});
  for (std::size_t part = 0; part * 2 + 1 < digits.size(); ++part) {
    if (digits.substr(part * 2, 2) > limits[part]) return false;
  }
  return digits.size() % 2 == 0;
}

std::optional<Reason> fault_of_value(const Gs1Identifier& entry, std::string_view value) {
  const auto need = [](bool fits, Reason reason) {
    return fits ? std::optional<Reason>{} : std::optional{reason};
  };
  switch (entry.content) {
    case Gs1Content::digits:
      return need(all_digits(value), Reason::bad_char);
    case Gs1Content::text:
      return need(is_text(value), Reason::bad_char);
    case Gs1Content::checked:
      if (!all_digits(value)) return Reason::bad_char;
      return need(gs1_check_digit_fits(value), Reason::bad_check);
    case Gs1Content::date:
      return fault_of_date(value, entry.ai);
    case Gs1Content::time:
      if (!all_digits(value)) return Reason::bad_char;
      if (const auto fault = fault_of_date(value.substr(0, 6), entry.ai)) return fault;
      return need(is_time_of_day(value.substr(6)), Reason::bad_date);
    case Gs1Content::asset:
      if (!all_digits(value.substr(0, 14)) || value.front() != '0' || !is_text(value.substr(14)))
        return Reason::bad_char;
      return need(gs1_check_digit_fits(value.substr(0, 14)), Reason::bad_check);
    case Gs1Content::coded_text:
      return need(all_digits(value.substr(0, 3)) && is_text(value.substr(3)), Reason::bad_char);
  }
  return {};
}

// "01,02": whether one of the list stands in the text.
bool holds_one_of(const Gs1Text& text, std::string_view list) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    if (!text.value(list.substr(0, end)).empty()) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

}  // namespace

std::optional<Reason> add_gs1_element(const Gs1Identifier& entry, std::string_view ai,
                                      std::string_view value, Gs1Text& out) {
  if (value.size() < entry.shortest || value.size() > entry.longest) return Reason::ai_length;
  if (const auto fault = fault_of_value(entry, value)) return fault;
  const std::string_view earlier = out.value(ai);
  if (!earlier.empty() && earlier != value) return Reason::duplicate_ai;
  if (earlier.empty()) out.elements.push_back({std::string(ai), std::string(value)});
  return {};
}

std::optional<Reason> fault_of_gs1_pairs(const Gs1Text& text) {
  for (const Gs1Element& element : text.elements) {
    if (holds_one_of(text, gs1_identifier_at(element.ai)->excludes)) return Reason::ai_conflict;
  }
  for (const Gs1Element& element : text.elements) {
    std::string_view groups = gs1_identifier_at(element.ai)->needs;
    while (!groups.empty()) {
      const std::size_t end = std::min(groups.find(';'), groups.size());
      if (!holds_one_of(text, groups.substr(0, end))) return Reason::ai_missing;
      groups.remove_prefix(std::min(end + 1, groups.size()));
    }
  }
  return {};
}

std::string_view Gs1Text::value(std::string_view ai) const {
  const auto found = std::find_if(elements.begin(), elements.end(),
                                  [&](const Gs1Element& element) { return element.ai == ai; });
  return found == elements.end() ? std::string_view{} : found->value;
}

Parsed<Gs1Text> parse_gs1(std::string_view aim, std::string_view data) {
  if (data.empty()) return Reason::empty;
  Gs1Text out;
  out.carrier = carrier_name(aim);
  if (out.carrier.empty()) return Reason::not_gs1_carrier;
  constexpr std::size_t usual_count = 4;  // GTIN, expiry, lot, serial
  out.elements.reserve(usual_count);
  while (!data.empty()) {
    const Gs1Identifier* entry = gs1_identifier_at(data);
    if (entry == nullptr) return Reason::unknown_ai;
    const std::string_view ai = data.substr(0, entry->ai.size());
    data.remove_prefix(ai.size());
    const std::size_t reach = entry->ends_itself ? entry->longest : data.size();
    const std::string_view value = data.substr(0, std::min(data.find(group_separator), reach));
    data.remove_prefix(value.size());
    if (data.starts_with(group_separator)) data.remove_prefix(1);
    if (const auto fault = add_gs1_element(*entry, ai, value, out)) return *fault;
  }
  if (const auto fault = fault_of_gs1_pairs(out)) return *fault;
  return out;
}

}  // namespace tillgate::scanner
