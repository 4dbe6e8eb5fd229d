// Running tillgate-audit inside a test, on a till that is no longer running.
#pragma once

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "auditor/program.hpp"
#include "base/text.hpp"
#include "ledger/till.hpp"

namespace tillgate::test {

struct Answer {
  int code = 0;
  std::string out;
  std::string err;
};

inline Answer audit(std::vector<std::string> words) {
  words.insert(words.begin(), "tillgate-audit");
  std::vector<const char*> argv;
  for (const std::string& word : words) argv.push_back(word.c_str());
  std::ostringstream out;
  std::ostringstream err;
  const int code = auditor::run(static_cast<int>(argv.size()), argv.data(), out, err);
  return {code, out.str(), err.str()};
}

inline std::string text(const std::filesystem::path& path) {
  return utf8_from_path(path);
}
inline bool has(const std::string& in, const std::string& part) {
  return in.find(part) != std::string::npos;
}

class ClosedTill : public Till {
 public:
  explicit ClosedTill(std::uint64_t records,
                      const std::string& origin = "pharmacy.example/store-1/till-1/g1")
      : Till(origin) {
    seal_many(records);
    root = to_hex(ledger::Tables(*database).state().value()->root);
    close();
  }
  void close() {
    journal.reset();
    database.reset();
  }
  std::string database_file() const { return text(folder / "till.db"); }
  std::string vkeys() const { return text(folder / "keys/log.vkeys"); }
  std::string log() const { return text(folder / "log"); }
  std::string root;
};

}  // namespace tillgate::test
