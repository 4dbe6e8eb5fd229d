/* clang-format off */
/* TillGate 收银闸: the checkout gate a pharmacy's cash register loads.
 *
 * Order of a sale
 *
 *   tillgate_open                  once a day
 *   tillgate_sale_begin            a customer stands at the till
 *   tillgate_sale_identify, _set_line, _scan, _scan_image, _scan_frame, _prescription   in any order
 *   tillgate_sale_review           the verdict; show it
 *   tillgate_sale_move_line        perhaps: what the fund does not pay, the customer pays
 *   tillgate_sale_quote            perhaps: what would be paid by whom
 *   tillgate_sale_settle           or tillgate_sale_abandon; where the register settles by itself,
 *                                  tillgate_sale_authorise before and tillgate_sale_outcome after
 *   tillgate_sale_refund           much later, perhaps: the goods come back
 *   tillgate_sale_close
 *   tillgate_close                 at the end of the day
 *
 * Rules for every call
 *
 * Status     Each call returns a status of tillgate_status.h. The status decides; the text explains.
 *            A sale that may not go through is an answer: TILLGATE_OK and a verdict. Any other status
 *            means there is no answer, and, unless the call says otherwise, that nothing changed.
 * Handles    Gates and sales are numbers above 0, never addresses. A closed, foreign or made-up number
 *            is TILLGATE_E_HANDLE. A call on a handle that is busy with another call, also one that
 *            the handle's own event handler makes, is TILLGATE_E_BUSY.
 * Text       UTF-8, NUL-terminated, in and out. The library keeps no pointer after the call returns.
 * Documents  JSON, at most 1 MiB; each names its schema in sdk/schema. A malformed document, an unknown
 *            name, a wrong type or a number out of range is TILLGATE_E_DOCUMENT, and `where` of the
 *            error names the place as a JSON pointer, or as "byte N" where it is no JSON.
 * Answers    Go to the caller's buffer: `answer` is its address and *answer_size its size in bytes
 *            before, the bytes needed with the NUL after the call. answer may be NULL with
 *            *answer_size 0, answer_size may be NULL with answer. When the answer does not fit, the
 *            call HAS TAKEN EFFECT, the status is TILLGATE_E_ROOM, and tillgate_answer gives the
 *            answer again.
 * Errors     After a status other than OK, tillgate_last_error gives a document: what happened, in
 *            Chinese and English, what to do next, and where. It belongs to the handle, not to the
 *            thread.
 * Deadlines  deadline_ms is how long the call may take, 1 to 600000; it returns within that and 50 ms.
 * Threads    Any thread may call; calls on one sale, and calls on one gate itself, must not overlap
 *            (TILLGATE_E_BUSY). Sales of one gate may run in parallel. A gate does not survive fork.
 * Money      Integers in fen 分 (1/100 yuan). Quantities are integers in milli-units: one box is 1000.
 * Growth     Calls and document names are only ever added. Ignore names you do not know in answers.
 * Never      The library does not print, exit, read the locale, raise SIGPIPE or let an exception out.
 */
/* clang-format on */
#ifndef TILLGATE_H
#define TILLGATE_H

#include <stdint.h>

#include "tillgate_status.h"

#define TILLGATE_VERSION_MAJOR 0
#define TILLGATE_VERSION_MINOR 1
#define TILLGATE_VERSION_PATCH 0

/* On Windows the module definition file alone decides what is exported. */
#if defined(_WIN32)
#define TILLGATE_API
#else
#define TILLGATE_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef int32_t tillgate_status_code; /* one of TILLGATE_STATUS_LIST            */
typedef int32_t tillgate_gate;        /* a till that has been opened, 收银闸    */
typedef int32_t tillgate_sale;        /* one sale at a gate, 一单销售           */

/* ---- Library -------------------------------------------------------------------------------- */

/** "major.minor.patch" of the library that was loaded. Static text; never NULL. [any thread] */
TILLGATE_API const char* tillgate_version(void);

/** Name of a status such as "E_OFFLINE", or "UNKNOWN". Static text; never NULL. [any thread] */
TILLGATE_API const char* tillgate_status_name(int32_t status);

/**
 * The answer of the last successful call on a handle, again. For buffers that were too small.
 *
 * @param handle  a gate or a sale
 * @return OK, E_ROOM, E_HANDLE, E_BUSY
 */
