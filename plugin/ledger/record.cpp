#include "ledger/record.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "ledger/canonical_scan.hpp"
#include "ledger/tile.hpp"

namespace tillgate::ledger {

namespace {

constexpr std::int64_t format_version = 1;
constexpr std::size_t max_word = 40;

// In canonical order.
enum Member : std::size_t {
  body,
  digests,
  fund_fen,
  fund_total_fen,
  index_,
  kind,
  monotonic_ms,
  operator_,
  platform,
  till,
  utc,
  version
};
constexpr std::array<std::string_view, 12> member_names = {
    "body",         "digests",  "fund_fen", "fund_total_fen", "index", "kind",
    "monotonic_ms", "operator", "platform", "till",           "utc",   "version"};

Failure not_a_record(Member member) {
  return {TILLGATE_E_LEDGER, "not a record of this format", std::string(member_names[member])};
}

Failure cannot_be_sealed(const std::string& what, const std::string& where) {
  return {TILLGATE_E_ARGUMENT, what, where};
}

bool is_text(std::string_view value) {
  return value.starts_with('"');
}
bool is_object(std::string_view value) {
  return value.starts_with('{');
}
std::string_view unquoted(std::string_view value) {
  return value.substr(1, value.size() - 2);
}

std::optional<std::int64_t> integer(std::string_view value) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc{} || end != value.data() + value.size()) return std::nullopt;
  return number;
}

std::optional<std::int64_t> digits(std::string_view text, std::size_t from, std::size_t count) {
  std::int64_t value = 0;
  for (const char c : text.substr(from, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

// The inverse of utc_text, for that one form.
std::optional<UtcMs> parse_utc(std::string_view text) {
  constexpr std::string_view form = "0000-00-00T00:00:00.000Z";
  if (text.size() != form.size() || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
      text[19] != '.' || text[23] != 'Z')
    return std::nullopt;
  const auto day = day_of_date(text.substr(0, 10));
  const auto hour = digits(text, 11, 2);
  const auto minute = digits(text, 14, 2);
  const auto second = digits(text, 17, 2);
  const auto ms = digits(text, 20, 3);
  if (!day || !hour || !minute || !second || !ms || *hour > 23 || *minute > 59 || *second > 59)
    return std::nullopt;
  return (((*day * 24 + *hour) * 60 + *minute) * 60 + *second) * 1000 + *ms;
}

bool is_digest(std::string_view value) {
  const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  const std::string_view digits_only = is_text(value) ? unquoted(value) : std::string_view();
  return digits_only.size() == 2 * crypto::Hash{}.size() &&
         std::all_of(digits_only.begin(), digits_only.end(), is_hex);
}

bool are_digests(std::string_view object) {
  const auto members = scan_canonical_object(object);
  return members &&
         std::all_of(members->begin(), members->end(), [](const CanonicalMember& member) {
           return is_record_word(member.name) && is_digest(member.value);
         });
}

// The values of a record's members in their order; the optional one may be missing, and is empty
// then.
using Members = std::array<std::string_view, member_names.size()>;
std::optional<Members> members_of(std::string_view entry) {
  const auto found = scan_canonical_object(entry);
  if (!found) return std::nullopt;
  Members values{};
  auto next = found->begin();
  for (std::size_t member = 0; member < member_names.size(); ++member) {
    if (next != found->end() && next->name == member_names[member]) {
      values[member] = next++->value;
    } else if (member != platform) {
      return std::nullopt;
    }
  }
  if (next != found->end()) return std::nullopt;
  return values;
}

std::optional<PlatformTime> parse_platform(std::string_view value) {
  const auto members = scan_canonical_object(value);
  if (!members || members->size() != 2 || (*members)[0].name != "age_ms" ||
      (*members)[1].name != "utc" || !is_text((*members)[1].value))
    return std::nullopt;
  const auto age = integer((*members)[0].value);
  const auto utc_told = parse_utc(unquoted((*members)[1].value));
  if (!age || *age < 0 || !utc_told) return std::nullopt;
  return PlatformTime{*utc_told, *age};
}

}  // namespace

bool is_record_word(std::string_view word) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return !word.empty() && word.size() <= max_word && is_letter(word[0]) &&
         std::all_of(word.begin(), word.end(),
                     [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

Result<std::string> record_text(const Record& record) {
  if (!is_record_word(record.kind))
    return cannot_be_sealed("not the name of a kind of record", "kind");
  if (!record.body.is_object())
    return cannot_be_sealed("the body of a record is an object", "body");
  const std::string utc_now = utc_text(record.utc);
  if (!parse_utc(utc_now)) return cannot_be_sealed("the year does not have four digits", "utc");
  Json digest_texts = Json::object();
  for (const auto& [name, digest] : record.digests) {
    if (!is_record_word(name))
      return cannot_be_sealed("not a name for a disclosure", "disclosures");
    digest_texts[name] = to_hex(digest);
  }
  Json document = {{"body", record.body},
                   {"digests", std::move(digest_texts)},
                   {"fund_fen", record.fund_fen},
                   {"fund_total_fen", record.fund_total_fen},
                   {"index", record.index},
                   {"kind", record.kind},
                   {"monotonic_ms", record.monotonic_ms},
                   {"operator", record.operator_id},
                   {"till", record.till},
                   {"utc", utc_now},
                   {"version", format_version}};
  if (record.platform) {
    const std::string told = utc_text(record.platform->utc);
    if (!parse_utc(told) || record.platform->age_ms < 0)
      return cannot_be_sealed("not a time the platform can have told", "platform");
    document["platform"] = {{"age_ms", record.platform->age_ms}, {"utc", told}};
  }
  TILLGATE_TRY(text, canonical_json(document));
  if (text.size() > max_entry_size)
    return Failure{TILLGATE_E_LIMIT,
                   "a record is at most " + std::to_string(max_entry_size) + " bytes long", "body"};
  return std::move(text);
}

Result<RecordView> read_record(std::string_view entry) {
  const auto members = members_of(entry);
  if (!members)
    return Failure{TILLGATE_E_LEDGER, "not a record: not canonical JSON with the members of one",
                   ""};
  const auto value = [&](Member member) { return (*members)[member]; };

  RecordView record;
  for (const auto& [member, into] :
       {std::pair{fund_fen, &record.fund_fen}, std::pair{fund_total_fen, &record.fund_total_fen},
        std::pair{monotonic_ms, &record.monotonic_ms}}) {
    const auto number = integer(value(member));
    if (!number) return not_a_record(member);
    *into = *number;
  }
  const auto place = integer(value(index_));
  if (!place || *place < 0) return not_a_record(index_);
  record.index = static_cast<std::uint64_t>(*place);
  if (integer(value(version)) != format_version) return not_a_record(version);
  if (!is_text(value(kind)) || !is_record_word(unquoted(value(kind)))) return not_a_record(kind);
  record.kind = unquoted(value(kind));
  const auto time = is_text(value(utc)) ? parse_utc(unquoted(value(utc))) : std::nullopt;
  if (!time) return not_a_record(utc);
  record.utc = *time;
  if (!is_text(value(till))) return not_a_record(till);
  record.till = value(till);
  if (!is_text(value(operator_))) return not_a_record(operator_);
  record.operator_id = value(operator_);
  if (!value(platform).empty()) {
    record.platform = parse_platform(value(platform));
    if (!record.platform) return not_a_record(platform);
  }
  if (!is_object(value(body))) return not_a_record(body);
  record.body = value(body);
  if (!is_object(value(digests)) || !are_digests(value(digests))) return not_a_record(digests);
  record.digests = value(digests);
  return record;
}

}  // namespace tillgate::ledger
