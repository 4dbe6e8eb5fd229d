// Records to read, wherever they lie: an exported folder, a tar archive of one, a URL, or a till's
// database. Reading verifies nothing by itself.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "auditor/log_place.hpp"
#include "base/bytes.hpp"
#include "base/result.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/proof.hpp"
#include "ledger/verify.hpp"

namespace tillgate::auditor {

class RecordSource {
 public:
  // Told apart by what is there, not by the name. TILLGATE_E_ARGUMENT when nothing is.
  static Result<std::unique_ptr<RecordSource>> open(const Place& place);
  virtual ~RecordSource() = default;

  const ledger::Checkpoint& checkpoint() const noexcept { return checkpoint_; }
  // The signed note.
  const std::string& note() const noexcept { return note_; }

  // Entries first to end - 1, in order, until `visit` answers false. In a published log files that
  // cannot be read are left out and named in `problems`.
  using Visit = std::function<bool(std::uint64_t index, ByteView entry)>;
  virtual Result<Done> each(std::uint64_t first, std::uint64_t end, const Visit& visit) = 0;
  // Complete subtrees of the log; valid while this object is.
  virtual ledger::StoredHash stored_hash() = 0;

  // Sealed, as the database keeps it beside the log; a published log has none.
  virtual Result<std::optional<Bytes>> sealed_disclosure(std::uint64_t index,
                                                         const std::string& name) {
    static_cast<void>(index);
    static_cast<void>(name);
    return std::optional<Bytes>();
  }

  const ledger::Report& problems() const noexcept { return problems_; }

 protected:
  Result<Done> take_checkpoint(std::string note);

  ledger::Checkpoint checkpoint_;
  std::string note_;
  ledger::Report problems_;
};

}  // namespace tillgate::auditor
