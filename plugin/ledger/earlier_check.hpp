// Earlier signed checkpoints against the log as it is now: whoever holds one can tell that history
// was changed.
#pragma once

#include <set>
#include <vector>

#include "ledger/checkpoint.hpp"
#include "ledger/tree_check.hpp"
#include "ledger/verify.hpp"

namespace tillgate::ledger {

class EarlierCheck {
 public:
  // Opens each of them; one that cannot be used is a problem of its own. The report must outlive
  // this object and hold origin, size and root of the newest checkpoint.
  static Result<EarlierCheck> open(const Demands& demands, const TrustedKeys& keys, Report& report);

  // Sizes whose roots are needed.
  std::set<std::uint64_t> sizes() const;
  // Once the tree was rebuilt.
  void compare(const TreeCheck& tree);

 private:
  explicit EarlierCheck(Report& report) : report_(&report) {}

  struct Opened {
    std::string name;
    Checkpoint checkpoint;
    std::string signers;  // for the finding: who will vouch for it
  };
  std::vector<Opened> opened_;  // by size
  Report* report_;
};

}  // namespace tillgate::ledger
