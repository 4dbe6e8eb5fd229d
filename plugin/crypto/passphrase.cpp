#include "crypto/passphrase.hpp"

#include "base/os/file.hpp"
#include "base/os/process.hpp"
#include "base/text.hpp"
#include "crypto/secret_key.hpp"

namespace tillgate::crypto {

namespace {

constexpr std::size_t max_passphrase_file = 4096;

Result<std::string> first_line(const std::filesystem::path& file) {
  TILLGATE_TRY(content, os::read_file(file, max_passphrase_file, TILLGATE_E_KEY));
  const std::string_view text = as_text(content);
  std::string line(text.substr(0, text.find_first_of("\r\n")));
  wipe(content);
  if (line.empty())
    return Failure{TILLGATE_E_KEY, "there is no passphrase in this file", utf8_from_path(file)};
  return line;
}

}  // namespace

Passphrase passphrase_from_environment() {
  return [] { return os::environment_variable("TILLGATE_KEY_PASSPHRASE"); };
}

Result<Passphrase> passphrase_from_file(const std::filesystem::path& file) {
  TILLGATE_TRY(line, first_line(file));
  wipe(line);
  return Passphrase([file]() -> std::optional<std::string> {
    auto again = first_line(file);
    if (!again) return std::nullopt;
    return std::move(again).value();
  });
}

}  // namespace tillgate::crypto
