// Vector files about keys, notes, checkpoints, witnesses, and the algorithms under them.
#include <algorithm>

#include "auditor/vector_cases.hpp"
#include "crypto/digest.hpp"
#include "crypto/note.hpp"
#include "crypto/signature.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/log_proof.hpp"
#include "ledger/trust.hpp"
#include "ledger/witness_book.hpp"

namespace tillgate::auditor {

namespace {

std::string case_id(std::size_t place, const Json& c) {
  return "cases/" + std::to_string(place) + (c.contains("name") ? ": " : "") +
         c.value("name", std::string());
}

const char* word(bool accepted) {
  return accepted ? "accepted" : "refused";
}

std::string id_text(const std::string& name, const crypto::KeyId& id) {
  return name + "+" + to_hex(id);
}

Json sorted(Json list) {
  std::sort(list.begin(), list.end());
  return list;
}

// Public key and its note key id, of either sort.
struct ReadKey {
  std::string name, id, material;
};
std::optional<ReadKey> read_key(const std::string& vkey) {
  ledger::TrustedKeys keys;
  if (!ledger::add_trusted(vkey, keys)) return std::nullopt;
  if (!keys.logs.empty())
    return ReadKey{keys.logs[0].name, to_hex(keys.logs[0].id), to_hex(keys.logs[0].key.encoded())};
  return ReadKey{keys.witnesses[0].name, to_hex(keys.witnesses[0].id),
                 to_hex(keys.witnesses[0].key.encoded())};
}

}  // namespace

Result<Done> answer_keys(const Json& file, const std::filesystem::path&, const CaseSink& sink) {
  for (std::size_t i = 0; i < file.at("keys").size(); ++i) {
    const Json& c = file["keys"][i];
    const auto key = read_key(c.at("vkey").get<std::string>());
    const std::string preimage_id =
        to_hex(crypto::sha256(bytes_of(c.at("key_id_preimage_hex")))).substr(0, 8);
    const char* const material = c.contains("public_hex")         ? "public_hex"
                                 : c.contains("public_point_hex") ? "public_point_hex"
                                                                  : "public_spki_der_hex";
    const Json answer =
        key ? Json{{"name", key->name}, {"key_id", key->id}, {"public", key->material}} : Json();
    sink("keys/" + std::to_string(i) + ": " + c.value("label", std::string()),
         {answer, key && key->name == c.at("name") && key->id == c.at("key_id") &&
                      preimage_id == key->id && key->material == c.at(material)});
  }
  return Done{};
}

Result<Done> answer_notes(const Json& file, const std::filesystem::path&, const CaseSink& sink) {
  for (std::size_t i = 0; i < file.at("cases").size(); ++i) {
    const Json& c = file["cases"][i];
    ledger::TrustedKeys trusted;
    for (const Json& vkey : c.at("trusted_vkeys"))
      TILLGATE_CHECK(ledger::add_trusted(vkey.get<std::string>(), trusted));
    const Bytes bytes = bytes_of(c.at("note_hex"));
    Json answer = {{"accept", false}};
    bool agrees = !c.at("accept").get<bool>();
    if (const auto note = crypto::parse_note(as_text(bytes))) {
      TILLGATE_TRY(verdict, ledger::judge_note(*note, trusted));
      Json verified = Json::array();
      for (const std::size_t k : verdict.good_logs)
        verified.push_back(id_text(trusted.logs[k].name, trusted.logs[k].id));
      for (const auto& witness : verdict.good_witnesses)
        verified.push_back(
            id_text(trusted.witnesses[witness.place].name, trusted.witnesses[witness.place].id));
      const bool accept = !verdict.spoiled() && !verified.empty();
      if (accept)
        answer = {{"accept", true},
                  {"verified", sorted(std::move(verified))},
                  {"text_hex", to_hex(as_bytes(note->text))}};
      agrees =
          c["accept"] == accept && (!accept || (answer["verified"] == sorted(c.at("verified")) &&
                                                answer["text_hex"] == c.at("text_hex")));
    }
    sink(case_id(i, c), {answer, agrees});
  }
  return Done{};
}

Result<Done> answer_checkpoints(const Json& file, const std::filesystem::path&,
                                const CaseSink& sink) {
  for (std::size_t i = 0; i < file.at("cases").size(); ++i) {
    const Json& c = file["cases"][i];
    const auto checkpoint = ledger::parse_checkpoint_text(c.at("text").get<std::string>());
    Json answer = {{"accept", checkpoint.ok()}};
    bool agrees = c.at("accept") == checkpoint.ok();
    if (checkpoint) {
      answer["origin"] = checkpoint->origin;
      answer["size"] = checkpoint->size;
      answer["root_hex"] = to_hex(checkpoint->root);
      answer["extensions"] = checkpoint->extensions;
      agrees = agrees && ledger::checkpoint_text(*checkpoint) == c["text"];
      for (const char* member : {"origin", "size", "root_hex", "extensions"})
        agrees = agrees && answer[member] == c.value(member, Json());
    }
    sink(case_id(i, c), {answer, agrees});
  }
  return Done{};
}

Result<Done> answer_cosignatures(const Json& file, const std::filesystem::path&,
                                 const CaseSink& sink) {
  for (std::size_t i = 0; i < file.at("cases").size(); ++i) {
    const Json& c = file["cases"][i];
    ledger::TrustedKeys trusted;
    TILLGATE_CHECK(ledger::add_trusted(c.at("log_vkey").get<std::string>(), trusted));
    TILLGATE_CHECK(ledger::add_trusted(c.at("cosigner_vkey").get<std::string>(), trusted));
    const auto opened = ledger::open_checkpoint(c.at("note").get<std::string>(), trusted);
    const bool accept = opened && opened->signatures.good_witnesses.size() == 1;
    Json answer = {{"accept", accept}};
    bool agrees = c.at("accept") == accept;
    if (accept) {
      const std::uint64_t time = opened->signatures.good_witnesses[0].time_s;
      answer["timestamp"] = time;
      answer["signed_message"] =
          ledger::cosigned_message(time, ledger::checkpoint_text(opened->checkpoint));
      for (const char* member : {"timestamp", "signed_message"})
        if (c.contains(member)) agrees = agrees && answer[member] == c[member];
    }
    sink(case_id(i, c), {answer, agrees});
  }
  return Done{};
}

Result<Done> answer_proofs(const Json& file, const std::filesystem::path&, const CaseSink& sink) {
  for (std::size_t i = 0; i < file.at("cases").size(); ++i) {
    const Json& c = file["cases"][i];
    ledger::TrustedKeys trusted;
    TILLGATE_CHECK(ledger::add_trusted(c.at("log_vkey").get<std::string>(), trusted));
    for (const Json& vkey : c.value("required_witness_vkeys", Json::array()))
      TILLGATE_CHECK(ledger::add_trusted(vkey.get<std::string>(), trusted));
    const auto text = c.at("proof").get<std::string>();
    const auto proof = ledger::parse_log_proof(text);
    const auto checked = proof
                             ? ledger::check_log_proof(
                                   *proof, ledger::leaf_hash(bytes_of(c.at("entry_hex"))), trusted)
                             : Result<ledger::OpenedCheckpoint>(proof.failure());
    const bool written_alike = !proof || ledger::log_proof_text(*proof) == text;
    Json answer = {{"accept", checked.ok()}};
    if (!checked) answer["why"] = checked.failure().detail;
    sink(case_id(i, c), {answer, c.at("accept") == checked.ok() && written_alike});
  }
  return Done{};
}

Result<Done> answer_witness(const Json& file, const std::filesystem::path&, const CaseSink& sink) {
  ledger::TrustedKeys log;
  TILLGATE_CHECK(ledger::add_trusted(file.at("log_vkey").get<std::string>(), log));
  const std::string origin = log.logs.at(0).name;
  const std::string monitor = to_hex(crypto::sha256(as_bytes(origin))) + "/checkpoint";
  if (file.contains("monitor_path"))
    sink("monitor_path", {monitor, file["monitor_path"] == monitor});

  ledger::WitnessBook book(std::move(log));
  std::string newest_text;
  for (std::size_t i = 0; i < file.at("steps").size(); ++i) {
    const Json& c = file["steps"][i];
    const auto body = c.at("request_body").get<std::string>();
    TILLGATE_TRY(given, book.judge(body));
    Json answer = {{"status", given.status}, {"witness_size_after", book.known_size(origin)}};
    bool agrees = answer["status"] == c.at("status") &&
                  answer["witness_size_after"] == c.at("witness_size_after");
    if (given.known_size) {
      answer["response_body"] = std::to_string(*given.known_size) + "\n";
      answer["response_content_type"] = "text/x.tlog.size";
    }
    for (const char* member : {"response_body", "response_content_type"})
      if (c.contains(member)) agrees = agrees && answer.value(member, Json()) == c[member];
    sink("steps/" + std::to_string(i) + ": " + c.value("name", std::string()), {answer, agrees});
    if (given.status != 200 || !file.contains("example_200_response")) continue;
    // The example is an answer to one of these requests.
    const auto request = ledger::parse_add_checkpoint(body);
    ledger::TrustedKeys witness;
    TILLGATE_CHECK(ledger::add_trusted(file.at("witness_vkey").get<std::string>(), witness));
    const auto note =
        crypto::parse_note(request->checkpoint + file["example_200_response"].get<std::string>());
    if (!note) continue;
    TILLGATE_TRY(verdict, ledger::judge_note(*note, witness));
    if (!verdict.good_witnesses.empty()) newest_text = "cosigns step " + std::to_string(i);
  }
  if (file.contains("example_200_response"))
    sink("example_200_response", {newest_text, !newest_text.empty()});
  return Done{};
}

Result<Done> answer_sm2(const Json& file, const std::filesystem::path&, const CaseSink& sink) {
  if (file.contains("standard_example")) {
    // Z = SM3(bits of the user id, user id, a, b, base point, public point); e = SM3(Z, message)
    const Json& example = file["standard_example"];
    const Json& curve = file.at("curve");
    const auto id = example.at("user_id").get<std::string>();
    Bytes preimage{static_cast<std::uint8_t>(id.size() * 8 >> 8),
                   static_cast<std::uint8_t>(id.size() * 8)};
    const auto append = [](Bytes& to, ByteView more) {
      to.insert(to.end(), more.begin(), more.end());
    };
    append(preimage, as_bytes(id));
    for (const char* member : {"a", "b", "gx", "gy"}) append(preimage, bytes_of(curve.at(member)));
    append(preimage, ByteView(bytes_of(example.at("public_point_hex"))).subspan(1));
    TILLGATE_TRY(z, crypto::sm3(preimage));
    Bytes message(z.begin(), z.end());
    append(message, as_bytes(example.at("message").get<std::string>()));
    TILLGATE_TRY(e, crypto::sm3(message));
    sink("standard_example",
         {{{"z_hex", to_hex(z)}, {"e_hex", to_hex(e)}},
          to_hex(z) == example.at("z_hex") && to_hex(e) == example.at("e_hex")});
  }
  for (std::size_t i = 0; i < file.at("cases").size(); ++i) {
    const Json& c = file["cases"][i];
    const auto key =
        crypto::PublicKey::from(crypto::Algorithm::sm2_sm3, bytes_of(c.at("public_point_hex")));
    bool accept = false;
    if (key) {
      const Bytes id = bytes_of(c.at("user_id_hex"));
      TILLGATE_TRY(match, key->check_as(as_text(id), bytes_of(c.at("message_hex")),
                                        bytes_of(c.at("signature_der_hex"))));
      accept = match == crypto::Match::yes;
    }
    sink(case_id(i, c), {word(accept), c.at("accept") == accept});
  }
  return Done{};
}

Result<Done> answer_sm3(const Json& file, const std::filesystem::path&, const CaseSink& sink) {
  for (std::size_t i = 0; i < file.at("cases").size(); ++i) {
    const Json& c = file["cases"][i];
    TILLGATE_TRY(digest, crypto::sm3(bytes_of(c.at("message_hex"))));
    sink(case_id(i, c), {to_hex(digest), c.at("digest") == to_hex(digest)});
  }
  if (file.contains("long")) {
    TILLGATE_TRY(digest, crypto::sm3(Bytes(1'000'000, 'a')));
    sink("long", {to_hex(digest), file["long"].at("digest") == to_hex(digest)});
  }
  return Done{};
}

}  // namespace tillgate::auditor
