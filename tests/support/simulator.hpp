// The simulated insurance platform as a process of its own, for tests that go over TLS.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/json.hpp"
#include "support/program.hpp"

namespace tillgate::test {

// Where the sample world stands, and what a till needs to know of it.
std::filesystem::path sample_world();

// Whether a killed simulator goes on where it was. Keeping costs more with every message.
enum class Memory { kept, lost };

class SimulatorProcess {
 public:
  // Its state and certificate stand in `folder`. `now` is local time; the test clocks' own moment
  // by default, the real time when it is empty.
  explicit SimulatorProcess(std::filesystem::path folder,
                            std::filesystem::path world = sample_world(),
                            std::string now = "2026-11-20 10:15:00", Memory memory = Memory::kept);
  ~SimulatorProcess();

  const std::string& url() const { return url_; }  // stays the same over restarts
  std::filesystem::path ca_file() const { return folder_ / "ca.pem"; }

  Json state() const;
  void order_faults(const Json& faults) const;
  // How often an ordered fault is still to come.
  int faults_left(const std::string& transaction) const;

  // As a power cut would.
  void kill();
  void start();

 private:
  Json read(const char* path) const;

  std::filesystem::path folder_;
  std::filesystem::path world_;
  std::string now_;
  Memory memory_;
  std::string url_;
  std::string port_ = "0";
  std::unique_ptr<Program> program_;
};

}  // namespace tillgate::test
