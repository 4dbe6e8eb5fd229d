// The witness itself: what it answers to which request, without the network around it.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/time.hpp"
#include "ledger/witness_book.hpp"
#include "sdk/witness/books.hpp"
#include "sdk/witness/keys.hpp"

namespace tillgate::witness {

struct HttpAnswer {
  int status = 404;
  std::string type = "text/plain; charset=utf-8";
  std::string body;
};

// Several threads may call at the same time.
class Witness {
 public:
  // The clock must outlive the witness.
  Witness(Keys keys, ledger::WitnessedLogs logs, Books books, const Clock& clock)
      : keys_(std::move(keys)), logs_(std::move(logs)), books_(std::move(books)), clock_(clock) {}

  // POST /add-checkpoint: C2SP tlog-witness v1.0.0; ledger/witness_book.hpp has the table. 500 when
  // the disk or a key fails: nothing is signed then.
  HttpAnswer add_checkpoint(std::string_view body);

  // GET /<hex SHA-256 of an origin>/checkpoint: what was cosigned last.
  HttpAnswer checkpoint(std::string_view origin_hash);
  // The audit view: what was signed and refused, as JSON and as a page; the request behind a
  // refusal; counters for Prometheus.
  HttpAnswer overview();
  HttpAnswer page();
  HttpAnswer evidence(std::int64_t refusal);
  HttpAnswer metrics();

 private:
  HttpAnswer refuse(const ledger::OpenedRequest& opened);
  Result<Json> overview_document();
  void count(int status);

  static constexpr std::array<int, 7> statuses{200, 400, 403, 404, 409, 422, 500};
  Keys keys_;
  ledger::WitnessedLogs logs_;
  Books books_;
  const Clock& clock_;
  std::array<std::atomic<std::uint64_t>, statuses.size()> counters_{};
};

}  // namespace tillgate::witness
