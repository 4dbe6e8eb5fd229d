#include "checkout/upload_upkeep.hpp"

#include <algorithm>

#include "checkout/till.hpp"
#include "checkout/uploads.hpp"

namespace tillgate::checkout {

namespace {

constexpr std::int64_t shown_rejections = 20;
constexpr std::int64_t most_requeued = 200;  // as uploads_requeue.schema.json
constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t warn_at_percent = 80;

Json rejection_row(const outbox::Rejection& one) {
  return {{"document", one.document},
          {"sale", one.sale},
          {"reason", one.reason},
          {"next_zh", "按原因改好商品档案或批次,再重新上传"},
          {"next_en", "Mend the product master or the batch, then tillgate_uploads_requeue"}};
}

void warn_of_queue(const Till& till, const outbox::Counts& counts, Json& warnings) {
  const UploadLimits& limits = till.configuration.uploads;
  const std::string waiting = std::to_string(counts.waiting);
  const std::string most = std::to_string(limits.most);
  if (counts.waiting >= limits.most) {
    warnings.push_back(
        {{"zh", "待上传已满(" + waiting + "/" + most + "),不能刷医保;请检查医保网"},
         {"en", "the queue of uploads is full (" + waiting + "/" + most + "): no fund payment"}});
  } else if (counts.waiting * 100 >= limits.most * warn_at_percent) {
    warnings.push_back(
        {{"zh", "待上传快满了(" + waiting + "/" + most + "),满了就不能刷医保;请检查医保网"},
         {"en", "the queue of uploads is nearly full (" + waiting + "/" + most +
                    "): fund payment stops when it is"}});
  }
  if (!counts.oldest_waiting) return;
  const std::int64_t age = till.clock->now() - *counts.oldest_waiting;
  if (age >= limits.old_ms)
    warnings.push_back(
        {{"zh", "有上传等了 " + std::to_string(age / hour_ms) + " 小时,请检查医保网"},
         {"en", "an upload has waited for " + std::to_string(age / hour_ms) + " hours"}});
}

Result<std::vector<std::string>> documents_named(const Till& till, const Json& document) {
  if (document.contains("documents"))
    return document.at("documents").get<std::vector<std::string>>();
  std::vector<std::string> all;
  TILLGATE_TRY(rejected, till.uploads->rejections(most_requeued));
  // The oldest first, as they were queued.
  for (auto one = rejected.rbegin(); one != rejected.rend(); ++one) all.push_back(one->document);
  return all;
}

// The sale as its upload should tell it now.
Result<Done> mend(const Till& till, SaleDocument& sale, const std::optional<Json>& batch,
                  const std::string& document) {
  for (Line& line : sale.lines) {
    TILLGATE_TRY(product, till.catalogue->by_sku(line.product.sku));
    if (product) line.product = *product;
    const bool meant = document.starts_with(sale.key + "/" + std::to_string(line.number) + "/") ||
                       document == sale.key + "/" + std::to_string(line.number);
    if (batch && meant)
      line.batch =
          Batch{batch->at("number"), batch->at("lot"), batch->at("made"), batch->at("expires")};
  }
  return Done{};
}

// The message about the same line of the same sale, built anew.
Result<Json> built_again(const Till& till, const outbox::Letter& letter,
                         const std::optional<Json>& batch, const std::string& where) {
  TILLGATE_TRY(row, till.rows->find(letter.sale));
  if (!row) return Failure{TILLGATE_E_STORE, "an upload without its sale", where};
  TILLGATE_CHECK(mend(till, row->document, batch, letter.document));
  TILLGATE_TRY(settled, till.settlements->of_sale(letter.sale));
  const Json& old = letter.message.at("input").at("selinfo");
  SettledFacts facts;
  facts.at = utc_of_local_text(old.at("sel_retn_time").get<std::string>()).value_or(0);
  if (settled) facts.settlement_id = settled->id;
  if (settled) facts.visit_id = settled->visit_id;
  std::vector<outbox::Letter> letters;
  if (letter.kind == "3506") {
    const RefundRequest by{"", letter.cashier_id, letter.cashier_name, ""};
    TILLGATE_TRY(returns, return_uploads(till, row->document, settled, by, facts.at));
    letters = std::move(returns);
  } else {
    TILLGATE_TRY(sales, sale_uploads(till, row->document, facts));
    letters = std::move(sales);
  }
  const auto same = std::find_if(letters.begin(), letters.end(), [&](const outbox::Letter& one) {
    return one.document == letter.document;
  });
  if (same == letters.end())
    return Failure{TILLGATE_E_DOCUMENT,
                   "its product has no insurance code any more, so it is not uploaded", where};
  // The checkpoint it carries stays the one that ends with its sale.
  if (old.contains("memo")) same->message["input"]["selinfo"]["memo"] = old.at("memo");
  return std::move(same->message);
}

}  // namespace

Result<Json> upload_status(const Till& till, Json& warnings) {
  TILLGATE_TRY(counts, till.uploads->counts());
  TILLGATE_TRY(rejected, till.uploads->rejections(shown_rejections));
  Json rejections = Json::array();
  for (const outbox::Rejection& one : rejected) rejections.push_back(rejection_row(one));
  if (!rejected.empty())
    warnings.push_back(
        {{"zh", "有 " + std::to_string(counts.rejected) + " 条上传被医保退回(最近 " +
                    rejected.front().document + ":" + rejected.front().reason +
                    "),请信息员核对商品档案"},
         {"en", std::to_string(counts.rejected) + " uploads were refused by the platform (last " +
                    rejected.front().document + "): have the product master checked"}});
  warn_of_queue(till, counts, warnings);
  return Json{{"waiting", counts.waiting},
              {"limit", till.configuration.uploads.most},
              {"rejected", counts.rejected},
              {"rejections", std::move(rejections)},
              {"oldest_waiting",
               counts.oldest_waiting ? Json(local_text(*counts.oldest_waiting)) : Json()}};
}

Result<std::optional<Refusal>> queue_full(const Till& till) {
  TILLGATE_TRY(full, till.uploads->holds(till.configuration.uploads.most));
  if (!full) return std::optional<Refusal>();
  return std::optional<Refusal>(
      Refusal{"uploads_full", "待上传已满,暂时不能刷医保", "The queue of uploads is full",
              "请联系信息员检查医保网;这单可以改自费",
              "Have the insurance network checked; this sale may be paid privately"});
}

Result<Json> requeue_uploads(Till& till, const Json& document) {
  TILLGATE_TRY(names, documents_named(till, document));
  std::optional<Json> batch;
  if (document.contains("batch")) {
    batch = document.at("batch");
    if (names.size() != 1)
      return Failure{TILLGATE_E_DOCUMENT, "a batch is that of one message", "/batch"};
    for (const char* name : {"made", "expires"})
      if (!day_of_date(batch->at(name).get<std::string>()))
        return Failure{TILLGATE_E_DOCUMENT, "not a date of the calendar",
                       std::string("/batch/") + name};
  }
  Json requeued = Json::array();
  std::int64_t waiting_already = 0;
  TILLGATE_TRY(transaction, store::Transaction::begin(*till.database));
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string where = "/documents/" + std::to_string(i);
    TILLGATE_TRY(letter, till.uploads->find(names[i]));
    if (!letter) return Failure{TILLGATE_E_DOCUMENT, "no such upload", where};
    if (letter->state != outbox::UploadState::rejected) {
      ++waiting_already;
      continue;
    }
    if (letter->erased)
      return Failure{TILLGATE_E_STATE, "the person of this sale was erased", where};
    TILLGATE_TRY(message, built_again(till, letter->letter, batch, where));
    requeued.push_back({{"document", names[i]}, {"changed", message != letter->letter.message}});
    TILLGATE_CHECK(till.uploads->requeue(names[i], message));
  }
  Json record;
  if (!requeued.empty()) {
    ledger::Draft draft;
    draft.kind = "upload_requeued";
    draft.operator_id = document.at("operator").at("id");
    draft.body = {{"uploads", requeued}};
    add_reason(draft, document.at("reason"));
    TILLGATE_TRY(sealed, till.journal->seal(draft));
    record = sealed.index;
  }
  TILLGATE_TRY(counts, till.uploads->counts());
  TILLGATE_CHECK(transaction.commit());
  till.wake_worker();
  return Json{{"requeued", requeued.size()},
              {"waiting_already", waiting_already},
              {"waiting", counts.waiting},
              {"record", std::move(record)}};
}

}  // namespace tillgate::checkout
