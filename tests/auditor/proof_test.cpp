// `tillgate-audit prove`, `check`, `receipt`, and finding records.
#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>

#include "auditor/audit.hpp"
#include "base/json.hpp"
#include "support/data.hpp"

using namespace tillgate;
using test::audit;
using test::ClosedTill;
using test::has;
using test::text;

namespace {

// An exported log of 300 records over some days, of 2026-11-20 to 2026-11-23 in China.
class Exported : public ClosedTill {
 public:
  Exported() : ClosedTill(100) {
    open();
    for (int day = 1; day < 4; ++day) {
      clock.advance(24 * 3600 * 1000);
      if (day == 2) seal_many(50);
      if (day == 3) seal_many(149);
      if (day == 1) {
        ledger::Draft draft = test::draft_of("sale_refused");
        draft.body["lines"] = Json::parse(R"([{"line": 1, "codes": ["84000000000000000017"]}])");
        draft.body["verdict"] =
            Json::parse(R"({"findings": [{"rule": "TR-02", "effect": "block"}]})");
        draft.disclosures = {{"person", "钱八"}};
        seal(draft);
      }
    }
    close();
    REQUIRE(audit({"export", database_file(), log()}).code == 0);
  }
  std::string file(const char* name) const { return text(folder / name); }
  void put(const char* name, const std::string& content) const {
    std::ofstream(folder / name, std::ios::binary) << content;
  }
};

}  // namespace

TEST_CASE("one record is proved from folder and database alike, and checked with keys alone") {
  const Exported log;
  for (const std::string& source : {log.log(), log.database_file()}) {
    REQUIRE(audit({"prove", source, "--record", "257", "--out", log.file("proof")}).code == 0);
    const auto answer = audit({"check", log.file("proof"), "--key", log.vkeys()});
    CHECK(answer.code == 0);
    CHECK(has(answer.out, "included 在册: 257  2026-11-23"));
    CHECK(has(answer.out, "(of 300)"));
  }
  std::string proof = test::read_file(log.folder / "proof");
  proof[proof.find("extra ") + 12] ^= 1;
  log.put("proof", proof);
  CHECK(audit({"check", log.file("proof"), "--key", log.vkeys()}).code == 1);
  CHECK(audit({"prove", log.log(), "--record", "300"}).code == 2);
}

TEST_CASE("that the log continues an earlier checkpoint is proved, and refused for another") {
  Exported log;
  const std::string early = test::read_file(log.folder / "log/checkpoint");
  log.put("early", early);
  log.open();
  log.seal_many(7);
  log.close();
  const auto proof = audit({"prove", log.database_file(), "--continues", log.file("early")});
  REQUIRE(proof.code == 0);
  CHECK(has(proof.out, "old 300\n"));
  log.put("proof", proof.out);
  const auto answer =
      audit({"check", log.file("proof"), "--key", log.vkeys(), "--older", log.file("early")});
  CHECK(answer.code == 0);
  CHECK(has(answer.out, "307 records begin with the 300 of the earlier checkpoint"));
  CHECK(audit({"check", log.file("proof"), "--key", log.vkeys()}).code == 2);

  std::string other = proof.out;
  const std::size_t hash = other.find('\n') + 5;
  other[hash] = other[hash] == 'A' ? 'B' : 'A';
  log.put("proof", other);
  CHECK(audit({"check", log.file("proof"), "--key", log.vkeys(), "--older", log.file("early")})
            .code == 1);
}

TEST_CASE("the records of some days are proved complete without the rest of the log") {
  const Exported log;
  const auto made = audit({"prove", log.log(), "--since", "2026-11-21", "--until", "2026-11-22",
                           "--out", log.file("days")});
  REQUIRE(made.code == 0);
  const auto answer = audit({"check", log.file("days"), "--key", log.vkeys()});
  CHECK(answer.code == 0);
  // 51 records of these two days, and one on either side.
  CHECK(has(answer.out, "complete 完整: records 99 to 151 of 300, from 2026-11-20"));
  CHECK(has(answer.out, " to 2026-11-23"));
  std::string days = test::read_file(log.folder / "days");
  const std::size_t line = days.find("\n{", days.find("\"index\":120,") - 200) + 1;
  days.erase(line, days.find('\n', line) + 1 - line);
  log.put("days", days);
  const auto refused = audit({"check", log.file("days"), "--key", log.vkeys()});
  CHECK(refused.code == 1);
  CHECK(has(refused.err, "records of the range are missing"));
  CHECK(audit({"prove", log.log(), "--since", "2027-01-01"}).code == 2);
  CHECK(audit({"prove", log.log(), "--since", "2026-13-01"}).code == 2);
  CHECK(audit({"prove", log.log()}).code == 2);
  CHECK(audit({"prove", log.log(), "--record", "1", "--since", "2026-11-20"}).code == 2);
}

