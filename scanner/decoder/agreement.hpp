// Readings of one picture by several libraries and of several changed copies, made one.
#pragma once

#include <vector>

#include "scanner/image/grey.hpp"
#include "scanner/image/symbol.hpp"

namespace tillgate::scanner {

// Two symbols of one symbology at one place that hold different bytes cannot both be right, and
// which one is wrong cannot be told: both are dropped, and that value stays dropped in later
// readings.
class Agreement {
 public:
  // `to_picture` maps the corners of the symbols to the picture as it came.
  void add(std::vector<Symbol> symbols, const Mapping& to_picture);
  // The symbols nothing speaks against.
  Reading reading() const;

 private:
  struct Seen {
    Symbol symbol;
    bool disputed = false;
  };
  std::vector<Seen> seen_;
};

}  // namespace tillgate::scanner
