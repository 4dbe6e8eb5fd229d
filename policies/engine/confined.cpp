#include "policies/engine/confined.hpp"

#include <array>

#include "policies/engine/words.hpp"

namespace tillgate::policies {

namespace {

// Pure, cheap, the same in every SQL database. Not here: clocks and randomness; printf, replace and
// the like, whose work no step counts; total and avg, which are floating point; glob and like,
// whose rules differ between databases.
constexpr std::array<std::string_view, 9> functions{"abs", "coalesce", "count",  "length", "max",
                                                    "min", "nullif",   "substr", "sum"};

}  // namespace

Result<ConfinedViews> ConfinedViews::open(Views views) {
  ConfinedViews confined;
  confined.views_ = std::make_shared<const Views>(std::move(views));
  TILLGATE_TRY(database, store::Database::open_in_memory());
  confined.database_ = std::move(database);
  confined.reads_ = std::make_shared<std::set<std::string>>();
  // Each review takes its facts back, and a page that was written is copied for that. The tables of
  // a sale are small: to build an index for one question costs more than it saves, also on the
  // worst basket.
  TILLGATE_CHECK(
      confined.database_->execute("PRAGMA page_size = 1024; PRAGMA automatic_index = OFF"));
  TILLGATE_CHECK(confined.database_->execute(std::string(Views::schema_sql())));
  // Facts are checked before they come here; SQLite builds a table for every list it compares with.
  TILLGATE_CHECK(confined.database_->execute("PRAGMA ignore_check_constraints = ON"));
  store::Confinement rules;
  rules.may_read = [views = confined.views_, reads = confined.reads_](std::string_view table,
                                                                      std::string_view column) {
    const Table* const known = views->find(table);
    // Without a column the statement only asks whether there are rows.
    if (known == nullptr || (!column.empty() && known->find(column) == nullptr)) return false;
    if (!column.empty()) reads->insert(known->name + "." + std::string(column));
    return true;
  };
  rules.may_call = [](std::string_view function) { return is_one_of(functions, function); };
  TILLGATE_CHECK(confined.database_->confine(std::move(rules)));
  return confined;
}

Result<ConfinedViews::Prepared> ConfinedViews::prepare(std::string_view sql) {
  reads_->clear();
  TILLGATE_TRY(statement, database_->prepare_foreign(sql));
  return Prepared{std::move(statement), *reads_};
}

}  // namespace tillgate::policies
