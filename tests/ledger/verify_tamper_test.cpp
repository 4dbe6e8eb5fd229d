// What somebody does to a published log, and what the check says about it.
#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>

#include "ledger/tile.hpp"
#include "ledger/till.hpp"
#include "ledger/verify.hpp"
#include "support/data.hpp"

using namespace tillgate;
using namespace tillgate::ledger;
using test::Till;

namespace {

using Named = std::pair<Fault, std::string>;  // fault and "place" or "record N place"

// A published log that can be changed and put back.
class Published {
 public:
  explicit Published(std::uint64_t size) {
    till_.seal_many(size);
    folder_ = till_.published();
  }
  std::filesystem::path path(const std::string& name) const { return folder_ / name; }
  std::string read(const std::string& name) const { return test::read_data(path(name).string()); }
  void write(const std::string& name, const std::string& content) const {
    std::filesystem::create_directories(path(name).parent_path());
    std::ofstream(path(name), std::ios::binary) << content;
  }
  Report check() const { return verify_folder(folder_, till_.keys->public_keys()).value(); }
  std::vector<Named> found() const {
    std::vector<Named> list;
    const Report report = check();
    for (const Finding& f : report.problems())
      list.emplace_back(f.fault,
                        f.record ? "record " + std::to_string(*f.record) + " " + f.place : f.place);
    return list;
  }
  Till& till() { return till_; }

 private:
  Till till_;
  std::filesystem::path folder_;
};

bool has(const std::vector<Named>& found, const Named& expected) {
  return std::find(found.begin(), found.end(), expected) != found.end();
}

std::string rebundled(const std::vector<std::string>& entries) {
  Bytes bundle;
  for (const std::string& entry : entries) add_to_bundle(as_bytes(entry), bundle);
  return std::string(as_text(bundle));
}
std::vector<std::string> entries_of(const std::string& bundle) {
  std::vector<std::string> entries;
  for (const ByteView entry : parse_bundle(as_bytes(bundle)).entries)
    entries.emplace_back(as_text(entry));
  return entries;
}

}  // namespace

TEST_CASE("each byte of a record is under the signature, and its change names the record") {
  Published log(260);
  const std::string name = "tile/entries/000";
  const std::string bundle = log.read(name);
  const auto entries = entries_of(bundle);
  std::size_t start = 0;
  for (int i = 0; i < 41; ++i) start += 2 + entries[static_cast<std::size_t>(i)].size();
  for (std::size_t at = start + 2; at < start + 2 + entries[41].size(); ++at) {
    std::string changed = bundle;
    changed[at] = static_cast<char>(changed[at] ^ 0x04);
    log.write(name, changed);
    INFO("byte " << at - start - 2);
    CHECK(has(log.found(), {Fault::record_changed, "record 41 tile/entries/000"}));
  }
}

TEST_CASE("each byte of a hash tile is checked, and its change names the hash and not the record") {
  Published log(260);
  const std::string name = "tile/0/001.p/4";
  const std::string tile = log.read(name);
  for (std::size_t at = 0; at < tile.size(); ++at) {
    std::string changed = tile;
    changed[at] = static_cast<char>(changed[at] ^ 0x80);
    log.write(name, changed);
    INFO("byte " << at);
    CHECK(log.found() ==
          std::vector<Named>{
              {Fault::tile_changed, "record " + std::to_string(256 + at / 32) + " " + name}});
  }
}

TEST_CASE("a changed hash in a full tile or an upper tile is told from a changed record") {
  Published log(600);
  std::string tile = log.read("tile/0/001");
  tile[32 * 5] = static_cast<char>(tile[32 * 5] ^ 1);
  log.write("tile/0/001", tile);
  CHECK(log.found() == std::vector<Named>{{Fault::tile_changed, "record 261 tile/0/001"}});

  Published other(600);
  std::string upper = other.read("tile/1/000.p/2");
  upper[33] = static_cast<char>(upper[33] ^ 1);
  other.write("tile/1/000.p/2", upper);
  CHECK(other.found() == std::vector<Named>{{Fault::tile_hash_differs, "tile/1/000.p/2"}});
}

