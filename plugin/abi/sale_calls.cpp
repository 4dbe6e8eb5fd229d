// Calls on a sale.
#include "abi/sale_boundary.hpp"
#include "checkout/gate.hpp"
#include "tillgate/tillgate.h"

namespace tillgate::abi {

namespace {

constexpr std::int32_t max_scan_bytes = 4096;
constexpr std::int32_t max_image_side = 8192;
constexpr std::size_t max_open_sales = 64;

// Pixels as the register hands them over.
struct Pixels {
  const std::uint8_t* first;
  std::int32_t width;
  std::int32_t height;
  std::int32_t row_bytes;
};

Result<checkout::Sale::Image> image_of(const Pixels& p) {
  if (p.first == nullptr || p.width < 1 || p.height < 1 || p.width > max_image_side ||
      p.height > max_image_side || p.row_bytes < p.width)
    return Failure{TILLGATE_E_ARGUMENT, "image is NULL, or its size is out of range", "width"};
  const std::size_t bytes =
      static_cast<std::size_t>(p.height - 1) * static_cast<std::size_t>(p.row_bytes) +
      static_cast<std::size_t>(p.width);
  return checkout::Sale::Image{ByteView(p.first, bytes), p.width, p.height, p.row_bytes};
}

template <class Scan>
Status on_image(Scan scan, tillgate_sale sale, const Pixels& pixels, std::int32_t deadline_ms,
                char* answer, std::int32_t* answer_size) noexcept {
  return on_sale(sale, deadline_ms, answer, answer_size,
                 [&](checkout::Sale& s, const Deadline& deadline) -> Result<Json> {
                   TILLGATE_TRY(image, image_of(pixels));
                   return (s.*scan)(image, deadline);
                 });
}

}  // namespace

}  // namespace tillgate::abi

using namespace tillgate;
using checkout::Sale;

tillgate_status_code tillgate_sale_begin(tillgate_gate gate, const char* document,
                                         int32_t deadline_ms, tillgate_sale* sale, char* answer,
                                         int32_t* answer_size) {
  if (sale == nullptr) return TILLGATE_E_ARGUMENT;
  return abi::at_boundary(gate, abi::HandleKind::gate, {answer, answer_size},
                          [&](abi::Entry& entry) -> Result<std::string> {
                            TILLGATE_CHECK(abi::deadline_in(deadline_ms));
                            if (document == nullptr)
                              return Failure{TILLGATE_E_ARGUMENT, "document is NULL", "document"};
                            if (abi::handles().count(abi::HandleKind::sale) >= abi::max_open_sales)
                              return Failure{TILLGATE_E_LIMIT, "too many open sales", ""};
                            TILLGATE_TRY(begin, abi::read_document("sale_begin", document));
                            const auto call = entry.gate->at_counter();
                            auto opened = std::make_shared<abi::Entry>();
                            TILLGATE_TRY(begun, entry.gate->begin(begin));
                            opened->sale = begun;
                            opened->gate = entry.gate;
                            opened->gate_handle = gate;
                            opened->process = entry.process;
                            TILLGATE_TRY(shown, begun->show());
                            opened->answer = abi::answer_text(shown);
                            TILLGATE_TRY(handle, abi::handles().add(abi::HandleKind::sale, opened));
                            *sale = handle;
                            return opened->answer;
                          });
}

tillgate_status_code tillgate_sale_identify(tillgate_sale sale, const char* document,
                                            int32_t deadline_ms, char* answer,
                                            int32_t* answer_size) {
  return abi::with_document(
      sale, "identify", document, deadline_ms, answer, answer_size,
      [](Sale& s, const Json& d, const Deadline& deadline) { return s.identify(d, deadline); });
}

tillgate_status_code tillgate_sale_set_line(tillgate_sale sale, const char* document,
                                            int32_t deadline_ms, char* answer,
                                            int32_t* answer_size) {
  return abi::with_document(sale, "line", document, deadline_ms, answer, answer_size,
                            [](Sale& s, const Json& d, const Deadline&) { return s.set_line(d); });
}

tillgate_status_code tillgate_sale_remove_line(tillgate_sale sale, int32_t line,
                                               int32_t deadline_ms, char* answer,
                                               int32_t* answer_size) {
  return abi::on_sale(sale, deadline_ms, answer, answer_size,
                      [line](Sale& s, const Deadline&) { return s.remove_line(line); });
}

