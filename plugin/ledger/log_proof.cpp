#include "ledger/log_proof.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "crypto/base64.hpp"
#include "crypto/note.hpp"

namespace tillgate::ledger {

namespace {

constexpr std::string_view proof_line = "c2sp.org/tlog-proof@v1";
constexpr std::string_view extra_word = "extra ";
constexpr std::string_view index_word = "index ";

Failure malformed_proof(const std::string& why, std::size_t line) {
  return {TILLGATE_E_DOCUMENT, "proof: " + why, "line " + std::to_string(line)};
}

Failure refused_proof(const std::string& why, const std::string& where = "") {
  return {TILLGATE_E_LEDGER, why, where};
}

// Cuts lines off the front of a text.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}
  // Empty optional: no further line that ends.
  std::optional<std::string_view> next() {
    const std::size_t end = rest_.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    ++number_;
    return line;
  }
  std::size_t number() const { return number_; }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
  std::size_t number_ = 0;
};

}  // namespace

std::optional<std::uint64_t> parse_decimal(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value > max_size ||
      (text.size() > 1 && text[0] == '0'))
    return std::nullopt;
  return value;
}

std::optional<Hash> parse_hash_line(std::string_view line) {
  const auto bytes = crypto::from_base64(line);
  return bytes ? to_hash(*bytes) : std::nullopt;
}

std::string log_proof_text(const LogProof& proof) {
  std::string text(proof_line);
  text += '\n';
  if (proof.extra) text.append(extra_word).append(crypto::to_base64(*proof.extra)) += '\n';
  text.append(index_word).append(std::to_string(proof.index)) += '\n';
  for (const Hash& hash : proof.inclusion) text += crypto::to_base64(hash) + "\n";
  return text + "\n" + proof.checkpoint;
}

Result<LogProof> parse_log_proof(std::string_view text) {
  Lines lines(text);
  LogProof proof;
  if (lines.next() != proof_line) return malformed_proof("not a tlog-proof of version 1", 1);
  auto line = lines.next();
  if (line && line->starts_with(extra_word)) {
    auto extra = crypto::from_base64(line->substr(extra_word.size()));
    if (!extra) return malformed_proof("the extra data is not base64", lines.number());
    proof.extra = std::move(extra).value();
    line = lines.next();
  }
  const auto index = line && line->starts_with(index_word)
                         ? parse_decimal(line->substr(index_word.size()))
                         : std::nullopt;
  if (!index) return malformed_proof("no index as a plain decimal number", lines.number());
  proof.index = *index;
  for (line = lines.next(); line && !line->empty(); line = lines.next()) {
    const auto hash = parse_hash_line(*line);
    if (!hash) return malformed_proof("not base64 of 32 bytes", lines.number());
    if (proof.inclusion.size() == max_proof_hashes)
      return malformed_proof("more than 63 hashes", lines.number());
    proof.inclusion.push_back(*hash);
  }
  if (!line) return malformed_proof("no empty line before the checkpoint", lines.number());
  proof.checkpoint = std::string(lines.rest());
  return proof;
}

Result<OpenedCheckpoint> open_checkpoint(std::string_view text, const TrustedKeys& trusted) {
  const auto note = crypto::parse_note(text);
  if (!note) return refused_proof(note.failure().detail, note.failure().where);
  auto checkpoint = parse_checkpoint_text(note->text);
  if (!checkpoint) return refused_proof(checkpoint.failure().detail, checkpoint.failure().where);
  TILLGATE_TRY(verdict, judge_note(*note, trusted));
  if (verdict.spoiled())
    return refused_proof(
        "the signature of a trusted key does not fit the checkpoint",
        printable(!verdict.bad_logs.empty() ? trusted.logs[verdict.bad_logs[0]].name
                                            : trusted.witnesses[verdict.bad_witnesses[0]].name));
  const bool by_log =
      std::any_of(verdict.good_logs.begin(), verdict.good_logs.end(),
                  [&](std::size_t i) { return trusted.logs[i].name == checkpoint->origin; });
  if (!by_log)
    return refused_proof("the checkpoint is not signed by a trusted key of its log",
                         printable(checkpoint->origin));
  return OpenedCheckpoint{std::move(checkpoint).value(), std::move(verdict)};
}

Result<OpenedCheckpoint> check_log_proof(const LogProof& proof, const Hash& leaf,
                                         const TrustedKeys& trusted) {
  TILLGATE_TRY(opened, open_checkpoint(proof.checkpoint, trusted));
  for (std::size_t i = 0; i < trusted.witnesses.size(); ++i) {
    const auto& good = opened.signatures.good_witnesses;
    if (std::none_of(good.begin(), good.end(),
                     [&](const NoteVerdict::Witness& witness) { return witness.place == i; }))
      return refused_proof("the checkpoint is not cosigned by this witness",
                           printable(trusted.witnesses[i].name));
  }
  if (!check_inclusion(proof.index, opened.checkpoint.size, leaf, proof.inclusion,
                       opened.checkpoint.root))
    return refused_proof("the hashes do not lead from this entry to the signed root",
                         "record " + std::to_string(proof.index));
  return std::move(opened);
}

}  // namespace tillgate::ledger
