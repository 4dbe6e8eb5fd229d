#include "scanner/setup/check.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "scanner/digits.hpp"
#include "scanner/normalise.hpp"
#include "scanner/wedge/repair.hpp"

namespace tillgate::scanner {

namespace {

using enum SetupFault;

constexpr std::size_t longest = 512;  // of a scan; what is longer was altered

SetupFinding finding_of(SetupFault fault) {
  constexpr bool blocks = true;
  constexpr bool warns = false;
  constexpr auto texts = std::to_array<SetupFinding>({
#define TILLGATE_SETUP_FAULT(name, weight, zh, next_zh, en, next_en) \
  {name, #name, zh, next_zh, en, next_en, weight, {}},
      TILLGATE_SETUP_FAULTS(TILLGATE_SETUP_FAULT)
#undef TILLGATE_SETUP_FAULT
  });
  return texts[static_cast<std::size_t>(fault)];
}

// What one test code showed.
struct Observation {
  std::vector<SetupFault> faults;
  std::string separator_seen;
};

enum class Letters { kept, swapped, upper, lower };

std::string with_letters(std::string_view text, Letters letters) {
  std::string out(text);
  for (char& c : out) {
    if (!is_letter(c)) continue;
    const char upper = static_cast<char>(c & ~0x20);
    const char lower = static_cast<char>(c | 0x20);
    if (letters == Letters::upper) c = upper;
    if (letters == Letters::lower) c = lower;
    if (letters == Letters::swapped) c = c == upper ? lower : upper;
  }
  return out;
}

// What stands between the two halves of the expected text; the whole text must fit otherwise. A
// code without a separator fits with nothing between.
std::optional<std::string> between_halves(std::string_view text, std::string_view expected) {
  constexpr std::size_t longest_alias = 8;
  const std::size_t cut = expected.find(group_separator);
  if (cut == std::string_view::npos)
    return text == expected ? std::optional<std::string>("") : std::nullopt;
  const std::string_view left = expected.substr(0, cut);
  const std::string_view right = expected.substr(cut + 1);
  if (text.size() < left.size() + right.size() || !text.starts_with(left) || !text.ends_with(right))
    return {};
  const auto between = text.substr(left.size(), text.size() - left.size() - right.size());
  if (between.size() > longest_alias) return {};
  return std::string(between);
}

// The separator's stand-in is understood when the classifier makes a pack's code of it.
bool is_understood(std::string_view text) {
  const RepairedScan read = scan_repaired(text, {});
  const auto* code = std::get_if<Code>(&read.scan);
  return code != nullptr && code->kind == Kind::gs1 && !code->serial.empty();
}

// Compares with what a scanner sends that changes the case or leaves the identifier out.
std::optional<Observation> as_known_setting(std::string_view text, const TestCode& code) {
  for (const Letters letters : {Letters::kept, Letters::swapped, Letters::upper, Letters::lower}) {
    for (const std::string_view aim : {code.aim, std::string_view{}}) {
      const std::string prefix = with_letters(aim, letters);
      if (!text.starts_with(prefix)) continue;
      const auto between =
          between_halves(text.substr(prefix.size()), with_letters(code.data, letters));
      if (!between) continue;
      Observation seen;
      if (letters == Letters::swapped) seen.faults.push_back(capitals_swapped);
      if (letters == Letters::upper || letters == Letters::lower)
        seen.faults.push_back(letters_forced);
      if (aim.empty()) seen.faults.push_back(no_aim);
      if (code.data.find(group_separator) != std::string_view::npos && *between != "\x1D") {
        const std::string with_aim = std::string(code.aim).append(text.substr(prefix.size()));
        const bool understood = !between->empty() && is_understood(with_aim);
        seen.faults.push_back(understood ? foreign_separator : lost_separator);
        seen.separator_seen = *between;
      }
      return seen;
    }
  }
  return {};
}

// A layout puts one character in place of another, always the same one.
bool is_substitution(std::string_view text, std::string_view expected) {
  std::map<char, std::u16string> became;
  const auto decoded = to_utf16(text);
  if (!decoded) return false;
  const std::u16string& characters = *decoded;
  if (characters.size() != expected.size()) return false;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const auto [entry, fresh] = became.try_emplace(expected[i], std::u16string(1, characters[i]));
    if (!fresh && entry->second[0] != characters[i]) return false;
    if (characters[i] == static_cast<char16_t>(expected[i])) ++kept;
  }
  return kept < expected.size();
}

bool is_subsequence(std::string_view text, std::string_view whole) {
  for (const char c : text) {
    const std::size_t at = whole.find(c);
    if (at == std::string_view::npos) return false;
    whole.remove_prefix(at + 1);
  }
  return true;
}

std::string only_digits(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), is_digit);
  return out;
}

