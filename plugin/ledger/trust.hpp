// Whom an auditor trusts: keys of logs and of witnesses, and how many witnesses are enough.
//
// A policy file is read line by line; fields are divided by spaces or tabs, # begins a comment
// line:
//
//   log <vkey> [url]
//   witness <name> <vkey> [url]
//   group <name> <k|any|all> <member>…      members: witnesses or groups of earlier lines
//   quorum <name|none>                      exactly one
//
// Source: C2SP tlog-policy. A key stands in one line only, and whoever is a member is one once.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "crypto/note.hpp"
#include "crypto/verifier_key.hpp"
#include "ledger/cosignature.hpp"

namespace tillgate::ledger {

struct TrustedKeys {
  std::vector<crypto::VerifierKey> logs;
  std::vector<WitnessKey> witnesses;
};
// A key of either sort, told apart by its type. TILLGATE_E_KEY.
Result<Done> add_trusted(std::string_view vkey, TrustedKeys& trusted);

// Which trusted keys signed a note, by their places in TrustedKeys.
struct NoteVerdict {
  struct Witness {
    std::size_t place;
    std::uint64_t time_s;
  };
  std::vector<std::size_t> good_logs, bad_logs;
  std::vector<Witness> good_witnesses;
  std::vector<std::size_t> bad_witnesses;
  // One bad line of a trusted key spoils a note.
  bool spoiled() const noexcept { return !bad_logs.empty() || !bad_witnesses.empty(); }
};
Result<NoteVerdict> judge_note(const crypto::Note& note, const TrustedKeys& trusted);

struct TrustPolicy {
  TrustedKeys keys;

  // Whether these witnesses, by place in keys.witnesses, are enough.
  bool quorum_met(const std::set<std::size_t>& witnesses) const;
  // As the file names it; "none" when witnesses are not asked for.
  std::string quorum = "none";

  struct Group {
    std::size_t needed;
    std::vector<std::string> members;
  };
  std::map<std::string, Group> groups;
  std::map<std::string, std::size_t> witness_places;
};
// TILLGATE_E_DOCUMENT when malformed, `where` is the line.
Result<TrustPolicy> parse_trust_policy(std::string_view text);

}  // namespace tillgate::ledger
