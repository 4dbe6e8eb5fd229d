#include "scanner/kinds/gs1_date.hpp"

#include <chrono>

#include "scanner/digits.hpp"

namespace tillgate::scanner {

namespace {

int two_digits(std::string_view text) {
  return (text[0] - '0') * 10 + (text[1] - '0');
}

// General Specifications 7.12: 51 or more ahead lies in the past century, 50 or more behind in the
// next.
int full_year(int yy, int current_year) {
  const int century = current_year / 100 * 100;
  const int difference = yy - current_year % 100;
  if (difference >= 51) return century - 100 + yy;
  if (difference <= -50) return century + 100 + yy;
  return century + yy;
}

bool tells_last_day(std::string_view ai) {
  return ai == "12" || ai == "15" || ai == "16" || ai == "17";
}

bool forbids_day_zero(std::string_view ai) {
  return ai == "7003" || ai == "8008" || ai == "7006";
}

std::string text_of(std::chrono::year_month_day date) {
  std::string text = "0000-00-00";
  const auto write = [&](std::size_t last, unsigned value) {
    for (std::size_t at = last; value != 0; --at, value /= 10)
      text[at] = static_cast<char>('0' + value % 10);
  };
  write(3, static_cast<unsigned>(static_cast<int>(date.year())));
  write(6, static_cast<unsigned>(date.month()));
  write(9, static_cast<unsigned>(date.day()));
  return text;
}

}  // namespace

Parsed<Gs1Date> parse_gs1_date(std::string_view yymmdd, std::string_view ai, std::int64_t today) {
  using namespace std::chrono;
  if (yymmdd.empty()) return Reason::empty;
  if (!all_digits(yymmdd)) return Reason::bad_char;
  if (yymmdd.size() != 6) return Reason::bad_length;

  const year_month_day now{sys_days{days{today}}};
  Gs1Date out;
  out.year = full_year(two_digits(yymmdd), static_cast<int>(now.year()));
  out.month = two_digits(yymmdd.substr(2));
  out.day = two_digits(yymmdd.substr(4));
  const year_month month{year{out.year}, std::chrono::month{static_cast<unsigned>(out.month)}};
  if (!month.ok() || (out.day == 0 && forbids_day_zero(ai))) return Reason::bad_date;
  const year_month_day last = out.day == 0 ? year_month_day{month / std::chrono::last}
                                           : month / day{static_cast<unsigned>(out.day)};
  if (!last.ok()) return Reason::bad_date;
  if (tells_last_day(ai)) out.last_usable = text_of(last);
  return out;
}

}  // namespace tillgate::scanner