TILLGATE_API tillgate_status_code tillgate_answer(int32_t handle, char* answer,
                                                  int32_t* answer_size);

/**
 * What the last call on a handle that did not return OK was about: error.schema.json
 * {status, name, caller, zh, en, next_zh, next_en, detail, where}.
 *
 * @param handle  a gate or a sale
 * @return OK (also when nothing failed yet: status 0), E_ROOM, E_HANDLE, E_BUSY
 */
TILLGATE_API tillgate_status_code tillgate_last_error(int32_t handle, char* answer,
                                                      int32_t* answer_size);

/* ---- Gate ----------------------------------------------------------------------------------- */

/**
 * Open the till: read the configuration, open the database, load keys and rules, bring every sale
 * that a power cut interrupted to a certain state, seal "gate opened", start the background
 * uploads.
 *
 * @param config_path  file with a config.schema.json document; relative paths inside it are
 * relative to it
 * @param deadline_ms  no network is used before the call returns
 * @param gate         out; written only on OK
 * @param answer       on OK a status document (see tillgate_status); otherwise the error document,
 * because there is no handle yet that could keep it
 * @return OK, E_ARGUMENT, E_CONFIG, E_STORE, E_LOCKED (another register has this database open),
 * E_KEY, E_POLICY, E_LEDGER (the sealed log does not match its signature), E_ROOM, E_LIMIT (16
 * gates)
 */
TILLGATE_API tillgate_status_code tillgate_open(const char* config_path, int32_t deadline_ms,
                                                tillgate_gate* gate, char* answer,
                                                int32_t* answer_size);

/**
 * Close the till: abandon and seal open sales, stop the background work, seal "gate closed". When
 * witnesses are configured they are asked to cosign that, for a third of the deadline at most.
 * Uploads that wait stay queued for the next opening. The handle is gone afterwards whatever the
 * status says, except for E_HANDLE, E_BUSY, E_ARGUMENT and E_FORKED; its open sales are gone with
 * it.
 *
 * @return OK, E_HANDLE, E_ARGUMENT, E_BUSY (also: one of its sales is in the middle of a call),
 * E_STORE (nothing lost: the next opening finishes)
 */
TILLGATE_API tillgate_status_code tillgate_close(tillgate_gate gate, int32_t deadline_ms);

/**
 * Health of the till: status.schema.json {version, institution, till, log, witnesses, uploads,
 * rules, unfinished, decoder, expiries, warnings}. Warnings tell 60, 30 and 7 days before that
 * signing keys or a certificate end.
 *
 * @return OK, E_ROOM, E_HANDLE, E_BUSY, E_ARGUMENT, E_STORE
 */
TILLGATE_API tillgate_status_code tillgate_status(tillgate_gate gate, int32_t deadline_ms,
                                                  char* answer, int32_t* answer_size);

/**
 * Add or change products 商品档案: products.schema.json. All or nothing; sealed when anything
 * changed.
 *
 * @param products  {"products":[…]}, up to 5000 a call; existing SKUs are replaced
 * @param answer    {"changed":n,"total":n}
 * @return OK, E_DOCUMENT, E_CONFLICT (a barcode or drug id already belongs to another product),
 * E_ROOM, E_HANDLE, E_BUSY, E_ARGUMENT, E_STORE
 */
TILLGATE_API tillgate_status_code tillgate_catalogue_import(tillgate_gate gate,
                                                            const char* products,
                                                            int32_t deadline_ms, char* answer,
                                                            int32_t* answer_size);

/**
 * Take packs in 验收入库: which traceability code is which product, and which bundle or case holds
 * which packs. A scanned bundle or case then counts as the packs inside it. All or nothing; sealed
 * when anything is new.
 *
 * @param document  stock_receive.schema.json {delivery, operator:{id}, packs:[{code, sku, lot,
 * level?, parent?}]}, up to 5000 packs
 * @param answer    {"received":n,"known":n}; known ones were told before in the same words
 * @return OK, E_DOCUMENT (also: no traceability code, product not registered, no such larger pack),
 * E_CONFLICT (a code was received as something else), E_ROOM, E_HANDLE, E_BUSY, E_ARGUMENT, E_STORE
 */
