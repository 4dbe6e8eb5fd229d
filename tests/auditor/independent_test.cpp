// Logs written here, checked by programs that share no code with the library:
// sdk/python/verify_log.py, a Go program made of golang.org/x/mod/sumdb, and openssl alone.
#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>

#include "auditor/audit.hpp"
#include "base/json.hpp"
#include "crypto/base64.hpp"
#include "crypto/note.hpp"
#include "support/data.hpp"
#include "support/program.hpp"

using namespace tillgate;
using test::audit;
using test::ClosedTill;
using test::text;

namespace {

const std::string python_verifier =
    text(std::filesystem::path(TILLGATE_SOURCE_DIR) / "sdk/python/verify_log.py");

struct Outcome {
  int code;
  std::string first_line;
};

Outcome run(const char* program, const std::vector<std::string>& arguments) {
  test::Program process(program, arguments);
  const auto line = process.read_line(60'000);
  return {process.wait(), line.value_or("")};
}

struct Checked {
  std::string folder, vkeys;
  std::vector<std::string> older;
};

Outcome by_python(const Checked& log) {
  std::vector<std::string> arguments{python_verifier, log.folder, "--key", log.vkeys};
  if (!log.older.empty()) arguments.push_back("--older");
  arguments.insert(arguments.end(), log.older.begin(), log.older.end());
  return run(TILLGATE_PYTHON, arguments);
}

Outcome by_go(const Checked& log) {
  std::vector<std::string> arguments{log.folder, log.vkeys};
  arguments.insert(arguments.end(), log.older.begin(), log.older.end());
  return run(TILLGATE_CHECK_LOG, arguments);
}

void write(const std::filesystem::path& file, ByteView content) {
  std::ofstream(file, std::ios::binary) << as_text(content);
}

// SubjectPublicKeyInfo around the key of a vkey, as openssl reads it.
std::string pem_of(const crypto::PublicKey& key) {
  const bool sm2 = key.algorithm() == crypto::Algorithm::sm2_sm3;
  Bytes der = from_hex(sm2 ? "3059301306072a8648ce3d020106082a811ccf5501822d034200"
                           : "302a300506032b6570032100")
                  .value();
  der.insert(der.end(), key.encoded().begin(), key.encoded().end());
  return "-----BEGIN PUBLIC KEY-----\n" + crypto::to_base64(der) + "\n-----END PUBLIC KEY-----\n";
}

// Both signature lines with openssl and nothing else, over `body`.
std::vector<int> by_openssl(const ClosedTill& till, const crypto::Note& note,
                            const std::string& body) {
  std::vector<int> codes;
  write(till.folder / "body", as_bytes(body));
  for (std::size_t i = 0; i < note.signatures.size(); ++i) {
    const crypto::PublicKey& key = till.keys->public_keys().at(i).key;
    write(till.folder / "key.pem", as_bytes(pem_of(key)));
    write(till.folder / "signature", note.signatures[i].signature);
    const std::string pem = text(till.folder / "key.pem");
    const std::string signature = text(till.folder / "signature");
    const std::string signed_file = text(till.folder / "body");
    codes.push_back(
        key.algorithm() == crypto::Algorithm::sm2_sm3
            ? run(TILLGATE_OPENSSL, {"dgst", "-sm3", "-sigopt", "distid:1234567812345678",
                                     "-verify", pem, "-signature", signature, signed_file})
                  .code
            : run(TILLGATE_OPENSSL, {"pkeyutl", "-verify", "-pubin", "-inkey", pem, "-rawin", "-in",
                                     signed_file, "-sigfile", signature})
                  .code);
  }
  return codes;
}

}  // namespace

TEST_CASE("a log written here verifies with Python, with Go and with openssl alone") {
  ClosedTill till(200);
  const std::string early = text(till.folder / "early");
  REQUIRE(audit({"export", till.database_file(), early}).code == 0);
  till.open();
  till.seal_many(400);
  ledger::Draft draft = test::draft_of("sale_refused");
  draft.body = {{"note", "控制字符\x01\"\\/\x7f"}, {"\U0001F48A", 1}, {"ﬁ", 2}};
  draft.disclosures = {{"buyer", "孙七"}};
  till.seal(draft);
  const std::string root = to_hex(ledger::Tables(*till.database).state().value()->root);
  till.close();
  REQUIRE(audit({"export", till.database_file(), till.log()}).code == 0);

  const std::string verified = "verified: 601 records, root " + root;
  const Checked log{till.log(), till.vkeys(), {early + "/checkpoint"}};
  const Outcome python = by_python(log);
  CHECK(python.code == 0);
  CHECK(python.first_line == verified);
  const Outcome go = by_go(log);
  CHECK(go.code == 0);
  CHECK(go.first_line == verified);

  const auto note = crypto::parse_note(test::read_data(till.log() + "/checkpoint"));
  CHECK(by_openssl(till, *note, note->text) == std::vector{0, 0});
  const std::vector<int> changed = by_openssl(till, *note, note->text + "\n");
  CHECK(std::count(changed.begin(), changed.end(), 0) == 0);
}

TEST_CASE("what a dishonest keeper hands over is refused by the independent programs too") {
  const std::string logs = text(test::data_path("vectors/logs"));
  const Json cases = test::read_json_data("vectors/logs/cases.json");
  for (const Json& c : cases["cases"]) {
    if (c.value("policy", false)) continue;  // of which these two know nothing
    INFO(c.dump());
    Checked log{logs + "/" + c["folder"].get<std::string>(), logs + "/log.vkeys", {}};
    if (c.value("older", false)) log.older.push_back(logs + "/older.checkpoint");
    const int expected = c["faults"].empty() ? 0 : 1;
    CHECK(by_python(log).code == expected);
    CHECK(by_go(log).code == expected);
  }
}
