#include "policies/cli/sealed_sales.hpp"

#include <algorithm>

#include "auditor/record_source.hpp"
#include "auditor/verbs.hpp"
#include "base/bytes.hpp"
#include "ledger/disclosure.hpp"
#include "ledger/record.hpp"

namespace tillgate::policies {

namespace {

void put_in_order(BriefFindings& findings) {
  std::sort(findings.begin(), findings.end());
  findings.erase(std::unique(findings.begin(), findings.end()), findings.end());
}

}  // namespace

std::string BriefFinding::text() const {
  return rule + (line ? " line " + std::to_string(*line) : "") + " (" +
         std::string(name_of(effect)) + ")";
}

Json BriefFinding::to_json() const {
  Json row = {{"rule", rule}, {"effect", name_of(effect)}};
  if (line) row["line"] = *line;
  return row;
}

BriefFindings brief(const std::vector<Finding>& findings) {
  BriefFindings out;
  out.reserve(findings.size());
  for (const Finding& finding : findings)
    out.push_back({finding.rule, finding.effect, finding.line});
  put_in_order(out);
  return out;
}

BriefFindings brief(const Json& sealed) {
  BriefFindings out;
  out.reserve(sealed.size());
  for (const Json& row : sealed) {
    const auto effect = effect_named(row.value("effect", std::string()));
    BriefFinding finding{row.value("rule", std::string("?")), effect.value_or(Effect::block), {}};
    if (row.contains("line")) finding.line = row.value("line", std::int64_t{0});
    out.push_back(std::move(finding));
  }
  put_in_order(out);
  return out;
}

Result<SealedVerdict> read_verdict(const SealedSale& sale) {
  TILLGATE_TRY(record, ledger::read_record(sale.entry));
  TILLGATE_TRY(body, parse_json(record.body));
  SealedVerdict sealed;
  sealed.record = sale.record;
  sealed.utc = record.utc;
  sealed.kind = record.kind;
  sealed.sale = body.value("sale", std::string());
  sealed.verdict = body.value("verdict", Json::object());
  sealed.findings = brief(sealed.verdict.value("findings", Json::array()));
  sealed.shadow = brief(sealed.verdict.value("shadow", Json::array()));
  return sealed;
}

Result<Done> each_sealed_sale(const SalesOptions& options, Facts facts,
                              const std::function<Result<Done>(SealedSale)>& visit) {
  const auditor::Streams quiet{nullptr, nullptr};
  TILLGATE_TRY(filter, auditor::RecordFilter::of(options.filter));
  TILLGATE_TRY(source, auditor::RecordSource::open(options.source));
  TILLGATE_TRY(disclosures, auditor::Disclosures::open(options.disclosures, *source, quiet));
  Result<Done> went = Done{};
  const auto one = [&](std::uint64_t index, std::string_view entry) -> Result<Done> {
    if (entry.find("\"verdict\":{") == std::string_view::npos) return Done{};
    const auto record = ledger::read_record(entry);
    if (!record) return Done{};
    SealedSale sale{index, std::string(entry), std::nullopt};
    if (facts == Facts::wanted) {
      TILLGATE_TRY(digests, parse_json(record->digests));
      TILLGATE_TRY(text, disclosures.text(index, "facts", digests));
      sale.facts = std::move(text);
    }
    return visit(std::move(sale));
  };
  TILLGATE_CHECK(
      source->each(0, source->checkpoint().size, [&](std::uint64_t index, ByteView entry) {
        if (filter.passes(entry)) went = one(index, as_text(entry));
        return went.ok();
      }));
  return went;
}

Result<Json> facts_in(const std::string& disclosure) {
  TILLGATE_TRY(parsed, ledger::parse_disclosure(disclosure));
  return std::move(parsed.value);
}

}  // namespace tillgate::policies