TILLGATE_API tillgate_status_code tillgate_stock_receive(tillgate_gate gate, const char* document,
                                                         int32_t deadline_ms, char* answer,
                                                         int32_t* answer_size);

/**
 * Put a rule pack 规则包 in force: a file that tillgate-policy pack made and a key of `policy_keys`
 * of the configuration signed. The pack must be newer than the one of its name that runs, in force
 * today, and pass its own scenarios on this till, which takes seconds; on a running pack it may
 * only tighten. Sales that were begun go on meanwhile: one that was reviewed keeps the rules of its
 * verdict until its basket changes. The change is sealed. What is refused leaves everything as it
 * was, and `where` of the error names the file and line. The version that runs already changes
 * nothing.
 *
 * @param document  policy_install.schema.json {"file":"…", "operator":{"id":"…"}}
 * @param answer    policy_changed.schema.json {installed, pack, version, digest, former, signers,
 * rules, scenarios, record}
 * @return OK, E_DOCUMENT, E_POLICY (refused), E_CONFIG (no keys to trust, or the pack does not open
 * what rule_parameters of the configuration set), E_DEADLINE (not proved in time), E_STORE,
 * E_LEDGER, E_KEY, E_ROOM, E_HANDLE, E_BUSY, E_ARGUMENT
 */
TILLGATE_API tillgate_status_code tillgate_policy_install(tillgate_gate gate, const char* document,
                                                          int32_t deadline_ms, char* answer,
                                                          int32_t* answer_size);

/**
 * Go back to an earlier version of a rule pack that was in force on this till before 规则包回退.
 * The same checks, and sealed with who did it and why.
 *
 * @param document  policy_rollback.schema.json {"pack":"…", "version":n, "reason":"…",
 * "operator":{"id":"…"}}
 * @param answer    as tillgate_policy_install
 * @return as tillgate_policy_install
 */
TILLGATE_API tillgate_status_code tillgate_policy_rollback(tillgate_gate gate, const char* document,
                                                           int32_t deadline_ms, char* answer,
                                                           int32_t* answer_size);

/**
 * Send the waiting uploads now and finish what was interrupted, until nothing waits or the deadline
 * comes.
 *
 * @param answer  {"sent":n,"rejected":n,"waiting":n,"unfinished":n}
 * @return OK (also when something still waits), E_OFFLINE (not reached; all stays queued), E_ROOM,
 * E_HANDLE, E_BUSY, E_ARGUMENT, E_STORE
 */
TILLGATE_API tillgate_status_code tillgate_sync(tillgate_gate gate, int32_t deadline_ms,
                                                char* answer, int32_t* answer_size);

/**
 * Send uploads again that the platform refused 退回重传 (tillgate_status lists them with the
 * reason), after the cause was mended: each is built anew from its sale, with the product as the
 * master has it now. Sealed. What waits or was accepted meanwhile is left alone.
 *
 * @param document  uploads_requeue.schema.json {documents:["…"] | all:true, operator:{id}, reason,
 * batch?}
 * @param answer    {"requeued":n,"waiting_already":n,"waiting":n,"record":n | null}
 * @return OK, E_DOCUMENT (also: no such upload, or one that cannot be built), E_STATE (its person
 * was erased), E_STORE, E_LEDGER, E_KEY, E_ROOM, E_HANDLE, E_BUSY, E_ARGUMENT
 */
TILLGATE_API tillgate_status_code tillgate_uploads_requeue(tillgate_gate gate, const char* document,
                                                           int32_t deadline_ms, char* answer,
                                                           int32_t* answer_size);

/**
 * Compare our books with the platform's 对账, once a day after closing: the totals of every kind of
 * insurance, each settlement where they differ, and the packs that were sold. Changes nothing; the
 * outcome is sealed.
 *
 * @param document  reconcile.schema.json {first_day, last_day?, operator:{id, name}}; 1 to 31 days
 * @param answer    reconciliation.schema.json {balanced, groups:[…], differences:[{kind, sale,
 * ours, theirs, zh, en, next_zh, next_en, …}], packs, waiting, record}
 * @return OK, E_DOCUMENT, E_OFFLINE, E_PLATFORM (it refuses to compare), E_STORE, E_LEDGER, E_ROOM,
 * E_HANDLE, E_BUSY, E_ARGUMENT
 */
