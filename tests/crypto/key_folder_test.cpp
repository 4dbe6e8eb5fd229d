#include "crypto/key_folder.hpp"

#include <catch2/catch.hpp>

#include "base/os/file.hpp"
#include "base/text.hpp"
#include "support/data.hpp"
#include "support/folder.hpp"

using namespace tillgate;
using crypto::KeyFolder;

namespace {
const char* const origin = "pharmacy.example/store-1/till-1/g1";

void overwrite(const std::filesystem::path& file, std::string_view content) {
  REQUIRE(os::write_file_durably(file, as_bytes(content), os::FileMode::private_to_owner).ok());
}
}  // namespace

TEST_CASE("a key folder loads with the keys it was created with, under the log's name") {
  const test::TemporaryFolder folder;
  REQUIRE(KeyFolder::create(folder / "keys", origin).ok());
  const auto keys = KeyFolder::load(folder / "keys");
  REQUIRE(keys.ok());
  CHECK(keys->origin() == origin);
  CHECK(keys->ed25519().key.public_key().algorithm() == crypto::Algorithm::ed25519);
  CHECK(keys->sm2().key.public_key().algorithm() == crypto::Algorithm::sm2_sm3);
  const std::string listed = test::read_data((folder / "keys/log.vkeys").string());
  CHECK(listed == crypto::vkey_text(origin, keys->ed25519().key.public_key()) + "\n" +
                      crypto::vkey_text(origin, keys->sm2().key.public_key()) + "\n");
  CHECK(KeyFolder::load_public(folder / "keys/log.vkeys")->size() == 2);
}

TEST_CASE("keys are never overwritten, not even when only one file is left") {
  const test::TemporaryFolder folder;
  REQUIRE(KeyFolder::create(folder.path(), origin).ok());
  for (const char* kept : {"ed25519.pem", "sm2.pem", "data.key", "log.vkeys"}) {
    const test::TemporaryFolder other;
    std::filesystem::copy(folder / kept, other / kept);
    const auto again = KeyFolder::create(other.path(), origin);
    REQUIRE_FALSE(again.ok());
    CHECK(again.failure().status == TILLGATE_E_KEY);
    CHECK(again.failure().where == utf8_from_path(other / kept));
    CHECK(std::distance(std::filesystem::directory_iterator(other.path()), {}) == 1);
  }
}

TEST_CASE("a missing or damaged key file is named") {
  const test::TemporaryFolder folder;
  for (const char* file : {"ed25519.pem", "sm2.pem", "data.key", "log.vkeys"}) {
    for (const bool missing : {true, false}) {
      const auto keys = folder / (std::string(file) + (missing ? "-missing" : "-damaged"));
      REQUIRE(KeyFolder::create(keys, origin).ok());
      if (missing) {
        std::filesystem::remove(keys / file);
      } else {
        overwrite(keys / file, "something else");
      }
      const auto loaded = KeyFolder::load(keys);
      INFO(keys.filename());
      REQUIRE_FALSE(loaded.ok());
      CHECK(loaded.failure().status == TILLGATE_E_KEY);
      CHECK(loaded.failure().where.starts_with(utf8_from_path(keys / file)));
    }
  }
}

TEST_CASE("files of two key folders do not mix") {
  const test::TemporaryFolder folder;
  REQUIRE(KeyFolder::create(folder / "a", origin).ok());
  REQUIRE(KeyFolder::create(folder / "b", origin).ok());
  for (const char* file : {"ed25519.pem", "sm2.pem", "log.vkeys"}) {
    std::filesystem::remove_all(folder / "mixed");
    std::filesystem::copy(folder / "a", folder / "mixed");
    std::filesystem::copy_file(folder / "b" / file, folder / "mixed" / file,
                               std::filesystem::copy_options::overwrite_existing);
    CHECK(KeyFolder::load(folder / "mixed").failure().status == TILLGATE_E_KEY);
  }
}

TEST_CASE("a log's name that a note could not carry is refused before any key is made") {
  const test::TemporaryFolder folder;
  for (const char* name : {"", "two words", "a+b", "line\nend"}) {
    CHECK(KeyFolder::create(folder / "keys", name).failure().status == TILLGATE_E_ARGUMENT);
    CHECK_FALSE(std::filesystem::exists(folder / "keys"));
  }
}
