// Documents of the boundary, and the files of rule packs.
#include <array>

#include "abi/documents.hpp"
#include "base/json.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "fuzz/properties.hpp"
#include "policies/engine/pack.hpp"
#include "policies/engine/parameter.hpp"
#include "policies/engine/rule.hpp"
#include "policies/engine/signed_pack.hpp"
#include "policies/engine/sql_style.hpp"
#include "policies/engine/sql_tokens.hpp"
#include "policies/engine/views.hpp"

namespace tillgate::fuzz {

namespace {

std::string broken_by_json(std::string_view bytes) {
  const auto document = parse_json(bytes);
  if (!document) return document.failure().status == TILLGATE_OK ? "a failure without status" : "";
  if (!is_utf8(bytes)) return "JSON that is no UTF-8";
  const auto canonical = canonical_json(*document);
  if (!canonical) return "";
  const auto again = parse_json(*canonical);
  if (!again) return "a form that cannot be read";
  const auto once_more = canonical_json(*again);
  return once_more && *once_more == *canonical ? "" : "a form that is not the only one";
}

// Schemas of what a register hands in. The first byte chooses.
std::string broken_by_document(std::string_view bytes) {
  constexpr std::array schemas = {"sale_begin", "identify", "line",          "prescription",
                                  "override",   "abandon",  "refund",        "products",
                                  "config",     "learn",    "stock_receive", "reconcile"};
  if (bytes.empty()) return "";
  const auto& schema = schemas[static_cast<unsigned char>(bytes[0]) % schemas.size()];
  const auto document = abi::read_document(schema, bytes.substr(1));
  if (document) return "";
  if (document.failure().status != TILLGATE_E_DOCUMENT) return "refused, but not as a document";
  const std::string& where = document.failure().where;
  return where.empty() || where.front() == '/' || where.starts_with("byte ")
             ? ""
             : "a place that is neither a JSON pointer nor a byte";
}

std::string broken_by_rule(std::string_view bytes) {
  static const auto views = policies::read_views().value();
  policies::Problems problems;
  const auto rule = policies::parse_rule("rules/X-01.sql", std::string(bytes), views, problems);
  if (!rule) return problems.empty() ? "refused without a word" : "";
  policies::check_sql_style(*rule, views, problems);
  return "";
}

std::string broken_by_sql(std::string_view bytes) {
  const auto tokens = policies::sql_tokens(bytes, 1);
  for (const auto& scope : policies::select_scopes(tokens))
    for (const auto& part : scope.parts)
      if (part.token >= tokens.size()) return "a token that is not there";
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (tokens[i].is("(") && policies::closing(tokens, i) <= i)
      return "closed before it was opened";
  return "";
}

std::string broken_by_parameter(std::string_view bytes) {
  const auto parameter = policies::parse_parameter(bytes);
  if (!parameter) return "";
  if ((parameter->least && parameter->value < *parameter->least) ||
      (parameter->most && parameter->value > *parameter->most))
    return "a default outside its own bounds";
  return "";
}

std::string broken_by_pack(std::string_view bytes) {
  static const auto views = policies::read_views().value();
  policies::Problems problems;
  const auto pack =
      policies::read_pack({{"pack.json", std::string(bytes)}}, nullptr, views, problems);
  return problems.empty() && pack.layers.empty() ? "a sound pack without a layer" : "";
}

std::string broken_by_bundle_of_pack(std::string_view bytes) {
  if (const auto files = policies::read_bundle(bytes);
      files && policies::write_bundle(*files) != bytes)
    return "a bundle that is not written as it was read";
  return policies::read_signed_pack(bytes, {}) ? "signed to nobody's trust" : "";
}

std::string broken_by_number(std::string_view bytes) {
  if (const auto fen = scaled_integer(bytes, 2)) {
    const auto again = scaled_integer(decimal_text(*fen, 2), 2);
    if (!again || *again != *fen) return "an amount that is not read as it is written";
  }
  if (const auto day = day_of_date(bytes); day && date_of_day(*day) != bytes)
    return "a date that is not written as it was read";
  const auto at = utc_of_local_text(bytes);
  return at && local_text(*at) != bytes ? "a time that is not written as it was read" : "";
}

constexpr std::array properties = {
    Property{"json", broken_by_json},           Property{"document", broken_by_document},
    Property{"rule", broken_by_rule},           Property{"sql", broken_by_sql},
    Property{"parameter", broken_by_parameter}, Property{"pack", broken_by_pack},
    Property{"number", broken_by_number},       Property{"pack_file", broken_by_bundle_of_pack},
};

}  // namespace

std::span<const Property> document_properties() {
  return properties;
}

std::vector<Property> all_properties() {
  std::vector<Property> all;
  for (const auto& room :
       {scanner_properties(), log_properties(), platform_properties(), document_properties()})
    all.insert(all.end(), room.begin(), room.end());
  return all;
}

}  // namespace tillgate::fuzz
