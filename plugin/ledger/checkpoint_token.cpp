#include "ledger/checkpoint_token.hpp"

#include "crypto/base64.hpp"
#include "crypto/note.hpp"
#include "ledger/base64url.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/log_proof.hpp"

namespace tillgate::ledger {

namespace {

Failure malformed_token(const std::string& why) {
  return {TILLGATE_E_DOCUMENT, "checkpoint token: " + why, ""};
}

}  // namespace

Result<std::string> checkpoint_token(std::string_view text) {
  TILLGATE_TRY(note, crypto::parse_note(text));
  TILLGATE_TRY(checkpoint, parse_checkpoint_text(note.text));
  const crypto::NoteSignature* const line = own_ed25519_line(note, checkpoint.origin);
  if (line == nullptr || !checkpoint.extensions.empty())
    return Failure{TILLGATE_E_LEDGER, "the checkpoint has no Ed25519 signature of its log", ""};
  Bytes binary(checkpoint.root.begin(), checkpoint.root.end());
  binary.insert(binary.end(), line->id.begin(), line->id.end());
  binary.insert(binary.end(), line->signature.begin(), line->signature.end());
  return std::string(checkpoint_token_start) + checkpoint.origin + ":" +
         std::to_string(checkpoint.size) + ":" + to_base64url(binary);
}

Result<std::string> note_of_token(std::string_view token) {
  if (!token.starts_with(checkpoint_token_start))
    return malformed_token("does not begin with TGC1:");
  token.remove_prefix(checkpoint_token_start.size());
  const std::size_t last = token.rfind(':');
  const std::size_t middle = last == 0 ? last : token.rfind(':', last - 1);
  if (last == std::string_view::npos || middle == std::string_view::npos || middle >= last)
    return malformed_token("not three fields");
  const std::string_view origin = token.substr(0, middle);
  const auto size = parse_decimal(token.substr(middle + 1, last - middle - 1));
  const auto binary = from_base64url(token.substr(last + 1));
  if (!crypto::is_key_name(origin) || !size) return malformed_token("no name of a log, or no size");
  if (!binary || binary->size() != hash_size + crypto::KeyId{}.size() + ed25519_signature_size)
    return malformed_token("not root, key id and signature");
  const ByteView bytes(*binary);
  return checkpoint_text({std::string(origin), *size, *to_hash(bytes.first(hash_size)), {}}) +
         "\n\xE2\x80\x94 " + std::string(origin) + " " +
         crypto::to_base64(bytes.subspan(hash_size)) + "\n";
}

}  // namespace tillgate::ledger
