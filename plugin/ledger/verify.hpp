// The check of a published log (审核). It rebuilds everything from the bytes of the records and
// trusts no hash, no cache and nothing but the keys it was given.
//
// Two layers: the tree layer (signatures, tiles, every record under the signed root) knows nothing
// of what an entry means and checks any log of this layout; the record layer reads the entries as
// records.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "crypto/verifier_key.hpp"
#include "ledger/fault.hpp"
#include "ledger/log_source.hpp"
#include "ledger/tree.hpp"
#include "ledger/trust.hpp"

namespace tillgate::ledger {

// What was found. At most max_findings of each sort are kept; the rest is counted.
class Report {
 public:
  static constexpr std::size_t max_findings = 1000;

  std::string origin;
  std::uint64_t size = 0;  // records the checkpoint states
  Hash root{};             // as the checkpoint states it
  // Algorithms whose trusted keys have a good signature on the checkpoint, in the order of the
  // keys.
  std::vector<crypto::Algorithm> verified;
  // Trusted witnesses that cosigned the checkpoint, and when.
  struct Cosigned {
    std::string witness;
    std::uint64_t time_s;
  };
  std::vector<Cosigned> cosigned;
  enum class ManifestIs { missing, unsigned_text, signed_by_log };
  ManifestIs manifest = ManifestIs::missing;
  std::uint64_t continued = 0;  // earlier checkpoints this log continues

  // Whether everything fits. Remarks do not count against it.
  bool good() const noexcept { return problems_.empty(); }
  const std::vector<Finding>& problems() const noexcept { return problems_; }
  const std::vector<Finding>& remarks() const noexcept { return remarks_; }
  std::uint64_t problems_not_kept() const noexcept { return problems_not_kept_; }
  std::uint64_t remarks_not_kept() const noexcept { return remarks_not_kept_; }
  bool full() const noexcept { return problems_not_kept_ != 0; }

  void problem(Finding finding);
  void remark(Finding finding);

 private:
  std::vector<Finding> problems_;
  std::vector<Finding> remarks_;
  std::uint64_t problems_not_kept_ = 0;
  std::uint64_t remarks_not_kept_ = 0;
};

// Called for every entry in order, also for one that was changed; its findings go into the report.
using EntryVisitor = std::function<void(std::uint64_t index, ByteView entry, Report& report)>;

// Records done, records in all.
using Progress = std::function<void(std::uint64_t done, std::uint64_t all)>;

// What a log is checked against. All of it comes from elsewhere than the log.
struct Demands {
  TrustedKeys keys;
  // all: every log key must have signed, and every witness cosigned. policy: one log key is enough,
  // and the quorum of witnesses must be met; the keys are those of the policy then.
  std::optional<TrustPolicy> policy;
  // Signed checkpoints of earlier audits, uploads, receipts or witnesses, that the log must
  // continue. Each must be signed by a trusted key, of the log or of a witness.
  struct Earlier {
    std::string name;  // how findings call it
    std::string note;
  };
  std::vector<Earlier> earlier;
};

// Both layers over any source: `visit` sees the entries (RecordCheck for a log of ours).
// TILLGATE_E_ARGUMENT without a log key.
Result<Report> verify_log(const LogSource& source, const Demands& demands,
                          const EntryVisitor& visit, const Progress& progress = {});
// The same with the record layer as visitor.
Result<Report> verify_log(const LogSource& source, const Demands& demands,
                          const Progress& progress = {});

// Every key must have a good signature on the checkpoint, and be of the log the checkpoint names.
// Streams: memory does not grow with the log. Stops early when the report is full.
// TILLGATE_E_ARGUMENT without a key or without a folder; any other failure: could not check. What
// is wrong with the log is in the report.
Result<Report> verify_tree(const std::filesystem::path& folder,
                           const std::vector<crypto::VerifierKey>& trusted,
                           const EntryVisitor& visit);

// Both layers, for a log of ours.
Result<Report> verify_folder(const std::filesystem::path& folder,
                             const std::vector<crypto::VerifierKey>& trusted);

}  // namespace tillgate::ledger
