#include "platform/http.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "platform/till.hpp"
#include "support/data.hpp"
#include "support/fault_proxy.hpp"
#include "support/folder.hpp"
#include "support/simulator.hpp"

using namespace tillgate;
using namespace tillgate::platform;

namespace {

const SystemClock real_clock;

// A till of the sample shop that talks to the simulated platform over TLS.
struct LiveTill {
  test::TemporaryFolder folder;
  test::SimulatorProcess simulator{folder.path()};
  test::FixedClock clock;
  test::CountingIds ids;
  std::unique_ptr<Client> client = connect(simulator.url(), simulator.ca_file());
  Session session{{"C001", "收银员甲"}, ""};

  std::unique_ptr<Client> connect(const std::string& url, const std::filesystem::path& ca) {
    Settings settings = test::sample_settings();
    settings.url = url + "/fsi/api";
    return Client::create(settings, CurlTransport::create({ca}).value(), clock, ids).value();
  }

  Deadline in(std::int64_t ms) const { return Deadline::in(real_clock, ms); }

  void identify() {
    session.sign_in_number =
        std::get<SignIn>(client->sign_in(session.cashier, in(10'000)).value()).number;
    REQUIRE(client->query_person(test::sample_settlement().credential, session, in(10'000)).ok());
  }

  Result<Answer<Settlement>> settle(const std::string& message_id, std::int64_t ms = 10'000) {
    return client->settle(test::sample_settlement(), message_id, session, in(ms));
  }
};

std::int64_t elapsed_ms(std::int64_t since) {
  return real_clock.monotonic_ms() - since;
}

// Accepts connections into the kernel's queue and never says a word.
class SilentServer {
 public:
  SilentServer() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(socket_, generic, size) != 0 || ::listen(socket_, 8) != 0 ||
        ::getsockname(socket_, generic, &size) != 0)
      throw std::runtime_error("no silent server");
    port_ = ntohs(address.sin_port);
  }
  ~SilentServer() { ::close(socket_); }
  std::string url() const { return "https://127.0.0.1:" + std::to_string(port_); }

 private:
  int socket_;
  int port_;
};

}  // namespace

TEST_CASE("a sale goes through sign-in, identification, settlement, reversal and upload over TLS") {
  LiveTill till;
  till.identify();
  const std::string message_id = till.client->next_message_id().value();
  const auto settled = std::get<Settlement>(till.settle(message_id).value());
  CHECK(settled.total_fen == 2760);
  CHECK(settled.account_fen == 2760);
  CHECK(settled.balance_fen == 283240);

  SaleUpload sale = test::sample_upload();
  sale.insured = InsuredSale{settled.id, settled.visit_id};
  sale.buyer = Buyer{"99990000000000000001", "999900", "01", "329999195803129913", "赵示例"};
  const Json upload = till.client->sale_upload_input(sale).value();
  const auto uploaded = till.client->upload("3505", upload, till.session, till.in(10'000)).value();
  CHECK(std::holds_alternative<Done>(uploaded));

  const Reversal reversal{message_id, Reversible::settlement, "99990000000000000001", "999900"};
  for (int again = 0; again < 2; ++again)
    CHECK(std::holds_alternative<Done>(
        till.client->reverse(reversal, till.session, till.in(10'000)).value()));
  const auto person = std::get<Person>(
      till.client->query_person(test::sample_settlement().credential, till.session, till.in(10'000))
          .value());
  CHECK(person.insurances[0].balance_fen == 286000);
}

TEST_CASE("a platform whose certificate we do not trust is offline and hears nothing") {
  LiveTill till;
  const test::TemporaryFolder other;
  const test::SimulatorProcess stranger(other.path());
  auto client = till.connect(till.simulator.url(), stranger.ca_file());
  const auto settled = client->settle(test::sample_settlement(), client->next_message_id().value(),
                                      till.session, till.in(10'000));
  CHECK(settled.failure().status == TILLGATE_E_OFFLINE);
  CHECK(till.simulator.state()["refused"].empty());
}

TEST_CASE("a certificate for another name is not trusted, though its chain is") {
  const test::TemporaryFolder folder;
  for (const char* file : {"ca.pem", "server.pem", "server.key"})
    std::filesystem::copy_file(test::data_path("samples/platform/other_name") / file,
                               folder / file);
  const test::SimulatorProcess simulator(folder.path());
  auto transport = CurlTransport::create({simulator.ca_file()}).value();
  const auto reply = transport->post({simulator.url(), {}, "{}"}, Deadline::in(real_clock, 10'000));
  REQUIRE_FALSE(reply.ok());
  CHECK(reply.failure().status == TILLGATE_E_OFFLINE);
  CHECK(reply.failure().detail.find("certificate") != std::string::npos);
}

TEST_CASE("a stopped platform, a wrong port and an address without TLS are offline") {
  LiveTill till;
  till.identify();
  till.simulator.kill();
  CHECK(till.settle(till.client->next_message_id().value()).failure().status == TILLGATE_E_OFFLINE);

  auto transport = CurlTransport::create({till.simulator.ca_file()}).value();
  for (const char* url : {"https://127.0.0.1:1", "http://127.0.0.1:1", "ftp://127.0.0.1",
                          "file:///etc/hostname", "", "https://"}) {
    INFO(url);
    CHECK(transport->post({url, {}, "{}"}, till.in(10'000)).failure().status == TILLGATE_E_OFFLINE);
  }
}

TEST_CASE("a platform that never shakes hands is offline when the deadline passes") {
  LiveTill till;
  const SilentServer silent;
  auto client = till.connect(silent.url(), till.simulator.ca_file());
  const std::int64_t begun = real_clock.monotonic_ms();
  const auto settled = client->settle(test::sample_settlement(), client->next_message_id().value(),
                                      till.session, till.in(150));
  CHECK(settled.failure().status == TILLGATE_E_OFFLINE);
  CHECK(elapsed_ms(begun) >= 150);
  CHECK(elapsed_ms(begun) < 150 + 1000);
}

TEST_CASE("nothing is sent when the deadline has passed already") {
  LiveTill till;
  till.identify();
  CHECK(till.settle(till.client->next_message_id().value(), 0).failure().status ==
        TILLGATE_E_OFFLINE);
  CHECK(till.simulator.state()["settlements"].empty());
}

TEST_CASE(
    "a lost reply is uncertain, whether or not the platform settled, and is never asked for "
    "twice") {
  struct Case {
    const char* kind;
    bool processed;
  };
  LiveTill till;
  till.identify();
  std::size_t settled = 0;
  for (const Case& c : {Case{"drop_reply", true},
                        {"drop_reply", false},
                        {"close_before", false},
                        {"truncate", true},
                        {"truncate", false},
                        {"http_502", true},
                        {"http_502", false},
                        {"garbage", true},
                        {"garbage", false},
                        {"huge", true},
                        {"huge", false}}) {
    INFO(c.kind << (c.processed ? " after" : " instead of") << " settling");
    till.simulator.order_faults({{"2102", {{"kind", c.kind}, {"processed", c.processed}}}});
    const std::string message_id = till.client->next_message_id().value();
    const auto answer = till.settle(message_id);
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.failure().status == TILLGATE_E_UNCERTAIN);
    settled += c.processed ? 1 : 0;
    CHECK(till.simulator.state()["settlements"].size() == settled);
    const Reversal reversal{message_id, Reversible::settlement, "99990000000000000001", "999900"};
    CHECK(std::holds_alternative<Done>(
        till.client->reverse(reversal, till.session, till.in(10'000)).value()));
  }
  const Json state = till.simulator.state();
  for (const Json& settlement : state["settlements"]) CHECK(settlement["state"] == "reversed");
}

TEST_CASE("a reply that does not come in time is uncertain and costs the deadline, no more") {
  LiveTill till;
  till.identify();
  till.simulator.order_faults({{"2102", {{"kind", "delay"}, {"delay_ms", 60'000}}}});
  const std::int64_t begun = real_clock.monotonic_ms();
  CHECK(till.settle(till.client->next_message_id().value(), 200).failure().status ==
        TILLGATE_E_UNCERTAIN);
  CHECK(elapsed_ms(begun) >= 200);
  CHECK(elapsed_ms(begun) < 200 + 1000);
  CHECK(till.simulator.state()["settlements"].size() == 1);
}

TEST_CASE(
    "wherever the network fails, the client knows whether it may have been heard, and the platform "
    "settled exactly when its reply was on the way") {
  LiveTill till;
  test::FaultProxy proxy(till.simulator.url(), till.folder.path());
  till.client = till.connect(proxy.url(), till.simulator.ca_file());
  till.identify();
  std::size_t settled = 0;
  for (test::NetworkFault fault : test::all_network_faults())
    for (const unsigned permille : {0U, 999U}) {
      fault.permille = permille;
      INFO(test::name_of(fault));
      proxy.strike(fault);
      const std::string message_id = till.client->next_message_id().value();
      const auto answer = till.settle(message_id, fault.blow == test::Blow::hold ? 300 : 10'000);
      REQUIRE_FALSE(answer.ok());
      CHECK(answer.failure().status ==
            (fault.region == test::Region::handshake ? TILLGATE_E_OFFLINE : TILLGATE_E_UNCERTAIN));
      if (fault.server_has_heard()) ++settled;
      CHECK(till.simulator.state()["settlements"].size() == settled);
      const Reversal reversal{message_id, Reversible::settlement, "99990000000000000001", "999900"};
      CHECK(std::holds_alternative<Done>(
          till.client->reverse(reversal, till.session, till.in(10'000)).value()));
    }
  CHECK(proxy.struck() == test::all_network_faults().size() * 2);
}

TEST_CASE("a stop ends a request at once, whatever it waits for") {
  LiveTill till;
  till.identify();
  const SilentServer silent;
  const auto elsewhere = till.connect(silent.url(), till.simulator.ca_file());
  till.simulator.order_faults({{"2102", {{"kind", "delay"}, {"delay_ms", 60'000}}}});
  for (const Client* client : {till.client.get(), elsewhere.get()}) {
    std::stop_source stop;
    const Deadline deadline = Deadline::in(real_clock, 30'000, stop.get_token());
    std::thread stopper([&] {
      if (client == till.client.get()) {
        while (till.simulator.faults_left("2102") > 0) std::this_thread::yield();
      }
      stop.request_stop();
    });
    const std::int64_t begun = real_clock.monotonic_ms();
    const auto settled = client->settle(
        test::sample_settlement(), till.client->next_message_id().value(), till.session, deadline);
    stopper.join();
    CHECK(elapsed_ms(begun) < 10'000);
    CHECK(settled.failure().status ==
          (client == till.client.get() ? TILLGATE_E_UNCERTAIN : TILLGATE_E_OFFLINE));
    CHECK(deadline.passed());
  }
}

TEST_CASE("a late reply within the deadline is a reply") {
  LiveTill till;
  till.identify();
  till.simulator.order_faults({{"2102", {{"kind", "delay"}, {"delay_ms", 50}}}});
  CHECK(till.settle(till.client->next_message_id().value()).ok());
}

TEST_CASE("two threads may talk to the platform at the same time") {
  LiveTill till;
  till.identify();
  int good = 0;
  const auto work = [&till](int& done) {
    for (int i = 0; i < 10; ++i)
      if (till.client
              ->query_person(test::sample_settlement().credential, till.session, till.in(10'000))
              .ok())
        ++done;
  };
  int good_elsewhere = 0;
  std::thread other([&] { work(good_elsewhere); });
  work(good);
  other.join();
  CHECK(good + good_elsewhere == 20);
}

TEST_CASE("proxies named in the environment are not used") {
  ::setenv("https_proxy", "http://127.0.0.1:1", 1);
  ::setenv("ALL_PROXY", "http://127.0.0.1:1", 1);
  {
    LiveTill till;
    CHECK(till.client->sign_in(till.session.cashier, till.in(10'000)).ok());
  }
  ::unsetenv("https_proxy");
  ::unsetenv("ALL_PROXY");
}

TEST_CASE("certificates that cannot be read are a failure at the start") {
  const test::TemporaryFolder folder;
  CHECK(CurlTransport::create({folder / "none.pem"}).failure().status == TILLGATE_E_CONFIG);
  std::ofstream(folder / "empty.pem") << "nothing";
  CHECK(CurlTransport::create({folder / "empty.pem"}).failure().status == TILLGATE_E_CONFIG);
}
