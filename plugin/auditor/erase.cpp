#include <filesystem>

#include "auditor/output.hpp"
#include "auditor/program.hpp"
#include "auditor/verbs.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "ledger/erasure.hpp"
#include "ledger/journal.hpp"
#include "ledger/record.hpp"
#include "ledger/tables.hpp"
#include "store/database.hpp"

namespace tillgate::auditor {

namespace {

// As the till calls itself in its last record.
Result<std::string> till_of(store::Database& database) {
  const ledger::Tables tables(database);
  TILLGATE_TRY(state, tables.state());
  if (!state || state->size() == 0)
    return Failure{TILLGATE_E_LEDGER, "this database holds no record", ""};
  TILLGATE_TRY(last, tables.entries(state->size() - 1, 1));
  TILLGATE_TRY(record, ledger::read_record(as_text(last.front())));
  TILLGATE_TRY(till, parse_json(record.till));
  return till.get<std::string>();
}

Result<std::optional<ledger::Sealed>> erase_sale(const EraseOptions& options,
                                                 const Streams& streams) {
  const auto file = path_from_utf8(options.database);
  std::error_code failed;
  if (!std::filesystem::is_regular_file(file, failed))
    return Failure{TILLGATE_E_ARGUMENT, "there is no such database", options.database};
  TILLGATE_TRY(keys, load_keys(options.keys, streams));
  TILLGATE_TRY(database, store::Database::open(file));
  TILLGATE_TRY(till, till_of(*database));
  const SystemClock clock;
  const auto state = options.signed_state.empty() ? keys.folder() / "signed.state"
                                                  : path_from_utf8(options.signed_state);
  TILLGATE_TRY(journal,
               ledger::Journal::open(*database, keys,
                                     {.till = std::move(till), .signed_state = state}, clock));
  auto erased = ledger::erase_person(*database, *journal, options.sale, options.operator_id);
  if (!erased && erased.failure().status == TILLGATE_E_DOCUMENT)
    return Failure{TILLGATE_E_ARGUMENT, erased.failure().detail, options.sale};
  return erased;
}

}  // namespace

int erase(const EraseOptions& options, const Streams& streams) {
  const auto erased = erase_sale(options, streams);
  if (!erased) return report_failure(erased.failure(), streams);
  const std::string sale = printable(options.sale);
  if (*erased) {
    *streams.out << "erased 已删除: the person of sale " << sale << ", sealed as record "
                 << (*erased)->index << "\n";
  } else {
    *streams.out << "nothing personal is left in sale " << sale << " 该单已无个人信息\n";
  }
  return exit_good;
}

}  // namespace tillgate::auditor
