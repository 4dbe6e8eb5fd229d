#include "scanner/pack_level.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "scanner/scan.hpp"

using namespace tillgate;
using namespace tillgate::scanner;

namespace {

std::string level(const std::string& text, std::optional<std::int64_t> registered = {}) {
  const Scan found = scan(as_bytes(text), {.field = Field::anything});
  const auto answer = pack_level_of(std::get<Code>(found), registered);
  if (!answer) return "unknown";
  return (answer->exact ? "" : "at least ") + std::to_string(answer->level);
}

}  // namespace

TEST_CASE("the level of a pack is told as far as the code or the master tell it") {
  CHECK(level("89999010000000010001") == "unknown");
  CHECK(level("89999010000000010001", 1) == "1");
  CHECK(level("89999010000000010001", 3) == "3");
  CHECK(level("89999010000000010001", 0) == "unknown");
  CHECK(level("6999999000013") == "1");
  CHECK(level("]d2010699999900001321SN1") == "1");
  CHECK(level("]d2011699999900002721SN1") == "at least 2");
  CHECK(level("]I116999999000027") == "at least 2");
  CHECK(level("]I116999999000027", 2) == "2");
  CHECK(level("]C100069999990000000013") == "at least 2");
  CHECK(level("P11010199999") == "unknown");
}

TEST_CASE("the platform's two ways of counting levels are one") {
  CHECK(level_from_largest(1, 3) == 3);
  CHECK(level_from_largest(3, 3) == 1);
  CHECK_FALSE(level_from_largest(0, 3));
  CHECK_FALSE(level_from_largest(4, 3));
}

TEST_CASE("a bundle or a case is refused where single packs are counted") {
  CHECK_FALSE(refuse_outer_pack({}));
  CHECK_FALSE(refuse_outer_pack(PackLevel{1, true}));
  CHECK(refuse_outer_pack(PackLevel{2, false})->why == Reason::got_outer_pack);
  CHECK(refuse_outer_pack(PackLevel{3, true})->reason == "got_outer_pack");
}