// What no single setting explains exactly.
SetupFault as_damage(std::string_view text, const TestCode& code) {
  const std::string whole = std::string(code.aim).append(code.data);
  for (const TestCode& other : test_codes())
    if (&other != &code && as_known_setting(text, other)) return wrong_code;
  if (text == only_digits(code.data) || text == only_digits(whole)) return input_method;
  if (text.find(code.data) != std::string_view::npos) return extra_text;
  if (is_substitution(text, whole) || is_substitution(text, code.data)) return wrong_layout;
  const bool most_is_there = text.size() * 2 >= code.data.size();
  if (most_is_there && is_subsequence(text, whole)) return keys_lost;
  const Scan other = scan(as_bytes(text), {.field = Field::anything});
  return std::holds_alternative<Code>(other) ? wrong_code : altered;
}

// Drops "\000026" and its like from the front of the data.
std::string without_eci(std::string_view text, std::string_view aim) {
  constexpr std::size_t escape = 7;
  for (const std::size_t at : {std::size_t{0}, aim.size()}) {
    if (text.size() < at + escape || text[at] != '\\' || !all_digits(text.substr(at + 1, 6)))
      continue;
    return std::string(text.substr(0, at)).append(text.substr(at + escape));
  }
  return std::string(text);
}

Observation observe(std::string_view received, const TestCode& code) {
  Observation seen;
  const std::size_t end = received.find_last_not_of("\r\n\t\x03") + 1;
  std::string_view text = received.substr(0, end);
  if (text.starts_with('\x02')) text.remove_prefix(1);
  if (text.empty()) return {{nothing}, ""};
  if (end == received.size()) seen.faults.push_back(no_suffix);
  if (!is_utf8(text) || text.size() > longest) {
    seen.faults.push_back(altered);
    return seen;
  }
  const std::string folded = fold_width(text);
  if (folded != text) seen.faults.push_back(input_method);
  const std::string plain = without_eci(folded, code.aim);
  if (plain != folded) seen.faults.push_back(eci_escape);
  if (auto known = as_known_setting(plain, code)) {
    seen.faults.insert(seen.faults.end(), known->faults.begin(), known->faults.end());
    seen.separator_seen = std::move(known->separator_seen);
  } else {
    seen.faults.push_back(as_damage(plain, code));
  }
  return seen;
}

}  // namespace

const std::array<TestCode, test_code_count>& test_codes() {
  static constexpr std::array<TestCode, test_code_count> codes{{
      {"test-code-1.svg", "]C0", "TG1-aQyZm/0123456789", "TG1-aQyZm/0123456789"},
      {"test-code-2.svg", "]d2",
       "010699999900001310aB-9\x1D"
       "21xY7",
       "(01)06999999000013(10)aB-9(21)xY7"},
      {"test-code-3.svg", "]Q1", "https://example.com/tg3?a=Bc_1&d=2",
       "https://example.com/tg3?a=Bc_1&d=2"},
  }};
  return codes;
}

SetupReport check_scanner(const std::array<std::string_view, test_code_count>& received) {
  std::map<SetupFault, std::vector<std::size_t>> seen_on;
  SetupReport report;
  for (std::size_t i = 0; i < test_code_count; ++i) {
    Observation seen = observe(received[i], test_codes()[i]);
    for (const SetupFault fault : seen.faults) seen_on[fault].push_back(i);
    if (!seen.separator_seen.empty()) report.separator_seen = std::move(seen.separator_seen);
  }
  report.usable = true;
  for (auto& [fault, codes] : seen_on) {
    SetupFinding finding = finding_of(fault);
    finding.seen_on = std::move(codes);
    if (finding.blocks) report.usable = false;
    report.findings.push_back(std::move(finding));
  }
  return report;
}

}  // namespace tillgate::scanner
