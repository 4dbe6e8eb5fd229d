#include "auditor/record_filter.hpp"

#include <algorithm>

#include "base/json.hpp"
#include "base/time.hpp"
#include "ledger/record.hpp"

namespace tillgate::auditor {

namespace {

Result<std::optional<std::int64_t>> day_of(const std::string& date, const char* where) {
  if (date.empty()) return std::optional<std::int64_t>();
  const auto day = day_of_date(date);
  if (!day) return Failure{TILLGATE_E_ARGUMENT, "not a date YYYY-MM-DD", where};
  return day;
}

bool holds_text(const Json& value, const std::string& text) {
  if (value.is_string()) return value.get_ref<const std::string&>() == text;
  return value.is_structured() && std::any_of(value.begin(), value.end(), [&](const Json& member) {
           return holds_text(member, text);
         });
}

bool finds_rule(const Json& body, const std::string& rule) {
  const auto verdict = body.find("verdict");
  if (verdict == body.end() || !verdict->is_object() || !verdict->contains("findings"))
    return false;
  const Json& findings = (*verdict)["findings"];
  return findings.is_array() &&
         std::any_of(findings.begin(), findings.end(), [&](const Json& finding) {
           return finding.is_object() && finding.contains("rule") && finding["rule"] == rule;
         });
}

}  // namespace

Result<RecordFilter> RecordFilter::of(const FilterOptions& options) {
  RecordFilter filter;
  TILLGATE_TRY(first, day_of(options.since, "--since"));
  TILLGATE_TRY(last, day_of(options.until, "--until"));
  filter.options_ = options;
  filter.first_day_ = first;
  filter.last_day_ = last;
  return filter;
}

bool RecordFilter::passes_all() const {
  return !first_day_ && !last_day_ && options_.kind.empty() && options_.rule.empty() &&
         options_.code.empty() && options_.person.empty();
}

std::optional<bool> RecordFilter::in_days(ByteView entry) const {
  const auto record = ledger::read_record(as_text(entry));
  if (!record) return std::nullopt;
  const std::int64_t day = local_day(record->utc);
  return (!first_day_ || day >= *first_day_) && (!last_day_ || day <= *last_day_);
}

bool RecordFilter::passes(ByteView entry) const {
  if (passes_all()) return true;
  const std::string_view text = as_text(entry);
  const auto record = ledger::read_record(text);
  if (!record || !in_days(entry).value_or(false)) return false;
  if (!options_.kind.empty() && record->kind != options_.kind) return false;
  // Most records do not hold the text at all; only the others are read in full.
  for (const std::string* wanted : {&options_.rule, &options_.code, &options_.person})
    if (!wanted->empty() && text.find(*wanted) == std::string_view::npos) return false;
  if (options_.rule.empty() && options_.code.empty() && options_.person.empty()) return true;
  const auto body = parse_json(record->body);
  const auto digests = parse_json(record->digests);
  if (!body || !digests) return false;
  return (options_.rule.empty() || finds_rule(*body, options_.rule)) &&
         (options_.code.empty() || holds_text(*body, options_.code)) &&
         (options_.person.empty() || holds_text(*digests, options_.person) ||
          holds_text(*body, options_.person));
}

}  // namespace tillgate::auditor
