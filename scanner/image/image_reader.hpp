// Reads codes from pictures, through a child process that may die of any of them.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>

#include "base/os/process.hpp"
#include "base/os/shared_memory.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "scanner/image/effort.hpp"
#include "scanner/image/grey.hpp"
#include "scanner/image/symbol.hpp"
#include "scanner/image/wire.hpp"

namespace tillgate::scanner {

// What a reader has been through since it was made.
struct ReaderCounters {
  std::uint64_t frames = 0;                // pictures that a child was asked about
  std::uint64_t answered = 0;              // of them
  std::uint64_t timeouts = 0;              // no answer by the deadline
  std::uint64_t crashes = 0;               // children that died or answered nonsense
  std::uint64_t restarts = 0;              // children started after the first one
  std::uint64_t milliseconds = 0;          // for all answered pictures together
  std::uint64_t slowest_milliseconds = 0;  // for one answered picture
};

// The picture libraries that decode symbols abort and crash on ordinary photographs; they are not
// linked into the register's process. The child is kept for the next pictures; when it died,
// another one takes its place. A picture that a child died of is shown to the next child once more,
// there without the library that is known to die. A child that is late is waited for by the next
// pictures, within their deadlines and for a second together, then ended: starting another one on a
// busy till would only be later still.
//
// The child gets pictures in memory it shares with this process, has a limit of memory and of
// processor time, and opens neither file nor socket nor process where the system can forbid that.
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
  Result<Reading> read(const GreyView& picture, const Deadline& deadline,
                       Effort effort = Effort::photograph);

  ReaderCounters counters() const;

  // The child that is running, 0 when there is none.
  std::int64_t child_id() const noexcept { return child_id_; }

 private:
  Result<Reading> attempt(const wire::Request& request, const Deadline& deadline);
  Result<Reading> exchange(const wire::Request& request, const Deadline& deadline);
  Result<Done> send(const wire::Request& request, const Deadline& deadline);
  Result<Bytes> receive_rest(std::uint8_t first, const Deadline& deadline);
  Result<Done> settle_owed_answer(const Deadline& deadline);
  Result<Done> share_memory();
  Result<Done> start();
  void stop() noexcept;
  void keep_warm();
  void count_crash();
  void count_picture(const Result<Reading>& reading, std::int64_t took_ms);

  const std::filesystem::path decoder_program_;
  std::timed_mutex one_at_a_time_;
  std::optional<os::SharedMemory> memory_;
  std::optional<os::ChildProcess> child_;
  std::optional<os::ChildProcess> ending_;  // killed, not waited for within a picture's deadline
  std::atomic<std::int64_t> child_id_ = 0;
  bool owes_answer_ = false;  // the child, to a picture that was given up
  std::int64_t patience_ms_ = 0;
  bool started_ = false;   // ever
  bool has_read_ = false;  // the program is a decoder that works: it is worth starting ahead

  mutable std::mutex counting_;
  ReaderCounters counters_;
};

}  // namespace tillgate::scanner
