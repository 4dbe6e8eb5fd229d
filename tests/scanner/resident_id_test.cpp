// GB 11643 beyond its vectors: what the check character catches, and what a missing clock leaves
// open.
#include "scanner/kinds/resident_id.hpp"

#include <catch2/catch.hpp>

#include "base/time.hpp"

using namespace tillgate;
using namespace tillgate::scanner;

namespace {

// Invented: sequence numbers 99x, birth dates of the early 1900s or the future.
const std::string man = "110101190101019913";

}  // namespace

TEST_CASE("the parts of a number and what follows from them are told") {
  const auto id = check_resident_id(man);
  REQUIRE(id);
  CHECK(id->region == "110101");
  CHECK(id->birth_date == "1901-01-01");
  CHECK(id->sex == Sex::male);
  CHECK(check_resident_id("110101190101019921")->sex == Sex::female);
}

TEST_CASE("every single wrong digit and every swap of neighbours is caught") {
  for (std::size_t at = 0; at < man.size(); ++at) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string changed = man;
      changed[at] = digit;
      CHECK(check_resident_id(changed).has_value() == (changed == man));
    }
    if (at + 1 < man.size() && man[at] != man[at + 1]) {
      std::string swapped = man;
      std::swap(swapped[at], swapped[at + 1]);
      CHECK_FALSE(check_resident_id(swapped));
    }
  }
}

TEST_CASE("a birth date in the future is refused by whoever has a clock") {
  const std::string unborn = "110101209912319917";
  CHECK(check_resident_id(unborn));
  CHECK_FALSE(check_resident_id(unborn, day_of_date("2026-01-01").value()));
  CHECK(check_resident_id(man, day_of_date("1901-01-01").value()));
  CHECK_FALSE(check_resident_id(man, day_of_date("1900-12-31").value()));
}
