#include "crypto/sealed_json.hpp"

#include <catch2/catch.hpp>

using namespace tillgate;

TEST_CASE("a sealed document opens at its own place only, and shows nothing of itself") {
  const auto key = crypto::SecretKey::generate();
  const Json document = {{"name", "测试甲"}, {"fen", 2760}};
  const auto sealed = crypto::seal_json(*key, "row 1", document);
  REQUIRE(sealed.ok());
  CHECK(std::string(as_text(*sealed)).find("测试甲") == std::string::npos);
  CHECK(crypto::open_json(*key, "row 1", *sealed).value() == document);
  CHECK(crypto::open_json(*key, "row 2", *sealed).failure().status == TILLGATE_E_STORE);
}
