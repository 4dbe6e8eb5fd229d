// An export as one tar file: the published log straight out of the database, for a stick.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/result.hpp"
#include "crypto/note.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/verify.hpp"
#include "store/database.hpp"

namespace tillgate::ledger {

struct Archived {
  std::uint64_t size = 0;        // records
  std::uint64_t files = 0;       // members of the archive
  std::uint64_t files_kept = 0;  // of these, left from an attempt that was interrupted
};

// Writes the log in `database` into the archive `file`, with its manifest (signed by `signers`,
// which may be none) and, last of all, its checkpoint. Needs no key of the log. Streams: memory
// does not grow with the log.
//
// It is written as `file`.part and gets its name when it is complete and on disk. A .part that is
// there is gone on with: what it holds is compared, and kept as far as it is the same.
//
// TILLGATE_E_LEDGER when the database has no log or a record does not hash to its leaf,
// TILLGATE_E_STORE when the disk does not take it; the .part stays then.
Result<Archived> archive(store::Database& database, const std::filesystem::path& file,
                         const std::vector<const crypto::NoteSigner*>& signers,
                         const Progress& progress = {});

// The manifest of a folder that was just published, written into it.
Result<Done> add_manifest(const std::filesystem::path& folder, const Checkpoint& checkpoint,
                          const std::vector<const crypto::NoteSigner*>& signers);

}  // namespace tillgate::ledger
