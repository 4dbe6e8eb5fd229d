// The parts of an opened till, and the few steps that several of them take together. Only this
// module knows them all.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "checkout/authorisation_rows.hpp"
#include "checkout/catalogue.hpp"
#include "checkout/configuration.hpp"
#include "checkout/connection.hpp"
#include "checkout/pack_rows.hpp"
#include "checkout/past.hpp"
#include "checkout/precedence.hpp"
#include "checkout/refund_rows.hpp"
#include "checkout/rules.hpp"
#include "checkout/sale.hpp"
#include "checkout/sale_rows.hpp"
#include "checkout/settlement_rows.hpp"
#include "checkout/stock.hpp"
#include "checkout/witnesses.hpp"
#include "crypto/key_folder.hpp"
#include "identity/token_book.hpp"
#include "ledger/journal.hpp"
#include "outbox/queue.hpp"
#include "platform/client.hpp"
#include "platform/message_counter.hpp"
#include "platform/sign_in_desk.hpp"
#include "scanner/image/image_reader.hpp"
#include "store/database.hpp"

namespace tillgate::checkout {

struct Till {
  Configuration configuration;
  std::unique_ptr<Clock> clock;
  std::unique_ptr<store::Database> database;
  std::unique_ptr<crypto::KeyFolder> keys;
  std::unique_ptr<ledger::Journal> journal;
  std::optional<crypto::SecretKey> rows_key;    // seals sales and uploads in the database
  std::optional<crypto::SecretKey> person_key;  // keyed hashes of persons
  std::unique_ptr<Catalogue> catalogue;
  std::unique_ptr<Stock> stock;
  std::unique_ptr<SaleRows> rows;
  std::unique_ptr<SettlementRows> settlements;
  std::unique_ptr<AuthorisationRows> authorisations;
  std::unique_ptr<RefundRows> refunds;
  std::unique_ptr<identity::TokenBook> tokens;
  std::unique_ptr<Past> past;
  std::unique_ptr<PackRows> packs;
  mutable std::mutex rules_turn;
  std::shared_ptr<Rules> rules;  // rules_in_force, put_rules
  std::unique_ptr<scanner::ImageReader> images;
  std::unique_ptr<outbox::Queue> uploads;
  std::unique_ptr<platform::MessageIds> message_ids;
  std::unique_ptr<Connection> connection;
  std::unique_ptr<platform::Client> platform;
  std::unique_ptr<platform::SignInDesk> sign_ins;
  std::unique_ptr<Witnesses> witnesses;
  std::function<void()> wake_worker = [] {};  // there is something to upload or to reverse

  // The published folder: the size of the log when it was written last, and when on the running
  // clock.
  std::mutex publication_turn;
  std::optional<std::uint64_t> published_size;
  std::optional<std::int64_t> published_at;

  Precedence precedence;
  std::timed_mutex upload_turn;    // one upload run at a time
  std::timed_mutex reversal_turn;  // one reversal run at a time

  // Sales that a handle works on, by key.
  std::mutex sales_turn;
  std::map<std::string, std::weak_ptr<Sale>> sales;
};

// Opens the parts in the order they need each other. No network.
Result<std::unique_ptr<Till>> assemble(Configuration configuration, std::unique_ptr<Clock> clock);

// The rules that judge now. Whoever holds them may go on using them after a change.
std::shared_ptr<Rules> rules_in_force(const Till& till);
void put_rules(Till& till, std::shared_ptr<Rules> rules);
// Inside a transaction that seals policy_activated: the next opening knows these rules.
Result<Done> note_rules(Till& till, const PackIdentity& pack);

}  // namespace tillgate::checkout
