// Product master (商品档案): what the till knows about the things it sells.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"
#include "store/database.hpp"

namespace tillgate::checkout {

struct Product {
  std::string sku;
  std::string name;
  std::string spec;
  std::string kind;  // drug, tcm_slice, device, food, …; "unknown" when nobody registered it
  std::optional<std::string> insurance_code;  // 医保药品代码
  std::string rx_key;   // what a prescription names; the SKU when the master names nothing
  bool traced = false;  // every pack carries a traceability code
  Json document;        // all of it, as imported
};

Product product_of(Json document);
// A thing nobody registered: sold when paid privately, refused to the fund by the rules.
Product unregistered_product(const std::string& sku);

struct ImportCounts {
  std::int64_t changed = 0;
  std::int64_t total = 0;
};

class Catalogue {
 public:
  explicit Catalogue(store::Database& database) : database_(database) {}

  // `products` is a checked products document. Inside the caller's transaction. Existing SKUs are
  // replaced; TILLGATE_E_CONFLICT when a barcode or drug id belongs to another product. `now` is
  // remembered as the time of the newest import, also when nothing changed.
  Result<ImportCounts> import(const Json& products, UtcMs now);
  // Empty: nothing was imported yet.
  Result<std::optional<UtcMs>> imported_at();

  Result<std::int64_t> count();
  Result<std::optional<Product>> by_sku(std::string_view sku);
  Result<std::optional<Product>> by_barcode(std::string_view ean13);
  // Pairs among these ingredients that harm each other gravely, in byte order.
  struct Interaction {
    std::string first, second;
  };
  Result<std::vector<Interaction>> interactions_among(const Json& ingredients);
  // The master first, then what a pharmacist taught.
  Result<std::optional<Product>> by_drug_id(std::string_view drug_id);
  Result<std::optional<Product>> by_gtin(std::string_view gtin);  // 14 digits

  // What packs with this drug id, or GTIN of 14 digits, are (学习对应关系). Inside the caller's
  // transaction; `entry` is the record that seals it.
  struct Relation {
    std::string id;
    std::string sku;
    std::string pharmacist;
    UtcMs learned_at = 0;
    std::uint64_t entry = 0;
  };
  Result<Done> learn(const Relation& relation);

 private:
  Result<std::optional<Product>> by_master(std::string_view drug_id);
  Result<std::optional<Product>> by_learned(std::string_view id);
  Result<bool> import_one(const Json& row, const std::string& where);
  Result<Done> add_interactions(const Json& pairs);
  Result<Done> set_drug_ids(const std::string& sku, const Json& row, const std::string& where);
  store::Database& database_;
};

}  // namespace tillgate::checkout
