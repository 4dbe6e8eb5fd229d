#include "ledger/witness_book.hpp"

#include <algorithm>

#include "crypto/base64.hpp"
#include "crypto/note.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/log_proof.hpp"

namespace tillgate::ledger {

namespace {

constexpr std::string_view old_word = "old ";

WitnessAnswer status(int code) {
  return {code, std::nullopt};
}

}  // namespace

std::string add_checkpoint_text(const AddCheckpoint& request) {
  std::string text(old_word);
  text.append(std::to_string(request.old_size)) += '\n';
  for (const Hash& hash : request.proof) text += crypto::to_base64(hash) + "\n";
  return text + "\n" + request.checkpoint;
}

std::optional<AddCheckpoint> parse_add_checkpoint(std::string_view body) {
  const auto take_line = [&body]() -> std::optional<std::string_view> {
    const std::size_t end = body.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = body.substr(0, end);
    body.remove_prefix(end + 1);
    return line;
  };
  AddCheckpoint request;
  auto line = take_line();
  const auto old_size = line && line->starts_with(old_word)
                            ? parse_decimal(line->substr(old_word.size()))
                            : std::nullopt;
  if (!old_size) return std::nullopt;
  request.old_size = *old_size;
  for (line = take_line(); line && !line->empty(); line = take_line()) {
    const auto hash = parse_hash_line(*line);
    if (!hash || request.proof.size() == max_proof_hashes) return std::nullopt;
    request.proof.push_back(*hash);
  }
  if (!line) return std::nullopt;
  request.checkpoint = std::string(body);
  return request;
}

std::uint64_t WitnessBook::known_size(const std::string& origin) const {
  const auto head = heads_.find(origin);
  return head == heads_.end() ? 0 : head->second.size;
}

Result<WitnessAnswer> WitnessBook::judge(std::string_view body) {
  const auto request = parse_add_checkpoint(body);
  const auto note = request ? crypto::parse_note(request->checkpoint)
                            : Result<crypto::Note>(Failure{TILLGATE_E_DOCUMENT, "", ""});
  if (!note) return status(400);
  const auto checkpoint = parse_checkpoint_text(note->text);
  if (!checkpoint) return status(400);

  std::vector<crypto::VerifierKey> keys;
  for (const crypto::VerifierKey& key : logs_.logs) {
    if (key.name != checkpoint->origin) continue;
    TILLGATE_TRY(copy, crypto::parse_vkey(crypto::vkey_text(key.name, key.key)));
    keys.push_back(std::move(copy));
  }
  if (keys.empty()) return status(404);
  TILLGATE_TRY(signatures, crypto::check_note(*note, keys));
  if (!signatures.valid()) return status(403);

  if (request->old_size > checkpoint->size) return status(400);
  const auto known = heads_.find(checkpoint->origin);
  const TreeHead head = known == heads_.end() ? TreeHead{0, empty_root()} : known->second;
  if (request->old_size != head.size) return WitnessAnswer{409, head.size};
  const TreeHead next{checkpoint->size, checkpoint->root};
  if (!check_consistency(head, next, request->proof)) return status(422);
  heads_[checkpoint->origin] = next;
  return status(200);
}

}  // namespace tillgate::ledger
