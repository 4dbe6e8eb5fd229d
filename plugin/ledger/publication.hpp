// The published folder (公开目录): the log as static files, for a stick or a web server (C2SP
// tlog-tiles).
//
//   <folder>/checkpoint        replaced last, once everything it covers is on disk
//   <folder>/tile/...          see tile.hpp; written once, never changed
//
// A power cut between any two files leaves the old checkpoint and everything it covers; the next
// publication goes on from there.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "base/result.hpp"
#include "store/database.hpp"

namespace tillgate::ledger {

struct Published {
  std::uint64_t size = 0;  // records covered by the checkpoint that is now in the folder
  std::uint64_t files_written = 0;
};

// Brings `folder`, made when missing, up to a checkpoint of the log in `database`: the newest one
// with the lines of the witnesses that cosigned it, or `note` when it is not empty, which must be
// one this log has passed through. A folder that is further already stays as it is. Needs no keys.
// Only files that are missing are written; of those that are there only partial tiles are removed
// whose full tile is on disk. Streams: memory does not grow with the log.
//
// TILLGATE_E_LEDGER when the database has no log, or a record is damaged, or the folder holds
// another log, or one that this log does not continue: then the database was rolled back or
// rewritten, and the folder is the evidence. The same when this log never had the tree of `note`.
// Nothing is changed then.
// `before_checkpoint` is asked before a checkpoint is put in place, once everything it covers is on
// disk, with the newest one the log has signed; when it fails, the folder keeps the old one.
using BeforeCheckpoint = std::function<Result<Done>(const std::string& newest)>;
Result<Published> publish(store::Database& database, const std::filesystem::path& folder,
                          const BeforeCheckpoint& before_checkpoint = {},
                          const std::string& note = "");

}  // namespace tillgate::ledger