TILLGATE_API tillgate_status_code tillgate_reconcile(tillgate_gate gate, const char* document,
                                                     int32_t deadline_ms, char* answer,
                                                     int32_t* answer_size);

/**
 * The newest checkpoint 检查点 of the sealed log, a signed note: the till's promise about all
 * records so far.
 *
 * @param answer  text, not JSON
 * @return OK, E_ROOM, E_HANDLE, E_BUSY, E_STORE
 */
TILLGATE_API tillgate_status_code tillgate_checkpoint(tillgate_gate gate, char* answer,
                                                      int32_t* answer_size);

/**
 * What a customer carries home of a settled sale 存证凭据, to be printed on the receipt: proof that
 * its record is sealed in the log, which is thereby a promise in the hands of a stranger.
 * tillgate-audit receipt checks it offline. May be asked for again at any later time; it is then
 * under a newer checkpoint.
 *
 * @param sale    key of the sale
 * @param answer  receipt.schema.json {record, leaf, payload, text, …}: payload is the text of the
 * QR code, under 500 bytes, text is for the printer in lines of at most 48 columns and ends with
 * the payload
 * @return OK, E_ARGUMENT (also: no such sale), E_STATE (it was not settled), E_LEDGER (its record
 * is in an earlier generation of the log), E_LIMIT (the name of the log is too long for a receipt),
 * E_ROOM, E_HANDLE, E_BUSY, E_STORE
 */
TILLGATE_API tillgate_status_code tillgate_receipt(tillgate_gate gate, const char* sale,
                                                   int32_t deadline_ms, char* answer,
                                                   int32_t* answer_size);

/**
 * Publish the sealed log into a folder an auditor can take away and check with tillgate-audit
 * verify. Writes only what is new there. Witnesses are asked as when closing.
 *
 * @param folder  UTF-8 path; created when missing
 * @param answer  {"records":n,"folder":"…"}
 * @return OK, E_ARGUMENT, E_STORE, E_LEDGER (the folder holds another log), E_ROOM, E_HANDLE,
 * E_BUSY
 */
TILLGATE_API tillgate_status_code tillgate_export(tillgate_gate gate, const char* folder,
                                                  int32_t deadline_ms, char* answer,
                                                  int32_t* answer_size);

/**
 * Erase the person from a sale that is over 删除个人信息, when the person asks for it or the time
 * of keeping has passed: identity, prescriptions and people's words, in the sale, in the sealed
 * log's disclosures, in its messages to the platform and in the past the rules look at. Goods,
 * codes, amounts and prescription numbers stay. The fact is sealed; the log and its proofs stay
 * valid. A second call finds nothing and changes nothing.
 *
 * @param document  person_erase.schema.json {"sale":"…", "operator":{"id":"…"}}
 * @param answer    {"erased":true,"sale":"…","record":n}; {"erased":false, …, "record":null} when
 * nothing personal was (still) there
 * @return OK, E_DOCUMENT (also: no such sale), E_STATE (the sale is not over, or a message of it
 * still waits for the platform: tillgate_sync), E_STORE (call again), E_LEDGER, E_KEY, E_ROOM,
 * E_HANDLE, E_BUSY, E_ARGUMENT
 */
TILLGATE_API tillgate_status_code tillgate_person_erase(tillgate_gate gate, const char* document,
                                                        int32_t deadline_ms, char* answer,
                                                        int32_t* answer_size);

/**
 * Check the settings of a hand scanner 扫码枪设置检查. The register shows or prints the three test
 * codes test-code-1.svg to test-code-3.svg (installed in share/tillgate/scanner-setup), has each
 * scanned once and hands over what arrived; the answer says which setting is wrong and how to put
 * it right. Keeps nothing.
 *
 * @param document  scanner_check.schema.json {"received":["…","…","…"]}
 * @param answer    scanner_report.schema.json {usable, separator_seen, findings:[…]}
 * @return OK, E_DOCUMENT, E_ROOM, E_HANDLE, E_BUSY, E_ARGUMENT
 */
TILLGATE_API tillgate_status_code tillgate_scanner_check(tillgate_gate gate, const char* document,
                                                         int32_t deadline_ms, char* answer,
                                                         int32_t* answer_size);

