#include "support/witness.hpp"

#include <httplib.h>

#include <fstream>
#include <map>
#include <stdexcept>

#include "sdk/simulator/certificate.hpp"

namespace tillgate::test {

namespace {

std::unique_ptr<httplib::Client> client_for(const WitnessProcess& witness) {
  auto client = std::make_unique<httplib::Client>(witness.url());
  client->set_ca_cert_path(witness.ca_file().c_str());
  return client;
}

WitnessReplied replied(const httplib::Result& reply) {
  if (!reply) throw std::runtime_error("the witness does not answer");
  return {reply->status, reply->get_header_value("Content-Type"), reply->body};
}

}  // namespace

Json witnessed_logs(const std::vector<std::string>& vkeys) {
  std::map<std::string, Json> by_origin;
  for (const std::string& vkey : vkeys) {
    Json& log = by_origin[vkey.substr(0, vkey.find('+'))];
    log["origin"] = vkey.substr(0, vkey.find('+'));
    log["vkeys"].push_back(vkey);
  }
  Json logs = Json::array();
  for (auto& [origin, log] : by_origin) logs.push_back(std::move(log));
  return logs;
}

WitnessProcess::WitnessProcess(std::filesystem::path folder, const std::vector<std::string>& vkeys,
                               const std::string& name)
    : folder_(std::move(folder)), name_(name), log_vkeys_(vkeys) {
  std::filesystem::create_directories(folder_);
  if (!simulator::certificate_in(folder_)) throw std::runtime_error("no certificate");
  Program keygen(TILLGATE_WITNESS, {"keygen", (folder_ / "keys").string(), "--name", name});
  while (const auto line = keygen.read_line()) vkeys_.push_back(*line);
  if (keygen.wait() != 0 || vkeys_.size() != 2) throw std::runtime_error("no keys of a witness");
  start();
}

WitnessProcess::~WitnessProcess() = default;

void WitnessProcess::start() {
  const Json settings = {{"keys", "keys"},
                         {"database", "witness.db"},
                         {"port", port_},
                         {"tls", {{"certificate", "server.pem"}, {"key", "server.key"}}},
                         {"logs", witnessed_logs(log_vkeys_)}};
  const auto file = folder_ / "witness.json";
  std::ofstream(file) << settings.dump();
  program_ =
      std::make_unique<Program>(TILLGATE_WITNESS, std::vector<std::string>{"serve", file.string()});
  const std::string prefix = "listening ";
  const auto line = program_->read_line();
  if (!line || !line->starts_with(prefix)) throw std::runtime_error("the witness did not start");
  url_ = line->substr(prefix.size());
  port_ = std::stoi(url_.substr(url_.rfind(':') + 1));
}

void WitnessProcess::kill() {
  program_->kill();
}

WitnessReplied WitnessProcess::get(const std::string& path) const {
  return replied(client_for(*this)->Get(path));
}

WitnessReplied WitnessProcess::post(const std::string& body) const {
  return replied(client_for(*this)->Post("/add-checkpoint", body, "text/plain"));
}

Json WitnessProcess::overview() const {
  return Json::parse(get("/logs.json").body);
}

}  // namespace tillgate::test
