"""What the library itself is built with: the list of exports, and the methods of tillgate_call."""
from description import BY_HAND


def call_methods(description):
    """Rows {name, arguments it takes, how to make the call}; r is the request, o the caller's buffer."""
    lines = ["// Made from sdk/calls.json by ./dev calls: what tillgate_call can call.", "// clang-format off"]
    for call in description.calls:
        if call.returns != "status" or call.name in ("open", "close", "call") or call.first("pixels"):
            continue
        passed, taken = [], []
        for a in call.arguments:
            passed += {
                "gate": ["r.gate"],
                "sale": ["r.sale"],
                "handle": ["r.sale_or_gate()"],
                "int": [f'r.number("{a.name}")'],
                "sale_out": ["&r.sale"],
                "text": [f'r.text("{a.name}")'],
                "document": ["r.document()"],
                "bytes": ["r.bytes()", "r.length()"],
                "deadline": ["r.deadline_ms"],
                "answer": ["o.text", "o.size"],
            }[a.kind]
            name = {"document": "document", "sale": "sale", "handle": "sale", "bytes": "bytes base64"}.get(a.kind)
            taken += [name] if name else [a.name] if a.kind in ("int", "text") else []
        kind = "sale" if call.arguments[0].kind == "sale" else "gate"
        output = "const Output& o" if call.first("answer") else "const Output&"
        lines.append(f'{{"{call.name}", HandleKind::{kind}, "{" ".join(taken)}", [](Request& r, {output}) {{')
        lines.append(f"   return {call.c_name}({', '.join(passed)}); }}}},")
    return "\n".join(lines) + "\n"


def files(description):
    return {
        "plugin/abi/exports.txt": "".join(c.c_name + "\n" for c in description.calls),
        "plugin/abi/call_methods.inc": call_methods(description),
    }
