#include "ledger/verify.hpp"

#include <algorithm>

#include "auditor/output.hpp"
#include "auditor/program.hpp"
#include "auditor/verbs.hpp"
#include "base/text.hpp"
#include "crypto/key_folder.hpp"

namespace tillgate::auditor {

namespace {

// A verifier key, or a file of them.
Result<std::vector<crypto::VerifierKey>> keys_given(const std::string& text) {
  auto key = crypto::parse_vkey(text);
  std::vector<crypto::VerifierKey> keys;
  if (key) {
    keys.push_back(std::move(key).value());
    return keys;
  }
  std::error_code failed;
  if (std::filesystem::is_regular_file(path_from_utf8(text), failed))
    return crypto::KeyFolder::load_public(path_from_utf8(text));
  return Failure{TILLGATE_E_ARGUMENT,
                 "neither a verifier key nor a file of them (" + key.failure().detail + ")", text};
}

Result<ledger::Report> check(const VerifyOptions& options) {
  std::vector<crypto::VerifierKey> trusted;
  for (const std::string& text : options.keys) {
    TILLGATE_TRY(keys, keys_given(text));
    std::move(keys.begin(), keys.end(), std::back_inserter(trusted));
  }
  return ledger::verify_folder(path_from_utf8(options.folder), trusted);
}

const char* standing(const ledger::Report& report, crypto::Algorithm algorithm) {
  const auto& verified = report.verified;
  return std::find(verified.begin(), verified.end(), algorithm) != verified.end() ? " ok"
                                                                                  : " not checked";
}

void list(const std::vector<ledger::Finding>& findings, std::uint64_t not_kept, const char* label,
          std::ostream& err) {
  for (const ledger::Finding& finding : findings) err << label << finding_line(finding) << "\n";
  if (not_kept != 0) err << label << "and " << not_kept << " more\n";
}

}  // namespace

int verify(const VerifyOptions& options, const Streams& streams) {
  const auto report = check(options);
  if (!report) return report_failure(report.failure(), streams);
  list(report->remarks(), report->remarks_not_kept(), "remark: ", *streams.err);
  list(report->problems(), report->problems_not_kept(), "", *streams.err);
  if (!report->good()) {
    const std::uint64_t count = report->problems().size() + report->problems_not_kept();
    *streams.err << "NOT verified 校验未通过: " << count
                 << (report->full() ? " problems or more"
                     : count == 1   ? " problem"
                                    : " problems")
                 << "\n";
    return exit_problems;
  }
  *streams.out << "verified: " << report->size << " records, root " << to_hex(report->root)
               << ", SM2" << standing(*report, crypto::Algorithm::sm2_sm3) << ", Ed25519"
               << standing(*report, crypto::Algorithm::ed25519) << "\n";
  return exit_good;
}

}  // namespace tillgate::auditor
