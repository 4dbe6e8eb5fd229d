// The simulator as a program: what it keeps, and what it refuses to start with.
#include <catch2/catch.hpp>
#include <fstream>

#include "base/os/file.hpp"
#include "platform/client.hpp"
#include "platform/till.hpp"
#include "support/data.hpp"
#include "support/folder.hpp"
#include "support/simulator.hpp"

using namespace tillgate;

namespace {

const SystemClock real_clock;

Deadline soon() {
  return Deadline::in(real_clock, 10'000);
}

std::unique_ptr<platform::Client> connect(const test::SimulatorProcess& simulator,
                                          const Clock& clock, platform::MessageIds& ids) {
  platform::Settings settings = test::sample_settings();
  settings.url = simulator.url();
  return platform::Client::create(
             settings, platform::CurlTransport::create({simulator.ca_file()}).value(), clock, ids)
      .value();
}

}  // namespace

TEST_CASE("a killed simulator goes on where it was") {
  const test::TemporaryFolder folder;
  test::SimulatorProcess simulator(folder.path());
  const test::FixedClock clock;
  test::CountingIds ids;
  auto client = connect(simulator, clock, ids);
  platform::Session session{{"C001", "收银员甲"}, ""};
  session.sign_in_number =
      std::get<platform::SignIn>(client->sign_in(session.cashier, soon()).value()).number;
  REQUIRE(client->query_person(test::sample_settlement().credential, session, soon()).ok());
  simulator.order_faults({{"2102", {{"kind", "drop_reply"}}}});
  const std::string message_id = client->next_message_id().value();
  REQUIRE_FALSE(client->settle(test::sample_settlement(), message_id, session, soon()).ok());
  const Json before = simulator.state();
  REQUIRE(before["settlements"].size() == 1);

  simulator.kill();
  simulator.start();
  CHECK(simulator.state() == before);

  client = connect(simulator, clock, ids);
  const auto repeated = client->settle(test::sample_settlement(), message_id, session, soon());
  CHECK(std::get<platform::Refusal>(repeated.value()).reason == "报文ID重复");
  const platform::Reversal reversal{message_id, platform::Reversible::settlement,
                                    "99990000000000000001", "999900"};
  CHECK(std::holds_alternative<Done>(client->reverse(reversal, session, soon()).value()));
  const auto settled =
      client->settle(test::sample_settlement(), client->next_message_id().value(), session, soon())
          .value();
  CHECK(std::get<platform::Settlement>(settled).balance_fen == 283240);
}

TEST_CASE("a simulator that cannot work says so and ends") {
  const test::TemporaryFolder folder;
  const auto start = [&](const std::string& world, const std::string& state,
                         const std::string& now) {
    test::Program program(TILLGATE_SIMULATOR, {"--world", world, "--tls", folder.path().string(),
                                               "--state", state, "--now", now});
    CHECK_FALSE(program.read_line().has_value());
    return program.wait();
  };
  const std::string good = test::sample_world().string();
  const std::string broken = (folder / "broken.json").string();
  std::ofstream(broken) << R"({"customs": {"receiver": "YBXT"}})";
  const std::string state = (folder / "state.json").string();
  CHECK(start((folder / "none.json").string(), state, "2026-11-20 10:15:00") != 0);
  CHECK(start(broken, state, "2026-11-20 10:15:00") == 1);
  CHECK(start(good, broken, "2026-11-20 10:15:00") == 1);
  CHECK(start(good, state, "yesterday") == 1);
}

TEST_CASE("a certificate is made once and kept") {
  const test::TemporaryFolder folder;
  const auto read = [&](const char* name) {
    return std::string(as_text(os::read_file(folder / name, 1 << 20).value()));
  };
  { const test::SimulatorProcess first(folder.path()); }
  const std::string authority = read("ca.pem");
  CHECK(authority.starts_with("-----BEGIN CERTIFICATE-----"));
  { const test::SimulatorProcess second(folder.path()); }
  CHECK(read("ca.pem") == authority);
}

TEST_CASE("an order of faults that cannot be read is refused") {
  const test::TemporaryFolder folder;
  const test::SimulatorProcess simulator(folder.path());
  CHECK_THROWS(simulator.order_faults({{"2102", {{"kind", "earthquake"}}}}));
  CHECK_THROWS(simulator.order_faults({{"2102", 1}}));
  CHECK_NOTHROW(simulator.order_faults({{"2102", {{"kind", "delay"}, {"delay_ms", 1}}}}));
}
