#include "checkout/scanner_setup.hpp"

#include "base/text.hpp"
#include "scanner/setup/check.hpp"

namespace tillgate::checkout {

Json scanner_report(const Json& check) {
  std::array<std::string_view, scanner::test_code_count> received;
  for (std::size_t i = 0; i < received.size(); ++i)
    received[i] = check.at("received").at(i).get_ref<const std::string&>();
  const scanner::SetupReport report = scanner::check_scanner(received);
  Json findings = Json::array();
  for (const scanner::SetupFinding& finding : report.findings) {
    Json seen_on = Json::array();
    for (const std::size_t code : finding.seen_on) seen_on.push_back(code + 1);
    findings.push_back({{"id", finding.id},
                        {"blocks", finding.blocks},
                        {"seen_on", std::move(seen_on)},
                        {"zh", finding.zh},
                        {"en", finding.en},
                        {"next_zh", finding.next_zh},
                        {"next_en", finding.next_en}});
  }
  // The stranger may be a byte of a character that was cut.
  const bool text = is_utf8(report.separator_seen);
  return {{"usable", report.usable},
          {"separator_seen", text ? report.separator_seen : std::string("?")},
          {"findings", std::move(findings)}};
}

}  // namespace tillgate::checkout
