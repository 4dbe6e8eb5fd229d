// The decoder's child process dies, hangs or is killed while it looks at a picture: the register
// lives on, the call keeps its deadline, and the next picture is read.
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>
#include <thread>

#include "abi/till.hpp"
#include "support/metronome.hpp"
#include "support/picture.hpp"

using namespace tillgate;
using test::Answer;
using test::Sale;
using test::Till;

namespace {

const std::string pictured = "89900180000000000001";

// Process ids of our children, from the kernel.
std::vector<int> children() {
  std::vector<int> ids;
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
    std::ifstream in(task.path() / "children");
    for (int id = 0; in >> id;) ids.push_back(id);
  }
  return ids;
}

// A killed one that nobody waited for yet is not counted.
int decoder_child() {
  for (const int id : children()) {
    std::ifstream stat("/proc/" + std::to_string(id) + "/stat");
    std::string number;
    std::string name;
    std::string state;
    stat >> number >> name >> state;
    if (name.starts_with("(tillgate-decode") && state != "Z") return id;
  }
  return 0;
}

// Something was written to a local socket of this process that its other end has not read yet.
bool something_is_unread() {
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code gone;
    if (!std::filesystem::read_symlink(entry, gone).string().starts_with("socket:")) continue;
    const int socket = std::stoi(entry.path().filename().string());
    int domain = 0;
    socklen_t size = sizeof domain;
    ::getsockopt(socket, SOL_SOCKET, SO_DOMAIN, &domain, &size);
    int bytes = 0;
    if (domain == AF_UNIX && ::ioctl(socket, SIOCOUTQ, &bytes) == 0 && bytes > 0) return true;
  }
  return false;
}

Answer scan_picture(const Sale& sale, const scanner::GreyPicture& picture,
                    int deadline_ms = 10'000) {
  return test::ask(tillgate_sale_scan_image, sale.handle(), picture.pixels.data(),
                   static_cast<std::int32_t>(picture.width),
                   static_cast<std::int32_t>(picture.height),
                   static_cast<std::int32_t>(picture.width), deadline_ms);
}

}  // namespace

TEST_CASE("a picture that its decoder died of is read by the next decoder") {
  Till till;
  const Sale sale = till.begin("S1");
  sale.line(1, "D018");
  test::Shot shot;
  shot.codes = {{"code128", pictured}};
  const auto picture = test::take(shot);
  REQUIRE(scan_picture(sale, picture).document["read"] == true);

  const int decoder = decoder_child();
  REQUIRE(decoder > 0);
  // Stopped, it holds the next picture without an answer; then it dies of it.
  REQUIRE(::kill(decoder, SIGSTOP) == 0);
  std::thread executioner([&] {
    while (!something_is_unread()) std::this_thread::yield();
    ::kill(decoder, SIGKILL);
  });
  CHECK(scan_picture(sale, picture).document["read"] == true);
  executioner.join();
  CHECK(decoder_child() != decoder);
}

TEST_CASE(
    "killing every decoder while an image is decoded gives a status, and the next image works") {
  Till till;
  const Sale sale = till.begin("S1");
  sale.line(1, "D018");
  test::Shot shot;
  shot.codes = {{"code128", pictured}};
  const auto picture = test::take(shot);
  REQUIRE(scan_picture(sale, picture).document["read"] == true);

  std::atomic<bool> over{false};
  std::thread executioner([&] {
    while (!over)
      if (const int decoder = decoder_child(); decoder > 0) ::kill(decoder, SIGKILL);
  });
  const Answer answer = scan_picture(sale, picture);
  over = true;
  executioner.join();
  CHECK(answer.status == TILLGATE_E_DECODER);
  CHECK(scan_picture(sale, picture).document["read"] == true);
  const Json counted = till.status().document["decoder"];
  CHECK(counted["frames"] == 3);
  CHECK(counted["answered"] == 2);
  CHECK(counted["crashes"] >= 2);
}

TEST_CASE("a decoder that does not answer costs the deadline, and the next picture is read") {
  Till till;
  const Sale sale = till.begin("S1");
  sale.line(1, "D018");
  test::Shot shot;
  shot.codes = {{"qr", pictured}};
  const auto picture = test::take(shot);
  REQUIRE(scan_picture(sale, picture).document["read"] == true);
  REQUIRE(::kill(decoder_child(), SIGSTOP) == 0);
  constexpr int deadline_ms = 300;
  constexpr int tolerance_ms = 50;
  test::Metronome metronome;
  const SystemClock clock;
  const std::int64_t begun = clock.monotonic_ms();
  CHECK(scan_picture(sale, picture, deadline_ms).status == TILLGATE_E_DEADLINE);
  CHECK(clock.monotonic_ms() - begun <= deadline_ms + tolerance_ms + metronome.worst_ms());
  CHECK(scan_picture(sale, picture).document["read"] == true);
}
