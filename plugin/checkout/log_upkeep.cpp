#include "checkout/log_upkeep.hpp"

#include <algorithm>

#include "base/os/file.hpp"
#include "base/text.hpp"
#include "checkout/sale_rows.hpp"
#include "checkout/till.hpp"
#include "crypto/certificate.hpp"
#include "crypto/data_key_file.hpp"

namespace tillgate::checkout {

namespace {

constexpr std::size_t max_file = std::size_t{64} * 1024;
constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t warned_days = 60;
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

// Certificates beside the keys, and the platform's: their end is told in time.
void warn_of_certificates(const Till& till, Json& warnings) {
  std::vector<std::filesystem::path> files{till.configuration.platform.ca};
  std::error_code failed;
  for (std::filesystem::directory_iterator file(till.keys->folder(), failed), end;
       !failed && file != end; file.increment(failed))
    if (file->path().extension() == ".crt" || file->path().extension() == ".cer")
      files.push_back(file->path());
  for (const auto& file : files) {
    const auto pem = os::read_file(file, max_file);
    const auto ends = pem ? crypto::certificate_end(as_text(*pem)) : Result<UtcMs>(pem.failure());
    if (!ends) continue;  // whoever needs it says so
    if (auto row = expiry_warning(utf8_from_path(file.filename()), *ends, till.clock->now()))
      warnings.push_back(std::move(*row));
  }
}

}  // namespace

std::optional<Json> expiry_warning(const std::string& name, UtcMs ends, UtcMs now) {
  const std::int64_t left = ends - now;
  if (left > warned_days * day_ms) return std::nullopt;
  const std::string day = local_date(ends);
  if (left <= 0)
    return warning("证书已过期:" + name + "(" + day + "),请马上更换",
                   "a certificate has expired: " + name + " (" + day + "); replace it now");
  const std::string days = std::to_string(left / day_ms);
  const bool soon = left <= 7 * day_ms;
  const bool month = left <= 30 * day_ms;
  return warning("证书还有" + days + "天到期:" + name + "(" + day + ")," +
                     (soon    ? "请马上更换"
                      : month ? "请尽快更换"
                              : "请安排更换"),
                 "a certificate ends in " + days + " days: " + name + " (" + day + "); " +
                     (soon    ? "replace it now"
                      : month ? "replace it soon"
                              : "plan to replace it"));
}

Result<Done> keep_keys_in_order(Till& till) {
  if (till.keys->origin() != till.journal->origin())
    TILLGATE_CHECK(till.keys->rename_log(till.journal->origin()));
  if (till.journal->rotation_is_over()) TILLGATE_CHECK(till.keys->finish_rotation());
  return wrap_data_key_for_auditor(till);
}

Result<Done> publish_log(Till& till) {
  const Publication& publication = till.configuration.publication;
  if (publication.folder.empty()) return Done{};
  const std::lock_guard turn(till.publication_turn);
  TILLGATE_TRY(size, till.journal->size());
  TILLGATE_CHECK(till.journal->publish(publication.folder /
                                       path_from_utf8(last_word(till.journal->origin()))));
  till.published_size = size;
  till.published_at = till.clock->monotonic_ms();
  return Done{};
}

Result<Done> publish_log_when_due(Till& till, LogOccasion occasion) {
  const Publication& publication = till.configuration.publication;
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
  return publish_log(till);
}

Result<Done> erase_person(Till& till, const std::string& sale, const std::string& operator_id) {
  {
    TILLGATE_TRY(transaction, store::Transaction::begin(*till.database));
    TILLGATE_TRY(row, till.rows->find(sale));
    if (!row) return Failure{TILLGATE_E_ARGUMENT, "no such sale", "sale"};
    if (row->state == State::open || row->state == State::settling ||
        row->state == State::uncertain)
      return Failure{TILLGATE_E_STATE, "the sale is not over", "sale"};
    TILLGATE_TRY(refund, till.refunds->find(sale));
    if (refund && refund->state != RefundState::refunded)
      return Failure{TILLGATE_E_STATE, "the refund is not over", "sale"};
    TILLGATE_CHECK(till.uploads->forget(sale));
    TILLGATE_CHECK(till.past->forget(sale));
    SaleDocument document = std::move(row->document);
    document.person.reset();
    document.prescriptions.clear();
    document.overrides.clear();
    TILLGATE_CHECK(till.rows->replace_document(document));
    TILLGATE_CHECK(till.journal->erase(sale, operator_id));
    TILLGATE_CHECK(transaction.commit());
  }
  return till.database->empty_write_ahead_log();
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
  warn_of_certificates(till, warnings);
  return warnings;
}

}  // namespace tillgate::checkout
