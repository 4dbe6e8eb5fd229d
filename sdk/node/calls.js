// Made from sdk/calls.json and tillgate_status.h by ./dev calls.
'use strict';

const prototypes = [
  'const char* tillgate_version(void)',
  'const char* tillgate_status_name(int32_t status)',
  'int32_t tillgate_answer(int32_t handle, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_last_error(int32_t handle, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_open(const uint8_t* config_path, int32_t deadline_ms, _Out_ int32_t* gate, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_close(int32_t gate, int32_t deadline_ms)',
  'int32_t tillgate_status(int32_t gate, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_catalogue_import(int32_t gate, const uint8_t* products, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_stock_receive(int32_t gate, const uint8_t* document, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_policy_install(int32_t gate, const uint8_t* document, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_policy_rollback(int32_t gate, const uint8_t* document, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_sync(int32_t gate, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_uploads_requeue(int32_t gate, const uint8_t* document, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_reconcile(int32_t gate, const uint8_t* document, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_checkpoint(int32_t gate, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_receipt(int32_t gate, const uint8_t* sale, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_export(int32_t gate, const uint8_t* folder, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_person_erase(int32_t gate, const uint8_t* document, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_scanner_check(int32_t gate, const uint8_t* document, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_sale_begin(int32_t gate, const uint8_t* document, int32_t deadline_ms, _Out_ int32_t* sale, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_sale_identify(int32_t sale, const uint8_t* document, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_sale_set_line(int32_t sale, const uint8_t* document, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_sale_remove_line(int32_t sale, int32_t line, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_sale_move_line(int32_t sale, const uint8_t* document, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_sale_scan(int32_t sale, const uint8_t* bytes, int32_t length, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_sale_scan_image(int32_t sale, const uint8_t* pixels, int32_t width, int32_t height, int32_t row_bytes, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_sale_scan_frame(int32_t sale, const uint8_t* pixels, int32_t width, int32_t height, int32_t row_bytes, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_sale_learn(int32_t sale, const uint8_t* document, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_sale_prescription(int32_t sale, const uint8_t* document, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_sale_review(int32_t sale, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_sale_override(int32_t sale, const uint8_t* document, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_sale_quote(int32_t sale, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_sale_settle(int32_t sale, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_sale_authorise(int32_t sale, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_sale_outcome(int32_t sale, const uint8_t* document, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_sale_abandon(int32_t sale, const uint8_t* document, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_sale_refund(int32_t sale, const uint8_t* document, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_sale_show(int32_t sale, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
  'int32_t tillgate_sale_close(int32_t sale, int32_t deadline_ms)',
  'int32_t tillgate_call(int32_t gate, const uint8_t* method, const uint8_t* request, int32_t deadline_ms, _Out_ uint8_t* answer, _Inout_ int32_t* answer_size)',
];

