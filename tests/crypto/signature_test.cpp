#include "crypto/signature.hpp"

#include <catch2/catch.hpp>

#include <set>

#include "base/os/file.hpp"
#include "base/text.hpp"
#include "crypto/base64.hpp"
#include "crypto/hex.hpp"
#include "support/data.hpp"
#include "support/folder.hpp"

using namespace tillgate;
using crypto::Algorithm;
using crypto::Match;
using crypto::PrivateKey;
using crypto::PublicKey;
using test::bytes_of;

namespace {

// PKCS#8 around a raw private key, as RFC 8410 and RFC 5915 write it.
std::string pem_of(const std::string& header_hex, const Json& private_hex) {
  const Bytes der = from_hex(header_hex + private_hex.get<std::string>()).value();
  return "-----BEGIN PRIVATE KEY-----\n" + crypto::to_base64(der) + "\n-----END PRIVATE KEY-----\n";
}
const std::string ed25519_header = "302e020100300506032b657004220420";
const std::string sm2_header =
    "3041020100301306072a8648ce3d020106082a811ccf5501822d042730250201010420";

const std::string default_id = to_hex(as_bytes("1234567812345678"));

Result<PrivateKey> key_from_pem(const std::string& pem, Algorithm algorithm) {
  const test::TemporaryFolder folder;
  if (auto written =
          os::write_file_durably(folder / "key.pem", as_bytes(pem), os::FileMode::private_to_owner);
      !written)
    return written.failure();
  return PrivateKey::load(folder / "key.pem", algorithm);
}

}  // namespace

TEST_CASE("Ed25519 gives the keys and signatures of RFC 8032 section 7.1") {
  const Json vectors = test::read_json_data("vectors/crypto/ed25519.json");
  for (const Json& c : vectors["cases"]) {
    INFO(c["name"]);
    const auto key = key_from_pem(pem_of(ed25519_header, c["seed"]), Algorithm::ed25519);
    REQUIRE(key.ok());
    CHECK(to_hex(key->public_key().encoded()) == c["public"]);
    CHECK(to_hex(key->sign(bytes_of(c["message"])).value()) == c["signature"]);
  }
}

TEST_CASE("SM2 signatures get the verdict of GB/T 32918 under the default user id") {
  const Json vectors = test::read_json_data("vectors/tlog/sm2.json");
  int checked = 0;
  for (const Json& c : vectors["cases"]) {
    if (c["user_id_hex"] != default_id) continue;
    INFO(c["name"]);
    const auto key = PublicKey::from(Algorithm::sm2_sm3, bytes_of(c["public_point_hex"]));
    REQUIRE(key.ok());
    const auto match = key->check(bytes_of(c["message_hex"]), bytes_of(c["signature_der_hex"]));
    REQUIRE(match.ok());
    CHECK((*match == Match::yes) == c["accept"].get<bool>());
    ++checked;
  }
  CHECK(checked == 20);
}

TEST_CASE("SM2 signatures under other user ids, also the empty one, get the standard's verdict") {
  const Json vectors = test::read_json_data("vectors/tlog/sm2.json");
  for (const Json& c : vectors["cases"]) {
    INFO(c["name"]);
    const Bytes id = bytes_of(c["user_id_hex"]);
    const auto key = PublicKey::from(Algorithm::sm2_sm3, bytes_of(c["public_point_hex"]));
    const auto match =
        key->check_as(as_text(id), bytes_of(c["message_hex"]), bytes_of(c["signature_der_hex"]));
    CHECK((match.value() == Match::yes) == c["accept"].get<bool>());
  }
}

TEST_CASE("a malformed SM2 signature is told apart from one that does not match") {
  const Json vectors = test::read_json_data("vectors/tlog/sm2.json");
  const std::set<std::string> malformed = {"trailing byte",
                                           "truncated",
                                           "long-form length",
                                           "superfluous leading zero in r",
                                           "raw r||s instead of DER",
                                           "r + n",
                                           "s + n"};  // these two do not fit 32 bytes
  std::size_t seen = 0;
  for (const Json& c : vectors["cases"]) {
    if (c["accept"].get<bool>() || c["user_id_hex"] != default_id) continue;
    const auto key = PublicKey::from(Algorithm::sm2_sm3, bytes_of(c["public_point_hex"]));
    const auto match = key->check(bytes_of(c["message_hex"]), bytes_of(c["signature_der_hex"]));
    const bool expected = malformed.count(c["name"]) == 1;
    INFO(c["name"]);
    CHECK(match.value() == (expected ? Match::malformed : Match::no));
    seen += expected ? 1 : 0;
  }
  CHECK(seen == malformed.size());
}

TEST_CASE("a signature with a negative, an empty or an oversized number is malformed") {
  const Json vectors = test::read_json_data("vectors/tlog/sm2.json");
  const auto key =
      PublicKey::from(Algorithm::sm2_sm3, bytes_of(vectors["cases"][0]["public_point_hex"]));
  const std::string zeros34(68, '1');
  for (const std::string& hex : {std::string("3006020180020101"), std::string("30050200020101"),
                                 std::string(""), std::string("3000"),
                                 "3027"
                                 "0222" +
                                     zeros34 + "020101",
                                 std::string("3006020101030101"), std::string("3003020101"),
                                 std::string("30060201010201")}) {
    INFO(hex);
    CHECK(key->check(bytes_of("00"), from_hex(hex).value()).value() == Match::malformed);
  }
  CHECK(key->check(bytes_of("00"), bytes_of("3006020101020101")).value() == Match::no);
}

