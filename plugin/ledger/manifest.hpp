// The manifest (导出清单) of an export: which files belong to it, so that an incomplete copy is
// noticed before anything is read. What is in the files the signed root tells, not the manifest.
//
//   manifest := text [LF signature-line+]            a signed note when the keys were at hand
//   text     := "tillgate manifest v1" LF "origin " origin LF "records " size LF "root " base64 LF
//               "files " count LF "bytes " total LF "listing " base64 LF
//
//   listing  root of a tree like the log's (FORMAT.md section 3) over one line a file:
//            name " " bytes LF; entry bundles by number, then hash tiles by level and number
//
// Checkpoint and manifest themselves are not listed. The first line keeps the text from ever being
// taken for a checkpoint's.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "crypto/note.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/tile.hpp"
#include "ledger/tree.hpp"

namespace tillgate::ledger {

constexpr const char* manifest_file = "manifest";

struct Manifest {
  std::string origin;
  std::uint64_t size = 0;
  Hash root{};
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  Hash listing{};
  bool operator==(const Manifest&) const = default;
};

// The files of a log of `size` records in the order of a manifest.
Result<Done> each_published(std::uint64_t size,
                            const std::function<Result<Done>(const Tile&)>& visit);

// Takes files in that order; memory does not grow with their number.
class ManifestBuilder {
 public:
  void add(const Tile& tile, std::uint64_t bytes);
  Manifest finish(const Checkpoint& checkpoint) const;

 private:
  Frontier listing_;
  std::uint64_t bytes_ = 0;
};

std::string manifest_text(const Manifest& manifest);
// TILLGATE_E_DOCUMENT when it is not exactly what manifest_text writes.
Result<Manifest> parse_manifest_text(std::string_view text);

// The file: signed by all of `signers`, or the text alone when there are none.
Result<std::string> manifest_note(const Manifest& manifest,
                                  const std::vector<const crypto::NoteSigner*>& signers);

}  // namespace tillgate::ledger