/* ---- Sale ----------------------------------------------------------------------------------- */

/**
 * Begin a sale under the register's own key. The same key again finds the same sale: an open one
 * continues, an ended one can only be shown, so a register that lost an answer just asks again.
 *
 * @param document  sale_begin.schema.json {key, operator:{id, name}}; key up to 40 letters, digits,
 * - and _
 * @param sale      out; written on OK and E_ROOM
 * @param answer    the sale (sale.schema.json)
 * @return OK, E_DOCUMENT, E_CONFLICT (the key is in use by another handle), E_LIMIT (64 open
 * sales), E_ROOM, E_HANDLE, E_BUSY, E_ARGUMENT, E_STORE
 */
TILLGATE_API tillgate_status_code tillgate_sale_begin(tillgate_gate gate, const char* document,
                                                      int32_t deadline_ms, tillgate_sale* sale,
                                                      char* answer, int32_t* answer_size);

/**
 * Verify who buys, for this sale only (real-name purchase 实名购药): local checks, then the
 * platform.
 *
 * The token of an insurance code, and a face authentication, serve the sale they were shown for and
 * no other one, also after a restart. Who buys for another 代购 is named with their own document.
 *
 * @param document  identify.schema.json {kind: "id_card" | "e_credential" | "social_card" |
 * "residence_permit" | "foreign_resident" | "face", number | token | …, name?, insurance?, agent?}
 * @param answer    identified.schema.json {"identified":true, "person":{name (masked), …}} or
 * {"identified":false, reason, zh, en, next_zh, next_en}; a refused credential leaves the sale
 * without a person
 * @return OK, E_DOCUMENT, E_STATE, E_OFFLINE, E_PLATFORM, E_DEADLINE, E_ROOM, E_HANDLE, E_BUSY,
 * E_ARGUMENT
 */
TILLGATE_API tillgate_status_code tillgate_sale_identify(tillgate_sale sale, const char* document,
                                                         int32_t deadline_ms, char* answer,
                                                         int32_t* answer_size);

/**
 * Add a line or replace the one with the same number. Throws an earlier verdict away.
 *
 * @param document  line.schema.json {line, sku | barcode, quantity_milli, price_fen, pay: "fund" |
 * "self", batch?}
 * @param answer    the sale (sale.schema.json)
 * @return OK, E_DOCUMENT, E_STATE, E_LIMIT (200 lines), E_ROOM, E_HANDLE, E_BUSY, E_ARGUMENT,
 * E_STORE
 */
TILLGATE_API tillgate_status_code tillgate_sale_set_line(tillgate_sale sale, const char* document,
                                                         int32_t deadline_ms, char* answer,
                                                         int32_t* answer_size);

/**
 * Take a line out of the sale, with the codes scanned for it. Throws an earlier verdict away.
 *
 * @param line    number of a line of this sale
 * @param answer  the sale
 * @return OK, E_ARGUMENT (no such line), E_STATE, E_ROOM, E_HANDLE, E_BUSY
 */
TILLGATE_API tillgate_status_code tillgate_sale_remove_line(tillgate_sale sale, int32_t line,
                                                            int32_t deadline_ms, char* answer,
                                                            int32_t* answer_size);

/**
 * Have lines paid by the customer and not by the fund 改自费, when the cashier says so and the
 * customer agrees; the rest can then be settled. Codes, batch and prescription stay with the line.
 * Findings that only stop fund payment name this way (`way`). Sealed at once. Throws an earlier
 * verdict away. Without a network this is how a sale goes on: nothing settles offline, the customer
 * pays and claims later (`later_claim` of the settled answer).
 *
 * @param document  move_line.schema.json {lines:[…] | all:true, why: "not_covered" | "offline" |
 * "customer", customer_agreed: true, by:{id}, reason?}; lines paid privately already stay so
 * @param answer    the sale
 * @return OK, E_DOCUMENT (also: no such line), E_STATE, E_STORE, E_LEDGER, E_KEY, E_ROOM, E_HANDLE,
 * E_BUSY, E_ARGUMENT
 */
TILLGATE_API tillgate_status_code tillgate_sale_move_line(tillgate_sale sale, const char* document,
                                                          int32_t deadline_ms, char* answer,
                                                          int32_t* answer_size);

