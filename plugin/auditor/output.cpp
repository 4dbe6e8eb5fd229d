#include "auditor/output.hpp"

#include "auditor/program.hpp"
#include "base/json.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "ledger/kind.hpp"
#include "ledger/record.hpp"

namespace tillgate::auditor {

namespace {

constexpr std::string_view fen_suffix = "_fen";

std::string fact(const std::string& name, const Json& value) {
  if (value.is_number_integer() && name.ends_with(fen_suffix))
    return name.substr(0, name.size() - fen_suffix.size()) + "=" +
           decimal_text(value.get<std::int64_t>(), 2);
  if (value.is_string()) return name + "=" + printable(value.get<std::string>());
  if (value.is_array()) return name + "[" + std::to_string(value.size()) + "]";
  return name + "=" + printable(value.dump());
}

// Plain members as they are, lists by their length, objects one level deep.
std::string facts(const Json& object, const std::string& prefix = "") {
  std::string line;
  for (const auto& [name, value] : object.items()) {
    const std::string shown = prefix + printable(name);
    line +=
        value.is_object() && prefix.empty() ? facts(value, shown + ".") : "  " + fact(shown, value);
  }
  return line;
}

// A text member as it stands in the record, for display.
std::string shown_text(std::string_view quoted) {
  const auto text = parse_json(quoted);
  return text && text->is_string() ? printable(text->get<std::string>()) : std::string();
}

}  // namespace

int report_failure(const Failure& failure, const Streams& streams) {
  *streams.err << "error: " << failure.detail;
  if (!failure.where.empty()) *streams.err << ": " << failure.where;
  *streams.err << "\n";
  return failure.status == TILLGATE_E_ARGUMENT ? exit_usage : exit_problems;
}

std::string finding_line(const ledger::Finding& finding) {
  std::string line;
  if (finding.record) line = "record " + std::to_string(*finding.record);
  if (!finding.place.empty()) line += (line.empty() ? "" : ", ") + finding.place;
  line.append(": ")
      .append(ledger::fault_en(finding.fault))
      .append(" / ")
      .append(ledger::fault_zh(finding.fault));
  if (!finding.detail.empty()) line += " (" + finding.detail + ")";
  return line;
}

std::string record_line(std::uint64_t index, ByteView entry) {
  const std::string number = std::to_string(index) + "  ";
  const auto record = ledger::read_record(as_text(entry));
  if (!record)
    return number + "not a record 非本格式记录: " + std::to_string(entry.size()) + " bytes";
  std::string line = number + local_text(record->utc) + "  " + std::string(record->kind);
  if (const auto zh = ledger::kind_zh(record->kind); !zh.empty()) line.append(" ").append(zh);
  if (const std::string who = shown_text(record->operator_id); !who.empty())
    line += "  operator=" + who;
  if (record->fund_fen != 0) line += "  fund=" + decimal_text(record->fund_fen, 2);
  line += "  fund_total=" + decimal_text(record->fund_total_fen, 2);
  if (const auto body = parse_json(record->body)) line += facts(*body);
  if (const auto digests = parse_json(record->digests); digests && !digests->empty()) {
    line += "  sealed:";
    for (const auto& item : digests->items()) line += " " + item.key();
  }
  return line;
}

}  // namespace tillgate::auditor
