// What a witness remembers, in SQLite: the largest tree of each log it signed, and what it refused.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "ledger/witness_book.hpp"
#include "store/database.hpp"

namespace tillgate::witness {

// Several threads may call at the same time.
class Books {
 public:
  static Result<Books> open(const std::filesystem::path& database);

  // The witness' lines for a note of this text.
  using Sign = std::function<Result<std::string>(std::uint64_t time_s, std::string_view note_text)>;
  struct Decision {
    ledger::WitnessAnswer answer;
    std::string lines;  // with 200
  };
  // Compares the request with what was signed before and enters the new tree, all in one
  // transaction: the lines exist for the caller only when the tree is on disk, and of two requests
  // at the same time one comes second. A 422 is kept, with the request as evidence. The time that
  // is signed never goes back, whatever the clock does.
  Result<Decision> decide(const ledger::OpenedRequest& opened, std::string_view body, UtcMs now,
                          const Sign& sign);

  // A request that was refused before it came to that: who asks without being known must not fill
  // the disk, so only the newest ones are kept.
  struct Refused {
    std::string origin;
    int status = 400;
    std::uint64_t old_size = 0;
    std::uint64_t size = 0;
    std::string reason;
  };
  Result<Done> note_refused(const Refused& refused, UtcMs now);

  struct Log {
    std::uint64_t size = 0;
    ledger::Hash root{};
    std::string checkpoint;  // with the lines of the log and of this witness
    std::uint64_t time_s = 0;
  };
  // Empty: nothing of this log was signed yet.
  Result<std::optional<Log>> log(const std::string& origin);
  // Pieces of evidence against a log.
  Result<std::int64_t> conflicts(const std::string& origin);

  struct Refusal {
    std::int64_t id = 0;
    UtcMs at = 0;
    Refused what;
    bool has_request = false;
  };
  // The newest first.
  Result<std::vector<Refusal>> refusals(std::int64_t most);
  Result<std::optional<std::string>> evidence(std::int64_t id);

 private:
  explicit Books(std::unique_ptr<store::Database> database) : database_(std::move(database)) {}
  Result<Done> add_refusal(const Refused& refused, UtcMs now,
                           const std::optional<std::string_view>& request);
  std::unique_ptr<store::Database> database_;
};

}  // namespace tillgate::witness
