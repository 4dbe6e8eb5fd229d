// Made from sdk/calls.json and tillgate_status.h by ./dev calls.
package tillgate;

/** The calls on a gate that have one shape. */
public abstract class GateCalls extends Asking {
  GateCalls(Calls calls, int handle) {
    super(calls, handle);
  }

  /** Health of the till */
  public String status(int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_status(handle, deadlineMs, answer, size));
  }
  /** The same, with a deadline of 5000 ms. */
  public String status() {
    return status(5_000);
  }

  /** Add or change products 商品档案 */
  public String catalogueImport(String products, int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_catalogue_import(handle, Utf8.encode(products), deadlineMs, answer, size));
  }
  /** The same, with a deadline of 5000 ms. */
  public String catalogueImport(String products) {
    return catalogueImport(products, 5_000);
  }

  /** Take packs in 验收入库 */
  public String stockReceive(String document, int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_stock_receive(handle, Utf8.encode(document), deadlineMs, answer, size));
  }
  /** The same, with a deadline of 5000 ms. */
  public String stockReceive(String document) {
    return stockReceive(document, 5_000);
  }

  /** Put a rule pack 规则包 in force */
  public String policyInstall(String document, int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_policy_install(handle, Utf8.encode(document), deadlineMs, answer, size));
  }
  /** The same, with a deadline of 5000 ms. */
  public String policyInstall(String document) {
    return policyInstall(document, 5_000);
  }

  /** Go back to an earlier version of a rule pack that was in force on this till before 规则包回退. */
  public String policyRollback(String document, int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_policy_rollback(handle, Utf8.encode(document), deadlineMs, answer, size));
  }
  /** The same, with a deadline of 5000 ms. */
  public String policyRollback(String document) {
    return policyRollback(document, 5_000);
  }

  /** Send the waiting uploads now and finish what was interrupted, until nothing waits or the deadline comes. */
  public String sync(int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_sync(handle, deadlineMs, answer, size));
  }
  /** The same, with a deadline of 20000 ms. */
  public String sync() {
    return sync(20_000);
  }

  /** Send uploads again that the platform refused 退回重传 (tillgate_status lists them with the reason), after the cause was mended */
  public String uploadsRequeue(String document, int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_uploads_requeue(handle, Utf8.encode(document), deadlineMs, answer, size));
  }
  /** The same, with a deadline of 5000 ms. */
  public String uploadsRequeue(String document) {
    return uploadsRequeue(document, 5_000);
  }

  /** Compare our books with the platform's 对账, once a day after closing */
  public String reconcile(String document, int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_reconcile(handle, Utf8.encode(document), deadlineMs, answer, size));
  }
  /** The same, with a deadline of 60000 ms. */
  public String reconcile(String document) {
    return reconcile(document, 60_000);
  }

  /** The newest checkpoint 检查点 of the sealed log, a signed note */
  public String checkpoint() {
    return ask((answer, size) -> calls.tillgate_checkpoint(handle, answer, size));
  }

  /** What a customer carries home of a settled sale 存证凭据, to be printed on the receipt */
  public String receipt(String sale, int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_receipt(handle, Utf8.encode(sale), deadlineMs, answer, size));
  }
  /** The same, with a deadline of 5000 ms. */
  public String receipt(String sale) {
    return receipt(sale, 5_000);
  }

  /** Publish the sealed log into a folder an auditor can take away and check with tillgate-audit verify. */
  public String exportLog(String folder, int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_export(handle, Utf8.encode(folder), deadlineMs, answer, size));
  }
  /** The same, with a deadline of 20000 ms. */
  public String exportLog(String folder) {
    return exportLog(folder, 20_000);
  }

  /** Erase the person from a sale that is over 删除个人信息, when the person asks for it or the time of keeping has passed */
  public String personErase(String document, int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_person_erase(handle, Utf8.encode(document), deadlineMs, answer, size));
  }
  /** The same, with a deadline of 5000 ms. */
  public String personErase(String document) {
    return personErase(document, 5_000);
  }

  /** Check the settings of a hand scanner 扫码枪设置检查. */
  public String scannerCheck(String document, int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_scanner_check(handle, Utf8.encode(document), deadlineMs, answer, size));
  }
  /** The same, with a deadline of 5000 ms. */
  public String scannerCheck(String document) {
    return scannerCheck(document, 5_000);
  }

  /** Make any call by its name. */
  public String call(String method, String request, int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_call(handle, Utf8.encode(method), request == null ? null : Utf8.encode(request), deadlineMs, answer, size));
  }
  /** The same, with a deadline of 20000 ms. */
  public String call(String method, String request) {
    return call(method, request, 20_000);
  }
}
