// Client of the insurance platform: one method a transaction.
//
// Threads may call at the same time. A call sends at most one message and never repeats it.
// Failures are those of Exchange::run (exchange.hpp): TILLGATE_E_UNCERTAIN alone means the platform
// may have done it.
#pragma once

#include <memory>
#include <string>

#include "base/json.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "platform/answer.hpp"
#include "platform/cancellation.hpp"
#include "platform/decode_query.hpp"
#include "platform/exchange.hpp"
#include "platform/file_exchange.hpp"
#include "platform/person_query.hpp"
#include "platform/reversal.hpp"
#include "platform/sale_upload.hpp"
#include "platform/settings.hpp"
#include "platform/settlement.hpp"
#include "platform/sign_in.hpp"
#include "platform/statement.hpp"

namespace tillgate::platform {

class Client {
 public:
  // `clock` and `ids` must outlive the client. TILLGATE_E_CONFIG names a setting we cannot use.
  static Result<std::unique_ptr<Client>> create(Settings settings,
                                                std::unique_ptr<Transport> transport,
                                                const Clock& clock, MessageIds& ids);

  // See Exchange::observe.
  void observe(std::function<void(const Contact&)> observer) {
    exchange_.observe(std::move(observer));
  }

  // How the region speaks.
  const Region& manner() const { return exchange_.settings().manner; }

  // See Exchange::quiet_ms.
  std::int64_t quiet_ms() const { return exchange_.quiet_ms(); }

  // 9001. The number holds for this operator and this day; signing in again gives one as good.
  Result<Answer<SignIn>> sign_in(const Operator& cashier, const Deadline& deadline) const;

  // 1101.
  Result<Answer<Person>> query_person(const Credential& credential, const Session& session,
                                      const Deadline& deadline) const;

  // 2101: what settle() would charge now. Changes nothing; a lost reply is TILLGATE_E_OFFLINE and
  // harmless.
  Result<Answer<Settlement>> price(const SettlementRequest& request, const Session& session,
                                   const Deadline& deadline) const;

  // ec.query and cn.nhsa.auth.check.
  Result<Answer<DecodedPerson>> person_of_code(const std::string& code, const Operator& cashier,
                                               const Deadline& deadline) const;
  Result<Answer<DecodedPerson>> person_of_face(const FaceAuthentication& face,
                                               const Operator& cashier,
                                               const Deadline& deadline) const;

  // A number for settle(), to be stored durably before settle() is called: reversing goes by it.
  Result<std::string> next_message_id() const;

  // 2102. A reply that does not fit the request is TILLGATE_E_UNCERTAIN as well and names the
  // field.
  Result<Answer<Settlement>> settle(const SettlementRequest& request, const std::string& message_id,
                                    const Session& session, const Deadline& deadline) const;

  // 2103, as settle(): the number is stored before, and a reply that does not fit is
  // TILLGATE_E_UNCERTAIN.
  Result<Answer<Cancellation>> cancel(const CancellationRequest& request,
                                      const std::string& message_id, const Session& session,
                                      const Deadline& deadline) const;

  // 2601. Done: the lost message has no effect, now and later. May be repeated.
  Result<Answer<Done>> reverse(const Reversal& reversal, const Session& session,
                               const Deadline& deadline) const;

  // 3505 and 3506, in two steps: a document that passed the strict check and may be stored for
  // days, and its sending. The document holds personal data. TILLGATE_E_DOCUMENT names the field
  // that would be refused.
  Result<Json> sale_upload_input(const SaleUpload& sale) const;
  Result<Json> sale_return_input(const SaleUpload& sale) const;
  Result<Answer<Done>> upload(const std::string& transaction, const Json& document,
                              const Session& session, const Deadline& deadline) const;

  // Several of them in one message, 3505A for 3505: all or none. They have the insured region in
  // common. TILLGATE_E_DOCUMENT: one is not a document of sale_upload_input.
  Result<Answer<Done>> upload_batch(const std::string& transaction,
                                    const std::vector<const Json*>& documents,
                                    const Session& session, const Deadline& deadline) const;

  // 3201.
  Result<Answer<StatementVerdict>> compare_totals(const StatementTotals& totals,
                                                  const Session& session,
                                                  const Deadline& deadline) const;
  // 9101, 3202 and 9102 one after the other: `archive` is the packed statement (statement_file.hpp,
  // zip.hpp), the answer is the packed result.
  Result<Answer<std::string>> compare_details(const StatementTotals& totals, ByteView archive,
                                              const Session& session,
                                              const Deadline& deadline) const;

  // 9101 and 9102.
  Result<Answer<PlatformFile>> upload_file(const std::string& name, ByteView content,
                                           const Session& session, const Deadline& deadline) const;
  Result<Answer<std::string>> download(const PlatformFile& file, const Session& session,
                                       const Deadline& deadline) const;

  // Any other transaction of the field table, by its number. `input` is held to the table before it
  // is sent; the output comes back in the table's own words (FieldTable::read), null when there is
  // none. A second level of success that says no is a refusal as well. TILLGATE_E_DOCUMENT also
  // when the table does not know the number.
  Result<Answer<Json>> call(const std::string& transaction, const Json& input,
                            const std::string& insured_region, const Session& session,
                            const Deadline& deadline) const;
  // The same for a message without an envelope, such as ec.query.
  Result<Answer<Json>> ask(const std::string& transaction, const Json& message,
                           const Deadline& deadline) const;

 private:
  explicit Client(Exchange exchange) : exchange_(std::move(exchange)) {}
  Exchange exchange_;
};

}  // namespace tillgate::platform
