// Keys in a token: SoftHSM for what is common, a double for what goes wrong and for SM2.
#include <catch2/catch.hpp>

#include <algorithm>

#include "base/text.hpp"
#include "crypto/key_folder.hpp"
#include "crypto/sm2_digest.hpp"
#include "support/tokens.hpp"

using namespace tillgate;
using crypto::KeyFolder;
using test::Environment;
using test::SoftToken;
using test::TokenDouble;

namespace {

const char* const token_origin = "pharmacy.example/store-1/till-1/g1";
const std::string text = "pharmacy.example/store-1/till-1/g1\n0\n47DE\n";

bool signs(const KeyFolder& keys) {
  const auto note = crypto::sign_note(text, {&keys.ed25519(), &keys.sm2()});
  if (!note) {
    UNSCOPED_INFO(note.failure().detail << " " << note.failure().where);
    return false;
  }
  const auto check = crypto::check_note(crypto::parse_note(*note).value(), keys.public_keys());
  return check->valid() && check->good.size() == 2;
}

Failure why_not(const KeyFolder& keys) {
  const auto note = crypto::sign_note(text, {&keys.ed25519(), &keys.sm2()});
  REQUIRE_FALSE(note.ok());
  CHECK(note.failure().status == TILLGATE_E_KEY);
  return note.failure();
}

bool has(const std::string& in, const char* part) {
  return in.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("an Ed25519 key made in a token signs beside an SM2 key in a file") {
  const SoftToken token;
  const Environment pin("TILLGATE_TOKEN_PIN", "1234");
  const test::TemporaryFolder folder;
  REQUIRE(KeyFolder::create(folder / "keys", token_origin, {}, {.token = token.place()}).ok());
  CHECK_FALSE(std::filesystem::exists(folder / "keys/ed25519.pem"));
  const auto keys = KeyFolder::load(folder / "keys");
  REQUIRE(keys.ok());
  CHECK(signs(*keys));
  CHECK(signs(*keys));
  CHECK(keys->ed25519().key.ready().ok());
  CHECK(keys->ed25519().key.save(folder / "copy.pem").failure().status == TILLGATE_E_KEY);
  // Another program finds the same key later.
  CHECK(signs(*KeyFolder::load(folder / "keys")));
}

TEST_CASE("the PIN comes from the environment or from a file, and is said to be missing") {
  const SoftToken token;
  const test::TemporaryFolder folder;
  std::ofstream(folder / "pin") << "1234\n";
  const auto place = token.place(folder / "pin");
  REQUIRE(KeyFolder::create(folder / "by-file", token_origin, {}, {.token = place}).ok());
  CHECK(signs(*KeyFolder::load(folder / "by-file")));
  const auto none = KeyFolder::create(folder / "none", token_origin, {}, {.token = token.place()});
  CHECK(none.failure().status == TILLGATE_E_KEY);
  CHECK(has(none.failure().detail, "TILLGATE_TOKEN_PIN"));
  const std::string listed = test::read_file(folder / "by-file/ed25519.token");
  CHECK_FALSE(has(listed, "1234\""));

  // Beside the token file its name is enough.
  std::filesystem::rename(folder / "pin", folder / "by-file/pin");
  auto file = crypto::read_token_file(folder / "by-file/ed25519.token").value();
  file.place.pin_file = "pin";
  REQUIRE(crypto::write_token_file(folder / "by-file/ed25519.token", file).ok());
  CHECK(signs(*KeyFolder::load(folder / "by-file")));
}

TEST_CASE("keys rotate from a file into a token, within it, and the former key is destroyed") {
  const SoftToken token;
  const Environment pin("TILLGATE_TOKEN_PIN", "1234");
  const test::TemporaryFolder folder;
  const auto path = folder / "keys";
  REQUIRE(KeyFolder::create(path, token_origin).ok());
  const auto rotate = [&] {
    REQUIRE(KeyFolder::prepare_rotation(path, {}, {.token = token.place()}).ok());
    const auto both = KeyFolder::load(path);
    REQUIRE(both->finish_rotation().ok());
    CHECK(signs(*KeyFolder::load(path)));
  };
  rotate();
  CHECK_FALSE(std::filesystem::exists(path / "ed25519.pem"));
  CHECK_FALSE(std::filesystem::exists(path / "next"));
  std::filesystem::copy(path, folder / "first", std::filesystem::copy_options::recursive);
  CHECK(signs(*KeyFolder::load(folder / "first")));
  rotate();
  CHECK(has(why_not(*KeyFolder::load(folder / "first")).detail, "does not have this key"));

  // And back into a file, stopped in the middle.
  REQUIRE(KeyFolder::prepare_rotation(path).ok());
  std::filesystem::remove(path / "ed25519.token");
  CHECK(signs(*KeyFolder::load(path)));
  CHECK(std::filesystem::exists(path / "ed25519.pem"));
  CHECK_FALSE(std::filesystem::exists(path / "next"));
}

TEST_CASE("a token file that cannot be meant is named") {
  const SoftToken token;
  const Environment pin("TILLGATE_TOKEN_PIN", "1234");
  const test::TemporaryFolder folder;
  REQUIRE(KeyFolder::create(folder / "keys", token_origin, {}, {.token = token.place()}).ok());
  const auto file = folder / "keys/ed25519.token";
  const Json good = Json::parse(test::read_file(file));
  const auto with = [&](const char* name, const Json& value) {
    Json changed = good;
    changed[name] = value;
    std::ofstream(file) << changed.dump();
    auto keys = KeyFolder::load(folder / "keys");
    if (!keys) return keys.failure();
    return why_not(*keys);
  };
  CHECK(has(with("module", "libsofthsm2.so").detail, "full path"));
  CHECK(has(with("module", "/nowhere/module.so").where, "/nowhere/module.so"));
  CHECK(has(with("module", TILLGATE_NO_TOKEN_MODULE).detail, "no PKCS#11 module"));
  CHECK(has(with("token", "till-4").detail, "not there"));
  CHECK(has(with("id", "00ff").detail, "does not have this key"));
  for (const auto& [name, value] : {std::pair<const char*, Json>{"id", "xyz"},
                                    {"id", ""},
                                    {"public_key", "00"},
                                    {"public_key", 7},
                                    {"pin", "1234"},
                                    {"mechanism", "0x1057"},
                                    {"mechanism", -1}}) {
    INFO(name << " " << value.dump());
    const Failure failure = with(name, value);
    CHECK(failure.status == TILLGATE_E_KEY);
    CHECK(failure.where == utf8_from_path(file));
  }
  std::ofstream(file) << "{";
  CHECK(KeyFolder::load(folder / "keys").failure().where == utf8_from_path(file));
}

namespace {

struct DoubleKeys {
  explicit DoubleKeys(const std::vector<std::string>& in_token) {
    REQUIRE(KeyFolder::create(folder / "keys", token_origin).ok());
    for (const std::string& name : in_token) token.take_over(folder / "keys", name);
  }
  TokenDouble token;
  Environment pin{"TILLGATE_TOKEN_PIN", "1234"};
  test::TemporaryFolder folder;
};

}  // namespace

TEST_CASE("a token that was pulled out is told, and goes on signing when it is back") {
  const DoubleKeys till({"ed25519"});
  const auto keys = KeyFolder::load(till.folder / "keys").value();
  CHECK(signs(keys));
  till.token.be("away");
  for (int i = 0; i < 2; ++i) {
    const Failure failure = why_not(keys);
    CHECK(has(failure.detail, "put it in"));
    CHECK(failure.where == "token double");
    CHECK(keys.ed25519().key.ready().failure().status == TILLGATE_E_KEY);
  }
  till.token.no_longer("away");
  CHECK(keys.ed25519().key.ready().ok());
  CHECK(signs(keys));
  // Out and in again between two signatures: nobody need notice.
  till.token.be("lost");
  CHECK(signs(keys));
  // Pulled out in the middle of a signature.
  till.token.be("deaf");
  CHECK(has(why_not(keys).detail, "put it in"));
  till.token.no_longer("away");
  CHECK(signs(keys));
}

TEST_CASE("what a token answers is checked before it is used") {
  const DoubleKeys till({"ed25519", "sm2"});
  const auto keys = KeyFolder::load(till.folder / "keys").value();
  CHECK(signs(keys));
  till.token.be("lying");
  CHECK(has(why_not(keys).detail, "does not match its own public key"));
  till.token.no_longer("lying");
  CHECK(signs(keys));
}

TEST_CASE("a PIN that was refused is not tried again until there is another one") {
  const DoubleKeys till({"ed25519"});
  const auto keys = KeyFolder::load(till.folder / "keys").value();
  till.token.take_pin("9999");
  CHECK(has(why_not(keys).detail, "refused the PIN"));
  for (int i = 0; i < 5; ++i) CHECK(has(why_not(keys).detail, "not tried again"));
  CHECK(till.token.logins() == 1);
  const Environment right("TILLGATE_TOKEN_PIN", "9999");
  CHECK(signs(keys));
}

TEST_CASE(
    "an SM2 key in a token signs through its maker's mechanism, in either form of signature") {
  const DoubleKeys till({"sm2"});
  const auto keys = KeyFolder::load(till.folder / "keys").value();
  for (int i = 0; i < 20; ++i) CHECK(signs(keys));
  till.token.be("der");
  CHECK(signs(keys));
  auto file = crypto::read_token_file(till.folder / "keys/sm2.token").value();
  file.mechanism.reset();
  REQUIRE(crypto::write_token_file(till.folder / "keys/sm2.token", file).ok());
  CHECK(has(KeyFolder::load(till.folder / "keys").failure().detail, "mechanism"));
  file.mechanism = 0x80000999;
  REQUIRE(crypto::write_token_file(till.folder / "keys/sm2.token", file).ok());
  CHECK(has(why_not(KeyFolder::load(till.folder / "keys").value()).detail, "does not sign"));
}

TEST_CASE("the digest that SM2 signs is that of the standard's example") {
  const Json example = test::read_json_data("vectors/tlog/sm2.json")["standard_example"];
  const auto bytes = [&](const char* name) {
    return from_hex(example[name].get<std::string>()).value();
  };
  const std::string message = example["message"];
  const auto digest = crypto::sm2_digest(bytes("public_point_hex"), as_bytes(message));
  CHECK(to_hex(*digest) == example["e_hex"]);
  Bytes numbers = bytes("r_hex");
  const Bytes s = bytes("s_hex");
  numbers.insert(numbers.end(), s.begin(), s.end());
  CHECK(to_hex(crypto::sm2_signature_der(numbers).value()) == example["signature_der_hex"]);
  // Numbers that are short, or zero, are written without superfluous zeros.
  Bytes small(64);
  small[31] = 0x80;
  CHECK(to_hex(crypto::sm2_signature_der(small).value()) ==
        "30070202008002"
        "0100");
  CHECK(crypto::sm2_signature_der(ByteView(small).first(63)).failure().status == TILLGATE_E_KEY);
  CHECK(crypto::sm2_digest(ByteView(small), {}).failure().status == TILLGATE_E_KEY);
}
