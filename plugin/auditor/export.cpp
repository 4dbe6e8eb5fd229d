#include <filesystem>

#include "auditor/output.hpp"
#include "auditor/program.hpp"
#include "auditor/verbs.hpp"
#include "base/text.hpp"
#include "crypto/key_folder.hpp"
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

Result<ledger::Published> export_checked(const ExportOptions& options) {
  const auto file = path_from_utf8(options.database);
  std::error_code failed;
  if (!std::filesystem::is_regular_file(file, failed))
    return Failure{TILLGATE_E_ARGUMENT, "there is no such database", options.database};
  TILLGATE_TRY(database, store::Database::open(file));
  if (!options.keys.empty()) TILLGATE_CHECK(check_signed(*database, path_from_utf8(options.keys)));
  return ledger::publish(*database, path_from_utf8(options.folder));
}

}  // namespace

int export_log(const ExportOptions& options, const Streams& streams) {
  const auto published = export_checked(options);
  if (!published) return report_failure(published.failure(), streams);
  *streams.out << "exported: " << published->size << " records, " << published->files_written
               << " new files\n";
  return exit_good;
}

}  // namespace tillgate::auditor
