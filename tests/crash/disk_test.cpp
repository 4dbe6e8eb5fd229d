// The watched disk itself: what it says is left must be what a file system promises, no more.
#include "crash/disk.hpp"

#include <catch2/catch.hpp>

#include "base/os/file.hpp"
#include "support/data.hpp"
#include "support/folder.hpp"

using namespace tillgate;
using test::Disk;

namespace {

std::string content_of(const std::filesystem::path& file) {
  std::error_code none;
  return std::filesystem::exists(file, none) ? test::read_data(file.string()) : "(none)";
}

}  // namespace

TEST_CASE("a durable write leaves the old content or the new one, wherever it is cut") {
  const test::TemporaryFolder folder;
  std::filesystem::create_directory(folder / "live");
  const auto file = folder / "live/note";
  REQUIRE(os::write_file_durably(file, as_bytes("old"), os::FileMode::readable).ok());
  const Disk disk(folder / "live");
  REQUIRE(os::write_file_durably(file, as_bytes("new"), os::FileMode::readable).ok());
  REQUIRE(disk.changes() == 5);  // create, write, flush, rename, flush the folder
  for (std::size_t at = 0; at <= disk.changes(); ++at) {
    INFO(disk.describe(at));
    disk.write_image(at, Disk::Left::flushed, folder / "after");
    CHECK(content_of(folder / "after/note") == (at < 5 ? "old" : "new"));
    disk.write_image(at, Disk::Left::everything, folder / "after");
    CHECK(content_of(folder / "after/note") == (at < 4 ? "old" : "new"));
  }
}

TEST_CASE("what was never flushed is gone after a power cut") {
  const test::TemporaryFolder folder;
  std::filesystem::create_directory(folder / "live");
  REQUIRE(
      os::write_file_durably(folder / "live/note", as_bytes("0123"), os::FileMode::readable).ok());
  const Disk disk(folder / "live");
  REQUIRE(os::overwrite_in_place(folder / "live/note", 0, as_bytes("ab"), os::Flush::later).ok());
  REQUIRE(os::overwrite_in_place(folder / "live/note", 2, as_bytes("cd"), os::Flush::later).ok());
  const auto left = [&](Disk::Left what) {
    disk.write_image(disk.changes(), what, folder / "after");
    return content_of(folder / "after/note");
  };
  CHECK(left(Disk::Left::flushed) == "0123");
  CHECK(left(Disk::Left::everything) == "abcd");
  CHECK(left(Disk::Left::torn) == "abc3");
  CHECK(left(Disk::Left::last_written) == "01cd");
}

TEST_CASE("a folder that is made is there after a power cut, and so is what is made in it") {
  const test::TemporaryFolder folder;
  std::filesystem::create_directory(folder / "live");
  const Disk disk(folder / "live");
  REQUIRE(os::create_folder(folder / "live/a/b/c").ok());
  REQUIRE(os::write_file_durably(folder / "live/a/b/c/note", as_bytes("x"), os::FileMode::readable)
              .ok());
  disk.write_image(disk.changes(), Disk::Left::flushed, folder / "after");
  CHECK(content_of(folder / "after/a/b/c/note") == "x");
}

TEST_CASE("a change is refused, or made and reported as failed, once") {
  const test::TemporaryFolder folder;
  std::filesystem::create_directory(folder / "live");
  const auto write = [&] {
    return os::write_file_durably(folder / "live/note", as_bytes("x"), os::FileMode::readable).ok();
  };
  for (std::size_t at = 1; at <= 5; ++at) {
    for (const Disk::Fault fault : {Disk::Fault::refused, Disk::Fault::reported}) {
      std::filesystem::remove_all(folder / "live");
      std::filesystem::create_directory(folder / "live");
      Disk disk(folder / "live");
      disk.break_at(at, fault);
      CHECK_FALSE(write());
      CHECK(disk.broke());
      const bool in_place = at == 5 || (at == 4 && fault == Disk::Fault::reported);
      CHECK(content_of(folder / "live/note") == (in_place ? "x" : "(none)"));
      CHECK(write());
    }
  }
}
