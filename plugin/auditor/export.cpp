#include <filesystem>
#include <optional>

#include "auditor/output.hpp"
#include "auditor/program.hpp"
#include "auditor/progress.hpp"
#include "auditor/verbs.hpp"
#include "base/text.hpp"
#include "crypto/key_folder.hpp"
#include "ledger/archive.hpp"
#include "ledger/opening.hpp"
#include "ledger/publication.hpp"
#include "ledger/tables.hpp"
#include "store/database.hpp"

namespace tillgate::auditor {

namespace {

// Does the database hold what its keys signed? Public keys are enough.
Result<Done> check_signed(store::Database& database, const std::filesystem::path& given) {
  const auto file = std::filesystem::is_directory(given) ? given / "log.vkeys" : given;
  TILLGATE_TRY(keys, crypto::KeyFolder::load_public(file));
  const ledger::Tables tables(database);
  TILLGATE_TRY(state, tables.state());
  if (!state) return Failure{TILLGATE_E_LEDGER, "this database holds no log", ""};
  return ledger::check_opening(tables, *state, keys.front().name, keys);
}

struct Exported {
  std::uint64_t records = 0;
  std::uint64_t files_written = 0;
  bool manifest_signed = false;
};

// The log's own signers; none when there is no key folder, or the damaged one has none to give.
// Evidence must come out of the house all the same.
std::optional<crypto::KeyFolder> signing_keys(const ExportOptions& options,
                                              const std::string& origin, const Streams& streams) {
  if (options.sign.folder.empty()) return std::nullopt;
  auto keys = load_keys(options.sign, streams);
  if (keys && keys->origin() == origin) return std::move(keys).value();
  *streams.err << "remark: the manifest is not signed 清单未签名: "
               << (keys ? "the keys are those of another log: " + options.sign.folder
                        : keys.failure().detail + ": " + keys.failure().where)
               << "\n";
  return std::nullopt;
}

Result<Exported> export_into(const ExportOptions& options, store::Database& database,
                             const Streams& streams) {
  const auto destination = path_from_utf8(options.destination);
  TILLGATE_TRY(state, ledger::Tables(database).state());
  if (!state) return Failure{TILLGATE_E_LEDGER, "this database holds no log", options.database};
  const auto keys = signing_keys(options, state->origin, streams);
  std::vector<const crypto::NoteSigner*> signers;
  if (keys) signers = {&keys->ed25519(), &keys->sm2()};
  if (destination.extension() == ".tar") {
    ProgressBar bar(streams.progress, "export 导出");
    TILLGATE_TRY(archived, ledger::archive(database, destination, signers, bar.reporter()));
    return Exported{archived.size, archived.files - archived.files_kept, keys.has_value()};
  }
  TILLGATE_TRY(published, ledger::publish(database, destination));
  TILLGATE_CHECK(
      ledger::add_manifest(destination, {state->origin, state->size(), state->root, {}}, signers));
  return Exported{published.size, published.files_written, keys.has_value()};
}

Result<Exported> export_checked(const ExportOptions& options, const Streams& streams) {
  const auto file = path_from_utf8(options.database);
  std::error_code failed;
  if (!std::filesystem::is_regular_file(file, failed))
    return Failure{TILLGATE_E_ARGUMENT, "there is no such database", options.database};
  TILLGATE_TRY(database, store::Database::open(file));
  if (!options.keys.empty()) TILLGATE_CHECK(check_signed(*database, path_from_utf8(options.keys)));
  return export_into(options, *database, streams);
}

}  // namespace

int export_log(const ExportOptions& options, const Streams& streams) {
  const auto exported = export_checked(options, streams);
  if (!exported) return report_failure(exported.failure(), streams);
  *streams.out << "exported: " << exported->records << " records, " << exported->files_written
               << " new files" << (exported->manifest_signed ? ", manifest signed" : "") << "\n";
  return exit_good;
}

}  // namespace tillgate::auditor
