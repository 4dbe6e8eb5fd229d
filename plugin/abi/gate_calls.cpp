// Calls on a gate.
#include "abi/boundary.hpp"
#include "abi/documents.hpp"
#include "base/os/file.hpp"
#include "base/text.hpp"
#include "checkout/gate.hpp"
#include "checkout/sale.hpp"
#include "checkout/scanner_setup.hpp"
#include "tillgate/tillgate.h"

namespace tillgate::abi {

namespace {

constexpr std::size_t max_gates = 16;
constexpr std::size_t max_config_bytes = 1 << 20;

struct Opened {
  std::int32_t handle;
  std::string answer;
};

// A broken configuration is for pharmacy IT to mend, not for the register's programmer.
Failure as_configuration_failure(Failure failure) {
  failure.status = TILLGATE_E_CONFIG;
  return failure;
}

Result<Opened> open_gate(const char* config_path, std::int32_t deadline_ms) {
  if (config_path == nullptr)
    return Failure{TILLGATE_E_ARGUMENT, "config_path is NULL", "config_path"};
  TILLGATE_CHECK(deadline_in(deadline_ms));
  if (handles().count(HandleKind::gate) >= max_gates)
    return Failure{TILLGATE_E_LIMIT, "too many open gates", ""};

  const std::filesystem::path path = path_from_utf8(config_path);
  TILLGATE_TRY(text, os::read_file(path, max_config_bytes, TILLGATE_E_CONFIG));
  auto document = read_document("config", as_text(text));
  if (!document) return as_configuration_failure(std::move(document).failure());
  checkout::Configuration configuration = checkout::configuration_of(*document, path.parent_path());
  if (const auto& file = configuration.platform.region; !file.empty()) {
    TILLGATE_TRY(words, os::read_file(file, max_config_bytes, TILLGATE_E_CONFIG));
    auto manner = read_document("region", as_text(words));
    if (!manner) return as_configuration_failure(std::move(manner).failure());
    configuration.platform.manner = std::move(*manner);
  }
  TILLGATE_TRY(gate,
               checkout::Gate::open(std::move(configuration), std::make_unique<SystemClock>()));
  TILLGATE_TRY(status, gate->status());

  auto entry = std::make_shared<Entry>();
  entry->gate = gate;
  entry->process = os::current_process_id();
  entry->answer = answer_text(status);
  TILLGATE_TRY(handle, handles().add(HandleKind::gate, entry));
  return Opened{handle, entry->answer};
}

// Gives up the sales of a gate that is being closed. A sale in the middle of another thread's call
// keeps the whole gate open (TILLGATE_E_BUSY): nothing is pulled away under a running call.
Result<Done> close_sales(tillgate_gate gate) {
  const std::vector<std::int32_t> sales = handles().sales_of(gate);
  std::vector<std::shared_ptr<Entry>> entries;
  std::vector<std::unique_ptr<InCall>> calls;
  for (const std::int32_t sale : sales) {
    auto entry = handles().find(sale, HandleKind::sale);
    if (!entry) continue;
    calls.push_back(std::make_unique<InCall>(*entry));
    if (!*calls.back())
      return Failure{TILLGATE_E_BUSY, "a sale of this gate is in the middle of a call", ""};
    entries.push_back(std::move(entry));
  }
  // A sale that cannot be sealed now is sealed by the next opening.
  for (const auto& entry : entries) static_cast<void>(entry->sale->close());
  for (const std::int32_t sale : sales) handles().remove(sale);
  return Done{};
}

template <class Body>
Status on_gate(tillgate_gate gate, std::int32_t deadline_ms, char* answer,
               std::int32_t* answer_size, Body body) noexcept {
  return at_boundary(gate, HandleKind::gate, {answer, answer_size},
                     [&](Entry& entry) -> Result<std::string> {
                       TILLGATE_TRY(deadline, deadline_in(deadline_ms));
                       TILLGATE_TRY(document, body(*entry.gate, deadline));
                       return answer_text(document);
                     });
}

}  // namespace

}  // namespace tillgate::abi

using namespace tillgate;
using checkout::Gate;

tillgate_status_code tillgate_open(const char* config_path, int32_t deadline_ms,
                                   tillgate_gate* gate, char* answer, int32_t* answer_size) {
  const abi::Output output{answer, answer_size};
  if (gate == nullptr || !abi::usable(output)) return TILLGATE_E_ARGUMENT;
  const abi::OwnFloatingPoint floating_point;
  try {
    Result<abi::Opened> opened = Failure{};
    try {
      opened = abi::open_gate(config_path, deadline_ms);
    } catch (...) {
      opened = abi::current_exception_as_failure();
    }
    if (!opened) {
      const Failure& failure = opened.failure();
      abi::write_output(abi::error_document(failure), output);
      return failure.status;
    }
    *gate = opened->handle;
    return abi::write_output(opened->answer, output);
  } catch (...) {
    return TILLGATE_E_INTERNAL;
  }
}

tillgate_status_code tillgate_close(tillgate_gate gate, int32_t deadline_ms) {
  const Status status = abi::at_boundary(gate, abi::HandleKind::gate, {nullptr, nullptr},
                                         [&](abi::Entry& entry) -> Result<std::string> {
                                           TILLGATE_TRY(deadline, abi::deadline_in(deadline_ms));
                                           TILLGATE_CHECK(abi::close_sales(gate));
                                           TILLGATE_CHECK(entry.gate->close(deadline));
                                           return std::string();
                                         });
  if (status != TILLGATE_E_HANDLE && status != TILLGATE_E_BUSY && status != TILLGATE_E_ARGUMENT &&
      status != TILLGATE_E_FORKED)
    abi::handles().remove(gate);
  return status;
}

