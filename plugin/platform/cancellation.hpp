// 2103 药店结算撤销: a whole settlement is undone by a negative one. Whoever paid gets back what
// they paid: the fund its share, the personal account its own, the customer the cash.
#pragma once

#include <string>

#include "base/json.hpp"
#include "base/money.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace tillgate::platform {

struct CancellationRequest {
  std::string person_number;
  std::string insured_region;
  std::string settlement_id;
  std::string visit_id;
  // What the settlement came to, for the check of the reply.
  Fen total_fen = 0;
  Fen fund_fen = 0;
  Fen account_fen = 0;  // own and shared account together
  Fen cash_fen = 0;
};

// All amounts are positive here, whatever sign the region writes.
struct Cancellation {
  std::string id;               // 结算ID of the negative settlement
  std::string clearing_office;  // 清算经办机构; empty when not told
  UtcMs cancelled_at = 0;       // by the platform's clock
  Fen total_fen = 0;
  Fen fund_fen = 0;
  Fen account_fen = 0;
  Fen cash_fen = 0;
};

Json cancellation_input(const CancellationRequest& request);

// TILLGATE_E_PLATFORM naming the field when the reply cannot be read, answers another message, or
// gives back anything but what the settlement took.
Result<Cancellation> read_cancellation(const Json& output, const CancellationRequest& request,
                                       const std::string& message_id);

}  // namespace tillgate::platform
