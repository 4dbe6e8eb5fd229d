// What a scan turned out to be.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/refusal.hpp"
#include "scanner/reason.hpp"

namespace tillgate::scanner {

// The names are stable: programs get them as they stand here.
#define TILLGATE_SCAN_KINDS(X)                                               \
  X(trace)        /* drug traceability code 药品追溯码, 20 digits   */  \
  X(gs1)          /* GS1 element string with a GTIN, serial or not  */       \
  X(ean13)        /* retail code 商品条码, 13 digits                */   \
  X(ean8)         /* retail code, 8 digits                          */       \
  X(upc_a)        /* retail code, 12 digits (an EAN-13 from 0)      */       \
  X(gtin14)       /* carton code 箱码, 14 digits                    */     \
  X(e_credential) /* insurance e-credential 医保电子凭证, 28 digits */ \
  X(resident_id)  /* resident identity number 公民身份号码          */ \
  X(sscc)         /* serial shipping container code 物流单元码      */  \
  X(veterinary)   /* veterinary traceability code 兽药追溯码        */  \
  X(wallet)       /* payment code 付款码 of a phone wallet          */

enum class Kind {
#define TILLGATE_SCAN_KIND(name) name,
  TILLGATE_SCAN_KINDS(TILLGATE_SCAN_KIND)
#undef TILLGATE_SCAN_KIND
};

// The name of a kind, for documents that leave the library.
std::string_view id_of(Kind kind);

// A code that names goods or an insured person. Fields that its kind does not have are empty.
struct Code {
  Kind kind = Kind::trace;
  // Normalised: trace and retail codes their digits; gs1 the element string 01, GTIN, 21, serial
  // without separators; e_credential its 28 digits, a one-time secret that is never stored or
  // logged.
  std::string value;
  std::string drug_id;  // trace: first 7 digits, product and pack form
  std::string serial;   // trace: last 13 digits; gs1: AI 21, case kept
  std::string gtin;     // gs1 and retail: 14 digits, zero-padded left, check digit valid
  std::string lot;      // gs1: AI 10, case kept
  std::string expiry;   // gs1: AI 17, YYMMDD as encoded, day 00 = end of the month

  friend bool operator==(const Code&, const Code&) = default;
};

// Why there is no code. No text of it repeats the scan.
struct Refusal : tillgate::Refusal {
  Reason why = Reason::unknown;
  std::optional<Kind> kind;  // what it was seen to be, as far as that is known
};

Refusal refuse(Reason why, std::optional<Kind> kind = {});

using Scan = std::variant<Code, Refusal>;

}  // namespace tillgate::scanner
