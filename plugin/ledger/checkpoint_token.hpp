// A checkpoint as one short line, for places that take a line of free text: the remark of an upload
// to the platform.
//
//   token  := "TGC1:" origin ":" size ":" base64url(binary)       without padding
//   binary := root[32] key-id[4] signature[64]
//
// The signature is the log's Ed25519 one. Everything the signed note says is there, so the note can
// be made again from it, with that one line.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace tillgate::ledger {

constexpr std::string_view checkpoint_token_start = "TGC1:";

// TILLGATE_E_LEDGER when the note has no Ed25519 line of its log, TILLGATE_E_DOCUMENT when it is no
// checkpoint.
Result<std::string> checkpoint_token(std::string_view note);
// The signed note; whether it is signed by a key one trusts is not looked at. TILLGATE_E_DOCUMENT
// when malformed.
Result<std::string> note_of_token(std::string_view token);

}  // namespace tillgate::ledger
