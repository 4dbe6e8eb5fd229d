// The client of the decoder child: every way a child can fail is a status, and the next picture
// works.
#include "scanner/image/image_reader.hpp"

#include <signal.h>
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <functional>
#include <thread>

#include "scanner/image/reading.hpp"
#include "scanner/image/wire.hpp"
#include "support/picture.hpp"
#include "support/system_clock.hpp"

using namespace tillgate;
using namespace tillgate::scanner;

namespace {

using test::system_clock;

Deadline patient() {
  return Deadline::in(system_clock, 60'000);
}

GreyPicture picture_of(const std::string& code) {
  test::Shot shot;
  shot.codes = {{"code128", code}};
  return test::take(shot);
}

std::string trace_in(const Result<Reading>& reading) {
  if (!reading) return "status " + std::to_string(reading.failure().status);
  const Scan scan = trace_for_line(*reading);
  if (const auto* refusal = std::get_if<scanner::Refusal>(&scan)) return refusal->reason;
  return std::get<Code>(scan).value;
}

void check_next_picture_works(ImageReader& reader) {
  CHECK(trace_in(reader.read(picture_of("89999020000000020002").view(), patient())) ==
        "89999020000000020002");
}

// The answer of the double is the picture.
GreyView scripted(const Bytes& answer) {
  const auto width = static_cast<std::uint32_t>(answer.size());
  return {answer, width, 1, width};
}

// Does something to the child whenever the reader looks at the clock: it does so before it waits.
class MeddlingClock final : public Clock {
 public:
  explicit MeddlingClock(std::function<void()> meddle) : meddle_(std::move(meddle)) {}
  UtcMs now() const override { return system_clock.now(); }
  std::int64_t monotonic_ms() const override {
    meddle_();
    return system_clock.monotonic_ms();
  }

 private:
  std::function<void()> meddle_;
};

void send(int signal, const ImageReader& reader) {
  if (reader.child_id() != 0) ::kill(static_cast<pid_t>(reader.child_id()), signal);
}

}  // namespace

TEST_CASE("the child is started by the first picture and kept for the next ones") {
  ImageReader reader(TILLGATE_DECODER);
  CHECK(reader.child_id() == 0);
  check_next_picture_works(reader);
  const auto first = reader.child_id();
  CHECK(first != 0);
  check_next_picture_works(reader);
  CHECK(reader.child_id() == first);
}

TEST_CASE("the time of answered pictures is counted") {
  ImageReader reader(TILLGATE_DECODER);
  check_next_picture_works(reader);
  const ReaderCounters before = reader.counters();
  CHECK(before.frames == 1);
  CHECK(before.slowest_milliseconds == before.milliseconds);
  check_next_picture_works(reader);
  CHECK(reader.counters().frames == 2);
  CHECK(reader.counters().milliseconds >= before.milliseconds);
}

TEST_CASE("a child killed while a picture is decoded is a status, and the next picture works") {
  ImageReader reader(TILLGATE_DECODER);
  check_next_picture_works(reader);
  const MeddlingClock killing([&] { send(SIGKILL, reader); });
  const GreyPicture large(4000, 3000, 128);
  CHECK(reader.read(large.view(), Deadline::in(killing, 60'000)).failure().status ==
        TILLGATE_E_DECODER);
  const auto next = reader.child_id();
  CHECK(next != 0);  // started ahead
  check_next_picture_works(reader);
  CHECK(reader.child_id() == next);
  const ReaderCounters counters = reader.counters();
  CHECK(counters.frames == 3);
  CHECK(counters.answered == 2);
  CHECK(counters.crashes >= 2);  // the picture was shown to a second child
  CHECK(counters.restarts == counters.crashes);
  CHECK(counters.timeouts == 0);
}

TEST_CASE("a picture that a child died of is read by the next one") {
  ImageReader reader(TILLGATE_DECODER);
  check_next_picture_works(reader);
  const auto first = reader.child_id();
  // Killed while the reader waits for it: when the picture is too large for an answer at once.
  const MeddlingClock killing([&] {
    if (reader.child_id() == first) send(SIGKILL, reader);
  });
  test::Shot shot;
  shot.codes = {{"code128", "89999020000000020002"}};
  shot.width = 2400;
  shot.height = 1800;
  CHECK(trace_in(reader.read(test::take(shot).view(), Deadline::in(killing, 60'000))) ==
        "89999020000000020002");
  CHECK(reader.child_id() != first);
  CHECK(reader.counters().crashes == 1);
  CHECK(reader.counters().restarts == 1);
}

TEST_CASE("a child killed between two pictures is replaced without the caller noticing") {
  ImageReader reader(TILLGATE_DECODER);
  check_next_picture_works(reader);
  const auto first = reader.child_id();
  send(SIGKILL, reader);
  siginfo_t ended{};
  REQUIRE(::waitid(P_PID, static_cast<id_t>(first), &ended, WEXITED | WNOWAIT) == 0);
  check_next_picture_works(reader);
  CHECK(reader.child_id() != first);
}

TEST_CASE("a child that hangs costs the deadline and no more, and the next picture works") {
  ImageReader reader(TILLGATE_DECODER);
  check_next_picture_works(reader);
  send(SIGSTOP, reader);
  const auto before = system_clock.monotonic_ms();
  const auto reading =
      reader.read(picture_of("89999010000000010001").view(), Deadline::in(system_clock, 40));
  const auto took = system_clock.monotonic_ms() - before;
  CHECK(reading.failure().status == TILLGATE_E_DEADLINE);
  CHECK(took >= 40);
  CHECK(took < 1000);  // the promise is 50 ms more; a loaded machine is given room
  CHECK(reader.counters().timeouts == 1);
  CHECK(reader.counters().answered == 1);
  check_next_picture_works(reader);
}

TEST_CASE("a child that is late is kept, and its late answer is nobody else's") {
  ImageReader reader(TILLGATE_DECODER);
  check_next_picture_works(reader);
  const auto child = reader.child_id();
  send(SIGSTOP, reader);
  CHECK(reader.read(picture_of("89999010000000010001").view(), Deadline::in(system_clock, 20))
            .failure()
            .status == TILLGATE_E_DEADLINE);
  CHECK(reader.read(picture_of("89999010000000010002").view(), Deadline::in(system_clock, 20))
            .failure()
            .status == TILLGATE_E_DEADLINE);
  send(SIGCONT, reader);
  check_next_picture_works(reader);
  CHECK(reader.child_id() == child);
  CHECK(reader.counters().timeouts == 2);
  CHECK(reader.counters().restarts == 0);
}

TEST_CASE("a child that dies while it owes an answer is replaced") {
  ImageReader reader(TILLGATE_DECODER);
  check_next_picture_works(reader);
  send(SIGSTOP, reader);
  CHECK_FALSE(reader.read(GreyPicture(9, 9).view(), Deadline::in(system_clock, 20)).ok());
  send(SIGKILL, reader);
  check_next_picture_works(reader);
  CHECK(reader.counters().crashes == 1);
  CHECK(reader.counters().restarts == 1);
}

TEST_CASE("a deadline that is over before the picture is sent is a status") {
  ImageReader reader(TILLGATE_DECODER);
  const GreyPicture large(4000, 3000, 128);
  CHECK(reader.read(large.view(), Deadline::in(system_clock, 0)).failure().status ==
        TILLGATE_E_DEADLINE);
  check_next_picture_works(reader);
}

TEST_CASE("a decoder that is missing, ends at once or only echoes is a status") {
  for (const char* program : {"/nowhere/tillgate-decoder", "/bin/true", "/bin/cat"}) {
    INFO(program);
    ImageReader reader(program);
    for (int repeat = 0; repeat < 2; ++repeat) {
      CHECK(reader.read(picture_of("89999010000000010001").view(), patient()).failure().status ==
            TILLGATE_E_DECODER);
      CHECK(reader.child_id() == 0);
    }
  }
}

TEST_CASE("an answer is taken when it is one, and is a status when it is not") {
  ImageReader reader(TILLGATE_ECHO_DECODER);
  Reading said;
  said.symbols.push_back({Symbology::qr,
                          "]Q1",
                          {'a', 0},
                          std::string("a\0", 2),
                          {Point{1, 2}, {3, 4}, {-5, 6}, {7, 8}},
                          9});
  said.disputed = 2;
  const Bytes good = wire::encode_answer(said);
  const auto heard = reader.read(scripted(good), patient());
  REQUIRE(heard.ok());
  CHECK(heard->symbols == said.symbols);
  CHECK(heard->disputed == 2);

  const auto status = [&](const Bytes& answer) {
    return reader.read(scripted(answer), patient()).failure().status;
  };
  Bytes bad = good;
  bad[0] = 'X';
  CHECK(status(bad) == TILLGATE_E_DECODER);
  bad = good;
  bad[7] = 0x7F;  // length beyond the limit
  CHECK(status(bad) == TILLGATE_E_DECODER);
  bad = good;
  bad[14] = 99;  // no such symbology
  CHECK(status(bad) == TILLGATE_E_DECODER);
  CHECK(reader.read(scripted(good), patient()).ok());
}

TEST_CASE("an answer that stops half way is a status") {
  ImageReader reader(TILLGATE_ECHO_DECODER);
  Bytes half = wire::encode_answer({});
  half.pop_back();
  CHECK(reader.read(scripted(half), Deadline::in(system_clock, 30)).failure().status ==
        TILLGATE_E_DEADLINE);
  const auto width = static_cast<std::uint32_t>(half.size());
  half.resize(half.size() * 2);
  CHECK(reader.read({half, width, 2, width}, patient()).failure().status == TILLGATE_E_DECODER);
}

TEST_CASE("a picture outside its limits is refused before a child is started") {
  ImageReader reader(TILLGATE_DECODER);
  const Bytes pixels(1 << 20);
  const std::vector<GreyView> pictures{
      {pixels, 0, 1, 1},      {pixels, 1, 0, 1},          {pixels, 8193, 1, 8193},
      {pixels, 1, 8193, 1},   {pixels, 8192, 8192, 8192}, {pixels, 2000, 1000, 2000},
      {pixels, 100, 100, 99}, {pixels, 1000, 1000, 2000}, {{}, 1, 1, 1}};
  for (const GreyView& picture : pictures) {
    INFO(picture.width << " by " << picture.height << ", " << picture.stride);
    CHECK(reader.read(picture, patient()).failure().status == TILLGATE_E_ARGUMENT);
  }
  CHECK(reader.child_id() == 0);
}

TEST_CASE("threads that share a reader get their own answers") {
  ImageReader reader(TILLGATE_DECODER);
  std::vector<std::string> found(4);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < found.size(); ++i) {
    threads.emplace_back([&, i] {
      const std::string code = "8999901000000001000" + std::to_string(i);
      const GreyPicture picture = picture_of(code);
      for (int repeat = 0; repeat < 5; ++repeat)
        found[i] += trace_in(reader.read(picture.view(), patient())) == code ? "." : "x";
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& each : found) CHECK(each == ".....");
}
