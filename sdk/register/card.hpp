// What the cashier sees: one card a sale, Chinese first.
#pragma once

#include <ostream>
#include <string>

#include "sdk/register/library.hpp"

namespace reg {

// Writes cards to a terminal or a file; colours only when asked.
class Cards {
 public:
  enum class Colour { no, yes };
  Cards(std::ostream& out, Colour colour) : out_(out), colour_(colour) {}

  void heading(const std::string& key, const std::string& title);
  void remark(const std::string& text);  // a step the cashier takes
  void opened(const Json& status);
  void identified(const Json& answer);
  void line(const Json& sale, std::int64_t number);
  void scanned(const Json& answer);
  void verdict(const Json& verdict);
  void quote(const Json& answer);
  void settlement(const Json& answer);
  void receipt(const Json& receipt);
  void refund(const Json& answer);
  void ended(const Json& sale);
  void scanner_report(const Json& report);
  void synced(const Json& answer);
  void error(const Json& error);

 private:
  enum class Tone { good, bad, hint, plain };
  void say(Tone tone, const std::string& text);
  void refusal(const Json& refusal);

  std::ostream& out_;
  Colour colour_;
};

// 2760 is "27.60".
std::string yuan(std::int64_t fen);

}  // namespace reg
