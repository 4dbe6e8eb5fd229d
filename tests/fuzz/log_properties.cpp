// The log and its keys: what was read is written the same way, because everything here has one
// form only; what is not that form is refused.
#include <algorithm>
#include <array>
#include <sstream>

#include "crypto/base64.hpp"
#include "crypto/note.hpp"
#include "crypto/verifier_key.hpp"
#include "fuzz/properties.hpp"
#include "ledger/base64url.hpp"
#include "ledger/canonical_scan.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/cosignature.hpp"
#include "ledger/disclosure.hpp"
#include "ledger/log_proof.hpp"
#include "ledger/manifest.hpp"
#include "ledger/range_proof.hpp"
#include "ledger/receipt.hpp"
#include "ledger/record.hpp"
#include "ledger/tar.hpp"
#include "ledger/tile.hpp"
#include "ledger/trust.hpp"
#include "ledger/witness_book.hpp"
#include "ledger/witness_reply.hpp"

namespace tillgate::fuzz {

using namespace tillgate::ledger;

namespace {

constexpr const char* not_written_so = "accepted, and not what is written for it";

std::string same(std::string_view written, std::string_view bytes) {
  return written == bytes ? "" : not_written_so;
}

std::string broken_by_note(std::string_view bytes) {
  const auto note = crypto::parse_note(bytes);
  if (!note) return "";
  if (note->text.empty() || note->text.back() != '\n') return "a text that does not end its line";
  if (note->signatures.empty()) return "a note nobody signed";
  std::string again = note->text + "\n";
  for (const auto& line : note->signatures) {
    Bytes signature(line.id.begin(), line.id.end());
    signature.insert(signature.end(), line.signature.begin(), line.signature.end());
    again += "— " + line.name + " " + crypto::to_base64(signature) + "\n";
  }
  return same(again, bytes);
}

std::string broken_by_vkey(std::string_view bytes) {
  const auto key = crypto::parse_vkey(bytes);
  return key ? same(crypto::vkey_text(key->name, key->key), bytes) : "";
}

std::string broken_by_witness_vkey(std::string_view bytes) {
  const auto key = parse_witness_vkey(bytes);
  if (!key) return "";
  const auto again = witness_vkey(key->name, key->key);
  return again ? same(*again, bytes) : "a key that cannot be written";
}

std::string broken_by_base64(std::string_view bytes) {
  if (const auto plain = crypto::from_base64(bytes); plain && crypto::to_base64(*plain) != bytes)
    return not_written_so;
  const auto url = from_base64url(bytes);
  return url ? same(to_base64url(*url), bytes) : "";
}

std::string broken_by_checkpoint(std::string_view bytes) {
  const auto checkpoint = parse_checkpoint_text(bytes);
  return checkpoint ? same(checkpoint_text(*checkpoint), bytes) : "";
}

std::string broken_by_log_proof(std::string_view bytes) {
  const auto proof = parse_log_proof(bytes);
  if (!proof) return "";
  if (proof->inclusion.size() > max_proof_hashes) return "longer than a proof can be";
  if (check_log_proof(*proof, Hash{}, {})) return "proved to nobody's trust";
  return same(log_proof_text(*proof), bytes);
}

std::string broken_by_range_proof(std::string_view bytes) {
  const auto proof = parse_range_proof(bytes);
  if (!proof) return "";
  if (proof->first >= proof->end) return "an empty range";
  if (check_range_proof(*proof, {})) return "proved to nobody's trust";
  return same(range_proof_text(*proof), bytes);
}

std::string broken_by_receipt(std::string_view bytes) {
  const auto receipt = parse_receipt(bytes);
  if (!receipt) return "";
  if (receipt->index >= receipt->size) return "a record beyond its checkpoint";
  if (check_receipt(*receipt, {})) return "good to nobody's trust";
  return same(receipt_payload(*receipt), bytes);
}

std::string broken_by_manifest(std::string_view bytes) {
  const auto manifest = parse_manifest_text(bytes);
  return manifest ? same(manifest_text(*manifest), bytes) : "";
}

std::string broken_by_policy(std::string_view bytes) {
  const auto policy = parse_trust_policy(bytes);
  if (!policy) return "";
  std::set<std::size_t> everybody;
  for (std::size_t i = 0; i < policy->keys.witnesses.size(); ++i) everybody.insert(i);
  return policy->quorum_met(everybody) ? "" : "a quorum that everybody together does not meet";
}

std::string broken_by_add_checkpoint(std::string_view bytes) {
  const auto request = parse_add_checkpoint(bytes);
  if (!request) return "";
  if (request->proof.size() > max_proof_hashes) return "longer than a proof can be";
  return same(add_checkpoint_text(*request), bytes);
}

// The first byte chooses the status.
std::string broken_by_witness_reply(std::string_view bytes) {
  static const auto key = [] {
    const auto own = crypto::PrivateKey::generate(crypto::Algorithm::ed25519);
    return parse_witness_vkey(*witness_vkey("witness.example", own->public_key())).value();
  }();
  constexpr std::array statuses = {200L, 400L, 403L, 404L, 409L, 422L, 500L, 0L};
  if (bytes.empty()) return "";
  const long status = statuses[static_cast<unsigned char>(bytes[0]) % statuses.size()];
  const auto reply = read_witness_reply(key, {3, 7, "log.example\n7\n\n"}, status, bytes.substr(1));
  if (!reply) return "";
  if (reply->kind == WitnessReply::Kind::cosigned) return "cosigned without the key";
  return reply->detail.empty() ? "no word for the technician" : "";
}

std::string broken_by_record(std::string_view bytes) {
  const auto view = read_record(bytes);
  if (!view) return "";
  const auto document = parse_json(bytes);
  if (!document) return "a record that is no JSON";
  const auto written = canonical_json(*document);
  return written ? same(*written, bytes) : not_written_so;
}

// Two readers of one grammar: whatever the quick one takes, the other writes the same way.
std::string broken_by_canonical(std::string_view bytes) {
  const auto members = scan_canonical_object(bytes);
  const auto document = parse_json(bytes);
  if (!members) return "";
  if (!document || !document->is_object()) return "members of no object";
  const auto written = canonical_json(*document);
  if (!written || *written != bytes) return "taken for canonical";
  return members->size() == document->size() ? "" : "another number of members";
}

std::string broken_by_disclosure(std::string_view bytes) {
  const auto disclosure = parse_disclosure(bytes);
  return disclosure && !is_record_word(disclosure->name) ? "a name that is no word" : "";
}

std::string broken_by_bundle(std::string_view bytes) {
  const Bundle bundle = parse_bundle(as_bytes(bytes));
  if (bundle.entries.size() > tile_width) return "more entries than a bundle holds";
  Bytes again;
  for (const ByteView entry : bundle.entries) add_to_bundle(entry, again);
  if (bundle.whole) return same(as_text(again), bytes);
  return bytes.starts_with(as_text(again)) ? "" : "entries that are not there";
}

std::string broken_by_tile_path(std::string_view bytes) {
  const auto tile = parse_tile_path(bytes);
  return tile ? same(tile_path(*tile), bytes) : "";
}

std::string broken_by_tar(std::string_view bytes) {
  std::istringstream archive{std::string(bytes)};
  const auto within = [&](const std::vector<TarMember>& members) {
    return std::all_of(members.begin(), members.end(), [&](const TarMember& member) {
      return member.offset <= bytes.size() && member.size <= bytes.size() - member.offset;
    });
  };
  if (const auto members = read_tar_index(archive); members && !within(*members))
    return "a member beyond the archive";
  std::istringstream again{std::string(bytes)};
  const UnfinishedTar unfinished = read_unfinished_tar(again);
  return within(unfinished.members) && unfinished.end <= bytes.size() ? ""
                                                                      : "an end beyond the archive";
}

constexpr std::array properties = {
    Property{"note", broken_by_note},
    Property{"vkey", broken_by_vkey},
    Property{"witness_vkey", broken_by_witness_vkey},
    Property{"base64", broken_by_base64},
    Property{"checkpoint", broken_by_checkpoint},
    Property{"log_proof", broken_by_log_proof},
    Property{"range_proof", broken_by_range_proof},
    Property{"receipt", broken_by_receipt},
    Property{"manifest", broken_by_manifest},
    Property{"trust_policy", broken_by_policy},
    Property{"add_checkpoint", broken_by_add_checkpoint},
    Property{"witness_reply", broken_by_witness_reply},
    Property{"record", broken_by_record},
    Property{"canonical", broken_by_canonical},
    Property{"disclosure", broken_by_disclosure},
    Property{"bundle", broken_by_bundle},
    Property{"tile_path", broken_by_tile_path},
    Property{"tar", broken_by_tar},
};

}  // namespace

std::span<const Property> log_properties() {
  return properties;
}

}  // namespace tillgate::fuzz
