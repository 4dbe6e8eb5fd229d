"""A host that can only pass texts: open, close, and the universal call. call_host.py LIBRARY CONFIG STEPS"""
import ctypes
import json
import sys

GATE_METHODS = {"import": "catalogue_import", "receive": "stock_receive", "sync": "sync"}
SALE_METHODS = {"identify": "identify", "line": "set_line", "prescription": "prescription", "learn": "learn",
                "override": "override", "refund": "refund", "move": "move_line", "quote": "quote", "abandon": "abandon", "review": "review", "settle": "settle",
                "show": "show", "close": "close"}


class Host:
    def __init__(self, path):
        self.library = ctypes.CDLL(path)
        self.library.tillgate_status_name.restype = ctypes.c_char_p
        self.gate = 0
        self.sale = ""

    def open(self, config):
        gate = ctypes.c_int32(0)
        status = self.library.tillgate_open(config.encode(), 5000, ctypes.byref(gate), None, None)
        self.gate = gate.value
        if status != 0:
            sys.exit(f"open: {status}")

    def call(self, method, request):
        room = 4096
        buffer, size = ctypes.create_string_buffer(room), ctypes.c_int32(room)
        text = json.dumps(request, ensure_ascii=False).encode()
        status = self.library.tillgate_call(self.gate, method.encode(), text, 20000, buffer, ctypes.byref(size))
        if status == -3:  # E_ROOM: again, by the same way of calling
            buffer, size = ctypes.create_string_buffer(size.value), ctypes.c_int32(size.value)
            again = {"sale": request["sale"] if "sale" in request else request["document"]["key"]} if "sale" in method else {}
            status = self.library.tillgate_call(self.gate, b"answer", json.dumps(again).encode(), 5000, buffer, ctypes.byref(size))
        return self.library.tillgate_status_name(status).decode(), buffer.value.decode()

    def play(self, step, argument):
        if step == "receipt":
            return self.call("receipt", {"sale": argument})
        if step in GATE_METHODS:
            return self.call(GATE_METHODS[step], {"document": json.loads(argument)} if argument else {})
        if step == "begin":
            document = json.loads(argument)
            self.sale = document["key"]
            return self.call("sale_begin", {"document": document})
        request = {"sale": self.sale}
        if step == "scan":
            return self.call("sale_scan", {**request, "bytes": argument + "\r"})
        if step == "remove_line":
            return self.call("sale_remove_line", {**request, "line": int(argument)})
        if argument:
            request["document"] = json.loads(argument)
        return self.call("sale_" + SALE_METHODS[step], request)


def main(library, config, steps):
    sys.stdout.reconfigure(encoding="utf-8")
    host = Host(library)
    host.open(config)
    for line in open(steps, encoding="utf-8", newline="\n"):
        step, _, argument = line.rstrip("\n").partition("\t")
        name, answer = host.play(step, argument)
        if name == "OK":
            print(step, name, answer or "{}", sep="\t")
        else:
            error = json.loads(answer)
            print(step, error["name"], f"{error['zh']} → {error['next_zh']}", sep="\t")
    sys.exit(1 if host.library.tillgate_close(host.gate, 20000) else 0)


main(*sys.argv[1:])
