#include "scanner/code.hpp"

#include <array>
#include <cstddef>

namespace tillgate::scanner {

std::string_view id_of(Kind kind) {
  constexpr auto ids = std::to_array<std::string_view>({
#define TILLGATE_SCAN_KIND(name) #name,
      TILLGATE_SCAN_KINDS(TILLGATE_SCAN_KIND)
#undef TILLGATE_SCAN_KIND
  });
  return ids[static_cast<std::size_t>(kind)];
}

std::string_view id_of(Confidence confidence) {
  return confidence == Confidence::certain ? "certain" : "likely";
}

bool is_private(Kind kind) {
  switch (kind) {
    case Kind::e_credential:
    case Kind::wallet:
    case Kind::resident_id:
    case Kind::residence_permit:
    case Kind::foreign_resident:
      return true;
    default:
      return false;
  }
}

Refusal refuse(Reason why, std::optional<Kind> kind) {
  struct Texts {
    const char *name, *zh, *next_zh, *en, *next_en;
  };
  constexpr auto texts = std::to_array<Texts>({
#define TILLGATE_SCAN_REASON(name, zh, next_zh, en, next_en) {#name, zh, next_zh, en, next_en},
      TILLGATE_SCAN_REASONS(TILLGATE_SCAN_REASON)
#undef TILLGATE_SCAN_REASON
  });
  const Texts& text = texts[static_cast<std::size_t>(why)];
  return {{text.name, text.zh, text.en, text.next_zh, text.next_en}, why, kind, {}};
}

}  // namespace tillgate::scanner
