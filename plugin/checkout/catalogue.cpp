#include "checkout/catalogue.hpp"

namespace tillgate::checkout {

namespace {

std::optional<std::string> optional_text(const Json& row, const char* name) {
  const auto at = row.find(name);
  if (at == row.end()) return std::nullopt;
  return at->get<std::string>();
}

Product product_of(const Json& row) {
  Product product;
  product.sku = row.at("sku");
  product.name = row.at("name");
  product.spec = row.at("spec");
  product.kind = row.at("kind");
  product.maker = row.at("maker");
  product.ean13 = optional_text(row, "ean13");
  product.insurance_code = optional_text(row, "insurance_code");
  if (row.contains("fund_ok")) product.fund_ok = row.at("fund_ok").get<bool>();
  product.rx_class = optional_text(row, "rx_class");
  product.rx_key = optional_text(row, "rx_key");
  product.traced = row.at("traced");
  return product;
}

#define TILLGATE_PRODUCT_COLUMNS \
  "p.sku, p.name, p.spec, p.kind, p.maker, p.ean13, p.insurance_code, p.fund_ok, p.rx_class, p.rx_key, p.traced"

Result<std::optional<Product>> first_product(store::Query query) {
  TILLGATE_TRY(found, query.step());
  if (!found) return std::optional<Product>();
  Product product;
  product.sku = query.text(0);
  product.name = query.text(1);
  product.spec = query.text(2);
  product.kind = query.text(3);
  product.maker = query.text(4);
  product.ean13 = query.optional_text(5);
  product.insurance_code = query.optional_text(6);
  if (const auto fund_ok = query.optional_integer(7)) product.fund_ok = *fund_ok != 0;
  product.rx_class = query.optional_text(8);
  product.rx_key = query.optional_text(9);
  product.traced = query.integer(10) != 0;
  return std::optional<Product>(std::move(product));
}

}  // namespace

Result<ImportCounts> Catalogue::import(const Json& products) {
  ImportCounts counts;
  std::size_t index = 0;
  for (const Json& row : products.at("products")) {
    TILLGATE_TRY(changed, import_one(row, "/products/" + std::to_string(index++)));
    counts.changed += changed ? 1 : 0;
  }
  TILLGATE_TRY(total, database_.query("SELECT count(*) FROM product"));
  TILLGATE_TRY(row, total.step());
  if (row) counts.total = total.integer(0);
  return counts;
}

Result<bool> Catalogue::import_one(const Json& row, const std::string& where) {
  const Product product = product_of(row);
  if (product.ean13) {
    TILLGATE_TRY(owner, by_barcode(*product.ean13));
    if (owner && owner->sku != product.sku)
      return Failure{TILLGATE_E_CONFLICT, "the barcode belongs to product " + owner->sku, where + "/ean13"};
  }
  TILLGATE_TRY(document, canonical_json(row));
  {
    TILLGATE_TRY(same, database_.query("SELECT 1 FROM product WHERE sku = ? AND document = ?"));
    TILLGATE_TRY(found, same.bind(product.sku).bind(document).step());
    if (found) return false;
  }
  {
    TILLGATE_TRY(insert, database_.query(
        "INSERT OR REPLACE INTO product (sku, name, spec, kind, maker, ean13, insurance_code, fund_ok, rx_class,"
        " rx_key, traced, document) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    std::optional<std::int64_t> fund_ok;
    if (product.fund_ok) fund_ok = *product.fund_ok ? 1 : 0;
    insert.bind(product.sku).bind(product.name).bind(product.spec).bind(product.kind).bind(product.maker);
    insert.bind(product.ean13).bind(product.insurance_code).bind(fund_ok);
    insert.bind(product.rx_class).bind(product.rx_key).bind(std::int64_t{product.traced ? 1 : 0}).bind(document);
    TILLGATE_CHECK(insert.run());
  }
  TILLGATE_CHECK(set_drug_ids(product.sku, row, where));
  return true;
}

Result<Done> Catalogue::set_drug_ids(const std::string& sku, const Json& row, const std::string& where) {
  {
    TILLGATE_TRY(clear, database_.query("DELETE FROM product_drug_id WHERE sku = ?"));
    TILLGATE_CHECK(clear.bind(sku).run());
  }
  std::size_t index = 0;
  for (const Json& drug_id : row.value("drug_ids", Json::array())) {
    const auto& text = drug_id.get_ref<const std::string&>();
    TILLGATE_TRY(owner, by_drug_id(text));
    if (owner && owner->sku != sku)
      return Failure{TILLGATE_E_CONFLICT, "the drug id belongs to product " + owner->sku,
                     where + "/drug_ids/" + std::to_string(index)};
    TILLGATE_TRY(insert, database_.query("INSERT OR IGNORE INTO product_drug_id (drug_id, sku) VALUES (?, ?)"));
    TILLGATE_CHECK(insert.bind(text).bind(sku).run());
    ++index;
  }
  return Done{};
}

Result<std::optional<Product>> Catalogue::by_sku(std::string_view sku) {
  TILLGATE_TRY(query, database_.query("SELECT " TILLGATE_PRODUCT_COLUMNS " FROM product p WHERE p.sku = ?"));
  query.bind(sku);
  return first_product(std::move(query));
}

Result<std::optional<Product>> Catalogue::by_barcode(std::string_view ean13) {
  TILLGATE_TRY(query, database_.query("SELECT " TILLGATE_PRODUCT_COLUMNS " FROM product p WHERE p.ean13 = ?"));
  query.bind(ean13);
  return first_product(std::move(query));
}

Result<std::optional<Product>> Catalogue::by_drug_id(std::string_view drug_id) {
  TILLGATE_TRY(query, database_.query("SELECT " TILLGATE_PRODUCT_COLUMNS
                                      " FROM product_drug_id d JOIN product p ON p.sku = d.sku WHERE d.drug_id = ?"));
  query.bind(drug_id);
  return first_product(std::move(query));
}

}  // namespace tillgate::checkout
