// The signed state (签名状态): the newest checkpoint that was signed, in a small file apart from
// the database. A database that was restored from a backup, or replaced, is behind it or differs,
// and must not sign again under the same name: the log would show two histories.
//
//   file := slot slot
//   slot := signed note, then zero bytes up to 4096
//
// The two slots are written in turn, in place; a power cut tears one at most. It is written after
// each commit, so that it never runs ahead of the database, and flushed to disk before a checkpoint
// leaves the house.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/os/file.hpp"
#include "base/result.hpp"
#include "ledger/checkpoint.hpp"

namespace tillgate::ledger {

class SignedState {
 public:
  explicit SignedState(std::filesystem::path file) : file_(std::move(file)) {}

  // The newest checkpoint in the file: of the highest generation, then the largest. A slot that is
  // not `genuine` counts as torn. Empty when there is no file, or when both slots are torn: who
  // wants the file gone removes it anyway. TILLGATE_E_LEDGER when it is whole and not genuine.
  struct Found {
    std::string note;
    Checkpoint checkpoint;
  };
  using Genuine = std::function<Result<bool>(const Found& found)>;
  Result<std::optional<Found>> newest(const Genuine& genuine);

  // After newest(). Makes the file when it is missing. TILLGATE_E_LIMIT: the note is too long.
  Result<Done> write(std::string_view note, os::Flush flush);

 private:
  std::filesystem::path file_;
  bool exists_ = false;
  std::size_t next_slot_ = 0;
};

}  // namespace tillgate::ledger
