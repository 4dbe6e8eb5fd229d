#include "store/erasure.hpp"

#include <array>
#include <string>

namespace tillgate::store {

namespace {

// A row of an earlier version has goods and person in one; then both go.
constexpr std::array<const char*, 6> removals{
    "UPDATE sale SET sealed = CASE WHEN personal IS NULL THEN x'' ELSE sealed END, personal = x''"
    " WHERE key = ?",
    // A platform's reason may name the person.
    "UPDATE upload SET sealed = x'', reason = NULL WHERE sale = ?",
    // Who has the key could find the number behind a keyed hash by trying all.
    "UPDATE past_line SET person = NULL, buyer = NULL"
    " WHERE receipt IN (?1, ?1 || '/refund')",
    "UPDATE agent_receipt SET person = NULL, agent = NULL, phone = NULL"
    " WHERE receipt IN (?1, ?1 || '/refund')",
    "UPDATE prescription_seen SET patient = NULL WHERE sale = ?",
    // What staff gave as the reason of a refund may name the person too.
    "UPDATE refund SET sealed = x'' WHERE sale = ?",
};

Result<Done> require_over(Database& database, std::string_view sale) {
  {
    TILLGATE_TRY(row, database.query("SELECT state FROM sale WHERE key = ?"));
    TILLGATE_TRY(found, row.bind(sale).step());
    if (!found) return Failure{TILLGATE_E_DOCUMENT, "no such sale", "/sale"};
    const std::string state = row.text(0);
    if (state == "open" || state == "settling" || state == "uncertain")
      return Failure{TILLGATE_E_STATE, "the sale is not over: it is " + state, "/sale"};
  }
  {
    TILLGATE_TRY(refund,
                 database.query("SELECT 1 FROM refund WHERE sale = ? AND state <> 'refunded'"));
    TILLGATE_TRY(unfinished, refund.bind(sale).step());
    if (unfinished) return Failure{TILLGATE_E_STATE, "the refund is not over", "/sale"};
  }
  TILLGATE_TRY(waiting, database.query("SELECT 1 FROM upload WHERE sale = ? AND state = 'queued'"));
  TILLGATE_TRY(waits, waiting.bind(sale).step());
  if (waits)
    return Failure{TILLGATE_E_STATE, "a message of this sale waits for the platform", "/sale"};
  return Done{};
}

}  // namespace

Result<Done> erase_person(Database& database, std::string_view sale) {
  TILLGATE_CHECK(require_over(database, sale));
  for (const char* sql : removals) {
    TILLGATE_TRY(removal, database.query(sql));
    TILLGATE_CHECK(removal.bind(sale).run());
  }
  TILLGATE_TRY(
      note, database.query("INSERT OR REPLACE INTO meta (name, value) VALUES ('wipe_due', 'yes')"));
  return note.run();
}

}  // namespace tillgate::store
