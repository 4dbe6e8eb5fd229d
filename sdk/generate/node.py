"""Node: prototypes for koffi, the methods of Gate and Sale, the statuses, and types of them all."""
import json

from csharp import camel
from description import c_arguments

OUT = {"tillgate_gate*": "_Out_ int32_t*", "tillgate_sale*": "_Out_ int32_t*", "int32_t*": "_Inout_ int32_t*",
       "char*": "_Out_ uint8_t*", "tillgate_gate": "int32_t", "tillgate_sale": "int32_t"}


def native(call):
    parts = []
    for part in c_arguments(call):
        kind, _, name = part.rpartition(" ")
        # Bytes of any value come as a Buffer: a JavaScript string would be encoded and cut at NUL.
        parts.append(f"{'const uint8_t*' if kind == 'const char*' else OUT.get(kind, kind)} {name}")
    result = "const char*" if call.returns == "static_text" else "int32_t"
    return f"{result} {call.c_name}({', '.join(parts) or 'void'})"


def method(call):
    parts, typed, passed = [], [], []
    for a in call.arguments:
        name = camel(a.name.split("_"))
        if a.kind == "document":
            parts.append(name + (" = null" if a.optional else ""))
            typed.append(f"{name}{'?' if a.optional else ''}: Document{' | null' if a.optional else ''}")
            passed.append(f"encoded({name})")
        elif a.kind == "text":
            parts.append(name)
            typed.append(f"{name}: string")
            passed.append(f"text({name})")
        elif a.kind == "bytes":
            parts.append(name)
            typed.append(f"{name}: Uint8Array | string")
            passed.append(f"...bytesOf({name})")
        elif a.kind == "pixels":
            parts.append("pixels, width, height, rowBytes = width")
            typed.append("pixels: Uint8Array, width: number, height: number, rowBytes?: number")
            passed.append("...imageOf(pixels, width, height, rowBytes)")
        elif a.kind in ("int", "deadline"):
            parts.append(name + (f" = {a.usual}" if a.usual else ""))
            typed.append(f"{name}{'?' if a.usual else ''}: number")
            passed.append(name)
    asked = "askText" if call.first("answer").schema == "text" else "ask"
    given = ", ".join([f"'{call.c_name}'", *passed])
    name = camel(call.words)
    lines = [f"  /** {call.brief} */", f"  {name}({', '.join(parts)}) {{", f"    return this.{asked}({given});", "  }"]
    result = "string" if asked == "askText" else "Answer"
    types = [f"  /** {call.brief} */", f"  {name}({', '.join(typed)}): {result};"]
    return "\n".join(lines), "\n".join(types)


def files(description):
    rows = "\n".join(f"  '{native(c)}'," for c in description.calls)
    statuses = "\n".join(f"  {s.name}: {json.dumps({'number': s.number, 'caller': s.caller, 'en': s.en, 'zh': s.zh, 'nextZh': s.next_zh}, ensure_ascii=False)},"
                         for s in description.statuses)
    gate = [method(c) for c in description.methods("gate")]
    sale = [method(c) for c in description.methods("sale")]
    code = f"""// Made from sdk/calls.json and tillgate_status.h by ./dev calls.
'use strict';

const prototypes = [
{rows}
];

const statuses = Object.freeze({{
{statuses}
}});

function text(value) {{
  const encoded = Buffer.from(value + '\\0', 'utf8');
  if (encoded.indexOf(0) !== encoded.length - 1) throw new RangeError('a text cannot hold a NUL character');
  return encoded;
}}
function encoded(document) {{
  if (document === null || document === undefined) return null;
  return text(typeof document === 'string' ? document : JSON.stringify(document));
}}
function bytesOf(value) {{
  const raw = typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
  return [raw, raw.length];
}}
function imageOf(pixels, width, height, rowBytes) {{
  if (pixels.length < (height - 1) * rowBytes + width) throw new RangeError('fewer pixels than the sizes say');
  return [pixels, width, height, rowBytes];
}}

// ask(name, ...arguments) and askText are given by the class that extends these.
const GateCalls = (Base) => class extends Base {{
{chr(10).join(c for c, _ in gate)}
}};

const SaleCalls = (Base) => class extends Base {{
{chr(10).join(c for c, _ in sale)}
}};

module.exports = {{ prototypes, statuses, text, encoded, GateCalls, SaleCalls }};
"""
    types = f"""// Made from sdk/calls.json and tillgate_status.h by ./dev calls.
export type Document = Record<string, unknown> | string;
export type Answer = Record<string, any>;
export type StatusName = {' | '.join(f"'{s.name}'" for s in description.statuses)};

export interface GateCalls {{
{chr(10).join(t for _, t in gate)}
}}

export interface SaleCalls {{
{chr(10).join(t for _, t in sale)}
}}
"""
    return {"sdk/node/calls.js": code, "sdk/node/calls.d.ts": types}
