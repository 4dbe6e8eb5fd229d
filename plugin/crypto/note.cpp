#include "crypto/note.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "crypto/base64.hpp"

namespace tillgate::crypto {

namespace {

constexpr std::string_view line_start = "\xE2\x80\x94 ";  // em dash, space
constexpr std::size_t max_lines = 100;

Failure malformed_note(const std::string& why, std::size_t line = 0) {
  return {TILLGATE_E_DOCUMENT, "signed note: " + why,
          line == 0 ? "" : "signature line " + std::to_string(line)};
}

bool has_control_characters(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return c >= 0 && c < 0x20 && c != '\n'; });
}

Result<NoteSignature> parse_line(std::string_view line, std::size_t number) {
  if (!line.starts_with(line_start))
    return malformed_note("does not begin with a dash and a space", number);
  line.remove_prefix(line_start.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || !is_key_name(line.substr(0, space)))
    return malformed_note("no key name", number);
  const auto bytes = from_base64(line.substr(space + 1));
  if (!bytes || bytes->size() < 5)
    return malformed_note("the signature is not base64 of at least 5 bytes", number);
  NoteSignature signature{
      std::string(line.substr(0, space)), {}, Bytes(bytes->begin() + 4, bytes->end())};
  std::copy_n(bytes->begin(), 4, signature.id.begin());
  return signature;
}

}  // namespace

Result<Note> parse_note(std::string_view note) {
  if (note.size() > max_note_size) return malformed_note("longer than 64 KiB");
  if (!is_utf8(note) || has_control_characters(note)) return malformed_note("not plain UTF-8 text");
  const std::size_t gap = note.rfind("\n\n");
  if (gap == std::string_view::npos || !note.ends_with('\n'))
    return malformed_note("text and signatures are not told apart");
  Note parsed{std::string(note.substr(0, gap + 1)), {}};
  std::string_view rest = note.substr(gap + 2);
  if (rest.empty()) return malformed_note("no signature line");
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const std::size_t number = parsed.signatures.size() + 1;
    if (number > max_lines) return malformed_note("more than 100 signature lines");
    TILLGATE_TRY(signature, parse_line(rest.substr(0, end), number));
    parsed.signatures.push_back(std::move(signature));
    rest.remove_prefix(end + 1);
  }
  return parsed;
}

Result<NoteCheck> check_note(const Note& note, const std::vector<VerifierKey>& trusted) {
  NoteCheck found;
  for (const NoteSignature& line : note.signatures) {
    for (std::size_t i = 0; i < trusted.size(); ++i) {
      if (trusted[i].name != line.name || trusted[i].id != line.id) continue;
      TILLGATE_TRY(match, trusted[i].key.check(as_bytes(note.text), line.signature));
      (match == Match::yes ? found.good : found.bad).push_back(i);
    }
  }
  return found;
}

Result<std::string> signature_line(std::string_view name, const PrivateKey& key,
                                   std::string_view text) {
  TILLGATE_TRY(signature, key.sign(as_bytes(text)));
  const KeyId id = key_id(name, key.public_key());
  Bytes bytes(id.begin(), id.end());
  bytes.insert(bytes.end(), signature.begin(), signature.end());
  return std::string(line_start) + std::string(name) + " " + to_base64(bytes) + "\n";
}

Result<std::string> signature_line(const NoteSigner& signer, std::string_view text) {
  return signature_line(signer.name, signer.key, text);
}

namespace {

Result<std::string> begin_note(std::string_view text) {
  if (!text.ends_with('\n') || !is_utf8(text) || has_control_characters(text))
    return Failure{TILLGATE_E_ARGUMENT,
                   "the text of a note is plain UTF-8 and ends with a line end", ""};
  return std::string(text) + "\n";
}

}  // namespace

Result<std::string> sign_note(std::string_view text,
                              const std::vector<const NoteSigner*>& signers) {
  TILLGATE_TRY(note, begin_note(text));
  for (const NoteSigner* signer : signers) {
    TILLGATE_TRY(line, signature_line(*signer, text));
    note += line;
  }
  return std::move(note);
}

Result<std::string> sign_note(std::string_view text, std::string_view name,
                              const std::vector<const PrivateKey*>& keys) {
  TILLGATE_TRY(note, begin_note(text));
  for (const PrivateKey* key : keys) {
    TILLGATE_TRY(line, signature_line(name, *key, text));
    note += line;
  }
  return std::move(note);
}

}  // namespace tillgate::crypto
