#include "sdk/register/dates.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <ctime>
#include <stdexcept>
#include <string>

namespace reg {

namespace {

using std::chrono::seconds;

std::string china_time(seconds offset) {
  const auto now = std::chrono::system_clock::now() + std::chrono::hours(8) + offset;
  const std::time_t moment = std::chrono::system_clock::to_time_t(now);
  std::tm parts{};
  gmtime_r(&moment, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S", &parts);
  return text.data();
}

// "-90m" is minus 90 minutes; no unit means days.
seconds offset_of(const std::string& text) {
  if (text.empty()) return seconds(0);
  const char* const begin = text.data() + (text[0] == '+' ? 1 : 0);
  const char* const end = text.data() + text.size();
  int count = 0;
  const auto [rest, error] = std::from_chars(begin, end, count);
  if (error != std::errc{}) throw std::runtime_error("not an offset: " + text);
  const std::string unit(rest, end);
  if (unit.empty() || unit == "d") return seconds(count * 86'400);
  if (unit == "h") return seconds(count * 3'600);
  if (unit == "m") return seconds(count * 60);
  throw std::runtime_error("not an offset: " + text);
}

}  // namespace

void fill_in_dates(nlohmann::json& document) {
  if (document.is_structured()) {
    for (auto& part : document) fill_in_dates(part);
    return;
  }
  if (!document.is_string()) return;
  const std::string text = document;
  if (text.rfind("@day", 0) == 0) document = china_time(offset_of(text.substr(4))).substr(0, 10);
  if (text.rfind("@now", 0) == 0) document = china_time(offset_of(text.substr(4)));
}

}  // namespace reg
