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

struct Counter : Post {
  test::CountingIds ids;
  std::deque<Result<platform::HttpReply>> script;
  std::vector<Json> sent;
  std::unique_ptr<platform::Client> client =
      platform::Client::create(test::sample_settings(),
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

TEST_CASE("a run ends at its deadline and leaves the rest") {
  Counter counter;
  counter.sell("S1");
  const auto run = counter.uploader.run(Due::all, Deadline::in(counter.clock, 0)).value();
  CHECK(run.sent == 0);
  CHECK(run.reached);
  CHECK(counter.sent.empty());
}

TEST_CASE("before a message leaves the house its owner is asked, and may keep it") {
  for (const bool may_leave : {true, false}) {
    Counter counter;
    counter.sell("S1");
    if (may_leave) counter.answers(signed_in);
    if (may_leave) counter.answers(taken);
    int asked = 0;
    outbox::Uploader uploader(counter.queue, *counter.client, counter.desk, {},
                              [&]() -> Result<Done> {
                                ++asked;
                                if (may_leave) return Done{};
                                return Failure{TILLGATE_E_STORE, "the disk is full", ""};
                              });
    const auto run = uploader.run(Due::all, Deadline::in(counter.clock, 3'000));
    CHECK(run.ok() == may_leave);
    CHECK(asked == 1);
    CHECK(counter.sent.size() == (may_leave ? 2 : 0));
    CHECK(counter.queue.counts()->waiting == (may_leave ? 0 : 1));
  }
}
