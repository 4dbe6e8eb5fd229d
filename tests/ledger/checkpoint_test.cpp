#include "ledger/checkpoint.hpp"

#include <catch2/catch.hpp>

#include "ledger/hex.hpp"
#include "support/data.hpp"

using namespace tillgate;
using namespace tillgate::ledger;

TEST_CASE("checkpoint texts are accepted and refused as the vectors say") {
  const Json vectors = test::read_json_data("vectors/tlog/checkpoint-texts.json")["cases"];
  for (const Json& c : vectors) {
    INFO(c["name"]);
    const std::string text = c["text"];
    const auto parsed = parse_checkpoint_text(text);
    REQUIRE(parsed.ok() == c["accept"].get<bool>());
    if (!parsed) {
      CHECK(parsed.failure().status == TILLGATE_E_DOCUMENT);
      continue;
    }
    CHECK(parsed->origin == c["origin"]);
    CHECK(parsed->size == c["size"]);
    CHECK(to_hex(parsed->root) == c["root_hex"]);
    CHECK(parsed->extensions == c["extensions"].get<std::vector<std::string>>());
    CHECK(checkpoint_text(*parsed) == text);
  }
}
