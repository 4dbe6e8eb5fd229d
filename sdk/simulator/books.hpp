// Everything that happened at the simulated platform. Written to one file after every change, so
// that a killed simulator goes on where it was.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/json.hpp"
#include "base/money.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace tillgate::simulator {

struct SignIn {
  std::string number;
  std::string institution;
  std::string operator_id;
  std::int64_t day = 0;  // local day number
  bool ended = false;    // signed out (9002)
};

// A 1101 that was answered.
struct Identification {
  std::string institution;
  std::string person;
  std::string credential_kind;
  std::string credential_number;
  UtcMs at = 0;
};

struct SettledLine {
  std::string item_code;
  std::int64_t quantity = 0;  // 1/10000 sales units
};

// A settlement (2102), or the negative one that cancels it (2103). active: in force. cancelled:
// undone by a cancellation in force. reversed: undone by 2601.
struct Settlement {
  std::string id;
  std::string visit_id;
  std::string message_id;
  std::string transaction;  // 2102 or 2103
  std::string institution;
  std::string person;
  std::string insurance_kind;
  std::string state;
  std::string cancels;  // id of the settlement a cancellation undoes
  Fen total_fen = 0;
  Fen fund_fen = 0;
  Fen account_fen = 0;
  Fen cash_fen = 0;
  std::vector<SettledLine> lines;
  UtcMs at = 0;
  Json reply;  // setlinfo, setldetail and detlcutinfo as they were told, for the queries
};

struct Reversal {
  std::string message_id;
  std::string original;  // message id of what was reversed
  std::string transaction;
  bool found = false;
};

// 3505, or 3506 which gives back what a 3505 sold.
struct Upload {
  std::string message_id;
  std::string institution;
  std::string receipt;
  std::string item_code;
  std::string settlement_id;
  bool split = false;
  std::vector<std::string> codes;
  std::string content;  // digest of the whole row
  std::string transaction;
  UtcMs at = 0;
  Json row;              // as it was sent, every value as text
  bool deleted = false;  // by 3507
};

// A stocktake, change, purchase or purchase return (3501-3504).
struct StockRecord {
  std::string message_id;
  std::string institution;
  std::string transaction;
  UtcMs at = 0;
  Json row;  // as it was sent, every value as text
  std::vector<std::string> codes;
  bool deleted = false;
};

// The shop's own code for an item (3301); the newest one counts.
struct Mapping {
  std::string institution;
  std::string shop_code;
  std::string item_code;  // empty: the mapping was withdrawn (3302)
};

struct StoredFile {
  std::string institution;
  std::string name;
  std::string content;  // Base64
};

// What became of an e-prescription.
struct PrescriptionState {
  std::string verification;  // 验签流水号
  std::string review;        // 审核流水号
  std::string reviewed;      // 1 passed, anything else not
  std::string dispensed_by;  // institution; empty: not dispensed
};

struct Refused {
  std::string transaction;
  std::string message_id;
  std::string reason;
};

class Books {
 public:
  // Reads the file when it is there. Without a file nothing is kept.
  static Result<Books> open(const std::optional<std::filesystem::path>& file,
                            Status status = TILLGATE_E_STORE);

  Result<Done> save() const;
  Json document() const;

  Settlement* settlement_by_message(std::string_view institution, std::string_view message_id);
  Settlement* settlement_by_id(std::string_view id);
  bool was_reversed(std::string_view message_id) const;

  // Of a personal account; what it began with until it was first charged.
  Fen balance(const std::string& person, const std::string& insurance_kind, Fen begin) const;
  void set_balance(const std::string& person, const std::string& insurance_kind, Fen balance_fen);

  // A number never given before, in the form of the platform's own ids.
  std::string next_number(const std::string& region, UtcMs now);

  void refuse(Refused refused);

  // The item a shop's code was last mapped to, empty when that was withdrawn; nothing when the
  // mapping is still the one the world begins with.
  std::optional<std::string> mapped_item(const std::string& institution,
                                         const std::string& shop_code) const;

  void add_upload(Upload upload);
  // Takes back what was added since there were `count`.
  void cut_uploads(std::size_t count);
  // After uploads were marked as deleted.
  void index_uploads();
  // The receipt a pack was uploaded with and not given back since; empty when it was not.
  std::string sold_with(const std::string& code) const;
  bool has_upload_content(const std::string& institution, const std::string& content) const;

  std::vector<SignIn> sign_ins;
  std::vector<Identification> identifications;
  std::vector<Settlement> settlements;
  std::vector<Reversal> reversals;
  std::vector<Upload> uploads;  // add_upload() adds to them
  std::vector<StockRecord> stock;
  std::vector<Mapping> mappings;
  std::map<std::string, StoredFile> files;                 // by file query number
  std::map<std::string, PrescriptionState> prescriptions;  // by 医保处方编号
  std::vector<Refused> refused;                            // the newest thousand
  std::set<std::string> message_ids;                       // every one that was ever accepted

 private:
  std::optional<std::filesystem::path> file_;
  std::map<std::string, Fen> balances_;
  std::int64_t last_number_ = 0;
  // Found again from the uploads.
  std::unordered_map<std::string, std::string> sold_with_;
  std::unordered_set<std::string> contents_;
};

}  // namespace tillgate::simulator
