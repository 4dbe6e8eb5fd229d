// One signed file: what it holds, who signed it, and that nothing else passes.
#include "policies/engine/signed_pack.hpp"

#include <catch2/catch.hpp>

#include "base/bytes.hpp"
#include "crypto/key_folder.hpp"
#include "pack.hpp"
#include "support/folder.hpp"

using namespace tillgate;
using namespace tillgate::policies;

namespace {

struct Maker {
  explicit Maker(const std::string& name) {
    REQUIRE(crypto::KeyFolder::create(folder / "keys", name).ok());
    keys = std::make_unique<crypto::KeyFolder>(crypto::KeyFolder::load(folder / "keys").value());
  }
  std::vector<const crypto::PrivateKey*> both() const {
    return {&keys->ed25519().key, &keys->sm2().key};
  }
  std::string sign(const PackFiles& files) const {
    return sign_pack(files, keys->origin(), both()).value();
  }
  test::TemporaryFolder folder;
  std::unique_ptr<crypto::KeyFolder> keys;
};

const Maker& office() {
  static const Maker maker("rules.example/office");
  return maker;
}

PackFiles files() {
  return test::pack_files({{"T-01", {}, "SELECT l.line AS line FROM line l WHERE l.line = 0;"}});
}

std::string refusal(const std::string& file, const std::vector<crypto::VerifierKey>& trusted) {
  const auto pack = read_signed_pack(file, trusted);
  REQUIRE_FALSE(pack.ok());
  CHECK(pack.failure().status == TILLGATE_E_POLICY);
  return pack.failure().where + ": " + pack.failure().detail;
}

}  // namespace

TEST_CASE("a signed pack gives back every byte, its id and version, and who signed it") {
  const auto pack = read_signed_pack(office().sign(files()), office().keys->public_keys());
  REQUIRE(pack.ok());
  CHECK(pack->files == files());
  CHECK(pack->id == "trial");
  CHECK(pack->version == 1);
  CHECK(pack->digest == pack_digest(files()));
  CHECK(pack->signers == std::vector<std::string>{"rules.example/office"});
}

TEST_CASE("what is signed is readable: the first lines say which pack it is, and its digest") {
  const std::string file = office().sign(files());
  CHECK(file.starts_with("tillgate-signed-pack/1\ntrial\n1\n" + to_hex(pack_digest(files())) +
                         "\n\n\xE2\x80\x94 rules.example/office "));
}

TEST_CASE("one trusted key is enough, others are passed over") {
  const Maker second("rules.example/second");
  const auto twice = add_signatures(office().sign(files()), second.keys->origin(), second.both());
  REQUIRE(twice.ok());
  for (const Maker* const maker : {&office(), &second}) {
    const auto pack = read_signed_pack(*twice, maker->keys->public_keys());
    REQUIRE(pack.ok());
    CHECK(pack->signers == std::vector<std::string>{maker->keys->origin()});
  }
  const crypto::VerifierKey& key = office().keys->public_keys().front();
  const auto ed25519 = crypto::parse_vkeys(crypto::vkey_text(key.name, key.key)).value();
  CHECK(read_signed_pack(*twice, ed25519).ok());
}

TEST_CASE("a pack that nobody trusted signed is refused, and so is one without signatures") {
  const Maker stranger("rules.example/stranger");
  CHECK(refusal(stranger.sign(files()), office().keys->public_keys()) ==
        "note: signed by no key that is trusted here");
  CHECK(refusal(office().sign(files()), {}) == "note: signed by no key that is trusted here");
  CHECK(refusal(write_bundle(files()), office().keys->public_keys()) ==
        "pack file: not a signed rule pack");
  const Maker impostor("rules.example/office");
  CHECK(refusal(impostor.sign(files()), office().keys->public_keys()) ==
        "note: signed by no key that is trusted here");
  CHECK(refusal("", office().keys->public_keys()) == "pack file: not a signed rule pack");
}

TEST_CASE("every single changed byte is noticed") {
  const std::string file = office().sign(files());
  const auto& trusted = office().keys->public_keys();
  for (std::size_t i = 0; i < file.size(); ++i) {
    std::string changed = file;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    const auto pack = read_signed_pack(changed, trusted);
    // A byte of one signature may leave the other good, under a key id that is nobody's.
    if (pack.ok()) CHECK(pack->files == files());
  }
  CHECK(refusal(file + "x", trusted) == "pack file: there is more than was signed");
  CHECK_FALSE(read_signed_pack(file.substr(0, file.size() - 1), trusted).ok());
  const std::size_t rule = file.find("SELECT");
  std::string harmless = file;
  harmless.replace(rule, 6, "select");
  CHECK(refusal(harmless, trusted) == "rules/T-01.sql: is not what was signed");
}

TEST_CASE("the files of another pack do not pass under a good signature") {
  const std::string one = office().sign(files());
  PackFiles other = files();
  other["rules/T-01.sql"] += "\n";
  const std::string two = office().sign(other);
  const auto bundle = [](const std::string& file) {
    return file.substr(file.find("\n\ntillgate-pack/1\n") + 2);
  };
  const std::string mixed = one.substr(0, one.size() - bundle(one).size()) + bundle(two);
  CHECK(refusal(mixed, office().keys->public_keys()) ==
        "listing: the files are not those that were signed");
}

TEST_CASE("a bundle gives back its files, and nothing malformed") {
  CHECK(read_bundle(write_bundle(files())).value() == files());
  for (const std::string& wrong :
       {std::string(), std::string("tillgate-pack/1\n"), std::string("tillgate-pack/1\nx 1 a\n\na"),
        std::string("tillgate-pack/1\n") + std::string(64, '0') + " -1 a\n\n",
        std::string("tillgate-pack/1\n") + std::string(64, '0') + " 99999999999999999999 a\n\n"})
    CHECK_FALSE(read_bundle(wrong).ok());
}
