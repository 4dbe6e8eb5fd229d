#include "crypto/key_folder.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "base/os/file.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "crypto/certificate.hpp"
#include "crypto/data_key_file.hpp"
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

namespace {

crypto::Passphrase word(const std::string& text) {
  return [text] { return std::optional<std::string>(text); };
}

bool signs_as(const KeyFolder& keys, const std::vector<crypto::VerifierKey>& expected) {
  return std::ranges::equal(keys.ed25519().key.public_key().encoded(), expected[0].key.encoded()) &&
         std::ranges::equal(keys.sm2().key.public_key().encoded(), expected[1].key.encoded());
}

}  // namespace

TEST_CASE("with a passphrase no key lies in the clear, and none is had without it") {
  const test::TemporaryFolder folder;
  REQUIRE(KeyFolder::create(folder / "keys", origin, word("correct horse")).ok());
  for (const char* file : {"ed25519.pem", "sm2.pem"}) {
    const std::string pem = test::read_data((folder / "keys" / file).string());
    CHECK(pem.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
  }
  const auto keys = KeyFolder::load(folder / "keys", word("correct horse"));
  REQUIRE(keys.ok());
  const std::string data_key = test::read_data((folder / "keys/data.key").string());
  CHECK(data_key.find(as_text(keys->data_key().bytes())) == std::string::npos);
  for (const crypto::Passphrase& wrong :
       {word("incorrect horse"), word(""), crypto::Passphrase(),
        crypto::Passphrase([] { return std::optional<std::string>(); })}) {
    const auto refused = KeyFolder::load(folder / "keys", wrong);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.failure().status == TILLGATE_E_KEY);
    CHECK(refused.failure().detail.find("horse") == std::string::npos);
  }
}

TEST_CASE("a passphrase that is given for keys in the clear is not needed") {
  const test::TemporaryFolder folder;
  REQUIRE(KeyFolder::create(folder / "keys", origin).ok());
  CHECK(KeyFolder::load(folder / "keys", word("not asked for")).ok());
}

TEST_CASE("the data key is wrapped for an auditor, who opens it alone") {
  const auto auditor = crypto::PrivateKey::generate(crypto::Algorithm::sm2_sm3).value();
  const auto other = crypto::PrivateKey::generate(crypto::Algorithm::sm2_sm3).value();
  const auto ed25519 = crypto::PrivateKey::generate(crypto::Algorithm::ed25519).value();
  const auto key = crypto::SecretKey::generate().value();
  const Bytes wrapped = crypto::wrap_for(auditor.public_key(), key).value();
  CHECK(as_text(wrapped).find(as_text(key.bytes())) == std::string_view::npos);
  CHECK(std::ranges::equal(crypto::unwrap(auditor, wrapped)->bytes(), key.bytes()));
  CHECK(crypto::unwrap(other, wrapped).failure().status == TILLGATE_E_KEY);
  CHECK(crypto::unwrap(ed25519, wrapped).failure().status == TILLGATE_E_KEY);
  CHECK(crypto::wrap_for(ed25519.public_key(), key).failure().status == TILLGATE_E_KEY);
  for (const std::size_t at : {std::size_t{0}, std::size_t{40}, wrapped.size() - 1}) {
    Bytes changed = wrapped;
    changed[at] ^= 1;
    CHECK(crypto::unwrap(auditor, changed).failure().status == TILLGATE_E_KEY);
  }
}

TEST_CASE("a change of keys goes on where it was interrupted") {
  const test::TemporaryFolder folder;
  const auto before = folder / "before";
  REQUIRE(KeyFolder::create(before, origin).ok());
  const auto old_keys = KeyFolder::load_public(before / "log.vkeys").value();
  REQUIRE(KeyFolder::prepare_rotation(before).ok());
  CHECK(KeyFolder::prepare_rotation(before).failure().status == TILLGATE_E_KEY);
  const auto next_keys = KeyFolder::load_public(before / "next/log.vkeys").value();
  CHECK(signs_as(*KeyFolder::load(before), old_keys));

  // The files as the steps of the end leave them, one after the other.
  for (int steps = 0; steps <= 3; ++steps) {
    INFO(steps);
    std::filesystem::remove_all(folder / "keys");
    std::filesystem::copy(before, folder / "keys", std::filesystem::copy_options::recursive);
    constexpr const char* files[] = {"ed25519.pem", "sm2.pem", "log.vkeys"};
    for (int step = 0; step < steps; ++step)
      std::filesystem::rename(folder / "keys/next" / files[step], folder / "keys" / files[step]);
    const auto keys = KeyFolder::load(folder / "keys");
    REQUIRE(keys.ok());
    CHECK(signs_as(*keys, steps == 0 ? old_keys : next_keys));
    REQUIRE(keys->finish_rotation().ok());
    const auto after = KeyFolder::load(folder / "keys");
    REQUIRE(after.ok());
    CHECK(signs_as(*after, next_keys));
    CHECK(after->next() == nullptr);
    CHECK(std::ranges::equal(after->data_key().bytes(), keys->data_key().bytes()));
  }
}

