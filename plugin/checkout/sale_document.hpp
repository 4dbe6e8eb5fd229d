// A sale (一单销售) as data: what the register told us so far. Kept sealed in the database, because it
// holds the person; everything that leaves for the register or the log is made from it elsewhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/money.hpp"
#include "checkout/catalogue.hpp"
#include "identity/person.hpp"

namespace tillgate::checkout {

enum class Pay { fund, self };

struct Batch {
  std::string number;  // 批次流水号
  std::string lot;     // 生产批号
  std::string made;    // YYYY-MM-DD
  std::string expires;
};

// Where a code came from; a typed one is weaker evidence than a scanned one.
enum class CodeSource { scan, image };

// A drug traceability code (追溯码) taken in for a line.
struct ScannedCode {
  std::string code;
  std::optional<std::string> sku;  // the product its drug id belongs to; empty: unknown drug id
  CodeSource source = CodeSource::scan;
};

struct Line {
  std::int64_t number = 0;
  Product product;
  Milli quantity_milli = 0;
  Fen price_fen = 0;
  Fen total_fen = 0;
  Pay pay = Pay::self;
  std::optional<std::string> prescription;
  std::optional<Batch> batch;
  std::vector<ScannedCode> codes;

  // Codes this line needs: one a whole pack, none when its product carries none.
  std::int64_t codes_wanted() const { return product.traced ? quantity_milli / 1000 : 0; }
};

// Someone's word that lifts a finding.
struct Override {
  std::string rule;
  std::optional<std::int64_t> line;
  std::string reason;
  std::string by;
  std::string role;  // cashier, pharmacist
};

struct SaleDocument {
  std::string key;
  std::string operator_id;
  std::string operator_name;
  std::optional<identity::Person> person;
  std::vector<Line> lines;           // ascending by number
  std::vector<Json> prescriptions;   // as prescription.schema.json, one a number
  std::vector<Override> overrides;

  Line* line(std::int64_t number);
  Fen total(Pay pay) const;
  const Json* prescription(const std::string& number) const;
};

Json to_json(const SaleDocument& sale);
SaleDocument sale_document_of(const Json& document);

// What the verdict is about: any change of the sale changes it. Overrides are not part of it, they answer it.
std::string basket_digest(const SaleDocument& sale);

}  // namespace tillgate::checkout
