// Reads codes from pictures, through a child process that may die of any of them.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>

#include "base/os/process.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "scanner/image/grey.hpp"
#include "scanner/image/symbol.hpp"

namespace tillgate::scanner {

// The picture libraries that decode symbols abort and crash on ordinary photographs; they are not
// linked into the register's process. The child is started by the first picture and kept for the
// next ones; whatever happens to it, the next picture finds a working one.
//
// May be used from several threads; one picture is decoded at a time, the others wait within their
// deadlines. Starts no thread.
class ImageReader {
 public:
  // `decoder_program` is tillgate-decoder. Nothing is started yet.
  explicit ImageReader(std::filesystem::path decoder_program);

  // Looks for codes until enough was found or the deadline is near; no code is an answer, with no
  // symbols. Sides of 1 to 8192 pixels, 32 Mi pixels together. Blocks until the deadline at most.
  //
  // TILLGATE_E_ARGUMENT: the picture is outside its limits, or its bytes do not reach its last
  // pixel. TILLGATE_E_DECODER: the child could not be started, died or answered nonsense.
  // TILLGATE_E_DEADLINE: no answer in time.
  // After either of the last two the child is gone and the next call starts another one.
  Result<Reading> read(const GreyView& picture, const Deadline& deadline);

  // The child that is running, 0 when there is none.
  std::int64_t child_id() const noexcept { return child_id_; }

 private:
  Result<Done> send_header(const GreyView& picture, const Deadline& deadline);
  Result<Reading> exchange(const GreyView& picture, const Deadline& deadline);
  Result<Done> start();
  void stop() noexcept;

  const std::filesystem::path decoder_program_;
  std::timed_mutex one_at_a_time_;
  std::optional<os::ChildProcess> child_;
  std::atomic<std::int64_t> child_id_ = 0;
};

}  // namespace tillgate::scanner
