// The platform behind a driver library on this machine (本地动态库, such as SiInterface): the
// driver signs and sends, we hand it whole envelopes. The only file that calls into it is
// local_driver.cpp.
//
//   int INIT(char* error)                   once, before the first message; 0: it works
//   int BUSINESS_HANDLE(char* in, char* out)
//        0   `out` holds the reply's envelope
//       -2   refused; `out` holds an envelope or the reason in words
//       any other: the driver does not know what became of it - TILLGATE_E_UNCERTAIN
//
// The driver is loaded from the one full path that the region's document names and is never looked
// for: whoever could put a file into a search path would settle in the pharmacy's name. It stays in
// the process to its end.
#pragma once

#include <filesystem>
#include <memory>

#include "platform/http.hpp"
#include "platform/region.hpp"

namespace tillgate::platform {

class LocalDriver final : public Transport {
 public:
  // TILLGATE_E_CONFIG: the path is not absolute, nothing that can be loaded, or without the two
  // functions. Nothing of the driver runs before the first message.
  static Result<std::unique_ptr<LocalDriver>> load(const std::filesystem::path& file,
                                                   DriverText text);
  // Waits for the driver to come back from a message it has not answered yet.
  ~LocalDriver() override;

  // One message at a time, on a thread of our own: the driver knows no deadline. When it is passed
  // the driver goes on alone (TILLGATE_E_UNCERTAIN), and the next message waits for it, until its
  // own deadline (TILLGATE_E_OFFLINE: nothing was sent).
  Result<HttpReply> post(const HttpRequest& request, const Deadline& deadline) override;

 private:
  struct Work;
  explicit LocalDriver(std::unique_ptr<Work> work);
  std::unique_ptr<Work> work_;
};

}  // namespace tillgate::platform
