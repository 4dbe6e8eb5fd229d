#include "ledger/verify.hpp"

#include <algorithm>

#include "auditor/output.hpp"
#include "auditor/program.hpp"
#include "auditor/progress.hpp"
#include "auditor/verbs.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

namespace tillgate::auditor {

namespace {

Result<ledger::Report> check(const VerifyOptions& options, const Streams& streams) {
  TILLGATE_TRY(demands, demands_of(options.trust));
  TILLGATE_TRY(source, open_published({options.source, options.trust.ca}));
  ProgressBar bar(streams.progress, "verify 核查");
  return ledger::verify_log(*source, demands, bar.reporter());
}

bool has(const ledger::Report& report, crypto::Algorithm algorithm) {
  return std::find(report.verified.begin(), report.verified.end(), algorithm) !=
         report.verified.end();
}

const char* standing(const ledger::Report& report, crypto::Algorithm algorithm) {
  return has(report, algorithm) ? " ok" : " not checked";
}

Json json_of(const ledger::Finding& finding) {
  return {{"fault", std::string(ledger::fault_name(finding.fault))},
          {"record", finding.record ? Json(*finding.record) : Json()},
          {"place", finding.place},
          {"detail", finding.detail},
          {"en", std::string(ledger::fault_en(finding.fault))},
          {"zh", std::string(ledger::fault_zh(finding.fault))}};
}

Json json_of(const ledger::Report& report) {
  Json document = {{"good", report.good()},
                   {"origin", report.origin},
                   {"size", report.size},
                   {"root", to_hex(report.root)},
                   {"ed25519", has(report, crypto::Algorithm::ed25519)},
                   {"sm2", has(report, crypto::Algorithm::sm2_sm3)},
                   {"continued", report.continued},
                   {"cosigned", Json::array()},
                   {"problems", Json::array()},
                   {"problems_not_listed", report.problems_not_kept()},
                   {"remarks", Json::array()},
                   {"remarks_not_listed", report.remarks_not_kept()}};
  for (const auto& cosigned : report.cosigned)
    document["cosigned"].push_back({{"witness", cosigned.witness}, {"time", cosigned.time_s}});
  for (const auto& finding : report.problems()) document["problems"].push_back(json_of(finding));
  for (const auto& finding : report.remarks()) document["remarks"].push_back(json_of(finding));
  return document;
}

void list(const std::vector<ledger::Finding>& findings, std::uint64_t not_kept, const char* label,
          std::ostream& err) {
  for (const ledger::Finding& finding : findings) err << label << finding_line(finding) << "\n";
  if (not_kept != 0) err << label << "and " << not_kept << " more\n";
}

void print_good(const ledger::Report& report, std::ostream& out) {
  for (const auto& cosigned : report.cosigned)
    out << "cosigned 见证: " << printable(cosigned.witness) << "\n";
  if (report.manifest == ledger::Report::ManifestIs::signed_by_log)
    out << "manifest signed 清单已签名\n";
  if (report.continued != 0)
    out << "continues 延续: " << report.continued << " earlier checkpoints\n";
  out << "verified: " << report.size << " records, root " << to_hex(report.root) << ", SM2"
      << standing(report, crypto::Algorithm::sm2_sm3) << ", Ed25519"
      << standing(report, crypto::Algorithm::ed25519) << "\n";
}

}  // namespace

int verify(const VerifyOptions& options, const Streams& streams) {
  const auto report = check(options, streams);
  if (!report) return report_failure(report.failure(), streams);
  if (options.json) {
    *streams.out << json_of(*report).dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
    return report->good() ? exit_good : exit_problems;
  }
  list(report->remarks(), report->remarks_not_kept(), "remark: ", *streams.err);
  list(report->problems(), report->problems_not_kept(), "", *streams.err);
  if (report->good()) {
    print_good(*report, *streams.out);
    return exit_good;
  }
  const std::uint64_t count = report->problems().size() + report->problems_not_kept();
  *streams.err << "NOT verified 校验未通过: " << count
               << (report->full() ? " problems or more"
                   : count == 1   ? " problem"
                                  : " problems")
               << "\n";
  return exit_problems;
}

}  // namespace tillgate::auditor
