// A queue and uploads of invented sales to put into it.
#pragma once

#include <catch2/catch.hpp>

#include "outbox/queue.hpp"
#include "support/clock.hpp"
#include "support/folder.hpp"

namespace tillgate::test {

struct Post {
  FixedClock clock;
  TemporaryFolder folder;
  std::unique_ptr<store::Database> database = store::Database::open(folder / "till.db").value();
  crypto::SecretKey key = crypto::SecretKey::generate().value();
  outbox::Queue queue{*database, key, clock};

  // One upload of the sale, as the till queues it: in the transaction of the sale's outcome.
  bool add(const std::string& sale, int line, Json message = Json::object()) {
    auto transaction = store::Transaction::begin(*database).value();
    const auto added = queue.add(
        {sale + "/" + std::to_string(line), sale, "3505", "C001", "收银员甲", std::move(message)});
    REQUIRE(added.ok());
    REQUIRE(transaction.commit().ok());
    return *added;
  }
  // The upload that goes out next; a test that asks has one waiting.
  outbox::Upload first(outbox::Due due = outbox::Due::all) {
    auto batch = queue.batch(due, 1);
    REQUIRE(batch.ok());
    REQUIRE(batch->size() == 1);
    return std::move(batch->front());
  }
  // Its name, or "none".
  std::string next(outbox::Due due = outbox::Due::by_schedule) {
    const auto batch = queue.batch(due, 1).value();
    return batch.empty() ? "none" : batch.front().letter.document;
  }
};

}  // namespace tillgate::test
