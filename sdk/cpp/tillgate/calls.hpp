// Made from sdk/calls.json by ./dev calls; included by tillgate.hpp.
// clang-format off
#ifndef TILLGATE_CALLS_HPP
#define TILLGATE_CALLS_HPP

namespace tillgate {

class GateCalls {
 public:
  // Health of the till
  std::string status(std::int32_t deadline_ms = 5000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_status(handle_, deadline_ms, answer, size);
    });
  }
  // Add or change products 商品档案
  std::string catalogue_import(const std::string& products, std::int32_t deadline_ms = 5000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_catalogue_import(handle_, products.c_str(), deadline_ms, answer, size);
    });
  }
  // Take packs in 验收入库
  std::string stock_receive(const std::string& document, std::int32_t deadline_ms = 5000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_stock_receive(handle_, document.c_str(), deadline_ms, answer, size);
    });
  }
  // Put a rule pack 规则包 in force
  std::string policy_install(const std::string& document, std::int32_t deadline_ms = 5000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_policy_install(handle_, document.c_str(), deadline_ms, answer, size);
    });
  }
  // Go back to an earlier version of a rule pack that was in force on this till before
  // 规则包回退.
  std::string policy_rollback(const std::string& document, std::int32_t deadline_ms = 5000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_policy_rollback(handle_, document.c_str(), deadline_ms, answer, size);
    });
  }
  // Send the waiting uploads now and finish what was interrupted, until nothing waits or
  // the deadline comes.
  std::string sync(std::int32_t deadline_ms = 20000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_sync(handle_, deadline_ms, answer, size);
    });
  }
  // Send uploads again that the platform refused 退回重传 (tillgate_status lists them with the
  // reason), after the cause was mended
  std::string uploads_requeue(const std::string& document, std::int32_t deadline_ms = 5000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_uploads_requeue(handle_, document.c_str(), deadline_ms, answer, size);
    });
  }
  // Compare our books with the platform's 对账, once a day after closing
  std::string reconcile(const std::string& document, std::int32_t deadline_ms = 60000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_reconcile(handle_, document.c_str(), deadline_ms, answer, size);
    });
  }
  // The newest checkpoint 检查点 of the sealed log, a signed note
  std::string checkpoint() const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_checkpoint(handle_, answer, size);
    });
  }
  // What a customer carries home of a settled sale 存证凭据, to be printed on the receipt
  std::string receipt(const std::string& sale, std::int32_t deadline_ms = 5000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_receipt(handle_, sale.c_str(), deadline_ms, answer, size);
    });
  }
  // Publish the sealed log into a folder an auditor can take away and check with tillgate-
  // audit verify.
  std::string export_log(const std::string& folder, std::int32_t deadline_ms = 20000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_export(handle_, folder.c_str(), deadline_ms, answer, size);
    });
  }
  // Erase the person from a sale that is over 删除个人信息, when the person asks for it or the
  // time of keeping has passed
  std::string person_erase(const std::string& document, std::int32_t deadline_ms = 5000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_person_erase(handle_, document.c_str(), deadline_ms, answer, size);
    });
  }
  // Check the settings of a hand scanner 扫码枪设置检查.
  std::string scanner_check(const std::string& document, std::int32_t deadline_ms = 5000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_scanner_check(handle_, document.c_str(), deadline_ms, answer, size);
    });
  }
  // Make any call by its name.
  std::string call(const std::string& method, const std::string& request = {}, std::int32_t deadline_ms = 20000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_call(handle_, method.c_str(), request.empty() ? nullptr : request.c_str(), deadline_ms, answer, size);
    });
  }

 protected:
  explicit GateCalls(std::int32_t handle) : handle_(handle) {}
  std::int32_t handle_;
};