TEST_CASE("next keys that were not made to the end count as none") {
  const test::TemporaryFolder folder;
  REQUIRE(KeyFolder::create(folder / "keys", origin).ok());
  REQUIRE(KeyFolder::prepare_rotation(folder / "keys").ok());
  std::filesystem::remove(folder / "keys/next/log.vkeys");
  CHECK(KeyFolder::load(folder / "keys")->next() == nullptr);
  REQUIRE(KeyFolder::prepare_rotation(folder / "keys").ok());
  CHECK(KeyFolder::load(folder / "keys")->next() != nullptr);
}

TEST_CASE("under another name the keys stay, and the lines before are kept") {
  const test::TemporaryFolder folder;
  REQUIRE(KeyFolder::create(folder / "keys", origin).ok());
  const std::string before = test::read_data((folder / "keys/log.vkeys").string());
  const auto keys = KeyFolder::load(folder / "keys");
  for (int round = 0; round < 2; ++round) {
    REQUIRE(keys->rename_log("pharmacy.example/store-1/till-1/g2").ok());
    CHECK(KeyFolder::load(folder / "keys")->origin() == "pharmacy.example/store-1/till-1/g2");
    CHECK(test::read_data((folder / "keys/former.vkeys").string()) == before);
  }
}

TEST_CASE("the ends of certificates are read") {
  // As `openssl x509 -enddate` tells it.
  const std::string pem = test::read_data("vectors/crypto/certificate-sm2.pem");
  const auto ends = crypto::certificate_ends("before\n" + pem + "between\n" + pem);
  REQUIRE(ends.ok());
  REQUIRE(ends->size() == 2);
  CHECK(utc_text(ends->at(0)) == "2028-11-23T21:07:41.000Z");
  CHECK(ends->at(1) == ends->at(0));
  for (const std::string& broken :
       {std::string(), pem.substr(0, pem.size() / 2), pem + pem.substr(0, pem.size() / 2)})
    CHECK(crypto::certificate_ends(broken).failure().status == TILLGATE_E_KEY);
}

TEST_CASE("the last day of keys is kept beside them, and moves with the pair it is about") {
  const test::TemporaryFolder folder;
  const auto keys = folder / "keys";
  REQUIRE(KeyFolder::create(keys, origin, {}, {.valid_until = "2027-02-28"}).ok());
  // The end of that day in China.
  CHECK(utc_text(KeyFolder::load(keys)->ends().value()) == "2027-02-28T16:00:00.000Z");
  REQUIRE(KeyFolder::prepare_rotation(keys, {}, {.valid_until = "2030-02-28"}).ok());
  const auto both = KeyFolder::load(keys);
  CHECK(utc_text(both->next_ends().value()) == "2030-02-28T16:00:00.000Z");
  REQUIRE(both->finish_rotation().ok());
  CHECK(utc_text(KeyFolder::load(keys)->ends().value()) == "2030-02-28T16:00:00.000Z");
  REQUIRE(KeyFolder::prepare_rotation(keys).ok());
  REQUIRE(KeyFolder::load(keys)->finish_rotation().ok());
  CHECK_FALSE(KeyFolder::load(keys)->ends());

  CHECK(KeyFolder::create(folder / "none", origin, {}, {.valid_until = "2027-02-29"})
            .failure()
            .status == TILLGATE_E_ARGUMENT);
  CHECK_FALSE(std::filesystem::exists(folder / "none"));
  overwrite(keys / "valid_until", "soon\n");
  CHECK(KeyFolder::load(keys).failure().where == utf8_from_path(keys / "valid_until"));
}
