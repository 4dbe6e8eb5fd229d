// Keys under a passphrase, and what needs them: signing an export, disclosing, erasing, rotating.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>

#include "auditor/audit.hpp"
#include "ledger/verify.hpp"
#include "support/data.hpp"
#include "support/program.hpp"

using namespace tillgate;
using test::Answer;
using test::audit;
using test::has;
using test::text;

namespace {

// A closed till whose key files are encrypted, with one sale of a person.
class LockedTill {
 public:
  LockedTill() {
    write("right", "correct horse\n");
    write("wrong", "incorrect horse\n");
    REQUIRE(audit({"keygen", path("keys"), "--origin", "pharmacy.example/s/t/g1",
                   "--passphrase-file", path("right")})
                .code == 0);
    const auto keys = load();
    const auto database = store::Database::open(folder_ / "till.db").value();
    const test::FixedClock clock;
    const auto journal =
        ledger::Journal::open(*database, keys, {"t1", folder_ / "keys/signed.state"}, clock)
            .value();
    REQUIRE(
        database
            ->execute(
                "INSERT INTO sale (key, state, operator, begun_ms, changed_ms, sealed, personal)"
                " VALUES ('A001', 'settled', 'op-1', 1, 1, x'00', x'00')")
            .ok());
    ledger::Draft draft = test::draft_of("sale_settled", 100);
    draft.subject = "A001";
    draft.disclosures = {{"person", "冯十二"}};
    auto transaction = store::Transaction::begin(*database);
    REQUIRE(journal->seal(draft).ok());
    REQUIRE(transaction->commit().ok());
  }

  std::string path(const std::string& name) const { return text(folder_ / name); }
  void write(const std::string& name, const std::string& content) const {
    std::ofstream(folder_ / name, std::ios::binary) << content;
  }
  crypto::KeyFolder load() const {
    return crypto::KeyFolder::load(folder_ / "keys",
                                   [] { return std::optional<std::string>("correct horse"); })
        .value();
  }

 private:
  test::TemporaryFolder folder_;
};

std::vector<std::string> with(std::vector<std::string> words, const std::string& passphrase_file) {
  words.insert(words.end(), {"--passphrase-file", passphrase_file});
  return words;
}

}  // namespace

TEST_CASE("what needs private keys opens them with the passphrase, or names file and next step") {
  const LockedTill till;
  const struct {
    std::vector<std::string> words;
    std::string done;
    int code_without;
  } verbs[] = {
      {{"export", till.path("till.db"), till.path("log"), "--sign", till.path("keys")},
       "manifest signed",
       0},
      {{"disclose", till.path("till.db"), "--keys", till.path("keys"), "--name", "person"},
       "冯十二",
       1},
      {{"erase", till.path("till.db"), "--keys", till.path("keys"), "--sale", "A001", "--operator",
        "auditor-1"},
       "erased 已删除: the person of sale A001, sealed as record ",
       1},
      {{"rotate", till.path("keys")}, "pharmacy.example/s/t/g1+", 1},
  };
  for (const auto& verb : verbs) {
    INFO(verb.words[0]);
    const Answer none = audit(verb.words);
    CHECK(none.code == verb.code_without);
    CHECK(has(none.err, "no passphrase was given"));
    const Answer wrong = audit(with(verb.words, till.path("wrong")));
    CHECK(wrong.code == verb.code_without);
    CHECK(has(wrong.err, "the passphrase is wrong"));
    for (const Answer& refused : {none, wrong}) {
      CHECK(has(refused.err, "--passphrase-file"));
      CHECK(has(refused.err, "请提供正确口令"));
      CHECK(has(refused.err, "ed25519.pem"));
      CHECK_FALSE(has(refused.err + refused.out, "horse"));
      CHECK_FALSE(has(refused.out, verb.done));
    }
    const Answer right = audit(with(verb.words, till.path("right")));
    CHECK(right.code == 0);
    CHECK(has(right.out, verb.done));
  }
  const Answer missing = audit(with(verbs[1].words, till.path("none")));
  CHECK(missing.code == 1);
  CHECK(has(missing.err, "none"));
  till.write("empty", "\nsecond line\n");
  CHECK(has(audit(with(verbs[1].words, till.path("empty"))).err, "no passphrase in this file"));
}

TEST_CASE("the environment gives the passphrase where no file does") {
  const LockedTill till;
  ::setenv("TILLGATE_KEY_PASSPHRASE", "correct horse", 1);
  const Answer shown =
      audit({"disclose", till.path("till.db"), "--keys", till.path("keys"), "--name", "person"});
  ::unsetenv("TILLGATE_KEY_PASSPHRASE");
  CHECK(shown.code == 0);
  CHECK(has(shown.out, "冯十二"));
}

