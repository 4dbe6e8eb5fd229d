// Changed copies of a picture, each with the way back to the picture that came.
#pragma once

#include <optional>

#include "scanner/image/grey.hpp"

namespace tillgate::scanner {

class Copy {
 public:
  // The picture that came, which outlives its copies.
  explicit Copy(const GreyView& original) : view_(original) {}
  // What a change made of `source`.
  Copy(const Copy& source, Changed changed);

  Copy(Copy&&) = default;
  Copy& operator=(Copy&&) = default;

  GreyView view() const { return own_.pixels.empty() ? view_ : own_.view(); }
  std::size_t area() const { return view().area(); }
  const Mapping& to_original() const { return to_original_; }

 private:
  GreyView view_;
  GreyPicture own_;
  Mapping to_original_;
};

// Halved until it has no more than `pixels`, once at least.
Copy reduced(const Copy& source, std::size_t pixels);

// What a changed picture is filled up with: a grey that makes no edge where the picture ends.
std::uint8_t grey_of_rim(const GreyView& picture);

}  // namespace tillgate::scanner
