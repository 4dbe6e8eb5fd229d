#include "ledger/generation.hpp"

#include <charconv>

namespace tillgate::ledger {

namespace {

struct Ending {
  std::string_view log;
  std::string_view letter;
  std::int64_t number = 0;  // 0: the name does not end with a generation
};

Ending ending_of(std::string_view origin) {
  const Ending none{origin, "", 0};
  const std::size_t slash = origin.rfind('/');
  if (slash == std::string_view::npos) return none;
  std::string_view digits = origin.substr(slash + 1);
  Ending ending{origin.substr(0, slash), digits.substr(0, digits.starts_with('g') ? 1 : 0), 0};
  digits.remove_prefix(ending.letter.size());
  constexpr std::size_t max_digits = 9;
  if (digits.empty() || digits.size() > max_digits || digits[0] == '0') return none;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), ending.number);
  return error == std::errc{} && end == digits.data() + digits.size() ? ending : none;
}

}  // namespace

Generation generation_of(std::string_view origin) {
  const Ending ending = ending_of(origin);
  return {ending.log, ending.number == 0 ? 1 : ending.number};
}

bool same_log(std::string_view origin, std::string_view other) {
  return generation_of(origin).log == generation_of(other).log;
}

std::string origin_of_generation(std::string_view origin, std::int64_t number) {
  const Ending ending = ending_of(origin);
  if (ending.number == number || (ending.number == 0 && number == 1)) return std::string(origin);
  const std::string_view letter = ending.number == 0 ? "g" : ending.letter;
  return std::string(ending.log) + "/" + std::string(letter) + std::to_string(number);
}

}  // namespace tillgate::ledger
