// Uploads and reversals while the cashier serves the next customer.
#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

#include "base/time.hpp"
#include "outbox/uploader.hpp"

namespace tillgate::checkout {

struct Till;

// Sends what is due, and gives way to the calls of the counter. Two threads may call; they take
// turns, and one whose turn does not come within the deadline sends nothing.
Result<outbox::UploadRun> send_uploads(Till& till, outbox::Due due, const Deadline& deadline);

// A thread that lives as long as this object; the till must outlive it. Wakes when a sale leaves
// something to do, and every few seconds for what had to wait.
class Worker {
 public:
  explicit Worker(Till& till);
  // Ends the step under way, also while it waits for the network, and waits for that: some
  // milliseconds, or as long as one write to the disk takes.
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

 private:
  enum class Next { wait, go_on };
  void wake();
  void work();
  Next step();

  Till& till_;
  std::stop_source stop_;
  std::mutex turn_;
  std::condition_variable signal_;
  bool woken_ = false;
  std::thread thread_;
};

}  // namespace tillgate::checkout
