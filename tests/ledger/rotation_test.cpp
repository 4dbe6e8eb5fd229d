// A change of keys, sealed in the log.
#include <catch2/catch.hpp>

#include "crypto/note.hpp"
#include "ledger/till.hpp"
#include "ledger/verify.hpp"
#include "support/data.hpp"

using namespace tillgate;
using namespace tillgate::ledger;
using test::draft_of;
using test::Till;

namespace {

constexpr std::int64_t overlap_ms = std::int64_t{30} * 24 * 3600 * 1000;

void load_keys(Till& till) {
  till.journal.reset();
  till.keys =
      std::make_unique<crypto::KeyFolder>(crypto::KeyFolder::load(till.folder / "keys").value());
  till.open();
}

std::vector<crypto::VerifierKey> vkeys_in(const std::filesystem::path& file) {
  return crypto::KeyFolder::load_public(file).value();
}

std::size_t lines_of(const std::string& note) {
  return crypto::parse_note(note)->signatures.size();
}

}  // namespace

TEST_CASE("new keys are announced under the old ones, sign beside them, and then alone") {
  Till till;
  till.seal_many(3);
  const auto former = vkeys_in(till.folder / "keys/log.vkeys");
  REQUIRE(crypto::KeyFolder::prepare_rotation(till.folder / "keys").ok());
  CHECK_FALSE(till.journal->opening().rotated);
  load_keys(till);

  CHECK(till.journal->opening().rotated);
  const Json record = Json::parse(as_text(Tables(*till.database).entries(3, 1).value().front()));
  CHECK(record["kind"] == "key_rotated");
  const auto next = vkeys_in(till.folder / "keys/next/log.vkeys");
  CHECK(record["body"]["former"][1] == crypto::vkey_text(former[1].name, former[1].key));
  CHECK(record["body"]["keys"][1] == crypto::vkey_text(next[1].name, next[1].key));
  CHECK(record["body"]["both_until"] == utc_text(till.clock.now() + overlap_ms));

  // During the overlap the log verifies with either pair.
  till.seal_many(2);
  CHECK(lines_of(till.journal->checkpoint().value()) == 4);
  const auto folder = till.published();
  CHECK(verify_folder(folder, former)->good());
  CHECK(verify_folder(folder, next)->good());
  load_keys(till);
  CHECK_FALSE(till.journal->opening().rotated);
  CHECK(till.journal->size().value() == 6);

  // Afterwards with the next one alone, also once the old private keys are gone.
  till.clock.advance(overlap_ms);
  CHECK(till.journal->rotation_is_over());
  load_keys(till);
  till.seal(draft_of("sale_settled"));
  CHECK(lines_of(till.journal->checkpoint().value()) == 2);
  REQUIRE(till.keys->finish_rotation().ok());
  till.seal(draft_of("sale_settled"));
  load_keys(till);
  till.seal(draft_of("sale_settled"));
  CHECK(till.keys->next() == nullptr);
  CHECK(verify_folder(till.published(), next)->good());
  CHECK_FALSE(verify_folder(till.published(), former)->good());
  CHECK(vkeys_in(till.folder / "keys/former.vkeys")[1].id == former[1].id);
  CHECK_FALSE(std::filesystem::exists(till.folder / "keys/next"));
}

TEST_CASE("personal data sealed before a change of keys is readable after it") {
  Till till;
  Draft draft = draft_of("sale_settled");
  draft.disclosures = {{"person", "蒋十六"}};
  till.seal(draft);
  REQUIRE(crypto::KeyFolder::prepare_rotation(till.folder / "keys").ok());
  load_keys(till);
  till.clock.advance(overlap_ms);
  REQUIRE(till.keys->finish_rotation().ok());
  load_keys(till);
  CHECK(till.journal->disclosure(0, "person").value() == "蒋十六");
}
