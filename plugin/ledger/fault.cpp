#include "ledger/fault.hpp"

#include <array>

namespace tillgate::ledger {

namespace {

struct Text {
  std::string_view name, en, zh;
};
#define TILLGATE_FAULT_TEXT(name, en, zh) Text{#name, en, zh},
constexpr std::array texts{TILLGATE_FAULT_LIST(TILLGATE_FAULT_TEXT)};
#undef TILLGATE_FAULT_TEXT

const Text& text_of(Fault fault) {
  return texts.at(static_cast<std::size_t>(fault));
}

}  // namespace

std::string_view fault_name(Fault fault) {
  return text_of(fault).name;
}
std::string_view fault_en(Fault fault) {
  return text_of(fault).en;
}
std::string_view fault_zh(Fault fault) {
  return text_of(fault).zh;
}

}  // namespace tillgate::ledger
