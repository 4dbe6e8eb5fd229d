#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <vector>

#include "auditor/audit.hpp"
#include "base/os/file.hpp"
#include "crypto/key_folder.hpp"
#include "ledger/fault.hpp"
#include "support/data.hpp"

using namespace tillgate;
using test::Answer;
using test::audit;
using test::ClosedTill;
using test::has;
using test::text;
using test::Till;

TEST_CASE("keys made by the program are those of a key folder, and are printed for the auditor") {
  const test::TemporaryFolder folder;
  const Answer answer =
      audit({"keygen", text(folder / "密钥"), "--origin", "chain.example/store-1/till-1/g1"});
  REQUIRE(answer.code == 0);
  CHECK(answer.out == test::read_data(text(folder / "密钥/log.vkeys")));
  CHECK(crypto::KeyFolder::load(folder / "密钥")->origin() == "chain.example/store-1/till-1/g1");

  const Answer again =
      audit({"keygen", text(folder / "密钥"), "--origin", "chain.example/store-1/till-1/g1"});
  CHECK(again.code == 1);
  CHECK(has(again.err, "not overwritten"));
  CHECK(audit({"keygen", text(folder / "other"), "--origin", "two words"}).code == 2);
}

TEST_CASE(
    "a log is exported without private keys and verifies with the public ones, to the letter") {
  const ClosedTill till(300);
  const Answer exported = audit({"export", till.database_file(), till.log()});
  CHECK(exported.code == 0);
  CHECK(exported.out == "exported: 300 records, 6 new files\n");
  CHECK(audit({"export", till.database_file(), till.log()}).out ==
        "exported: 300 records, 0 new files\n");
  const Answer verified = audit({"verify", till.log(), "--key", till.vkeys()});
  CHECK(verified.code == 0);
  CHECK(verified.out == "verified: 300 records, root " + till.root + ", SM2 ok, Ed25519 ok\n");
  CHECK(verified.err.empty());
}

TEST_CASE(
    "keys may be given as text or file, before or after the folder, all at once or one by one") {
  const ClosedTill till(3);
  REQUIRE(audit({"export", till.database_file(), till.log()}).code == 0);
  std::vector<std::string> keys;
  for (const auto& key : till.keys->public_keys())
    keys.push_back(crypto::vkey_text(key.name, key.key));
  CHECK(audit({"verify", till.log(), "--key", keys[0], keys[1]}).code == 0);
  CHECK(audit({"verify", till.log(), "--key", keys[0], "--key", keys[1]}).code == 0);
  CHECK(audit({"verify", "--key", till.vkeys(), till.log()}).code == 0);
  const Answer one = audit({"verify", till.log(), "--key", keys[1]});
  CHECK(one.out == "verified: 3 records, root " + till.root + ", SM2 ok, Ed25519 not checked\n");
}

TEST_CASE("problems come one a line with the record and the reason, and the exit status is 1") {
  const ClosedTill till(10);
  REQUIRE(audit({"export", till.database_file(), till.log()}).code == 0);
  const auto bundle = till.folder / "log/tile/entries/000.p/10";
  std::string content = test::read_data(text(bundle));
  content[content.find("\"lines\":3") + 8] = '4';
  std::ofstream(bundle, std::ios::binary) << content;
  const Answer answer = audit({"verify", till.log(), "--key", till.vkeys()});
  CHECK(answer.code == 1);
  CHECK(answer.out.empty());
  CHECK(has(answer.err, "record 0, tile/entries/000.p/10: the record was changed"));
  CHECK(has(answer.err, "记录被改动"));
  CHECK(has(answer.err, "NOT verified 校验未通过: 1 problem\n"));
  CHECK(std::count(answer.err.begin(), answer.err.end(), '\n') == 2);
}

TEST_CASE("remarks are shown and do not fail a log") {
  const ClosedTill till(3);
  REQUIRE(audit({"export", till.database_file(), till.log()}).code == 0);
  std::ofstream(till.folder / "log/readme.txt") << "x";
  const Answer answer = audit({"verify", till.log(), "--key", till.vkeys()});
  CHECK(answer.code == 0);
  CHECK(has(answer.err, "remark: readme.txt: not part of the log"));
}

TEST_CASE("a foreign key does not verify a log") {
  const ClosedTill till(3);
  const ClosedTill stranger(1);
  REQUIRE(audit({"export", till.database_file(), till.log()}).code == 0);
  const Answer answer = audit({"verify", till.log(), "--key", stranger.vkeys()});
  CHECK(answer.code == 1);
  CHECK(has(answer.err, "not signed by this trusted key"));
}

