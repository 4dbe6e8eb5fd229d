// What was authorised while the register settles by itself, by the number of the authorisation.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"
#include "store/database.hpp"

namespace tillgate::checkout {

// waiting: nothing was told yet. unknown: the register does not know either. Both wait.
enum class AuthorisationState { waiting, unknown, settled, failed };
const char* authorisation_state_name(AuthorisationState state);

struct AuthorisationRow {
  std::string id;  // hash of the sealed record, hex
  std::string sale;
  std::string basket;
  AuthorisationState state = AuthorisationState::waiting;
  UtcMs at = 0;
  std::uint64_t entry = 0;
  Json granted;                // authorised.schema.json
  std::optional<Json> answer;  // settlement.schema.json, of the last outcome that was told
  bool waits() const {
    return state == AuthorisationState::waiting || state == AuthorisationState::unknown;
  }
};

// All calls run inside the caller's transaction, but for the two that read.
class AuthorisationRows {
 public:
  explicit AuthorisationRows(store::Database& database) : database_(database) {}

  Result<Done> add(const AuthorisationRow& row);
  Result<Done> tell(const std::string& id, AuthorisationState state, const Json& answer);
  // The newest one of the sale; an earlier one failed.
  Result<std::optional<AuthorisationRow>> newest_of(const std::string& sale);
  // Those that wait for an outcome, oldest first.
  Result<std::vector<AuthorisationRow>> waiting();

 private:
  static Result<AuthorisationRow> read(store::Query& query);
  store::Database& database_;
};

}  // namespace tillgate::checkout