/**
 * Take in what a scanner sent. A traceability code 追溯码 is matched to a line through the product
 * master; a retail barcode is answered with its product.
 *
 * @param bytes   as they came, any control characters included
 * @param length  1 to 4096
 * @param answer  scan.schema.json: {"read":true, codes:[{kind, value, line?, sku?, finding?}]} or
 *                {"read":false, reason, zh, en, next_zh, next_en}
 * @return OK, E_ARGUMENT, E_STATE, E_LIMIT (2000 codes), E_ROOM, E_HANDLE, E_BUSY, E_STORE
 */
TILLGATE_API tillgate_status_code tillgate_sale_scan(tillgate_sale sale, const char* bytes,
                                                     int32_t length, int32_t deadline_ms,
                                                     char* answer, int32_t* answer_size);

/**
 * Read all codes of a camera frame and take them in like tillgate_sale_scan. Decoding runs in a
 * child process: whatever a picture does to it, the register lives on.
 *
 * @param pixels  8-bit grey, height rows of width pixels, row_bytes apart; read during the call
 * only
 * @param width, height  1 to 8192
 * @param row_bytes      at least width
 * @param answer         as tillgate_sale_scan; {"read":false,…} when the picture shows no code
 * @return OK, E_DECODER (its child died of it twice, or could not be started; the next image
 * works), E_DEADLINE, E_ARGUMENT, E_STATE, E_LIMIT, E_ROOM, E_HANDLE, E_BUSY, E_STORE
 */
TILLGATE_API tillgate_status_code tillgate_sale_scan_image(tillgate_sale sale,
                                                           const uint8_t* pixels, int32_t width,
                                                           int32_t height, int32_t row_bytes,
                                                           int32_t deadline_ms, char* answer,
                                                           int32_t* answer_size);

/**
 * One frame of a camera that films the counter, as many a second as the register likes. A code is
 * taken in like that of tillgate_sale_scan_image once two frames of this sale read it the same, and
 * not again while it stays in view: it must be away for 3 seconds. A frame is looked at quickly and
 * not thoroughly, as another one follows.
 *
 * @param pixels, width, height, row_bytes  as tillgate_sale_scan_image
 * @param answer  as tillgate_sale_scan; {"read":false,…} for all frames that confirm nothing
 * @return as tillgate_sale_scan_image; after E_DECODER and E_DEADLINE go on with the next frame
 */
TILLGATE_API tillgate_status_code tillgate_sale_scan_frame(tillgate_sale sale,
                                                           const uint8_t* pixels, int32_t width,
                                                           int32_t height, int32_t row_bytes,
                                                           int32_t deadline_ms, char* answer,
                                                           int32_t* answer_size);

/**
 * A pharmacist on duty says that a code which no register knows (rule TR-07) belongs to the product
 * of its line. Sealed; from now on every pack with the same drug id, or the same GTIN, is known.
 * Throws an earlier verdict away.
 *
 * @param document  learn.schema.json {line, code, pharmacist, reason}
 * @param answer    the sale
 * @return OK, E_DOCUMENT (also: not scanned for that line, not on duty, the reason is too short),
 * E_STATE (the product of this code is known), E_ROOM, E_HANDLE, E_BUSY, E_ARGUMENT, E_STORE,
 * E_LEDGER
 */
TILLGATE_API tillgate_status_code tillgate_sale_learn(tillgate_sale sale, const char* document,
                                                      int32_t deadline_ms, char* answer,
                                                      int32_t* answer_size);

/**
 * Attach a prescription 处方 with its pharmacist's review 审方. The same number again replaces it.
 *
 * @param document  prescription.schema.json
 * @param answer    the sale
 * @return OK, E_DOCUMENT, E_STATE, E_LIMIT (20 prescriptions), E_ROOM, E_HANDLE, E_BUSY, E_ARGUMENT
 */
TILLGATE_API tillgate_status_code tillgate_sale_prescription(tillgate_sale sale,
                                                             const char* document,
                                                             int32_t deadline_ms, char* answer,
                                                             int32_t* answer_size);

