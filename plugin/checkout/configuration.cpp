#include "checkout/configuration.hpp"

#include <algorithm>

#include "base/os/process.hpp"
#include "base/text.hpp"

namespace tillgate::checkout {

namespace {

// The decoder is installed beside the programs, the library in lib; in a build tree the same.
std::filesystem::path default_decoder() {
  const std::filesystem::path here = os::own_binary_path().parent_path();
  for (const std::filesystem::path& folder :
       {here, here.parent_path() / "bin", here.parent_path() / "libexec"}) {
    std::error_code ignored;
    if (std::filesystem::exists(folder / "tillgate-decoder", ignored))
      return folder / "tillgate-decoder";
  }
  return here / "tillgate-decoder";
}

}  // namespace

const Pharmacist* Configuration::pharmacist(std::string_view id) const {
  const auto found = std::find_if(pharmacists.begin(), pharmacists.end(),
                                  [id](const Pharmacist& p) { return p.id == id; });
  return found == pharmacists.end() ? nullptr : &*found;
}

Configuration configuration_of(const Json& document, const std::filesystem::path& folder) {
  const auto path = [&](const Json& value) {
    return folder / path_from_utf8(value.get<std::string>());
  };
  Configuration c;
  c.till = document.at("till");
  c.database = path(document.at("database"));
  c.keys = path(document.at("keys"));
  if (document.contains("key_passphrase_file"))
    c.key_passphrase_file = path(document.at("key_passphrase_file"));
  if (const Json& rules = document.at("rules"); rules.is_array())
    std::transform(rules.begin(), rules.end(), std::back_inserter(c.rules), path);
  else
    c.rules.push_back(path(rules));
  if (document.contains("policy_keys")) c.policy_keys = path(document.at("policy_keys"));
  c.rule_parameters = document.value("rule_parameters", Json::object());
  if (document.value("settlement", "library") == "host") c.settles = SettledBy::host;
  c.decoder = document.contains("decoder") ? path(document.at("decoder")) : default_decoder();

  const Json& shop = document.at("institution");
  c.institution = {shop.at("code"),
                   shop.at("name"),
                   shop.at("region"),
                   shop.at("designated"),
                   shop.at("contract"),
                   shop.at("opens"),
                   shop.at("closes"),
                   shop.value("pooled", false),
                   shop.value("psych2", false),
                   shop.value("chronic", false),
                   shop.value("dual_channel", false),
                   shop.value("toxic", false),
                   shop.value("tills", std::vector<std::string>{})};
  for (const Json& row : document.value("operators", Json::array()))
    c.operators.push_back({row.at("id"), row.at("active")});
  for (const Json& row : document.at("pharmacists"))
    c.pharmacists.push_back({row.at("id"), row.at("name"), row.at("licence"), row.at("on_duty"),
                             row.value("pay_eligible", true)});
  for (const Json& row : document.value("cameras", Json::array()))
    c.cameras.push_back({row.at("device"), row.value("before_s", std::int64_t{30}) * 1000,
                         row.value("after_s", std::int64_t{30}) * 1000});
  if (document.contains("uploads")) {
    const Json& uploads = document.at("uploads");
    c.uploads.most = uploads.value("limit", c.uploads.most);
    c.uploads.old_ms = uploads.value("old_hours", c.uploads.old_ms / 3'600'000) * 3'600'000;
  }
  if (document.contains("publish")) {
    const Json& publish = document.at("publish");
    c.publication = {path(publish.at("folder")),
                     publish.value("minutes", std::int64_t{10}) * 60'000};
  }
  if (document.contains("witnesses")) {
    const Json& witnesses = document.at("witnesses");
    c.witnesses.wanted = witnesses.at("wanted");
    c.witnesses.every_ms = witnesses.value("minutes", std::int64_t{10}) * 60'000;
    for (const Json& row : witnesses.at("members"))
      c.witnesses.members.push_back({row.at("url"), row.at("vkey"), path(row.at("ca"))});
  }
  c.signed_state = document.contains("signed_state") ? path(document.at("signed_state"))
                                                     : c.keys / "signed.state";
  if (document.contains("auditor_key")) c.auditor_key = path(document.at("auditor_key"));
  const Json& platform = document.at("platform");
  c.platform = {.url = platform.at("url"),
                .ca = path(platform.at("ca")),
                .application = platform.at("application"),
                .secret_file = path(platform.at("secret_file")),
                .receiver = platform.at("receiver"),
                .message_slot = platform.value("message_slot", 0),
                .checkpoint_in_uploads = platform.value("checkpoint_in_uploads", true)};
  if (platform.contains("region")) c.platform.region = path(platform.at("region"));
  return c;
}

}  // namespace tillgate::checkout
