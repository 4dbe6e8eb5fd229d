"""Python: ctypes declarations, the methods of Gate and Sale, the statuses."""
import textwrap

TYPES = {
    "gate": ["c_int32"], "sale": ["c_int32"], "handle": ["c_int32"], "int": ["c_int32"], "deadline": ["c_int32"],
    "gate_out": ["POINTER(c_int32)"], "sale_out": ["POINTER(c_int32)"], "text": ["c_char_p"], "document": ["c_char_p"],
    "bytes": ["c_char_p", "c_int32"], "pixels": ["c_char_p", "c_int32", "c_int32", "c_int32"],
    "answer": ["c_char_p", "POINTER(c_int32)"],
}


def declarations(description):
    for call in description.calls:
        types = [t for a in call.arguments for t in TYPES[a.kind]]
        result = "c_char_p" if call.returns == "static_text" else "c_int32"
        yield f'    "{call.c_name}": ({result}, [{", ".join(types)}]),'


def method(call):
    parts, passed = ["self"], []
    for a in call.arguments:
        if a.kind == "document":
            parts.append(f"{a.name}: Optional[Document] = None" if a.optional else f"{a.name}: Document")
            passed.append(f"_encoded({a.name})")
        elif a.kind == "text":
            parts.append(f"{a.name}: str")
            passed.append(f"_text({a.name})")
        elif a.kind == "bytes":
            parts.append(f"{a.name}: Union[bytes, str]")
            passed.append(f"*_bytes({a.name})")
        elif a.kind == "pixels":
            parts.append(f"{a.name}: bytes, width: int, height: int, row_bytes: Optional[int] = None")
            passed.append(f"*_pixels({a.name}, width, height, row_bytes)")
        elif a.kind == "int":
            parts.append(f"{a.name}: int")
            passed.append(a.name)
        elif a.kind == "deadline":
            parts.append(f"{a.name}: int = {a.usual}")
            passed.append(a.name)
    text = call.first("answer").schema == "text"
    result, ask = ("str", "_ask_text") if text else ("Answer", "_ask")
    lines = [f"    def {'_'.join(call.words)}({', '.join(parts)}) -> {result}:"]
    lines += textwrap.wrap(f'"""{call.brief}"""', 110, initial_indent=" " * 8, subsequent_indent=" " * 8)
    lines.append(f'        return self.{ask}({", ".join([chr(34) + call.c_name + chr(34), *passed])})')
    return "\n".join(lines) + "\n"


def files(description):
    rows = "\n".join(declarations(description))
    statuses = "\n".join(
        f'    {s.name} = ({s.number}, "{s.caller}", "{s.en}", "{s.zh}", "{s.next_zh}")' for s in description.statuses)
    gate = "\n".join(method(c) for c in description.methods("gate"))
    sale = "\n".join(method(c) for c in description.methods("sale"))
    text = f'''# Made from sdk/calls.json and tillgate_status.h by ./dev calls.
import json
from ctypes import POINTER, c_char_p, c_int32
from enum import Enum
from typing import Any, Dict, Mapping, Optional, Tuple, Union

Document = Union[Mapping[str, Any], str]
Answer = Dict[str, Any]

VERSION = "{description.version}"
DECLARATIONS = {{
{rows}
}}


class Status(Enum):
    """Why a call gave no answer, and what the till should do about it (caller)."""

{statuses}

    def __init__(self, number: int, caller: str, en: str, zh: str, next_zh: str) -> None:
        self.number, self.caller, self.en, self.zh, self.next_zh = number, caller, en, zh, next_zh


def _text(value: str) -> bytes:
    encoded = value.encode()
    if b"\\0" in encoded:
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
{gate}

class SaleCalls(Calls):
{sale}'''
    return {"sdk/python/tillgate/_calls.py": text}
