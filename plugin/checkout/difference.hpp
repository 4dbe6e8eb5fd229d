// One line of a reconciliation: what differs, whose it is, and what to do about it.
#pragma once

#include <optional>
#include <string>

#include "base/json.hpp"

namespace tillgate::checkout {

enum class DifferenceKind {
  settlement_missing_there,  // we settled it, the centre has no such settlement
  settlement_missing_here,   // the centre has it, we do not
  settlement_amounts,        // both have it, with other amounts
  pack_not_uploaded,         // sold here, and its upload was refused or never queued
  pack_not_there,            // sold and uploaded here, the platform does not have it
  upload_without_sale        // the platform has it as sold, we do not
};

struct Difference {
  DifferenceKind kind = DifferenceKind::settlement_amounts;
  std::string sale;           // empty: none of ours is known
  std::string settlement_id;  // these are empty where the kind has none
  std::string message_id;
  std::string code;  // 追溯码
  bool refund = false;
  Json ours;           // {total_fen, fund_fen, account_fen}, or null
  Json theirs;         // likewise
  std::string detail;  // words of the platform; may be empty
};

// A row of reconciliation.schema.json, with its texts.
Json to_json(const Difference& difference);

}  // namespace tillgate::checkout
