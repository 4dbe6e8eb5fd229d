#include "ledger/witness_book.hpp"

#include "crypto/base64.hpp"
#include "crypto/note.hpp"
#include "ledger/log_proof.hpp"

namespace tillgate::ledger {

namespace {

constexpr std::string_view old_word = "old ";

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

Result<OpenedRequest> open_add_checkpoint(std::string_view body, const WitnessedLogs& logs) {
  OpenedRequest opened;
  const auto refused = [&opened](int status, const std::string& reason) {
    opened.status = status;
    opened.reason = reason;
    return std::move(opened);
  };
  auto request = parse_add_checkpoint(body);
  if (!request) return refused(400, "not an add-checkpoint request");
  opened.request = *std::move(request);
  auto note = crypto::parse_note(opened.request.checkpoint);
  if (!note) return refused(400, note.failure().detail);
  auto checkpoint = parse_checkpoint_text(note->text);
  if (!checkpoint) return refused(400, checkpoint.failure().detail);
  opened.checkpoint = std::move(checkpoint).value();

  const auto keys = logs.find(opened.checkpoint.origin);
  if (keys == logs.end()) return refused(404, "a log this witness does not know");
  TILLGATE_TRY(signatures, crypto::check_note(*note, keys->second));
  if (!signatures.valid()) return refused(403, "not signed by a trusted key of the log");
  opened.text = std::move(note->text);
  opened.status = 200;
  return opened;
}

WitnessAnswer judge_add_checkpoint(const OpenedRequest& opened, const TreeHead& known) {
  const std::uint64_t old_size = opened.request.old_size;
  const TreeHead next{opened.checkpoint.size, opened.checkpoint.root};
  if (old_size > next.size) return {400, std::nullopt, "the old size is beyond the new one"};
  if (old_size != known.size) return {409, known.size, "the old size is not the one signed last"};
  if (!check_consistency(known, next, opened.request.proof))
    return {422, std::nullopt,
            old_size == next.size ? "another tree of the same size was signed before"
                                  : "the new tree is not proved to continue the one signed before"};
  return {200, std::nullopt, ""};
}

WitnessBook::WitnessBook(TrustedKeys logs) {
  for (crypto::VerifierKey& key : logs.logs) logs_[key.name].push_back(std::move(key));
}

std::uint64_t WitnessBook::known_size(const std::string& origin) const {
  const auto head = heads_.find(origin);
  return head == heads_.end() ? 0 : head->second.size;
}

Result<WitnessAnswer> WitnessBook::judge(std::string_view body) {
  TILLGATE_TRY(opened, open_add_checkpoint(body, logs_));
  if (opened.status != 200) return WitnessAnswer{opened.status, std::nullopt, opened.reason};
  const auto [head, fresh] = heads_.emplace(opened.checkpoint.origin, TreeHead{0, empty_root()});
  static_cast<void>(fresh);
  WitnessAnswer answer = judge_add_checkpoint(opened, head->second);
  if (answer.status == 200) head->second = TreeHead{opened.checkpoint.size, opened.checkpoint.root};
  return answer;
}

}  // namespace tillgate::ledger
