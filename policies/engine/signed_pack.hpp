// A pack as one file (规则包文件): the same bytes of every file as in the folder, and what its
// makers signed.
//
//   file    := note LF bundle
//   note    := signed note (crypto/note.hpp) over
//                "tillgate-signed-pack/1" LF id LF version LF hex(SHA-256(listing)) LF
//   bundle  := listing LF content*        listing: pack.hpp; the contents in its order, nothing
//   between
//
// The first lines are text: `head` shows what was signed and by whom. Nothing of the bundle is
// looked at before the note was found good and the listing is the signed one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "crypto/note.hpp"
#include "policies/engine/pack.hpp"

namespace tillgate::policies {

inline constexpr std::size_t max_pack_file_bytes = std::size_t{16} << 20;

struct SignedPack {
  PackFiles files;
  std::string id;
  std::int64_t version = 0;
  crypto::Hash digest{};
  std::vector<std::string> signers;  // names of the trusted keys that signed, each once
};

// The file, signed with these keys under one name. `files` is a sound pack.
Result<std::string> sign_pack(const PackFiles& files, std::string_view name,
                              const std::vector<const crypto::PrivateKey*>& keys);
// The file with further signatures under its note. TILLGATE_E_POLICY when it is no such file.
Result<std::string> add_signatures(std::string_view file, std::string_view name,
                                   const std::vector<const crypto::PrivateKey*>& keys);

// TILLGATE_E_POLICY when the file is damaged, when no trusted key signed it, or when a trusted
// key's signature does not match; `where` is what was looked at.
Result<SignedPack> read_signed_pack(std::string_view file,
                                    const std::vector<crypto::VerifierKey>& trusted);
// The same without looking at who signed: to show a file, never to run it.
Result<SignedPack> read_pack_file(std::string_view file);

// The bundle alone, for whoever keeps a pack that was trusted already.
std::string write_bundle(const PackFiles& files);
Result<PackFiles> read_bundle(std::string_view bundle);

}  // namespace tillgate::policies
