// Made from sdk/calls.json and tillgate_status.h by ./dev calls.
package tillgate;

import com.sun.jna.Library;
import com.sun.jna.ptr.IntByReference;

/** The C functions, as they are. */
interface Calls extends Library {
  String tillgate_version();
  String tillgate_status_name(int status);
  int tillgate_answer(int handle, byte[] answer, IntByReference answer_size);
  int tillgate_last_error(int handle, byte[] answer, IntByReference answer_size);
  int tillgate_open(byte[] config_path, int deadline_ms, IntByReference gate, byte[] answer, IntByReference answer_size);
  int tillgate_close(int gate, int deadline_ms);
  int tillgate_status(int gate, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_catalogue_import(int gate, byte[] products, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_stock_receive(int gate, byte[] document, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_policy_install(int gate, byte[] document, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_policy_rollback(int gate, byte[] document, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_sync(int gate, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_uploads_requeue(int gate, byte[] document, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_reconcile(int gate, byte[] document, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_checkpoint(int gate, byte[] answer, IntByReference answer_size);
  int tillgate_receipt(int gate, byte[] sale, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_export(int gate, byte[] folder, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_person_erase(int gate, byte[] document, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_scanner_check(int gate, byte[] document, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_sale_begin(int gate, byte[] document, int deadline_ms, IntByReference sale, byte[] answer, IntByReference answer_size);
  int tillgate_sale_identify(int sale, byte[] document, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_sale_set_line(int sale, byte[] document, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_sale_remove_line(int sale, int line, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_sale_move_line(int sale, byte[] document, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_sale_scan(int sale, byte[] bytes, int length, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_sale_scan_image(int sale, byte[] pixels, int width, int height, int row_bytes, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_sale_scan_frame(int sale, byte[] pixels, int width, int height, int row_bytes, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_sale_learn(int sale, byte[] document, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_sale_prescription(int sale, byte[] document, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_sale_review(int sale, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_sale_override(int sale, byte[] document, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_sale_quote(int sale, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_sale_settle(int sale, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_sale_authorise(int sale, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_sale_outcome(int sale, byte[] document, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_sale_abandon(int sale, byte[] document, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_sale_refund(int sale, byte[] document, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_sale_show(int sale, int deadline_ms, byte[] answer, IntByReference answer_size);
  int tillgate_sale_close(int sale, int deadline_ms);
  int tillgate_call(int gate, byte[] method, byte[] request, int deadline_ms, byte[] answer, IntByReference answer_size);
}
