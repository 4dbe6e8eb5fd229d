#include "checkout/expiry.hpp"

#include <catch2/catch.hpp>

using namespace tillgate;
using namespace tillgate::checkout;

namespace {

constexpr std::int64_t day = 86'400'000;
constexpr std::int64_t second = 1'000;
const UtcMs ends = utc_of_local_text("2027-03-01 00:00:00").value();  // good through 28 February

std::string in_english(Ending::What what, std::int64_t left) {
  const auto row = expiry_warning({what, "keys", ends}, ends - left);
  return row ? (*row)["en"].get<std::string>() : "";
}

}  // namespace

TEST_CASE("an end is warned of 60, 30 and 7 days before, and after") {
  const struct {
    std::int64_t left;
    std::string certificate;
    std::string keys;
  } cases[] = {
      {400 * day, "", ""},
      {60 * day + second, "", ""},
      {60 * day, "the certificate ends in 60 days: keys (2027-02-28); replace it in time",
       "the signing keys of the log end in 60 days: keys (2027-02-28); replace them "
       "(tillgate-audit rotate) in time"},
      {30 * day + second, "the certificate ends in 30 days: keys (2027-02-28); replace it in time",
       "the signing keys of the log end in 30 days: keys (2027-02-28); replace them "
       "(tillgate-audit rotate) in time"},
      {30 * day, "the certificate ends in 30 days: keys (2027-02-28); replace it soon",
       "the signing keys of the log end in 30 days: keys (2027-02-28); replace them "
       "(tillgate-audit rotate) soon"},
      {7 * day + second, "the certificate ends in 7 days: keys (2027-02-28); replace it soon",
       "the signing keys of the log end in 7 days: keys (2027-02-28); replace them "
       "(tillgate-audit rotate) soon"},
      {7 * day, "the certificate ends in 7 days: keys (2027-02-28); replace it now",
       "the signing keys of the log end in 7 days: keys (2027-02-28); replace them "
       "(tillgate-audit rotate) now"},
      {second, "the certificate ends in 0 days: keys (2027-02-28); replace it now",
       "the signing keys of the log end in 0 days: keys (2027-02-28); replace them "
       "(tillgate-audit rotate) now"},
      {0, "the certificate ended: keys (2027-02-28); replace it now",
       "the signing keys of the log ended: keys (2027-02-28); replace them (tillgate-audit rotate) "
       "now"},
      {-900 * day, "the certificate ended: keys (2027-02-28); replace it now",
       "the signing keys of the log ended: keys (2027-02-28); replace them (tillgate-audit rotate) "
       "now"},
  };
  for (const auto& c : cases) {
    INFO(c.left);
    CHECK(in_english(Ending::What::certificate, c.left) == c.certificate);
    CHECK(in_english(Ending::What::keys, c.left) == c.keys);
  }
  const auto zh = [](std::int64_t left) {
    return (*expiry_warning({Ending::What::keys, "keys", ends}, ends - left))["zh"];
  };
  CHECK(zh(45 * day) ==
        "日志签名密钥还有45天到期:keys(2027-02-28),请安排更换(tillgate-audit rotate)");
  CHECK(zh(-1) == "日志签名密钥已过期:keys(2027-02-28),请马上更换(tillgate-audit rotate)");
}

TEST_CASE("an end is read out with the whole days that are left") {
  const Ending ending{Ending::What::certificate, "ca.pem", ends};
  CHECK(to_json(ending, ends - 12 * day - second) == Json{{"what", "certificate"},
                                                          {"name", "ca.pem"},
                                                          {"ends", "2027-03-01 00:00:00"},
                                                          {"days", 12}});
  CHECK(to_json(ending, ends + 3 * day)["days"] == 0);
}
