// A till whose log holds any number of records, made in seconds.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>

#include "crypto/key_folder.hpp"
#include "ledger/journal.hpp"
#include "store/database.hpp"
#include "support/folder.hpp"

namespace tillgate::bench {

template <class T>
T must(Result<T> result) {
  if (result) return std::move(result).value();
  std::cerr << "benchmark cannot go on: " << result.failure().detail << "\n";
  std::exit(1);
}

// A settled sale of five lines, about 700 bytes in the log.
ledger::Draft sale_draft();

// The records are put into the tables as sealing would, but for the signatures, which only the
// last one needs.
class FilledLog {
 public:
  explicit FilledLog(std::uint64_t records);
  // The same log for every benchmark that asks for this length.
  static FilledLog& of(std::uint64_t records);

  void open_again();
  void close();
  void seal(const ledger::Draft& draft);
  std::uint64_t size() const { return must(journal_->size()); }
  store::Database& database() { return *database_; }
  std::filesystem::path database_file() const { return folder_ / "till.db"; }
  std::filesystem::path key_folder() const { return folder_ / "keys"; }

 private:
  void fill(std::uint64_t records);

  test::TemporaryFolder folder_;
  SystemClock clock_;
  std::unique_ptr<crypto::KeyFolder> keys_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<ledger::Journal> journal_;
};

}  // namespace tillgate::bench
