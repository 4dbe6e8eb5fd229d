// Logs read over HTTP, from servers that are slow to answer, go on publishing, or mean no good.
#include <httplib.h>
#include <atomic>
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <mutex>
#include <thread>

#include "auditor/audit.hpp"
#include "ledger/tile.hpp"
#include "support/data.hpp"

using namespace tillgate;
using test::audit;
using test::has;
using test::text;
using test::Till;

namespace {

// A web server over a folder, with answers of its own where the test wants them.
class LogServer {
 public:
  explicit LogServer(std::filesystem::path folder) : folder_(std::move(folder)) {
    server_.Get("/log/(.*)", [this](const httplib::Request& request, httplib::Response& response) {
      const std::string name = request.matches[1].str();
      const std::lock_guard turn(turn_);
      ++asked[name];
      if (auto spoiled = first.find(name); spoiled != first.end() && spoiled->second > 0) {
        --spoiled->second;
        response.status = 503;
        return;
      }
      if (const auto own = answers.find(name); own != answers.end()) {
        response.status = own->second.first;
        if (response.status == 302) response.set_header("Location", "/elsewhere");
        return response.set_content(own->second.second, "application/octet-stream");
      }
      if (!std::filesystem::is_regular_file(folder_ / name)) {
        response.status = 404;
        return;
      }
      response.set_content(test::read_file(folder_ / name), "application/octet-stream");
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
  }
  ~LogServer() {
    server_.stop();
    thread_.join();
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/log"; }

  std::map<std::string, int> first;  // how often a file fails before it comes
  std::map<std::string, std::pair<int, std::string>> answers;
  std::map<std::string, int> asked;

 private:
  std::filesystem::path folder_;
  std::mutex turn_;
  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
};

std::string keys_of(const Till& till) {
  return text(till.folder / "keys/log.vkeys");
}

}  // namespace

TEST_CASE("a log behind a URL is verified, shown and proved from like a folder") {
  Till till;
  till.seal_many(600);
  LogServer server(till.published());
  const auto verified = audit({"verify", server.url(), "--key", keys_of(till)});
  CHECK(verified.code == 0);
  CHECK(has(verified.out, "verified: 600 records"));
  CHECK(verified.err.empty());
  CHECK(server.asked["tile/entries/000"] == 1);
  CHECK(server.asked["checkpoint"] == 1);

  const auto shown = audit({"show", server.url() + "/", "--from", "599"});
  CHECK(shown.code == 0);
  CHECK(has(shown.out, "599  "));
  const auto proof = text(till.folder / "proof");
  CHECK(audit({"prove", server.url(), "--record", "300", "--out", proof}).code == 0);
  CHECK(audit({"check", proof, "--key", keys_of(till)}).code == 0);
  const auto receipt = audit({"receipt", "--log", server.url(), "--record", "7"});
  REQUIRE(receipt.code == 0);
  std::ofstream(till.folder / "receipt") << receipt.out;
  CHECK(audit({"receipt", text(till.folder / "receipt"), "--key", keys_of(till), "--log",
               server.url()})
            .code == 0);
}

TEST_CASE("a changed record is found over HTTP and named") {
  Till till;
  till.seal_many(300);
  const auto folder = till.published();
  std::string bundle = test::read_file(folder / "tile/entries/000");
  bundle[bundle.find("op-7")] = 'x';
  LogServer server(folder);
  server.answers["tile/entries/000"] = {200, bundle};
  const auto answer = audit({"verify", server.url(), "--key", keys_of(till)});
  CHECK(answer.code == 1);
  CHECK(has(answer.err, "record 0, tile/entries/000: the record was changed"));
}

TEST_CASE("a server that fails twice is asked a third time, one that goes on failing is named") {
  Till till;
  till.seal_many(20);
  LogServer server(till.published());
  server.first = {{"checkpoint", 2}, {"tile/0/000.p/20", 2}};
  CHECK(audit({"verify", server.url(), "--key", keys_of(till)}).code == 0);
  server.first = {{"tile/0/000.p/20", 3}};
  const auto answer = audit({"verify", server.url(), "--key", keys_of(till)});
  CHECK(answer.code == 1);
  CHECK(has(answer.err, "tile/0/000.p/20: the file cannot be read"));
  CHECK(has(answer.err, "status 503"));
}

TEST_CASE("a log that is published anew while it is read is verified as it was") {
  Till till;
  till.seal_many(200);
  const auto folder = till.published();
  LogServer server(folder);
  server.answers["checkpoint"] = {200, test::read_file(folder / "checkpoint")};
  till.seal_many(100);  // its partial tiles are replaced by full ones
  till.published();
  REQUIRE_FALSE(std::filesystem::exists(folder / "tile/0/000.p"));
  const auto answer = audit({"verify", server.url(), "--key", keys_of(till)});
  CHECK(answer.code == 0);
  CHECK(has(answer.out, "verified: 200 records"));
}

TEST_CASE("what is missing, too long, cut, or elsewhere is named and not followed") {
  Till till;
  till.seal_many(20);
  LogServer server(till.published());
  const std::vector<std::pair<int, std::string>> spoiled = {
      {404, ""}, {302, ""}, {200, std::string(20'000'000, 'x')}, {200, "cut"}, {403, ""}};
  for (const auto& answer : spoiled) {
    for (const char* name : {"checkpoint", "tile/0/000.p/20", "tile/entries/000.p/20"}) {
      INFO(answer.first << " " << answer.second.size() << " " << name);
      server.answers = {{name, answer}};
      const auto verified = audit({"verify", server.url(), "--key", keys_of(till)});
      CHECK(verified.code == 1);
      CHECK(has(verified.err, name));
    }
  }
  CHECK(server.asked.count("elsewhere") == 0);
}

TEST_CASE("plain http is read from this machine only, and a URL names a folder") {
  Till till;
  for (const char* url : {"http://192.0.2.1/log", "http://127.0.0.1.example/log",
                          "http://user@127.0.0.1/log", "https://pharmacy.example/log?x=1"}) {
    INFO(url);
    const auto answer = audit({"verify", url, "--key", keys_of(till)});
    CHECK(answer.code == 2);
  }
  // Nobody listens there: told, not waited for.
  const auto answer = audit({"verify", "http://127.0.0.1:1/log", "--key", keys_of(till)});
  CHECK(answer.code == 1);
  CHECK(has(answer.err, "http://127.0.0.1:1/log/checkpoint"));
}
