// A library that finds symbols in pictures, as the decoder sees it.
#pragma once

#include <memory>
#include <vector>

#include "scanner/image/grey.hpp"
#include "scanner/image/symbol.hpp"

namespace tillgate::scanner {

enum class Families { linear, matrix, all };

// close: every line. glance: a quarter of the lines, for a library that reads line by line.
enum class Scrutiny { glance, close };

// Not thread-safe. May take the process down: it runs in the decoder child only.
class Backend {
 public:
  virtual ~Backend() = default;
  // Finds at least the symbols of `families` that it can read.
  virtual std::vector<Symbol> find(const GreyView& picture, Families families,
                                   Scrutiny scrutiny) = 0;
};

std::unique_ptr<Backend> make_zxing_backend();
std::unique_ptr<Backend> make_zbar_backend();

}  // namespace tillgate::scanner
