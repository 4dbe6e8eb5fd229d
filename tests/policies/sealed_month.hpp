// A month of sealed sales, as a till would have left them, on which packs are tried.
#pragma once

#include <string>
#include <vector>

#include "ledger/till.hpp"
#include "policies/engine/engine.hpp"

namespace tillgate::test {

class SealedMonth {
 public:
  // Begins on this day in China; sales are judged by `pack`.
  SealedMonth(policies::Pack pack, const std::string& first_day);

  // Sells on the day the month has come to. `changes` replaces facts of an orderly sale, by JSON
  // pointer.
  void sell(const std::string& key, const Json& changes = Json::object());
  void next_day();
  // The files are free for others from here on.
  void close();

  std::string database() const { return (till_.folder / "till.db").string(); }
  std::string keys() const { return (till_.folder / "keys").string(); }

 private:
  Till till_;
  std::unique_ptr<policies::Engine> engine_;
  Json base_;
};

// A copy of the national pack with members of its manifest changed, in `folder`; its path.
std::string national_pack_with(const std::filesystem::path& folder, const Json& changes);

}  // namespace tillgate::test
