// A till at the sample pharmacy, used through the C boundary only, with the simulated platform
// beside it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "support/folder.hpp"
#include "support/simulator.hpp"
#include "tillgate/tillgate.h"

namespace tillgate::test {

struct Answer {
  std::int32_t status = 0;
  Json document;  // the answer, or the error document
};

// Calls FUNCTION with the given arguments and a buffer; fetches the error document after a failure.
template <class Function, class... Arguments>
Answer ask(Function function, std::int32_t handle, Arguments... arguments) {
  std::string text(1 << 16, '\0');
  auto size = static_cast<std::int32_t>(text.size());
  Answer answer;
  answer.status = function(handle, arguments..., text.data(), &size);
  if (answer.status != TILLGATE_OK) {
    size = static_cast<std::int32_t>(text.size());
    text[0] = '\0';
    tillgate_last_error(handle, text.data(), &size);
  }
  answer.document = Json::parse(text.c_str(), nullptr, false);
  return answer;
}

// A medicine of the sample shop as prescriptions name it.
inline const std::string amlodipine = "苯磺酸氨氯地平片|5mg";

// Identity numbers and tokens of the sample world.
struct SamplePerson {
  const char* id_number;
  const char* name;
  const char* token;
};
inline constexpr SamplePerson zhao{"329999195803129913", "赵示例", "999900SAMPLETOKEN0001"};
inline constexpr SamplePerson qian{"329999198607259925", "钱示例", "999900SAMPLETOKEN0002"};
inline constexpr SamplePerson zhou_paused{"329999197901199957", "周示例", "999900SAMPLETOKEN0005"};

// As the person's code gives another one whenever it is shown.
std::string fresh_token(const SamplePerson& person);

class Sale {
 public:
  explicit Sale(tillgate_sale handle) : handle_(handle) {}
  tillgate_sale handle() const { return handle_; }

  // By a token that no other sale was shown.
  Answer identify(const SamplePerson& person, int deadline_ms = 20'000) const;
  Answer identify_by(const Json& document, int deadline_ms = 20'000) const;
  // A line of one product of the sample shop, from a batch.
  Answer line(int number, const std::string& sku, int packs = 1, const std::string& pay = "fund",
              const Json& more = Json::object()) const;
  Answer scan(const std::string& bytes) const;
  Answer prescription(const Json& document) const;
  Answer review() const;
  // The same, with a reason of the cashier for every finding that asks for one.
  Answer review_with_reasons() const;
  Answer settle(int deadline_ms = 20'000) const;
  Answer quote(int deadline_ms = 20'000) const;
  Answer authorise() const;
  Answer outcome(const Json& document) const;
  // Paid by the customer, who agrees; `more` replaces what stands in the plain request.
  Answer move_line(const Json& more) const;
  Answer abandon(const std::string& reason) const;
  Answer show() const;
  // Of a sale that is settled; `more` replaces what stands in the plain request.
  Answer refund(const std::string& receipt, const Json& more = Json::object(),
                int deadline_ms = 20'000) const;
  std::int32_t close() const { return tillgate_sale_close(handle_, 5'000); }

  // The rules that have something to say, with the line: "TR-02/1".
  std::vector<std::string> findings() const;
  std::string state() const { return show().document["state"]; }

 private:
  tillgate_sale handle_;
};

// A prescription for one item of the master, issued two hours ago and reviewed one hour ago.
Json prescription_for(const SamplePerson& person, const std::string& number,
                      const std::string& rx_key, int packs);
// China time, so many minutes from now.
std::string china_time(int minutes);

class Till {
 public:
  explicit Till(Memory memory = Memory::kept);
  ~Till();

  SimulatorProcess& platform() { return *platform_; }
  std::filesystem::path path(const std::string& name) const { return folder_ / name; }
  std::string config_path() const { return path("config.json").string(); }
  tillgate_gate gate() const { return gate_; }

  Answer open(int deadline_ms = 5'000);
  std::int32_t close(int deadline_ms = 20'000);
  // Closed, and opened with a configuration that differs so (RFC 7396). It must open.
  void reconfigure(const Json& changes);
  Sale begin(const std::string& key) const;
  // A product of the sample shop, imported again with this insurance code.
  Answer import_with_code(const std::string& sku, const std::string& insurance_code) const;
  Answer sync(int deadline_ms = 20'000) const { return ask(tillgate_sync, gate_, deadline_ms); }
  Answer status() const { return ask(tillgate_status, gate_, 5'000); }

  // An OTC medicine sold to Zhao and settled: "D018", one pack, with this code.
  Answer sell(const std::string& key, const std::string& code) const;
  // The same, paid privately: that needs no platform.
  void sell_privately(const std::string& key, const std::string& code) const;

  // Exports the log and checks it; fails the test when it does not verify. The records, in order.
  std::vector<Json> verified_records();
  // Records of one kind that name this sale.
  static std::vector<Json> about(const std::vector<Json>& records, const std::string& kind,
                                 const std::string& sale);

  // What the platform holds.
  std::vector<std::string> uploaded_codes() const;
  std::vector<Json> settlements_in_force() const;

 private:
  TemporaryFolder folder_;
  std::unique_ptr<SimulatorProcess> platform_;
  tillgate_gate gate_ = 0;
};

}  // namespace tillgate::test
