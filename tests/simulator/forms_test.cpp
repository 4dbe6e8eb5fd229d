// Every transaction, in its smallest and fullest form, through simulator and client.
#include <catch2/catch.hpp>

#include "platform/client.hpp"
#include "platform/counting_ids.hpp"
#include "platform/till.hpp"
#include "simulator/desk.hpp"
#include "simulator/forms.hpp"

using namespace tillgate;
using namespace tillgate::test;

namespace {

// samples/platform/forms.json: `values` by field name, and for a transaction what was sent before
// and its own values by field name or whole path. A value is taken as it stands, null leaves the
// field out; "$2102/setlinfo/setl_id" is a place in the reply to the last 2102, "@3505/selinfo/…"
// one in the request, and "%" in a text becomes a number that is new each time.
class Sender {
 public:
  Sender() { desk.open_shop(); }

  Json form(const std::string& transaction, Fill fill, NumbersAs numbers) {
    return build_form(request_fields(transaction), fill, numbers,
                      [&](const FormField& field) { return value(transaction, field); });
  }

  // Sends what must come before the transaction.
  void prepare(const std::string& transaction) {
    for (const Json& before : spec(transaction).value("before", Json::array())) {
      const std::string earlier = before;
      prepare(earlier);
      const Json message = form(earlier, Fill::fullest, NumbersAs::json);
      const std::string words = send(earlier, message);
      INFO(earlier << " before " << transaction << ": " << words);
      REQUIRE(words == "ok");
    }
  }

  // "ok", or why not.
  std::string send(const std::string& transaction, const Json& input) {
    const bool bare = input.contains("transType");
    const simulator::HttpAnswer answer =
        desk.answer_to(bare ? input : desk.envelope(transaction, input));
    if (answer.file) return "ok";
    if (answer.status != 200) return answer.body;
    const Json reply = Json::parse(answer.body);
    requests_[transaction] = input;
    replies_[transaction] = bare ? reply : reply["output"];
    if (bare) return reply["code"] == 0 ? "ok" : reply["message"];
    return Desk::words(reply);
  }

  Desk desk;

 private:
  static const Json& specs() {
    static const Json all = read_json_data("samples/platform/forms.json");
    return all;
  }
  static Json spec(const std::string& transaction) {
    return specs()["transactions"].value(transaction, Json::object());
  }

  Json value(const std::string& transaction, const FormField& field) {
    const std::string leaf = field.path.substr(field.path.rfind('.') + 1);
    const Json own = spec(transaction).value("values", Json::object());
    for (const auto& [values, name] :
         {std::pair{own, field.path}, std::pair{own, leaf}, std::pair{specs()["values"], leaf}})
      if (values.contains(name)) return resolved(values[name]);
    return "";
  }

  Json resolved(const Json& value) {
    if (!value.is_string()) return value;
    std::string text = value;
    if (text.starts_with('$') || text.starts_with('@')) {
      const std::size_t slash = text.find('/');
      const Json& from = (text[0] == '$' ? replies_ : requests_).at(text.substr(1, slash - 1));
      return from.at(Json::json_pointer(text.substr(slash)));
    }
    if (const std::size_t at = text.find('%'); at != std::string::npos)
      text.replace(at, 1, std::to_string(++serial_));
    return text;
  }

  std::map<std::string, Json> requests_;
  std::map<std::string, Json> replies_;
  int serial_ = 1000;
};

// The simulator behind the client, without a network.
class DirectTransport final : public platform::Transport {
 public:
  explicit DirectTransport(simulator::Platform& platform) : platform_(platform) {}
  Result<platform::HttpReply> post(const platform::HttpRequest& request, const Deadline&) override {
    ++posts;
    const auto header = [&](const std::string& name) {
      for (const std::string& line : request.headers)
        if (line.starts_with(name + ": ")) return line.substr(name.size() + 2);
      return std::string();
    };
    const simulator::HttpAnswer answer =
        platform_.answer({header("x-tif-paasid"), header("x-tif-timestamp"), header("x-tif-nonce"),
                          header("x-tif-signature")},
                         request.body);
    return platform::HttpReply{answer.status, answer.body};
  }
  int posts = 0;

