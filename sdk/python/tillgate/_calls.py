# Made from sdk/calls.json and tillgate_status.h by ./dev calls.
import json
from ctypes import POINTER, c_char_p, c_int32
from enum import Enum
from typing import Any, Dict, Mapping, Optional, Tuple, Union

Document = Union[Mapping[str, Any], str]
Answer = Dict[str, Any]

VERSION = "0.1.0"
DECLARATIONS = {
    "tillgate_version": (c_char_p, []),
    "tillgate_status_name": (c_char_p, [c_int32]),
    "tillgate_answer": (c_int32, [c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_last_error": (c_int32, [c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_open": (c_int32, [c_char_p, c_int32, POINTER(c_int32), c_char_p, POINTER(c_int32)]),
    "tillgate_close": (c_int32, [c_int32, c_int32]),
    "tillgate_status": (c_int32, [c_int32, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_catalogue_import": (c_int32, [c_int32, c_char_p, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_stock_receive": (c_int32, [c_int32, c_char_p, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_policy_install": (c_int32, [c_int32, c_char_p, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_policy_rollback": (c_int32, [c_int32, c_char_p, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_sync": (c_int32, [c_int32, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_uploads_requeue": (c_int32, [c_int32, c_char_p, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_reconcile": (c_int32, [c_int32, c_char_p, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_checkpoint": (c_int32, [c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_receipt": (c_int32, [c_int32, c_char_p, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_export": (c_int32, [c_int32, c_char_p, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_person_erase": (c_int32, [c_int32, c_char_p, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_scanner_check": (c_int32, [c_int32, c_char_p, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_sale_begin": (c_int32, [c_int32, c_char_p, c_int32, POINTER(c_int32), c_char_p, POINTER(c_int32)]),
    "tillgate_sale_identify": (c_int32, [c_int32, c_char_p, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_sale_set_line": (c_int32, [c_int32, c_char_p, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_sale_remove_line": (c_int32, [c_int32, c_int32, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_sale_move_line": (c_int32, [c_int32, c_char_p, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_sale_scan": (c_int32, [c_int32, c_char_p, c_int32, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_sale_scan_image": (c_int32, [c_int32, c_char_p, c_int32, c_int32, c_int32, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_sale_scan_frame": (c_int32, [c_int32, c_char_p, c_int32, c_int32, c_int32, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_sale_learn": (c_int32, [c_int32, c_char_p, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_sale_prescription": (c_int32, [c_int32, c_char_p, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_sale_review": (c_int32, [c_int32, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_sale_override": (c_int32, [c_int32, c_char_p, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_sale_quote": (c_int32, [c_int32, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_sale_settle": (c_int32, [c_int32, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_sale_authorise": (c_int32, [c_int32, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_sale_outcome": (c_int32, [c_int32, c_char_p, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_sale_abandon": (c_int32, [c_int32, c_char_p, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_sale_refund": (c_int32, [c_int32, c_char_p, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_sale_show": (c_int32, [c_int32, c_int32, c_char_p, POINTER(c_int32)]),
    "tillgate_sale_close": (c_int32, [c_int32, c_int32]),
    "tillgate_call": (c_int32, [c_int32, c_char_p, c_char_p, c_int32, c_char_p, POINTER(c_int32)]),
}


class Status(Enum):
    """Why a call gave no answer, and what the till should do about it (caller)."""

    OK = (0, "GO_ON", "done; the out parameters are filled", "完成", "继续")
    E_ARGUMENT = (-1, "FIX_CALL", "an argument is outside its documented range", "收银软件调用有误", "请联系收银软件厂家")
    E_DOCUMENT = (-2, "FIX_CALL", "a document is malformed or breaks its schema; `where` is the JSON pointer", "收银软件送来的数据有误", "请联系收银软件厂家")
    E_ROOM = (-3, "FIX_CALL", "the call took effect, its answer did not fit; fetch it with tillgate_answer", "收银软件缓冲区太小", "请联系收银软件厂家")
    E_HANDLE = (-4, "FIX_CALL", "not an open handle of this kind", "收银软件调用有误", "请联系收银软件厂家")
    E_BUSY = (-5, "RETRY", "another call is running on this handle; nothing changed", "正在处理上一步", "请稍候再试")
    E_STATE = (-6, "FIX_CALL", "the sale is not in a state that allows this call; nothing changed", "这一步现在不能做", "请按提示的顺序操作")
    E_CONFIG = (-7, "CALL_SERVICE", "the configuration cannot be used", "医保闸门配置有误", "请联系信息员检查配置")
    E_STORE = (-8, "CALL_SERVICE", "the database could not be read or written", "本机数据库读写失败", "不能刷医保,请联系信息员")
    E_LOCKED = (-9, "CALL_SERVICE", "another program holds the database", "数据库正被别的程序占用", "请关闭重复打开的收银程序")
    E_KEY = (-10, "CALL_SERVICE", "a key is missing or unusable", "签名密钥不可用", "不能刷医保,请联系信息员")
    E_POLICY = (-11, "CALL_SERVICE", "the rule pack is missing or broken", "规则包不可用", "不能刷医保,请联系信息员")
    E_OFFLINE = (-12, "ASK_CASHIER", "the insurance platform was not reached; no money moved", "医保网不通,没有扣款", "稍后再试,或改自费并保留小票")
    E_UNCERTAIN = (-13, "ASK_CASHIER", "the platform's reply was lost; the sale is being reversed", "医保没有回音,正在撤销", "先不要交药,等系统提示结果")
    E_PLATFORM = (-14, "CALL_SERVICE", "the insurance platform answered something that cannot be understood", "医保平台回答异常", "稍后再试,不行请联系信息员")
    E_DECODER = (-15, "RETRY", "the image decoder is not available; the next image starts a new one", "没有识别成功", "请再拍一次或用扫码枪")
    E_DEADLINE = (-16, "RETRY", "the deadline passed before the work was done; nothing changed", "超时,没有完成", "请再试一次")
    E_FORKED = (-17, "FIX_CALL", "called in a forked child of the process that opened the gate", "收银软件调用有误", "请联系收银软件厂家")
    E_LIMIT = (-18, "FIX_CALL", "a documented limit would be passed; nothing changed", "超过数量上限", "请分成几单")
    E_LEDGER = (-19, "CALL_SERVICE", "the sealed log does not match its signature", "封存记录校验失败", "不能刷医保,请联系信息员")
    E_CONFLICT = (-20, "FIX_CALL", "the same key was used before for something else; nothing changed", "单号重复", "请换一个单号")
    E_INTERNAL = (-99, "CALL_SERVICE", "a fault in the library; the step was not done", "系统内部错误", "请联系信息员")

    def __init__(self, number: int, caller: str, en: str, zh: str, next_zh: str) -> None:
        self.number, self.caller, self.en, self.zh, self.next_zh = number, caller, en, zh, next_zh


def _text(value: str) -> bytes:
    encoded = value.encode()
    if b"\0" in encoded:
        raise ValueError("a text cannot hold a NUL character")
    return encoded


def _encoded(document: Optional[Document]) -> Optional[bytes]:
    if document is None:
        return None
    return _text(document if isinstance(document, str) else json.dumps(document, ensure_ascii=False))


def _bytes(value: Union[bytes, str]) -> Tuple[bytes, int]:
    raw = value.encode() if isinstance(value, str) else value
    return raw, len(raw)


def _pixels(pixels: bytes, width: int, height: int, row_bytes: Optional[int]) -> Tuple[bytes, int, int, int]:
    row = width if row_bytes is None else row_bytes
    if len(pixels) < (height - 1) * row + width:
        raise ValueError("fewer pixels than width, height and row_bytes say")
    return pixels, width, height, row


class Calls:
    def _ask(self, name: str, *arguments: Any) -> Answer:
        return json.loads(self._ask_text(name, *arguments))

    def _ask_text(self, name: str, *arguments: Any) -> str:
        raise NotImplementedError


class GateCalls(Calls):
    def status(self, deadline_ms: int = 5000) -> Answer:
        """Health of the till"""
        return self._ask("tillgate_status", deadline_ms)

    def catalogue_import(self, products: Document, deadline_ms: int = 5000) -> Answer:
        """Add or change products 商品档案"""
        return self._ask("tillgate_catalogue_import", _encoded(products), deadline_ms)

    def stock_receive(self, document: Document, deadline_ms: int = 5000) -> Answer:
        """Take packs in 验收入库"""
        return self._ask("tillgate_stock_receive", _encoded(document), deadline_ms)

    def policy_install(self, document: Document, deadline_ms: int = 5000) -> Answer:
        """Put a rule pack 规则包 in force"""
        return self._ask("tillgate_policy_install", _encoded(document), deadline_ms)

    def policy_rollback(self, document: Document, deadline_ms: int = 5000) -> Answer:
        """Go back to an earlier version of a rule pack that was in force on this till before 规则包回退."""
        return self._ask("tillgate_policy_rollback", _encoded(document), deadline_ms)

    def sync(self, deadline_ms: int = 20000) -> Answer:
        """Send the waiting uploads now and finish what was interrupted, until nothing waits or the deadline
        comes."""
        return self._ask("tillgate_sync", deadline_ms)

    def uploads_requeue(self, document: Document, deadline_ms: int = 5000) -> Answer:
        """Send uploads again that the platform refused 退回重传 (tillgate_status lists them with the reason),
        after the cause was mended"""
        return self._ask("tillgate_uploads_requeue", _encoded(document), deadline_ms)

    def reconcile(self, document: Document, deadline_ms: int = 60000) -> Answer:
        """Compare our books with the platform's 对账, once a day after closing"""
        return self._ask("tillgate_reconcile", _encoded(document), deadline_ms)

    def checkpoint(self) -> str:
        """The newest checkpoint 检查点 of the sealed log, a signed note"""
        return self._ask_text("tillgate_checkpoint")

    def receipt(self, sale: str, deadline_ms: int = 5000) -> Answer:
        """What a customer carries home of a settled sale 存证凭据, to be printed on the receipt"""
        return self._ask("tillgate_receipt", _text(sale), deadline_ms)

    def export_log(self, folder: str, deadline_ms: int = 20000) -> Answer:
        """Publish the sealed log into a folder an auditor can take away and check with tillgate-audit
        verify."""
        return self._ask("tillgate_export", _text(folder), deadline_ms)

    def person_erase(self, document: Document, deadline_ms: int = 5000) -> Answer:
        """Erase the person from a sale that is over 删除个人信息, when the person asks for it or the time of
        keeping has passed"""
        return self._ask("tillgate_person_erase", _encoded(document), deadline_ms)

    def scanner_check(self, document: Document, deadline_ms: int = 5000) -> Answer:
        """Check the settings of a hand scanner 扫码枪设置检查."""
        return self._ask("tillgate_scanner_check", _encoded(document), deadline_ms)

    def call(self, method: str, request: Optional[Document] = None, deadline_ms: int = 20000) -> Answer:
        """Make any call by its name."""
        return self._ask("tillgate_call", _text(method), _encoded(request), deadline_ms)


class SaleCalls(Calls):
    def identify(self, document: Document, deadline_ms: int = 20000) -> Answer:
        """Verify who buys, for this sale only (real-name purchase 实名购药)"""
        return self._ask("tillgate_sale_identify", _encoded(document), deadline_ms)

    def set_line(self, document: Document, deadline_ms: int = 5000) -> Answer:
        """Add a line or replace the one with the same number."""
        return self._ask("tillgate_sale_set_line", _encoded(document), deadline_ms)

    def remove_line(self, line: int, deadline_ms: int = 5000) -> Answer:
        """Take a line out of the sale, with the codes scanned for it."""
        return self._ask("tillgate_sale_remove_line", line, deadline_ms)

    def move_line(self, document: Document, deadline_ms: int = 5000) -> Answer:
        """Have lines paid by the customer and not by the fund 改自费, when the cashier says so and the customer
        agrees; the rest can then be settled."""
        return self._ask("tillgate_sale_move_line", _encoded(document), deadline_ms)

    def scan(self, bytes: Union[bytes, str], deadline_ms: int = 5000) -> Answer:
        """Take in what a scanner sent."""
        return self._ask("tillgate_sale_scan", *_bytes(bytes), deadline_ms)

    def scan_image(self, pixels: bytes, width: int, height: int, row_bytes: Optional[int] = None, deadline_ms: int = 5000) -> Answer:
        """Read all codes of a camera frame and take them in like tillgate_sale_scan."""
        return self._ask("tillgate_sale_scan_image", *_pixels(pixels, width, height, row_bytes), deadline_ms)

    def scan_frame(self, pixels: bytes, width: int, height: int, row_bytes: Optional[int] = None, deadline_ms: int = 5000) -> Answer:
        """One frame of a camera that films the counter, as many a second as the register likes."""
        return self._ask("tillgate_sale_scan_frame", *_pixels(pixels, width, height, row_bytes), deadline_ms)

    def learn(self, document: Document, deadline_ms: int = 5000) -> Answer:
        """A pharmacist on duty says that a code which no register knows (rule TR-07) belongs to the product
        of its line."""
        return self._ask("tillgate_sale_learn", _encoded(document), deadline_ms)

    def prescription(self, document: Document, deadline_ms: int = 5000) -> Answer:
        """Attach a prescription 处方 with its pharmacist's review 审方."""
        return self._ask("tillgate_sale_prescription", _encoded(document), deadline_ms)

    def review(self, deadline_ms: int = 5000) -> Answer:
        """Judge the sale by the rule pack."""
        return self._ask("tillgate_sale_review", deadline_ms)

    def override_finding(self, document: Document, deadline_ms: int = 5000) -> Answer:
        """Lift findings that may be lifted"""
        return self._ask("tillgate_sale_override", _encoded(document), deadline_ms)

    def quote(self, deadline_ms: int = 20000) -> Answer:
        """What the fund, the account and the customer would pay 试算, for the reviewed basket."""
        return self._ask("tillgate_sale_quote", deadline_ms)

    def settle(self, deadline_ms: int = 20000) -> Answer:
        """Settle the reviewed sale exactly once and seal it."""
        return self._ask("tillgate_sale_settle", deadline_ms)

    def authorise(self, deadline_ms: int = 5000) -> Answer:
        """Allow the register to settle the reviewed sale by itself 授权结算 ("settlement":"host" of the
        configuration)."""
        return self._ask("tillgate_sale_authorise", deadline_ms)

    def outcome(self, document: Document, deadline_ms: int = 5000) -> Answer:
        """Tell what became of an authorised sale 结算结果回报."""
        return self._ask("tillgate_sale_outcome", _encoded(document), deadline_ms)

    def abandon(self, document: Optional[Document] = None, deadline_ms: int = 5000) -> Answer:
        """Give the sale up."""
        return self._ask("tillgate_sale_abandon", _encoded(document), deadline_ms)

    def refund(self, document: Document, deadline_ms: int = 20000) -> Answer:
        """Give a settled sale back 退货退费, whole and exactly once"""
        return self._ask("tillgate_sale_refund", _encoded(document), deadline_ms)

    def show(self, deadline_ms: int = 5000) -> Answer:
        """The sale as it stands"""
        return self._ask("tillgate_sale_show", deadline_ms)
