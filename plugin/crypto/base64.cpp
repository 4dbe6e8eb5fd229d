#include "crypto/base64.hpp"

#include <limits>

#include "crypto/openssl.hpp"

namespace tillgate::crypto {

namespace {

// One call takes an int; whole groups of three bytes keep the pieces free of padding.
constexpr std::size_t piece = 3 * 1024;

const unsigned char* unsigned_text(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string to_base64(ByteView bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  unsigned char text[piece / 3 * 4 + 1];
  while (!bytes.empty()) {
    const ByteView part = bytes.first(std::min(piece, bytes.size()));
    const int written = EVP_EncodeBlock(text, part.data(), static_cast<int>(part.size()));
    out.append(reinterpret_cast<const char*>(text), static_cast<std::size_t>(written));
    bytes = bytes.subspan(part.size());
  }
  return out;
}

Result<Bytes> from_base64(std::string_view text) {
  const Failure malformed{TILLGATE_E_ARGUMENT, "not base64 in its one canonical form", ""};
  if (text.size() % 4 != 0 || text.size() > std::numeric_limits<int>::max()) return malformed;
  Bytes out(text.size() / 4 * 3);
  if (text.empty()) return out;
  if (EVP_DecodeBlock(out.data(), unsigned_text(text), static_cast<int>(text.size())) !=
      static_cast<int>(out.size()))
    return malformed;
  if (text.ends_with("==")) {
    out.resize(out.size() - 2);
  } else if (text.ends_with('=')) {
    out.resize(out.size() - 1);
  }
  // OpenSSL overlooks white space at the ends, padding inside and stray bits; the way back does
  // not.
  if (to_base64(out) != text) return malformed;
  return out;
}

}  // namespace tillgate::crypto
