// The looks at one picture, in the order in which they pay.
#pragma once

#include <optional>
#include <span>

#include "scanner/decoder/islands.hpp"
#include "scanner/decoder/looks.hpp"

namespace tillgate::scanner {

class Search {
 public:
  // All of them outlive the search.
  Search(Library& quick, Library& thorough, Looks& looks, const GreyView& picture);

  // Each answers whether enough was found.
  bool frame();
  bool photograph();
  bool sturdy();  // without `quick`

 private:
  const Copy& main() const { return smaller_ ? *smaller_ : original_; }
  // A changed copy of the main picture, of `growth` times its pixels.
  template <class Change>
  bool changed(double growth, Change change, const Look& look);

  bool first_looks();
  bool second_looks();
  bool closer_looks();
  bool last_looks();
  bool at_islands(std::span<const double> angles);
  bool at_turned(const Copy& upright);
  bool at_reduced_turned();
  bool at_softened_half();
  bool at_doubled();

  Library& quick_;
  Library& thorough_;
  Looks& looks_;
  const Copy original_;
  std::optional<Copy> smaller_;
  std::optional<std::vector<Island>> islands_;
};

}  // namespace tillgate::scanner
