// A register of its own process, which a test kills in the middle of a sale.
#pragma once

#include <fstream>
#include <memory>

#include "abi/till.hpp"
#include "support/program.hpp"

namespace tillgate::test {

// Steps of a scenario for tillgate-register: one pack with this code, paid by the fund, settled.
inline Json steps_of_a_sale(const std::string& code) {
  return Json::array(
      {{{"identify", {{"kind", "e_credential"}, {"token", fresh_token(zhao)}}}},
       {{"line",
         {{"line", 1},
          {"sku", "D018"},
          {"quantity_milli", 1000},
          {"price_fen", 1714},
          {"pay", "fund"},
          {"batch",
           {{"number", "R1"}, {"lot", "1"}, {"made", "@day-100"}, {"expires", "@day+400"}}}}}},
       {{"scan", code}},
       {{"review", Json::object()}},
       {{"settle", Json::object()}}});
}

// Goes through the steps of one sale at the till, which must be closed in this process.
inline std::unique_ptr<Program> start_register(const Till& till, const std::string& key,
                                               const Json& steps) {
  const auto day = till.path("day.jsonl");
  std::ofstream(day) << Json{{"sale", key}, {"title", ""}, {"steps", steps}}.dump() << "\n";
  return std::make_unique<Program>(
      TILLGATE_REGISTER, std::vector<std::string>{"--library", TILLGATE_LIBRARY, "--config",
                                                  till.config_path(), "--scenario", day.string()});
}

}  // namespace tillgate::test
