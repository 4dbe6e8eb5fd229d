#include "crypto/token_file.hpp"

#include <algorithm>
#include <array>

#include "base/json.hpp"
#include "base/os/file.hpp"
#include "base/text.hpp"

namespace tillgate::crypto {

namespace {

constexpr std::size_t max_token_file = 16 * 1024;
constexpr std::array<const char*, 4> needed{"module", "token", "id", "public_key"};

// Empty when it is not what the header of this file's page says.
std::optional<TokenFile> token_file_of(const Json& document) {
  if (!document.is_object()) return std::nullopt;
  for (const auto& [name, value] : document.items()) {
    const bool known = std::find(needed.begin(), needed.end(), name) != needed.end() ||
                       name == "pin_file" || name == "mechanism";
    if (!known || (name == "mechanism" ? !value.is_number_unsigned() : !value.is_string()))
      return std::nullopt;
  }
  for (const char* name : needed)
    if (!document.contains(name)) return std::nullopt;
  auto id = from_hex(document.at("id").get<std::string>());
  auto key = from_hex(document.at("public_key").get<std::string>());
  if (!id || id->empty() || !key) return std::nullopt;
  TokenFile file;
  file.place.module = path_from_utf8(document.at("module").get<std::string>());
  file.place.label = document.at("token");
  if (document.contains("pin_file"))
    file.place.pin_file = path_from_utf8(document.at("pin_file").get<std::string>());
  file.id = std::move(id).value();
  file.public_key = std::move(key).value();
  if (document.contains("mechanism"))
    file.mechanism = document.at("mechanism").get<std::uint64_t>();
  return file;
}

}  // namespace

Result<TokenFile> read_token_file(const std::filesystem::path& file) {
  TILLGATE_TRY(bytes, os::read_file(file, max_token_file, TILLGATE_E_KEY));
  const auto document = parse_json(as_text(bytes));
  auto content = document ? token_file_of(*document) : std::nullopt;
  if (!content)
    return Failure{TILLGATE_E_KEY, "this file does not say where a token's key lies",
                   utf8_from_path(file)};
  if (!content->place.pin_file.empty())
    content->place.pin_file = file.parent_path() / content->place.pin_file;
  return *std::move(content);
}

Result<Done> write_token_file(const std::filesystem::path& file, const TokenFile& content) {
  Json document = {{"module", utf8_from_path(content.place.module)},
                   {"token", content.place.label},
                   {"id", to_hex(content.id)},
                   {"public_key", to_hex(content.public_key)}};
  if (!content.place.pin_file.empty())
    document["pin_file"] = utf8_from_path(content.place.pin_file);
  if (content.mechanism) document["mechanism"] = *content.mechanism;
  return os::write_file_durably(file, as_bytes(document.dump(2) + "\n"), os::FileMode::readable);
}

}  // namespace tillgate::crypto
