// A sale (一单销售) as data: what the register told us so far. Kept sealed in the database, because
// it holds the person; everything that leaves for the register or the log is made from it
// elsewhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/money.hpp"
#include "base/time.hpp"
#include "checkout/catalogue.hpp"
#include "identity/agent.hpp"
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
  bool gs1 = false;  // a GS1 element string, known by its symbology identifier
};

struct Line {
  std::int64_t number = 0;
  Product product;
  Milli quantity_milli = 0;
  Fen price_fen = 0;
  Fen total_fen = 0;
  Pay pay = Pay::self;
  std::optional<std::string> prescription;  // number of the one it is dispensed on
  std::optional<std::int64_t> days;         // 用药天数
  std::optional<std::string> printed_name;  // on the slip, when it is not the master's
  std::optional<std::string> claimed_code;  // sent to the insurance, when it is not the master's
  std::optional<Batch> batch;
  bool gift = false;
  std::optional<bool> consent;  // the customer agreed to pay this line privately
  std::vector<ScannedCode> codes;
  std::optional<std::string> moved;  // why it is paid privately and not by the fund (改自费)

  // Packs that leave or are opened.
  std::int64_t packs() const { return (quantity_milli + 999) / 1000; }
  // One code a pack, none when its product carries none.
  std::int64_t codes_wanted() const { return product.traced ? packs() : 0; }
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
  std::string settlement = "account";  // what pays for fund lines: account, pooled, chronic
  std::string operator_id;
  std::string operator_name;
  UtcMs begun_at = 0;
  // What the register told of the counter, as in sale_begin.schema.json: channel, camera, athlete,
  // disease; a member it did not tell is not there.
  Json counter = Json::object();
  std::optional<identity::Person> person;
  std::optional<identity::Agent> agent;  // who buys for the person
  // How the person was met, as in identify.schema.json: present, face_check, and document_match,
  // whether the document that was shown is the platform's person.
  Json presence = Json::object();
  std::vector<Line> lines;          // ascending by number
  std::vector<Json> prescriptions;  // as prescription.schema.json, one a number
  std::vector<Override> overrides;

  Line* line(std::int64_t number);
  Fen total(Pay pay) const;
  bool has_line_paid_by(Pay pay) const;
  const Json* prescription(const std::string& number) const;
};

Json to_json(const SaleDocument& sale);
SaleDocument sale_document_of(const Json& document);

// What the verdict is about: any change of the sale changes it. Overrides are not part of it, they
// answer it.
std::string basket_digest(const SaleDocument& sale);

}  // namespace tillgate::checkout
