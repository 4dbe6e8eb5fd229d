// The looks at one picture so far: what they found, and whether another one can be afforded.
#pragma once

#include "base/time.hpp"
#include "scanner/decoder/agreement.hpp"
#include "scanner/decoder/backend.hpp"
#include "scanner/decoder/copy.hpp"

namespace tillgate::scanner {

// A picture library, and what it takes for a megapixel as far as it has shown.
struct Library {
  std::unique_ptr<Backend> backend;
  double ms_per_megapixel;
};

// How a library is asked.
struct Look {
  Library& library;
  Families families = Families::all;
  Scrutiny scrutiny = Scrutiny::close;
  Light light = Light::good;
};

class Looks {
 public:
  Looks(const Clock& clock, const Deadline& budget) : clock_(clock), budget_(budget) {}

  // A look that has begun is not broken off; one that would not fit into the rest of the budget is
  // not begun. The first one always is. True when nothing more is needed.
  bool at(const Copy& copy, const Look& look);

  // The same at a copy of about `pixels` that is made only when the look can be afforded.
  template <class Make>
  bool at_copy(std::size_t pixels, Make make, const Look& look) {
    return affordable(look, pixels) && at(make(), look);
  }

  bool affordable(const Look& look, std::size_t pixels) const;
  Reading reading() const { return agreement_.reading(); }
  bool found_something() const { return !agreement_.reading().symbols.empty(); }

 private:
  const Clock& clock_;
  const Deadline& budget_;
  Agreement agreement_;
  bool begun_ = false;
};

}  // namespace tillgate::scanner
