#include "checkout/stock.hpp"

#include <algorithm>

#include "scanner/scan.hpp"

namespace tillgate::checkout {

namespace {

constexpr std::size_t max_singles = 2000;

Result<std::string> code_at(const Json& row, const char* name, const std::string& where) {
  auto code = code_of_pack(row.at(name).get_ref<const std::string&>());
  if (!code)
    return Failure{TILLGATE_E_DOCUMENT, "not the traceability code of a pack", where + "/" + name};
  return std::move(code->value);
}

Result<ReceivedPack> pack_of(const Json& row, const std::string& where) {
  ReceivedPack pack;
  TILLGATE_TRY(code, code_at(row, "code", where));
  pack.code = std::move(code);
  pack.sku = row.at("sku");
  pack.lot = row.at("lot");
  pack.level = row.value("level", std::int64_t{1});
  if (row.contains("parent")) {
    TILLGATE_TRY(parent, code_at(row, "parent", where));
    pack.parent = std::move(parent);
  }
  return pack;
}

}  // namespace

std::optional<scanner::Code> code_of_pack(std::string_view text) {
  scanner::Scan scan = scanner::scan(as_bytes(text), {.field = scanner::Field::pack});
  auto* const code = std::get_if<scanner::Code>(&scan);
  return code != nullptr ? std::optional(std::move(*code)) : std::nullopt;
}

Result<ReceiptCounts> Stock::receive(const Json& receipt, UtcMs now) {
  // From the largest to the smallest, so that a parent of the same delivery is there already.
  std::vector<std::pair<ReceivedPack, std::string>> packs;
  std::size_t index = 0;
  for (const Json& row : receipt.at("packs")) {
    const std::string where = "/packs/" + std::to_string(index++);
    TILLGATE_TRY(pack, pack_of(row, where));
    packs.emplace_back(std::move(pack), where);
  }
  std::stable_sort(packs.begin(), packs.end(),
                   [](const auto& a, const auto& b) { return a.first.level > b.first.level; });
  ReceiptCounts counts;
  for (const auto& [pack, where] : packs) {
    TILLGATE_TRY(added, receive_one(pack, receipt.at("delivery"), now, where));
    ++(added ? counts.received : counts.known);
  }
  return counts;
}

Result<bool> Stock::receive_one(const ReceivedPack& pack, const std::string& delivery, UtcMs now,
                                const std::string& where) {
  TILLGATE_TRY(known, find(pack.code));
  if (known && *known == pack) return false;
  if (known)
    return Failure{TILLGATE_E_CONFLICT, "the code was received as something else", where + "/code"};
  {
    TILLGATE_TRY(product, database_.query("SELECT 1 FROM product WHERE sku = ?"));
    TILLGATE_TRY(registered, product.bind(pack.sku).step());
    if (!registered)
      return Failure{TILLGATE_E_DOCUMENT, "no such product is registered", where + "/sku"};
  }
  if (pack.parent) {
    TILLGATE_TRY(parent, find(*pack.parent));
    if (!parent || parent->level <= pack.level)
      return Failure{TILLGATE_E_DOCUMENT, "no larger pack with this code was received",
                     where + "/parent"};
  }
  TILLGATE_TRY(insert, database_.query("INSERT INTO received_pack"
                                       " (code, sku, level, parent, lot, delivery, received_ms)"
                                       " VALUES (?, ?, ?, ?, ?, ?, ?)"));
  insert.bind(pack.code).bind(pack.sku).bind(pack.level).bind(pack.parent).bind(pack.lot);
  TILLGATE_CHECK(insert.bind(delivery).bind(now).run());
  return true;
}

Result<std::optional<ReceivedPack>> Stock::find(std::string_view code) {
  TILLGATE_TRY(
      query,
      database_.query("SELECT code, sku, level, parent, lot FROM received_pack WHERE code = ?"));
  TILLGATE_TRY(found, query.bind(code).step());
  if (!found) return std::optional<ReceivedPack>();
  return std::optional<ReceivedPack>(ReceivedPack{query.text(0), query.text(1), query.integer(2),
                                                  query.optional_text(3), query.text(4)});
}

Result<std::optional<Stock::Lot>> Stock::lot(std::string_view sku, std::string_view lot) {
  TILLGATE_TRY(query, database_.query("SELECT min(received_ms),"
                                      " EXISTS (SELECT 1 FROM received_pack WHERE sku = ?1)"
                                      " FROM received_pack WHERE sku = ?1 AND lot = ?2"));
  TILLGATE_CHECK(query.bind(sku).bind(lot).step());
  if (query.integer(1) == 0) return std::optional<Lot>();
  return std::optional<Lot>(Lot{query.optional_integer(0)});
}

Result<std::vector<std::string>> Stock::singles_in(std::string_view code) {
  // Levels only go down, so the walk ends.
  TILLGATE_TRY(query, database_.query("WITH RECURSIVE inside (code, level) AS ("
                                      "  SELECT code, level FROM received_pack WHERE parent = ?"
                                      "  UNION ALL"
                                      "  SELECT r.code, r.level FROM received_pack r JOIN inside i"
                                      "   ON r.parent = i.code)"
                                      " SELECT code FROM inside WHERE level = 1 ORDER BY code"));
  query.bind(code);
  std::vector<std::string> singles;
  while (true) {
    TILLGATE_TRY(found, query.step());
    if (!found) return singles;
    if (singles.size() == max_singles)
      return Failure{TILLGATE_E_LIMIT, "more packs inside than a sale may hold", ""};
    singles.push_back(query.text(0));
  }
}

}  // namespace tillgate::checkout
