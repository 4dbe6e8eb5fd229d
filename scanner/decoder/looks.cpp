#include "scanner/decoder/looks.hpp"

#include <algorithm>

#include "scanner/image/reading.hpp"

namespace tillgate::scanner {

namespace {

// Pictures differ and tills are busy: an answer that comes too late is lost with all that was
// found.
constexpr double caution = 2;

// A glance at a quarter of the lines takes about that part of a close look.
double share_of(Scrutiny scrutiny) {
  return scrutiny == Scrutiny::glance ? 0.25 : 1;
}

bool names_pack_or_person(const Symbol& symbol) {
  const Scan scan = scan_of(symbol);
  const auto* code = std::get_if<Code>(&scan);
  return code != nullptr && (code->kind == Kind::trace || code->kind == Kind::e_credential ||
                             (code->kind == Kind::gs1 && !code->serial.empty()));
}

}  // namespace

bool Looks::at(const Copy& copy, const Look& look) {
  if (!affordable(look, copy.area())) return false;
  begun_ = true;
  const std::int64_t before = clock_.monotonic_ms();
  agreement_.add(look.library.backend->find(copy.view(), look.families, look.scrutiny),
                 copy.to_original(), look.light);
  const auto took = static_cast<double>(clock_.monotonic_ms() - before);
  const double megapixels = static_cast<double>(copy.area()) / 1e6 * share_of(look.scrutiny);
  // The clock counts whole milliseconds: a small picture shows nothing.
  if (megapixels > 0.2)
    look.library.ms_per_megapixel = (look.library.ms_per_megapixel + took / megapixels) / 2;
  const Reading reading = agreement_.reading();
  return std::any_of(reading.symbols.begin(), reading.symbols.end(), names_pack_or_person);
}

bool Looks::affordable(const Look& look, std::size_t pixels) const {
  const double cost =
      look.library.ms_per_megapixel * share_of(look.scrutiny) * static_cast<double>(pixels) / 1e6;
  return !begun_ || cost * caution < static_cast<double>(budget_.remaining_ms());
}

}  // namespace tillgate::scanner
