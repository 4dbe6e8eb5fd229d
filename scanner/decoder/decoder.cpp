#include "scanner/decoder/decoder.hpp"

#include <utility>

#include "scanner/decoder/search.hpp"

namespace tillgate::scanner {

namespace {

// What a slow till takes for a megapixel, until the libraries have shown it here.
constexpr double quick_start_ms = 20;
constexpr double thorough_start_ms = 100;

}  // namespace

Decoder::Decoder(std::unique_ptr<Backend> quick, std::unique_ptr<Backend> thorough,
                 const Clock& clock)
    : quick_{std::move(quick), quick_start_ms},
      thorough_{std::move(thorough), thorough_start_ms},
      clock_(clock) {}

Reading Decoder::read(const GreyView& picture, const Deadline& budget, Effort effort,
                      Libraries libraries) {
  Looks looks(clock_, budget);
  Search search(quick_, thorough_, looks, picture);
  if (libraries == Libraries::sturdy) {
    search.sturdy();
  } else if (effort == Effort::frame) {
    search.frame();
  } else {
    search.photograph();
  }
  return looks.reading();
}

}  // namespace tillgate::scanner