tillgate_status_code tillgate_status(tillgate_gate gate, int32_t deadline_ms, char* answer,
                                     int32_t* answer_size) {
  return abi::on_gate(gate, deadline_ms, answer, answer_size,
                      [](Gate& g, const Deadline&) { return g.status(); });
}

tillgate_status_code tillgate_catalogue_import(tillgate_gate gate, const char* products,
                                               int32_t deadline_ms, char* answer,
                                               int32_t* answer_size) {
  return abi::on_gate(
      gate, deadline_ms, answer, answer_size, [&](Gate& g, const Deadline&) -> Result<Json> {
        TILLGATE_TRY(document, abi::read_argument("products", products, "products"));
        return g.import_products(document);
      });
}

tillgate_status_code tillgate_stock_receive(tillgate_gate gate, const char* document,
                                            int32_t deadline_ms, char* answer,
                                            int32_t* answer_size) {
  return abi::on_gate(gate, deadline_ms, answer, answer_size,
                      [&](Gate& g, const Deadline&) -> Result<Json> {
                        TILLGATE_TRY(receipt, abi::read_argument("stock_receive", document));
                        return g.receive_stock(receipt);
                      });
}

tillgate_status_code tillgate_policy_install(tillgate_gate gate, const char* document,
                                             int32_t deadline_ms, char* answer,
                                             int32_t* answer_size) {
  return abi::on_gate(gate, deadline_ms, answer, answer_size,
                      [&](Gate& g, const Deadline& deadline) -> Result<Json> {
                        TILLGATE_TRY(change, abi::read_argument("policy_install", document));
                        return g.install_policy(change, deadline);
                      });
}

tillgate_status_code tillgate_policy_rollback(tillgate_gate gate, const char* document,
                                              int32_t deadline_ms, char* answer,
                                              int32_t* answer_size) {
  return abi::on_gate(gate, deadline_ms, answer, answer_size,
                      [&](Gate& g, const Deadline& deadline) -> Result<Json> {
                        TILLGATE_TRY(change, abi::read_argument("policy_rollback", document));
                        return g.roll_back_policy(change, deadline);
                      });
}

tillgate_status_code tillgate_sync(tillgate_gate gate, int32_t deadline_ms, char* answer,
                                   int32_t* answer_size) {
  return abi::on_gate(gate, deadline_ms, answer, answer_size,
                      [](Gate& g, const Deadline& deadline) { return g.sync(deadline); });
}

tillgate_status_code tillgate_uploads_requeue(tillgate_gate gate, const char* document,
                                              int32_t deadline_ms, char* answer,
                                              int32_t* answer_size) {
  return abi::on_gate(gate, deadline_ms, answer, answer_size,
                      [&](Gate& g, const Deadline&) -> Result<Json> {
                        TILLGATE_TRY(wanted, abi::read_argument("uploads_requeue", document));
                        return g.requeue_uploads(wanted);
                      });
}

tillgate_status_code tillgate_reconcile(tillgate_gate gate, const char* document,
                                        int32_t deadline_ms, char* answer, int32_t* answer_size) {
  return abi::on_gate(gate, deadline_ms, answer, answer_size,
                      [&](Gate& g, const Deadline& deadline) -> Result<Json> {
                        TILLGATE_TRY(days, abi::read_argument("reconcile", document));
                        return g.reconcile(days, deadline);
                      });
}

tillgate_status_code tillgate_checkpoint(tillgate_gate gate, char* answer, int32_t* answer_size) {
  return abi::at_boundary(gate, abi::HandleKind::gate, {answer, answer_size},
                          [](abi::Entry& entry) { return entry.gate->checkpoint(); });
}

tillgate_status_code tillgate_receipt(tillgate_gate gate, const char* sale, int32_t deadline_ms,
                                      char* answer, int32_t* answer_size) {
  return abi::on_gate(
      gate, deadline_ms, answer, answer_size, [&](Gate& g, const Deadline&) -> Result<Json> {
        if (sale == nullptr || *sale == '\0' || !is_utf8(sale))
          return Failure{TILLGATE_E_ARGUMENT, "sale is NULL, empty or not UTF-8", "sale"};
        return g.receipt(sale);
      });
}

tillgate_status_code tillgate_export(tillgate_gate gate, const char* folder, int32_t deadline_ms,
                                     char* answer, int32_t* answer_size) {
  return abi::on_gate(
      gate, deadline_ms, answer, answer_size,
      [&](Gate& g, const Deadline& deadline) -> Result<Json> {
        if (folder == nullptr || *folder == '\0' || !is_utf8(folder))
          return Failure{TILLGATE_E_ARGUMENT, "folder is NULL, empty or not UTF-8", "folder"};
        return g.export_log(path_from_utf8(folder), deadline);
      });
}

tillgate_status_code tillgate_person_erase(tillgate_gate gate, const char* document,
                                           int32_t deadline_ms, char* answer,
                                           int32_t* answer_size) {
  return abi::on_gate(gate, deadline_ms, answer, answer_size,
                      [&](Gate& g, const Deadline&) -> Result<Json> {
                        TILLGATE_TRY(erasure, abi::read_argument("person_erase", document));
                        return g.erase_person(erasure);
                      });
}

tillgate_status_code tillgate_scanner_check(tillgate_gate gate, const char* document,
                                            int32_t deadline_ms, char* answer,
                                            int32_t* answer_size) {
  return abi::on_gate(gate, deadline_ms, answer, answer_size,
                      [&](Gate&, const Deadline&) -> Result<Json> {
                        TILLGATE_TRY(check, abi::read_argument("scanner_check", document));
                        return checkout::scanner_report(check);
                      });
}
