// The guided check of a scanner's settings: what arrived tells what is set wrong.
#include "scanner/setup/check.hpp"

#include <catch2/catch.hpp>
#include <functional>
#include <set>
#include <string>

using namespace tillgate::scanner;

namespace {

using Received = std::array<std::string, test_code_count>;

Received sent_right() {
  Received out;
  for (std::size_t i = 0; i < test_code_count; ++i)
    out[i] = std::string(test_codes()[i].aim).append(test_codes()[i].data) + "\r";
  return out;
}

SetupReport check(const Received& received) {
  return check_scanner({received[0], received[1], received[2]});
}

std::set<std::string> ids(const SetupReport& report) {
  std::set<std::string> out;
  for (const SetupFinding& finding : report.findings) out.emplace(finding.id);
  return out;
}

using Alter = std::function<void(std::string&)>;

void replace(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

void exchange(std::string& text, char a, char b) {
  for (char& c : text) c = c == a ? b : c == b ? a : c;
}

void swap_case(std::string& text) {
  for (char& c : text)
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) c = static_cast<char>(c ^ 0x20);
}

void to_upper(std::string& text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c ^ 0x20);
}

// What a French layout makes of the keys of a US one.
void to_azerty(std::string& text) {
  exchange(text, 'a', 'q');
  exchange(text, 'A', 'Q');
  exchange(text, 'z', 'w');
  exchange(text, 'Z', 'W');
  replace(text, "m", ",");
  const char* const digits[] = {"à", "&", "é", "\"", "'", "(", "-", "è", "_", "ç"};
  std::string out;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      out += digits[c - '0'];
    } else {
      out += c == '/' ? '!' : c == '-' ? ')' : c == ']' ? '$' : c;
    }
  }
  text = out;
}

}  // namespace

TEST_CASE("a scanner that is set right passes") {
  const SetupReport report = check(sent_right());
  CHECK(report.usable);
  CHECK(report.findings.empty());
}

TEST_CASE("each wrong setting is told by what it does to the test codes") {
  struct Case {
    const char* what;
    Alter alter;
    std::set<std::string> found;
    bool usable;
  };
  const std::vector<Case> cases{
      {"no suffix", [](auto& t) { t.pop_back(); }, {"no_suffix"}, false},
      {"a tabulator is a suffix too", [](auto& t) { t.back() = '\t'; }, {}, true},
      {"framed by STX and ETX",
       [](auto& t) { t = "\x02" + t.substr(0, t.size() - 1) + "\x03\r"; },
       {},
       true},
      {"no AIM prefix", [](auto& t) { t.erase(0, 3); }, {"no_aim"}, false},
      {"separator lost", [](auto& t) { replace(t, "\x1D", ""); }, {"lost_separator"}, false},
      {"separator as a bar", [](auto& t) { replace(t, "\x1D", "|"); }, {"foreign_separator"}, true},
      {"separator as F8",
       [](auto& t) { replace(t, "\x1D", "\xEF\x9C\x8B"); },
       {"foreign_separator"},
       true},
      {"separator as a letter",
       [](auto& t) { replace(t, "\x1D", "G"); },
       {"lost_separator"},
       false},
      {"neither prefix nor separator",
       [](auto& t) { t.erase(0, 3), replace(t, "\x1D", ""); },
       {"no_aim", "lost_separator"},
       false},
      {"caps lock", swap_case, {"capitals_swapped"}, false},
      {"caps lock, no prefix",
       [](auto& t) { t.erase(0, 3), swap_case(t); },
       {"capitals_swapped", "no_aim"},
       false},
      {"capitals forced", to_upper, {"letters_forced"}, false},
      {"German layout",
       [](auto& t) { exchange(t, 'y', 'z'), exchange(t, 'Y', 'Z'); },
       {"wrong_layout"},
       false},
      {"French layout", to_azerty, {"wrong_layout"}, false},
      {"full-width digits", [](auto& t) { replace(t, "1", "１"); }, {"input_method"}, false},
      {"letters swallowed",
       [](auto& t) { std::erase_if(t, [](char c) { return c != '\r' && (c < '0' || c > '9'); }); },
       {"input_method"},
       false},
      {"a character lost", [](auto& t) { t.erase(8, 1); }, {"keys_lost"}, false},
      {"a prefix of the shop's own", [](auto& t) { t.insert(0, "F1"); }, {"extra_text"}, false},
      {"ECI in front", [](auto& t) { t.insert(3, "\\000026"); }, {"eci_escape"}, true},
      {"nothing arrived", [](auto& t) { t.clear(); }, {"nothing"}, false},
      {"only the suffix arrived", [](auto& t) { t = "\r"; }, {"nothing"}, false},
      {"another code", [](auto& t) { t = "6999999000013\r"; }, {"wrong_code"}, false},
      {"bytes of another encoding", [](auto& t) { t.insert(5, "\xB3\xA1"); }, {"altered"}, false},
      {"nonsense", [](auto& t) { t = "??????\r"; }, {"altered"}, false},
  };
  for (const Case& one : cases) {
    INFO(one.what);
    Received received = sent_right();
    for (std::string& text : received) one.alter(text);
    const SetupReport report = check(received);
    CHECK(ids(report) == one.found);
    CHECK(report.usable == one.usable);
  }
}

TEST_CASE("the codes scanned in the wrong order are told") {
  Received received = sent_right();
  std::swap(received[0], received[1]);
  const SetupReport report = check(received);
  CHECK(ids(report) == std::set<std::string>{"wrong_code"});
  CHECK(report.findings[0].seen_on == std::vector<std::size_t>{0, 1});
}

TEST_CASE("what stood for the separator is told, so that the till can be set to it") {
  Received received = sent_right();
  replace(received[1], "\x1D", "|");
  CHECK(check(received).separator_seen == "|");
  CHECK(check(sent_right()).separator_seen.empty());
}

TEST_CASE("what blocks stands before what only warns") {
  Received received = sent_right();
  replace(received[1], "\x1D", "|");
  received[2].pop_back();
  const SetupReport report = check(received);
  REQUIRE(report.findings.size() == 2);
  CHECK(report.findings[0].id == "no_suffix");
  CHECK(report.findings[1].id == "foreign_separator");
  CHECK_FALSE(report.usable);
}

TEST_CASE("every finding says what is wrong and what to do, in both languages") {
  for (const SetupFinding& finding : check({"", "", ""}).findings) {
    for (const auto text : {finding.zh, finding.next_zh, finding.en, finding.next_en})
      CHECK_FALSE(text.empty());
  }
}