TEST_CASE("a changed record in the last, partial tile is told by the signed root") {
  Published log(260);
  std::string bundle = log.read("tile/entries/001.p/4");
  bundle[10] = static_cast<char>(bundle[10] ^ 1);
  log.write("tile/entries/001.p/4", bundle);
  CHECK(has(log.found(), {Fault::record_changed, "record 256 tile/entries/001.p/4"}));
}

TEST_CASE("two damages in different tiles are both told apart") {
  Published log(600);
  std::string bundle = log.read("tile/entries/000");
  bundle[10] = static_cast<char>(bundle[10] ^ 1);
  log.write("tile/entries/000", bundle);
  std::string tile = log.read("tile/0/001");
  tile[0] = static_cast<char>(tile[0] ^ 1);
  log.write("tile/0/001", tile);
  const auto found = log.found();
  CHECK(has(found, {Fault::record_changed, "record 0 tile/entries/000"}));
  CHECK(has(found, {Fault::tile_changed, "record 256 tile/0/001"}));
}

TEST_CASE("a record changed together with its hash contradicts the level above and the signature") {
  Published log(600);
  auto entries = entries_of(log.read("tile/entries/000"));
  const std::size_t at = entries[3].find("\"lines\":3");
  REQUIRE(at != std::string::npos);
  entries[3].replace(at, 9, "\"lines\":4");
  log.write("tile/entries/000", rebundled(entries));
  std::string tile = log.read("tile/0/000");
  const Hash leaf = leaf_hash(as_bytes(entries[3]));
  tile.replace(3 * 32, 32, as_text(leaf));
  log.write("tile/0/000", tile);
  const auto found = log.found();
  CHECK(found == std::vector<Named>{{Fault::records_forged, "record 0 tile/entries/000"},
                                    {Fault::root_differs, "checkpoint"}});
}

TEST_CASE("each byte of the checkpoint is needed as it is") {
  Published log(3);
  const std::string checkpoint = log.read("checkpoint");
  for (std::size_t at = 0; at < checkpoint.size(); ++at) {
    std::string changed = checkpoint;
    changed[at] = static_cast<char>(changed[at] ^ 0x01);
    log.write("checkpoint", changed);
    INFO("byte " << at);
    CHECK_FALSE(log.check().good());
  }
}

TEST_CASE("a checkpoint without one of its signature lines names the missing key") {
  Published log(3);
  const std::string checkpoint = log.read("checkpoint");
  const std::size_t last_line = checkpoint.rfind("\n", checkpoint.size() - 2) + 1;
  log.write("checkpoint", checkpoint.substr(0, last_line));
  const Report report = log.check();
  REQUIRE(report.problems().size() == 1);
  CHECK(report.problems()[0].fault == Fault::signature_missing);
  CHECK(report.verified == std::vector{crypto::Algorithm::ed25519});
}

TEST_CASE("a missing or unreadable checkpoint is named and nothing else is claimed") {
  Published log(3);
  std::filesystem::remove(log.path("checkpoint"));
  CHECK(log.found() == std::vector<Named>{{Fault::checkpoint_missing, "checkpoint"}});
  log.write("checkpoint", "no note");
  CHECK(log.found() == std::vector<Named>{{Fault::checkpoint_malformed, "checkpoint"}});
}

TEST_CASE("a dropped tail is named, whether cut off or removed") {
  Published log(260);
  const auto entries = entries_of(log.read("tile/entries/001.p/4"));
  log.write("tile/entries/001.p/4", rebundled({entries[0], entries[1], entries[2]}));
  CHECK(log.found() ==
        std::vector<Named>{{Fault::bundle_malformed, "record 259 tile/entries/001.p/4"}});

  std::filesystem::remove_all(log.path("tile/entries/001.p"));
  CHECK(log.found() == std::vector<Named>{{Fault::file_missing, "tile/entries/001.p/4"}});
  std::filesystem::remove_all(log.path("tile/0/001.p"));
  CHECK(log.found() == std::vector<Named>{{Fault::file_missing, "tile/entries/001.p/4"},
                                          {Fault::file_missing, "tile/0/001.p/4"}});
}

TEST_CASE("an older checkpoint put back over a longer log is noticed") {
  Published log(250);
  const std::string old = log.read("checkpoint");
  log.till().seal_many(10);
  log.till().published();
  log.write("checkpoint", old);
  const auto found = log.found();
  CHECK(has(found, {Fault::file_beyond, "tile/entries/001.p/4"}));
  CHECK(has(found, {Fault::file_beyond, "tile/entries/000"}));
}

