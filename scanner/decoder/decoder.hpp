// Finds the codes of one picture: the cheapest look first, more effort only while nothing that
// names a pack or a person was found and time is left.
#pragma once

#include <memory>

#include "base/time.hpp"
#include "scanner/decoder/looks.hpp"
#include "scanner/image/effort.hpp"

namespace tillgate::scanner {

class Decoder {
 public:
  // `quick` is asked first and most often, `thorough` when that was not enough; `thorough` is the
  // sturdy one.
  Decoder(std::unique_ptr<Backend> quick, std::unique_ptr<Backend> thorough, const Clock& clock);

  // A look that has begun is not broken off; one that would not fit into the rest of the budget is
  // not begun. The first one always is.
  Reading read(const GreyView& picture, const Deadline& budget, Effort effort = Effort::photograph,
               Libraries libraries = Libraries::all);

 private:
  Library quick_;
  Library thorough_;
  const Clock& clock_;
};

}  // namespace tillgate::scanner
