// A platform that answers what the test says and remembers what it was sent.
#pragma once

#include <functional>
#include <vector>

#include "platform/http.hpp"

namespace tillgate::test {

struct FakePlatform {
  std::vector<platform::HttpRequest> requests;
  Result<platform::HttpReply> next = platform::HttpReply{200, "{}"};

  void answers(std::string body, long status = 200) {
    next = platform::HttpReply{status, std::move(body)};
  }
  void accepts(const std::string& output) {
    answers(R"({"infcode":0,"inf_refmsgid":"1","output":)" + output + "}");
  }
  void fails(Status status) { next = Failure{status, "as the test wants it", ""}; }
};

// The fake outlives it.
class FakeTransport final : public platform::Transport {
 public:
  explicit FakeTransport(FakePlatform& fake) : fake_(fake) {}
  Result<platform::HttpReply> post(const platform::HttpRequest& request, const Deadline&) override {
    fake_.requests.push_back(request);
    return fake_.next;
  }

 private:
  FakePlatform& fake_;
};

}  // namespace tillgate::test
