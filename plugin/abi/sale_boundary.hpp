// What the calls on a sale have in common, besides boundary.hpp.
#pragma once

#include "abi/boundary.hpp"
#include "abi/documents.hpp"
#include "checkout/sale.hpp"
#include "tillgate/tillgate.h"

namespace tillgate::abi {

// body: Result<Json>(Sale&, const Deadline&), the answer.
template <class Body>
Status on_sale(tillgate_sale sale, std::int32_t deadline_ms, char* answer,
               std::int32_t* answer_size, Body body) noexcept {
  return at_boundary(sale, HandleKind::sale, {answer, answer_size},
                     [&](Entry& entry) -> Result<std::string> {
                       TILLGATE_TRY(deadline, deadline_in(deadline_ms));
                       const auto call = entry.sale->at_counter();
                       TILLGATE_TRY(document, body(*entry.sale, deadline));
                       return answer_text(document);
                     });
}

// The calls that take one document.
template <class Body>
Status with_document(tillgate_sale sale, const char* schema, const char* text,
                     std::int32_t deadline_ms, char* answer, std::int32_t* answer_size,
                     Body body) noexcept {
  return on_sale(sale, deadline_ms, answer, answer_size,
                 [&](checkout::Sale& s, const Deadline& deadline) -> Result<Json> {
                   TILLGATE_TRY(document, read_argument(schema, text));
                   return body(s, document, deadline);
                 });
}

}  // namespace tillgate::abi
