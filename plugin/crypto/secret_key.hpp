// A symmetric key that is wiped from memory when it goes.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace tillgate::crypto {

// 32 secret bytes. Movable, not copyable; the moved-from key is wiped.
class SecretKey {
 public:
  static constexpr std::size_t size = 32;

  static Result<SecretKey> generate();
  // TILLGATE_E_KEY unless there are exactly 32 bytes.
  static Result<SecretKey> from(ByteView bytes);

  // A key for one purpose (HKDF-SHA-256, RFC 5869, with the purpose as its info): who learns one
  // derived key learns neither this one nor a key of another purpose.
  Result<SecretKey> derive(std::string_view purpose) const;

  // A key from a passphrase (scrypt, RFC 7914, N 16384, r 8, p 1: 16 MiB of memory for a moment).
  static Result<SecretKey> from_passphrase(std::string_view passphrase, ByteView salt);

  ByteView bytes() const noexcept { return bytes_; }

  SecretKey(SecretKey&& other) noexcept;
  SecretKey& operator=(SecretKey&& other) noexcept;
  ~SecretKey();

 private:
  SecretKey() = default;
  std::array<std::uint8_t, size> bytes_{};
};

// Overwrites bytes that were secret; the compiler does not leave it out.
void wipe(Bytes& secret) noexcept;
void wipe(std::string& secret) noexcept;

}  // namespace tillgate::crypto
