#include "outbox/letters.hpp"

using namespace tillgate;
using outbox::Due;
using test::Post;

TEST_CASE("uploads come out oldest first, as they were put in") {
  Post post;
  post.add("S1", 1, {{"input", "甲"}});
  post.add("S2", 1);
  const outbox::Upload first = post.first(Due::by_schedule);
  CHECK(first.letter.document == "S1/1");
  CHECK(first.letter.sale == "S1");
  CHECK(first.letter.kind == "3505");
  CHECK(first.letter.cashier_id == "C001");
  CHECK(first.letter.cashier_name == "收银员甲");
  CHECK(first.letter.message == Json{{"input", "甲"}});
  REQUIRE(post.queue.accepted(first.id).ok());
  CHECK(post.next() == "S2/1");
}

TEST_CASE("a document is queued once, whatever became of it") {
  Post post;
  CHECK(post.add("S1", 1));
  CHECK_FALSE(post.add("S1", 1));
  REQUIRE(post.queue.accepted(post.first().id).ok());
  CHECK_FALSE(post.add("S1", 1));
  CHECK(post.next(Due::all) == "none");
}

TEST_CASE("what was queued in a transaction that did not commit was never queued") {
  Post post;
  {
    auto transaction = store::Transaction::begin(*post.database).value();
    REQUIRE(post.queue.add({"S1/1", "S1", "3505", "C001", "收银员甲", Json::object()}).ok());
  }
  CHECK(post.queue.counts().value().waiting == 0);
  CHECK(post.add("S1", 1));
}

TEST_CASE("a failed upload waits its turn and holds back only its own sale") {
  Post post;
  post.add("S1", 1);
  post.add("S1", 2);
  post.add("S2", 1);
  REQUIRE(post.queue.failed(post.first(Due::by_schedule), "no connection").ok());
  CHECK(post.next() == "S2/1");
  CHECK(post.next(Due::all) == "S1/1");
  post.clock.advance(1000 / 2 - 1);
  CHECK(post.next() == "S2/1");
  post.clock.advance(1000 / 2 + 1);
  CHECK(post.next() == "S1/1");
}

TEST_CASE("a rejected upload is counted and lets the next one of its sale pass") {
  Post post;
  post.add("S1", 1);
  post.add("S1", 2);
  REQUIRE(post.queue.rejected(post.first().id, "医疗目录编码不存在").ok());
  CHECK(post.next() == "S1/2");
  const auto counts = post.queue.counts().value();
  CHECK(counts.waiting == 1);
  CHECK(counts.rejected == 1);
  const auto rejections = post.queue.rejections(20).value();
  REQUIRE(rejections.size() == 1);
  CHECK(rejections[0].document == "S1/1");
  CHECK(rejections[0].reason == "医疗目录编码不存在");
  CHECK(post.queue.rejections(0).value().empty());
}

