// Messages through a driver library on this machine.
#include "platform/local_driver.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "platform/till.hpp"
#include "support/data.hpp"
#include "support/folder.hpp"

using namespace tillgate;
using platform::DriverText;
using platform::LocalDriver;

namespace {

// The driver's folder, and the driver itself.
struct Desk {
  test::TemporaryFolder folder;
  SystemClock clock;
  std::unique_ptr<LocalDriver> driver;

  explicit Desk(DriverText text = DriverText::utf8) {
    REQUIRE(setenv("TILLGATE_DRIVER_DOUBLE", (folder / "").c_str(), 1) == 0);
    auto loaded = LocalDriver::load(TILLGATE_DRIVER_DOUBLE_LIBRARY, text);
    REQUIRE(loaded.ok());
    driver = std::move(*loaded);
  }
  void tell(const char* name, const std::string& content) const {
    std::ofstream(folder / name, std::ios::binary) << content;
  }
  Result<platform::HttpReply> post(const std::string& body, std::int64_t ms = 10'000) const {
    platform::HttpRequest request;
    request.body = body;
    return driver->post(request, Deadline::in(clock, ms));
  }
  std::size_t messages() const {
    std::error_code none;
    const auto size = std::filesystem::file_size(folder / "count", none);
    return none ? 0 : size;
  }
};

}  // namespace

TEST_CASE("a driver is loaded by its full path, and only when it is one") {
  const struct {
    const char* file;
    const char* why;
  } cases[] = {
      {"libSiInterface.so", "a library is loaded by its full path only"},
      {"../libSiInterface.so", "a library is loaded by its full path only"},
      {"/nonexistent/libSiInterface.so", "this library cannot be loaded"},
      {TILLGATE_NO_DRIVER, "this library is no driver"},
  };
  for (const auto& c : cases) {
    INFO(c.file);
    const auto driver = LocalDriver::load(c.file, DriverText::utf8);
    REQUIRE_FALSE(driver.ok());
    CHECK(driver.failure().status == TILLGATE_E_CONFIG);
    CHECK(driver.failure().detail.find(c.why) == 0);
  }
}

TEST_CASE("the driver is handed the envelope in ASCII, every number as it was") {
  const Desk desk;
  const auto reply = desk.post(R"({"opter_name":"收银员甲𠮷","medfee_sumamt":27.60})");
  REQUIRE(reply.ok());
  CHECK(reply->status == 200);
  CHECK(test::read_file(desk.folder / "request") ==
        R"({"opter_name":"\u6536\u94f6\u5458\u7532\ud842\udfb7","medfee_sumamt":27.60})");
}

TEST_CASE("what the driver returns decides whether anything happened") {
  const struct {
    const char* what;
    const char* code;
    std::string reply;
    Status status;
    std::string body;
  } cases[] = {
      {"done", "0", R"({"infcode":0})", TILLGATE_OK, R"({"infcode":0})"},
      {"refused, in an envelope", "-2", R"({"infcode":-1})", TILLGATE_OK, R"({"infcode":-1})"},
      {"refused, in words", "-2", "余额不足", TILLGATE_OK,
       R"({"err_msg":"余额不足","inf_refmsgid":"0","infcode":"-1"})"},
      {"a system error", "-1", "", TILLGATE_E_UNCERTAIN, ""},
      {"something nobody printed", "7", R"({"infcode":0})", TILLGATE_E_UNCERTAIN, ""},
  };
  for (const auto& c : cases) {
    INFO(c.what);
    const Desk desk;
    desk.tell("code", c.code);
    desk.tell("reply", c.reply);
    const auto reply = desk.post("{}");
    CHECK((reply ? TILLGATE_OK : reply.failure().status) == c.status);
    if (reply) CHECK(reply->body == c.body);
    CHECK(desk.messages() == 1);
  }
}

TEST_CASE("a driver that writes GB18030 is read") {
  const Desk desk(DriverText::gb18030);
  desk.tell("reply", "{\"err_msg\":\"\xD3\xE0\xB6\xEE\"}");
  CHECK(desk.post("{}")->body == R"({"err_msg":"余额"})");
  desk.tell("reply", "\xFF\xFF");
  CHECK(desk.post("{}").failure().status == TILLGATE_E_UNCERTAIN);
}

TEST_CASE("a driver that does not start sends nothing, and is asked again") {
  const Desk desk;
  desk.tell("broken", "");
  CHECK(desk.post("{}").failure().status == TILLGATE_E_OFFLINE);
  CHECK(desk.messages() == 0);
  std::filesystem::remove(desk.folder / "broken");
  CHECK(desk.post("{}").ok());
}

TEST_CASE("the deadline is kept while the driver hangs, and the next message waits for it") {
  const Desk desk;
  desk.tell("hold", "");
  const std::int64_t begun = desk.clock.monotonic_ms();
  CHECK(desk.post("{}", 60).failure().status == TILLGATE_E_UNCERTAIN);
  CHECK(desk.post("{}", 60).failure().status == TILLGATE_E_OFFLINE);
  CHECK(desk.clock.monotonic_ms() - begun < 5000);
  CHECK(desk.messages() == 1);
  std::filesystem::remove(desk.folder / "hold");
  // The answer of the first one is not taken for the second one's.
  desk.tell("reply", R"({"second":true})");
  CHECK(desk.post("{}")->body == R"({"second":true})");
  CHECK(desk.messages() == 2);
}

TEST_CASE("messages of several threads go through the driver one after the other") {
  const Desk desk;
  std::vector<std::thread> threads;
  std::atomic<int> answered = 0;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] { answered += desk.post("{}").ok() ? 1 : 0; });
  for (std::thread& thread : threads) thread.join();
  CHECK(answered == 4);
  CHECK(desk.messages() == 4);
}