/**
 * Judge the sale by the rule pack. No network. Any later change of the sale throws the verdict
 * away.
 *
 * @param answer  verdict.schema.json {verdict: "pass" | "warn" | "confirm" | "approve" | "block",
 * findings:[…], basket, pack, fund_fen, self_fen}
 * @return OK, E_STATE, E_STORE, E_POLICY, E_ROOM, E_HANDLE, E_BUSY, E_ARGUMENT
 */
TILLGATE_API tillgate_status_code tillgate_sale_review(tillgate_sale sale, int32_t deadline_ms,
                                                       char* answer, int32_t* answer_size);

/**
 * Lift findings that may be lifted: "confirm" by the cashier with a reason, "approve" by a
 * pharmacist on duty with a reason of at least 8 characters. "block" cannot be lifted. Sealed with
 * the outcome; kept until a change of the sale makes the finding go away.
 *
 * @param document  override.schema.json {rule, line?, reason, by:{id, role: "cashier" |
 * "pharmacist"}}
 * @param answer    the verdict, judged again
 * @return OK, E_DOCUMENT (also: that pharmacist is not on duty, the reason is too short), E_STATE
 * (no verdict, or no such finding in it, or it is a block), E_STORE, E_POLICY, E_ROOM, E_HANDLE,
 * E_BUSY, E_ARGUMENT
 */
TILLGATE_API tillgate_status_code tillgate_sale_override(tillgate_sale sale, const char* document,
                                                         int32_t deadline_ms, char* answer,
                                                         int32_t* answer_size);

/**
 * What the fund, the account and the customer would pay 试算, for the reviewed basket. Nothing is
 * settled or reserved, here or there: without an answer just ask again. After a quote another
 * basket is settled only when it was quoted as well: until then tillgate_sale_settle answers
 * "basket_changed".
 *
 * @param answer  quote.schema.json {"quoted":true, amounts, basket, …} or {"quoted":false, reason,
 * zh, en, next_zh, next_en} when the platform says no
 * @return OK, E_STATE (no verdict, or one that still blocks, asks for approval or a reason),
 * E_OFFLINE, E_PLATFORM, E_DOCUMENT, E_ROOM, E_HANDLE, E_BUSY, E_ARGUMENT, E_STORE
 */
TILLGATE_API tillgate_status_code tillgate_sale_quote(tillgate_sale sale, int32_t deadline_ms,
                                                      char* answer, int32_t* answer_size);

/**
 * Settle the reviewed sale exactly once and seal it. Hand the goods over only when "settled" is
 * true. Calling again after any status gives the same answer and moves no money twice.
 *
 * @param answer  settlement.schema.json {"settled":true, amounts, record, …} or {"settled":false,
 * reason, zh, en, next_zh, next_en}: "platform_refused", the sale is then open again;
 * "basket_changed" (quote again) and "uploads_full" leave it reviewed
 * @return OK, E_STATE (no verdict, or one that still blocks, asks for approval or a reason; or the
 * register settles by itself here, but for sales that are paid privately as a whole),
 * E_OFFLINE (no money moved; the sale stays reviewed), E_UNCERTAIN (the reply was lost; the library
 * reverses it, tillgate_sale_show tells when that is certain), E_CONFLICT (a pack was sold by
 * another sale meanwhile: review again), E_KEY (the signing key is away, as a token that was pulled
 * out, or has ended; no money moved, the sale stays reviewed), E_STORE, E_LEDGER, E_ROOM, E_HANDLE,
 * E_BUSY, E_ARGUMENT
 */
TILLGATE_API tillgate_status_code tillgate_sale_settle(tillgate_sale sale, int32_t deadline_ms,
                                                       char* answer, int32_t* answer_size);

/**
 * Allow the register to settle the reviewed sale by itself 授权结算 ("settlement":"host" of the
 * configuration). Seals the basket with its verdict and reserves the packs; no network. From here
 * on the sale waits for tillgate_sale_outcome, over restarts too (tillgate_sale_begin with its key
 * finds it again, tillgate_status lists it). Again, it gives the same answer.
 *
 * @param answer  authorised.schema.json {"authorised":true, authorisation, basket, fund_lines_fen,
 * …} or {"authorised":false, reason, …}: "basket_changed", "uploads_full"
 * @return OK, E_STATE (as tillgate_sale_settle; or the library settles here, or nothing is paid by
 * the fund), E_DOCUMENT, E_CONFLICT (a pack was sold by another sale meanwhile: review again),
 * E_KEY, E_STORE, E_LEDGER, E_ROOM, E_HANDLE, E_BUSY, E_ARGUMENT
 */
