#include "outbox/uploader.hpp"

#include <deque>

#include "outbox/letters.hpp"
#include "platform/till.hpp"

using namespace tillgate;
using outbox::Due;
using test::Post;

namespace {

// A platform that answers each message with the next line of a script.
class ScriptedTransport final : public platform::Transport {
 public:
  ScriptedTransport(std::deque<Result<platform::HttpReply>>& script, std::vector<Json>& sent)
      : script_(script), sent_(sent) {}
  Result<platform::HttpReply> post(const platform::HttpRequest& request, const Deadline&) override {
    sent_.push_back(Json::parse(request.body));
    REQUIRE_FALSE(script_.empty());
    auto reply = std::move(script_.front());
    script_.pop_front();
    return reply;
  }

 private:
  std::deque<Result<platform::HttpReply>>& script_;
  std::vector<Json>& sent_;
};

const char* const signed_in =
    R"({"infcode":0,"inf_refmsgid":"1","output":{"signinoutb":{"sign_no":"SIGN0001","sign_time":"2026-11-20 10:15:00"}}})";
const char* const taken =
    R"({"infcode":0,"inf_refmsgid":"1","output":{"result":{"retRslt":"1","msgRslt":"成功"}}})";
const char* const row_refused =
    R"({"infcode":0,"inf_refmsgid":"1","output":{"result":{"retRslt":"0","msgRslt":"批次不存在"}}})";
const char* const refused = R"({"infcode":-1,"inf_refmsgid":"1","err_msg":"目录编码不存在"})";

// A till in a region that takes so many sales in one message.
platform::Settings settings_with(std::size_t upload_rows) {
  platform::Settings settings = test::sample_settings();
  settings.manner.upload_rows = upload_rows;
  return settings;
}

struct Counter : Post {
  explicit Counter(std::size_t rows = 1) : upload_rows(rows) {}
  std::size_t upload_rows;
  test::CountingIds ids;
  std::deque<Result<platform::HttpReply>> script;
  std::vector<Json> sent;
  std::unique_ptr<platform::Client> client =
      platform::Client::create(settings_with(upload_rows),
                               std::make_unique<ScriptedTransport>(script, sent), clock, ids)
          .value();
  platform::SignInDesk desk{*client, *database, clock};
  outbox::Uploader uploader{queue, *client, desk};

