// Configuration of a till, from a checked config document.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/json.hpp"

namespace tillgate::checkout {

struct Pharmacist {
  std::string id;
  std::string name;
  std::string licence;  // 执业资格证号
  bool on_duty = false;
  bool pay_eligible = true;  // 医保支付资格
};

struct Institution {
  std::string code;    // 定点医药机构编号
  std::string name;    // 定点医药机构名称
  std::string region;  // 医保区划
  bool designated = false;
  std::string contract;            // active, suspended, ended
  std::string opens;               // hh:mm
  std::string closes;              // the same as opens: never closes
  bool pooled = false;             // 门诊统筹
  bool psych2 = false;             // 精二资质
  bool chronic = false;            // 慢特病
  bool dual_channel = false;       // 双通道
  bool toxic = false;              // 毒性药品指定药店
  std::vector<std::string> tills;  // registered for this shop; empty: no list is kept
};

// A cashier of the shop's list (收银员).
struct Operator {
  std::string id;
  bool active = true;
};

struct PlatformAddress {
  std::string url;
  std::filesystem::path ca;
  std::string application;
  std::filesystem::path secret_file;
  std::string receiver;
  int message_slot = 0;               // a different one for each till of the shop
  bool checkpoint_in_uploads = true;  // in their remark (备注)
  std::filesystem::path region = {};  // how the region speaks; empty: the plainest way
  Json manner = Json();               // that file, checked against region.schema.json
};

// A camera (摄像头) that sees this till, and how long before and after a sale to look.
struct Camera {
  std::string device;
  std::int64_t before_ms = 0;
  std::int64_t after_ms = 0;
};

// The published folder of the log; empty: it is published only when someone exports.
struct Publication {
  std::filesystem::path folder;
  std::int64_t every_ms = 0;
};

// A witness (见证方) that cosigns the log: where it is, its verifier key, and the certificates its
// own must chain to.
struct WitnessAddress {
  std::string url;
  std::string vkey;
  std::filesystem::path ca;
};
struct WitnessPolicy {
  std::size_t wanted = 0;  // cosignatures; fewer are warned of
  std::int64_t every_ms = 0;
  std::vector<WitnessAddress> members;
};

// How many uploads may wait before fund payment stops, and how long one may before it is told.
struct UploadLimits {
  std::int64_t most = 20'000;
  std::int64_t old_ms = std::int64_t{24} * 3'600'000;
};

// Who sends the settlement to the platform (结算方式).
enum class SettledBy { library, host };

struct Configuration {
  std::string till;
  std::filesystem::path database;
  std::filesystem::path keys;
  std::filesystem::path key_passphrase_file;  // empty: the environment tells
  std::vector<std::filesystem::path> rules;   // folders or signed files, in any order
  std::filesystem::path policy_keys;  // verifier keys of those whose packs may run; empty: none
  Json rule_parameters = Json::object();
  SettledBy settles = SettledBy::library;
  std::filesystem::path decoder;
  Institution institution;
  std::vector<Pharmacist> pharmacists;
  std::vector<Operator> operators;  // empty: no list is kept
  PlatformAddress platform;
  UploadLimits uploads;
  std::vector<Camera> cameras;
  Publication publication;
  WitnessPolicy witnesses;
  std::filesystem::path signed_state;  // plugin/ledger/signed_state.hpp
  std::filesystem::path auditor_key;   // an auditor's SM2 verifier key; empty: none

  const Pharmacist* pharmacist(std::string_view id) const;
};

// Relative paths in the document are taken from `folder`.
Configuration configuration_of(const Json& document, const std::filesystem::path& folder);

}  // namespace tillgate::checkout
