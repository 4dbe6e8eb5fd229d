#include "support/simulator.hpp"

#include <httplib.h>

#include <stdexcept>

namespace tillgate::test {

namespace {

std::unique_ptr<httplib::Client> client_for(const SimulatorProcess& simulator) {
  auto client = std::make_unique<httplib::Client>(simulator.url());
  client->set_ca_cert_path(simulator.ca_file().c_str());
  return client;
}

}  // namespace

std::filesystem::path sample_world() {
  return std::filesystem::path(TILLGATE_SOURCE_DIR) / "sdk" / "simulator" / "world" / "sample.json";
}

SimulatorProcess::SimulatorProcess(std::filesystem::path folder, std::filesystem::path world,
                                   std::string now, Memory memory)
    : folder_(std::move(folder)), world_(std::move(world)), now_(std::move(now)), memory_(memory) {
  start();
}

SimulatorProcess::~SimulatorProcess() = default;

void SimulatorProcess::start() {
  std::vector<std::string> arguments{"--world", world_.string(),
                                     "--tls",   folder_.string(),

                                     "--port",  port_};
  if (memory_ == Memory::kept)
    arguments.insert(arguments.end(), {"--state", (folder_ / "platform.json").string()});
  if (!now_.empty()) arguments.insert(arguments.end(), {"--now", now_});
  program_ = std::make_unique<Program>(TILLGATE_SIMULATOR, arguments);
  const std::string prefix = "listening ";
  const auto line = program_->read_line();
  if (!line || !line->starts_with(prefix)) throw std::runtime_error("the simulator did not start");
  url_ = line->substr(prefix.size());
  port_ = url_.substr(url_.rfind(':') + 1);
}

void SimulatorProcess::kill() {
  program_->kill();
}

Json SimulatorProcess::state() const {
  return read("/simulator/state");
}

int SimulatorProcess::faults_left(const std::string& transaction) const {
  return read("/simulator/faults").value(transaction, 0);
}

Json SimulatorProcess::read(const char* path) const {
  const auto reply = client_for(*this)->Get(path);
  if (!reply || reply->status != 200)
    throw std::runtime_error("the simulator does not answer " + std::string(path));
  return Json::parse(reply->body);
}

void SimulatorProcess::order_faults(const Json& faults) const {
  // A handshake that was ordered to fail may be this one.
  constexpr int attempts = 5;
  for (int attempt = 0; attempt < attempts; ++attempt) {
    const auto reply =
        client_for(*this)->Post("/simulator/faults", faults.dump(), "application/json");
    if (reply && reply->status == 200) return;
  }
  throw std::runtime_error("the simulator takes no faults");
}

}  // namespace tillgate::test
