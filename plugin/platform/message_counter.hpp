// The counter behind message numbers, kept in the till's database so that it never starts again.
#pragma once

#include <mutex>

#include "platform/message_id.hpp"
#include "store/database.hpp"

namespace tillgate::platform {

// Reserves tickets in blocks: a restart skips the rest of a block, so no number is given twice.
//
// The note of a block survives the death of the process at once, and a power cut from the next
// durable write on. The number of a settlement is written durably before it is used, and that write
// takes the note with it: the numbers a reversal may ever name are safe in both cases.
class MessageCounter final : public MessageIds {
 public:
  explicit MessageCounter(store::Database& database) : database_(database) {}
  Result<std::int64_t> next(std::int64_t at_least) override;

 private:
  store::Database& database_;
  std::mutex turn_;
  std::int64_t last_ = 0;
  std::int64_t reserved_ = 0;  // tickets up to here are ours
};

}  // namespace tillgate::platform
