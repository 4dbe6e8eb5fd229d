// Rule packs for a till under test: variants of the one we ship, signed or not.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "abi/till.hpp"
#include "crypto/key_folder.hpp"
#include "policies/engine/signed_pack.hpp"

namespace tillgate::test {

// Someone who signs packs.
class PackOffice {
 public:
  explicit PackOffice(const std::string& name);
  std::string vkeys() const { return (folder_ / "keys/log.vkeys").string(); }
  std::string sign(const policies::PackFiles& files) const;
  // Into a file of the office's folder; its path.
  std::string publish(const policies::PackFiles& files, const std::string& name) const;
  std::string write(const std::string& content, const std::string& name) const;

 private:
  TemporaryFolder folder_;
  std::unique_ptr<crypto::KeyFolder> keys_;
};

// The national pack with another version, and members of its manifest changed.
policies::PackFiles national_version(int version, const Json& changes = Json::object());
// A regional pack that stands on it: a threshold, and one rule with its scenario.
policies::PackFiles regional_version(int version, const Json& changes = Json::object());
// The text of a file with `from` replaced by `to`, once; fails the test when it is not there.
void replace(policies::PackFiles& files, const std::string& file, const std::string& from,
             const std::string& to);

// Opened again with a configuration that trusts this office.
void trust(Till& till, const PackOffice& office);

Answer install(const Till& till, const std::string& file, int deadline_ms = 120'000);
Answer roll_back(const Till& till, const std::string& pack, int version);

}  // namespace tillgate::test
