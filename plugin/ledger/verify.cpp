#include "ledger/verify.hpp"

#include <algorithm>
#include <system_error>

#include "base/text.hpp"
#include "crypto/note.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/published_files.hpp"
#include "ledger/record_check.hpp"
#include "ledger/tree_check.hpp"

namespace tillgate::ledger {

namespace {

std::string key_text(const crypto::VerifierKey& key) {
  return key.name + "+" + to_hex(key.id);
}

// Reads the checkpoint into the report and checks its signatures. False: there is nothing to
// compare the records with.
Result<bool> check_checkpoint(PublishedFiles& files,
                              const std::vector<crypto::VerifierKey>& trusted, Report& report) {
  const auto content = files.checkpoint();
  if (!content) return false;
  const auto note = crypto::parse_note(as_text(*content));
  const auto checkpoint =
      note ? parse_checkpoint_text(note->text) : Result<Checkpoint>(note.failure());
  if (!checkpoint) {
    const Failure& why = checkpoint.failure();
    report.problem({Fault::checkpoint_malformed,
                    {},
                    "checkpoint",
                    why.detail + (why.where.empty() ? "" : ", " + why.where)});
    return false;
  }
  report.origin = checkpoint->origin;
  report.size = checkpoint->size;
  report.root = checkpoint->root;
  TILLGATE_TRY(check, crypto::check_note(*note, trusted));
  for (std::size_t i = 0; i < trusted.size(); ++i) {
    const auto listed = [&](const std::vector<std::size_t>& list) {
      return std::find(list.begin(), list.end(), i) != list.end();
    };
    if (trusted[i].name != report.origin) {
      report.problem({Fault::origin_differs, {}, key_text(trusted[i]), printable(report.origin)});
    } else if (listed(check.bad)) {
      report.problem({Fault::signature_bad, {}, key_text(trusted[i]), ""});
    } else if (!listed(check.good)) {
      report.problem({Fault::signature_missing, {}, key_text(trusted[i]), ""});
    } else {
      report.verified.push_back(trusted[i].key.algorithm());
    }
  }
  return true;
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

Result<Report> verify_tree(const std::filesystem::path& folder,
                           const std::vector<crypto::VerifierKey>& trusted,
                           const EntryVisitor& visit) {
  if (trusted.empty())
    return Failure{TILLGATE_E_ARGUMENT, "a log is checked with at least one trusted key", "key"};
  std::error_code failed;
  if (!std::filesystem::is_directory(folder, failed))
    return Failure{TILLGATE_E_ARGUMENT, "there is no such folder", utf8_from_path(folder)};
  Report report;
  PublishedFiles files(folder, report);
  TILLGATE_TRY(comparable, check_checkpoint(files, trusted, report));
  if (comparable) {
    TreeCheck(files, visit, report).run();
    if (!report.full()) files.check_surplus(report.size);
  }
  return report;
}

Result<Report> verify_folder(const std::filesystem::path& folder,
                             const std::vector<crypto::VerifierKey>& trusted) {
  RecordCheck records;
  return verify_tree(folder, trusted, [&](std::uint64_t index, ByteView entry, Report& report) {
    records.entry(index, entry, report);
  });
}

}  // namespace tillgate::ledger
