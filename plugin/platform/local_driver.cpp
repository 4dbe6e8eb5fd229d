#include "platform/local_driver.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "base/bytes.hpp"
#include "base/json.hpp"
#include "base/os/charset.hpp"
#include "base/os/loaded_library.hpp"
#include "base/text.hpp"

namespace tillgate::platform {

namespace {

using Init = int (*)(char* error);
using Handle = int (*)(char* in, char* out);

// Callers in use give the driver 50,000 bytes; it is not told how many there are.
constexpr std::size_t reply_bytes = std::size_t{4} << 20;
constexpr std::size_t error_bytes = std::size_t{64} << 10;
constexpr int refused = -2;

Failure unusable(std::string why, const std::filesystem::path& file) {
  return {TILLGATE_E_CONFIG, std::move(why), utf8_from_path(file)};
}

// The same document in ASCII, which a driver reads alike under every code page of the machine.
std::string plain_json(const std::string& body) {
  std::string plain;
  const auto escape = [&plain](char32_t unit) {
    constexpr std::string_view digits = "0123456789abcdef";
    plain += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) plain.push_back(digits[unit >> shift & 0xF]);
  };
  for (std::size_t at = 0; at < body.size();) {
    char32_t point = 0;
    const std::size_t length = std::max<std::size_t>(decode_utf8(body, at, point), 1);
    at += length;
    if (point < 0x80) {
      plain.push_back(static_cast<char>(point));
    } else if (point < 0x10000) {
      escape(point);
    } else {
      escape(0xD800 + ((point - 0x10000) >> 10));
      escape(0xDC00 + ((point - 0x10000) & 0x3FF));
    }
  }
  return plain;
}

// The driver's words as an envelope, when they are none.
std::string as_envelope(std::string words) {
  if (words.starts_with('{')) return words;
  return Json{{"infcode", "-1"}, {"inf_refmsgid", "0"}, {"err_msg", words}}.dump(
      -1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

struct LocalDriver::Work {
  os::LoadedLibrary library;
  Init init;
  Handle handle;
  DriverText text;
  bool initialised = false;

  std::timed_mutex callers;  // one at a time

  std::mutex turn;
  std::condition_variable changed;
  std::optional<std::string> request;       // to be taken by the thread
  std::optional<Result<HttpReply>> answer;  // to be taken by whoever waits
  bool busy = false;                        // the thread has a message
  bool awaited = false;                     // somebody still waits for its answer
  bool stopping = false;
  std::thread thread;

  Work(os::LoadedLibrary loaded, Init begin, Handle send, DriverText encoding)
      : library(loaded), init(begin), handle(send), text(encoding) {}

  Result<HttpReply> ask(const std::string& body);
  void serve();
};

Result<HttpReply> LocalDriver::Work::ask(const std::string& body) {
  if (!initialised) {
    std::vector<char> error(error_bytes, '\0');
    if (init(error.data()) != 0)
      return Failure{TILLGATE_E_OFFLINE, "nothing was sent: the driver does not start", ""};
    initialised = true;
  }
  std::string in = plain_json(body);
  std::vector<char> out(reply_bytes, '\0');
  const int code = handle(in.data(), out.data());
  const auto end = std::find(out.begin(), out.end(), '\0');
  Failure lost{TILLGATE_E_UNCERTAIN, "the driver answers " + std::to_string(code), ""};
  if ((code != 0 && code != refused) || end == out.end()) return lost;
  std::string reply(out.begin(), end);
  if (text == DriverText::gb18030) {
    auto decoded = os::utf8_from_gb18030(as_bytes(reply));
    if (!decoded) return lost;
    reply = std::move(*decoded);
  }
  return HttpReply{200, code == refused ? as_envelope(std::move(reply)) : std::move(reply), 0};
}

void LocalDriver::Work::serve() {
  std::unique_lock lock(turn);
  while (true) {
    changed.wait(lock, [this] { return stopping || request.has_value(); });
    if (!request) return;
    const std::string body = std::move(*request);
    request.reset();
    lock.unlock();
    Result<HttpReply> reply = ask(body);
    lock.lock();
    busy = false;
    if (awaited) answer = std::move(reply);
    changed.notify_all();
  }
}

LocalDriver::LocalDriver(std::unique_ptr<Work> work) : work_(std::move(work)) {}

LocalDriver::~LocalDriver() {
  {
    const std::lock_guard lock(work_->turn);
    work_->stopping = true;
  }
  work_->changed.notify_all();
  if (work_->thread.joinable()) work_->thread.join();
}

Result<std::unique_ptr<LocalDriver>> LocalDriver::load(const std::filesystem::path& file,
                                                       DriverText text) {
  auto library = os::LoadedLibrary::load(file);
  if (!library) return unusable(library.failure().detail, file);
  const auto init = reinterpret_cast<Init>(library->function("INIT"));
  const auto handle = reinterpret_cast<Handle>(library->function("BUSINESS_HANDLE"));
  if (init == nullptr || handle == nullptr)
    return unusable("this library is no driver of the insurance platform", file);
  return std::unique_ptr<LocalDriver>(
      new LocalDriver(std::make_unique<Work>(*library, init, handle, text)));
}

Result<HttpReply> LocalDriver::post(const HttpRequest& request, const Deadline& deadline) {
  const std::unique_lock caller(work_->callers, std::chrono::milliseconds(deadline.remaining_ms()));
  if (!caller)
    return Failure{TILLGATE_E_OFFLINE, "nothing was sent: the driver serves another message", ""};
  std::unique_lock lock(work_->turn);
  const auto within = [&](auto condition) {
    return work_->changed.wait_for(lock, std::chrono::milliseconds(deadline.remaining_ms()),
                                   condition);
  };
  if (!within([this] { return !work_->busy; }))
    return Failure{TILLGATE_E_OFFLINE, "nothing was sent: the driver has not come back", ""};
  if (!work_->thread.joinable()) work_->thread = std::thread([this] { work_->serve(); });
  work_->busy = true;
  work_->awaited = true;
  work_->request = request.body;
  work_->changed.notify_all();
  const bool came = within([this] { return work_->answer.has_value(); });
  work_->awaited = false;
  if (!came)
    return Failure{TILLGATE_E_UNCERTAIN, "sent, but the driver has not come back in time", ""};
  Result<HttpReply> answer = std::move(*work_->answer);
  work_->answer.reset();
  return answer;
}

}  // namespace tillgate::platform
