// tillgate-witness as a process of its own, over TLS.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "support/program.hpp"

namespace tillgate::test {

struct WitnessReplied {
  int status = 0;
  std::string type;
  std::string body;
};

class WitnessProcess {
 public:
  // Its keys, database, certificate and settings stand in `folder`. `vkeys` are those of the logs
  // it serves.
  WitnessProcess(std::filesystem::path folder, const std::vector<std::string>& vkeys,
                 const std::string& name = "witness.example/w1");
  ~WitnessProcess();

  const std::string& url() const { return url_; }  // stays the same over restarts
  std::filesystem::path ca_file() const { return folder_ / "ca.pem"; }
  const std::string& name() const { return name_; }
  // Of its Ed25519 key, of its SM2 key.
  const std::string& vkey() const { return vkeys_[0]; }
  const std::string& sm2_vkey() const { return vkeys_[1]; }

  WitnessReplied get(const std::string& path) const;
  WitnessReplied post(const std::string& body) const;
  Json overview() const;

  // As a power cut would.
  void kill();
  void start();

 private:
  std::filesystem::path folder_;
  std::string name_;
  std::vector<std::string> log_vkeys_;
  std::vector<std::string> vkeys_;
  std::string url_;
  int port_ = 0;
  std::unique_ptr<Program> program_;
};

// {"origin", "vkeys"} of a witness' settings, one for each origin among these verifier keys.
Json witnessed_logs(const std::vector<std::string>& vkeys);

}  // namespace tillgate::test
