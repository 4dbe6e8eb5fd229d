#include "scanner/kinds/veterinary.hpp"

#include "scanner/digits.hpp"

namespace tillgate::scanner {

bool is_veterinary_trace(std::string_view text) {
  return text.size() >= 24 && all_digits(text.substr(0, 24)) &&
         (text.size() == 24 || text[24] == ',');
}

}  // namespace tillgate::scanner
