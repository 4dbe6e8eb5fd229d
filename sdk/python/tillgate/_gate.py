"""Handles that close themselves, answers as dictionaries, errors as exceptions."""
import ctypes
import ctypes.util
import json
import os
import sys
from ctypes import byref, c_int32, create_string_buffer
from typing import Any, Callable, Optional

from ._calls import DECLARATIONS, Answer, Document, GateCalls, SaleCalls, Status, _encoded, _text

_OK, _E_ROOM, _E_ARGUMENT, _E_BUSY = 0, -3, -1, -5


class Error(Exception):
    """There is no answer. `caller` tells what the till must do; show `zh` and `next_zh`."""

    def __init__(self, number: int, name: str, document: Optional[Answer] = None) -> None:
        known = next((s for s in Status if s.number == number), None)
        said = document or {}
        self.number = number
        self.name = name
        self.status = known
        self.caller: str = said.get("caller") or (known.caller if known else "CALL_SERVICE")
        self.zh: str = said.get("zh") or (known.zh if known else "")
        self.next_zh: str = said.get("next_zh") or (known.next_zh if known else "")
        self.en: str = said.get("en") or (known.en if known else "")
        self.detail: str = said.get("detail", "")
        self.where: str = said.get("where", "")
        super().__init__(f"{name}: {self.zh} ({self.detail or self.en}) {self.where}".rstrip())


def _load(path: Optional[str]) -> ctypes.CDLL:
    name = path or os.environ.get("TILLGATE_LIBRARY")
    if not name:
        name = "tillgate.dll" if sys.platform == "win32" else "libtillgate.so.0"
    library = ctypes.CDLL(name)
    for function, (result, arguments) in DECLARATIONS.items():
        entry = getattr(library, function)
        entry.restype, entry.argtypes = result, arguments
    return library


def version(library: Optional[str] = None) -> str:
    return _load(library).tillgate_version().decode()


def _fetched(fetch: Callable[..., int], handle: int) -> Optional[str]:
    """A text of unknown length: once into a buffer that usually fits, again when it did not."""
    room = 4096
    while True:
        buffer, size = create_string_buffer(room), c_int32(room)
        status = fetch(handle, buffer, byref(size))
        if status == _OK:
            return buffer.value.decode()
        if status != _E_ROOM:
            return None
        room = size.value


class _Handle:
    """What gates and sales have in common; _library and _handle are set by them."""

    _library: ctypes.CDLL
    _handle: int = 0

    def _error(self, status: int, handle: Optional[int] = None) -> Error:
        text = _fetched(self._library.tillgate_last_error, self._handle if handle is None else handle)
        document = json.loads(text) if text else None
        if document and document["status"] != status:  # of an earlier call: this one had no handle to keep it
            document = None
        return Error(status, self._library.tillgate_status_name(status).decode(), document)

    def _ask_text(self, name: str, *arguments: Any) -> str:
        buffer, size = create_string_buffer(16384), c_int32(16384)
        status = getattr(self._library, name)(self._handle, *arguments, buffer, byref(size))
        if status == _E_ROOM:  # it took effect; only its answer is fetched again
            return _fetched(self._library.tillgate_answer, self._handle) or ""
        if status != _OK:
            raise self._error(status)
        return buffer.value.decode()

    def _close(self, name: str, deadline_ms: int) -> None:
        handle = self._handle
        if not handle:
            return
        status = getattr(self._library, name)(handle, deadline_ms)
        if status not in (_E_BUSY, _E_ARGUMENT):
            self._handle = 0
        if status != _OK:
            raise self._error(status, handle)


class Sale(_Handle, SaleCalls):
    """One sale. Closing gives an open one up; it is sealed then."""

    def __init__(self, library: ctypes.CDLL, handle: int) -> None:
        self._library, self._handle = library, handle
        self.begun: Answer = json.loads(_fetched(library.tillgate_answer, handle) or "{}")

    @property
    def handle(self) -> int:
        return self._handle

    def close(self, deadline_ms: int = 5000) -> None:
        self._close("tillgate_sale_close", deadline_ms)

    def __enter__(self) -> "Sale":
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()


class Gate(_Handle, GateCalls):
    """An opened till. `opened` is the status document of the opening."""

    def __init__(self, config_path: "str | os.PathLike[str]", deadline_ms: int = 5000, library: Optional[str] = None) -> None:
        self._library = _load(library)
        handle, buffer, size = c_int32(0), create_string_buffer(65536), c_int32(65536)
        status = self._library.tillgate_open(_text(os.fspath(config_path)), deadline_ms, byref(handle), buffer, byref(size))
        self._handle = handle.value
        if status == _E_ROOM and self._handle:
            self.opened: Answer = json.loads(_fetched(self._library.tillgate_answer, self._handle) or "{}")
            return
        document = json.loads(buffer.value) if buffer.value else None
        if status != _OK:
            raise Error(status, self._library.tillgate_status_name(status).decode(), document)
        self.opened = document

    @property
    def handle(self) -> int:
        return self._handle

    def begin(self, document: Document, deadline_ms: int = 5000) -> Sale:
        """Begin a sale, or find the sale of that key again."""
        handle, buffer, size = c_int32(0), create_string_buffer(1), c_int32(1)
        status = self._library.tillgate_sale_begin(self._handle, _encoded(document), deadline_ms, byref(handle), buffer, byref(size))
        if status not in (_OK, _E_ROOM):
            raise self._error(status)
        return Sale(self._library, handle.value)

    def close(self, deadline_ms: int = 20000) -> None:
        """Close the till and the sales that are still open; they are given up and sealed."""
        self._close("tillgate_close", deadline_ms)

    def __enter__(self) -> "Gate":
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()
