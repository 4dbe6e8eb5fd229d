// The world the simulated platform knows: shops, people, medicines. Read once from a file, never
// changed.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.hpp"
#include "base/result.hpp"
#include "platform/region.hpp"

namespace tillgate::simulator {

struct Operator {
  std::string id;
  std::string name;
};

struct Institution {
  std::string code;
  std::string name;
  std::string region;
  std::string application;  // x-tif-paasid
  std::string secret;
  std::vector<Operator> operators;
  std::string sm2_public;  // hex of 65 bytes: encrypted messages are signed with its key

  const Operator* operator_by_id(std::string_view id) const;
};

struct Credential {
  std::string kind;
  std::string number;
  std::string card_serial;  // for a card
};

struct Insurance {
  std::string kind;
  std::string status;
  std::string region;
  std::string person_kind;
  Fen balance_fen = 0;               // when the world begins
  std::int64_t pooled_permille = 0;  // share of the amount in scope that the pooled fund pays
};

// A chronic disease that was registered (门诊慢特病备案).
struct ChronicDisease {
  std::string code;
  std::string name;
  std::string since;
};

struct Person {
  std::string number;
  std::string name;
  std::string sex;
  std::string born;
  std::string certificate_kind;
  std::string certificate_number;
  std::vector<Credential> credentials;
  std::vector<Insurance> insurances;
  std::string shown_code;  // 二维码: what the e-credential shows; empty: has none
  std::vector<ChronicDisease> chronic;

  const Insurance* insurance(std::string_view kind) const;
};

struct Item {
  std::string code;       // 医保药品代码
  std::string shop_code;  // the shop's code that was mapped to it (3301)
  std::string name;
  bool payable = false;
  std::string level;                   // 收费项目等级
  std::string charge_kind;             // 医疗收费项目类别
  std::optional<Fen> limit_price_fen;  // 定价上限金额 of one sales unit
  std::int64_t self_pay_permille = 0;  // 先行自付比例
};

struct PrescribedItem {
  std::string code;
  std::int64_t quantity_milli = 0;
};

// An e-prescription at the prescription centre (电子处方).
struct Prescription {
  std::string number;         // 医保处方编号
  std::string authorisation;  // 医保处方授权编号
  std::string token;          // 电子处方令牌
  std::string shown_code;     // 电子处方二维码
  std::string person;
  std::string hospital_code;
  std::string hospital_name;
  std::string department;
  std::string doctor;
  std::string pharmacist;
  std::string diagnosis_code;
  std::string diagnosis_name;
  std::int64_t days_ago = 0;  // written so many days before it is asked for
  std::int64_t valid_days = 3;
  bool signature_holds = true;
  std::vector<PrescribedItem> items;
};

// What the interface leaves to each platform.
struct Customs {
  std::string receiver;               // 接收方系统代码
  std::int64_t clock_window_s = 300;  // signature and message time may differ from ours by so much
  std::int64_t credential_life_s = 3600;  // from 1101 to 2102
  bool accept_unknown_reversal = true;    // 2601 of a message that never arrived
  bool accept_resent_upload = true;       // 3505 with the very same content again
  platform::Region manner;                // how the region speaks
};

class World {
 public:
  // TILLGATE_E_CONFIG names the member that cannot be used.
  static Result<World> load(const std::filesystem::path& file);

  const Customs& customs() const { return customs_; }
  // Another region: for tests that play several.
  void speak(platform::Region manner) { customs_.manner = std::move(manner); }
  Institution& first_institution() { return institutions_.front(); }
  const std::vector<Person>& persons() const { return persons_; }
  const Institution* institution(std::string_view code) const;
  const Institution* institution_of_application(std::string_view application) const;
  const Person* person(std::string_view number) const;
  const Person* person_by_credential(const Credential& credential) const;
  const Item* item(std::string_view code) const;
  const std::vector<Item>& items() const { return items_; }
  const std::vector<Institution>& institutions() const { return institutions_; }
  const std::vector<Prescription>& prescriptions() const { return prescriptions_; }

 private:
  Customs customs_;
  std::vector<Institution> institutions_;
  std::vector<Person> persons_;
  std::vector<Item> items_;
  std::vector<Prescription> prescriptions_;
};

}  // namespace tillgate::simulator
