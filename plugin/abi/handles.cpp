#include "abi/handles.hpp"

#include <algorithm>

namespace tillgate::abi {

namespace {
constexpr std::uint32_t slot_bits = 12;
constexpr std::uint32_t kind_bits = 1;
constexpr std::uint32_t generation_mask = (1u << 17) - 1;
static_assert(Handles::slots == 1u << slot_bits);
}  // namespace

std::int32_t Handles::handle_of(std::size_t slot) const {
  const Slot& s = table_[slot];
  return static_cast<std::int32_t>((s.generation << (slot_bits + kind_bits)) |
                                   (static_cast<std::uint32_t>(s.kind) << slot_bits) |
                                   static_cast<std::uint32_t>(slot));
}

Handles::Slot* Handles::slot_of(std::int32_t handle) {
  if (handle <= 0) return nullptr;
  const auto slot = static_cast<std::size_t>(handle) & (slots - 1);
  return table_[slot].entry && handle_of(slot) == handle ? &table_[slot] : nullptr;
}

Result<std::int32_t> Handles::add(HandleKind kind, std::shared_ptr<Entry> entry) {
  const std::lock_guard turn(turn_);
  for (std::size_t tried = 0; tried < slots; ++tried) {
    const std::size_t at = next_;
    next_ = (next_ + 1) % slots;
    Slot& slot = table_[at];
    if (slot.entry) continue;
    slot.kind = kind;
    slot.entry = std::move(entry);
    const std::int32_t handle = handle_of(at);
    if (kind == HandleKind::gate) slot.entry->gate_handle = handle;
    return handle;
  }
  return Failure{TILLGATE_E_LIMIT, "no free handle", ""};
}

std::shared_ptr<Entry> Handles::find(std::int32_t handle, HandleKind kind) {
  const std::lock_guard turn(turn_);
  const Slot* const slot = slot_of(handle);
  return slot != nullptr && slot->kind == kind ? slot->entry : nullptr;
}

std::shared_ptr<Entry> Handles::find_any(std::int32_t handle) {
  const std::lock_guard turn(turn_);
  const Slot* const slot = slot_of(handle);
  return slot != nullptr ? slot->entry : nullptr;
}

void Handles::remove(std::int32_t handle) {
  const std::lock_guard turn(turn_);
  Slot* const slot = slot_of(handle);
  if (slot == nullptr) return;
  slot->entry.reset();
  slot->generation = std::max<std::uint32_t>(1, (slot->generation + 1) & generation_mask);
}

std::vector<std::int32_t> Handles::sales_of(std::int32_t gate) {
  const std::lock_guard turn(turn_);
  std::vector<std::int32_t> sales;
  for (std::size_t at = 0; at < slots; ++at)
    if (table_[at].entry && table_[at].kind == HandleKind::sale &&
        table_[at].entry->gate_handle == gate)
      sales.push_back(handle_of(at));
  return sales;
}

std::size_t Handles::count(HandleKind kind) {
  const std::lock_guard turn(turn_);
  return static_cast<std::size_t>(std::count_if(
      table_.begin(), table_.end(), [kind](const Slot& s) { return s.entry && s.kind == kind; }));
}

Handles& handles() {
  static auto* const table = new Handles;
  return *table;
}

}  // namespace tillgate::abi
