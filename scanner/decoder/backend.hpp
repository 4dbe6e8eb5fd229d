// A library that finds symbols in pictures, as the decoder sees it.
#pragma once

#include <memory>
#include <vector>

#include "scanner/image/grey.hpp"
#include "scanner/image/symbol.hpp"

namespace tillgate::scanner {

enum class Families { linear, matrix, all };

// Not thread-safe. May take the process down: it runs in the decoder child only.
class Backend {
 public:
  virtual ~Backend() = default;
  // Finds at least the symbols of `families` that it can read.
  virtual std::vector<Symbol> find(const GreyPicture& picture, Families families) = 0;
};

std::unique_ptr<Backend> make_zxing_backend();
std::unique_ptr<Backend> make_zbar_backend();

}  // namespace tillgate::scanner