TEST_CASE("swapped records are both named") {
  Published log(260);
  auto entries = entries_of(log.read("tile/entries/000"));
  std::swap(entries[10], entries[20]);
  log.write("tile/entries/000", rebundled(entries));
  const auto found = log.found();
  for (const char* record : {"record 10", "record 20"}) {
    CHECK(has(found, {Fault::record_changed, std::string(record) + " tile/entries/000"}));
    CHECK(has(found, {Fault::index_differs, std::string(record) + " index"}));
  }
}

TEST_CASE("a record put in or one too many is named") {
  Published log(260);
  auto entries = entries_of(log.read("tile/entries/001.p/4"));
  entries.push_back(entries.back());
  log.write("tile/entries/001.p/4", rebundled(entries));
  CHECK(has(log.found(), {Fault::bundle_malformed, "record 260 tile/entries/001.p/4"}));
}

TEST_CASE("missing, short and long hash tiles are named while the records still verify") {
  Published log(600);
  std::filesystem::remove(log.path("tile/0/000"));
  log.write("tile/0/001", log.read("tile/0/001").substr(0, 8191));
  log.write("tile/1/000.p/2", log.read("tile/1/000.p/2") + "x");
  const auto found = log.found();
  CHECK(found == std::vector<Named>{{Fault::file_missing, "tile/0/000"},
                                    {Fault::file_length, "tile/1/000.p/2"},
                                    {Fault::file_length, "tile/0/001"}});
}

TEST_CASE("records whose bundle is missing are bridged by their hashes") {
  Published log(600);
  std::filesystem::remove(log.path("tile/entries/000"));
  CHECK(log.found() == std::vector<Named>{{Fault::file_missing, "tile/entries/000"}});
  std::filesystem::remove(log.path("tile/0/000"));
  CHECK(log.found() == std::vector<Named>{{Fault::file_missing, "tile/entries/000"},
                                          {Fault::file_missing, "tile/0/000"}});
}

TEST_CASE("files that do not belong to a log are named, beside the log they are remarked") {
  Published log(3);
  log.write("tile/0/000.p/3.bak", "x");
  log.write("tile/readme", "x");
  log.write("readme", "x");
  std::filesystem::create_symlink("/dev/zero", log.path("tile/0/link"));
  const auto found = log.found();
  CHECK(found.size() == 3);
  for (const char* name : {"tile/0/000.p/3.bak", "tile/readme", "tile/0/link"})
    CHECK(has(found, {Fault::file_surplus, name}));
  CHECK(log.check().remarks().size() == 1);
  CHECK(log.check().remarks()[0].place == "readme");
}

TEST_CASE("a tile that is no plain file is not opened") {
  Published log(3);
  std::filesystem::remove(log.path("tile/0/000.p/3"));
  std::filesystem::create_symlink("/dev/zero", log.path("tile/0/000.p/3"));
  CHECK(has(log.found(), {Fault::file_unreadable, "tile/0/000.p/3"}));
}

TEST_CASE("a tile of an earlier checkpoint that tells another story is named") {
  Published log(100);
  log.till().seal_many(100);
  log.till().published();
  REQUIRE(log.check().good());
  for (const char* name : {"tile/0/000.p/100", "tile/entries/000.p/100"}) {
    const std::string content = log.read(name);
    std::string changed = content;
    changed[50] = static_cast<char>(changed[50] ^ 1);
    log.write(name, changed);
    CHECK(log.found() == std::vector<Named>{{Fault::file_old_differs, name}});
    log.write(name, content.substr(0, content.size() - 32));
    CHECK(log.found() == std::vector<Named>{{Fault::file_old_differs, name}});
    log.write(name, content);
  }
}

TEST_CASE("a checkpoint that promises far more than there is ends in a bounded report") {
  Published log(3);
  std::string checkpoint = log.read("checkpoint");
  checkpoint.replace(checkpoint.find("\n3\n"), 3, "\n9223372036854775807\n");
  log.write("checkpoint", checkpoint);
  const Report report = log.check();
  CHECK(report.full());
  CHECK(report.problems().size() == Report::max_findings);
}