  void answers(const char* body) { script.emplace_back(platform::HttpReply{200, body}); }
  void fails(Status status) { script.emplace_back(Failure{status, "as the test wants it", ""}); }
  void sell(const std::string& sale, int line = 1) {
    platform::SaleUpload upload = test::sample_upload();
    upload.receipt = sale;
    add(sale, line, client->sale_upload_input(upload).value());
  }
  outbox::UploadRun run(Due due = Due::by_schedule) {
    return uploader.run(due, Deadline::in(clock, 3'000)).value();
  }
};

}  // namespace

TEST_CASE("the cashier is signed in once, then every upload is sent in order") {
  Counter counter;
  counter.sell("S1");
  counter.sell("S2");
  counter.answers(signed_in);
  counter.answers(taken);
  counter.answers(taken);
  const auto run = counter.run();
  CHECK(run.sent == 2);
  CHECK(run.rejected == 0);
  CHECK(run.reached);
  REQUIRE(counter.sent.size() == 3);
  CHECK(counter.sent[0]["infno"] == "9001");
  CHECK(counter.sent[1]["sign_no"] == "SIGN0001");
  CHECK(counter.sent[1]["input"]["selinfo"]["rtal_docno"] == "S1");
  CHECK(counter.sent[2]["input"]["selinfo"]["rtal_docno"] == "S2");
  CHECK(counter.queue.counts().value().waiting == 0);
}

TEST_CASE("an upload whose fate is unknown stays, and goes out again under its own number") {
  for (const Status status : {TILLGATE_E_OFFLINE, TILLGATE_E_UNCERTAIN}) {
    INFO("status " << status);
    Counter counter;
    counter.sell("S1");
    counter.answers(signed_in);
    counter.fails(status);
    const auto first = counter.run();
    CHECK(first.sent == 0);
    CHECK_FALSE(first.reached);
    CHECK(counter.queue.counts().value().waiting == 1);
    CHECK(counter.run().sent == 0);  // not yet: it was tried a moment ago
    counter.answers(taken);
    CHECK(counter.run(Due::all).sent == 1);
    CHECK(counter.sent[1]["input"] == counter.sent[2]["input"]);
    CHECK(counter.sent[1]["msgid"] != counter.sent[2]["msgid"]);
  }
}

TEST_CASE("an upload that the platform refuses is set aside with its reason, the rest goes on") {
  for (const char* no : {refused, row_refused}) {
    INFO(no);
    Counter counter;
    counter.sell("S1");
    counter.sell("S2");
    counter.answers(signed_in);
    counter.answers(no);
    counter.answers(taken);
    const auto run = counter.run();
    CHECK(run.sent == 1);
    CHECK(run.rejected == 1);
    CHECK(run.reached);
    auto reason = counter.database->query("SELECT reason FROM upload WHERE state = 'rejected'");
    REQUIRE(reason->step().value());
    CHECK_FALSE(reason->text(0).empty());
  }
}

TEST_CASE("without a sign-in nothing is sent and nothing is lost") {
  Counter counter;
  counter.sell("S1");
  counter.fails(TILLGATE_E_OFFLINE);
  CHECK_FALSE(counter.run().reached);
  CHECK(counter.sent.size() == 1);
  CHECK(counter.queue.counts().value().waiting == 1);
}

TEST_CASE("a run ends at its deadline, leaves the rest and says so") {
  Counter counter;
  counter.sell("S1");
  const auto run = counter.uploader.run(Due::all, Deadline::in(counter.clock, 0)).value();
  CHECK(run.sent == 0);
  CHECK(run.reached);
  CHECK(run.unfinished);
  CHECK(counter.sent.empty());
}

TEST_CASE("before a message leaves the house its owner is asked, and may keep it") {
  for (const bool may_leave : {true, false}) {
    Counter counter;
    counter.sell("S1");
    if (may_leave) counter.answers(signed_in);
    if (may_leave) counter.answers(taken);
    int asked = 0;
    outbox::UploadHooks hooks;
    hooks.before_sending = [&]() -> Result<Done> {
      ++asked;
      if (may_leave) return Done{};
      return Failure{TILLGATE_E_STORE, "the disk is full", ""};
    };
    outbox::Uploader uploader(counter.queue, *counter.client, counter.desk, std::move(hooks));
    const auto run = uploader.run(Due::all, Deadline::in(counter.clock, 3'000));
    CHECK(run.ok() == may_leave);
    CHECK(asked == 1);
    CHECK(counter.sent.size() == (may_leave ? 2 : 0));
    CHECK(counter.queue.counts()->waiting == (may_leave ? 0 : 1));
  }
}

TEST_CASE("where a region takes batches, sales of one cashier go out together") {
  Counter counter(3);
  for (const char* sale : {"S1", "S2", "S3", "S4"}) counter.sell(sale);
  counter.answers(signed_in);
  counter.answers(taken);
  counter.answers(taken);
  const auto run = counter.run();
  CHECK(run.sent == 4);
  REQUIRE(counter.sent.size() == 3);
  CHECK(counter.sent[1]["infno"] == "3505A");
  const Json& rows = counter.sent[1]["input"]["selinfoDetail"];
  REQUIRE(rows.size() == 3);
  CHECK(rows[0]["rtal_docno"] == "S1");
  CHECK(rows[2]["rtal_docno"] == "S3");
  CHECK(counter.sent[2]["infno"] == "3505");
}

TEST_CASE("a batch that is refused is sent one by one, and only the bad row is rejected") {
  Counter counter(3);
  for (const char* sale : {"S1", "S2", "S3"}) counter.sell(sale);
  counter.answers(signed_in);
  counter.answers(row_refused);
  counter.answers(taken);
  counter.answers(row_refused);
  counter.answers(taken);
  const auto run = counter.run();
  CHECK(run.sent == 2);
  CHECK(run.rejected == 1);
  CHECK(counter.queue.rejections(9).value().at(0).document == "S2/1");
}

TEST_CASE("a batch whose reply is lost waits as a whole and goes out again") {
  for (const Status status : {TILLGATE_E_OFFLINE, TILLGATE_E_UNCERTAIN}) {
    Counter counter(2);
    counter.sell("S1");
    counter.sell("S2");
    counter.answers(signed_in);
    counter.fails(status);
    CHECK_FALSE(counter.run().reached);
    CHECK(counter.queue.counts().value().waiting == 2);
    counter.answers(taken);
    CHECK(counter.run(Due::all).sent == 2);
    CHECK(counter.sent.back()["input"]["selinfoDetail"].size() == 2);
  }
}

TEST_CASE("each message and each note gives way first") {
  Counter counter;
  counter.sell("S1");
  counter.sell("S2");
  counter.answers(signed_in);
  counter.answers(taken);
  counter.answers(taken);
  std::string order;
  outbox::UploadHooks hooks;
  hooks.give_way = [&](const Deadline&) { order += "w" + std::to_string(counter.sent.size()); };
  hooks.outcome = [&](const std::vector<outbox::Answered>& answered) -> Result<Done> {
    order += "n";
    for (const auto& one : answered) REQUIRE(counter.queue.accepted(one.upload.id).ok());
    return Done{};
  };
  outbox::Uploader uploader(counter.queue, *counter.client, counter.desk, std::move(hooks));
  CHECK(uploader.run(Due::all, Deadline::in(counter.clock, 3'000)).value().sent == 2);
  // Before the batch, before each message (the first brings a sign-in along), before the note.
  CHECK(order == "w0w0w2w3n");
}