TEST_CASE("a closed till's sale is erased for the auditor, once, and the log stays whole") {
  const LockedTill till;
  const std::vector<std::string> words =
      with({"erase", till.path("till.db"), "--keys", till.path("keys"), "--operator", "auditor-1",
            "--sale"},
           till.path("right"));
  const auto erase = [&](const std::string& sale) {
    std::vector<std::string> all = words;
    all.insert(all.begin() + 7, sale);
    return audit(all);
  };
  REQUIRE(audit({"export", till.path("till.db"), till.path("before")}).code == 0);
  CHECK(erase("A002").code == 2);
  CHECK(erase("A001").code == 0);
  const Answer again = erase("A001");
  CHECK(again.code == 0);
  CHECK(has(again.out, "nothing personal is left"));
  CHECK(audit(with({"disclose", till.path("till.db"), "--keys", till.path("keys"), "--name",
                    "person"},
                   till.path("right")))
            .out.empty());
  REQUIRE(audit({"export", till.path("till.db"), till.path("log")}).code == 0);
  const Answer shown = audit({"show", till.path("log"), "--kind", "disclosure_erased"});
  CHECK(has(shown.out, "operator=auditor-1"));
  CHECK(audit({"verify", till.path("log"), "--key", till.path("keys/log.vkeys"), "--older",
               till.path("before")})
            .code == 0);
}

TEST_CASE("next keys are made once, under the passphrase of the ones in use") {
  const LockedTill till;
  const Answer made = audit(with({"rotate", till.path("keys")}, till.path("right")));
  CHECK(made.code == 0);
  CHECK(made.out == test::read_file(till.path("keys/next/log.vkeys")));
  CHECK(has(test::read_file(till.path("keys/next/sm2.pem")), "ENCRYPTED PRIVATE KEY"));
  CHECK(till.load().next() != nullptr);
  const Answer again = audit(with({"rotate", till.path("keys")}, till.path("right")));
  CHECK(again.code == 1);
  CHECK(has(again.err, "next keys already"));
}

namespace {

// tillgate-audit on a terminal of its own, whose person types these lines; what the terminal
// showed, then the exit status.
std::string at_a_terminal(const std::vector<std::string>& lines, std::vector<std::string> words) {
  words.insert(words.begin(),
               {TILLGATE_SOURCE_DIR "/tests/auditor/at_terminal.py", std::to_string(lines.size())});
  words.insert(words.begin() + 2, lines.begin(), lines.end());
  words.insert(words.begin() + 2 + std::ssize(lines), TILLGATE_AUDIT);
  test::Program python(TILLGATE_PYTHON, words);
  std::string shown;
  while (const auto line = python.read_line(60'000)) shown += *line + "\n";
  return shown + "exit " + std::to_string(python.wait());
}

}  // namespace

TEST_CASE("a person at a terminal is asked for the passphrase, once, and it is not shown") {
  const LockedTill till;
  const std::vector<std::string> disclose{
      "disclose", till.path("till.db"), "--keys", till.path("keys"), "--name", "person"};
  const std::string right = at_a_terminal({"correct horse"}, disclose);
  CHECK(has(right, "密钥口令"));
  CHECK(has(right, "冯十二"));
  CHECK(has(right, "exit 0"));
  CHECK_FALSE(has(right, "horse"));
  const std::string wrong = at_a_terminal({"incorrect horse"}, disclose);
  CHECK(has(wrong, "the passphrase is wrong"));
  CHECK(has(wrong, "exit 1"));
  CHECK_FALSE(has(wrong, "horse"));
}

TEST_CASE("a new passphrase is typed twice, alike, or no key is made") {
  const test::TemporaryFolder folder;
  const std::vector<std::string> keygen{"keygen", text(folder / "keys"), "--origin",
                                        "pharmacy.example/s/t/g1", "--ask-passphrase"};
  for (const std::vector<std::string>& typed :
       {std::vector<std::string>{"one", "other"}, std::vector<std::string>{"", ""},
        std::vector<std::string>{"\x03"}}) {
    CHECK(has(at_a_terminal(typed, keygen), "exit 1"));
    CHECK_FALSE(std::filesystem::exists(folder / "keys"));
  }
  CHECK(has(at_a_terminal({"one", "one"}, keygen), "exit 0"));
  CHECK(crypto::KeyFolder::is_encrypted(folder / "keys"));
  // Without a terminal nobody can be asked, and nothing is made in the clear instead.
}
