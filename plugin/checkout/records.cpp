#include "checkout/records.hpp"

namespace tillgate::checkout {

namespace {

Json lines_of(const SaleDocument& sale) {
  Json lines = Json::array();
  for (const Line& line : sale.lines) {
    Json codes = Json::array();
    for (const ScannedCode& code : line.codes) codes.push_back(code.code);
    Json row = {{"line", line.number},
                {"sku", line.product.sku},
                {"milli", line.quantity_milli},
                {"fen", line.total_fen},
                {"pay", line.pay == Pay::fund ? "fund" : "self"},
                {"codes", codes}};
    if (line.product.insurance_code) row["insurance_code"] = *line.product.insurance_code;
    if (line.moved) row["moved"] = *line.moved;
    lines.push_back(std::move(row));
  }
  return lines;
}

Json brief(const policies::Finding& finding) {
  Json row = {{"rule", finding.rule}, {"effect", std::string(policies::name_of(finding.effect))}};
  if (finding.line) row["line"] = *finding.line;
  return row;
}

}  // namespace

Json to_json(const Amounts& amounts) {
  return {{"total_fen", amounts.total_fen},
          {"fund_fen", amounts.fund_fen},
          {"account_fen", amounts.account_fen},
          {"cash_fen", amounts.cash_fen}};
}

ledger::Draft sale_record(const std::string& kind, const SaleDocument& sale) {
  ledger::Draft draft;
  draft.kind = kind;
  draft.operator_id = sale.operator_id;
  draft.subject = sale.key;
  draft.body = {{"sale", sale.key}, {"lines", lines_of(sale)}};
  if (sale.person) draft.disclosures.push_back({"person", identity::to_json(*sale.person)});
  if (sale.agent) {
    draft.body["agent"] = true;
    draft.disclosures.push_back({"agent", identity::to_json(*sale.agent)});
  }
  if (!sale.prescriptions.empty())
    draft.disclosures.push_back({"prescriptions", Json(sale.prescriptions)});
  return draft;
}

void add_verdict(ledger::Draft& draft, const SaleDocument& sale, const Verdict& verdict) {
  const PackIdentity& pack = verdict.pack;
  Json findings = Json::array();
  Json words = Json::array();
  for (const policies::Finding& finding : verdict.findings) {
    Json row = brief(finding);
    if (const Override* word = lifting(sale, finding)) {
      row["lifted_by"] = word->by;
      row["role"] = word->role;
      words.push_back({{"rule", finding.rule}, {"by", word->by}, {"reason", word->reason}});
    }
    findings.push_back(std::move(row));
  }
  draft.body["verdict"] = {{"standing", standing(verdict, sale)},
                           {"basket", verdict.basket},
                           {"pack", pack.id},
                           {"version", pack.version},
                           {"pack_digest", pack.digest},
                           {"findings", findings}};
  if (!pack.parameters.empty()) draft.body["verdict"]["overrides"] = pack.parameters;
  if (!pack.layers.empty()) draft.body["verdict"]["layers"] = pack.layers;
  if (!verdict.shadow.empty()) {
    Json shadow = Json::array();
    for (const policies::Finding& finding : verdict.shadow) shadow.push_back(brief(finding));
    draft.body["verdict"]["shadow"] = std::move(shadow);
  }
  if (!verdict.facts.is_null()) draft.disclosures.push_back({"facts", verdict.facts});
  if (!words.empty()) draft.disclosures.push_back({"overrides", words});
}

void add_settlement(ledger::Draft& draft, const Amounts& amounts,
                    const std::optional<std::string>& settlement_id,
                    const std::optional<std::string>& message_id) {
  draft.body["amounts"] = to_json(amounts);
  if (settlement_id) draft.body["settlement"] = *settlement_id;
  if (message_id) draft.body["message"] = *message_id;
  // What the insurance paid, from either pot: the running total of the log shows when a record is
  // missing.
  draft.fund_fen = amounts.fund_fen + amounts.account_fen;
}

void add_authorisation(ledger::Draft& draft, const std::string& authorisation,
                       const Json& differences) {
  draft.body["authorisation"] = authorisation;
  draft.body["told_by"] = "register";
  Json rows = Json::array();
  for (const Json& one : differences)
    rows.push_back(
        {{"kind", one.at("kind")}, {"ours", one.at("ours")}, {"theirs", one.at("theirs")}});
  if (!rows.empty()) draft.body["differences"] = std::move(rows);
}

void add_cameras(ledger::Draft& draft, const std::vector<Camera>& cameras, UtcMs from, UtcMs to) {
  if (cameras.empty()) return;
  Json rows = Json::array();
  for (const Camera& camera : cameras)
    rows.push_back({{"device", camera.device},
                    {"from", utc_text(from - camera.before_ms)},
                    {"to", utc_text(to + camera.after_ms)}});
  draft.body["cameras"] = std::move(rows);
}

ledger::Draft policy_record(const PackIdentity& pack, const Json& parameters) {
  ledger::Draft draft;
  draft.kind = "policy_activated";
  draft.body = {{"pack", pack.id},
                {"version", pack.version},
                {"pack_digest", pack.digest},
                {"parameters", parameters}};
  if (!pack.layers.empty()) draft.body["layers"] = pack.layers;
  return draft;
}

ledger::Draft override_record(const SaleDocument& sale, const Override& word) {
  ledger::Draft draft;
  draft.kind = "override_used";
  draft.subject = sale.key;
  draft.operator_id = sale.operator_id;
  draft.body = {{"sale", sale.key}, {"rule", word.rule}, {"by", word.by}, {"role", word.role}};
  if (word.line) draft.body["line"] = *word.line;
  add_reason(draft, word.reason);
  return draft;
}

ledger::Draft upload_record(const outbox::Letter& letter,
                            const std::optional<std::string>& refusal) {
  ledger::Draft draft;
  draft.kind = refusal ? "upload_rejected" : "upload_accepted";
  draft.operator_id = letter.cashier_id;
  draft.subject = letter.sale;
  draft.body = {{"document", letter.document}, {"sale", letter.sale}, {"transaction", letter.kind}};
  if (refusal) add_reason(draft, *refusal);
  return draft;
}

void add_reason(ledger::Draft& draft, const std::string& reason) {
  if (!reason.empty()) draft.disclosures.push_back({"reason", reason});
}

}  // namespace tillgate::checkout