tillgate_status_code tillgate_sale_move_line(tillgate_sale sale, const char* document,
                                             int32_t deadline_ms, char* answer,
                                             int32_t* answer_size) {
  return abi::with_document(sale, "move_line", document, deadline_ms, answer, answer_size,
                            [](Sale& s, const Json& d, const Deadline&) { return s.move_line(d); });
}

tillgate_status_code tillgate_sale_scan(tillgate_sale sale, const char* bytes, int32_t length,
                                        int32_t deadline_ms, char* answer, int32_t* answer_size) {
  return abi::on_sale(
      sale, deadline_ms, answer, answer_size, [&](Sale& s, const Deadline&) -> Result<Json> {
        if (bytes == nullptr || length < 1 || length > abi::max_scan_bytes)
          return Failure{TILLGATE_E_ARGUMENT, "bytes is NULL or length is not between 1 and 4096",
                         "length"};
        return s.scan(as_bytes({bytes, static_cast<std::size_t>(length)}));
      });
}

tillgate_status_code tillgate_sale_scan_image(tillgate_sale sale, const uint8_t* pixels,
                                              int32_t width, int32_t height, int32_t row_bytes,
                                              int32_t deadline_ms, char* answer,
                                              int32_t* answer_size) {
  return abi::on_image(&Sale::scan_image, sale, {pixels, width, height, row_bytes}, deadline_ms,
                       answer, answer_size);
}

tillgate_status_code tillgate_sale_scan_frame(tillgate_sale sale, const uint8_t* pixels,
                                              int32_t width, int32_t height, int32_t row_bytes,
                                              int32_t deadline_ms, char* answer,
                                              int32_t* answer_size) {
  return abi::on_image(&Sale::scan_frame, sale, {pixels, width, height, row_bytes}, deadline_ms,
                       answer, answer_size);
}

tillgate_status_code tillgate_sale_learn(tillgate_sale sale, const char* document,
                                         int32_t deadline_ms, char* answer, int32_t* answer_size) {
  return abi::with_document(sale, "learn", document, deadline_ms, answer, answer_size,
                            [](Sale& s, const Json& d, const Deadline&) { return s.learn(d); });
}

tillgate_status_code tillgate_sale_prescription(tillgate_sale sale, const char* document,
                                                int32_t deadline_ms, char* answer,
                                                int32_t* answer_size) {
  return abi::with_document(
      sale, "prescription", document, deadline_ms, answer, answer_size,
      [](Sale& s, const Json& d, const Deadline&) { return s.attach_prescription(d); });
}

tillgate_status_code tillgate_sale_review(tillgate_sale sale, int32_t deadline_ms, char* answer,
                                          int32_t* answer_size) {
  return abi::on_sale(sale, deadline_ms, answer, answer_size,
                      [](Sale& s, const Deadline&) { return s.review(); });
}

tillgate_status_code tillgate_sale_override(tillgate_sale sale, const char* document,
                                            int32_t deadline_ms, char* answer,
                                            int32_t* answer_size) {
  return abi::with_document(
      sale, "override", document, deadline_ms, answer, answer_size,
      [](Sale& s, const Json& d, const Deadline&) { return s.override_finding(d); });
}

tillgate_status_code tillgate_sale_abandon(tillgate_sale sale, const char* document,
                                           int32_t deadline_ms, char* answer,
                                           int32_t* answer_size) {
  if (document == nullptr)
    return abi::on_sale(sale, deadline_ms, answer, answer_size,
                        [](Sale& s, const Deadline&) { return s.abandon(std::nullopt); });
  return abi::with_document(sale, "abandon", document, deadline_ms, answer, answer_size,
                            [](Sale& s, const Json& d, const Deadline&) {
                              return s.abandon(d.at("reason").get<std::string>());
                            });
}

tillgate_status_code tillgate_sale_show(tillgate_sale sale, int32_t deadline_ms, char* answer,
                                        int32_t* answer_size) {
  return abi::on_sale(sale, deadline_ms, answer, answer_size,
                      [](Sale& s, const Deadline&) { return s.show(); });
}

tillgate_status_code tillgate_sale_close(tillgate_sale sale, int32_t deadline_ms) {
  const Status status = abi::at_boundary(sale, abi::HandleKind::sale, {nullptr, nullptr},
                                         [&](abi::Entry& entry) -> Result<std::string> {
                                           static_cast<void>(deadline_ms);
                                           const auto call = entry.sale->at_counter();
                                           TILLGATE_CHECK(entry.sale->close());
                                           return std::string();
                                         });
  if (status != TILLGATE_E_HANDLE && status != TILLGATE_E_BUSY && status != TILLGATE_E_FORKED)
    abi::handles().remove(sale);
  return status;
}
