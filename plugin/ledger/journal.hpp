// The journal (流水账): the writing end of the sealed log.
//
// One journal per database. A record, its tree and the signed checkpoint are written inside the
// caller's transaction, together with whatever the record is about: all of it happens or none of
// it. The journal keeps nothing in memory that a roll-back would have to undo.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.hpp"
#include "base/money.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "crypto/key_folder.hpp"
#include "ledger/disclosure.hpp"
#include "ledger/record.hpp"
#include "ledger/tables.hpp"
#include "store/database.hpp"

namespace tillgate::ledger {

// What is to be sealed.
struct Draft {
  std::string kind;  // a record word; see kind.hpp
  std::string operator_id;
  Json body = Json::object();  // integers, text, truth values; no fractions, no personal data
  std::vector<Disclosure> disclosures;  // personal data: only salted digests enter the record
  Fen fund_fen = 0;                     // fund money moved by this, negative for what comes back
};

struct Sealed {
  std::uint64_t index = 0;
  Hash leaf{};
  // Signed, for a tree that ends with this record. Hand it out only after the transaction is
  // committed: a log must never show two histories.
  std::string checkpoint;
};

class Journal {
 public:
  struct Settings {
    std::string till;  // as it stands in the records
  };

  // Database, keys and clock must outlive the journal. Begins the log, with a signed empty
  // checkpoint, when the database has none. Else checks, at a cost that does not grow with the log:
  // checkpoint against its signatures, root against checkpoint, newest entries against root, fund
  // total against the last record. TILLGATE_E_LEDGER when they do not fit, TILLGATE_E_KEY when the
  // keys are another log's. Must not be called inside a transaction.
  static Result<std::unique_ptr<Journal>> open(store::Database& database,
                                               const crypto::KeyFolder& keys, Settings settings,
                                               const Clock& clock);

  // Inside an open transaction of the calling thread; after a failure it must be rolled back.
  // TILLGATE_E_ARGUMENT, TILLGATE_E_LIMIT: the draft cannot be a record, and nothing was written.
  Result<Sealed> seal(const Draft& draft);

  // Brings the published folder up to the newest checkpoint; see publication.hpp.
  Result<Done> publish(const std::filesystem::path& folder);

  // The newest checkpoint, a signed note.
  Result<std::string> checkpoint() const;
  Result<std::uint64_t> size() const;

  // What a digest of a record stands for; empty when it was erased. TILLGATE_E_LEDGER when what is
  // kept is not what was sealed.
  Result<std::optional<Json>> disclosure(std::uint64_t index, std::string_view name) const;

 private:
  Journal(store::Database& database, const crypto::KeyFolder& keys, Settings settings,
          const Clock& clock);
  Result<Done> begin();
  Result<State> state() const;
  Result<Done> sign(State& state) const;

  // A draft as what will be written.
  struct Prepared {
    std::string entry;
    Fen fund_total_fen = 0;
    std::vector<std::pair<std::string, Bytes>> disclosures;  // name, sealed
  };
  Result<Prepared> prepare(const Draft& draft, const State& state) const;

  store::Database* database_;
  Tables tables_;
  const crypto::KeyFolder* keys_;
  Settings settings_;
  const Clock* clock_;
};

}  // namespace tillgate::ledger
