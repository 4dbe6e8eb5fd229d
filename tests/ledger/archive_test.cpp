#include "ledger/archive.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>

#include "ledger/manifest.hpp"
#include "ledger/till.hpp"
#include "ledger/verify.hpp"
#include "support/data.hpp"

using namespace tillgate;
using namespace tillgate::ledger;
using test::Till;

namespace {

Report checked(const Till& till, const std::filesystem::path& place) {
  const auto report = verify_folder(place, till.keys->public_keys());
  REQUIRE(report.ok());
  for (const Finding& finding : report->problems())
    UNSCOPED_INFO(fault_name(finding.fault) << " " << finding.place << " " << finding.detail);
  return *report;
}

std::vector<const crypto::NoteSigner*> signers_of(const Till& till) {
  return {&till.keys->ed25519(), &till.keys->sm2()};
}

void write(const std::filesystem::path& file, const std::string& content) {
  std::ofstream(file, std::ios::binary) << content;
}

}  // namespace

TEST_CASE("an archive holds the log as a folder does, and verifies where it lies") {
  for (const std::uint64_t size : {0u, 1u, 256u, 300u}) {
    Till till;
    till.seal_many(size);
    const auto made = archive(*till.database, till.folder / "log.tar", {});
    REQUIRE(made.ok());
    CHECK(made->size == size);
    const Report report = checked(till, till.folder / "log.tar");
    CHECK(report.good());
    CHECK(report.size == size);
    CHECK(report.remarks().empty());
    CHECK(report.manifest == Report::ManifestIs::unsigned_text);
    CHECK_FALSE(std::filesystem::exists(till.folder / "log.tar.part"));
  }
}

TEST_CASE("an archive that was cut at any place is finished by the next attempt, to the byte") {
  Till till;
  till.seal_many(520);
  REQUIRE(archive(*till.database, till.folder / "whole.tar", {}).ok());
  const std::string whole = test::read_file(till.folder / "whole.tar");
  for (std::size_t length = 0; length <= whole.size(); length += whole.size() / 23) {
    INFO("cut at " << length);
    write(till.folder / "again.tar.part", whole.substr(0, length));
    const auto made = archive(*till.database, till.folder / "again.tar", {});
    REQUIRE(made.ok());
    CHECK(test::read_file(till.folder / "again.tar") == whole);
    if (length > whole.size() / 2) CHECK(made->files_kept != 0);
  }
}

TEST_CASE("what an interrupted attempt left of another log is not kept") {
  Till till;
  Till other;
  till.seal_many(30);
  other.clock.advance(5'000);
  other.seal_many(30);
  REQUIRE(archive(*other.database, till.folder / "log.tar.part", {}).ok());
  REQUIRE(archive(*till.database, till.folder / "log.tar", {}).ok());
  CHECK(checked(till, till.folder / "log.tar").good());
}

TEST_CASE("an archive goes on after the log has grown") {
  Till till;
  till.seal_many(260);
  REQUIRE(archive(*till.database, till.folder / "log.tar.part", {}).ok());
  till.seal_many(10);
  const auto made = archive(*till.database, till.folder / "log.tar", {});
  REQUIRE(made.ok());
  CHECK(made->files_kept == 1);  // the first bundle, which is full
  CHECK(checked(till, till.folder / "log.tar").good());
}

TEST_CASE("a record that was changed in the database does not go out as if it were sealed") {
  Till till;
  till.seal_many(10);
  till.execute("UPDATE ledger_entry SET entry = x'7b7d' WHERE idx = 4");
  const auto made = archive(*till.database, till.folder / "log.tar", {});
  CHECK(made.failure().status == TILLGATE_E_LEDGER);
  CHECK(made.failure().where == "record 4");
  CHECK_FALSE(std::filesystem::exists(till.folder / "log.tar"));
}

TEST_CASE("a manifest is signed when keys are at hand, and each byte of it is checked") {
  Till till;
  till.seal_many(30);
  const auto folder = till.published();
  const auto state = Tables(*till.database).state().value().value();
  const Checkpoint head{state.origin, state.size(), state.root, {}};
  REQUIRE(add_manifest(folder, head, signers_of(till)).ok());
  const Report report = checked(till, folder);
  CHECK(report.good());
  CHECK(report.manifest == Report::ManifestIs::signed_by_log);
  const std::string manifest = test::read_file(folder / "manifest");
  for (std::size_t at = 0; at < manifest.find("\n\n"); ++at) {
    std::string changed = manifest;
    changed[at] = static_cast<char>(changed[at] ^ 0x01);
    write(folder / "manifest", changed);
    if (checked(till, folder).good()) FAIL_CHECK("byte " << at);
  }
}

TEST_CASE("a manifest of an earlier export beside a later one is named") {
  Till till;
  till.seal_many(30);
  const auto folder = till.published();
  const auto state = Tables(*till.database).state().value().value();
  REQUIRE(add_manifest(folder, {state.origin, state.size(), state.root, {}}, {}).ok());
  till.seal_many(1);
  till.published();
  const Report report = checked(till, folder);
  REQUIRE(report.problems().size() == 1);
  CHECK(report.problems()[0].fault == Fault::manifest_differs);
}

TEST_CASE("an archive that was packed by hand, in a folder of its own, is read too") {
  Till till;
  till.seal_many(30);
  till.published();
  const std::string command = "cd '" + till.folder.path().string() +
                              "' && tar cf one.tar log && tar cf two.tar -C log . && tar cf "
                              "three.tar log keys/log.vkeys";
  REQUIRE(std::system(command.c_str()) == 0);
  CHECK(checked(till, till.folder / "one.tar").good());
  CHECK(checked(till, till.folder / "two.tar").good());
  CHECK(checked(till, till.folder / "three.tar").good());
}

TEST_CASE("an archive that is cut, or holds a file twice, is refused as a whole") {
  Till till;
  till.seal_many(30);
  REQUIRE(archive(*till.database, till.folder / "log.tar", {}).ok());
  const std::string whole = test::read_file(till.folder / "log.tar");
  write(till.folder / "cut.tar", whole.substr(0, whole.size() / 2));
  write(till.folder / "twice.tar", whole.substr(0, whole.size() - 1024) + whole);
  for (const char* name : {"cut.tar", "twice.tar"}) {
    INFO(name);
    CHECK(verify_folder(till.folder / name, till.keys->public_keys()).failure().status ==
          TILLGATE_E_LEDGER);
  }
}
