"""Takes calls that a header declares and sdk/calls.json does not have yet into the description.

Kinds follow from the C types, schemas from the file names in the header's comment; look at what was added.
"""
import json
import re

import description as d


def described(name, declaration, comment, state):
    text = " ".join(" ".join(comment).split())
    inputs = re.search(r"@param (?:document|products|request) .*?(\w+)\.schema\.json", text)
    outputs = re.search(r"@param answer .*?(\w+)\.schema\.json", text)
    arguments = []
    parts = [p.strip() for p in declaration[declaration.index("(") + 1:-1].split(",")]
    while parts and parts[0] != "void":
        kind_text, _, argument = parts.pop(0).rpartition(" ")
        if kind_text in ("tillgate_gate", "tillgate_sale"):
            arguments.append({"name": argument, "kind": kind_text.removeprefix("tillgate_")})
        elif kind_text in ("tillgate_gate*", "tillgate_sale*"):
            arguments.append({"name": argument, "kind": kind_text.removeprefix("tillgate_").replace("*", "_out")})
        elif kind_text == "const uint8_t*":
            arguments.append({"name": argument, "kind": "pixels"})
            parts = parts[3:]
        elif kind_text == "char*":
            schema = {"schema": outputs[1]} if outputs else {"schema": "sale"} if "@param answer the sale" in text else {}
            arguments.append({"name": argument, "kind": "answer", **schema})
            parts = parts[1:]
        elif argument == "deadline_ms":
            arguments.append({"name": argument, "kind": "deadline", "usual": 20000 if "E_OFFLINE" in text else 5000})
        elif kind_text == "int32_t":
            arguments.append({"name": argument, "kind": "handle" if argument == "handle" else "int"})
        elif parts and parts[0] == "int32_t length":
            arguments.append({"name": argument, "kind": "bytes"})
            parts = parts[1:]
        elif argument in ("document", "products", "request") and inputs:
            optional = {"optional": True} if "or NULL" in text else {}
            arguments.append({"name": argument, "kind": "document", "schema": inputs[1], **optional})
        else:
            arguments.append({"name": argument, "kind": "text"})
    returns = {"returns": "static_text"} if declaration.startswith("const char*") else {}
    return {"name": name, "state": state, **returns, "arguments": arguments}


def row(call):
    head = json.dumps({k: v for k, v in call.items() if k != "arguments"}, ensure_ascii=False)[1:-1]
    arguments = ",\n".join("      " + json.dumps(a, ensure_ascii=False) for a in call["arguments"])
    return f'    {{{head}, "arguments": [' + ("\n" + arguments if arguments else "") + "]}"


def adopt(root):
    """Returns the names it added."""
    path = root / d.DESCRIPTION
    document = json.loads(path.read_text(encoding="utf-8"))
    calls = document["calls"]
    known = {c["name"] for c in calls}
    added = []
    for state in d.HEADERS:
        before = None
        for name, (declaration, comment) in d.declared(root, state).items():
            if name not in known:
                call = described(name, declaration, comment, state)
                call = {"name": name, "since": d.version(root).rpartition(".")[0], **call}
                at = next((i + 1 for i, c in enumerate(calls) if c["name"] == before), len(calls))
                calls.insert(at, call)
                added.append(name)
            before = name
    if added:
        kinds = ",\n".join(f"    {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in document["kinds"].items())
        rows = ",\n".join(row(c) for c in calls)
        path.write_text(f'{{\n  "kinds": {{\n{kinds}\n  }},\n  "calls": [\n{rows}\n  ]\n}}\n', encoding="utf-8")
    return added
