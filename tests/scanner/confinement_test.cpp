// The decoder child looks at pictures from outside with libraries that are known to break: what a
// child that was taken over may still do.
#include <cerrno>
#include <fstream>

#include <catch2/catch.hpp>

#include "base/os/process.hpp"
#include "scanner/image/image_reader.hpp"
#include "support/picture.hpp"
#include "support/system_clock.hpp"

using namespace tillgate;

namespace {

using test::system_clock;

// A line of /proc/ID/status.
std::string status_of(std::int64_t process, const std::string& name) {
  std::ifstream in("/proc/" + std::to_string(process) + "/status");
  for (std::string line; std::getline(in, line);)
    if (line.starts_with(name + ":"))
      return line.substr(line.find_first_not_of(" \t", name.size() + 1));
  return "";
}

}  // namespace

TEST_CASE("a confined child opens no file, no socket and no process, and still computes") {
  constexpr std::size_t attempts = 8;
  const Deadline deadline = Deadline::in(system_clock, 30'000);
  auto child = os::ChildProcess::start(TILLGATE_CONFINED_CHILD, {});
  REQUIRE(child.ok());
  Bytes before(attempts);
  REQUIRE(child->read(before, deadline).ok());
  CHECK(before == Bytes(attempts, 0));
  Bytes state(2);
  REQUIRE(child->read(state, deadline).ok());
  REQUIRE(state == Bytes{1, 1});
  Bytes after(attempts);
  REQUIRE(child->read(after, deadline).ok());
  CHECK(after == Bytes(attempts, EPERM));
}

TEST_CASE("the decoder is confined before it sees the first picture") {
  scanner::ImageReader reader(TILLGATE_DECODER);
  test::Shot shot;
  shot.codes = {{"qr", "药品标识码：8999901序列号：0000000010001"}};
  const auto reading = reader.read(test::take(shot).view(), Deadline::in(system_clock, 60'000));
  REQUIRE(reading.ok());
  CHECK(reading->symbols.size() == 1);
  CHECK(status_of(reader.child_id(), "Seccomp") == "2");  // a filter
  CHECK(status_of(reader.child_id(), "NoNewPrivs") == "1");
}

TEST_CASE("the child reads what its parent wrote and the parent outlives what the child does") {
  auto memory = os::SharedMemory::create(1 << 20);
  REQUIRE(memory.ok());
  memory->bytes()[7] = 9;
  memory->release();
  CHECK(memory->bytes()[7] == 0);
  memory->bytes()[(1 << 20) - 1] = 1;
}
