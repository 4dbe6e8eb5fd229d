// Readings of one picture by several libraries and of several changed copies, made one.
#pragma once

#include <vector>

#include "scanner/image/grey.hpp"
#include "scanner/image/symbol.hpp"

namespace tillgate::scanner {

// How well a look shows what is there. What a faint one found counts once another look, faint or
// not, found the same.
enum class Light { good, faint };

// Two symbols of one symbology at one place that hold different bytes cannot both be right, and
// which one is wrong cannot be told: both are dropped, and that value stays dropped in later
// readings.
class Agreement {
 public:
  // `to_picture` maps the corners of the symbols to the picture as it came.
  void add(std::vector<Symbol> symbols, const Mapping& to_picture, Light light = Light::good);
  // The symbols nothing speaks against.
  Reading reading() const;

 private:
  struct Seen {
    Symbol symbol;
    bool disputed = false;
    bool confirmed = true;
    std::size_t look = 0;
  };
  std::size_t looks_ = 0;
  std::vector<Seen> seen_;
};

}  // namespace tillgate::scanner
