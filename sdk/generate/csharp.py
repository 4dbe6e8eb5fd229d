"""C#: P/Invoke declarations, the methods of Gate and Sale, the statuses."""

KEYWORDS = {"override", "bytes"}


def camel(words):
    return words[0] + "".join(w.capitalize() for w in words[1:])


def pascal(words):
    return "".join(w.capitalize() for w in words)


def native(call):
    parts = []
    for a in call.arguments:
        parts += {
            "gate": [f"int {a.name}"], "sale": [f"int {a.name}"], "handle": [f"int {a.name}"], "int": [f"int {a.name}"],
            "deadline": [f"int {a.name}"], "gate_out": [f"out int {a.name}"], "sale_out": [f"out int {a.name}"],
            "text": [f"byte[] {a.name}"], "document": [f"byte[] {a.name}"], "bytes": [f"byte[] {a.name}", "int length"],
            "pixels": [f"byte[] {a.name}", "int width", "int height", "int row_bytes"],
            "answer": [f"byte[] {a.name}", f"ref int {a.name}_size"],
        }[a.kind]
    result = "IntPtr" if call.returns == "static_text" else "int"
    return ('    [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]\n'
            f'    internal static extern {result} {call.c_name}({", ".join(parts)});')


def method(call):
    parts, passed, before = [], [], []
    for a in call.arguments:
        name = camel(a.name.split("_"))
        if a.kind in ("text", "document"):
            parts.append(f"string {name}" + (" = null" if a.optional else ""))
            before.append(f'      byte[] {name}Text = Utf8.Encode({name}, "{name}", {"true" if a.optional else "false"});')
            passed.append(f"{name}Text")
        elif a.kind == "bytes":
            parts.append(f"byte[] {name}")
            before.append(f'      if ({name} == null) throw new ArgumentNullException("{name}");')
            passed += [name, f"{name}.Length"]
        elif a.kind == "pixels":
            parts.append("byte[] pixels, int width, int height, int rowBytes")
            before.append("      Utf8.CheckPixels(pixels, width, height, rowBytes);")
            passed += ["pixels", "width", "height", "rowBytes"]
        elif a.kind == "int":
            parts.append(f"int {name}")
            passed.append(name)
        elif a.kind == "deadline":
            parts.append(f"int {name} = {a.usual}")
            passed.append(name)
        elif a.kind == "answer":
            passed += ["answer", "ref size"]
        else:
            passed.append("Handle")
    lines = [f"    /// <summary>{escaped(call.brief)}</summary>",
             f"    public string {pascal(call.words)}({', '.join(parts)}) {{", *before,
             "      return Ask((byte[] answer, ref int size) =>",
             f"          Native.{call.c_name}({', '.join(passed)}));", "    }"]
    return "\n".join(lines)


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def files(description):
    rows = "\n".join(native(c) for c in description.calls)
    names = "\n".join(f"    /// <summary>{escaped(s.en)}</summary>\n    {pascal(s.name.lower().split('_'))} = {s.number},"
                      for s in description.statuses)
    texts = "\n".join(f"      {{ {s.number}, new[] {{ {', '.join(quoted(t) for t in (s.name, s.caller, s.en, s.zh, s.next_zh))} }} }},"
                      for s in description.statuses)
    gate = "\n\n".join(method(c) for c in description.methods("gate"))
    sale = "\n\n".join(method(c) for c in description.methods("sale"))
    text = f"""// Made from sdk/calls.json and tillgate_status.h by ./dev calls.
using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace TillGate {{
  internal static class Native {{
    internal const string Library = "tillgate";  // tillgate.dll, libtillgate.so

{rows}
  }}

  /// <summary>Why a call gave no answer.</summary>
  public enum Status {{
{names}
  }}

  internal static class StatusTexts {{
    // name, caller, English, Chinese, next step
    internal static readonly Dictionary<int, string[]> All = new Dictionary<int, string[]> {{
{texts}
    }};
  }}

  public sealed partial class Gate {{
{gate}
  }}

  public sealed partial class Sale {{
{sale}
  }}
}}
"""
    return {"sdk/csharp/TillGate/Calls.cs": text}