class SaleCalls {
 public:
  // Verify who buys, for this sale only (real-name purchase 实名购药)
  std::string identify(const std::string& document, std::int32_t deadline_ms = 20000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_sale_identify(handle_, document.c_str(), deadline_ms, answer, size);
    });
  }
  // Add a line or replace the one with the same number.
  std::string set_line(const std::string& document, std::int32_t deadline_ms = 5000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_sale_set_line(handle_, document.c_str(), deadline_ms, answer, size);
    });
  }
  // Take a line out of the sale, with the codes scanned for it.
  std::string remove_line(std::int32_t line, std::int32_t deadline_ms = 5000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_sale_remove_line(handle_, line, deadline_ms, answer, size);
    });
  }
  // Have lines paid by the customer and not by the fund 改自费, when the cashier says so and
  // the customer agrees; the rest can then be settled.
  std::string move_line(const std::string& document, std::int32_t deadline_ms = 5000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_sale_move_line(handle_, document.c_str(), deadline_ms, answer, size);
    });
  }
  // Take in what a scanner sent.
  std::string scan(const std::string& bytes, std::int32_t deadline_ms = 5000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_sale_scan(handle_, bytes.data(), static_cast<std::int32_t>(bytes.size()), deadline_ms, answer, size);
    });
  }
  // Read all codes of a camera frame and take them in like tillgate_sale_scan.
  std::string scan_image(const Pixels& pixels, std::int32_t deadline_ms = 5000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_sale_scan_image(handle_, pixels.first, pixels.width, pixels.height, pixels.row_bytes, deadline_ms, answer, size);
    });
  }
  // One frame of a camera that films the counter, as many a second as the register likes.
  std::string scan_frame(const Pixels& pixels, std::int32_t deadline_ms = 5000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_sale_scan_frame(handle_, pixels.first, pixels.width, pixels.height, pixels.row_bytes, deadline_ms, answer, size);
    });
  }
  // A pharmacist on duty says that a code which no register knows (rule TR-07) belongs to
  // the product of its line.
  std::string learn(const std::string& document, std::int32_t deadline_ms = 5000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_sale_learn(handle_, document.c_str(), deadline_ms, answer, size);
    });
  }
  // Attach a prescription 处方 with its pharmacist's review 审方.
  std::string prescription(const std::string& document, std::int32_t deadline_ms = 5000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_sale_prescription(handle_, document.c_str(), deadline_ms, answer, size);
    });
  }
  // Judge the sale by the rule pack.
  std::string review(std::int32_t deadline_ms = 5000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_sale_review(handle_, deadline_ms, answer, size);
    });
  }
  // Lift findings that may be lifted
  std::string override_finding(const std::string& document, std::int32_t deadline_ms = 5000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_sale_override(handle_, document.c_str(), deadline_ms, answer, size);
    });
  }
  // What the fund, the account and the customer would pay 试算, for the reviewed basket.
  std::string quote(std::int32_t deadline_ms = 20000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_sale_quote(handle_, deadline_ms, answer, size);
    });
  }
  // Settle the reviewed sale exactly once and seal it.
  std::string settle(std::int32_t deadline_ms = 20000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_sale_settle(handle_, deadline_ms, answer, size);
    });
  }
  // Allow the register to settle the reviewed sale by itself 授权结算 ("settlement":"host" of
  // the configuration).
  std::string authorise(std::int32_t deadline_ms = 5000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_sale_authorise(handle_, deadline_ms, answer, size);
    });
  }
  // Tell what became of an authorised sale 结算结果回报.
  std::string outcome(const std::string& document, std::int32_t deadline_ms = 5000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_sale_outcome(handle_, document.c_str(), deadline_ms, answer, size);
    });
  }
  // Give the sale up.
  std::string abandon(const std::string& document = {}, std::int32_t deadline_ms = 5000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_sale_abandon(handle_, document.empty() ? nullptr : document.c_str(), deadline_ms, answer, size);
    });
  }
  // Give a settled sale back 退货退费, whole and exactly once
  std::string refund(const std::string& document, std::int32_t deadline_ms = 20000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_sale_refund(handle_, document.c_str(), deadline_ms, answer, size);
    });
  }
  // The sale as it stands
  std::string show(std::int32_t deadline_ms = 5000) const {
    return detail::ask(handle_, [&](char* answer, std::int32_t* size) {
      return tillgate_sale_show(handle_, deadline_ms, answer, size);
    });
  }

 protected:
  explicit SaleCalls(std::int32_t handle) : handle_(handle) {}
  std::int32_t handle_;
};

}  // namespace tillgate

#endif
