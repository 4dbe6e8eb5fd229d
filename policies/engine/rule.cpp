#include "policies/engine/rule.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.hpp"
#include "base/time.hpp"
#include "policies/engine/offence.hpp"
#include "policies/engine/words.hpp"

namespace tillgate::policies {

namespace {

struct Entry {
  std::string key, text;
  int line;
};

// Keys that must be there, that may be there, and that may be there more than once.
constexpr std::array<std::string_view, 10> required{"id",    "title", "effect", "scope", "on",
                                                    "guard", "zh",    "en",     "basis", "since"};
constexpr std::array<std::string_view, 8> optional{"needs", "absent", "next_zh",  "next_en",
                                                   "until", "shadow", "portable", "stops"};
constexpr std::string_view not_portable = "no, because ";
constexpr std::array<std::string_view, 2> repeatable{"param", "note"};

bool is_rule_id(std::string_view id) noexcept {
  return !id.empty() && id.size() <= 20 && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

// Reads one file; every complaint goes to `problems` with its line.
class Reader {
 public:
  Reader(const std::string& file, const Views& views, Problems& problems)
      : file_(file), views_(views), problems_(problems) {}

  bool failed() const noexcept { return failed_; }

  void read(const std::string& text, Rule& rule) {
    rule.file = file_;
    if (text.starts_with("\xEF\xBB\xBF"))
      return complain(1, "begins with a byte order mark: save it as UTF-8 without one");
    split_header(text, rule);
    for (const std::string_view key : required)
      if (find(key) == nullptr) complain(1, "header lacks " + std::string(key));
    for (const Entry& entry : entries_) take(entry, rule);
    if (rule.effect != Effect::record && (rule.next_zh.empty() || rule.next_en.empty()))
      complain(1, "header lacks next_zh or next_en: a finding names its way out");
    if (trimmed(rule.sql).empty()) complain(rule.sql_line, "no SELECT behind the header");
  }

 private:
  void complain(int line, std::string what) {
    failed_ = true;
    problems_.push_back({file_, line, std::move(what)});
  }

  const Entry* find(std::string_view key) const {
    const auto at = std::find_if(entries_.begin(), entries_.end(),
                                 [&](const Entry& e) { return e.key == key; });
    return at == entries_.end() ? nullptr : &*at;
  }

  void split_header(const std::string& text, Rule& rule) {
    int number = 0;
    std::size_t offset = 0;
    for (const std::string_view line : lines_of(text)) {
      if (!line.starts_with("--")) break;
      ++number;
      offset += line.size() + 1;
      const std::string_view content = trimmed(line.substr(2));
      if (content.empty()) continue;
      if (line.starts_with("--    ") && !entries_.empty()) {
        entries_.back().text += " " + std::string(content);
        continue;
      }
      const std::size_t colon = content.find(':');
      const std::string key(content.substr(0, colon));
      if (colon == std::string_view::npos ||
          !(is_one_of(required, key) || is_one_of(optional, key) || is_one_of(repeatable, key)))
        complain(number, "not a header entry: " + printable(key));
      else if (find(key) != nullptr && !is_one_of(repeatable, key))
        complain(number, key + " is given twice");
      else
        entries_.push_back({key, std::string(trimmed(content.substr(colon + 1))), number});
    }
    rule.sql = text.substr(std::min(offset, text.size()));
    rule.sql_line = number + 1;
  }

  void take(const Entry& entry, Rule& rule) {
    const std::map<std::string_view, std::string*> texts{{"zh", &rule.zh},
                                                         {"en", &rule.en},
                                                         {"next_zh", &rule.next_zh},
                                                         {"next_en", &rule.next_en},
                                                         {"basis", &rule.basis}};
    if (entry.text.empty()) return complain(entry.line, entry.key + " is empty");
    if (!is_utf8(entry.text)) return complain(entry.line, entry.key + " is not UTF-8");
    if (const auto text = texts.find(entry.key); text != texts.end())
      *text->second = entry.text;
    else if (entry.key == "id")
      take_id(entry, rule);
    else if (entry.key == "title")
      take_title(entry, rule);
    else if (entry.key == "guard")
      take_guards(entry, rule);
    else if (entry.key == "needs" || entry.key == "absent")
      take_columns(entry, entry.key == "needs" ? rule.needs : rule.absent);
    else if (entry.key == "stops")
      take_offences(entry, rule);
    else if (entry.key == "param")
      take_parameter(entry, rule);
    else if (entry.key == "since" || entry.key == "until")
      take_day(entry, rule);
    else if (entry.key == "shadow")
      take_shadow(entry, rule);
    else if (entry.key == "portable")
      take_portable(entry, rule);
    else if (entry.key != "note")
      take_choice(entry, rule);
  }

  void take_id(const Entry& entry, Rule& rule) {
    rule.id = entry.text;
    if (!is_rule_id(rule.id))
      complain(entry.line, "an id is up to 20 capital letters, digits and -");
    if (!file_.ends_with("/" + rule.id + ".sql"))
      complain(entry.line, "the file is not named after the id");
  }

  void take_title(const Entry& entry, Rule& rule) {
    const std::size_t slash = entry.text.find(" / ");
    if (slash == std::string::npos)
      return complain(entry.line, "a title is written 中文 / English");
    rule.title_zh = entry.text.substr(0, slash);
    rule.title_en = entry.text.substr(slash + 3);
  }

  void take_choice(const Entry& entry, Rule& rule) {
    if (entry.key == "effect") {
      const auto effect = effect_named(entry.text);
      if (!effect) return complain(entry.line, "effect is block, approve, confirm, warn or record");
      rule.effect = *effect;
    } else if (entry.key == "scope") {
      const auto scope = scope_named(entry.text);
      if (!scope) return complain(entry.line, "scope is fund or sale");
      rule.scope = *scope;
    } else {
      if (entry.text != "line" && entry.text != "sale")
        return complain(entry.line, "on is line or sale");
      rule.on = entry.text == "line" ? Rule::On::line : Rule::On::sale;
    }
  }

  void take_guards(const Entry& entry, Rule& rule) {
    for (const std::string_view guard : list_of(entry.text)) {
      if (!views_.has_guard(guard)) complain(entry.line, "unknown guard " + printable(guard));
      rule.guards.emplace_back(guard);
    }
    const auto names = [&](std::string_view kind) { return is_one_of(rule.guards, kind); };
    if (names("sale") == names("refund"))
      complain(entry.line, "a rule is for sales or for refunds: its guards name one of the two");
  }

  void take_columns(const Entry& entry, std::vector<std::string>& columns) {
    for (const std::string_view column : list_of(entry.text)) {
      if (views_.column(column) == nullptr)
        complain(entry.line, "unknown column " + printable(column));
      columns.emplace_back(column);
    }
  }

  void take_offences(const Entry& entry, Rule& rule) {
    for (const std::string_view key : list_of(entry.text)) {
      if (offence_named(key) == nullptr) complain(entry.line, "unknown offence " + printable(key));
      rule.stops.emplace_back(key);
    }
  }

  void take_parameter(const Entry& entry, Rule& rule) {
    auto parameter = parse_parameter(entry.text);
    if (!parameter) return complain(entry.line, parameter.failure().detail);
    rule.parameters.push_back(std::move(parameter).value());
  }

  void take_day(const Entry& entry, Rule& rule) {
    const auto day = day_of_date(entry.text);
    if (!day) return complain(entry.line, entry.key + " is not a date YYYY-MM-DD");
    if (entry.key == "since")
      rule.since_day = *day;
    else
      rule.until_day = *day;
  }

  void take_shadow(const Entry& entry, Rule& rule) {
    if (entry.text != "yes") return complain(entry.line, "shadow is yes, or left out");
    rule.shadow = true;
  }

  void take_portable(const Entry& entry, Rule& rule) {
    if (!entry.text.starts_with(not_portable) || entry.text.size() == not_portable.size())
      return complain(entry.line, "portable is left out, or says no, because …");
    rule.not_portable = entry.text.substr(not_portable.size());
  }

  const std::string& file_;
  const Views& views_;
  Problems& problems_;
  std::vector<Entry> entries_;
  bool failed_ = false;
};

}  // namespace

std::optional<Rule> parse_rule(const std::string& file, const std::string& text, const Views& views,
                               Problems& problems) {
  Rule rule;
  Reader reader(file, views, problems);
  reader.read(text, rule);
  if (reader.failed()) return std::nullopt;
  return rule;
}

}  // namespace tillgate::policies
