// Uploads and reversals while the cashier serves the next customer.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/time.hpp"
#include "outbox/uploader.hpp"

namespace tillgate::checkout {

struct Till;

// Sends what is due. Two threads may call; they take turns.
Result<outbox::UploadRun> send_uploads(Till& till, outbox::Due due, const Deadline& deadline);

// A thread that lives as long as this object; the till must outlive it. Wakes when a sale leaves
// something to do, and every few seconds for what had to wait.
class Worker {
 public:
  explicit Worker(Till& till);
  // Waits for the step under way, at most its deadline.
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

 private:
  void wake();
  void work();

  Till& till_;
  std::mutex turn_;
  std::condition_variable signal_;
  bool stopping_ = false;
  bool woken_ = false;
  std::thread thread_;
};

}  // namespace tillgate::checkout
