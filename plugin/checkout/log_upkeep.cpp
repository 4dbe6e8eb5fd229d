#include "checkout/log_upkeep.hpp"

#include <algorithm>

#include "base/os/file.hpp"
#include "base/text.hpp"
#include "checkout/expiry.hpp"
#include "checkout/till.hpp"
#include "crypto/data_key_file.hpp"

namespace tillgate::checkout {

namespace {

constexpr std::int64_t upload_pause_ms = 60'000;

std::string last_word(const std::string& origin) {
  return origin.substr(origin.rfind('/') + 1);
}

Result<Done> wrap_data_key_for_auditor(const Till& till) {
  const auto& file = till.configuration.auditor_key;
  if (file.empty()) return Done{};
  TILLGATE_TRY(keys, crypto::KeyFolder::load_public(file));
  const auto sm2 = std::find_if(keys.begin(), keys.end(), [](const crypto::VerifierKey& key) {
    return key.key.algorithm() == crypto::Algorithm::sm2_sm3;
  });
  if (sm2 == keys.end())
    return Failure{TILLGATE_E_KEY, "no SM2 key of an auditor in this file", utf8_from_path(file)};
  const auto wrapped_file = till.keys->folder() / ("data.key." + to_hex(sm2->id));
  std::error_code unreadable;
  if (std::filesystem::exists(wrapped_file, unreadable)) return Done{};
  TILLGATE_TRY(wrapped, crypto::wrap_for(sm2->key, till.keys->data_key()));
  return os::write_file_durably(wrapped_file, wrapped, os::FileMode::private_to_owner);
}

Json warning(const std::string& zh, const std::string& en) {
  return {{"zh", zh}, {"en", en}};
}

}  // namespace

Result<Done> keep_keys_in_order(Till& till) {
  if (till.keys->origin() != till.journal->origin())
    TILLGATE_CHECK(till.keys->rename_log(till.journal->origin()));
  if (till.journal->rotation_is_over()) TILLGATE_CHECK(till.keys->finish_rotation());
  return wrap_data_key_for_auditor(till);
}

Result<std::string> witnessed_checkpoint(Till& till, const Deadline& deadline) {
  if (till.witnesses->none()) return std::string();
  return till.witnesses->ask(deadline.within(deadline.remaining_ms() / 3));
}

Result<Done> publish_log(Till& till, const std::string& checkpoint) {
  const Publication& publication = till.configuration.publication;
  if (publication.folder.empty()) return Done{};
  const std::lock_guard turn(till.publication_turn);
  TILLGATE_TRY(size, till.journal->size());
  TILLGATE_CHECK(till.journal->publish(
      publication.folder / path_from_utf8(last_word(till.journal->origin())), checkpoint));
  till.published_size = size;
  till.published_at = till.clock->monotonic_ms();
  return Done{};
}

Result<Done> publish_log_when_due(Till& till, LogOccasion occasion, const Deadline& deadline) {
  const Publication& publication = till.configuration.publication;
  const auto publish = [&]() -> Result<Done> {
    TILLGATE_TRY(checkpoint, witnessed_checkpoint(till, deadline));
    return publish_log(till, checkpoint);
  };
  if (till.witnesses->due()) return publish();
  if (publication.folder.empty()) return Done{};
  const std::int64_t pause = occasion == LogOccasion::upload
                                 ? std::min(upload_pause_ms, publication.every_ms)
                                 : publication.every_ms;
  {
    const std::lock_guard turn(till.publication_turn);
    TILLGATE_TRY(size, till.journal->size());
    const bool waits = till.published_at && till.clock->monotonic_ms() - *till.published_at < pause;
    if (waits || till.published_size == size) return Done{};
  }
  return publish();
}

Result<Json> log_warnings(const Till& till) {
  Json warnings = Json::array();
  const ledger::Journal::Opening& opening = till.journal->opening();
  if (opening.next_generation)
    warnings.push_back(
        warning("数据库是旧备份或副本,封存日志已另起新一代 " + last_word(till.journal->origin()) +
                    ",请通知稽核人员,并核对备份之后的销售",
                "the database is an old backup or a copy: the log goes on as generation " +
                    last_word(till.journal->origin()) +
                    "; tell the auditor, and check the sales since the backup"));
  if (opening.no_signed_state)
    warnings.push_back(warning("签名状态文件丢失,已重建;若曾恢复过备份,请通知稽核人员",
                               "the signed state was lost and begun again; if a backup was "
                               "restored, tell the auditor"));
  for (const Ending& ending : endings(till))
    if (auto row = expiry_warning(ending, till.clock->now())) warnings.push_back(std::move(*row));
  TILLGATE_TRY(of_witnesses, till.witnesses->warnings());
  for (Json& row : of_witnesses) warnings.push_back(std::move(row));
  return warnings;
}

}  // namespace tillgate::checkout
