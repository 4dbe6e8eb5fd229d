// Handles of the C boundary: small numbers with a generation, never addresses, so that a closed or
// made-up handle is recognised. Each handle admits one call at a time and keeps its last answer and
// its last error.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace tillgate::checkout {
class Gate;
class Sale;
}  // namespace tillgate::checkout

namespace tillgate::abi {

// What stands behind a handle. The members below `in_call` are touched only by the call that holds
// it.
struct Entry {
  std::int32_t gate_handle = 0;  // of a sale: its gate's; of a gate: its own
  std::shared_ptr<checkout::Gate> gate;
  std::shared_ptr<checkout::Sale> sale;  // empty in a gate's entry
  std::int64_t process = 0;              // that opened the gate
  std::atomic_flag in_call;
  std::string answer;
  Failure failure{TILLGATE_OK, "", ""};
};

enum class HandleKind : std::uint8_t { gate = 0, sale = 1 };

// handle := 0 generation:17 kind:1 slot:12, never 0. A slot is reused only after all free ones
// were, and then under its next generation.
class Handles {
 public:
  static constexpr std::size_t slots = 4096;

  Result<std::int32_t> add(HandleKind kind, std::shared_ptr<Entry> entry);
  std::shared_ptr<Entry> find(std::int32_t handle, HandleKind kind);
  std::shared_ptr<Entry> find_any(std::int32_t handle);
  void remove(std::int32_t handle);
  // Handles of the sales of one gate.
  std::vector<std::int32_t> sales_of(std::int32_t gate);
  std::size_t count(HandleKind kind);

 private:
  struct Slot {
    std::uint32_t generation = 1;
    HandleKind kind = HandleKind::gate;
    std::shared_ptr<Entry> entry;
  };
  std::int32_t handle_of(std::size_t slot) const;
  Slot* slot_of(std::int32_t handle);

  std::mutex turn_;
  std::array<Slot, slots> table_;
  std::size_t next_ = 0;
};

// The process's one table. Never destroyed: a register's other threads may call while it exits.
Handles& handles();

// Holds an entry for the duration of one call; empty when another call has it.
class InCall {
 public:
  explicit InCall(Entry& entry) : entry_(entry.in_call.test_and_set() ? nullptr : &entry) {}
  InCall(const InCall&) = delete;
  InCall& operator=(const InCall&) = delete;
  ~InCall() {
    if (entry_ != nullptr) entry_->in_call.clear();
  }
  explicit operator bool() const { return entry_ != nullptr; }

 private:
  Entry* entry_;
};

}  // namespace tillgate::abi
