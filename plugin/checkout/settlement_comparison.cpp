#include "checkout/settlement_comparison.hpp"

#include <map>
#include <set>

#include "checkout/difference.hpp"
#include "checkout/sale_rows.hpp"
#include "checkout/till.hpp"
#include "platform/statement_file.hpp"
#include "platform/zip.hpp"

namespace tillgate::checkout {

namespace {

constexpr std::size_t max_result_bytes = 8 << 20;

// Asked for also when we settled nothing under them: the centre may have.
constexpr const char* usual_kinds[] = {"310", "390"};

using Rows = std::vector<SettlementRow>;

Failure refused(const char* what, const platform::Refusal& refusal) {
  return {TILLGATE_E_PLATFORM, std::string(what) + " refused: " + refusal.reason, ""};
}

platform::StatementTotals totals_of(const Span& days, const std::string& office,
                                    const std::string& kind, const Rows& rows) {
  platform::StatementTotals totals;
  totals.insurance_kind = kind;
  totals.clearing_office = office;
  totals.first_day = date_of_day(days.first_day);
  totals.last_day = date_of_day(days.last_day);
  for (const SettlementRow& row : rows) {
    if (!kind.empty() && row.insurance_kind != kind) continue;
    totals.total_fen += row.total_fen;
    totals.fund_fen += row.fund_fen;
    totals.account_fen += row.account_fen;
    totals.cash_fen += row.cash_fen;
    ++totals.settlements;
  }
  return totals;
}

Json group_row(const platform::StatementTotals& totals, const platform::StatementVerdict& verdict) {
  return {{"insurance", totals.insurance_kind},
          {"office", totals.clearing_office},
          {"settlements", totals.settlements},
          {"total_fen", totals.total_fen},
          {"fund_fen", totals.fund_fen},
          {"account_fen", totals.account_fen},
          {"cash_fen", totals.cash_fen},
          {"balanced", verdict.balanced},
          {"code", verdict.code},
          {"description", verdict.description}};
}

// The person stands sealed in the sale; a sale whose person was erased goes without.
Result<std::string> person_of(Till& till, const std::string& sale) {
  TILLGATE_TRY(row, till.rows->find(sale));
  return row && row->document.person ? row->document.person->number : std::string();
}

Result<std::string> statement_of(Till& till, const Rows& rows) {
  std::vector<platform::StatementRow> lines;
  for (const SettlementRow& row : rows) {
    TILLGATE_TRY(person, person_of(till, row.sale));
    lines.push_back({row.id, row.visit_id, person, row.total_fen, row.fund_fen, row.account_fen,
                     row.cancellation});
  }
  return platform::write_statement(lines);
}

Json amounts(Fen total, Fen fund, Fen account) {
  return {{"total_fen", total}, {"fund_fen", fund}, {"account_fen", account}};
}

// The sale, or the refund of one, that was sent under this message number.
Result<std::string> sale_of_message(Till& till, const std::string& message_id) {
  TILLGATE_TRY(query, till.database->query("SELECT key FROM sale WHERE msgid = ?1 UNION ALL"
                                           " SELECT sale FROM refund WHERE msgid = ?1 LIMIT 1"));
  TILLGATE_TRY(found, query.bind(message_id).step());
  return found ? query.text(0) : std::string();
}

Result<Difference> difference_of(Till& till, const platform::StatementResult& theirs,
                                 const SettlementRow* ours) {
  Difference difference;
  difference.settlement_id = theirs.settlement_id;
  difference.message_id = theirs.message_id;
  difference.refund = theirs.refund;
  difference.detail = theirs.memo;
  if (theirs.total_fen)
    difference.theirs =
        amounts(*theirs.total_fen, theirs.fund_fen.value_or(0), theirs.account_fen.value_or(0));
  if (ours != nullptr) {
    difference.sale = ours->sale;
    difference.message_id = ours->message_id;
    difference.ours = amounts(ours->total_fen, ours->fund_fen, ours->account_fen);
    difference.kind = theirs.total_fen ? DifferenceKind::settlement_amounts
                                       : DifferenceKind::settlement_missing_there;
    return difference;
  }
  difference.kind = DifferenceKind::settlement_missing_here;
  TILLGATE_TRY(sale, sale_of_message(till, theirs.message_id));
  difference.sale = sale;
  return difference;
}

Result<Done> compare_in_detail(Till& till, const Span& days, const std::string& office,
                               const Rows& rows, const platform::Session& session,
                               const Deadline& deadline, Json& differences) {
  TILLGATE_TRY(text, statement_of(till, rows));
  TILLGATE_TRY(archive, platform::zip_of("statement.txt", text));
  TILLGATE_TRY(answer, till.platform->compare_details(totals_of(days, office, "", rows), archive,
                                                      session, deadline));
  if (const auto* no = std::get_if<platform::Refusal>(&answer))
    return refused("the comparison in detail was", *no);
  TILLGATE_TRY(result,
               platform::unzip_first(as_bytes(std::get<std::string>(answer)), max_result_bytes));
  TILLGATE_TRY(lines, platform::read_statement_result(result));

  std::map<std::string, const SettlementRow*> ours;
  for (const SettlementRow& row : rows) ours[row.id] = &row;
  for (const platform::StatementResult& line : lines) {
    if (line.balanced) continue;
    const auto found = ours.find(line.settlement_id);
    TILLGATE_TRY(difference,
                 difference_of(till, line, found == ours.end() ? nullptr : found->second));
    differences.push_back(to_json(difference));
  }
  return Done{};
}

Result<std::set<std::string>> kinds_ever_settled(Till& till) {
  std::set<std::string> kinds(std::begin(usual_kinds), std::end(usual_kinds));
  TILLGATE_TRY(query, till.database->query("SELECT DISTINCT insurance FROM settlement"));
  while (true) {
    TILLGATE_TRY(found, query.step());
    if (!found) return kinds;
    kinds.insert(query.text(0));
  }
}

}  // namespace

Result<MoneyComparison> compare_settlements(Till& till, const Span& days,
                                            const platform::Session& session,
                                            const Deadline& deadline) {
  TILLGATE_TRY(rows, till.settlements->between(days.first_day, days.last_day));
  std::map<std::string, Rows> offices;
  // The shop's own office is asked even when nothing was settled with it.
  offices[till.configuration.institution.region];
  for (SettlementRow& row : rows)
    offices[row.office.empty() ? till.configuration.institution.region : row.office].push_back(
        std::move(row));
  TILLGATE_TRY(kinds, kinds_ever_settled(till));

  MoneyComparison comparison;
  for (const auto& [office, office_rows] : offices) {
    bool balanced = true;
    for (const std::string& kind : kinds) {
      const platform::StatementTotals totals = totals_of(days, office, kind, office_rows);
      TILLGATE_TRY(answer, till.platform->compare_totals(totals, session, deadline));
      if (const auto* no = std::get_if<platform::Refusal>(&answer))
        return refused("the comparison of totals was", *no);
      const auto& verdict = std::get<platform::StatementVerdict>(answer);
      comparison.groups.push_back(group_row(totals, verdict));
      balanced = balanced && verdict.balanced;
    }
    if (!balanced)
      TILLGATE_CHECK(compare_in_detail(till, days, office, office_rows, session, deadline,
                                       comparison.differences));
  }
  return comparison;
}

}  // namespace tillgate::checkout
