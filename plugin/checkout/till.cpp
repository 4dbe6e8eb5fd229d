#include "checkout/till.hpp"

#include "base/os/file.hpp"
#include "base/text.hpp"
#include "checkout/log_upkeep.hpp"
#include "platform/local_driver.hpp"

namespace tillgate::checkout {

namespace {

constexpr std::size_t max_secret_bytes = 4096;
constexpr std::size_t max_witness_reply = std::size_t{64} * 1024;

Result<std::unique_ptr<platform::Transport>> transport_to_platform(const Configuration& c,
                                                                   const platform::Region& manner) {
  if (manner.authentication == platform::Authentication::driver) {
    TILLGATE_TRY(driver,
                 platform::LocalDriver::load(path_from_utf8(manner.driver), manner.driver_text));
    return std::unique_ptr<platform::Transport>(std::move(driver));
  }
  TILLGATE_TRY(transport, platform::CurlTransport::create({.ca_file = c.platform.ca}));
  return std::unique_ptr<platform::Transport>(std::move(transport));
}

Result<std::unique_ptr<platform::Client>> connect(const Till& till) {
  const Configuration& c = till.configuration;
  TILLGATE_TRY(secret, os::read_file(c.platform.secret_file, max_secret_bytes, TILLGATE_E_CONFIG));
  platform::Settings settings;
  settings.url = c.platform.url;
  settings.region = c.institution.region;
  settings.receiver = c.platform.receiver;
  settings.institution_code = c.institution.code;
  settings.institution_name = c.institution.name;
  settings.application = c.platform.application;
  settings.secret = as_text(secret);
  while (!settings.secret.empty() &&
         (settings.secret.back() == '\n' || settings.secret.back() == '\r'))
    settings.secret.pop_back();
  settings.message_slot = c.platform.message_slot;
  if (!c.platform.manner.is_null()) {
    settings.manner = platform::region_of(c.platform.manner);
    if (c.platform.manner.contains("sign_key")) {
      TILLGATE_TRY(signer, crypto::PrivateKey::load(
                               c.platform.region.parent_path() /
                                   path_from_utf8(c.platform.manner["sign_key"].get<std::string>()),
                               crypto::Algorithm::sm2_sm3));
      settings.signer = std::make_shared<const crypto::PrivateKey>(std::move(signer));
    }
  }
  TILLGATE_TRY(transport, transport_to_platform(c, settings.manner));
  return platform::Client::create(std::move(settings), std::move(transport), *till.clock,
                                  *till.message_ids);
}

Result<crypto::Passphrase> passphrase_of(const Configuration& c) {
  return c.key_passphrase_file.empty() ? crypto::passphrase_from_environment()
                                       : crypto::passphrase_from_file(c.key_passphrase_file);
}

Result<std::unique_ptr<platform::Transport>> connect_witness(const WitnessAddress& address) {
  TILLGATE_TRY(transport, platform::CurlTransport::create(
                              {.ca_file = address.ca, .max_reply_bytes = max_witness_reply}));
  return std::unique_ptr<platform::Transport>(std::move(transport));
}

}  // namespace

Result<std::unique_ptr<Till>> assemble(Configuration configuration, std::unique_ptr<Clock> clock) {
  auto till = std::make_unique<Till>();
  till->configuration = std::move(configuration);
  till->clock = std::move(clock);
  const Configuration& c = till->configuration;

  TILLGATE_TRY(passphrase, passphrase_of(c));
  TILLGATE_TRY(keys, crypto::KeyFolder::load(c.keys, passphrase));
  till->keys = std::make_unique<crypto::KeyFolder>(std::move(keys));
  TILLGATE_TRY(rows_key, till->keys->data_key().derive("tillgate rows v1"));
  TILLGATE_TRY(person_key, till->keys->data_key().derive("tillgate person v1"));
  till->rows_key.emplace(std::move(rows_key));
  till->person_key.emplace(std::move(person_key));

  TILLGATE_TRY(database, store::Database::open(c.database));
  till->database = std::move(database);
  till->packs = std::make_unique<PackRows>(*till->database);
  TILLGATE_TRY(rules, rules_at_opening(c, *till->packs));
  till->rules = std::move(rules);
  TILLGATE_TRY(journal, ledger::Journal::open(
                            *till->database, *till->keys,
                            {.till = c.till,
                             .signed_state = c.signed_state,
                             .after_restore = ledger::Journal::AfterRestore::next_generation},
                            *till->clock));
  till->journal = std::move(journal);
  TILLGATE_CHECK(keep_keys_in_order(*till));
  till->catalogue = std::make_unique<Catalogue>(*till->database);
  till->stock = std::make_unique<Stock>(*till->database);
  till->rows = std::make_unique<SaleRows>(*till->database, *till->rows_key, *till->clock);
  till->settlements = std::make_unique<SettlementRows>(*till->database);
  till->authorisations = std::make_unique<AuthorisationRows>(*till->database);
  till->refunds = std::make_unique<RefundRows>(*till->database, *till->rows_key, *till->clock);
  till->tokens =
      std::make_unique<identity::TokenBook>(*till->database, *till->person_key, *till->clock);
  till->past = std::make_unique<Past>(*till->database, c.institution.code, c.till);
  till->uploads = std::make_unique<outbox::Queue>(*till->database, *till->rows_key, *till->clock);
  till->images = std::make_unique<scanner::ImageReader>(c.decoder);

  till->message_ids = std::make_unique<platform::MessageCounter>(*till->database);
  TILLGATE_TRY(client, connect(*till));
  till->platform = std::move(client);
  till->connection = std::make_unique<Connection>(*till->database, *till->journal, *till->clock);
  till->platform->observe([connection = till->connection.get()](const platform::Contact& contact) {
    connection->note(contact);
  });
  till->sign_ins =
      std::make_unique<platform::SignInDesk>(*till->platform, *till->database, *till->clock);
  TILLGATE_TRY(witnesses, Witnesses::create(c.witnesses, *till->database, *till->journal,
                                            *till->clock, connect_witness));
  till->witnesses = std::move(witnesses);
  return till;
}

std::shared_ptr<Rules> rules_in_force(const Till& till) {
  const std::lock_guard turn(till.rules_turn);
  return till.rules;
}

void put_rules(Till& till, std::shared_ptr<Rules> rules) {
  const std::lock_guard turn(till.rules_turn);
  till.rules.swap(rules);
}

Result<Done> note_rules(Till& till, const PackIdentity& pack) {
  TILLGATE_TRY(note, till.database->query(
                         "INSERT OR REPLACE INTO meta (name, value) VALUES ('pack_digest', ?)"));
  return note.bind(pack.digest).run();
}

}  // namespace tillgate::checkout
