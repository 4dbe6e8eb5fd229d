// Made from sdk/calls.json and tillgate_status.h by ./dev calls.
package tillgate;

/** The calls on a sale that have one shape. */
public abstract class SaleCalls extends Asking {
  SaleCalls(Calls calls, int handle) {
    super(calls, handle);
  }

  /** Verify who buys, for this sale only (real-name purchase 实名购药) */
  public String identify(String document, int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_sale_identify(handle, Utf8.encode(document), deadlineMs, answer, size));
  }
  /** The same, with a deadline of 20000 ms. */
  public String identify(String document) {
    return identify(document, 20_000);
  }

  /** Add a line or replace the one with the same number. */
  public String setLine(String document, int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_sale_set_line(handle, Utf8.encode(document), deadlineMs, answer, size));
  }
  /** The same, with a deadline of 5000 ms. */
  public String setLine(String document) {
    return setLine(document, 5_000);
  }

  /** Take a line out of the sale, with the codes scanned for it. */
  public String removeLine(int line, int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_sale_remove_line(handle, line, deadlineMs, answer, size));
  }
  /** The same, with a deadline of 5000 ms. */
  public String removeLine(int line) {
    return removeLine(line, 5_000);
  }

  /** Have lines paid by the customer and not by the fund 改自费, when the cashier says so and the customer agrees; the rest can then be settled. */
  public String moveLine(String document, int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_sale_move_line(handle, Utf8.encode(document), deadlineMs, answer, size));
  }
  /** The same, with a deadline of 5000 ms. */
  public String moveLine(String document) {
    return moveLine(document, 5_000);
  }

  /** Take in what a scanner sent. */
  public String scan(byte[] bytes, int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_sale_scan(handle, bytes, bytes.length, deadlineMs, answer, size));
  }
  /** The same, with a deadline of 5000 ms. */
  public String scan(byte[] bytes) {
    return scan(bytes, 5_000);
  }

  /** Read all codes of a camera frame and take them in like tillgate_sale_scan. */
  public String scanImage(byte[] pixels, int width, int height, int rowBytes, int deadlineMs) {
    Utf8.checkPixels(pixels, width, height, rowBytes);
    return ask((answer, size) -> calls.tillgate_sale_scan_image(handle, pixels, width, height, rowBytes, deadlineMs, answer, size));
  }
  /** The same, with a deadline of 5000 ms. */
  public String scanImage(byte[] pixels, int width, int height, int rowBytes) {
    return scanImage(pixels, width, height, rowBytes, 5_000);
  }

  /** One frame of a camera that films the counter, as many a second as the register likes. */
  public String scanFrame(byte[] pixels, int width, int height, int rowBytes, int deadlineMs) {
    Utf8.checkPixels(pixels, width, height, rowBytes);
    return ask((answer, size) -> calls.tillgate_sale_scan_frame(handle, pixels, width, height, rowBytes, deadlineMs, answer, size));
  }
  /** The same, with a deadline of 5000 ms. */
  public String scanFrame(byte[] pixels, int width, int height, int rowBytes) {
    return scanFrame(pixels, width, height, rowBytes, 5_000);
  }

  /** A pharmacist on duty says that a code which no register knows (rule TR-07) belongs to the product of its line. */
  public String learn(String document, int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_sale_learn(handle, Utf8.encode(document), deadlineMs, answer, size));
  }
  /** The same, with a deadline of 5000 ms. */
  public String learn(String document) {
    return learn(document, 5_000);
  }

  /** Attach a prescription 处方 with its pharmacist's review 审方. */
  public String prescription(String document, int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_sale_prescription(handle, Utf8.encode(document), deadlineMs, answer, size));
  }
  /** The same, with a deadline of 5000 ms. */
  public String prescription(String document) {
    return prescription(document, 5_000);
  }

  /** Judge the sale by the rule pack. */
  public String review(int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_sale_review(handle, deadlineMs, answer, size));
  }
  /** The same, with a deadline of 5000 ms. */
  public String review() {
    return review(5_000);
  }

  /** Lift findings that may be lifted */
  public String overrideFinding(String document, int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_sale_override(handle, Utf8.encode(document), deadlineMs, answer, size));
  }
  /** The same, with a deadline of 5000 ms. */
  public String overrideFinding(String document) {
    return overrideFinding(document, 5_000);
  }

  /** What the fund, the account and the customer would pay 试算, for the reviewed basket. */
  public String quote(int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_sale_quote(handle, deadlineMs, answer, size));
  }
  /** The same, with a deadline of 20000 ms. */
  public String quote() {
    return quote(20_000);
  }

  /** Settle the reviewed sale exactly once and seal it. */
  public String settle(int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_sale_settle(handle, deadlineMs, answer, size));
  }
  /** The same, with a deadline of 20000 ms. */
  public String settle() {
    return settle(20_000);
  }

  /** Allow the register to settle the reviewed sale by itself 授权结算 ("settlement":"host" of the configuration). */
  public String authorise(int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_sale_authorise(handle, deadlineMs, answer, size));
  }
  /** The same, with a deadline of 5000 ms. */
  public String authorise() {
    return authorise(5_000);
  }

  /** Tell what became of an authorised sale 结算结果回报. */
  public String outcome(String document, int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_sale_outcome(handle, Utf8.encode(document), deadlineMs, answer, size));
  }
  /** The same, with a deadline of 5000 ms. */
  public String outcome(String document) {
    return outcome(document, 5_000);
  }

  /** Give the sale up. */
  public String abandon(String document, int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_sale_abandon(handle, document == null ? null : Utf8.encode(document), deadlineMs, answer, size));
  }
  /** The same, with a deadline of 5000 ms. */
  public String abandon(String document) {
    return abandon(document, 5_000);
  }

  /** Give a settled sale back 退货退费, whole and exactly once */
  public String refund(String document, int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_sale_refund(handle, Utf8.encode(document), deadlineMs, answer, size));
  }
  /** The same, with a deadline of 20000 ms. */
  public String refund(String document) {
    return refund(document, 20_000);
  }

  /** The sale as it stands */
  public String show(int deadlineMs) {
    return ask((answer, size) -> calls.tillgate_sale_show(handle, deadlineMs, answer, size));
  }
  /** The same, with a deadline of 5000 ms. */
  public String show() {
    return show(5_000);
  }
}
