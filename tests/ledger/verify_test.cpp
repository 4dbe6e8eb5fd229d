#include "ledger/verify.hpp"

#include <catch2/catch.hpp>

#include "ledger/hex.hpp"
#include "ledger/till.hpp"
#include "support/data.hpp"

using namespace tillgate;
using namespace tillgate::ledger;
using crypto::Algorithm;
using test::Till;

namespace {

std::vector<crypto::VerifierKey> sample_keys(const std::vector<const char*>& names) {
  const Json sample = test::read_json_data("vectors/tlog/sample-log.json");
  std::vector<crypto::VerifierKey> keys;
  for (const char* name : names)
    keys.push_back(crypto::parse_vkey(sample["trusted_vkeys"][name].get<std::string>()).value());
  return keys;
}

std::vector<Fault> faults(const Report& report) {
  std::vector<Fault> list;
  for (const Finding& finding : report.problems()) list.push_back(finding.fault);
  return list;
}

}  // namespace

TEST_CASE(
    "the published sample log passes the tree layer, with the tiles of its earlier checkpoint") {
  std::uint64_t visited = 0;
  const auto report = verify_tree(
      test::data_path("vectors/tlog/sample-log"), sample_keys({"log_ed25519", "log_sm2"}),
      [&](std::uint64_t index, ByteView, Report&) { CHECK(index == visited++); });
  REQUIRE(report.ok());
  CHECK(faults(*report).empty());
  CHECK(report->size == 300);
  CHECK(visited == 300);
  CHECK(report->verified == std::vector{Algorithm::ed25519, Algorithm::sm2_sm3});
  const Json last = test::read_json_data("vectors/tlog/sample-log.json")["checkpoints"][2];
  CHECK(to_hex(report->root) == last["root_hex"]);
}

TEST_CASE("one of the two keys is enough to check by, and says so") {
  const auto report =
      verify_tree(test::data_path("vectors/tlog/sample-log"), sample_keys({"log_sm2"}),
                  [](std::uint64_t, ByteView, Report&) {});
  CHECK(report->good());
  CHECK(report->verified == std::vector{Algorithm::sm2_sm3});
}

TEST_CASE("entries that are not our records are named by the record layer only") {
  const auto report = verify_folder(test::data_path("vectors/tlog/sample-log"),
                                    sample_keys({"log_ed25519", "log_sm2"}));
  CHECK(report->problems().size() == 300);
  CHECK(report->problems()[299].fault == Fault::record_malformed);
  CHECK(report->problems()[299].record == 299);
}

TEST_CASE("logs of every shape pass as they are published") {
  for (const std::uint64_t size : {0u, 1u, 2u, 255u, 256u, 257u, 512u, 700u}) {
    Till till;
    till.seal_many(size);
    const auto report = verify_folder(till.published(), till.keys->public_keys());
    INFO("size " << size);
    REQUIRE(report.ok());
    CHECK(faults(*report).empty());
    CHECK(report->remarks().empty());
    CHECK(report->size == size);
    CHECK(report->root == Tables(*till.database).state()->value().root);
  }
}

TEST_CASE("a log passes after each of many publications") {
  Till till;
  for (const std::uint64_t more : {100u, 100u, 56u, 1u, 255u, 3u}) {
    till.seal_many(more);
    CHECK(verify_folder(till.published(), till.keys->public_keys())->good());
  }
}

TEST_CASE("without a key or a folder there is nothing to check") {
  const Till till;
  CHECK(verify_folder(till.folder / "none", till.keys->public_keys()).failure().status ==
        TILLGATE_E_ARGUMENT);
  CHECK(verify_folder(till.folder.path(), {}).failure().status == TILLGATE_E_ARGUMENT);
}

TEST_CASE("a foreign key under the log's name, and a key of another log, are told apart") {
  Till till;
  till.seal_many(3);
  const auto folder = till.published();
  const Till stranger;
  const auto foreign = verify_folder(folder, stranger.keys->public_keys());
  CHECK(faults(*foreign) == std::vector{Fault::signature_missing, Fault::signature_missing});
  CHECK(foreign->verified.empty());
  const Till other("pharmacy.example/store-1/till-2/g1");
  CHECK(faults(*verify_folder(folder, other.keys->public_keys())) ==
        std::vector{Fault::origin_differs, Fault::origin_differs});
}

TEST_CASE("a report keeps a thousand findings and counts the rest") {
  Report report;
  for (int i = 0; i < 1003; ++i) report.problem({Fault::file_missing, {}, "", ""});
  CHECK(report.problems().size() == Report::max_findings);
  CHECK(report.problems_not_kept() == 3);
  CHECK(report.full());
}

TEST_CASE("every fault has a name and a text in both languages") {
#define TILLGATE_FAULT_CHECK(name, en, zh)    \
  CHECK(fault_name(Fault::name) == #name);    \
  CHECK_FALSE(fault_en(Fault::name).empty()); \
  CHECK_FALSE(fault_zh(Fault::name).empty());
  TILLGATE_FAULT_LIST(TILLGATE_FAULT_CHECK)
#undef TILLGATE_FAULT_CHECK
}
