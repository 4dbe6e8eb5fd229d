#include "crypto/note.hpp"

#include <catch2/catch.hpp>

#include "crypto/hex.hpp"
#include "support/data.hpp"

using namespace tillgate;
using test::bytes_of;

namespace {

struct Verdict {
  bool accepted = false;
  std::vector<std::string> verified;
  std::string text;
};

Verdict judge(const Json& c) {
  Verdict verdict;
  std::vector<crypto::VerifierKey> trusted;
  for (const Json& text : c["trusted_vkeys"]) {
    auto key = crypto::parse_vkey(text.get<std::string>());
    if (key) trusted.push_back(std::move(key).value());  // a witness' key is skipped: none of ours
  }
  const Bytes bytes = bytes_of(c["note_hex"]);
  const auto note = crypto::parse_note(as_text(bytes));
  if (!note) return verdict;
  const auto check = crypto::check_note(*note, trusted);
  verdict.accepted = check.value().valid();
  for (const std::size_t i : check->good)
    verdict.verified.push_back(trusted[i].name + "+" + to_hex(trusted[i].id));
  verdict.text = note->text;
  return verdict;
}

}  // namespace

TEST_CASE("signed notes are accepted and refused as the vectors say") {
  const Json vectors = test::read_json_data("vectors/tlog/signed-notes.json");
  for (const Json& c : vectors["cases"]) {
    INFO(c["name"]);
    const Verdict verdict = judge(c);
    CHECK(verdict.accepted == c["accept"].get<bool>());
    if (!c["accept"].get<bool>()) continue;
    auto verified = c["verified"].get<std::vector<std::string>>();
    CHECK_THAT(verdict.verified, Catch::UnorderedEquals(verified));
    CHECK(to_hex(as_bytes(verdict.text)) == c["text_hex"]);
  }
}

TEST_CASE("a malformed note is a failure, an unsigned one is a verdict") {
  CHECK(crypto::parse_note("text\n").failure().status == TILLGATE_E_DOCUMENT);
  const auto bad_line = crypto::parse_note("text\n\n\xE2\x80\x94 a AAAAAAA=\n\xE2\x80\x94 b !\n");
  CHECK(bad_line.failure().where == "signature line 2");
  const auto note = crypto::parse_note("text\n\n\xE2\x80\x94 a AAAAAAA=\n");
  REQUIRE(note.ok());
  CHECK(crypto::check_note(*note, {}).value().good.empty());
}

TEST_CASE("a note takes 100 lines and 64 KiB and not more") {
  const std::string line = "\xE2\x80\x94 a AAAAAAA=\n";
  std::string note = "text\n\n";
  for (int i = 0; i < 100; ++i) note += line;
  CHECK(crypto::parse_note(note).ok());
  CHECK_FALSE(crypto::parse_note(note + line).ok());
  CHECK_FALSE(crypto::parse_note(std::string(65'536, 'x') + "\n\n" + line).ok());
}

TEST_CASE("a note we sign carries one line a signer, and each key verifies its own") {
  std::vector<crypto::NoteSigner> signers;
  signers.push_back({"log", crypto::PrivateKey::generate(crypto::Algorithm::ed25519).value()});
  signers.push_back({"log", crypto::PrivateKey::generate(crypto::Algorithm::sm2_sm3).value()});
  const std::string text = "origin\n1\n\nwith an empty line\n";
  const std::string note = crypto::sign_note(text, {&signers[0], &signers[1]}).value();
  const auto parsed = crypto::parse_note(note);
  REQUIRE(parsed.ok());
  CHECK(parsed->text == text);
  REQUIRE(parsed->signatures.size() == 2);

  std::vector<crypto::VerifierKey> trusted;
  for (const auto& signer : signers)
    trusted.push_back(
        crypto::parse_vkey(crypto::vkey_text(signer.name, signer.key.public_key())).value());
  CHECK(crypto::check_note(*parsed, trusted)->good == std::vector<std::size_t>{0, 1});

  const std::string line = crypto::signature_line(signers[0], text).value();
  CHECK(crypto::parse_note(note + line)->signatures.size() == 3);
  CHECK_FALSE(crypto::sign_note("no line end", {&signers[0]}).ok());
  CHECK_FALSE(crypto::sign_note("tab\t\n", {&signers[0]}).ok());
}
