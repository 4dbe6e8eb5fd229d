// A program started by a test: its standard output is read line by line, its end is waited for or
// forced.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tillgate::test {

class Program {
 public:
  // Error output goes where the test's own goes. Throws std::runtime_error when it cannot be
  // started.
  Program(const std::filesystem::path& program, const std::vector<std::string>& arguments);
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  // Kills a program that still runs.
  ~Program();

  // The next line without its end; empty when the output ended or nothing came in time.
  std::optional<std::string> read_line(std::int64_t timeout_ms = 10'000);

  // As a power cut would: no chance to clean up.
  void kill();
  // Exit status, or minus the number of the signal it died of.
  int wait();

 private:
  int id_ = -1;
  int output_ = -1;
  std::string pending_;
};

}  // namespace tillgate::test
