#include "checkout/catalogue.hpp"

namespace tillgate::checkout {

Product product_of(Json document) {
  Product product;
  product.sku = document.at("sku");
  product.name = document.at("name");
  product.spec = document.at("spec");
  product.kind = document.at("kind");
  if (document.contains("insurance_code"))
    product.insurance_code = document.at("insurance_code").get<std::string>();
  product.rx_key = document.value("rx_key", product.sku);
  product.traced = document.at("traced");
  product.document = std::move(document);
  return product;
}

Product unregistered_product(const std::string& sku) {
  return product_of({{"sku", sku},
                     {"name", "未登记商品 " + sku},
                     {"spec", ""},
                     {"maker", ""},
                     {"kind", "daily"},
                     {"fund_ok", false},
                     {"traced", false}});
}

namespace {

Result<std::optional<Product>> first_product(store::Query query) {
  TILLGATE_TRY(found, query.step());
  if (!found) return std::optional<Product>();
  TILLGATE_TRY(document, parse_json(query.text(0)));
  return std::optional<Product>(product_of(std::move(document)));
}

}  // namespace

Result<ImportCounts> Catalogue::import(const Json& products, UtcMs now) {
  ImportCounts counts;
  std::size_t index = 0;
  for (const Json& row : products.at("products")) {
    TILLGATE_TRY(changed, import_one(row, "/products/" + std::to_string(index++)));
    counts.changed += changed ? 1 : 0;
  }
  TILLGATE_CHECK(add_interactions(products.value("interactions", Json::array())));
  TILLGATE_TRY(note, database_.query("INSERT OR REPLACE INTO meta (name, value)"
                                     " VALUES ('catalogue_imported_ms', ?)"));
  TILLGATE_CHECK(note.bind(std::to_string(now)).run());
  TILLGATE_TRY(total, count());
  counts.total = total;
  return counts;
}

Result<std::optional<UtcMs>> Catalogue::imported_at() {
  TILLGATE_TRY(query, database_.query("SELECT CAST(value AS INTEGER) FROM meta"
                                      " WHERE name = 'catalogue_imported_ms'"));
  TILLGATE_TRY(found, query.step());
  return found ? std::optional<UtcMs>(query.integer(0)) : std::nullopt;
}

Result<Done> Catalogue::add_interactions(const Json& pairs) {
  for (const Json& pair : pairs) {
    std::string first = pair.at("ingredients").at(0), second = pair.at("ingredients").at(1);
    if (second < first) std::swap(first, second);
    TILLGATE_TRY(
        insert, database_.query("INSERT OR IGNORE INTO interaction (first, second) VALUES (?, ?)"));
    TILLGATE_CHECK(insert.bind(first).bind(second).run());
  }
  return Done{};
}

Result<std::vector<Catalogue::Interaction>> Catalogue::interactions_among(const Json& ingredients) {
  TILLGATE_TRY(query, database_.query("SELECT first, second FROM interaction"
                                      " WHERE first IN (SELECT value FROM json_each(?1))"
                                      " AND second IN (SELECT value FROM json_each(?1))"
                                      " ORDER BY first, second"));
  query.bind(ingredients.dump());
  std::vector<Interaction> found;
  while (true) {
    TILLGATE_TRY(row, query.step());
    if (!row) return found;
    found.push_back({query.text(0), query.text(1)});
  }
}

Result<std::int64_t> Catalogue::count() {
  TILLGATE_TRY(query, database_.query("SELECT count(*) FROM product"));
  TILLGATE_TRY(row, query.step());
  return row ? query.integer(0) : 0;
}

Result<bool> Catalogue::import_one(const Json& row, const std::string& where) {
  const std::string sku = row.at("sku");
  TILLGATE_TRY(document, canonical_json(row));
  {
    TILLGATE_TRY(same, database_.query("SELECT 1 FROM product WHERE sku = ? AND document = ?"));
    TILLGATE_TRY(found, same.bind(sku).bind(document).step());
    if (found) return false;
  }
  std::optional<std::string> ean13;
  if (row.contains("ean13")) {
    ean13 = row.at("ean13").get<std::string>();
    TILLGATE_TRY(owner, by_barcode(*ean13));
    if (owner && owner->sku != sku)
      return Failure{TILLGATE_E_CONFLICT, "the barcode belongs to product " + owner->sku,
                     where + "/ean13"};
  }
  {
    TILLGATE_TRY(
        insert,
        database_.query("INSERT OR REPLACE INTO product (sku, ean13, document) VALUES (?, ?, ?)"));
    TILLGATE_CHECK(insert.bind(sku).bind(ean13).bind(document).run());
  }
  TILLGATE_CHECK(set_drug_ids(sku, row, where));
  return true;
}

Result<Done> Catalogue::set_drug_ids(const std::string& sku, const Json& row,
                                     const std::string& where) {
  {
    TILLGATE_TRY(clear, database_.query("DELETE FROM product_drug_id WHERE sku = ?"));
    TILLGATE_CHECK(clear.bind(sku).run());
  }
  std::size_t index = 0;
  for (const Json& drug_id : row.value("drug_ids", Json::array())) {
    const auto& text = drug_id.get_ref<const std::string&>();
    TILLGATE_TRY(owner, by_master(text));
    if (owner && owner->sku != sku)
      return Failure{TILLGATE_E_CONFLICT, "the drug id belongs to product " + owner->sku,
                     where + "/drug_ids/" + std::to_string(index)};
    TILLGATE_TRY(insert, database_.query(
                             "INSERT OR IGNORE INTO product_drug_id (drug_id, sku) VALUES (?, ?)"));
    TILLGATE_CHECK(insert.bind(text).bind(sku).run());
    ++index;
  }
  return Done{};
}

Result<std::optional<Product>> Catalogue::by_sku(std::string_view sku) {
  TILLGATE_TRY(query, database_.query("SELECT document FROM product WHERE sku = ?"));
  query.bind(sku);
  return first_product(std::move(query));
}

Result<std::optional<Product>> Catalogue::by_barcode(std::string_view ean13) {
  TILLGATE_TRY(query, database_.query("SELECT document FROM product WHERE ean13 = ?"));
  query.bind(ean13);
  return first_product(std::move(query));
}

Result<std::optional<Product>> Catalogue::by_master(std::string_view drug_id) {
  TILLGATE_TRY(query, database_.query("SELECT p.document FROM product_drug_id d JOIN product p ON "
                                      "p.sku = d.sku WHERE d.drug_id = ?"));
  query.bind(drug_id);
  return first_product(std::move(query));
}

Result<std::optional<Product>> Catalogue::by_drug_id(std::string_view drug_id) {
  TILLGATE_TRY(product, by_master(drug_id));
  if (product) return product;
  return by_learned(drug_id);
}

Result<std::optional<Product>> Catalogue::by_gtin(std::string_view gtin) {
  // A GTIN-14 with indicator 0 is the EAN-13 of the pack.
  if (gtin.size() == 14 && gtin[0] == '0') {
    TILLGATE_TRY(product, by_barcode(gtin.substr(1)));
    if (product) return product;
  }
  return by_learned(gtin);
}

Result<std::optional<Product>> Catalogue::by_learned(std::string_view id) {
  TILLGATE_TRY(query, database_.query("SELECT p.document FROM learned_relation r JOIN product p ON "
                                      "p.sku = r.sku WHERE r.id = ?"));
  query.bind(id);
  return first_product(std::move(query));
}

Result<Done> Catalogue::learn(const Relation& relation) {
  TILLGATE_TRY(insert, database_.query("INSERT OR REPLACE INTO learned_relation"
                                       " (id, sku, pharmacist, learned_ms, entry)"
                                       " VALUES (?, ?, ?, ?, ?)"));
  return insert.bind(relation.id)
      .bind(relation.sku)
      .bind(relation.pharmacist)
      .bind(relation.learned_at)
      .bind(static_cast<std::int64_t>(relation.entry))
      .run();
}

}  // namespace tillgate::checkout
