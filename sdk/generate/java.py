"""Java: the JNA interface, the methods of Gate and Sale, the statuses."""
from csharp import camel, escaped, quoted

MADE = "// Made from sdk/calls.json and tillgate_status.h by ./dev calls.\npackage tillgate;\n\n"


def native(call):
    parts = []
    for a in call.arguments:
        parts += {
            "gate": [f"int {a.name}"], "sale": [f"int {a.name}"], "handle": [f"int {a.name}"], "int": [f"int {a.name}"],
            "deadline": [f"int {a.name}"], "gate_out": [f"IntByReference {a.name}"], "sale_out": [f"IntByReference {a.name}"],
            "text": [f"byte[] {a.name}"], "document": [f"byte[] {a.name}"], "bytes": [f"byte[] {a.name}", "int length"],
            "pixels": [f"byte[] {a.name}", "int width", "int height", "int row_bytes"],
            "answer": [f"byte[] {a.name}", f"IntByReference {a.name}_size"],
        }[a.kind]
    return f"  {'String' if call.returns == 'static_text' else 'int'} {call.c_name}({', '.join(parts)});"


def method(call):
    parts, passed, checks, usual = [], [], [], None
    for a in call.arguments:
        name = camel(a.name.split("_"))
        if a.kind in ("text", "document"):
            parts.append(("String", name))
            passed.append(f"Utf8.encode({name})" if not a.optional else f"{name} == null ? null : Utf8.encode({name})")
        elif a.kind == "bytes":
            parts.append(("byte[]", name))
            passed += [name, f"{name}.length"]
        elif a.kind == "pixels":
            parts += [("byte[]", "pixels"), ("int", "width"), ("int", "height"), ("int", "rowBytes")]
            checks.append("    Utf8.checkPixels(pixels, width, height, rowBytes);")
            passed += ["pixels", "width", "height", "rowBytes"]
        elif a.kind in ("int", "deadline"):
            usual = a.usual if a.kind == "deadline" else usual
            parts.append(("int", name))
            passed.append(name)
        elif a.kind == "answer":
            passed += ["answer", "size"]
        else:
            passed.append("handle")
    name = camel(call.words)
    signature = ", ".join(f"{t} {n}" for t, n in parts)
    lines = [f"  /** {escaped(call.brief)} */", f"  public String {name}({signature}) {{", *checks,
             f"    return ask((answer, size) -> calls.{call.c_name}({', '.join(passed)}));", "  }"]
    if usual is not None:
        shorter = [(t, n) for t, n in parts if n != "deadlineMs"]
        given = ", ".join(n if n != "deadlineMs" else f"{usual:_}" for _, n in parts)
        lines += [f"  /** The same, with a deadline of {usual} ms. */",
                  f"  public String {name}({', '.join(f'{t} {n}' for t, n in shorter)}) {{",
                  f"    return {name}({given});", "  }"]
    return "\n".join(lines)


def class_of(description, kind):
    name = {"gate": "GateCalls", "sale": "SaleCalls"}[kind]
    body = "\n\n".join(method(c) for c in description.methods(kind))
    return MADE + f"""/** The calls on a {kind} that have one shape. */
public abstract class {name} extends Asking {{
  {name}(Calls calls, int handle) {{
    super(calls, handle);
  }}

{body}
}}
"""


def files(description):
    rows = "\n".join(native(c) for c in description.calls)
    calls = MADE + f"""import com.sun.jna.Library;
import com.sun.jna.ptr.IntByReference;

/** The C functions, as they are. */
interface Calls extends Library {{
{rows}
}}
"""
    names = ",\n".join(f"  /** {escaped(s.en)} */\n  {s.name}({s.number}, {', '.join(quoted(t) for t in (s.caller, s.en, s.zh, s.next_zh))})"
                       for s in description.statuses)
    status = MADE + f"""/** Why a call gave no answer, and what the till should do about it (caller). */
public enum Status {{
{names};

  public final int number;
  public final String caller;
  public final String en;
  public final String zh;
  public final String nextZh;

  Status(int number, String caller, String en, String zh, String nextZh) {{
    this.number = number;
    this.caller = caller;
    this.en = en;
    this.zh = zh;
    this.nextZh = nextZh;
  }}

  /** null for a number of a newer library. */
  public static Status of(int number) {{
    for (Status status : values()) if (status.number == number) return status;
    return null;
  }}
}}
"""
    folder = "sdk/java/src/tillgate/"
    return {folder + "Calls.java": calls, folder + "Status.java": status,
            folder + "GateCalls.java": class_of(description, "gate"),
            folder + "SaleCalls.java": class_of(description, "sale")}