TEST_CASE("a receipt is printed, checked offline, and held against the log as it is now") {
  Exported log;
  const auto made = audit({"receipt", "--log", log.log(), "--record", "299"});
  REQUIRE(made.code == 0);
  log.put("receipt", made.out);
  const auto offline = audit({"receipt", log.file("receipt"), "--key", log.vkeys()});
  CHECK(offline.code == 0);
  CHECK(has(offline.out, "receipt ok 凭据有效: record 299 of 300"));
  const std::string payload =
      made.out.substr(made.out.rfind("TG1:"), made.out.size() - made.out.rfind("TG1:") - 1);
  CHECK(payload.size() < 500);
  CHECK(audit({"receipt", payload, "--key", log.vkeys()}).code == 0);

  log.open();
  log.seal_many(30);
  log.close();
  for (const std::string& now : {log.log(), log.database_file()}) {
    const auto held = audit({"receipt", payload, "--key", log.vkeys(), "--log", now});
    INFO(held.err);
    CHECK(held.code == 0);
    CHECK(has(held.out, "and the log holds it"));
  }
  const ClosedTill stranger(400);
  CHECK(audit({"receipt", payload, "--key", stranger.vkeys()}).code == 1);
  const auto other =
      audit({"receipt", payload, "--key", log.vkeys(), "--log", stranger.database_file()});
  CHECK(other.code == 1);
  CHECK(has(other.err, "history was rewritten: record 299"));
  CHECK(audit({"receipt", "TG1:nonsense", "--key", log.vkeys()}).code == 1);
  CHECK(audit({"receipt", payload}).code == 2);
  CHECK(audit({"receipt", "--record", "1"}).code == 2);
}

TEST_CASE("records are found by day, kind, rule, code and person") {
  const Exported log;
  const auto found = [&](const std::vector<std::string>& words) {
    std::vector<std::string> all{"query", log.log(), "--count", "1000"};
    all.insert(all.end(), words.begin(), words.end());
    const auto answer = audit(all);
    CHECK(answer.code == 0);
    return std::count(answer.out.begin(), answer.out.end(), '\n');
  };
  CHECK(found({}) == 300);
  CHECK(found({"--since", "2026-11-21", "--until", "2026-11-21"}) == 1);
  CHECK(found({"--since", "2026-11-22"}) == 199);
  CHECK(found({"--kind", "gate_opened"}) == 1);
  CHECK(found({"--kind", "sale_refused", "--rule", "TR-02"}) == 1);
  CHECK(found({"--rule", "TR-03"}) == 0);
  CHECK(found({"--rule", "block"}) == 0);
  CHECK(found({"--code", "84000000000000000017"}) == 1);
  CHECK(found({"--code", "8400000000000000001"}) == 0);
  const std::string entry = audit({"show", log.log(), "--json", "--kind", "sale_refused"}).out;
  CHECK(has(entry, "{\"body\":{\"lines\":["));
  const std::size_t digest = entry.find("\"person\":\"") + 10;
  CHECK(found({"--person", entry.substr(digest, 64)}) == 1);
  CHECK(found({"--person", std::string(64, '0')}) == 0);
  CHECK(audit({"show", log.log(), "--since", "yesterday"}).code == 2);
}

TEST_CASE("a log is exported into an archive, which every verb reads") {
  const Exported log;
  const std::string tar = log.file("log.tar");
  const auto exported = audit({"export", log.database_file(), tar});
  CHECK(exported.code == 0);
  CHECK(exported.out == "exported: 300 records, 7 new files\n");
  const auto verified = audit({"verify", tar, "--key", log.vkeys(), "--older", log.log()});
  CHECK(verified.code == 0);
  CHECK(has(verified.out, "continues 延续: 1 earlier checkpoints"));
  CHECK(audit({"show", tar, "--count", "2"}).code == 0);
  CHECK(audit({"prove", tar, "--record", "3", "--out", log.file("proof")}).code == 0);
  CHECK(audit({"check", log.file("proof"), "--key", log.vkeys()}).code == 0);
  CHECK(audit({"verify", log.vkeys(), "--key", log.vkeys()}).code == 1);  // no archive at all
}

TEST_CASE("the manifest is signed with the log's keys, and evidence comes out without them too") {
  const Exported log;
  const auto with_keys =
      audit({"export", log.database_file(), log.log(), "--sign", text(log.folder / "keys")});
  CHECK(has(with_keys.out, "manifest signed"));
  CHECK(has(audit({"verify", log.log(), "--key", log.vkeys()}).out, "manifest signed 清单已签名"));

  std::filesystem::create_directories(log.folder / "damaged");
  log.put("damaged/ed25519.pem", "-----BEGIN PRIVATE KEY-----\n");
  const ClosedTill stranger(1, "pharmacy.example/store-2/till-1/g1");
  for (const std::string& keys :
       {log.file("damaged"), log.file("none"), text(stranger.folder / "keys")}) {
    const auto without =
        audit({"export", log.database_file(), log.file("out.tar"), "--sign", keys});
    CHECK(without.code == 0);
    CHECK(has(without.err, "remark: the manifest is not signed 清单未签名"));
    CHECK(audit({"verify", log.file("out.tar"), "--key", log.vkeys()}).code == 0);
  }
}

TEST_CASE("a report is given as JSON, with the name of each fault") {
  const std::string logs = text(test::data_path("vectors/logs"));
  const auto good = audit({"verify", logs + "/good-cosigned", "--policy", logs + "/policy",
                           "--older", logs + "/older.checkpoint", "--json"});
  CHECK(good.code == 0);
  const Json report = Json::parse(good.out);
  CHECK(report["good"] == true);
  CHECK(report["sm2"] == true);
  CHECK(report["continued"] == 1);
  CHECK(report["cosigned"][0]["witness"] == "witness.example/district-office");
  const auto bad =
      audit({"verify", logs + "/swapped-pair", "--key", logs + "/log.vkeys", "--json"});
  CHECK(bad.code == 1);
  CHECK(Json::parse(bad.out)["problems"].size() > 2);
  CHECK(audit({"verify", logs + "/good", "--policy", logs + "/log.vkeys"}).code == 2);
  CHECK(
      audit({"verify", logs + "/good", "--policy", logs + "/policy", "--key", logs + "/log.vkeys"})
          .code == 2);
}
