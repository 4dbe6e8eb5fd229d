// A name server that never answers: the resolver of this test program hangs for one name.
#include <dlfcn.h>
#include <netdb.h>

#include <catch2/catch.hpp>
#include <condition_variable>
#include <mutex>
#include <string_view>

#include "platform/http.hpp"
#include "support/folder.hpp"
#include "support/simulator.hpp"

using namespace tillgate;

namespace {

constexpr std::string_view hanging_name = "hangs.test";

struct Resolver {
  std::mutex turn;
  std::condition_variable changed;
  int hanging = 0;
  bool released = false;

  int hang() {
    std::unique_lock lock(turn);
    ++hanging;
    changed.notify_all();
    changed.wait(lock, [this] { return released; });
    --hanging;
    changed.notify_all();
    return EAI_AGAIN;
  }
  void release() {
    std::unique_lock lock(turn);
    released = true;
    changed.notify_all();
    changed.wait(lock, [this] { return hanging == 0; });
  }
  int count() {
    const std::lock_guard lock(turn);
    return hanging;
  }
} resolver;

}  // namespace

// Takes the place of the C library's for libcurl too.
extern "C" __attribute__((visibility("default"))) int getaddrinfo(const char* name,
                                                                  const char* service,
                                                                  const addrinfo* wanted,
                                                                  addrinfo** found) {
  if (name != nullptr && name == hanging_name) return resolver.hang();
  static const auto real =
      reinterpret_cast<decltype(&::getaddrinfo)>(::dlsym(RTLD_NEXT, "getaddrinfo"));
  return real(name, service, wanted, found);
}

TEST_CASE("a name server that does not answer costs the deadline, and nothing when closing") {
  const test::TemporaryFolder folder;
  const test::SimulatorProcess simulator(folder.path());
  const SystemClock clock;
  auto transport = platform::CurlTransport::create({simulator.ca_file()}).value();
  const std::int64_t begun = clock.monotonic_ms();
  const auto reply = transport->post({"https://hangs.test/", {}, "{}"}, Deadline::in(clock, 150));
  CHECK(reply.failure().status == TILLGATE_E_OFFLINE);
  CHECK(resolver.count() == 1);
  transport.reset();
  // The resolver hangs until the test lets it go: whoever waited for it would never come here.
  CHECK(clock.monotonic_ms() - begun >= 150);
  CHECK(resolver.count() == 1);

  transport = platform::CurlTransport::create({simulator.ca_file()}).value();
  CHECK(transport
            ->post({simulator.url() + "/simulator/faults", {}, "{}"}, Deadline::in(clock, 10'000))
            .ok());
  resolver.release();
  CHECK(transport
            ->post({simulator.url() + "/simulator/faults", {}, "{}"}, Deadline::in(clock, 10'000))
            .ok());
}
