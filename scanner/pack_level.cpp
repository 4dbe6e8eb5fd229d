#include "scanner/pack_level.hpp"

namespace tillgate::scanner {

namespace {

std::optional<PackLevel> level_of_gtin(char indicator) {
  constexpr char variable_measure = '9';
  if (indicator == variable_measure) return {};
  if (indicator == '0') return PackLevel{1, true};
  return PackLevel{2, false};
}

}  // namespace

std::optional<PackLevel> pack_level_of(const Code& code, std::optional<std::int64_t> registered) {
  const bool goods = code.kind == Kind::trace || code.kind == Kind::sscc || !code.gtin.empty();
  if (!goods) return {};
  if (registered && *registered >= 1) return PackLevel{*registered, true};
  if (code.kind == Kind::sscc) return PackLevel{2, false};
  return code.gtin.empty() ? std::nullopt : level_of_gtin(code.gtin.front());
}

std::optional<std::int64_t> level_from_largest(std::int64_t code_level, std::int64_t levels) {
  if (code_level < 1 || code_level > levels) return {};
  return levels - code_level + 1;
}

std::optional<Refusal> refuse_outer_pack(const std::optional<PackLevel>& level) {
  if (!level || level->level <= 1) return {};
  return refuse(Reason::got_outer_pack);
}

}  // namespace tillgate::scanner
