#include "checkout/policy_change.hpp"

#include <algorithm>

#include "base/os/file.hpp"
#include "base/text.hpp"
#include "checkout/records.hpp"
#include "checkout/till.hpp"
#include "policies/engine/lint.hpp"
#include "policies/engine/manifest.hpp"
#include "policies/engine/scenario.hpp"
#include "policies/engine/signed_pack.hpp"

namespace tillgate::checkout {

namespace {

Failure refused(std::string what, std::string where) {
  return {TILLGATE_E_POLICY, std::move(what), std::move(where)};
}
Failure refused(const policies::Problem& problem, const std::string& pack) {
  return refused(problem.what, pack + "/" + problem.place());
}

// The packs as they would run, and what they showed when they were tried.
struct Candidate {
  std::shared_ptr<Rules> rules;
  std::size_t scenarios = 0;
};

// Lint, then the pack's own scenarios, on top of the packs above it.
Result<policies::Pack> prove(const PackRow& row, const policies::Pack* above,
                             const Deadline& deadline, std::size_t& scenarios) {
  TILLGATE_TRY(files, files_of(row));
  TILLGATE_TRY(linted, policies::lint(files, above));
  if (!linted.problems.empty()) return refused(linted.problems.front(), row.id);
  TILLGATE_TRY(pack, policies::Pack::from_files(std::move(files), above));
  TILLGATE_TRY(report, policies::run_scenarios(pack, [&] { return !deadline.passed(); }));
  if (!report.problems.empty()) return refused(report.problems.front(), row.id);
  scenarios += report.scenarios;
  return pack;
}

// `changed` in its place among the packs that run. It and all packs below it are proved.
Result<Candidate> candidate(const Till& till, const PackRow& changed, const Deadline& deadline) {
  const auto now = rules_in_force(till);
  TILLGATE_TRY(files, files_of(changed));
  policies::Problems problems;
  const policies::PackLayer own = policies::read_manifest(files, problems);
  if (!problems.empty()) return refused(problems.front(), changed.id);
  if (own.id != changed.id || own.version != changed.version)
    return refused("the manifest is another pack's", changed.id + "/pack.json");
  if (!own.in_force(local_day(till.clock->now())))
    return refused("is not in force today", changed.id + "/pack.json");
  std::vector<PackRow> packs;
  bool placed = false;
  for (std::size_t i = 0; i < now->packs().size(); ++i) {
    const PackRow& running = now->packs()[i];
    const policies::Layer layer = now->pack().layers[i].layer;
    if (layer == own.layer && running.id != changed.id)
      return refused("the " + std::string(policies::name_of(layer)) + " pack here is " + running.id,
                     changed.id + "/pack.json");
    if (!placed && layer >= own.layer) {
      packs.push_back(changed);
      placed = true;
    }
    if (running.id != changed.id) packs.push_back(running);
  }
  if (!placed) packs.push_back(changed);

  Candidate found;
  std::optional<policies::Pack> above;
  bool touched = false;
  for (const PackRow& row : packs) {
    touched = touched || row.id == changed.id;
    const policies::Pack* const upper = above ? &*above : nullptr;
    if (touched) {
      TILLGATE_TRY(pack, prove(row, upper, deadline, found.scenarios));
      above = std::move(pack);
    } else {
      TILLGATE_TRY(same, files_of(row));
      TILLGATE_TRY(pack, policies::Pack::from_files(std::move(same), upper));
      above = std::move(pack);
    }
  }
  TILLGATE_TRY(rules, Rules::create(std::move(packs), till.configuration.rule_parameters));
  found.rules = std::move(rules);
  return found;
}

enum class Way { install, roll_back };

// One transaction: rows, mark and record. The rules in memory follow once it is certain.
Result<Json> put_in_force(Till& till, Candidate next, const PackRow& changed, Way way,
                          const Json& document) {
  const auto before = rules_in_force(till);
  const PackRow* const former = before->find(changed.id);
  const PackIdentity& identity = next.rules->identity();
  const UtcMs now = till.clock->now();
  ledger::Draft draft = policy_record(identity, next.rules->parameters());
  draft.operator_id = document.at("operator").at("id");
  draft.body["changed"] = {
      {"pack", changed.id}, {"version", changed.version}, {"digest", changed.digest}};
  if (former != nullptr)
    draft.body["former"] = {{"version", former->version}, {"digest", former->digest}};
  draft.body["signers"] = changed.signers;
  if (way == Way::roll_back) draft.body["rolled_back"] = true;
  add_reason(draft, document.value("reason", std::string()));

  TILLGATE_TRY(transaction, store::Transaction::begin(*till.database));
  for (const PackRow& row : before->packs()) {
    TILLGATE_CHECK(till.packs->keep(row, now));
    TILLGATE_CHECK(till.packs->activate(row.id, row.version));
  }
  TILLGATE_CHECK(till.packs->keep(changed, now));
  TILLGATE_CHECK(till.packs->activate(changed.id, changed.version));
  TILLGATE_CHECK(note_rules(till, identity));
  TILLGATE_TRY(sealed, till.journal->seal(draft));
  TILLGATE_CHECK(transaction.commit());
  Json answer = {{"installed", true},
                 {"pack", changed.id},
                 {"version", changed.version},
                 {"digest", identity.digest},
                 {"former", former != nullptr ? Json(former->version) : Json()},
                 {"signers", changed.signers},
                 {"rules", next.rules->pack().rules.size()},
                 {"scenarios", next.scenarios},
                 {"record", sealed.index}};
  put_rules(till, std::move(next.rules));
  return answer;
}

Result<PackRow> signed_file(const Till& till, const std::string& name) {
  if (till.configuration.policy_keys.empty())
    return Failure{TILLGATE_E_CONFIG, "the configuration names no keys to trust", "policy_keys"};
  TILLGATE_TRY(trusted, crypto::KeyFolder::load_public(till.configuration.policy_keys));
  TILLGATE_TRY(
      file, os::read_file(path_from_utf8(name), policies::max_pack_file_bytes, TILLGATE_E_POLICY));
  TILLGATE_TRY(pack, policies::read_signed_pack(as_text(file), trusted));
  PackRow row;
  row.id = pack.id;
  row.version = pack.version;
  row.digest = to_hex(pack.digest);
  row.signers = pack.signers;
  row.file = as_text(file);
  return row;
}

}  // namespace

Result<Json> install_pack(Till& till, const Json& document, const Deadline& deadline) {
  TILLGATE_TRY(row, signed_file(till, document.at("file")));
  const auto now = rules_in_force(till);
  const PackRow* const running = now->find(row.id);
  const std::string place = row.id + " " + std::to_string(row.version);
  if (running != nullptr && running->version > row.version)
    return refused("is older than version " + std::to_string(running->version) +
                       ", which runs; going back is tillgate_policy_rollback",
                   place);
  TILLGATE_TRY(kept, till.packs->find(row.id, row.version));
  const bool runs = running != nullptr && running->version == row.version;
  const std::string* const known = runs ? &running->digest : kept ? &kept->digest : nullptr;
  if (known != nullptr && *known != row.digest)
    return refused("this version is here already with other content: raise the version", place);
  if (runs)
    return Json{{"installed", false},
                {"pack", row.id},
                {"version", row.version},
                {"digest", now->identity().digest},
                {"former", row.version},
                {"signers", row.signers},
                {"rules", now->pack().rules.size()},
                {"scenarios", 0},
                {"record", Json()}};
  TILLGATE_TRY(next, candidate(till, row, deadline));
  return put_in_force(till, std::move(next), row, Way::install, document);
}

Result<Json> roll_back_pack(Till& till, const Json& document, const Deadline& deadline) {
  const std::string id = document.at("pack");
  const std::int64_t version = document.at("version");
  const std::string place = id + " " + std::to_string(version);
  const auto now = rules_in_force(till);
  const PackRow* const running = now->find(id);
  if (running == nullptr) return refused("no such pack runs here", place);
  if (version >= running->version)
    return refused("is not before version " + std::to_string(running->version) + ", which runs",
                   place);
  TILLGATE_TRY(row, till.packs->find(id, version));
  if (!row) return refused("was never in force here", place);
  TILLGATE_TRY(next, candidate(till, *row, deadline));
  return put_in_force(till, std::move(next), *row, Way::roll_back, document);
}

}  // namespace tillgate::checkout