TEST_CASE("the queue knows since when its oldest upload waits") {
  Post post;
  CHECK_FALSE(post.queue.counts().value().oldest_waiting.has_value());
  const UtcMs begun = post.clock.now();
  post.add("S1", 1);
  post.clock.advance(60'000);
  post.add("S2", 1);
  CHECK(post.queue.counts().value().oldest_waiting == begun);
}

TEST_CASE("retries come ever later, up to five minutes") {
  CHECK(outbox::retry_delay_ms(0, 0) == 1'000);
  CHECK(outbox::retry_delay_ms(1, 0) == 2'000);
  CHECK(outbox::retry_delay_ms(8, 0) == 256'000);
  CHECK(outbox::retry_delay_ms(9, 0) == 300'000);
  CHECK(outbox::retry_delay_ms(1'000'000, 0) == 300'000);
  // The noise takes off up to a half, and never more.
  CHECK(outbox::retry_delay_ms(0, 500) == 500);
  CHECK(outbox::retry_delay_ms(0, 501) == 1'000);
  CHECK(outbox::retry_delay_ms(9, 149'999) == 150'001);
}

TEST_CASE("a message cannot be moved to another row, and another key does not open it") {
  Post post;
  post.add("S1", 1, {{"a", 1}});
  post.add("S2", 1, {{"a", 2}});
  const crypto::SecretKey other = crypto::SecretKey::generate().value();
  CHECK_FALSE(outbox::Queue(*post.database, other, post.clock).batch(Due::all, 1).ok());
  REQUIRE(post.database
              ->execute("UPDATE upload SET sealed = (SELECT sealed FROM upload WHERE id = 2)"
                        " WHERE id = 1")
              .ok());
  CHECK_FALSE(post.queue.batch(Due::all, 1).ok());
}

TEST_CASE("nothing of a message stands in clear in the database") {
  Post post;
  post.add("S1", 1, {{"psn_name", "赵示例"}});
  auto query = post.database->query("SELECT instr(sealed, CAST('赵示例' AS BLOB)) FROM upload");
  REQUIRE(query.ok());
  REQUIRE(query->step().value());
  CHECK(query->integer(0) == 0);
}

TEST_CASE("a batch is in order, and holds no message before an older one of its sale that waits") {
  Post post;
  post.add("S1", 1);
  post.add("S1", 2);
  post.add("S2", 1);
  post.add("S2", 2);
  const auto names = [&](Due due, std::int64_t most) {
    std::string all;
    const std::vector<outbox::Upload> batch = post.queue.batch(due, most).value();
    for (const outbox::Upload& upload : batch)
      all += (all.empty() ? "" : " ") + upload.letter.document;
    return all;
  };
  CHECK(names(Due::by_schedule, 10) == "S1/1 S1/2 S2/1 S2/2");
  CHECK(names(Due::by_schedule, 3) == "S1/1 S1/2 S2/1");
  const std::vector<outbox::Upload> oldest = post.queue.batch(Due::all, 1).value();
  REQUIRE(post.queue.failed(oldest[0], "no connection").ok());
  CHECK(names(Due::by_schedule, 10) == "S2/1 S2/2");
  CHECK(names(Due::all, 10) == "S1/1 S1/2 S2/1 S2/2");
}

TEST_CASE("a rejected upload waits again with what was mended, and no other one does") {
  Post post;
  post.add("S1", 1, {{"input", "old"}});
  REQUIRE(post.queue.requeue("S1/1", std::nullopt).failure().status == TILLGATE_E_ARGUMENT);
  const auto id = post.first().id;
  REQUIRE(post.queue.rejected(id, "医疗目录编码不存在").ok());
  REQUIRE(post.queue.requeue("S1/1", Json{{"input", "new"}}).ok());
  const outbox::Upload again = post.first(Due::by_schedule);
  CHECK(again.letter.message == Json{{"input", "new"}});
  CHECK(again.letter.cashier_name == "收银员甲");
  CHECK(post.queue.counts().value().rejected == 0);
}

TEST_CASE("the queue holds as many as wait, and no more") {
  Post post;
  CHECK(post.queue.holds(0).value());
  CHECK_FALSE(post.queue.holds(1).value());
  post.add("S1", 1);
  post.add("S1", 2);
  post.add("S2", 1);
  REQUIRE(post.queue.accepted(post.queue.batch(Due::all, 1).value().at(0).id).ok());
  CHECK(post.queue.holds(2).value());
  CHECK_FALSE(post.queue.holds(3).value());
}

TEST_CASE("a message is found by its name, with what became of it") {
  Post post;
  CHECK_FALSE(post.queue.find("S1/1").value().has_value());
  post.add("S1", 1, {{"input", "甲"}});
  auto kept = post.queue.find("S1/1").value();
  REQUIRE(kept.has_value());
  CHECK(kept->state == outbox::UploadState::queued);
  CHECK(kept->letter.message == Json{{"input", "甲"}});
  const std::int64_t id = post.queue.batch(Due::all, 1).value().at(0).id;
  REQUIRE(post.queue.rejected(id, "医疗目录编码不存在").ok());
  CHECK(post.queue.find("S1/1").value()->state == outbox::UploadState::rejected);
  REQUIRE(post.queue.accepted(id).ok());
  CHECK(post.queue.find("S1/1").value()->state == outbox::UploadState::accepted);
  REQUIRE(post.database->execute("UPDATE upload SET sealed = x''").ok());
  CHECK(post.queue.find("S1/1").value()->erased);
}
