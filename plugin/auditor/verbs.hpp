// The verbs of tillgate-audit. Each does its work and answers with an exit code.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace tillgate::auditor {

struct Streams {
  std::ostream* out;
  std::ostream* err;
};

// Paths are UTF-8.
struct KeygenOptions {
  std::string folder;
  std::string origin;
};
int keygen(const KeygenOptions& options, const Streams& streams);

struct ExportOptions {
  std::string database;
  std::string folder;
  std::string keys;  // key folder or vkeys file; empty: the signatures are not checked
};
int export_log(const ExportOptions& options, const Streams& streams);

struct VerifyOptions {
  std::string folder;
  std::vector<std::string> keys;  // verifier keys, or files of them
};
int verify(const VerifyOptions& options, const Streams& streams);

struct ShowOptions {
  std::string source;  // published folder or database
  std::uint64_t from = 0;
  std::uint64_t count = 100;
};
int show(const ShowOptions& options, const Streams& streams);

}  // namespace tillgate::auditor
