#include "base/text.hpp"

#include <catch2/catch.hpp>

using namespace tillgate;

TEST_CASE("UTF-8 is told from what only looks like it") {
  for (const char* good :
       {"", "abc", "追溯码", "\xf0\x9f\x98\x80", "\xef\xbf\xbf", "\xf4\x8f\xbf\xbf"})
    CHECK(is_utf8(good));
  for (const char* bad : {"\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80",
                          "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xe8\xbf",
                          "\xe8\xbf"
                          "a",
                          "\xb0\xa1"}) {
    INFO(printable(bad));
    CHECK_FALSE(is_utf8(bad));
  }
}

TEST_CASE("text for diagnostics shows control characters and is cut at 80 characters") {
  CHECK(printable("a\tb\xff\x7f追") == "a\\x09b\\xff\\x7f追");
  CHECK(printable(std::string(200, 'x')).size() == 80);
}

TEST_CASE("UTF-16 of characters beyond the basic plane is a surrogate pair") {
  CHECK(to_utf16("\xf0\x9f\x98\x80").value() == std::u16string(u"\U0001F600"));
  CHECK(to_utf16("追").value() == std::u16string(u"追"));
  CHECK_FALSE(to_utf16("\xff").ok());
}

TEST_CASE("file names keep their Chinese characters") {
  CHECK(utf8_from_path(path_from_utf8("药店/一号机.db")) == "药店/一号机.db");
}
