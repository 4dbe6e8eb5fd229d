#include "checkout/line_facts.hpp"

#include <array>
#include <utility>

namespace tillgate::checkout {

namespace {

template <class T>
Json told(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

Json number_of(bool value) {
  return value ? 1 : 0;
}

// Members of a product document with the column of the same name.
constexpr std::array<const char*, 19> taken_as_is{
    "generic",           "rx_class",          "insurance_code",      "maker_segment",
    "special",           "limit_sex",         "limit_age_max",       "limit_setting",
    "limit_scheme",      "limit_course_days", "limit_level",         "ephedrine_ug",
    "four_class",        "therapeutic_class", "min_age_years",       "day_dose_max_milli",
    "private_price_fen", "price_cap_fen",     "payment_standard_fen"};
// Of these, absent means no.
constexpr std::array<const char*, 4> no_when_absent{"no_code", "ephedrine", "high_risk",
                                                    "limit_child"};
constexpr std::array<const char*, 6> yes_or_no{"fund_ok",         "approval_cancelled",
                                               "account_ok",      "dual_channel",
                                               "athlete_caution", "avoid_pregnancy"};
constexpr std::array<std::pair<const char*, const char*>, 3> day_columns{
    {{"catalogue_from", "catalogue_from_day"},
     {"catalogue_until", "catalogue_until_day"},
     {"approval_until", "approval_until_day"}}};

}  // namespace

Json line_facts(const Line& line) {
  const Json& product = line.product.document;
  Json row = {{"line", line.number},
              {"pay", line.pay == Pay::fund ? "fund" : "self"},
              {"gift", number_of(line.gift)},
              {"quantity_milli", line.quantity_milli},
              {"packs", line.packs()},
              {"split_units", Json()},  // the register does not sell single units yet
              {"price_fen", line.price_fen},
              {"discount_fen", 0},
              {"prescription", told(line.prescription)},
              {"days", told(line.days)},
              {"lot", line.batch ? Json(line.batch->lot) : Json()},
              {"expiry_day", line.batch ? told(day_of_date(line.batch->expires)) : Json()},
              {"claimed_code", told(line.claimed_code)},
              {"printed_name", told(line.printed_name)},
              {"sku", line.product.sku},
              {"name", line.product.name},
              {"kind", line.product.kind},
              {"rx_key", line.product.rx_key}};
  for (const char* name : taken_as_is)
    if (product.contains(name)) row[name] = product.at(name);
  for (const char* name : no_when_absent) row[name] = number_of(product.value(name, false));
  for (const char* name : yes_or_no)
    if (product.contains(name)) row[name] = number_of(product.at(name).get<bool>());
  for (const auto& [name, column] : day_columns)
    if (product.contains(name))
      row[column] = told(day_of_date(product.at(name).get<std::string>()));
  return row;
}

void add_product_lists(Json& facts, const Line& line) {
  constexpr std::array<std::array<const char*, 3>, 3> lists{
      {{"ingredients", "ingredient", "ingredient"},
       {"first_line", "first_line", "generic"},
       {"limit_diagnoses", "limit_diagnosis", "code"}}};
  for (const auto& [name, table, column] : lists)
    for (const Json& value : line.product.document.value(name, Json::array()))
      facts[table].push_back({{"line", line.number}, {column, value}});
}

}  // namespace tillgate::checkout
