// tillgate-witness: cosigns the checkpoints of the logs it was told to trust. README.md says how to
// run it.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>

#include "base/os/file.hpp"
#include "base/text.hpp"
#include "sdk/witness/server.hpp"

using namespace tillgate;

namespace {

Result<Done> keygen(const std::string& folder, const std::string& name) {
  const auto path = path_from_utf8(folder);
  TILLGATE_CHECK(witness::Keys::create(path, name, crypto::passphrase_from_environment()));
  TILLGATE_TRY(keys, witness::Keys::load(path, crypto::passphrase_from_environment()));
  for (const std::string& vkey : keys.vkeys()) std::printf("%s\n", vkey.c_str());
  return Done{};
}

Result<Done> serve(const std::string& config) {
  TILLGATE_TRY(settings, witness::load_settings(path_from_utf8(config)));
  TILLGATE_TRY(keys, witness::Keys::load(settings.keys, crypto::passphrase_from_environment()));
  TILLGATE_TRY(books, witness::Books::open(settings.database));
  const SystemClock clock;
  witness::Witness the_witness(std::move(keys), std::move(settings.logs), std::move(books), clock);
  TILLGATE_TRY(server, witness::Server::open(the_witness, settings));
  std::printf("listening %s://%s:%d\n", settings.tls ? "https" : "http", settings.listen.c_str(),
              server->port());
  std::fflush(stdout);
  if (!server->serve()) return Failure{TILLGATE_E_INTERNAL, "listening broke down", ""};
  return Done{};
}

}  // namespace

int main(int argc, char** argv) {
  std::string folder, name, config;
  CLI::App app(
      "Witness for the sealed logs of TillGate tills: signs that a log only ever grows.\n"
      "收银闸封存日志的见证方:签名证明日志只增不改。");
  app.require_subcommand(1);
  CLI::App* const make = app.add_subcommand("keygen", "Make the witness' keys 生成密钥");
  make->add_option("DIR", folder, "folder for the keys; made when missing")->required();
  make->add_option("--name", name, "name of the witness for ever, like witness.chain.example/w1")
      ->required();
  CLI::App* const run = app.add_subcommand("serve", "Serve tills and auditors 提供见证服务");
  run->add_option("CONFIG", config, "JSON file, see the README")->required();
  CLI11_PARSE(app, argc, argv);

  const auto done = make->parsed() ? keygen(folder, name) : serve(config);
  if (done) return 0;
  const Failure& failure = done.failure();
  std::fprintf(stderr, "tillgate-witness: %s%s%s\n", failure.detail.c_str(),
               failure.where.empty() ? "" : ": ", failure.where.c_str());
  return 1;
}
