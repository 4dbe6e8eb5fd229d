// Tokens for tests: SoftHSM's, and one that misbehaves (token_double.cpp).
#pragma once

#include <cstdlib>
#include <fstream>

#include "base/os/file.hpp"
#include "crypto/token_file.hpp"
#include "crypto/verifier_key.hpp"
#include "support/data.hpp"
#include "support/folder.hpp"
#include "support/program.hpp"

namespace tillgate::test {

// A variable of the environment while this lives.
class Environment {
 public:
  Environment(const char* name, const std::string& value) : name_(name) {
    ::setenv(name, value.c_str(), 1);
  }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;
  ~Environment() { ::unsetenv(name_); }

 private:
  const char* name_;
};

// A token of SoftHSM, label "till-3", PIN 1234.
class SoftToken {
 public:
  SoftToken() : configuration_("SOFTHSM2_CONF", (folder_ / "softhsm2.conf").string()) {
    std::filesystem::create_directory(folder_ / "tokens");
    std::ofstream(folder_ / "softhsm2.conf")
        << "directories.tokendir = " << (folder_ / "tokens").string() << "\nlog.level = ERROR\n";
    Program init(TILLGATE_SOFTHSM_UTIL, {"--init-token", "--free", "--label", "till-3", "--so-pin",
                                         "87654321", "--pin", "1234"});
    while (init.read_line()) {
    }
    if (init.wait() != 0) throw std::runtime_error("SoftHSM does not work");
  }
  crypto::TokenPlace place(const std::filesystem::path& pin_file = {}) const {
    return {TILLGATE_SOFTHSM, "till-3", pin_file};
  }
  std::filesystem::path folder() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;
  Environment configuration_;
};

class TokenDouble {
 public:
  TokenDouble() : told_("TILLGATE_TOKEN_DOUBLE", folder_.path().string()) {}

  void be(const char* how) const { std::ofstream(folder_ / how) << "x"; }
  void no_longer(const char* how) const { std::filesystem::remove(folder_ / how); }
  void take_pin(const std::string& pin) const { std::ofstream(folder_ / "pin") << pin; }
  std::size_t logins() const {
    return std::filesystem::exists(folder_ / "logins") ? read_file(folder_ / "logins").size() : 0;
  }

  // Moves a private key of a key folder, ed25519 or sm2, from its file into this token.
  void take_over(const std::filesystem::path& keys, const std::string& name) const {
    const Bytes id = name == "sm2" ? Bytes{0x52} : Bytes{0xed};
    std::filesystem::rename(keys / (name + ".pem"), folder_ / (to_hex(id) + ".pem"));
    const auto vkeys = crypto::parse_vkeys(read_file(keys / "log.vkeys")).value();
    const ByteView key = vkeys.at(name == "sm2" ? 1 : 0).key.encoded();
    crypto::TokenFile file{place(), id, {key.begin(), key.end()}, {}};
    if (name == "sm2") file.mechanism = 0x80000105;
    if (!crypto::write_token_file(keys / (name + ".token"), file).ok())
      throw std::runtime_error("no token file");
  }
  static crypto::TokenPlace place() { return {TILLGATE_TOKEN_DOUBLE, "double", {}}; }

 private:
  TemporaryFolder folder_;
  Environment told_;
};

}  // namespace tillgate::test
