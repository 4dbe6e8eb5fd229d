#include "ledger/checkpoint_token.hpp"

#include <catch2/catch.hpp>

#include "ledger/log_proof.hpp"
#include "ledger/till.hpp"

using namespace tillgate;
using namespace tillgate::ledger;
using test::Till;

TEST_CASE("a token gives the checkpoint back, signed, from one short line") {
  Till till;
  till.seal_many(3);
  const std::string note = till.journal->checkpoint().value();
  const std::string token = checkpoint_token(note).value();
  CHECK(token.size() < 200);
  CHECK(token.find_first_of(" \n\"\\") == std::string::npos);
  const std::string again = note_of_token(token).value();
  CHECK(note.starts_with(again));  // the first line is the Ed25519 one
  const auto opened = open_checkpoint(again, test::trusted_keys_of(till));
  REQUIRE(opened.ok());
  CHECK(opened->checkpoint.size == 3);
}

TEST_CASE("a token that was altered does not open") {
  Till till;
  till.seal_many(3);
  const std::string token = checkpoint_token(till.journal->checkpoint().value()).value();
  for (std::size_t at = token.find(':') + 1; at < token.size(); at += 5) {
    std::string changed = token;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    const auto note = note_of_token(changed);
    INFO(changed);
    CHECK_FALSE((note.ok() && open_checkpoint(*note, test::trusted_keys_of(till)).ok()));
  }
  for (const std::string& wrong :
       {std::string(), std::string("TGC1:"), std::string("TGC1:a"), std::string("TGC1:a:1"),
        std::string("TGC1::1:AAAA"), std::string("TGC1:a:01:AAAA"), token.substr(1), token + "A",
        token.substr(0, token.size() - 2)}) {
    INFO(wrong);
    CHECK(note_of_token(wrong).failure().status == TILLGATE_E_DOCUMENT);
  }
}
