#include "checkout/pack_comparison.hpp"

#include <map>
#include <set>

#include "checkout/difference.hpp"
#include "checkout/sale_rows.hpp"
#include "checkout/till.hpp"

namespace tillgate::checkout {

namespace {

constexpr std::int64_t ms_of_day = 86'400'000;
constexpr std::int64_t china_ms = 8 * 3'600'000;
// What an upload says of a buyer without a certificate (WIRE.md).
constexpr const char* other_certificate = "99";

struct SoldPack {
  std::string code;
  std::string sale;
  std::int64_t line = 0;
};

enum class UploadState { none, queued, accepted, rejected };

UtcMs begin_of_day(std::int64_t day) {
  return day * ms_of_day - china_ms;
}

Result<std::vector<SoldPack>> sold_packs(Till& till, const Span& days) {
  TILLGATE_TRY(query,
               till.database->query("SELECT code, sale, line FROM pack WHERE state = 'sold'"
                                    " AND changed_ms >= ? AND changed_ms < ? ORDER BY code"));
  query.bind(begin_of_day(days.first_day)).bind(begin_of_day(days.last_day + 1));
  std::vector<SoldPack> packs;
  while (true) {
    TILLGATE_TRY(found, query.step());
    if (!found) return packs;
    packs.push_back({query.text(0), query.text(1), query.integer(2)});
  }
}

struct UploadRow {
  UploadState state = UploadState::none;
  std::string reason;
};

Result<UploadRow> upload_of(Till& till, const std::string& document) {
  TILLGATE_TRY(query, till.database->query(
                          "SELECT state, coalesce(reason, '') FROM upload WHERE document = ?"));
  TILLGATE_TRY(found, query.bind(document).step());
  if (!found) return UploadRow{};
  const std::string state = query.text(0);
  if (state == "queued") return UploadRow{UploadState::queued, ""};
  if (state == "accepted") return UploadRow{UploadState::accepted, ""};
  return UploadRow{UploadState::rejected, query.text(1)};
}

// Packs given back whose return the platform has not heard of yet: there, still sold.
Result<bool> return_waits(Till& till, const std::string& code) {
  TILLGATE_TRY(query,
               till.database->query(
                   "SELECT r.sale FROM refund r JOIN upload u ON u.sale = r.sale"
                   " WHERE r.state = 'refunded' AND u.kind = '3506' AND u.state = 'queued'"));
  while (true) {
    TILLGATE_TRY(found, query.step());
    if (!found) return false;
    TILLGATE_TRY(row, till.rows->find(query.text(0)));
    if (!row) continue;
    for (const Line& line : row->document.lines)
      for (const ScannedCode& scanned : line.codes)
        if (scanned.code == code) return true;
  }
}

Result<bool> is_ours(Till& till, const std::string& code) {
  TILLGATE_TRY(query, till.database->query("SELECT 1 FROM pack WHERE code = ?"));
  return query.bind(code).step();
}

// The codes the platform has as sold by us in these days. The query is for one kind of certificate
// at a time.
Result<std::set<std::string>> codes_there(Till& till, const Span& days,
                                          const std::set<std::string>& certificates,
                                          const platform::Session& session,
                                          const Deadline& deadline) {
  std::set<std::string> codes;
  for (const std::string& certificate : certificates) {
    const Json input = {{"data",
                         {{"fixmedins_code", till.configuration.institution.code},
                          {"psn_cert_type", certificate},
                          // A sale at midnight is sold on one day and sealed on the next.
                          {"begndate", date_of_day(days.first_day - 1)},
                          {"enddate", date_of_day(days.last_day)}}}};
    TILLGATE_TRY(answer, till.platform->call("3513", input, "", session, deadline));
    if (const auto* no = std::get_if<platform::Refusal>(&answer))
      return Failure{TILLGATE_E_PLATFORM, "the query of sold packs was refused: " + no->reason, ""};
    const Json& rows = std::get<Json>(answer);
    if (rows.is_array())
      for (const Json& row : rows)
        if (row.contains("drugTracCodg")) codes.insert(row["drugTracCodg"].get<std::string>());
  }
  return codes;
}

struct SaleFacts {
  std::string certificate = other_certificate;
  std::set<std::int64_t> uploaded_lines;  // of products the insurance knows
};

Result<SaleFacts> facts_of(Till& till, const std::string& sale) {
  SaleFacts facts;
  TILLGATE_TRY(row, till.rows->find(sale));
  if (!row) return facts;
  if (row->document.person && !row->document.person->certificate_kind.empty())
    facts.certificate = row->document.person->certificate_kind;
  for (const Line& line : row->document.lines)
    if (line.product.insurance_code) facts.uploaded_lines.insert(line.number);
  return facts;
}

Difference about_pack(DifferenceKind kind, const SoldPack& pack, const std::string& detail) {
  Difference difference;
  difference.kind = kind;
  difference.sale = pack.sale;
  difference.code = pack.code;
  difference.detail = detail;
  return difference;
}

}  // namespace

Result<PackComparison> compare_packs(Till& till, const Span& days, const platform::Session& session,
                                     const Deadline& deadline) {
  TILLGATE_TRY(packs, sold_packs(till, days));
  std::map<std::string, SaleFacts> sales;
  std::set<std::string> certificates = {other_certificate, "01"};
  for (const SoldPack& pack : packs) {
    if (sales.contains(pack.sale)) continue;
    TILLGATE_TRY(facts, facts_of(till, pack.sale));
    certificates.insert(facts.certificate);
    sales[pack.sale] = std::move(facts);
  }
  TILLGATE_TRY(there, codes_there(till, days, certificates, session, deadline));

  PackComparison comparison;
  comparison.packs = static_cast<std::int64_t>(packs.size());
  for (const SoldPack& pack : packs) {
    if (!sales[pack.sale].uploaded_lines.contains(pack.line)) continue;
    TILLGATE_TRY(upload, upload_of(till, pack.sale + "/" + std::to_string(pack.line)));
    if (upload.state == UploadState::queued) {
      ++comparison.waiting;
    } else if (upload.state != UploadState::accepted) {
      comparison.differences.push_back(
          to_json(about_pack(DifferenceKind::pack_not_uploaded, pack, upload.reason)));
    } else if (!there.contains(pack.code)) {
      comparison.differences.push_back(
          to_json(about_pack(DifferenceKind::pack_not_there, pack, "")));
    }
  }
  for (const std::string& code : there) {
    TILLGATE_TRY(ours, is_ours(till, code));
    if (ours) continue;
    TILLGATE_TRY(waits, return_waits(till, code));
    if (waits) {
      ++comparison.waiting;
      continue;
    }
    comparison.differences.push_back(
        to_json(about_pack(DifferenceKind::upload_without_sale, {code, "", 0}, "")));
  }
  return comparison;
}

}  // namespace tillgate::checkout
