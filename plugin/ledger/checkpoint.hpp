// Checkpoints (检查点): the signed statement of what the log is (C2SP tlog-checkpoint v1.0.0).
//
//   text := origin LF size LF root LF (extension LF)*
//
//   origin     names the log for ever; not empty; the key name of the log's own signature lines
//   size       decimal without sign or leading zero, at most 2^63 - 1
//   root       base64 of 32 bytes
//   extension  not empty; accepted, never written
//
// The text is the text of a signed note (crypto/note.hpp). The log signs with Ed25519, then with
// SM2.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "crypto/note.hpp"
#include "ledger/tree.hpp"

namespace tillgate::ledger {

struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Hash root{};
  std::vector<std::string> extensions;
};

std::string checkpoint_text(const Checkpoint& checkpoint);
// TILLGATE_E_DOCUMENT when malformed; `where` is the line.
Result<Checkpoint> parse_checkpoint_text(std::string_view text);

constexpr std::size_t ed25519_signature_size = 64;
// The line of the log's Ed25519 key: the only one of that size under the log's own name. Null when
// there is none.
const crypto::NoteSignature* own_ed25519_line(const crypto::Note& note, std::string_view origin);

}  // namespace tillgate::ledger
