#include "sdk/simulator/books.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/os/file.hpp"
#include "base/text.hpp"
#include "platform/wire_time.hpp"

namespace tillgate::simulator {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(SignIn, number, institution, operator_id, day, ended)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Identification, institution, person, credential_kind,
                                   credential_number, at)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(SettledLine, item_code, quantity)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Settlement, id, visit_id, message_id, transaction, institution,
                                   person, insurance_kind, state, cancels, total_fen, fund_fen,
                                   account_fen, cash_fen, lines, at, reply)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Reversal, message_id, original, transaction, found)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Upload, message_id, institution, receipt, item_code,
                                   settlement_id, split, codes, content, transaction, at, row,
                                   deleted)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(StockRecord, message_id, institution, transaction, at, row,
                                   codes, deleted)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Mapping, institution, shop_code, item_code)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(StoredFile, institution, name, content)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PrescriptionState, verification, review, reviewed, dispensed_by)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Refused, transaction, message_id, reason)

namespace {

constexpr std::size_t max_state_bytes = 1 << 30;
constexpr std::size_t max_refused = 1000;

std::string account_of(const std::string& person, const std::string& insurance_kind) {
  return person + "/" + insurance_kind;
}

}  // namespace

Result<Books> Books::open(const std::optional<std::filesystem::path>& file, Status status) {
  Books books;
  books.file_ = file;
  if (!file || !std::filesystem::exists(*file)) return books;
  TILLGATE_TRY(bytes, os::read_file(*file, max_state_bytes, status));
  TILLGATE_TRY(document, parse_json(as_text(bytes), {max_state_bytes, 16}));
  try {
    document.at("sign_ins").get_to(books.sign_ins);
    document.at("identifications").get_to(books.identifications);
    document.at("settlements").get_to(books.settlements);
    document.at("reversals").get_to(books.reversals);
    document.at("uploads").get_to(books.uploads);
    document.at("stock").get_to(books.stock);
    document.at("mappings").get_to(books.mappings);
    document.at("files").get_to(books.files);
    document.at("prescriptions").get_to(books.prescriptions);
    document.at("refused").get_to(books.refused);
    document.at("message_ids").get_to(books.message_ids);
    document.at("balances").get_to(books.balances_);
    document.at("last_number").get_to(books.last_number_);
  } catch (const Json::exception& error) {
    return Failure{status, std::string("the state cannot be used: ") + error.what(),
                   utf8_from_path(*file)};
  }
  books.index_uploads();
  return books;
}

Json Books::document() const {
  return {{"sign_ins", sign_ins},
          {"identifications", identifications},
          {"settlements", settlements},
          {"reversals", reversals},
          {"uploads", uploads},
          {"stock", stock},
          {"mappings", mappings},
          {"files", files},
          {"prescriptions", prescriptions},
          {"refused", refused},
          {"message_ids", message_ids},
          {"balances", balances_},
          {"last_number", last_number_}};
}

Result<Done> Books::save() const {
  if (!file_) return Done{};
  return os::write_file_durably(*file_, as_bytes(document().dump()),
                                os::FileMode::private_to_owner);
}

Settlement* Books::settlement_by_message(std::string_view institution,
                                         std::string_view message_id) {
  const auto found =
      std::find_if(settlements.begin(), settlements.end(), [&](const Settlement& one) {
        return one.institution == institution && one.message_id == message_id;
      });
  return found == settlements.end() ? nullptr : &*found;
}

Settlement* Books::settlement_by_id(std::string_view id) {
  const auto found = std::find_if(settlements.begin(), settlements.end(),
                                  [id](const Settlement& one) { return one.id == id; });
  return found == settlements.end() ? nullptr : &*found;
}

bool Books::was_reversed(std::string_view message_id) const {
  return std::any_of(reversals.begin(), reversals.end(),
                     [message_id](const Reversal& one) { return one.original == message_id; });
}

Fen Books::balance(const std::string& person, const std::string& insurance_kind, Fen begin) const {
  const auto found = balances_.find(account_of(person, insurance_kind));
  return found == balances_.end() ? begin : found->second;
}

void Books::set_balance(const std::string& person, const std::string& insurance_kind,
                        Fen balance_fen) {
  balances_[account_of(person, insurance_kind)] = balance_fen;
}

std::string Books::next_number(const std::string& region, UtcMs now) {
  std::array<char, 24> serial{};
  std::snprintf(serial.data(), serial.size(), "%010lld", static_cast<long long>(++last_number_));
  return region + platform::local_stamp(now) + serial.data();
}

std::optional<std::string> Books::mapped_item(const std::string& institution,
                                              const std::string& shop_code) const {
  const auto found = std::find_if(mappings.rbegin(), mappings.rend(), [&](const Mapping& one) {
    return one.institution == institution && one.shop_code == shop_code;
  });
  if (found == mappings.rend()) return std::nullopt;
  return found->item_code;
}

void Books::add_upload(Upload upload) {
  contents_.insert(upload.institution + "/" + upload.content);
  for (const std::string& code : upload.codes) {
    if (upload.transaction == "3506") {
      sold_with_.erase(code);
    } else {
      sold_with_[code] = upload.receipt;
    }
  }
  uploads.push_back(std::move(upload));
}

void Books::cut_uploads(std::size_t count) {
  if (count >= uploads.size()) return;
  uploads.resize(count);
  index_uploads();
}

void Books::index_uploads() {
  sold_with_.clear();
  contents_.clear();
  std::vector<Upload> all = std::move(uploads);
  uploads.clear();
  for (Upload& one : all) {
    if (one.deleted) {
      uploads.push_back(std::move(one));
    } else {
      add_upload(std::move(one));
    }
  }
}

std::string Books::sold_with(const std::string& code) const {
  const auto found = sold_with_.find(code);
  return found == sold_with_.end() ? "" : found->second;
}

bool Books::has_upload_content(const std::string& institution, const std::string& content) const {
  return contents_.contains(institution + "/" + content);
}

void Books::refuse(Refused one) {
  if (refused.size() == max_refused) refused.erase(refused.begin());
  refused.push_back(std::move(one));
}

}  // namespace tillgate::simulator
