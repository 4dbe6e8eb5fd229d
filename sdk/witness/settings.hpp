// How a witness is set up: a JSON file. README.md describes it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "ledger/witness_book.hpp"

namespace tillgate::witness {

struct TlsFiles {
  std::filesystem::path certificate;  // PEM, with the chain
  std::filesystem::path key;          // PEM
};

struct Settings {
  std::filesystem::path keys;  // folder that `tillgate-witness keygen` made
  std::filesystem::path database;
  std::string listen = "127.0.0.1";
  int port = 0;                 // 0: any free one
  std::optional<TlsFiles> tls;  // none: plain HTTP, which is for the loopback interface only
  ledger::WitnessedLogs logs;
};

// Relative paths in the file are taken from its folder. TILLGATE_E_CONFIG names the place that
// cannot be used.
Result<Settings> load_settings(const std::filesystem::path& file);

}  // namespace tillgate::witness