const statuses = Object.freeze({
  OK: {"number": 0, "caller": "GO_ON", "en": "done; the out parameters are filled", "zh": "完成", "nextZh": "继续"},
  E_ARGUMENT: {"number": -1, "caller": "FIX_CALL", "en": "an argument is outside its documented range", "zh": "收银软件调用有误", "nextZh": "请联系收银软件厂家"},
  E_DOCUMENT: {"number": -2, "caller": "FIX_CALL", "en": "a document is malformed or breaks its schema; `where` is the JSON pointer", "zh": "收银软件送来的数据有误", "nextZh": "请联系收银软件厂家"},
  E_ROOM: {"number": -3, "caller": "FIX_CALL", "en": "the call took effect, its answer did not fit; fetch it with tillgate_answer", "zh": "收银软件缓冲区太小", "nextZh": "请联系收银软件厂家"},
  E_HANDLE: {"number": -4, "caller": "FIX_CALL", "en": "not an open handle of this kind", "zh": "收银软件调用有误", "nextZh": "请联系收银软件厂家"},
  E_BUSY: {"number": -5, "caller": "RETRY", "en": "another call is running on this handle; nothing changed", "zh": "正在处理上一步", "nextZh": "请稍候再试"},
  E_STATE: {"number": -6, "caller": "FIX_CALL", "en": "the sale is not in a state that allows this call; nothing changed", "zh": "这一步现在不能做", "nextZh": "请按提示的顺序操作"},
  E_CONFIG: {"number": -7, "caller": "CALL_SERVICE", "en": "the configuration cannot be used", "zh": "医保闸门配置有误", "nextZh": "请联系信息员检查配置"},
  E_STORE: {"number": -8, "caller": "CALL_SERVICE", "en": "the database could not be read or written", "zh": "本机数据库读写失败", "nextZh": "不能刷医保,请联系信息员"},
  E_LOCKED: {"number": -9, "caller": "CALL_SERVICE", "en": "another program holds the database", "zh": "数据库正被别的程序占用", "nextZh": "请关闭重复打开的收银程序"},
  E_KEY: {"number": -10, "caller": "CALL_SERVICE", "en": "a key is missing or unusable", "zh": "签名密钥不可用", "nextZh": "不能刷医保,请联系信息员"},
  E_POLICY: {"number": -11, "caller": "CALL_SERVICE", "en": "the rule pack is missing or broken", "zh": "规则包不可用", "nextZh": "不能刷医保,请联系信息员"},
  E_OFFLINE: {"number": -12, "caller": "ASK_CASHIER", "en": "the insurance platform was not reached; no money moved", "zh": "医保网不通,没有扣款", "nextZh": "稍后再试,或改自费并保留小票"},
  E_UNCERTAIN: {"number": -13, "caller": "ASK_CASHIER", "en": "the platform's reply was lost; the sale is being reversed", "zh": "医保没有回音,正在撤销", "nextZh": "先不要交药,等系统提示结果"},
  E_PLATFORM: {"number": -14, "caller": "CALL_SERVICE", "en": "the insurance platform answered something that cannot be understood", "zh": "医保平台回答异常", "nextZh": "稍后再试,不行请联系信息员"},
  E_DECODER: {"number": -15, "caller": "RETRY", "en": "the image decoder is not available; the next image starts a new one", "zh": "没有识别成功", "nextZh": "请再拍一次或用扫码枪"},
  E_DEADLINE: {"number": -16, "caller": "RETRY", "en": "the deadline passed before the work was done; nothing changed", "zh": "超时,没有完成", "nextZh": "请再试一次"},
  E_FORKED: {"number": -17, "caller": "FIX_CALL", "en": "called in a forked child of the process that opened the gate", "zh": "收银软件调用有误", "nextZh": "请联系收银软件厂家"},
  E_LIMIT: {"number": -18, "caller": "FIX_CALL", "en": "a documented limit would be passed; nothing changed", "zh": "超过数量上限", "nextZh": "请分成几单"},
  E_LEDGER: {"number": -19, "caller": "CALL_SERVICE", "en": "the sealed log does not match its signature", "zh": "封存记录校验失败", "nextZh": "不能刷医保,请联系信息员"},
  E_CONFLICT: {"number": -20, "caller": "FIX_CALL", "en": "the same key was used before for something else; nothing changed", "zh": "单号重复", "nextZh": "请换一个单号"},
  E_INTERNAL: {"number": -99, "caller": "CALL_SERVICE", "en": "a fault in the library; the step was not done", "zh": "系统内部错误", "nextZh": "请联系信息员"},
});

function text(value) {
  const encoded = Buffer.from(value + '\0', 'utf8');
  if (encoded.indexOf(0) !== encoded.length - 1) throw new RangeError('a text cannot hold a NUL character');
  return encoded;
}
function encoded(document) {
  if (document === null || document === undefined) return null;
  return text(typeof document === 'string' ? document : JSON.stringify(document));
}
function bytesOf(value) {
  const raw = typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
  return [raw, raw.length];
}
function imageOf(pixels, width, height, rowBytes) {
  if (pixels.length < (height - 1) * rowBytes + width) throw new RangeError('fewer pixels than the sizes say');
  return [pixels, width, height, rowBytes];
}

// ask(name, ...arguments) and askText are given by the class that extends these.
const GateCalls = (Base) => class extends Base {
  /** Health of the till */
  status(deadlineMs = 5000) {
    return this.ask('tillgate_status', deadlineMs);
  }
  /** Add or change products 商品档案 */
  catalogueImport(products, deadlineMs = 5000) {
    return this.ask('tillgate_catalogue_import', encoded(products), deadlineMs);
  }
  /** Take packs in 验收入库 */
  stockReceive(document, deadlineMs = 5000) {
    return this.ask('tillgate_stock_receive', encoded(document), deadlineMs);
  }
  /** Put a rule pack 规则包 in force */
  policyInstall(document, deadlineMs = 5000) {
    return this.ask('tillgate_policy_install', encoded(document), deadlineMs);
  }
  /** Go back to an earlier version of a rule pack that was in force on this till before 规则包回退. */
  policyRollback(document, deadlineMs = 5000) {
    return this.ask('tillgate_policy_rollback', encoded(document), deadlineMs);
  }
  /** Send the waiting uploads now and finish what was interrupted, until nothing waits or the deadline comes. */
  sync(deadlineMs = 20000) {
    return this.ask('tillgate_sync', deadlineMs);
  }
  /** Send uploads again that the platform refused 退回重传 (tillgate_status lists them with the reason), after the cause was mended */
  uploadsRequeue(document, deadlineMs = 5000) {
    return this.ask('tillgate_uploads_requeue', encoded(document), deadlineMs);
  }
  /** Compare our books with the platform's 对账, once a day after closing */
  reconcile(document, deadlineMs = 60000) {
    return this.ask('tillgate_reconcile', encoded(document), deadlineMs);
  }
  /** The newest checkpoint 检查点 of the sealed log, a signed note */
  checkpoint() {
    return this.askText('tillgate_checkpoint');
  }
  /** What a customer carries home of a settled sale 存证凭据, to be printed on the receipt */
  receipt(sale, deadlineMs = 5000) {
    return this.ask('tillgate_receipt', text(sale), deadlineMs);
  }
  /** Publish the sealed log into a folder an auditor can take away and check with tillgate-audit verify. */
  exportLog(folder, deadlineMs = 20000) {
    return this.ask('tillgate_export', text(folder), deadlineMs);
  }
  /** Erase the person from a sale that is over 删除个人信息, when the person asks for it or the time of keeping has passed */
  personErase(document, deadlineMs = 5000) {
    return this.ask('tillgate_person_erase', encoded(document), deadlineMs);
  }
  /** Check the settings of a hand scanner 扫码枪设置检查. */
  scannerCheck(document, deadlineMs = 5000) {
    return this.ask('tillgate_scanner_check', encoded(document), deadlineMs);
  }
  /** Make any call by its name. */
  call(method, request = null, deadlineMs = 20000) {
    return this.ask('tillgate_call', text(method), encoded(request), deadlineMs);
  }
};

