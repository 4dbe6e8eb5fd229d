#include "sdk/simulator/world.hpp"

#include <algorithm>

#include "base/json.hpp"
#include "base/os/file.hpp"
#include "base/text.hpp"

namespace tillgate::simulator {

namespace {

constexpr std::size_t max_world_bytes = 16 << 20;

template <class Row, class Same>
const Row* find_row(const std::vector<Row>& rows, Same same) {
  const auto found = std::find_if(rows.begin(), rows.end(), same);
  return found == rows.end() ? nullptr : &*found;
}

Institution institution_of(const Json& row) {
  Institution institution{row.at("code"),
                          row.at("name"),
                          row.at("region"),
                          row.at("application"),
                          row.at("secret"),
                          {},
                          row.value("sm2_public", "")};
  for (const Json& one : row.at("operators"))
    institution.operators.push_back({one.at("id"), one.at("name")});
  return institution;
}

Person person_of(const Json& row) {
  Person person{row.at("number"),
                row.at("name"),
                row.at("sex"),
                row.at("born"),
                row.at("certificate_kind"),
                row.at("certificate_number"),
                {},
                {},
                row.value("shown_code", ""),
                {}};
  for (const Json& one : row.value("chronic", Json::array()))
    person.chronic.push_back({one.at("code"), one.at("name"), one.at("since")});
  for (const Json& one : row.at("credentials"))
    person.credentials.push_back({one.at("kind"), one.at("number"), one.value("card_serial", "")});
  for (const Json& one : row.at("insurances"))
    person.insurances.push_back({one.at("kind"), one.at("status"), one.at("region"),
                                 one.at("person_kind"), one.at("balance_fen"),
                                 one.value("pooled_permille", std::int64_t{0})});
  return person;
}

Item item_of(const Json& row) {
  Item item{row.at("code"),  row.at("shop_code"),
            row.at("name"),  row.at("payable"),
            row.at("level"), row.at("charge_kind"),
            std::nullopt,    row.value("self_pay_permille", std::int64_t{0})};
  if (row.contains("limit_price_fen")) item.limit_price_fen = row.at("limit_price_fen").get<Fen>();
  return item;
}

Prescription prescription_of(const Json& row) {
  Prescription p{row.at("number"),
                 row.at("authorisation"),
                 row.at("token"),
                 row.at("shown_code"),
                 row.at("person"),
                 row.at("hospital_code"),
                 row.at("hospital_name"),
                 row.at("department"),
                 row.at("doctor"),
                 row.at("pharmacist"),
                 row.at("diagnosis_code"),
                 row.at("diagnosis_name"),
                 row.at("days_ago"),
                 row.at("valid_days"),
                 row.value("signature_holds", true),
                 {}};
  for (const Json& one : row.at("items"))
    p.items.push_back({one.at("code"), one.at("quantity_milli")});
  return p;
}

Customs customs_of(const Json& row) {
  Customs customs;
  customs.receiver = row.at("receiver");
  customs.clock_window_s = row.value("clock_window_s", customs.clock_window_s);
  customs.credential_life_s = row.value("credential_life_s", customs.credential_life_s);
  customs.accept_unknown_reversal =
      row.value("accept_unknown_reversal", customs.accept_unknown_reversal);
  customs.accept_resent_upload = row.value("accept_resent_upload", customs.accept_resent_upload);
  if (row.contains("region")) customs.manner = platform::region_of(row.at("region"));
  return customs;
}

}  // namespace

const Operator* Institution::operator_by_id(std::string_view id) const {
  return find_row(operators, [id](const Operator& one) { return one.id == id; });
}

const Insurance* Person::insurance(std::string_view kind) const {
  return find_row(insurances, [kind](const Insurance& one) { return one.kind == kind; });
}

Result<World> World::load(const std::filesystem::path& file) {
  TILLGATE_TRY(bytes, os::read_file(file, max_world_bytes, TILLGATE_E_CONFIG));
  TILLGATE_TRY(document, parse_json(as_text(bytes), {max_world_bytes, 16}));
  World world;
  try {
    world.customs_ = customs_of(document.at("customs"));
    for (const Json& row : document.at("institutions"))
      world.institutions_.push_back(institution_of(row));
    for (const Json& row : document.at("persons")) world.persons_.push_back(person_of(row));
    for (const Json& row : document.at("items")) world.items_.push_back(item_of(row));
    for (const Json& row : document.value("prescriptions", Json::array()))
      world.prescriptions_.push_back(prescription_of(row));
  } catch (const Json::exception& error) {
    return Failure{TILLGATE_E_CONFIG, std::string("the world cannot be used: ") + error.what(),
                   utf8_from_path(file)};
  }
  return world;
}

const Institution* World::institution(std::string_view code) const {
  return find_row(institutions_, [code](const Institution& one) { return one.code == code; });
}

const Institution* World::institution_of_application(std::string_view application) const {
  return find_row(institutions_,
                  [application](const Institution& one) { return one.application == application; });
}

const Person* World::person(std::string_view number) const {
  return find_row(persons_, [number](const Person& one) { return one.number == number; });
}

const Person* World::person_by_credential(const Credential& shown) const {
  // A code gives another token whenever it is shown: the person's, a full stop and anything.
  const auto same = [&](const Credential& known) {
    const bool number = known.number == shown.number ||
                        (known.kind == "01" && shown.number.starts_with(known.number + "."));
    return known.kind == shown.kind && number && known.card_serial == shown.card_serial;
  };
  return find_row(persons_, [&](const Person& one) {
    return std::any_of(one.credentials.begin(), one.credentials.end(), same);
  });
}

const Item* World::item(std::string_view code) const {
  return find_row(items_, [code](const Item& one) { return one.code == code; });
}

}  // namespace tillgate::simulator