TILLGATE_API tillgate_status_code tillgate_sale_authorise(tillgate_sale sale, int32_t deadline_ms,
                                                          char* answer, int32_t* answer_size);

/**
 * Tell what became of an authorised sale 结算结果回报. "settled" seals it as tillgate_sale_settle
 * does, with its uploads; what does not fit the authorisation is sealed and answered in
 * `differences`, since the money has moved. "failed" opens the sale again. "unknown" leaves it
 * waiting. The same outcome again gives the same answer. No network.
 *
 * @param document  outcome.schema.json {authorisation, basket, outcome, settlement_id?, visit_id?,
 * settled_at?, amounts?, reason?}
 * @param answer    settlement.schema.json
 * @return OK, E_DOCUMENT (also: not the authorisation of this sale), E_STATE (never authorised),
 * E_CONFLICT (another outcome was told before, or the settlement is another sale's), E_KEY,
 * E_STORE, E_LEDGER, E_ROOM, E_HANDLE, E_BUSY, E_ARGUMENT
 */
TILLGATE_API tillgate_status_code tillgate_sale_outcome(tillgate_sale sale, const char* document,
                                                        int32_t deadline_ms, char* answer,
                                                        int32_t* answer_size);

/**
 * Give the sale up. Sealed as refused when its verdict blocked, as abandoned otherwise.
 *
 * @param document  abandon.schema.json {"reason":"…"}, or NULL
 * @param answer    the sale
 * @return OK, E_DOCUMENT, E_STATE (settled, or uncertain), E_ROOM, E_HANDLE, E_BUSY, E_ARGUMENT,
 * E_STORE, E_LEDGER
 */
TILLGATE_API tillgate_status_code tillgate_sale_abandon(tillgate_sale sale, const char* document,
                                                        int32_t deadline_ms, char* answer,
                                                        int32_t* answer_size);

/**
 * Give a settled sale back 退货退费, whole and exactly once: the settlement is cancelled at the
 * platform, packs and prescription are free again, and the return is sealed and queued for the
 * platform. tillgate_sale_begin with the sale's key finds it again on any later day. Take the goods
 * back and pay the customer only when "refunded" is true. Calling again after any status gives the
 * same answer and moves no money twice.
 *
 * @param document  refund.schema.json {receipt, operator:{id, name}, reason, pay_back?: "as_paid" |
 * "cash"}; what the fund or an account paid is not given back in cash
 * @param answer    refunded.schema.json {"refunded":true, amounts, record, …} or {"refunded":false,
 * reason, zh, en, next_zh, next_en}; the sale then stays settled
 * @return OK, E_DOCUMENT, E_STATE (not settled, or its person was erased), E_OFFLINE (nothing was
 * done; try again), E_UNCERTAIN (the reply was lost; the library undoes the cancellation, and then
 * the sale is settled as before: tillgate_sale_show tells when), E_STORE, E_LEDGER, E_ROOM,
 * E_HANDLE, E_BUSY, E_ARGUMENT
 */
TILLGATE_API tillgate_status_code tillgate_sale_refund(tillgate_sale sale, const char* document,
                                                       int32_t deadline_ms, char* answer,
                                                       int32_t* answer_size);

/**
 * The sale as it stands: sale.schema.json {key, state, lines, codes, …}.
 *
 * @return OK, E_ROOM, E_HANDLE, E_BUSY, E_ARGUMENT, E_STORE
 */
TILLGATE_API tillgate_status_code tillgate_sale_show(tillgate_sale sale, int32_t deadline_ms,
                                                     char* answer, int32_t* answer_size);

/**
 * Release the handle. A sale that is still open is abandoned and sealed first. The handle is gone
 * afterwards whatever the status says, except for E_HANDLE, E_BUSY and E_FORKED.
 *
 * @return OK, E_HANDLE, E_BUSY, E_STORE, E_LEDGER
 */
TILLGATE_API tillgate_status_code tillgate_sale_close(tillgate_sale sale, int32_t deadline_ms);

#ifdef __cplusplus
}
#endif

#endif