const SaleCalls = (Base) => class extends Base {
  /** Verify who buys, for this sale only (real-name purchase 实名购药) */
  identify(document, deadlineMs = 20000) {
    return this.ask('tillgate_sale_identify', encoded(document), deadlineMs);
  }
  /** Add a line or replace the one with the same number. */
  setLine(document, deadlineMs = 5000) {
    return this.ask('tillgate_sale_set_line', encoded(document), deadlineMs);
  }
  /** Take a line out of the sale, with the codes scanned for it. */
  removeLine(line, deadlineMs = 5000) {
    return this.ask('tillgate_sale_remove_line', line, deadlineMs);
  }
  /** Have lines paid by the customer and not by the fund 改自费, when the cashier says so and the customer agrees; the rest can then be settled. */
  moveLine(document, deadlineMs = 5000) {
    return this.ask('tillgate_sale_move_line', encoded(document), deadlineMs);
  }
  /** Take in what a scanner sent. */
  scan(bytes, deadlineMs = 5000) {
    return this.ask('tillgate_sale_scan', ...bytesOf(bytes), deadlineMs);
  }
  /** Read all codes of a camera frame and take them in like tillgate_sale_scan. */
  scanImage(pixels, width, height, rowBytes = width, deadlineMs = 5000) {
    return this.ask('tillgate_sale_scan_image', ...imageOf(pixels, width, height, rowBytes), deadlineMs);
  }
  /** One frame of a camera that films the counter, as many a second as the register likes. */
  scanFrame(pixels, width, height, rowBytes = width, deadlineMs = 5000) {
    return this.ask('tillgate_sale_scan_frame', ...imageOf(pixels, width, height, rowBytes), deadlineMs);
  }
  /** A pharmacist on duty says that a code which no register knows (rule TR-07) belongs to the product of its line. */
  learn(document, deadlineMs = 5000) {
    return this.ask('tillgate_sale_learn', encoded(document), deadlineMs);
  }
  /** Attach a prescription 处方 with its pharmacist's review 审方. */
  prescription(document, deadlineMs = 5000) {
    return this.ask('tillgate_sale_prescription', encoded(document), deadlineMs);
  }
  /** Judge the sale by the rule pack. */
  review(deadlineMs = 5000) {
    return this.ask('tillgate_sale_review', deadlineMs);
  }
  /** Lift findings that may be lifted */
  overrideFinding(document, deadlineMs = 5000) {
    return this.ask('tillgate_sale_override', encoded(document), deadlineMs);
  }
  /** What the fund, the account and the customer would pay 试算, for the reviewed basket. */
  quote(deadlineMs = 20000) {
    return this.ask('tillgate_sale_quote', deadlineMs);
  }
  /** Settle the reviewed sale exactly once and seal it. */
  settle(deadlineMs = 20000) {
    return this.ask('tillgate_sale_settle', deadlineMs);
  }
  /** Allow the register to settle the reviewed sale by itself 授权结算 ("settlement":"host" of the configuration). */
  authorise(deadlineMs = 5000) {
    return this.ask('tillgate_sale_authorise', deadlineMs);
  }
  /** Tell what became of an authorised sale 结算结果回报. */
  outcome(document, deadlineMs = 5000) {
    return this.ask('tillgate_sale_outcome', encoded(document), deadlineMs);
  }
  /** Give the sale up. */
  abandon(document = null, deadlineMs = 5000) {
    return this.ask('tillgate_sale_abandon', encoded(document), deadlineMs);
  }
  /** Give a settled sale back 退货退费, whole and exactly once */
  refund(document, deadlineMs = 20000) {
    return this.ask('tillgate_sale_refund', encoded(document), deadlineMs);
  }
  /** The sale as it stands */
  show(deadlineMs = 5000) {
    return this.ask('tillgate_sale_show', deadlineMs);
  }
};

module.exports = { prototypes, statuses, text, encoded, GateCalls, SaleCalls };
