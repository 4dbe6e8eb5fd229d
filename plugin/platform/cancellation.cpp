#include "platform/cancellation.hpp"

#include "platform/reply_node.hpp"

namespace tillgate::platform {

namespace {

Failure wrong(const ReplyNode& info, const char* field, const char* why) {
  return {TILLGATE_E_PLATFORM, why, info.path_of(field)};
}

// Most regions write amounts below zero; one that does not means the same.
Result<Fen> amount(const ReplyNode& info, const char* field) {
  TILLGATE_TRY(fen, info.required_fen(field));
  return fen < 0 ? -fen : fen;
}

// Regions write the newer names of a settlement, too.
Result<Fen> amount(const ReplyNode& info, const char* field, const char* other) {
  return amount(info, info.text(field).empty() ? other : field);
}

}  // namespace

Json cancellation_input(const CancellationRequest& request) {
  return {{"data",
           {{"psn_no", request.person_number},
            {"setl_id", request.settlement_id},
            {"mdtrt_id", request.visit_id}}}};
}

Result<Cancellation> read_cancellation(const Json& output, const CancellationRequest& request,
                                       const std::string& message_id) {
  const ReplyNode info = ReplyNode(output).child("setlinfo");
  const std::string echo = info.text("medins_setl_id");
  if (!echo.empty() && echo != message_id)
    return wrong(info, "medins_setl_id", "the reply answers another message");
  Cancellation cancelled;
  TILLGATE_TRY(id, info.required_text("setl_id"));
  TILLGATE_TRY(at, info.required_time("setl_time"));
  cancelled.id = id;
  cancelled.cancelled_at = at;
  cancelled.clearing_office = info.text("clr_optins");
  TILLGATE_TRY(total, amount(info, "medfee_sumamt"));
  TILLGATE_TRY(fund, amount(info, "fund_pay_sumamt"));
  TILLGATE_TRY(account, amount(info, "acct_pay"));
  TILLGATE_TRY(cash, amount(info, "cash_payamt", "psn_cash_pay"));
  TILLGATE_TRY(shared, info.fen_or_zero("acct_mulaid_pay"));
  cancelled.total_fen = total;
  cancelled.fund_fen = fund;
  cancelled.account_fen = account + (shared < 0 ? -shared : shared);
  cancelled.cash_fen = cash;

  const char* why = "the reply gives back another amount than was paid";
  if (cancelled.total_fen != request.total_fen) return wrong(info, "medfee_sumamt", why);
  if (cancelled.fund_fen != request.fund_fen) return wrong(info, "fund_pay_sumamt", why);
  if (cancelled.account_fen != request.account_fen) return wrong(info, "acct_pay", why);
  if (cancelled.cash_fen != request.cash_fen) return wrong(info, "cash_payamt", why);
  return cancelled;
}

}  // namespace tillgate::platform
