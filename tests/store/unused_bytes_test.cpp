#include "store/unused_bytes.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "store/database.hpp"
#include "support/data.hpp"
#include "support/folder.hpp"

using namespace tillgate;

namespace {

constexpr std::uint32_t page_size = 512;

// A leaf with one cell of eight bytes at its end.
std::string leaf() {
  std::string page(page_size, '\xAA');
  page.replace(0, 8, std::string("\x0d\x00\x00\x00\x01\x01\xf8\x00", 8));
  page.replace(8, 2, std::string("\x01\xf8", 2));
  page.replace(504, 8, "the cell");
  return page;
}

Result<Done> run(const test::TemporaryFolder& folder, const std::string& content,
                 std::vector<std::uint32_t> roots) {
  std::ofstream(folder / "file", std::ios::binary) << content;
  return store::zero_unused_bytes(folder / "file", page_size, std::move(roots));
}

}  // namespace

TEST_CASE("only the unused middle of a page is written") {
  const test::TemporaryFolder folder;
  REQUIRE(run(folder, std::string(page_size, 'x') + leaf() + leaf(), {2}).ok());
  std::string expected = leaf();
  expected.replace(10, 494, std::string(494, '\0'));
  CHECK(test::read_file(folder / "file") == std::string(page_size, 'x') + expected + leaf());
}

TEST_CASE("a page that is none of a tree is refused, whatever its numbers say") {
  const test::TemporaryFolder folder;
  struct Case {
    std::size_t at;
    std::string bytes;
  };
  const Case cases[] = {{0, "\x03"},                       // no such type
                        {3, std::string("\x01\x00", 2)},   // more cells than fit
                        {5, "\x03"},                       // content behind the page's end
                        {5, std::string("\x00\x08", 2)}};  // content inside the pointers
  for (const Case& c : cases) {
    INFO(c.at);
    std::string page = leaf();
    page.replace(c.at, c.bytes.size(), c.bytes);
    CHECK(run(folder, leaf() + page, {2}).failure().status == TILLGATE_E_STORE);
  }
  // An inner page whose child is itself, beyond the end, or no page.
  for (const char child : {'\x02', '\x09', '\x00'}) {
    std::string inner = leaf();
    inner.replace(0, 12, std::string("\x05\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00", 11) + child);
    CHECK(run(folder, leaf() + inner, {2}).failure().status == TILLGATE_E_STORE);
  }
  CHECK(run(folder, leaf().substr(0, 100), {1}).failure().status == TILLGATE_E_STORE);
  CHECK(run(folder, leaf(), {0}).failure().status == TILLGATE_E_STORE);
}
