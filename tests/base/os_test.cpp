#include <catch2/catch.hpp>

#include "base/os/file.hpp"
#include "base/os/process.hpp"
#include "base/text.hpp"
#include "support/folder.hpp"

using namespace tillgate;

TEST_CASE("a durable write replaces the whole file and leaves no temporary one") {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / path_from_utf8("检查点");
  REQUIRE(os::write_file_durably(path, as_bytes("one"), os::FileMode::readable).ok());
  REQUIRE(os::write_file_durably(path, as_bytes("two"), os::FileMode::private_to_owner).ok());
  CHECK(as_text(os::read_file(path, 100).value()) == "two");
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a private file can be read by its owner only") {
  const test::TemporaryFolder folder;
  REQUIRE(os::write_file_durably(folder / "key", as_bytes("secret"), os::FileMode::private_to_owner)
              .ok());
  const auto others = std::filesystem::perms::group_all | std::filesystem::perms::others_all;
  CHECK((std::filesystem::status(folder / "key").permissions() & others) ==
        std::filesystem::perms::none);
}

TEST_CASE("a missing or too long file is a failure that names it") {
  const test::TemporaryFolder folder;
  CHECK(os::read_file(folder / "none", 10).failure().where == utf8_from_path(folder / "none"));
  REQUIRE(os::write_file_durably(folder / "long", as_bytes("12345678901"), os::FileMode::readable)
              .ok());
  CHECK_FALSE(os::read_file(folder / "long", 10).ok());
  CHECK(os::read_file(folder / "none", 10, TILLGATE_E_KEY).failure().status == TILLGATE_E_KEY);
}

TEST_CASE("a database is locked against a second opener in the same process") {
  const test::TemporaryFolder folder;
  {
    const auto first = os::DatabaseLock::acquire(folder / "till.db");
    REQUIRE(first.ok());
    CHECK(os::DatabaseLock::acquire(folder / "till.db").failure().status == TILLGATE_E_LOCKED);
  }
  CHECK(os::DatabaseLock::acquire(folder / "till.db").ok());
}

TEST_CASE("a child process answers on its stream, and its death is a failure, not a signal") {
  const SystemClock clock;
  auto child = os::ChildProcess::start("/bin/cat", {});
  REQUIRE(child.ok());
  REQUIRE(child->write(as_bytes("hello"), Deadline::in(clock, 5000)).ok());
  Bytes answer(5);
  REQUIRE(child->read(answer, Deadline::in(clock, 5000)).ok());
  CHECK(as_text(answer) == "hello");

  auto short_lived = os::ChildProcess::start("/bin/true", {});
  REQUIRE(short_lived.ok());
  Bytes nothing(1);
  CHECK(short_lived->read(nothing, Deadline::in(clock, 5000)).failure().status ==
        TILLGATE_E_DECODER);
  const Bytes large(1 << 20);
  CHECK(short_lived->write(large, Deadline::in(clock, 5000)).failure().status ==
        TILLGATE_E_DECODER);
}

TEST_CASE("a child that says nothing costs the deadline and no more") {
  const SystemClock clock;
  auto child = os::ChildProcess::start("/bin/cat", {});
  REQUIRE(child.ok());
  Bytes answer(1);
  CHECK(child->read(answer, Deadline::in(clock, 20)).failure().status == TILLGATE_E_DEADLINE);
}

TEST_CASE("a program that does not exist is a failure at start") {
  CHECK(os::ChildProcess::start("/nowhere/decoder", {}).failure().status == TILLGATE_E_DECODER);
}
