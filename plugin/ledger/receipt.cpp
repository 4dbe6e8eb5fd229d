#include "ledger/receipt.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "crypto/note.hpp"
#include "ledger/base64url.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/log_proof.hpp"

namespace tillgate::ledger {

namespace {

constexpr std::string_view receipt_prefix = "TG1:";
constexpr std::size_t id_size = crypto::KeyId{}.size();
constexpr std::size_t fixed_size = 2 * hash_size + id_size + ed25519_signature_size;

Failure malformed_receipt(const std::string& why) {
  return {TILLGATE_E_DOCUMENT, "receipt: " + why, ""};
}
Failure refused_receipt(const std::string& why, const std::string& where = "") {
  return {TILLGATE_E_LEDGER, why, where};
}

// The last field, cut off with its colon.
std::optional<std::string_view> take_last(std::string_view& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view field = text.substr(colon + 1);
  text = text.substr(0, colon);
  return field;
}

Hash take_hash(ByteView& bytes) {
  const Hash hash = *to_hash(bytes.first(hash_size));
  bytes = bytes.subspan(hash_size);
  return hash;
}

}  // namespace

Result<Receipt> make_receipt(std::string_view checkpoint_note, std::uint64_t index,
                             const Hash& leaf, const StoredHash& stored) {
  TILLGATE_TRY(note, crypto::parse_note(checkpoint_note));
  TILLGATE_TRY(checkpoint, parse_checkpoint_text(note.text));
  if (index >= checkpoint.size)
    return Failure{TILLGATE_E_ARGUMENT, "the checkpoint does not cover this record",
                   "record " + std::to_string(index)};
  const crypto::NoteSignature* const line = own_ed25519_line(note, checkpoint.origin);
  if (line == nullptr) return refused_receipt("the checkpoint has no Ed25519 signature of its log");
  Receipt receipt{checkpoint.origin, index,    checkpoint.size, leaf,
                  checkpoint.root,   line->id, line->signature, std::nullopt};
  if (receipt_payload(receipt).size() > max_receipt_payload)
    return Failure{TILLGATE_E_LIMIT, "the name of the log is too long for a receipt",
                   printable(receipt.origin)};
  TILLGATE_TRY(proof, inclusion_proof(index, checkpoint.size, stored));
  if (!check_inclusion(index, checkpoint.size, leaf, proof, checkpoint.root))
    return refused_receipt("the record does not lead to the signed root",
                           "record " + std::to_string(index));
  receipt.inclusion = std::move(proof);
  if (receipt_payload(receipt).size() > max_receipt_payload) receipt.inclusion.reset();
  return receipt;
}

std::string receipt_payload(const Receipt& receipt) {
  Bytes binary(receipt.leaf.begin(), receipt.leaf.end());
  const auto append = [&binary](ByteView more) {
    binary.insert(binary.end(), more.begin(), more.end());
  };
  append(receipt.root);
  append(receipt.key_id);
  append(receipt.signature);
  if (receipt.inclusion)
    for (const Hash& sibling : *receipt.inclusion) append(sibling);
  return std::string(receipt_prefix) + receipt.origin + ":" + std::to_string(receipt.index) + ":" +
         std::to_string(receipt.size) + ":" + to_base64url(binary);
}

Result<Receipt> parse_receipt(std::string_view payload) {
  if (!payload.starts_with(receipt_prefix)) return malformed_receipt("does not begin with TG1:");
  payload.remove_prefix(receipt_prefix.size());
  const auto text = take_last(payload);
  const auto size_text = take_last(payload);
  const auto index_text = take_last(payload);
  const auto size = size_text ? parse_decimal(*size_text) : std::nullopt;
  const auto index = index_text ? parse_decimal(*index_text) : std::nullopt;
  if (!size || !index || *index >= *size) return malformed_receipt("no index below a size");
  if (!crypto::is_key_name(payload)) return malformed_receipt("no name of a log");
  const auto binary = from_base64url(*text);
  if (!binary || binary->size() < fixed_size || (binary->size() - fixed_size) % hash_size != 0 ||
      (binary->size() - fixed_size) / hash_size > max_proof_hashes)
    return malformed_receipt("not leaf, root, signature and hashes");
  ByteView rest(*binary);
  Receipt receipt;
  receipt.origin = std::string(payload);
  receipt.index = *index;
  receipt.size = *size;
  receipt.leaf = take_hash(rest);
  receipt.root = take_hash(rest);
  std::copy_n(rest.begin(), id_size, receipt.key_id.begin());
  receipt.signature.assign(rest.begin() + id_size, rest.begin() + id_size + ed25519_signature_size);
  rest = rest.subspan(id_size + ed25519_signature_size);
  // A log of one record has a proof without hashes; for any other, none means by reference.
  if (!rest.empty() || receipt.size == 1) receipt.inclusion.emplace();
  while (!rest.empty()) receipt.inclusion->push_back(take_hash(rest));
  return receipt;
}

std::string receipt_text(const Receipt& receipt) {
  std::string text = "存证 Sealed record " + std::to_string(receipt.index) + " / " +
                     std::to_string(receipt.size) + "\n日志 Log " + printable(receipt.origin) +
                     "\n记录哈希 Record hash\n";
  const std::string leaf = to_hex(receipt.leaf);
  text += "  " + leaf.substr(0, 32) + "\n  " + leaf.substr(32) + "\n根哈希 Root hash\n";
  const std::string root = to_hex(receipt.root);
  text += "  " + root.substr(0, 32) + "\n  " + root.substr(32) + "\n";
  text += receipt.inclusion ? "含完整证明 With its proof\n" : "证明见日志 Proof from the log\n";
  text += "请保留本凭据,可用它核查日志是否被改动。\nKeep this: it can show a changed log.\n";
  return text + receipt_payload(receipt) + "\n";
}

Result<Done> check_receipt(const Receipt& receipt, const TrustedKeys& trusted) {
  const auto key = std::find_if(
      trusted.logs.begin(), trusted.logs.end(), [&](const crypto::VerifierKey& candidate) {
        return candidate.name == receipt.origin && candidate.id == receipt.key_id &&
               candidate.key.algorithm() == crypto::Algorithm::ed25519;
      });
  if (key == trusted.logs.end())
    return refused_receipt("the receipt is not signed by a trusted key of its log",
                           printable(receipt.origin));
  const std::string text = checkpoint_text({receipt.origin, receipt.size, receipt.root, {}});
  TILLGATE_TRY(match, key->key.check(as_bytes(text), receipt.signature));
  if (match != crypto::Match::yes)
    return refused_receipt("the signature of the log does not fit the receipt",
                           printable(receipt.origin));
  if (receipt.inclusion &&
      !check_inclusion(receipt.index, receipt.size, receipt.leaf, *receipt.inclusion, receipt.root))
    return refused_receipt("the hashes do not lead from this record to the signed root",
                           "record " + std::to_string(receipt.index));
  return Done{};
}

}  // namespace tillgate::ledger
