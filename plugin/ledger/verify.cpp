#include "ledger/verify.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "crypto/note.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/earlier_check.hpp"
#include "ledger/published_files.hpp"
#include "ledger/record_check.hpp"
#include "ledger/tree_check.hpp"

namespace tillgate::ledger {

namespace {

std::string key_text(const crypto::VerifierKey& key) {
  return key.name + "+" + to_hex(key.id);
}

// What a report needs to be compared with.
struct Opened {
  crypto::Note note;
  NoteVerdict verdict;
};

// Reads the checkpoint into the report and judges its lines. Empty: there is nothing to compare the
// records with.
Result<std::optional<Opened>> open_checkpoint(PublishedFiles& files, const TrustedKeys& trusted,
                                              Report& report) {
  const auto content = files.checkpoint();
  if (!content) return std::optional<Opened>();
  auto note = crypto::parse_note(as_text(*content));
  const auto checkpoint =
      note ? parse_checkpoint_text(note->text) : Result<Checkpoint>(note.failure());
  if (!checkpoint) {
    const Failure& why = checkpoint.failure();
    report.problem({Fault::checkpoint_malformed,
                    {},
                    "checkpoint",
                    why.detail + (why.where.empty() ? "" : ", " + why.where)});
    return std::optional<Opened>();
  }
  report.origin = checkpoint->origin;
  report.size = checkpoint->size;
  report.root = checkpoint->root;
  TILLGATE_TRY(verdict, judge_note(*note, trusted));
  return std::optional<Opened>(Opened{std::move(note).value(), std::move(verdict)});
}

bool lists(const std::vector<std::size_t>& list, std::size_t place) {
  return std::find(list.begin(), list.end(), place) != list.end();
}

// The log's own signatures. `each`: every trusted key must have signed; otherwise one is enough.
void check_log_keys(const std::vector<crypto::VerifierKey>& trusted, const NoteVerdict& verdict,
                    bool each, Report& report) {
  for (std::size_t i = 0; i < trusted.size(); ++i) {
    const bool own = trusted[i].name == report.origin;
    if (own && lists(verdict.bad_logs, i)) {
      report.problem({Fault::signature_bad, {}, key_text(trusted[i]), ""});
    } else if (own && lists(verdict.good_logs, i)) {
      report.verified.push_back(trusted[i].key.algorithm());
    } else if (each) {
      report.problem({own ? Fault::signature_missing : Fault::origin_differs,
                      {},
                      key_text(trusted[i]),
                      own ? "" : printable(report.origin)});
    }
  }
  if (!each && report.verified.empty())
    report.problem({Fault::signature_missing, {}, "policy", printable(report.origin)});
}

void check_witnesses(const Demands& demands, const TrustedKeys& trusted, const NoteVerdict& verdict,
                     Report& report) {
  for (const std::size_t place : verdict.bad_witnesses)
    report.problem({Fault::cosignature_bad, {}, printable(trusted.witnesses[place].name), ""});
  std::set<std::size_t> good;
  for (const NoteVerdict::Witness& witness : verdict.good_witnesses) {
    good.insert(witness.place);
    report.cosigned.push_back({trusted.witnesses[witness.place].name, witness.time_s});
  }
  const bool enough =
      demands.policy ? demands.policy->quorum_met(good) : good.size() == trusted.witnesses.size();
  if (!enough)
    report.problem({Fault::quorum_missing,
                    {},
                    demands.policy ? "quorum " + printable(demands.policy->quorum) : "checkpoint",
                    std::to_string(good.size()) + " of " +
                        std::to_string(trusted.witnesses.size()) + " witnesses"});
}

}  // namespace

void Report::problem(Finding finding) {
  if (problems_.size() < max_findings) {
    problems_.push_back(std::move(finding));
  } else {
    ++problems_not_kept_;
  }
}

void Report::remark(Finding finding) {
  if (remarks_.size() < max_findings) {
    remarks_.push_back(std::move(finding));
  } else {
    ++remarks_not_kept_;
  }
}

Result<Report> verify_log(const LogSource& source, const Demands& demands,
                          const EntryVisitor& visit, const Progress& progress) {
  const TrustedKeys& trusted = demands.policy ? demands.policy->keys : demands.keys;
  if (trusted.logs.empty())
    return Failure{TILLGATE_E_ARGUMENT, "a log is checked with at least one trusted key", "key"};
  Report report;
  PublishedFiles files(source, report);
  TILLGATE_TRY(opened, open_checkpoint(files, trusted, report));
  if (!opened) return report;
  check_log_keys(trusted.logs, opened->verdict, !demands.policy, report);
  check_witnesses(demands, trusted, opened->verdict, report);
  TILLGATE_TRY(earlier, EarlierCheck::open(demands, trusted, report));
  TreeCheck tree(files, visit, report, progress);
  tree.watch(earlier.sizes());
  tree.run();
  earlier.compare(tree);
  if (!report.full()) {
    TILLGATE_CHECK(files.check_manifest(trusted));
    files.check_surplus(report.size);
  }
  return report;
}

Result<Report> verify_log(const LogSource& source, const Demands& demands,
                          const Progress& progress) {
  RecordCheck records;
  return verify_log(
      source, demands,
      [&](std::uint64_t index, ByteView entry, Report& report) {
        records.entry(index, entry, report);
      },
      progress);
}

namespace {

// Keys cannot be copied; their text can be read again.
Result<Demands> demands_of(const std::vector<crypto::VerifierKey>& trusted) {
  Demands demands;
  for (const crypto::VerifierKey& key : trusted)
    TILLGATE_CHECK(add_trusted(crypto::vkey_text(key.name, key.key), demands.keys));
  return demands;
}

}  // namespace

Result<Report> verify_tree(const std::filesystem::path& folder,
                           const std::vector<crypto::VerifierKey>& trusted,
                           const EntryVisitor& visit) {
  TILLGATE_TRY(demands, demands_of(trusted));
  TILLGATE_TRY(source, open_log_source(folder));
  return verify_log(*source, demands, visit);
}

Result<Report> verify_folder(const std::filesystem::path& folder,
                             const std::vector<crypto::VerifierKey>& trusted) {
  TILLGATE_TRY(demands, demands_of(trusted));
  TILLGATE_TRY(source, open_log_source(folder));
  return verify_log(*source, demands);
}

}  // namespace tillgate::ledger
