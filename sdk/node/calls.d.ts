// Made from sdk/calls.json and tillgate_status.h by ./dev calls.
export type Document = Record<string, unknown> | string;
export type Answer = Record<string, any>;
export type StatusName = 'OK' | 'E_ARGUMENT' | 'E_DOCUMENT' | 'E_ROOM' | 'E_HANDLE' | 'E_BUSY' | 'E_STATE' | 'E_CONFIG' | 'E_STORE' | 'E_LOCKED' | 'E_KEY' | 'E_POLICY' | 'E_OFFLINE' | 'E_UNCERTAIN' | 'E_PLATFORM' | 'E_DECODER' | 'E_DEADLINE' | 'E_FORKED' | 'E_LIMIT' | 'E_LEDGER' | 'E_CONFLICT' | 'E_INTERNAL';

export interface GateCalls {
  /** Health of the till */
  status(deadlineMs?: number): Answer;
  /** Add or change products 商品档案 */
  catalogueImport(products: Document, deadlineMs?: number): Answer;
  /** Take packs in 验收入库 */
  stockReceive(document: Document, deadlineMs?: number): Answer;
  /** Put a rule pack 规则包 in force */
  policyInstall(document: Document, deadlineMs?: number): Answer;
  /** Go back to an earlier version of a rule pack that was in force on this till before 规则包回退. */
  policyRollback(document: Document, deadlineMs?: number): Answer;
  /** Send the waiting uploads now and finish what was interrupted, until nothing waits or the deadline comes. */
  sync(deadlineMs?: number): Answer;
  /** Send uploads again that the platform refused 退回重传 (tillgate_status lists them with the reason), after the cause was mended */
  uploadsRequeue(document: Document, deadlineMs?: number): Answer;
  /** Compare our books with the platform's 对账, once a day after closing */
  reconcile(document: Document, deadlineMs?: number): Answer;
  /** The newest checkpoint 检查点 of the sealed log, a signed note */
  checkpoint(): string;
  /** What a customer carries home of a settled sale 存证凭据, to be printed on the receipt */
  receipt(sale: string, deadlineMs?: number): Answer;
  /** Publish the sealed log into a folder an auditor can take away and check with tillgate-audit verify. */
  exportLog(folder: string, deadlineMs?: number): Answer;
  /** Erase the person from a sale that is over 删除个人信息, when the person asks for it or the time of keeping has passed */
  personErase(document: Document, deadlineMs?: number): Answer;
  /** Check the settings of a hand scanner 扫码枪设置检查. */
  scannerCheck(document: Document, deadlineMs?: number): Answer;
  /** Make any call by its name. */
  call(method: string, request?: Document | null, deadlineMs?: number): Answer;
}

export interface SaleCalls {
  /** Verify who buys, for this sale only (real-name purchase 实名购药) */
  identify(document: Document, deadlineMs?: number): Answer;
  /** Add a line or replace the one with the same number. */
  setLine(document: Document, deadlineMs?: number): Answer;
  /** Take a line out of the sale, with the codes scanned for it. */
  removeLine(line: number, deadlineMs?: number): Answer;
  /** Have lines paid by the customer and not by the fund 改自费, when the cashier says so and the customer agrees; the rest can then be settled. */
  moveLine(document: Document, deadlineMs?: number): Answer;
  /** Take in what a scanner sent. */
  scan(bytes: Uint8Array | string, deadlineMs?: number): Answer;
  /** Read all codes of a camera frame and take them in like tillgate_sale_scan. */
  scanImage(pixels: Uint8Array, width: number, height: number, rowBytes?: number, deadlineMs?: number): Answer;
  /** One frame of a camera that films the counter, as many a second as the register likes. */
  scanFrame(pixels: Uint8Array, width: number, height: number, rowBytes?: number, deadlineMs?: number): Answer;
  /** A pharmacist on duty says that a code which no register knows (rule TR-07) belongs to the product of its line. */
  learn(document: Document, deadlineMs?: number): Answer;
  /** Attach a prescription 处方 with its pharmacist's review 审方. */
  prescription(document: Document, deadlineMs?: number): Answer;
  /** Judge the sale by the rule pack. */
  review(deadlineMs?: number): Answer;
  /** Lift findings that may be lifted */
  overrideFinding(document: Document, deadlineMs?: number): Answer;
  /** What the fund, the account and the customer would pay 试算, for the reviewed basket. */
  quote(deadlineMs?: number): Answer;
  /** Settle the reviewed sale exactly once and seal it. */
  settle(deadlineMs?: number): Answer;
  /** Allow the register to settle the reviewed sale by itself 授权结算 ("settlement":"host" of the configuration). */
  authorise(deadlineMs?: number): Answer;
  /** Tell what became of an authorised sale 结算结果回报. */
  outcome(document: Document, deadlineMs?: number): Answer;
  /** Give the sale up. */
  abandon(document?: Document | null, deadlineMs?: number): Answer;
  /** Give a settled sale back 退货退费, whole and exactly once */
  refund(document: Document, deadlineMs?: number): Answer;
  /** The sale as it stands */
  show(deadlineMs?: number): Answer;
}
