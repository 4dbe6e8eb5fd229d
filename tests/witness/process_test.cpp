// tillgate-witness as a process of its own, asked over TLS; and what an auditor makes of it.
#include <catch2/catch.hpp>
#include <fstream>
#include <thread>

#include "auditor/audit.hpp"
#include "crypto/digest.hpp"
#include "platform/http.hpp"
#include "support/data.hpp"
#include "support/witness.hpp"
#include "witness/logs.hpp"

using namespace tillgate;
using test::audit;
using test::ForkedTill;
using test::has;
using test::request_from;
using test::Till;
using test::WitnessProcess;

namespace {

const SystemClock real_clock;

void write(const std::filesystem::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

// A policy of this log that wants this witness.
std::string policy_file(const Till& till, const WitnessProcess& witness) {
  std::string text;
  for (const std::string& vkey : test::vkeys_of(till)) text += "log " + vkey + "\n";
  text += "witness office " + witness.vkey() + "\nquorum office\n";
  const auto file = till.folder / "policy";
  write(file, text);
  return test::text(file);
}

std::string monitor_url(const WitnessProcess& witness, const Till& till) {
  return witness.url() + "/" + to_hex(crypto::sha256(as_bytes(till.keys->origin())));
}

}  // namespace

TEST_CASE("a witness that was killed goes on with what it signed") {
  Till till;
  till.seal_many(4);
  WitnessProcess witness(till.folder / "witness", test::vkeys_of(till));
  REQUIRE(witness.post(request_from(till, 0)).status == 200);
  witness.kill();
  witness.start();
  till.seal_many(3);
  const auto behind = witness.post(request_from(till, 0));
  CHECK(behind.status == 409);
  CHECK(behind.type == "text/x.tlog.size");
  CHECK(behind.body == "4\n");
  CHECK(witness.post(request_from(till, 4)).status == 200);
  CHECK(witness.overview()["logs"][0]["records"] == 7);
  CHECK(has(witness.get("/metrics").body, "tillgate_witness_requests_total{status=\"409\"} 1"));
  CHECK(has(witness.get("/").body, till.keys->origin()));
  CHECK(witness.get("/nowhere").status == 404);
}

TEST_CASE("the till's own transport reaches it, and only with the right certificate") {
  Till till;
  till.seal_many(2);
  const WitnessProcess witness(till.folder / "witness", test::vkeys_of(till));
  const WitnessProcess other(till.folder / "other", {});
  const auto ask = [&](const WitnessProcess& trusted) {
    auto transport = platform::CurlTransport::create({.ca_file = trusted.ca_file()}).value();
    return transport->post(
        {witness.url() + "/add-checkpoint", {}, request_from(till, 0), "text/plain"},
        Deadline::in(real_clock, 10'000));
  };
  CHECK(ask(other).failure().status == TILLGATE_E_OFFLINE);
  CHECK(ask(witness)->status == 200);
}

TEST_CASE("submissions in parallel over the network leave one history") {
  Till till;
  till.seal_many(5);
  ForkedTill fork(till, 5);
  WitnessProcess witness(till.folder / "witness", test::vkeys_of(till));
  const std::vector<std::string> requests = {request_from(till, 0), request_from(fork, 0)};
  std::vector<int> signed_by(2, 0);
  std::vector<std::thread> threads;
  for (std::size_t who = 0; who < 2; ++who)
    threads.emplace_back([&, who] {
      for (int i = 0; i < 10; ++i)
        if (witness.post(requests[who]).status == 200) ++signed_by[who];
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(signed_by[0] + signed_by[1] == 1);
}

TEST_CASE("a log that its owner rewrote and signed again is refused against the witness") {
  Till till;
  till.seal_many(20);
  WitnessProcess witness(till.folder / "witness", test::vkeys_of(till));
  const auto cosigned = witness.post(request_from(till, 0));
  REQUIRE(cosigned.status == 200);
  const auto folder = till.published();
  const std::string policy = policy_file(till, witness);
  const std::vector<std::string> verify = {"verify", test::text(folder), "--policy", policy};

  // Not cosigned yet, then cosigned.
  const auto missing = audit(verify);
  CHECK(missing.code == 1);
  CHECK(has(missing.err, "too few trusted witnesses"));
  write(folder / "checkpoint", till.journal->checkpoint().value() + cosigned.body);
  const auto good = audit(verify);
  CHECK(good.code == 0);
  CHECK(has(good.out, "cosigned 见证: witness.example/w1"));

  // The owner's second history: good in itself, signed with the very keys.
  ForkedTill forged(till, 20);
  const auto forged_folder = forged.published();
  CHECK(audit({"verify", test::text(forged_folder), "--key",
               test::text(till.keys->folder() / "log.vkeys")})
            .code == 0);
  CHECK(witness.post(request_from(forged, 20)).status == 422);
  const auto refused = audit({"verify", test::text(forged_folder), "--policy", policy});
  CHECK(refused.code == 1);
  CHECK(has(refused.err, "too few trusted witnesses"));
  // The witness' line under the forged text does not help.
  write(forged_folder / "checkpoint", forged.journal->checkpoint().value() + cosigned.body);
  const auto pasted = audit({"verify", test::text(forged_folder), "--policy", policy});
  CHECK(pasted.code == 1);
  CHECK(has(pasted.err, "the cosignature of this trusted witness does not fit"));

  // What the witness shows is a checkpoint that somebody else kept.
  const auto caught = audit({"verify", test::text(forged_folder), "--key",
                             test::text(till.keys->folder() / "log.vkeys"), "--older",
                             monitor_url(witness, till), "--ca", test::text(witness.ca_file())});
  CHECK(caught.code == 1);
  CHECK(has(caught.err, "history was rewritten"));
  const auto continued =
      audit({"verify", test::text(folder), "--key", test::text(till.keys->folder() / "log.vkeys"),
             "--older", monitor_url(witness, till), "--ca", test::text(witness.ca_file())});
  CHECK(continued.code == 0);
  CHECK(has(continued.out, "continues 延续: 1 earlier checkpoints"));
}
