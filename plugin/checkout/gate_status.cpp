// Health of a till (状态): status.schema.json.
#include "base/version.hpp"
#include "checkout/expiry.hpp"
#include "checkout/gate.hpp"
#include "checkout/log_upkeep.hpp"
#include "checkout/review.hpp"
#include "checkout/till.hpp"
#include "checkout/upload_upkeep.hpp"

namespace tillgate::checkout {

namespace {

Json decoder_document(const scanner::ReaderCounters& counters) {
  return {{"frames", counters.frames},
          {"answered", counters.answered},
          {"timeouts", counters.timeouts},
          {"crashes", counters.crashes},
          {"restarts", counters.restarts},
          {"milliseconds", counters.milliseconds},
          {"slowest_milliseconds", counters.slowest_milliseconds}};
}

Json layers_document(const policies::Pack& pack) {
  Json layers = Json::array();
  for (const policies::PackLayer& layer : pack.layers)
    layers.push_back(
        {{"id", layer.id},
         {"version", layer.version},
         {"layer", policies::name_of(layer.layer)},
         {"valid_until",
          layer.valid_until_day ? Json(date_of_day(*layer.valid_until_day)) : Json()}});
  return layers;
}

// Not forgotten: what the register was allowed to settle and has said nothing about.
void add_authorised(const std::vector<AuthorisationRow>& rows, Json& unfinished, Json& warnings) {
  for (const AuthorisationRow& row : rows)
    unfinished.push_back(
        {{"key", row.sale},
         {"state", state_name(State::authorised)},
         {"since", local_text(row.at)},
         {"told", row.state == AuthorisationState::unknown ? Json("unknown") : Json()}});
  if (rows.empty()) return;
  const std::string count = std::to_string(rows.size());
  warnings.push_back({{"zh", "有 " + count + " 单医保已授权,还没有报结算结果(最早 " +
                                 rows.front().sale + "),请查清后补报"},
                      {"en", count + " authorised sales have no outcome yet (the oldest: " +
                                 rows.front().sale + "): find out and tell it"}});
}

}  // namespace

Result<Json> Gate::status() {
  const Till& till = *till_;
  TILLGATE_TRY(records, till.journal->size());
  const auto rules = rules_in_force(till);
  const PackIdentity& pack = rules->identity();
  TILLGATE_TRY(products, till.catalogue->count());
  Json unfinished = Json::array();
  for (const State state : {State::settling, State::uncertain}) {
    TILLGATE_TRY(rows, till.rows->in_state(state));
    for (const SaleRow& row : rows)
      unfinished.push_back({{"key", row.document.key}, {"state", state_name(state)}});
  }
  for (const RefundState state : {RefundState::refunding, RefundState::uncertain}) {
    TILLGATE_TRY(rows, till.refunds->in_state(state));
    for (const RefundRow& row : rows)
      unfinished.push_back({{"key", row.sale}, {"state", "refunding"}});
  }
  Json warnings = Json::array();
  if (products == 0)
    warnings.push_back({{"zh", "还没有导入商品档案"}, {"en", "no products have been imported"}});
  TILLGATE_TRY(uploads, upload_status(till, warnings));
  if (!unfinished.empty())
    warnings.push_back(
        {{"zh", "有 " + std::to_string(unfinished.size()) + " 单结算或退货结果未定,正在撤销"},
         {"en", std::to_string(unfinished.size()) +
                    " settlements or refunds are not certain and being reversed"}});
  TILLGATE_TRY(authorised, till.authorisations->waiting());
  add_authorised(authorised, unfinished, warnings);
  Json expiries = Json::array();
  for (const Ending& ending : endings(till)) expiries.push_back(to_json(ending, till.clock->now()));
  TILLGATE_TRY(witnesses, till.witnesses->status());
  TILLGATE_TRY(about_log, log_warnings(till));
  for (Json& row : about_log) warnings.push_back(std::move(row));
  return Json{{"version", version_text},
              {"institution", till.configuration.institution.name},
              {"till", till.configuration.till},
              {"log", {{"origin", till.journal->origin()}, {"records", records}}},
              {"witnesses", std::move(witnesses)},
              {"uploads", std::move(uploads)},
              {"rules",
               {{"id", pack.id},
                {"version", pack.version},
                {"digest", pack.digest},
                {"rules", rules->pack().rules.size()},
                {"layers", layers_document(rules->pack())}}},
              {"products", products},
              {"unfinished", unfinished},
              {"decoder", decoder_document(till.images->counters())},
              {"expiries", std::move(expiries)},
              {"warnings", warnings}};
}

}  // namespace tillgate::checkout
