// Calls on a sale's money.
#include "abi/sale_boundary.hpp"
#include "tillgate/tillgate.h"

using namespace tillgate;
using checkout::Sale;

tillgate_status_code tillgate_sale_quote(tillgate_sale sale, int32_t deadline_ms, char* answer,
                                         int32_t* answer_size) {
  return abi::on_sale(sale, deadline_ms, answer, answer_size,
                      [](Sale& s, const Deadline& deadline) { return s.quote(deadline); });
}

tillgate_status_code tillgate_sale_settle(tillgate_sale sale, int32_t deadline_ms, char* answer,
                                          int32_t* answer_size) {
  return abi::on_sale(sale, deadline_ms, answer, answer_size,
                      [](Sale& s, const Deadline& deadline) { return s.settle(deadline); });
}

tillgate_status_code tillgate_sale_authorise(tillgate_sale sale, int32_t deadline_ms, char* answer,
                                             int32_t* answer_size) {
  return abi::on_sale(sale, deadline_ms, answer, answer_size,
                      [](Sale& s, const Deadline&) { return s.authorise(); });
}

tillgate_status_code tillgate_sale_outcome(tillgate_sale sale, const char* document,
                                           int32_t deadline_ms, char* answer,
                                           int32_t* answer_size) {
  return abi::with_document(
      sale, "outcome", document, deadline_ms, answer, answer_size,
      [](Sale& s, const Json& d, const Deadline&) { return s.tell_outcome(d); });
}

tillgate_status_code tillgate_sale_refund(tillgate_sale sale, const char* document,
                                          int32_t deadline_ms, char* answer, int32_t* answer_size) {
  return abi::with_document(
      sale, "refund", document, deadline_ms, answer, answer_size,
      [](Sale& s, const Json& d, const Deadline& deadline) { return s.refund(d, deadline); });
}
