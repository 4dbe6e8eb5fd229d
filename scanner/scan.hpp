// Bytes to codes: tells every kind of code a pharmacy's counter meets apart from the others.
//
// Nothing here throws, blocks or keeps anything; any bytes give an answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/bytes.hpp"
#include "scanner/code.hpp"
#include "scanner/normalise.hpp"

namespace tillgate::scanner {

// What is asked for. Several kinds share their form (14 digits may be a drug's standard code or a
// carton, 18 an identity number or a payment code); the field decides, and nothing else guesses.
#define TILLGATE_SCAN_FIELDS(X)                                                           \
  X(goods)         /* trace, gs1, retail and carton codes; e_credential, as tills scan it \
                      at any time */                                                      \
  X(pack)          /* the code of one pack: trace, or gs1 with a serial               */  \
  X(insured)       /* e_credential, or the number of a person's document              */  \
  X(payment)       /* wallet                                                          */  \
  X(prescription)  /* the prescription's trace code: any 1 to 20 letters and digits   */  \
  X(standard_code) /* the drug standard code                                          */  \
  X(carton)        /* gtin14, sscc, gs1                                               */  \
  X(device)        /* udi_ma, gs1                                                     */  \
  X(catalogue)     /* the insurance catalogue's code                                  */  \
  X(institution)   /* institution or staff                                            */  \
  X(approval)      /* approval number of a drug or device                             */  \
  X(company)       /* credit_code                                                     */  \
  X(anything)      /* every kind, as far as the text itself is not ambiguous          */

enum class Field {
#define TILLGATE_SCAN_FIELD(name) name,
  TILLGATE_SCAN_FIELDS(TILLGATE_SCAN_FIELD)
#undef TILLGATE_SCAN_FIELD
};
std::string_view id_of(Field field);
std::optional<Field> field_of(std::string_view id);

inline constexpr std::int64_t day_2026 = 20'454;  // 2026-01-01

struct Context {
  Field field = Field::goods;
  // A day number of base/time.hpp. It decides the century of two-digit years (within 50 years of
  // it) and which dates lie in the future; a day of the right decade does.
  std::int64_t today = day_2026;
  LineBreaks line_breaks = LineBreaks::refused;
};

// One scan as a hand scanner sent it, with or without AIM symbology identifier, prefix and suffix.
//
// A Code is of a kind the field takes; when its form fits other kinds too, `also` names them and
// the confidence is "likely". Two kinds that the field takes, and no identifier to tell them apart,
// are refused (TWO_MEANINGS; GOT_14DIGIT for standard code and carton). What the field does not
// take is refused by its name, `kind` says what was seen and `could_be` what else it might be.
Scan scan(ByteView bytes, const Context& context);

// scan() for Field::goods: one scan of the counter.
Scan scan_text(ByteView bytes);

// The same for the content of one symbol of a picture, whose text may hold line breaks.
Scan scan_symbol_text(ByteView bytes);

// What a person keyed or pasted: as scan_text, and the printed groups and labels of a traceability
// code are understood.
Scan scan_keyed(ByteView bytes, const Context& context = {});

// Whether a code is the one a line of the basket asks for: a traceability code or a GS1 code with
// serial. Anything else becomes the refusal that says what was scanned instead.
Scan trace_for_line(Scan scan);

}  // namespace tillgate::scanner