TEST_CASE("the export checks signatures first when it is given keys") {
  const ClosedTill till(3);
  const ClosedTill stranger(1);
  CHECK(audit({"export", till.database_file(), till.log(), "--keys", text(till.folder / "keys")})
            .code == 0);
  const Answer refused = audit({"export", till.database_file(), text(till.folder / "elsewhere"),
                                "--keys", stranger.vkeys()});
  CHECK(refused.code == 1);
  CHECK(has(refused.err, "not signed by the keys of this log"));
  CHECK_FALSE(std::filesystem::exists(till.folder / "elsewhere"));
}

TEST_CASE("a database the register has open is not exported, and says why") {
  Till till;
  const Answer answer = audit({"export", text(till.folder / "till.db"), text(till.folder / "log")});
  CHECK(answer.code == 1);
  CHECK(has(answer.err, "holds this database"));
}

TEST_CASE("records are shown from a folder and from a database alike") {
  const ClosedTill till(300);
  REQUIRE(audit({"export", till.database_file(), till.log()}).code == 0);
  for (const std::string& source : {till.log(), till.database_file()}) {
    const Answer answer = audit({"show", source, "--from", "254", "--count", "4"});
    CHECK(answer.code == 0);
    CHECK(std::count(answer.out.begin(), answer.out.end(), '\n') == 4);
    CHECK(has(answer.out,
              "254  2026-11-20 10:19:14  sale_settled 结算成功  operator=op-7  fund=3.54"));
    CHECK(has(answer.out, "lines=3  receipt=R-1"));
    CHECK(has(answer.err, "300 records"));
    CHECK(has(answer.err, "more with --from 258"));
  }
  const Answer first = audit({"show", till.log(), "--count", "1"});
  CHECK(has(first.out, "0  2026-11-20 10:15:00  gate_opened 开机"));
  CHECK(audit({"show", till.log(), "--from", "18446744073709551615"}).out.empty());
}

TEST_CASE("what is not a record is shown as such and cannot play with the terminal") {
  const Answer answer =
      audit({"show", text(test::data_path("vectors/tlog/sample-log")), "--count", "1"});
  CHECK(answer.code == 0);
  CHECK(has(answer.out, "0  not a record"));

  ClosedTill till(1);
  till.open();
  ledger::Draft draft = test::draft_of("sale_refused");
  draft.body = {{"note", "\x1b[2J"}, {"amounts", {{"total_fen", -5}}}};
  draft.disclosures = {{"buyer", "孙七"}};
  till.seal(draft);
  till.close();
  const Answer shown = audit({"show", till.database_file(), "--from", "1"});
  CHECK(has(shown.out, "note=\\x1b[2J"));
  CHECK(has(shown.out, "amounts.total=-0.05"));
  CHECK(has(shown.out, "sealed: buyer"));
  CHECK_FALSE(has(shown.out, "孙七"));
}

TEST_CASE("a wrong command line is told with status 2, help with status 0") {
  const test::TemporaryFolder folder;
  const std::vector<std::vector<std::string>> wrong = {
      {},
      {"fly"},
      {"verify"},
      {"verify", text(folder.path())},
      {"verify", text(folder / "none"), "--key", text(folder / "none")},
      {"verify", text(folder.path()), "--key", "not-a-key"},
      {"show", text(folder / "none")},
      {"show", text(folder.path()), "--from", "x"},
      {"export", text(folder / "none.db"), text(folder / "log")},
      {"keygen", text(folder / "keys")},
  };
  for (const auto& words : wrong) {
    const Answer answer = audit(words);
    CHECK(answer.code == 2);
    CHECK_FALSE(answer.err.empty());
  }
  CHECK_FALSE(std::filesystem::exists(folder / "none.db"));
  for (const char* verb : {"keygen", "export", "verify", "show", "vectors"}) {
    CHECK(has(audit({"--help"}).out, verb));
    CHECK(audit({verb, "--help"}).code == 0);
    CHECK(has(audit({verb, "--help"}).out, "For "));
  }
}

TEST_CASE("a folder without a checkpoint is no log") {
  const test::TemporaryFolder folder;
  const ClosedTill till(1);
  const Answer verified = audit({"verify", text(folder.path()), "--key", till.vkeys()});
  CHECK(verified.code == 1);
  CHECK(has(verified.err, "the signed checkpoint is missing"));
  CHECK(audit({"show", text(folder.path())}).code == 1);
}
