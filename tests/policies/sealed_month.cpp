#include "sealed_month.hpp"

#include <fstream>

#include "base/bytes.hpp"
#include "base/time.hpp"
#include "pack.hpp"

namespace tillgate::test {

namespace {

constexpr std::int64_t day_ms = 86'400'000;

Json brief(const std::vector<policies::Finding>& findings) {
  Json rows = Json::array();
  for (const policies::Finding& finding : findings) {
    Json row = {{"rule", finding.rule}, {"effect", policies::name_of(finding.effect)}};
    if (finding.line) row["line"] = *finding.line;
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

SealedMonth::SealedMonth(policies::Pack pack, const std::string& first_day)
    : engine_(policies::Engine::create(std::move(pack), Json::object()).value()),
      base_(clean_facts()) {
  till_.clock.set(utc_of_local_text(first_day + " 10:15:00").value());
}

void SealedMonth::sell(const std::string& key, const Json& changes) {
  Json facts = base_;
  // The whole basket moves to the day: prescriptions and checks are as old as they were.
  const std::int64_t shift = till_.clock.now() - facts.at("sale").at("now_ms").get<std::int64_t>();
  for (const char* place : {"/sale/now_ms", "/person/verified_ms", "/prescription/0/issued_ms",
                            "/prescription/0/reviewed_ms"}) {
    Json& at = facts[Json::json_pointer(place)];
    at = at.get<std::int64_t>() + shift;
  }
  facts["prescription"][0].erase("valid_until_day");
  facts["past_person"] = facts["past_buyer"] = facts["past_till"] = Json::array();
  for (const auto& [place, value] : changes.items()) facts[Json::json_pointer(place)] = value;
  const auto findings = engine_->review(facts);
  REQUIRE(findings.ok());
  ledger::Draft draft;
  draft.kind = "sale_settled";
  draft.operator_id = "C001";
  draft.subject = key;
  const policies::PackLayer& pack = engine_->pack().own();
  draft.body = {{"sale", key},
                {"verdict",
                 {{"standing", "pass"},
                  {"pack", pack.id},
                  {"version", pack.version},
                  {"pack_digest", to_hex(engine_->pack().digest)},
                  {"findings", brief(*findings)}}}};
  if (!engine_->last_shadow_findings().empty())
    draft.body["verdict"]["shadow"] = brief(engine_->last_shadow_findings());
  draft.disclosures = {{"facts", std::move(facts)}};
  till_.seal(draft);
  till_.clock.advance(60'000);
}

void SealedMonth::next_day() {
  const UtcMs now = till_.clock.now();
  const UtcMs morning = utc_of_local_text(local_date(now + day_ms) + " 10:15:00").value();
  till_.clock.advance(morning - now);
}

void SealedMonth::close() {
  till_.journal.reset();
  till_.database.reset();
}

std::string national_pack_with(const std::filesystem::path& folder, const Json& changes) {
  std::filesystem::copy(national_pack_folder(), folder, std::filesystem::copy_options::recursive);
  auto files = policies::read_pack_folder(folder).value();
  Json manifest = Json::parse(files["pack.json"]);
  manifest.update(changes);
  std::ofstream(folder / "pack.json") << manifest.dump(1);
  return folder.string();
}

}  // namespace tillgate::test