 private:
  simulator::Platform& platform_;
};

// A client at the counter of the sender, its message numbers apart from the desk's own.
struct Counter {
  explicit Counter(Sender& sender)
      : session{{"C001", "收银员甲"}, sender.desk.sign_in_number}, clock(sender.desk.clock) {
    auto direct = std::make_unique<DirectTransport>(sender.desk.platform());
    transport = direct.get();
    platform::Settings settings = sample_settings();
    settings.message_slot = 77;
    client = platform::Client::create(settings, std::move(direct), clock, ids).value();
  }
  Deadline deadline() const { return Deadline::in(clock, 3000); }

  CountingIds ids;
  DirectTransport* transport = nullptr;
  platform::Session session;
  const Clock& clock;
  std::unique_ptr<platform::Client> client;
};

template <class T>
std::string words_of(const Result<platform::Answer<T>>& answer) {
  if (!answer) return answer.failure().where + ": " + answer.failure().detail;
  if (const auto* refusal = std::get_if<platform::Refusal>(&*answer)) return refusal->reason;
  return "ok";
}

const std::string insured_region = "999900";

std::string send_by(Counter& counter, const std::string& transaction, const Json& form) {
  if (form.contains("transType"))
    return words_of(counter.client->ask(transaction, form, counter.deadline()));
  if (transaction == "9102") {
    const Json& file = form["fsDownloadIn"];
    return words_of(counter.client->download({file["file_qury_no"], file["filename"]},
                                             counter.session, counter.deadline()));
  }
  platform::Session session = counter.session;
  if (transaction == "9001") session.sign_in_number.clear();
  return words_of(
      counter.client->call(transaction, form, insured_region, session, counter.deadline()));
}

}  // namespace

TEST_CASE("the simulator takes every transaction in its smallest and in its fullest form") {
  CHECK(transactions().size() > 55);
  for (const std::string& transaction : transactions())
    for (const Fill fill : {Fill::smallest, Fill::fullest}) {
      INFO(transaction << (fill == Fill::smallest ? " smallest" : " fullest"));
      Sender sender;
      sender.prepare(transaction);
      CHECK(sender.send(transaction, sender.form(transaction, fill, NumbersAs::json)) == "ok");
    }
}

TEST_CASE("the simulator refuses every message with one field wrong and names the field") {
  int sent = 0;
  for (const std::string& transaction : transactions()) {
    Sender sender;
    sender.prepare(transaction);
    const Json fullest = sender.form(transaction, Fill::fullest, NumbersAs::json);
    for (const Mutation& mutation :
         mutations(request_fields(transaction), fullest, NumbersAs::json)) {
      if (mutation.form.contains("transType") != fullest.contains("transType")) continue;
      const std::string words = sender.send(transaction, mutation.form);
      INFO(transaction << " " << mutation.what << ": " << words);
      CHECK(words.find(mutation.finding) != std::string::npos);
      ++sent;
    }
  }
  CHECK(sent > 2000);
}

TEST_CASE("the client sends every transaction and understands the reply") {
  for (const std::string& transaction : transactions())
    for (const Fill fill : {Fill::smallest, Fill::fullest}) {
      INFO(transaction << (fill == Fill::smallest ? " smallest" : " fullest"));
      Sender sender;
      sender.prepare(transaction);
      Counter counter(sender);
      CHECK(send_by(counter, transaction,
                    sender.form(transaction, fill, NumbersAs::decimal_text)) == "ok");
      CHECK(counter.transport->posts == 1);
    }
}

TEST_CASE("the client sends no message with a field wrong and names the field") {
  for (const std::string& transaction : transactions()) {
    // It writes the input of a download itself.
    if (transaction == "9102") continue;
    Sender sender;
    sender.prepare(transaction);
    Counter counter(sender);
    const Json fullest = sender.form(transaction, Fill::fullest, NumbersAs::decimal_text);
    for (const Mutation& mutation :
         mutations(request_fields(transaction), fullest, NumbersAs::decimal_text)) {
      if (mutation.form.contains("transType") != fullest.contains("transType")) continue;
      INFO(transaction << " " << mutation.what);
      const std::string words = send_by(counter, transaction, mutation.form);
      CHECK(words.starts_with(mutation.finding.substr(0, mutation.finding.find(':') + 1)));
    }
    CHECK(counter.transport->posts == 0);
  }
}
