// tillgate-platform: a strict simulator of the insurance platform. README.md explains world, faults
// and state.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <optional>
#include <string>

#include "base/text.hpp"
#include "platform/wire_time.hpp"
#include "sdk/simulator/server.hpp"

using namespace tillgate;

namespace {

struct Options {
  std::string world;
  std::string state;
  std::string tls;
  std::string now;
  int port = 0;
};

// Runs on from the moment it was told to begin at.
class ShiftedClock final : public Clock {
 public:
  explicit ShiftedClock(std::optional<UtcMs> begin) : shift_(begin ? *begin - system_.now() : 0) {}
  UtcMs now() const override { return system_.now() + shift_; }
  std::int64_t monotonic_ms() const override { return system_.monotonic_ms(); }

 private:
  SystemClock system_;
  std::int64_t shift_;
};

Result<Done> run(const Options& options) {
  std::optional<UtcMs> begin;
  if (!options.now.empty()) {
    begin = platform::read_time(options.now);
    if (!begin) return Failure{TILLGATE_E_ARGUMENT, "not a time yyyy-MM-dd HH:mm:ss", "--now"};
  }
  std::optional<std::filesystem::path> state;
  if (!options.state.empty()) state = path_from_utf8(options.state);

  TILLGATE_TRY(world, simulator::World::load(path_from_utf8(options.world)));
  TILLGATE_TRY(books, simulator::Books::open(state));
  TILLGATE_TRY(fields, platform::FieldTable::load());
  TILLGATE_TRY(certificate, simulator::certificate_in(path_from_utf8(options.tls)));
  const ShiftedClock clock(begin);
  simulator::Platform platform(std::move(world), std::move(books), std::move(fields), clock);
  TILLGATE_TRY(server, simulator::Server::open(platform, certificate, options.port));
  std::printf("listening https://127.0.0.1:%d\n", server->port());
  std::fflush(stdout);
  if (!server->serve()) return Failure{TILLGATE_E_INTERNAL, "listening broke down", ""};
  return Done{};
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Strict simulator of the medical-insurance platform, for tests and demonstrations.");
  app.add_option("--world", options.world, "who and what the platform knows (JSON)")
      ->required()
      ->check(CLI::ExistingFile);
  app.add_option("--tls", options.tls,
                 "folder with ca.pem and the server's certificate; made when missing")
      ->required();
  app.add_option("--state", options.state,
                 "file everything that happens is kept in; without it nothing is kept");
  app.add_option("--port", options.port, "port on 127.0.0.1; 0 takes a free one")
      ->check(CLI::Range(0, 65535));
  app.add_option("--now", options.now,
                 "begin at this local time instead of the machine's: \"yyyy-MM-dd HH:mm:ss\"");
  CLI11_PARSE(app, argc, argv);

  const auto done = run(options);
  if (done) return 0;
  const Failure& failure = done.failure();
  std::fprintf(stderr, "tillgate-platform: %s%s%s\n", failure.detail.c_str(),
               failure.where.empty() ? "" : ": ", failure.where.c_str());
  return 1;
}
