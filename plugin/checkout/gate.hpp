// An opened till: everything a sale needs, the sales in progress, and the work in the background.
#pragma once

#include <memory>
#include <string>

#include "base/json.hpp"
#include "base/time.hpp"
#include "checkout/configuration.hpp"
#include "checkout/precedence.hpp"

namespace tillgate::checkout {

class Sale;
class Worker;
struct Till;

enum class Background { on, off };

// Thread-safe, except that close must not run beside another call.
class Gate {
 public:
  // Brings every interrupted sale to a certain state and seals "gate opened". No network.
  // Background::off leaves uploads and reversals to sync(), for tests that count steps.
  static Result<std::shared_ptr<Gate>> open(Configuration configuration,
                                            std::unique_ptr<Clock> clock,
                                            Background background = Background::on);
  ~Gate();

  // Stops the background work, seals "gate closed", has witnesses cosign it when there are any and
  // they answer in time, and publishes the log.
  Result<Done> close(const Deadline& deadline);

  Result<Json> status();                               // status.schema.json
  Result<Json> import_products(const Json& products);  // products.schema.json -> {changed, total}
  Result<Json> receive_stock(
      const Json& receipt);  // stock_receive.schema.json -> {received, known}
  // policy_change.hpp
  Result<Json> install_policy(const Json& document, const Deadline& deadline);
  Result<Json> roll_back_policy(const Json& document, const Deadline& deadline);
  Result<Json> sync(const Deadline& deadline);
  // upload_upkeep.hpp
  Result<Json> requeue_uploads(const Json& document);
  // reconcile.schema.json -> reconciliation.schema.json
  Result<Json> reconcile(const Json& document, const Deadline& deadline);
  Result<std::string> checkpoint();
  // receipt.schema.json: what proves that the sale was sealed, under the newest checkpoint.
  // TILLGATE_E_ARGUMENT: no such sale. TILLGATE_E_STATE: it was not settled. TILLGATE_E_LEDGER: its
  // record is in an earlier generation of the log.
  Result<Json> receipt(const std::string& sale);
  Result<Json> export_log(const std::filesystem::path& folder, const Deadline& deadline);
  // Removes what a sale that is over holds of a person (删除个人信息): ledger/erasure.hpp.
  // person_erase.schema.json -> {erased, sale, record}
  Result<Json> erase_person(const Json& document);

  // Held for the length of a call of the counter: what runs in the background gives way to it.
  Precedence::Call at_counter() const;
  // sale_begin.schema.json. A sale that another handle works on is TILLGATE_E_CONFLICT.
  Result<std::shared_ptr<Sale>> begin(const Json& document);

 private:
  explicit Gate(std::unique_ptr<Till> till);
  std::unique_ptr<Till> till_;
  std::unique_ptr<Worker> worker_;
};

}  // namespace tillgate::checkout
