#include "ledger/witness_reply.hpp"

#include <catch2/catch.hpp>

#include "crypto/note.hpp"
#include "ledger/till.hpp"
#include "ledger/witness.hpp"

using namespace tillgate;
using namespace tillgate::ledger;
using ReplyKind = WitnessReply::Kind;

namespace {

struct Asked {
  Asked() { till.seal_many(7); }
  test::Till till;
  test::TestWitness witness{"office.example/w"};

  std::string checkpoint() { return till.journal->checkpoint().value(); }
  // The line alone that the witness would add.
  std::string line(const test::TestWitness& by, std::uint64_t time_s = 1'796'000'000) {
    return by.cosigned(checkpoint(), time_s).substr(checkpoint().size());
  }
  WitnessReply read(long status, const std::string& body, std::uint64_t old_size = 3) {
    const auto key = parse_witness_vkey(witness.vkey()).value();
    const std::string text = crypto::parse_note(checkpoint())->text;
    return read_witness_reply(key, {old_size, 7, text}, status, body).value();
  }
};

}  // namespace

TEST_CASE("of the lines of a reply the witness' own is taken, and only when it verifies") {
  Asked asked;
  const test::TestWitness other("office.example/w");
  const std::string own = asked.line(asked.witness);
  const std::string foreign = asked.line(other);
  for (const std::string& body :
       {own, foreign + own, "not a line\n\n" + own, own.substr(0, own.size() - 1)}) {
    INFO(body);
    const WitnessReply reply = asked.read(200, body);
    CHECK(reply.kind == ReplyKind::cosigned);
    CHECK(reply.line == own);
    CHECK(reply.time_s == 1'796'000'000);
  }
  const std::string of_other_text = own;
  asked.till.seal_many(1);  // the checkpoint is another one now
  for (const std::string& body : {std::string(), foreign, of_other_text, std::string("garbage")}) {
    INFO(body);
    const WitnessReply reply = asked.read(200, body);
    CHECK(reply.kind == ReplyKind::unavailable);
    CHECK_FALSE(reply.detail.empty());
  }
}

TEST_CASE("every status means one thing, also from witnesses that depart from the protocol") {
  struct Case {
    long status;
    std::string body;
    std::uint64_t old_size;
    ReplyKind kind;
  };
  const std::vector<Case> cases = {
      {409, "5\n", 3, ReplyKind::other_size},
      {409, "5", 3, ReplyKind::other_size},
      {409, "0\r\n", 3, ReplyKind::other_size},
      {409, "3\n", 3, ReplyKind::unavailable},  // just what it was asked with
      {409, "8\n", 3, ReplyKind::history_refused},
      {409, "", 3, ReplyKind::unavailable},
      {409, "conflict", 3, ReplyKind::unavailable},
      {409, "05\n", 3, ReplyKind::unavailable},
      {409, "", 7, ReplyKind::history_refused},  // where 422 is meant
      {422, "", 3, ReplyKind::history_refused},
      {400, "", 3, ReplyKind::unavailable},
      {403, "", 3, ReplyKind::unavailable},
      {404, "", 3, ReplyKind::unavailable},
      {429, "", 3, ReplyKind::unavailable},
      {500, "", 3, ReplyKind::unavailable},
      {503, "<html>", 3, ReplyKind::unavailable},
      {302, "", 3, ReplyKind::unavailable},
  };
  Asked asked;
  for (const Case& c : cases) {
    INFO(c.status << " " << c.body);
    const WitnessReply reply = asked.read(c.status, c.body, c.old_size);
    CHECK(reply.kind == c.kind);
    CHECK_FALSE(reply.detail.empty());
  }
  CHECK(asked.read(409, "5\n").known_size == 5);
}

TEST_CASE("a line made here is the line of the specification, by both algorithms") {
  Asked asked;
  for (const auto algorithm : {crypto::Algorithm::ed25519, crypto::Algorithm::sm2_sm3}) {
    const auto key = crypto::PrivateKey::generate(algorithm).value();
    const std::string vkey = witness_vkey("w.example/1", key.public_key()).value();
    const auto witness = parse_witness_vkey(vkey);
    REQUIRE(witness.ok());
    const std::string note = asked.checkpoint();
    const std::string text = crypto::parse_note(note)->text;
    const std::string line = cosignature_line("w.example/1", key, 1'772'600'000, text).value();
    const auto reply = read_witness_reply(*witness, {0, 7, text}, 200, line);
    CHECK(reply->kind == ReplyKind::cosigned);
    CHECK(reply->time_s == 1'772'600'000);
    CHECK(crypto::parse_note(note + line).ok());
    CHECK(cosignature_line("w", key, std::uint64_t{1} << 63, text).failure().status ==
          TILLGATE_E_ARGUMENT);
    CHECK(witness_vkey("two words", key.public_key()).failure().status == TILLGATE_E_KEY);
  }
}
