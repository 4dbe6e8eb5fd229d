#include "platform/x_tif.hpp"

#include <catch2/catch.hpp>

using namespace tillgate;
using namespace tillgate::platform;

TEST_CASE("an x-tif signature is the digest of timestamp, secret, nonce and timestamp") {
  // printf '%s' 1795140900sample-secretabc1231795140900 | sha256sum
  CHECK(x_tif_signature("1795140900", "sample-secret", "abc123") ==
        "64a972035e6c238d274128db1f7816e14b34e3f8e75f375a2d7e08d8abfff991");
}

TEST_CASE("x-tif headers carry seconds, a fresh nonce and the signature that fits them") {
  const auto value = [](const std::vector<std::string>& lines, const std::string& name) {
    for (const std::string& line : lines)
      if (line.starts_with(name + ": ")) return line.substr(name.size() + 2);
    return std::string();
  };
  const auto first = x_tif_headers("APP", "secret", 1'795'140'900'999).value();
  const auto second = x_tif_headers("APP", "secret", 1'795'140'900'999).value();
  CHECK(value(first, "x-tif-paasid") == "APP");
  CHECK(value(first, "x-tif-timestamp") == "1795140900");
  CHECK(value(first, "x-tif-nonce").size() == 32);
  CHECK(value(first, "x-tif-nonce") != value(second, "x-tif-nonce"));
  CHECK(value(first, "x-tif-signature") ==
        x_tif_signature("1795140900", "secret", value(first, "x-tif-nonce")));
}
