// The journal (流水账): the writing end of the sealed log.
//
// One journal per database. A record, its tree and the signed checkpoint are written inside the
// caller's transaction, together with whatever the record is about: all of it happens or none of
// it. The journal keeps nothing of the log in memory that a roll-back would have to undo.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
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
#include "ledger/clock_watch.hpp"
#include "ledger/disclosure.hpp"
#include "ledger/receipt.hpp"
#include "ledger/record.hpp"
#include "ledger/signed_state.hpp"
#include "ledger/signers.hpp"
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
  std::string subject = {};  // whose disclosures these are, to erase them by; such as a sale's key
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
  // What to do when the database is behind what was signed, or another one: a restored backup, a
  // copied disk. Signing on under the same name would show two histories.
  enum class AfterRestore {
    refuse,           // TILLGATE_E_LEDGER
    next_generation,  // begin a new log under the next name, with a record that says so
  };
  struct Settings {
    std::string till;  // as it stands in the records
    // The file of signed_state.hpp; empty: none is kept, and a restored backup is not noticed.
    std::filesystem::path signed_state = {};
    AfterRestore after_restore = AfterRestore::refuse;
    // How long old and new keys both sign when keys were changed.
    std::int64_t rotation_overlap_ms = std::int64_t{30} * 24 * 3600 * 1000;
  };
  // What opening found and did; for the record of it, and for whoever has to be told.
  struct Opening {
    bool begun = false;            // a new log
    bool next_generation = false;  // the log could not be continued
    bool no_signed_state = false;  // there are records, but the signed state was gone
    bool rotated = false;          // new keys were announced
  };

  // Database, keys and clock must outlive the journal, which observes the database's transactions.
  // Begins the log, with a signed empty checkpoint, when the database has none. Else checks, at a
  // cost that does not grow with the log: checkpoint against its signatures, root against
  // checkpoint, newest entries against root, fund total against the last record, and all of it
  // against the signed state. TILLGATE_E_LEDGER when they do not fit, TILLGATE_E_KEY when the keys
  // are another log's. Seals key_rotated when the key folder has new keys that the log does not
  // know. Must not be called inside a transaction.
  static Result<std::unique_ptr<Journal>> open(store::Database& database,
                                               const crypto::KeyFolder& keys, Settings settings,
                                               const Clock& clock);
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  const Opening& opening() const noexcept { return opening_; }
  // Name of the log; another one than the key folder's after a new generation began.
  const std::string& origin() const noexcept { return signers_.origin(); }
  // The keys that sign now, for those who check.
  Result<std::vector<crypto::VerifierKey>> verifier_keys() const;
  // The keys before are not needed any more; crypto::KeyFolder::finish_rotation may destroy them.
  bool rotation_is_over() const;

  // Asked before a step that must not be taken when no record of it could follow: are the keys at
  // hand, and not past their end? TILLGATE_E_KEY. Costs no signature.
  Result<Done> ready_to_seal() const { return signers_.ready(clock_->now()); }

  // Inside an open transaction of the calling thread; after a failure it must be rolled back.
  // A clock that was set since the last record is sealed first, as a record of its own.
  // TILLGATE_E_ARGUMENT, TILLGATE_E_LIMIT: the draft cannot be a record, and nothing was written.
  Result<Sealed> seal(const Draft& draft);

  // The same for several drafts, in order, under one signature: a tree between two of them is never
  // signed. Nothing happens when there are none.
  Result<Done> seal_all(const std::vector<Draft>& drafts);

  // Inside an open transaction: removes what the digests of all records of a subject stand for, and
  // seals that; empty when there is nothing to remove. Once it is committed,
  // store::Database::wipe_deleted makes it final. For a sale of the till: erasure.hpp.
  Result<std::optional<Sealed>> erase(std::string_view subject, const std::string& operator_id);

  // The platform told this time just now; records carry it from then on. Any thread.
  void note_platform_time(UtcMs told);

  // Brings the published folder up to `note`, a checkpoint of this log, or up to the newest one
  // when it is empty; see publication.hpp. Several threads may call; they take turns. Not inside a
  // transaction.
  Result<Done> publish(const std::filesystem::path& folder, const std::string& note = "");

  // The newest checkpoint, a signed note with the lines of the witnesses that cosigned it, to be
  // handed out: what was signed is flushed to the signed state before. TILLGATE_E_INTERNAL inside a
  // transaction, which might be rolled back.
  Result<std::string> checkpoint();
  // What somebody carries home of a record (receipt.hpp), under the newest checkpoint; flushed like
  // that one. TILLGATE_E_ARGUMENT when the log has no such record.
  Result<Receipt> receipt(std::uint64_t index);
  // The record itself, canonical JSON. TILLGATE_E_LEDGER when there is none.
  Result<std::string> entry(std::uint64_t index) const;

  // For witnesses: proofs between sizes of this log, and what came of asking them. Saving needs a
  // transaction.
  StoredHash stored_hash() const { return tables_.stored_hash(); }
  Result<Done> save_cosignature(const Cosignature& cosignature) {
    return tables_.save_cosignature(cosignature);
  }
  Result<std::vector<Cosignature>> cosignatures() const { return tables_.cosignatures(); }
  // A note that checkpoint() gave, with the lines that came since.
  Result<std::string> cosigned(const std::string& note) const {
    return tables_.with_cosignatures(note);
  }
  Result<std::uint64_t> size() const;

  // What a digest of a record stands for; empty when it was erased. TILLGATE_E_LEDGER when what is
  // kept is not what was sealed.
  Result<std::optional<Json>> disclosure(std::uint64_t index, std::string_view name) const;

 private:
  Journal(store::Database& database, const crypto::KeyFolder& keys, Settings settings,
          const Clock& clock);
  Result<Done> check_and_begin();
  Result<Done> begin();
  Result<Done> begin_next_generation(const SignedState::Found& signed_before,
                                     const std::optional<State>& found);
  Result<Done> announce_rotation();
  Result<Done> flush_signed_state(const std::string& note);
  void transaction_ended(store::Database::Outcome outcome);

  Result<State> state() const;
  Result<Done> sign(State& state) const;

  // A draft as what will be written.
  struct TileRoot {
    unsigned level;
    std::uint64_t number;
    Hash hash;
  };
  struct Prepared {
    std::uint64_t index = 0;
    std::string entry;
    Hash leaf{};
    std::string subject;
    Fen fund_total_fen = 0;
    std::vector<std::pair<std::string, Bytes>> disclosures;  // name, sealed
    std::vector<TileRoot> tile_roots;
  };
  Result<Prepared> prepare(const Draft& draft, const State& state) const;
  // Prepares the draft and puts it into the tree of `state`. Writes nothing.
  Result<Prepared> extend(State& state, const Draft& draft) const;
  Result<Done> write(const Prepared& prepared);
  // Under one signature, and not empty; what is answered belongs to the last draft.
  Result<Sealed> append(const std::vector<Draft>& drafts);

  store::Database* database_;
  Tables tables_;
  const crypto::KeyFolder* keys_;
  Signers signers_;
  Settings settings_;
  const Clock* clock_;
  Opening opening_;
  ClockWatch watch_;

  std::optional<std::string> sealed_note_;  // of the transaction under way

  mutable std::mutex signed_state_turn_;
  std::optional<SignedState> signed_state_;
  std::string flushed_note_;
  std::mutex publish_turn_;
};

}  // namespace tillgate::ledger