TEST_CASE("an Ed25519 signature of another length is malformed, a changed one does not match") {
  const Json c = test::read_json_data("vectors/crypto/ed25519.json")["cases"][1];
  const auto key = PublicKey::from(Algorithm::ed25519, bytes_of(c["public"]));
  const Bytes message = bytes_of(c["message"]);
  Bytes signature = bytes_of(c["signature"]);
  CHECK(key->check(message, signature).value() == Match::yes);
  CHECK(key->check(message, ByteView(signature).first(63)).value() == Match::malformed);
  CHECK(key->check(bytes_of("73"), signature).value() == Match::no);
  for (std::size_t i = 0; i < signature.size(); ++i) {
    signature[i] ^= 0x10;
    CHECK(key->check(message, signature).value() == Match::no);
    signature[i] ^= 0x10;
  }
}

TEST_CASE(
    "an SM2 private key has the public point of the vectors, and signs what others can check") {
  const Json key_vector = test::read_json_data("vectors/tlog/keys.json")["keys"][5];
  REQUIRE(key_vector["algorithm"] == "sm2-with-sm3");
  const auto key = key_from_pem(pem_of(sm2_header, key_vector["private_hex"]), Algorithm::sm2_sm3);
  REQUIRE(key.ok());
  CHECK(to_hex(key->public_key().encoded()) == key_vector["public_point_hex"]);
  const Bytes first = key->sign(as_bytes("text")).value();
  CHECK(key->public_key().check(as_bytes("text"), first).value() == Match::yes);
  CHECK(key->sign(as_bytes("text")).value() != first);  // a fresh random number each time
}

TEST_CASE("public keys that are none are refused") {
  const Json keys = test::read_json_data("vectors/tlog/keys.json")["keys"];
  Bytes off_curve = bytes_of(keys[5]["public_point_hex"]);
  off_curve.back() ^= 1;
  CHECK(PublicKey::from(Algorithm::sm2_sm3, off_curve).failure().status == TILLGATE_E_KEY);
  CHECK(PublicKey::from(Algorithm::sm2_sm3, ByteView(off_curve).first(64)).failure().status ==
        TILLGATE_E_KEY);
  off_curve[0] = 0x02;
  CHECK(PublicKey::from(Algorithm::sm2_sm3, ByteView(off_curve).first(33)).failure().status ==
        TILLGATE_E_KEY);
  CHECK(PublicKey::from(Algorithm::ed25519, Bytes(31)).failure().status == TILLGATE_E_KEY);

  Bytes p256 = bytes_of(keys[7]["public_spki_der_hex"]);
  CHECK(PublicKey::from(Algorithm::ecdsa_p256, p256).ok());
  CHECK(PublicKey::from(Algorithm::ecdsa_p256, bytes_of(keys[5]["public_spki_der_hex"]))
            .failure()
            .status == TILLGATE_E_KEY);
  p256.push_back(0);
  CHECK(PublicKey::from(Algorithm::ecdsa_p256, p256).failure().status == TILLGATE_E_KEY);
}

TEST_CASE("a generated key survives its file, which only the owner can read") {
  const test::TemporaryFolder folder;
  for (const Algorithm algorithm : {Algorithm::ed25519, Algorithm::sm2_sm3}) {
    const auto key = PrivateKey::generate(algorithm);
    REQUIRE(key.ok());
    REQUIRE(key->save(folder / "key.pem").ok());
    const auto loaded = PrivateKey::load(folder / "key.pem", algorithm);
    REQUIRE(loaded.ok());
    CHECK(key->public_key().check(as_bytes("m"), loaded->sign(as_bytes("m")).value()).value() ==
          Match::yes);
    CHECK(std::filesystem::status(folder / "key.pem").permissions() ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    CHECK(test::read_data((folder / "key.pem").string())
              .starts_with("-----BEGIN PRIVATE KEY-----\n"));
  }
  CHECK_FALSE(PrivateKey::generate(Algorithm::ecdsa_p256).ok());
}

TEST_CASE("a private key file that is missing, empty, encrypted, cut or of another kind is named") {
  const test::TemporaryFolder folder;
  const Json keys = test::read_json_data("vectors/tlog/keys.json")["keys"];
  const std::string good = pem_of(ed25519_header, keys[0]["seed_hex"]);
  const std::pair<const char*, std::string> cases[] = {
      {"empty", ""},
      {"cut", good.substr(0, good.size() / 2)},
      {"another kind", pem_of(sm2_header, keys[5]["private_hex"])},
      {"encrypted",
       "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIGjMF8GCSqGSIb3DQEFDTBSMDEGCSqGSIb3DQEFDDAkBBA=\n"
       "-----END ENCRYPTED PRIVATE KEY-----\n"},
      {"a public key",
       "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n"
       "-----END PUBLIC KEY-----\n"},
  };
  for (const auto& [name, content] : cases) {
    INFO(name);
    REQUIRE(
        os::write_file_durably(folder / "key.pem", as_bytes(content), os::FileMode::readable).ok());
    const auto loaded = PrivateKey::load(folder / "key.pem", Algorithm::ed25519);
    REQUIRE_FALSE(loaded.ok());
    CHECK(loaded.failure().status == TILLGATE_E_KEY);
    CHECK(loaded.failure().where == utf8_from_path(folder / "key.pem"));
  }
  CHECK(PrivateKey::load(folder / "none.pem", Algorithm::ed25519).failure().status ==
        TILLGATE_E_KEY);
}
