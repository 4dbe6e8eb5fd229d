#include "scanner/kinds/trace.hpp"

#include "scanner/digits.hpp"
#include "scanner/kinds/labels.hpp"
#include "scanner/normalise.hpp"

namespace tillgate::scanner {

namespace {

constexpr std::size_t drug_id_length = 7;
constexpr std::size_t serial_length = 13;

TraceCode split(std::string_view code) {
  return {std::string(code), std::string(code.substr(0, drug_id_length)),
          std::string(code.substr(drug_id_length))};
}

// Takes out the runs of blanks and hyphens that stand between two digits.
std::string without_grouping(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t next = std::min(text.find_first_not_of(" -", at), text.size());
    const bool between =
        at > 0 && is_digit(text[at - 1]) && next < text.size() && is_digit(text[next]);
    if (next != at && between) at = next;
    out.push_back(text[at]);
  }
  return out;
}

std::string_view trimmed(std::string_view text) {
  skip_blanks(text);
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

}  // namespace

Parsed<TraceCode> parse_trace(std::string_view text, FirstDigit first) {
  if (text.empty()) return Reason::empty;
  if (!all_digits(text)) return Reason::bad_char;
  if (text.size() != drug_id_length + serial_length) return Reason::bad_length;
  if (first == FirstDigit::eight && text.front() != '8') return Reason::bad_prefix;
  return split(text);
}

Parsed<TraceCode> parse_trace_label(std::string_view keyed) {
  const std::string plain = without_grouping(fold_width(keyed));
  std::string_view text = trimmed(plain);
  if (text.empty()) return Reason::empty;
  for (const std::string_view label : outer_labels) {
    if (take_label(text, label)) break;
  }
  const std::size_t serial_at = text.find(serial_label);
  std::string_view drug_id = text.substr(0, serial_at);
  if (serial_at == std::string_view::npos || !take_label(drug_id, drug_id_label))
    return parse_trace(text);

  std::string_view serial = text.substr(serial_at);
  take_label(serial, serial_label);
  drug_id = trimmed(drug_id);
  if (drug_id.ends_with(',') || drug_id.ends_with(';'))
    drug_id = trimmed(drug_id.substr(0, drug_id.size() - 1));
  if (drug_id.size() != drug_id_length || serial.size() != serial_length || !all_digits(drug_id) ||
      !all_digits(serial))
    return Reason::bad_structure;
  return parse_trace(std::string(drug_id).append(serial));
}

}  // namespace tillgate::scanner
