#include "platform/region.hpp"

namespace tillgate::platform {

namespace {

UrlForm url_form_of(const std::string& name) {
  if (name == "with_number") return UrlForm::with_number;
  return name == "service_paths" ? UrlForm::service_paths : UrlForm::one_address;
}

Authentication authentication_of(const std::string& name) {
  if (name == "csb") return Authentication::csb;
  if (name == "apikey") return Authentication::api_key;
  if (name == "driver") return Authentication::driver;
  return name == "oauth2" ? Authentication::oauth2 : Authentication::x_tif;
}

FieldChange change_of(const Json& row) {
  FieldChange change;
  change.transaction = row.at("transaction");
  change.path = row.at("path");
  if (row.contains("written")) change.written = row.at("written").get<std::string>();
  if (row.contains("max")) change.max = row.at("max").get<std::size_t>();
  if (row.contains("required")) change.required = row.at("required").get<bool>();
  return change;
}

}  // namespace

Region region_of(const Json& document) {
  Region region;
  region.name = document.at("name");
  region.url_form = url_form_of(document.value("url_form", ""));
  region.paths = document.value("paths", region.paths);
  region.authentication = authentication_of(document.value("authentication", ""));
  region.api_version = document.value("api_version", region.api_version);
  region.api_key_header = document.value("api_key_header", region.api_key_header);
  region.token_path = document.value("token_path", region.token_path);
  region.driver = document.value("driver", "");
  if (document.value("driver_text", "") == "gb18030") region.driver_text = DriverText::gb18030;
  if (document.value("encryption", "") == "sm4") region.encryption = Encryption::sm4;
  if (document.value("trace_codes", "") == "with_settlement")
    region.trace_codes = TraceCodes::with_settlement;
  if (document.contains("credentials")) {
    const Json& kinds = document.at("credentials");
    region.social_card_kind = kinds.value("social_card", region.social_card_kind);
    region.residence_permit_kind = kinds.value("residence_permit", region.residence_permit_kind);
    region.foreign_resident_kind = kinds.value("foreign_resident", region.foreign_resident_kind);
    region.token_life_s = kinds.value("token_life_s", region.token_life_s);
    region.token_serves_once = kinds.value("token_serves", "one_sale") == "one_sale";
  }
  region.upload_rows = document.value("upload_rows", region.upload_rows);
  region.account_in_fund_total = document.value("account_in_fund_total", false);
  for (const Json& row : document.value("fields", Json::array()))
    region.fields.push_back(change_of(row));
  return region;
}

}  // namespace tillgate::platform
