#include "ledger/witness_reply.hpp"

#include <algorithm>

#include "crypto/note.hpp"
#include "ledger/log_proof.hpp"

namespace tillgate::ledger {

namespace {

WitnessReply unavailable_reply(std::string detail) {
  WitnessReply reply;
  reply.detail = std::move(detail);
  return reply;
}

WitnessReply refused_reply(std::string detail) {
  WitnessReply reply;
  reply.kind = WitnessReply::Kind::history_refused;
  reply.detail = std::move(detail);
  return reply;
}

// The first good line of this witness. Lines of others, also malformed ones, are passed over.
Result<WitnessReply> read_lines(const WitnessKey& witness, std::string_view note_text,
                                std::string_view body) {
  std::string why = "it sent no cosignature of its own";
  while (!body.empty()) {
    const std::size_t end = std::min(body.find('\n'), body.size());
    const std::string line = std::string(body.substr(0, end)) + "\n";
    body.remove_prefix(std::min(end + 1, body.size()));
    const auto note = crypto::parse_note(std::string(note_text) + "\n" + line);
    if (!note) continue;
    const crypto::NoteSignature& signature = note->signatures.front();
    if (signature.name != witness.name || signature.id != witness.id) continue;
    TILLGATE_TRY(check, check_cosignature(witness, note_text, signature.signature));
    if (check.match != crypto::Match::yes) {
      why = "its cosignature does not verify";
      continue;
    }
    WitnessReply reply;
    reply.kind = WitnessReply::Kind::cosigned;
    reply.line = line;
    reply.time_s = check.time_s;
    return reply;
  }
  return unavailable_reply(why);
}

WitnessReply read_conflict(const WitnessAsked& asked, std::string_view body) {
  while (!body.empty() && (body.back() == '\n' || body.back() == '\r' || body.back() == ' '))
    body.remove_suffix(1);
  const auto known = parse_decimal(body);
  if (!known && asked.old_size == asked.size)
    return refused_reply("it signed another tree of the same size");
  if (!known) return unavailable_reply("it signed another size last and does not say which (409)");
  if (*known > asked.size)
    return refused_reply("it signed " + std::to_string(*known) +
                         " records of this log, which has only " + std::to_string(asked.size));
  if (*known == asked.old_size) return unavailable_reply("it contradicts itself (409)");
  WitnessReply reply;
  reply.kind = WitnessReply::Kind::other_size;
  reply.known_size = *known;
  reply.detail = "it signed another size last";
  return reply;
}

}  // namespace

Result<WitnessReply> read_witness_reply(const WitnessKey& witness, const WitnessAsked& asked,
                                        long status, std::string_view body) {
  switch (status) {
    case 200:
      return read_lines(witness, asked.note_text, body);
    case 409:
      return read_conflict(asked, body);
    case 422:
      return refused_reply("the log does not continue what it signed before");
    case 403:
      return unavailable_reply(
          "it does not accept the keys of this log, or does not know it (403)");
    case 404:
      return unavailable_reply("it does not know this log (404)");
    case 400:
      return unavailable_reply("it does not understand the request (400)");
    default:
      return unavailable_reply("it answers with status " + std::to_string(status));
  }
}

}  // namespace tillgate::ledger
