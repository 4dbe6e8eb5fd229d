// A folder of its own for each test, removed at its end.
#pragma once

#include <atomic>
#include <filesystem>
#include <string>

#include "base/os/process.hpp"

namespace tillgate::test {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    static std::atomic<int> next{0};
    // A test that was killed leaves its folder behind, and process numbers come again.
    do {
      path_ = std::filesystem::temp_directory_path() /
              ("tillgate-test-" + std::to_string(os::current_process_id()) + "-" +
               std::to_string(next++));
    } while (!std::filesystem::create_directory(path_));
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace tillgate::test
