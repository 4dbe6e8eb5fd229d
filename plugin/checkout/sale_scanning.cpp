// Scans of a sale: what was read, and the line it was taken in for.
#include <algorithm>

#include "checkout/answers.hpp"
#include "checkout/code_matching.hpp"
#include "checkout/records.hpp"
#include "checkout/sale.hpp"
#include "checkout/till.hpp"
#include "scanner/image/reading.hpp"
#include "scanner/pack_level.hpp"
#include "scanner/wedge/repair.hpp"

namespace tillgate::checkout {

namespace {

constexpr std::int64_t max_codes = 2000;

Refusal not_registered() {
  return {"unknown_product", "没有这个条码的商品档案", "No product is registered for this barcode",
          "请先登记商品,登记前只能自费", "Register the product first; until then it is self-paid"};
}

Refusal show_when_paying() {
  return {"insurance_credential", "这是医保码", "This is an insurance credential",
          "请用它来核验身份,不要当商品扫", "Use it to verify the buyer"};
}

Json code_answer(const scanner::Code& code, const std::optional<Product>& product,
                 const Placement& placement) {
  // A one-time credential is nobody's to see or keep.
  const bool secret = code.kind == scanner::Kind::e_credential;
  return {{"kind", scanner::id_of(code.kind)},
          {"value", secret ? std::string("···") : code.value},
          {"line", placement.line ? Json(*placement.line) : Json()},
          {"sku", product ? Json(product->sku) : Json()},
          {"name", product ? Json(product->name) : Json()},
          {"note", placement.note ? with_refusal(Json::object(), *placement.note) : Json()}};
}

std::int64_t code_count(const SaleDocument& sale) {
  std::int64_t count = 0;
  for (const Line& line : sale.lines) count += static_cast<std::int64_t>(line.codes.size());
  return count;
}

struct Taken {
  std::vector<Json> answers;
  bool changed = false;
};

Refusal nothing_known_inside() {
  return {"outer_pack", "这是中包装或箱子的码,没有登记里面有哪几盒",
          "This is the code of a bundle or case, and what is inside was not registered",
          "请一盒一盒地扫,或先办入库", "Scan pack by pack, or receive the goods first"};
}

Result<std::optional<Product>> product_of_pack(Till& till, const scanner::Code& code,
                                               const std::optional<ReceivedPack>& received) {
  if (received) return till.catalogue->by_sku(received->sku);
  if (code.kind == scanner::Kind::trace) return till.catalogue->by_drug_id(code.drug_id);
  return till.catalogue->by_gtin(code.gtin);
}

// The code of a pack. A bundle or case stands for the single packs that the goods receipt knows
// inside it.
Result<Taken> take_pack(Till& till, SaleDocument& sale, const scanner::Code& code,
                        CodeSource source) {
  TILLGATE_TRY(received, till.stock->find(code.value));
  TILLGATE_TRY(product, product_of_pack(till, code, received));
  const std::optional<std::int64_t> level =
      received ? std::optional(received->level) : std::nullopt;
  std::vector<scanner::Code> singles = {code};
  if (scanner::refuse_outer_pack(scanner::pack_level_of(code, level))) {
    TILLGATE_TRY(inside, till.stock->singles_in(code.value));
    if (inside.empty())
      return Taken{{code_answer(code, product, {{}, nothing_known_inside()})}, false};
    singles.clear();
    // A case may carry a GS1 code and its packs plain ones, or the other way round.
    for (const std::string& single : inside)
      if (auto own = code_of_pack(single)) singles.push_back(*std::move(own));
  }
  Taken taken;
  for (const scanner::Code& single : singles) {
    if (code_count(sale) >= max_codes)
      return Failure{TILLGATE_E_LIMIT, "a sale has at most 2000 codes", ""};
    ScannedCode scanned{single.value, std::nullopt, source, single.kind == scanner::Kind::gs1};
    if (product) scanned.sku = product->sku;
    const Placement placement = place_code(sale, scanned, product);
    taken.answers.push_back(code_answer(single, product, placement));
    taken.changed = taken.changed || placement.line.has_value();
  }
  return taken;
}

Result<Taken> take_code(Till& till, SaleDocument& sale, const scanner::Code& code,
                        CodeSource source) {
  if (code.kind == scanner::Kind::trace ||
      (code.kind == scanner::Kind::gs1 && !code.serial.empty()))
    return take_pack(till, sale, code, source);
  if (code.kind == scanner::Kind::e_credential)
    return Taken{{code_answer(code, std::nullopt, {{}, show_when_paying()})}, false};
  TILLGATE_TRY(product, till.catalogue->by_gtin(code.gtin));
  Placement placement;
  if (code.kind == scanner::Kind::gs1) {
    placement.note = scanner::refuse(scanner::Reason::got_gtin_no_serial);
  } else if (!product) {
    placement.note = not_registered();
  }
  return Taken{{code_answer(code, product, placement)}, false};
}

scanner::GreyView view_of(const Sale::Image& image) {
  const auto side = [](int value) { return static_cast<std::uint32_t>(value); };
  return {image.pixels, side(image.width), side(image.height), side(image.row_bytes)};
}

// What all packs of a product have in common in their codes.
std::string relation_of(const ScannedCode& code) {
  constexpr std::size_t ai_digits = 2;
  constexpr std::size_t gtin_digits = 14;
  constexpr std::size_t drug_id_digits = 7;
  return code.gs1 ? code.code.substr(ai_digits, gtin_digits) : code.code.substr(0, drug_id_digits);
}

}  // namespace

Result<Json> Sale::take_codes(const std::vector<scanner::Code>& codes, CodeSource source) {
  SaleDocument changed = document_;  // all codes of a scan are taken in, or none
  Json answers = Json::array();
  bool any = false;
  for (const scanner::Code& code : codes) {
    TILLGATE_TRY(taken, take_code(till_, changed, code, source));
    for (Json& answer : taken.answers) answers.push_back(std::move(answer));
    any = any || taken.changed;
  }
  if (any) {
    document_ = std::move(changed);
    TILLGATE_CHECK(note_change());
  }
  return Json{{"read", true}, {"codes", answers}};
}

Result<Json> Sale::scan(ByteView bytes) {
  TILLGATE_CHECK(require_open());
  // What a keyboard driver altered is restored where only one original is possible.
  const scanner::Context context{.field = scanner::Field::goods,
                                 .today = local_day(till_.clock->now())};
  const scanner::Scan scan = scanner::scan_repaired(as_text(bytes), context).scan;
  if (const auto* refusal = std::get_if<scanner::Refusal>(&scan))
    return with_refusal({{"read", false}}, *refusal);
  return take_codes({std::get<scanner::Code>(scan)}, CodeSource::scan);
}

Result<Json> Sale::take_picture(const scanner::Reading& reading) {
  const scanner::Codes found = scanner::codes_of(reading);
  if (!found.codes.empty()) return take_codes(found.codes, CodeSource::image);
  const scanner::Refusal refusal = found.refusals.empty()
                                       ? scanner::refuse(scanner::Reason::nothing_seen)
                                       : found.refusals.front();
  return with_refusal({{"read", false}}, refusal);
}

Result<Json> Sale::scan_image(const Image& image, const Deadline& deadline) {
  TILLGATE_CHECK(require_open());
  TILLGATE_TRY(reading, till_.images->read(view_of(image), deadline));
  return take_picture(reading);
}

Result<Json> Sale::scan_frame(const Image& image, const Deadline& deadline) {
  TILLGATE_CHECK(require_open());
  TILLGATE_TRY(confirmed, video_.frame(view_of(image), deadline));
  return take_picture({.symbols = std::move(confirmed)});
}

Result<Json> Sale::learn(const Json& document) {
  TILLGATE_CHECK(require_open());
  const std::string pharmacist = document.at("pharmacist");
  const std::string reason = document.at("reason");
  TILLGATE_CHECK(check_approval(pharmacist, "/pharmacist", reason));
  Line* const line = document_.line(document.at("line"));
  if (line == nullptr) return Failure{TILLGATE_E_DOCUMENT, "no such line", "/line"};
  const auto code = std::find_if(line->codes.begin(), line->codes.end(), [&](const auto& c) {
    return c.code == document.at("code").get_ref<const std::string&>();
  });
  if (code == line->codes.end())
    return Failure{TILLGATE_E_DOCUMENT, "this code was not scanned for the line", "/code"};
  if (code->sku)
    return Failure{TILLGATE_E_STATE, "the product of this code is known: " + *code->sku, "/code"};

  const std::string id = relation_of(*code);
  ledger::Draft draft;
  draft.kind = "relation_learned";
  draft.subject = document_.key;
  draft.operator_id = document_.operator_id;
  draft.body = {{"sale", document_.key},
                {"relation", id},
                {"sku", line->product.sku},
                {"code", code->code},
                {"pharmacist", pharmacist}};
  add_reason(draft, reason);
  TILLGATE_TRY(transaction, store::Transaction::begin(*till_.database));
  TILLGATE_TRY(sealed, till_.journal->seal(draft));
  TILLGATE_CHECK(till_.catalogue->learn(
      {id, line->product.sku, pharmacist, till_.clock->now(), sealed.index}));
  TILLGATE_CHECK(transaction.commit());

  for (Line& other : document_.lines)
    for (ScannedCode& scanned : other.codes)
      if (!scanned.sku && relation_of(scanned) == id) scanned.sku = line->product.sku;
  TILLGATE_CHECK(note_change());
  return show();
}

}  // namespace tillgate::checkout
