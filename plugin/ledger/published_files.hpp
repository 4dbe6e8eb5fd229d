// Reading the files of a published log, from whoever it comes: every file is bounded and must be a
// plain one.
#pragma once

#include <optional>
#include <string>

#include "base/bytes.hpp"
#include "ledger/log_source.hpp"
#include "ledger/tile.hpp"
#include "ledger/verify.hpp"

namespace tillgate::ledger {

class PublishedFiles {
 public:
  // Both must outlive this object; what is wrong with a file goes into the report.
  PublishedFiles(const LogSource& source, Report& report) : source_(&source), report_(&report) {}

  std::optional<Bytes> checkpoint();
  // Empty also when the length is not that of the tile's width.
  std::optional<std::vector<Hash>> hashes(const Tile& tile);
  std::optional<Bytes> bundle(const Tile& tile);

  // The manifest of an export, when there is one: what it states against the checkpoint in the
  // report and the files that are there. Signature lines of trusted keys must be good.
  Result<Done> check_manifest(const TrustedKeys& trusted);

  // What is there beside the tiles and bundles of a tree of `size` entries: files of earlier
  // checkpoints must agree with them, anything else is named.
  void check_surplus(std::uint64_t size);

 private:
  std::optional<Bytes> read(const std::string& name, std::size_t limit);
  void check_file(const std::string& name, std::uint64_t size);
  void check_earlier(const Tile& earlier, std::uint64_t covering_width);

  const LogSource* source_;
  Report* report_;
};

}  // namespace tillgate::ledger
