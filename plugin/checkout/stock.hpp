// What the shop took in (验收入库): packs by their traceability code, and which larger pack holds
// which.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"
#include "scanner/code.hpp"
#include "store/database.hpp"

namespace tillgate::checkout {

// The code as scans of the counter give it; nothing when it is not the code of a pack.
std::optional<scanner::Code> code_of_pack(std::string_view text);

struct ReceivedPack {
  std::string code;
  std::string sku;
  std::int64_t level = 1;  // 1 single pack 最小包装, 2 bundle 中包装, 3 case 箱
  std::optional<std::string> parent;
  std::string lot;

  friend bool operator==(const ReceivedPack&, const ReceivedPack&) = default;
};

struct ReceiptCounts {
  std::int64_t received = 0;  // new ones
  std::int64_t known = 0;     // told before, in the same words
};

class Stock {
 public:
  explicit Stock(store::Database& database) : database_(database) {}

  // `receipt` is a checked stock_receive document. Inside the caller's transaction: all or nothing.
  // TILLGATE_E_DOCUMENT with the JSON pointer: a code that is no traceability code, a product that
  // is not registered, a parent that nobody received or that is no larger pack.
  // TILLGATE_E_CONFLICT: a code that was received as something else.
  Result<ReceiptCounts> receive(const Json& receipt, UtcMs now);

  Result<std::optional<ReceivedPack>> find(std::string_view code);

  // What the books say of a lot of a product. Empty: they know no lot of it at all.
  struct Lot {
    std::optional<UtcMs> first_received_at;  // empty: other lots came in, this one never did
  };
  Result<std::optional<Lot>> lot(std::string_view sku, std::string_view lot);

  // The single packs inside a bundle or case, in order of their codes. TILLGATE_E_LIMIT when there
  // are more than a sale may hold.
  Result<std::vector<std::string>> singles_in(std::string_view code);

 private:
  Result<bool> receive_one(const ReceivedPack& pack, const std::string& delivery, UtcMs now,
                           const std::string& where);
  store::Database& database_;
};

}  // namespace tillgate::checkout
