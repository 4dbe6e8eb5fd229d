// The tree layer of the check, behind the checkpoint: every record under the signed root, every
// hash tile as the records give it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "ledger/published_files.hpp"
#include "ledger/tile.hpp"
#include "ledger/tree.hpp"
#include "ledger/verify.hpp"

namespace tillgate::ledger {

// Goes through the log tile by tile. Leaves are computed from the records and compared with the
// hash tile; the root of each full tile goes into the level above and is compared there; what
// remains in the end is compared with the signed root.
//
// A record that does not fit its hash raises the question which of the two was changed. The level
// above tells: of the two possible roots of the tile it names the true one. The tree is rebuilt
// with that one, and the answer is proven when the signed root comes out.
//
// Records may also be changed together with their hash tile: then the level above contradicts both.
// A second tree is built that takes the level above for true; when the signed root comes out of
// that one, the records of such a tile were forged.
class TreeCheck {
 public:
  // The report holds size and root of the checkpoint. All must outlive this object. `progress` may
  // be empty; it is called once a tile.
  TreeCheck(PublishedFiles& files, const EntryVisitor& visit, Report& report,
            Progress progress = {})
      : files_(&files), visit_(&visit), report_(&report), progress_(std::move(progress)) {}

  // Roots of the tree at these earlier sizes are kept on the way.
  void watch(const std::set<std::uint64_t>& sizes) { watched_ = sizes; }
  void run();
  // Empty when the size is beyond the log, or the way there was not whole.
  std::optional<Hash> root_at(std::uint64_t size) const;

 private:
  // Leaves of one tile: as computed from the records, and as the hash tile has them. Either is
  // shorter or empty when its file is no help.
  struct Leaves {
    std::vector<Hash> computed;
    std::vector<Hash> listed;
    std::vector<std::uint64_t> differing() const;
  };
  struct Mismatch {
    std::uint64_t record;
    bool tile_is_true;  // as the level above, or the signed root, tells
  };
  // The tile of an upper level that is being compared.
  struct Above {
    std::optional<std::uint64_t> number;
    std::optional<std::vector<Hash>> hashes;
  };

  // Nobody reads more findings than a report keeps.
  bool enough() const { return report_->full() || mismatches_.size() > Report::max_findings; }
  Tile tile_at(unsigned level, std::uint64_t number) const;

  Leaves leaves_of(const Tile& tile);
  void visit_bundle(const Tile& bundle, std::vector<Hash>& computed);
  void full_tile(std::uint64_t number);
  struct Roots {
    std::optional<Hash> by_records;
    std::optional<Hash> by_above;  // with the level above taken for true
  };
  Roots roots_with_partial_tile(const Tile& tile);
  void note_mismatches(const Tile& tile, const Leaves& leaves, bool tile_is_true);
  std::optional<Hash> listed_above(unsigned level, std::uint64_t number);
  void compare_above(unsigned level, std::uint64_t number, const Hash& root);
  void keep_watched(std::uint64_t first, const std::vector<Hash>& leaves);
  void tell_contradictions(bool above_is_true);
  void conclude(const Roots& roots);

  PublishedFiles* files_;
  const EntryVisitor* visit_;
  Report* report_;
  Progress progress_;
  Frontier full_tiles_;  // its leaves are the roots of full tiles
  Frontier as_above_;    // the same, but as the level above has them where it contradicts
  std::vector<std::uint64_t> contradicted_;  // full tiles whose root the level above contradicts
  std::set<std::uint64_t> watched_;
  std::map<std::uint64_t, Hash> roots_;  // at watched sizes
  bool gap_ = false;  // a full tile whose root nothing tells: no root can be computed any more
  std::map<unsigned, Above> above_;
  std::vector<Mismatch> mismatches_;
};

}  // namespace tillgate::ledger
