"""Pascal: types and loading of the C functions, the methods of Gate and Sale, the statuses."""
from csharp import pascal

HEAD = "{ Made from sdk/calls.json and tillgate_status.h by ./dev calls. }\n"


def name_of(argument):
    return "A" + pascal(argument.name.split("_"))


def native(call):
    parts = []
    for a in call.arguments:
        parts += {
            "gate": ["AGate: Int32"], "sale": ["ASale: Int32"], "handle": ["AHandle: Int32"], "int": [f"{name_of(a)}: Int32"],
            "deadline": ["ADeadlineMs: Int32"], "gate_out": ["AGate: PInt32"], "sale_out": ["ASale: PInt32"],
            "text": [f"{name_of(a)}: PAnsiChar"], "document": [f"{name_of(a)}: PAnsiChar"],
            "bytes": [f"{name_of(a)}: PAnsiChar", "ALength: Int32"],
            "pixels": ["APixels: PByte", "AWidth, AHeight, ARowBytes: Int32"],
            "answer": ["AAnswer: PAnsiChar", "AAnswerSize: PInt32"],
        }[a.kind]
    result = "PAnsiChar" if call.returns == "static_text" else "Int32"
    arguments = "(" + "; ".join(parts) + ")" if parts else ""
    return f"    {call.name}: function{arguments}: {result}; cdecl;"


def method(call):
    """declaration, implementation with %s for the class"""
    parts, before, passed, texts = [], [], [], []
    for a in call.arguments:
        name = name_of(a)
        if a.kind in ("text", "document"):
            parts.append(f"const {name}: UTF8String" + (" = ''" if a.optional else ""))
            passed.append(f"OptionalText({name})" if a.optional else f"PAnsiChar({name})")
        elif a.kind == "bytes":
            parts.append(f"const {name}: RawByteString")
            passed += [f"PAnsiChar({name})", f"Length({name})"]
        elif a.kind == "pixels":
            parts.append("APixels: PByte; AWidth, AHeight, ARowBytes: Int32")
            passed += ["APixels", "AWidth", "AHeight", "ARowBytes"]
        elif a.kind == "int":
            parts.append(f"{name}: Int32")
            passed.append(name)
        elif a.kind == "deadline":
            parts.append(f"ADeadlineMs: Int32 = {a.usual}")
            passed.append("ADeadlineMs")
        elif a.kind == "answer":
            passed += ["PAnsiChar(Answer)", "@Size"]
        else:
            passed.append("Handle")
    arguments = "(" + "; ".join(parts) + ")" if parts else ""
    plain = arguments.replace(" = ''", "").replace("".join([" = ", str(call.first("deadline").usual)]), "") if call.first("deadline") else arguments
    name = pascal(call.words)
    declaration = f"    // {call.brief}\n    function {name}{arguments}: UTF8String;"
    body = f"""function %s.{name}{plain}: UTF8String;
var
  Answer: UTF8String;
  Size: Int32;
begin
  Reserve(Answer, Size);
  Result := Answered(Functions.{call.name}({', '.join(passed)}), Answer, Size);
end;
"""
    return declaration, body


def class_of(description, kind, name):
    made = [method(c) for c in description.methods(kind)]
    declaration = f"  {name} = class(TTillGateAsking)\n  public\n" + "\n".join(d for d, _ in made) + "\n  end;\n"
    return declaration, "\n".join(body % name for _, body in made)


def files(description):
    loading = "\n".join(f"  Functions.{c.name} := Find('{c.c_name}');" for c in description.calls)
    rows = "\n".join(native(c) for c in description.calls)
    functions = HEAD + f"  TTillGateFunctions = record\n{rows}\n  end;\n"
    constants = "\n".join(f"  TILLGATE_{s.name} = {s.number};" for s in description.statuses)
    texts = ",\n".join(f"    (Number: {s.number}; Name: '{s.name}'; Caller: '{s.caller}'; En: '{s.en.replace(chr(39), chr(39) * 2)}';\n"
                       f"     Zh: '{s.zh}'; NextZh: '{s.next_zh}')" for s in description.statuses)
    status = HEAD + f"""const
{constants}

type
  TTillGateStatusText = record
    Number: Int32;
    Name, Caller, En, Zh, NextZh: UTF8String;
  end;

const
  TillGateStatusTexts: array[0..{len(description.statuses) - 1}] of TTillGateStatusText = (
{texts});
"""
    gate, gate_bodies = class_of(description, "gate", "TGateCalls")
    sale, sale_bodies = class_of(description, "sale", "TSaleCalls")
    folder = "sdk/pascal/"
    return {folder + "tillgate_functions.inc": functions, folder + "tillgate_loading.inc": HEAD + loading + "\n",
            folder + "tillgate_status.inc": status, folder + "tillgate_classes.inc": HEAD + gate + "\n" + sale,
            folder + "tillgate_bodies.inc": HEAD + gate_bodies + "\n" + sale_bodies}
