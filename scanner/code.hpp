// What a scan turned out to be.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/refusal.hpp"
#include "scanner/reason.hpp"

namespace tillgate::scanner {

// The names are stable: programs get them as they stand here.
#define TILLGATE_SCAN_KINDS(X)                                                                  \
  X(trace)            /* drug traceability code 药品追溯码, 20 digits              */      \
  X(gs1)              /* GS1 elements with a GTIN, serial or not; also UDI of GS1  */           \
  X(ean13)            /* retail code 商品条码, 13 digits                           */       \
  X(ean8)             /* retail code, 8 digits                                     */           \
  X(upc_a)            /* retail code, 12 digits (an EAN-13 from 0)                 */           \
  X(gtin14)           /* carton code 箱码, 14 digits                               */         \
  X(e_credential)     /* insurance e-credential 医保电子凭证, 28 digits            */     \
  X(resident_id)      /* resident identity number 公民身份号码                     */     \
  X(sscc)             /* serial shipping container code 物流单元码                 */      \
  X(veterinary)       /* veterinary traceability code 兽药追溯码                   */      \
  X(wallet)           /* payment code 付款码 of a phone wallet                     */        \
  X(standard_code)    /* drug standard code 药品本位码, 14 digits from 869         */      \
  X(udi_ma)           /* device identifier 医疗器械唯一标识 of the issuer MA       */   \
  X(residence_permit) /* number of a 港澳台居民居住证                              */   \
  X(foreign_resident) /* number of a 外国人永久居留身份证                          */ \
  X(institution)      /* designated pharmacy or hospital 定点医药机构代码          */   \
  X(staff)            /* doctor, nurse, pharmacist 医保医师等代码                  */    \
  X(catalogue)        /* insurance catalogue code 医保目录编码, X Z T C            */     \
  X(approval)         /* approval number 批准文号 of a drug                        */       \
  X(device_approval)  /* registration number 医疗器械注册证号                      */   \
  X(credit_code)      /* unified social credit code 统一社会信用代码               */   \
  X(prescription)     /* prescription trace code 处方追溯码, opaque: never guessed */      \
  X(asset)            /* GS1 returnable asset, AI 8003: 20 digits from 8003 may be one */

enum class Kind {
#define TILLGATE_SCAN_KIND(name) name,
  TILLGATE_SCAN_KINDS(TILLGATE_SCAN_KIND)
#undef TILLGATE_SCAN_KIND
};

// The name of a kind, for documents that leave the library.
std::string_view id_of(Kind kind);

// How sure it is that a code is of its kind.
enum class Confidence {
  certain,  // its symbology identifier, words, letters or check character say so, and nothing else
            // fits
  likely,   // its form alone says so, or the field asked for chose between two kinds that fit
};
std::string_view id_of(Confidence confidence);

// What was scanned. Fields that its kind does not have are empty.
struct Code {
  Kind kind = Kind::trace;
  // Normalised: trace and retail codes their digits; gs1 the element string 01, GTIN, 21, serial
  // without separators; udi_ma the part the regulator's database knows. That of e_credential and
  // wallet is a one-time secret, never stored, logged or shown; those of persons' documents are
  // personal data.
  std::string value;
  std::string drug_id;  // trace: first 7 digits, product and pack form
  std::string serial;   // trace: last 13 digits; gs1: AI 21, udi_ma: S; case kept
  std::string gtin;     // gs1 and retail: 14 digits, zero-padded left, check digit valid
  std::string lot;      // gs1: AI 10, udi_ma: L; case kept
  std::string expiry;   // gs1: AI 17, udi_ma: E; YYYY-MM-DD, the last day it may be used
  Confidence confidence = Confidence::certain;
  std::vector<Kind> also;  // what the same characters could be too, had the field not decided

  // The same code, however it was learnt.
  friend bool operator==(const Code& a, const Code& b) {
    return a.kind == b.kind && a.value == b.value && a.lot == b.lot && a.expiry == b.expiry;
  }
};

// Whether the value is a one-time secret or names a person: not to be shown or kept.
bool is_private(Kind kind);

// Why there is no code. No text of it repeats the scan.
struct Refusal : tillgate::Refusal {
  Reason why = Reason::unknown;
  std::optional<Kind> kind;    // what it was seen to be, as far as that is known
  std::vector<Kind> could_be;  // all it could be, when that is more than one
};

Refusal refuse(Reason why, std::optional<Kind> kind = {});

using Scan = std::variant<Code, Refusal>;

}  // namespace tillgate::scanner
