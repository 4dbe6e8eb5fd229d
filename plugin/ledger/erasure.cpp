#include "ledger/erasure.hpp"

#include "store/erasure.hpp"

namespace tillgate::ledger {

Result<std::optional<Sealed>> erase_person(store::Database& database, Journal& journal,
                                           const std::string& sale,
                                           const std::string& operator_id) {
  std::optional<Sealed> sealed;
  {
    TILLGATE_TRY(transaction, store::Transaction::begin(database));
    TILLGATE_CHECK(store::erase_person(database, sale));
    TILLGATE_TRY(erased, journal.erase(sale, operator_id));
    sealed = std::move(erased);
    TILLGATE_CHECK(transaction.commit());
  }
  TILLGATE_CHECK(database.wipe_deleted());
  return sealed;
}

}  // namespace tillgate::ledger
