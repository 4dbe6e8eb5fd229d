#include "ledger/checkpoint.hpp"

#include <algorithm>

#include <charconv>
#include <optional>

#include "crypto/base64.hpp"

namespace tillgate::ledger {

namespace {

Failure malformed(const std::string& why, std::size_t line) {
  return {TILLGATE_E_DOCUMENT, "checkpoint: " + why, "line " + std::to_string(line)};
}

std::optional<std::uint64_t> parse_size(std::string_view text) {
  std::uint64_t size = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
  if (error != std::errc{} || end != text.data() + text.size() || size > max_size ||
      (text.size() > 1 && text[0] == '0'))
    return std::nullopt;
  return size;
}

}  // namespace

std::string checkpoint_text(const Checkpoint& checkpoint) {
  std::string text = checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" +
                     crypto::to_base64(checkpoint.root) + "\n";
  for (const std::string& extension : checkpoint.extensions) text += extension + "\n";
  return text;
}

Result<Checkpoint> parse_checkpoint_text(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return malformed("no line end", lines.size() + 1);
    if (end == 0) return malformed("an empty line", lines.size() + 1);
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  if (lines.size() < 3) return malformed("fewer than three lines", lines.size() + 1);
  const auto size = parse_size(lines[1]);
  if (!size) return malformed("the size is not a plain decimal number", 2);
  const auto root = crypto::from_base64(lines[2]);
  const auto hash = root ? to_hash(*root) : std::nullopt;
  if (!hash) return malformed("the root is not base64 of 32 bytes", 3);
  return Checkpoint{std::string(lines[0]), *size, *hash, {lines.begin() + 3, lines.end()}};
}

const crypto::NoteSignature* own_ed25519_line(const crypto::Note& note, std::string_view origin) {
  const auto line = std::find_if(
      note.signatures.begin(), note.signatures.end(), [&](const crypto::NoteSignature& candidate) {
        return candidate.name == origin && candidate.signature.size() == ed25519_signature_size;
      });
  return line == note.signatures.end() ? nullptr : &*line;
}

}  // namespace tillgate::ledger
