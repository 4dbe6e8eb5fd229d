#include "ledger/signed_state.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "crypto/note.hpp"
#include "ledger/generation.hpp"

namespace tillgate::ledger {

namespace {

constexpr std::size_t slot_size = 4096;
constexpr std::size_t slots = 2;

std::optional<SignedState::Found> read_slot(std::string_view slot) {
  const std::string_view text = slot.substr(0, slot.find('\0'));
  const auto note = crypto::parse_note(text);
  if (!note) return std::nullopt;
  auto checkpoint = parse_checkpoint_text(note->text);
  if (!checkpoint) return std::nullopt;
  return SignedState::Found{std::string(text), std::move(checkpoint).value()};
}

bool is_newer(const SignedState::Found& a, const SignedState::Found& b) {
  const auto rank = [](const SignedState::Found& found) {
    return std::pair(generation_of(found.checkpoint.origin).number, found.checkpoint.size);
  };
  return rank(a) > rank(b);
}

}  // namespace

Result<std::optional<SignedState::Found>> SignedState::newest(const Genuine& genuine) {
  std::error_code unreadable;
  exists_ = std::filesystem::exists(file_, unreadable) &&
            std::filesystem::file_size(file_, unreadable) == slots * slot_size;
  if (unreadable)
    return Failure{TILLGATE_E_STORE, "the signed state cannot be read", utf8_from_path(file_)};
  if (!exists_) return std::optional<Found>();
  TILLGATE_TRY(bytes, os::read_file(file_, slots * slot_size));
  std::optional<Found> newest;
  std::string stranger;
  for (std::size_t i = 0; i < slots; ++i) {
    auto found = read_slot(as_text(bytes).substr(i * slot_size, slot_size));
    if (!found) continue;
    TILLGATE_TRY(is_genuine, genuine(*found));
    if (!is_genuine) stranger = found->checkpoint.origin;
    if (!is_genuine || (newest && !is_newer(*found, *newest))) continue;
    newest = std::move(found);
    next_slot_ = (i + 1) % slots;
  }
  if (!newest && !stranger.empty())
    return Failure{TILLGATE_E_LEDGER, "the signed state is not of these keys and this log",
                   stranger};
  return newest;
}

Result<Done> SignedState::write(std::string_view note, os::Flush flush) {
  if (note.size() >= slot_size)
    return Failure{TILLGATE_E_LIMIT, "a checkpoint is too long to be kept", utf8_from_path(file_)};
  Bytes slot(slot_size);
  std::copy(note.begin(), note.end(), slot.begin());
  if (!exists_) {
    Bytes both = slot;
    both.resize(slots * slot_size);
    TILLGATE_CHECK(os::write_file_durably(file_, both, os::FileMode::private_to_owner));
    exists_ = true;
    next_slot_ = 1;
    return Done{};
  }
  TILLGATE_CHECK(os::overwrite_in_place(file_, next_slot_ * slot_size, slot, flush));
  next_slot_ = (next_slot_ + 1) % slots;
  return Done{};
}

}  // namespace tillgate::ledger
