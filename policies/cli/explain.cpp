// Why a sale was judged as it was: every finding with its row, its norm, and the facts its rule
// read.
#include <algorithm>

#include "base/bytes.hpp"
#include "policies/cli/sealed_sales.hpp"
#include "policies/engine/engine.hpp"

namespace tillgate::policies {

namespace {

// The columns a rule read, of the rows it could see; of a finding on a line only that line's, where
// the table says which line a row is about.
Json facts_read(const Json& facts, const std::set<std::string>& reads,
                const std::optional<std::int64_t>& line) {
  Json read = Json::object();
  for (const std::string& qualified : reads) {
    const std::size_t dot = qualified.find('.');
    const std::string table = qualified.substr(0, dot), column = qualified.substr(dot + 1);
    const auto rows = facts.find(table);
    if (rows == facts.end()) continue;
    const Json list = rows->is_array() ? *rows : Json::array({*rows});
    Json& kept = read[table];
    if (kept.is_null()) kept = Json::array();
    std::size_t place = 0;
    for (const Json& row : list) {
      if (line && row.contains("line") && row["line"] != *line) continue;
      if (kept.size() == place) kept.push_back(Json::object());
      kept[place++][column] = row.contains(column) ? row[column] : Json();
    }
  }
  return read;
}

struct Explained {
  SealedVerdict sealed;
  std::vector<Finding> findings, shadow;
  Json facts;
};

Json finding_json(const Finding& finding, const Explained& sale, const Engine& engine) {
  Json row = finding.to_json();
  const Rule* const rule = engine.pack().find(finding.rule);
  if (rule != nullptr) row["title"] = rule->title_zh + " / " + rule->title_en;
  row["sealed"] = std::any_of(
      sale.sealed.findings.begin(), sale.sealed.findings.end(),
      [&](const BriefFinding& f) { return f.rule == finding.rule && f.line == finding.line; });
  row["read"] = facts_read(sale.facts, engine.reads(finding.rule), finding.line);
  return row;
}

Json explained_json(const Explained& sale, const Engine& engine) {
  Json findings = Json::array(), shadow = Json::array();
  for (const Finding& finding : sale.findings)
    findings.push_back(finding_json(finding, sale, engine));
  for (const Finding& finding : sale.shadow) shadow.push_back(finding_json(finding, sale, engine));
  return {{"record", sale.sealed.record},  {"kind", sale.sealed.kind},
          {"sale", sale.sealed.sale},      {"at", local_text(sale.sealed.utc)},
          {"sealed", sale.sealed.verdict}, {"findings", std::move(findings)},
          {"shadow", std::move(shadow)}};
}

void tell_finding(const Json& row, std::ostream& out) {
  out << "\n"
      << row["rule"].get<std::string>() << " " << row.value("title", std::string()) << "\n  "
      << row["effect"].get<std::string>() << ", " << row["scope"].get<std::string>()
      << (row.contains("line") ? ", line " + row["line"].dump() : "")
      << (row["sealed"] == true ? "" : ", not in the sealed verdict") << "\n  "
      << row["zh"].get<std::string>() << "\n  " << row["en"].get<std::string>() << "\n  "
      << row["basis"].get<std::string>() << "\n  row: " << row["data"].dump() << "\n";
  for (const auto& [table, rows] : row["read"].items()) {
    out << "  read " << table << ":\n";
    for (const Json& fact : rows) out << "    " << fact.dump() << "\n";
  }
}

void tell_sale(const Json& sale, std::ostream& out) {
  const Json& verdict = sale["sealed"];
  out << sale["sale"].get<std::string>() << ", record " << sale["record"] << ", "
      << sale["at"].get<std::string>() << ", " << sale["kind"].get<std::string>() << "\n"
      << "judged by " << verdict.value("pack", std::string("?")) << " "
      << verdict.value("version", std::int64_t{0}) << ", "
      << verdict.value("standing", std::string("?")) << "\n";
  if (sale["findings"].empty()) out << "no rule had anything to say 无命中\n";
  for (const Json& finding : sale["findings"]) tell_finding(finding, out);
  if (!sale["shadow"].empty()) out << "\nshadow rules 影子规则:\n";
  for (const Json& finding : sale["shadow"]) tell_finding(finding, out);
}

Result<Json> explain_all(const SalesOptions& options, const std::string& key) {
  TILLGATE_TRY(pack, load_packs(options.packs));
  SalesOptions of_sale = options;
  of_sale.filter.code = key;
  Json told = Json::array();
  TILLGATE_CHECK(
      each_sealed_sale(of_sale, Facts::wanted, [&](const SealedSale& found) -> Result<Done> {
        TILLGATE_TRY(sealed, read_verdict(found));
        if (sealed.sale != key) return Done{};
        if (!found.facts)
          return Failure{
              TILLGATE_E_KEY,
              "its facts are not at hand: name the till's keys with --keys, or they were "
              "erased",
              key};
        TILLGATE_TRY(facts, facts_in(*found.facts));
        TILLGATE_TRY(engine,
                     Engine::create(pack, sealed.verdict.value("overrides", Json::object())));
        TILLGATE_TRY(findings, engine->review(facts));
        const Explained sale{std::move(sealed), std::move(findings), engine->last_shadow_findings(),
                             std::move(facts)};
        told.push_back(explained_json(sale, *engine));
        return Done{};
      }));
  if (told.empty()) return Failure{TILLGATE_E_ARGUMENT, "no verdict on such a sale is sealed", key};
  return told;
}

}  // namespace

int explain(const SalesOptions& options, const std::string& sale, const Streams& streams) {
  const auto told = explain_all(options, sale);
  if (!told) return cannot(told.failure(), streams);
  if (options.json) {
    *streams.out << told->dump(2) << "\n";
    return all_right;
  }
  for (const Json& one : *told) tell_sale(one, *streams.out);
  return all_right;
}

}  // namespace tillgate::policies
