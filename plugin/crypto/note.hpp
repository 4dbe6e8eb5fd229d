// Signed notes (C2SP signed-note v1.0.0).
//
//   note := text LF line+
//   text := UTF-8 that ends with LF; may hold empty lines; the last empty line of the note divides
//   line := "— " name " " base64(key-id:byte[4] signature:byte+) LF
//
// Signed is the text with its last LF, without the empty line. No control character but LF
// anywhere; at most 100 lines and 64 KiB.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "crypto/signature.hpp"
#include "crypto/verifier_key.hpp"

namespace tillgate::crypto {

inline constexpr std::size_t max_note_size = std::size_t{64} * 1024;

struct NoteSignature {
  std::string name;
  KeyId id;
  Bytes signature;  // what it holds is up to the key's type
};

struct Note {
  std::string text;
  std::vector<NoteSignature> signatures;
};

// TILLGATE_E_DOCUMENT when any line is malformed, also one of an unknown key. Checks no signature.
Result<Note> parse_note(std::string_view note);

// Which trusted keys signed, by their place in `trusted`. Lines whose name and key id are no
// trusted key's are skipped: that is what keeps old readers going when algorithms or witnesses are
// added.
struct NoteCheck {
  std::vector<std::size_t> good;
  std::vector<std::size_t> bad;  // does not match or is malformed
  // One bad line spoils a note; whether one good one is enough is for the caller to decide.
  bool valid() const { return bad.empty() && !good.empty(); }
};
Result<NoteCheck> check_note(const Note& note, const std::vector<VerifierKey>& trusted);

// A private key with the name it signs notes under.
struct NoteSigner {
  std::string name;
  PrivateKey key;
};

// The signature line for `text`, line end included.
Result<std::string> signature_line(const NoteSigner& signer, std::string_view text);
Result<std::string> signature_line(std::string_view name, const PrivateKey& key,
                                   std::string_view text);
// A note of `text` with one line a signer, in their order. Further lines are appended as they are.
Result<std::string> sign_note(std::string_view text, const std::vector<const NoteSigner*>& signers);
// The same, with several keys under one name.
Result<std::string> sign_note(std::string_view text, std::string_view name,
                              const std::vector<const PrivateKey*>& keys);

}  // namespace tillgate::crypto
