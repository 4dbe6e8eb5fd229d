// Every call of the boundary that takes a deadline, beside what can go wrong around it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "abi/till.hpp"
#include "support/fault_proxy.hpp"
#include "support/metronome.hpp"

namespace tillgate::test {

constexpr int each_call_ms = 120;
constexpr std::int64_t tolerance_ms = 50;
constexpr int attempts = 8;  // a machine that is busy with other things may spoil some

// A till whose way to the platform fails on order.
struct Stage {
  Till till{Memory::lost};
  FaultProxy network{till.platform().url(), till.path("tls")};
  int sales = 0;
  std::string kept;         // the key of the sale that was begun last
  std::string past;         // of one that is settled and closed
  tillgate_sale begun = 0;  // by a call under test
  bool trusts = false;      // rules of another office
  std::string unknown;      // a code in no register
  Json granted;             // of the authorisation that was prepared last

  // With a configuration that differs so (RFC 7396).
  explicit Stage(Json changes = Json::object());

  Sale begin();
  Sale with_line(const std::string& pay);
  Sale reviewed();
  Sale settled();
  // Where the register settles by itself.
  Sale authorised();
  // Gives the background something to upload, and so something to hang in. The sale's key.
  std::string sell_privately();
  // An upload that the platform refuses.
  void sell_what_is_refused();
  void all_is_well();
};

struct Fault {
  std::string name;
  bool hangs;
  std::function<void(Stage&)> begin;
};
std::vector<Fault> all_faults();

// Takes a call and tells how late it came back, what the machine was late itself taken off.
std::int64_t late_ms(Metronome& metronome, const std::function<void()>& call,
                     std::int64_t within_ms = each_call_ms);

// Prepares while all is well, calls under the fault, clears away.
struct Call {
  std::string function;  // as calls.json names it
  std::string name;
  std::function<Sale(Stage&)> prepare;
  std::function<std::int32_t(Stage&, const Sale&)> call;
  std::function<void(Stage&, const Sale&)> after = [](Stage&, const Sale&) {};
};

enum class With { all_faults, hanging_faults };

// Fails the test for every call that is late under a fault, and for what is left unfinished.
void check_all(Stage& stage, const std::vector<Call>& calls, With faults);

}  // namespace tillgate::test
