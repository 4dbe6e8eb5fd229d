// The kinds of goods messages (进销存): which group of the input holds the rows, and what they are.
#pragma once

#include <string_view>

#include "base/json.hpp"

namespace tillgate::simulator {

struct GoodsKind {
  const char* transaction;
  const char* group;        // of one row
  const char* batch_group;  // of many
  const char* record;       // 进销存数据类型: 1 stocktake, 2 change, 3 purchase, 4 sale
  const char* time;         // field of the row
  const char* count;        // field of the row
};

// Null when the transaction is none of 3501 to 3506, batch or not.
const GoodsKind* goods_kind(std::string_view transaction);
bool is_batch(std::string_view transaction);

// The traceability codes of a row.
std::vector<std::string> codes_of(const Json& row);

}  // namespace tillgate::simulator
