#include "ledger/publication.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <set>

#include "base/os/file.hpp"
#include "base/text.hpp"
#include "ledger/tile.hpp"
#include "ledger/till.hpp"
#include "ledger/verify.hpp"
#include "support/data.hpp"

using namespace tillgate;
using namespace tillgate::ledger;
using test::draft_of;
using test::Till;

namespace {

std::map<std::string, std::string> files_in(const std::filesystem::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file())
      files[utf8_from_path(entry.path().lexically_relative(folder))] =
          test::read_data(entry.path().string());
  return files;
}
std::set<std::string> names_in(const std::filesystem::path& folder) {
  std::set<std::string> names;
  for (const auto& [name, content] : files_in(folder)) names.insert(name);
  return names;
}

}  // namespace

TEST_CASE("an empty log is published as its checkpoint alone") {
  Till till;
  CHECK(names_in(till.published()) == std::set<std::string>{"checkpoint"});
}

TEST_CASE("a log is published as the tiles and bundles of its size") {
  Till till;
  till.seal_many(300);
  const auto folder = till.published();
  CHECK(names_in(folder) == std::set<std::string>{"checkpoint", "tile/0/000", "tile/0/001.p/44",
                                                  "tile/1/000.p/1", "tile/entries/000",
                                                  "tile/entries/001.p/44"});
  CHECK(test::read_data((folder / "checkpoint").string()) == till.journal->checkpoint().value());
  CHECK(std::filesystem::file_size(folder / "tile/0/000") == 8192);
}

TEST_CASE("publishing again writes nothing when nothing was sealed") {
  Till till;
  till.seal_many(10);
  const auto folder = till.published();
  const auto again = publish(*till.database, folder);
  CHECK(again->size == 10);
  CHECK(again->files_written == 0);
}

TEST_CASE("publishing a grown log writes only new files and changes none but the checkpoint") {
  Till till;
  till.seal_many(100);
  auto before = files_in(till.published());
  till.seal_many(100);
  const auto published = publish(*till.database, till.folder / "log");
  CHECK(published->files_written == 3);  // leaves, bundle, checkpoint
  auto after = files_in(till.folder / "log");
  // The partial tiles of the old checkpoint stay: a reader may hold it.
  CHECK(after.count("tile/0/000.p/100") == 1);
  CHECK(after.count("tile/0/000.p/200") == 1);
  before.erase("checkpoint");
  for (const auto& [name, content] : before) CHECK(after[name] == content);
}

TEST_CASE("partial tiles go when their full tile is there, and nothing else goes") {
  Till till;
  till.seal_many(100);
  till.published();
  till.seal_many(150);
  till.published();
  till.seal_many(20);
  REQUIRE(os::write_file_durably(till.folder / "log/notes.txt", as_bytes("mine"),
                                 os::FileMode::readable)
              .ok());
  CHECK(names_in(till.published()) ==
        std::set<std::string>{"checkpoint", "notes.txt", "tile/0/000", "tile/0/001.p/14",
                              "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/14"});
}

TEST_CASE("a file that was lost or cut is written again") {
  Till till;
  till.seal_many(300);
  const auto folder = till.published();
  const auto whole = files_in(folder);
  std::filesystem::remove(folder / "tile/entries/000");
  std::filesystem::resize_file(folder / "tile/0/000", 100);
  CHECK(publish(*till.database, folder)->files_written == 2);
  CHECK(files_in(folder) == whole);
}

TEST_CASE("what an interrupted publication left behind does not disturb the next one") {
  Till till;
  till.seal_many(44);
  const auto folder = till.published();
  // Power went after the leaves of a never published size and in the middle of the next file.
  till.seal_many(6);
  REQUIRE(os::write_file_durably(folder / "tile/entries/000.p/47.tmp", as_bytes("x"),
                                 os::FileMode::readable)
              .ok());
  REQUIRE(os::write_file_durably(folder / "checkpoint.tmp", as_bytes("x"), os::FileMode::readable)
              .ok());
  REQUIRE(till.journal->publish(folder).ok());
  const auto report = verify_folder(folder, till.keys->public_keys());
  CHECK(report->good());
  CHECK(report->remarks().empty());
  CHECK(report->size == 50);
}

TEST_CASE("a folder that holds another log, a longer one or another history is left alone") {
  Till till;
  till.seal_many(5);
  const auto folder = till.published();
  const auto before = files_in(folder);

  Till other_name("pharmacy.example/store-9/till-1/g1");
  other_name.seal_many(9);
  CHECK(publish(*other_name.database, folder).failure().status == TILLGATE_E_LEDGER);
  Till shorter;
  shorter.seal_many(4);
  CHECK(publish(*shorter.database, folder).failure().detail.find("rolled back") !=
        std::string::npos);
  Till rewritten;
  rewritten.clock.advance(5);
  rewritten.seal_many(9);
  CHECK(publish(*rewritten.database, folder).failure().detail.find("history") != std::string::npos);
  CHECK(files_in(folder) == before);

  REQUIRE(
      os::write_file_durably(folder / "checkpoint", as_bytes("scribble"), os::FileMode::readable)
          .ok());
  CHECK(till.journal->publish(folder).failure().status == TILLGATE_E_LEDGER);
}

TEST_CASE("a record changed in the database is not published as if it were sealed") {
  Till till;
  till.seal_many(300);
  till.execute("UPDATE ledger_entry SET entry = x'7b7d' WHERE idx = 7");
  const auto published = till.journal->publish(till.folder / "log");
  CHECK(published.failure().status == TILLGATE_E_LEDGER);
  CHECK(published.failure().where == "record 7");
  CHECK_FALSE(std::filesystem::exists(till.folder / "log/checkpoint"));
}

TEST_CASE("a database without a log has nothing to publish") {
  const test::TemporaryFolder folder;
  const auto database = store::Database::open(folder / "till.db");
  CHECK(publish(**database, folder / "log").failure().status == TILLGATE_E_LEDGER);
}
