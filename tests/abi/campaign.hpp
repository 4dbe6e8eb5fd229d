// A long day of sales under random faults of network, platform and register, decided by one seed.
#pragma once

#include <cstdint>
#include <random>
#include <string>

#include "abi/till.hpp"
#include "support/fault_proxy.hpp"

namespace tillgate::test {

class Campaign {
 public:
  explicit Campaign(std::uint64_t seed);

  // One customer, whatever becomes of the sale.
  void sell(std::uint64_t number);
  // Nothing fails any more, and everything becomes certain. Fails the test when it does not.
  void finish();
  // How often each thing happened, in one line.
  std::string tally() const;

  Till& till() { return till_; }

 private:
  bool one_in(unsigned count) { return random_() % count == 0; }
  int deadline() { return one_in(6) ? 60 : 600; }
  void count(const std::string& what) { ++counted_[what]; }

  void fail_somewhere();
  void platform_fails();
  void network_fails();
  void nothing_fails();
  bool identified(const Sale& sale);
  void sell_at(const Sale& sale, std::uint64_t number);
  void refund(const Sale& sale, std::uint64_t number);
  // A register of its own process, killed somewhere in the middle of the sale.
  void sell_and_be_killed(std::uint64_t number);
  // Between two customers: sync, reconcile, or the till closed and opened.
  void keep_house();

  std::mt19937_64 random_;
  Till till_{Memory::lost};
  FaultProxy network_{till_.platform().url(), till_.path("tls")};
  std::map<std::string, int> counted_;
};

}  // namespace tillgate::test
