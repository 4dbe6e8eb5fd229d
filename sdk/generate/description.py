"""The calls of the library as sdk/calls.json describes them, and as the C headers declare them."""
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

DESCRIPTION = "sdk/calls.json"
HEADERS = {"promised": "plugin/include/tillgate/tillgate.h", "draft": "plugin/include/tillgate/tillgate_draft.h"}
STATUSES = "plugin/include/tillgate/tillgate_status.h"
# What a binding writes by hand, because handles begin and end here.
BY_HAND = {"version", "status_name", "answer", "last_error", "open", "close", "sale_begin", "sale_close"}


@dataclass
class Argument:
    name: str
    kind: str
    schema: str = ""
    optional: bool = False
    usual: int = 0  # of a deadline, ms


@dataclass
class Call:
    name: str
    since: str
    state: str
    arguments: list
    returns: str = "status"
    method: str = ""  # in a binding, where the name itself is taken by some language
    text: list = field(default_factory=list)  # the header's comment, line by line

    def first(self, kind):
        return next((a for a in self.arguments if a.kind == kind), None)

    @property
    def c_name(self):
        return "tillgate_" + self.name

    @property
    def words(self):
        """The name of the method in a binding, in words."""
        return (self.method or self.name.removeprefix("sale_")).split("_")

    @property
    def brief(self):
        """The first sentence of the header's comment."""
        prose = " ".join(takewhile_prose(self.text))
        return re.split(r"(?<=[.:]) ", prose, maxsplit=1)[0].rstrip(":") if prose else ""

    @property
    def statuses(self):
        """What the header's @return says, as one line."""
        lines = iter(self.text)
        found = []
        for line in lines:
            if line.startswith("@return"):
                found = [line.removeprefix("@return").strip(), *takewhile_prose(lines)]
        return " ".join(found)


@dataclass
class Status:
    name: str
    number: int
    caller: str
    en: str
    zh: str
    next_zh: str


def takewhile_prose(lines):
    for line in lines:
        if not line or line.startswith("@"):
            return
        yield line


@dataclass
class Description:
    calls: list
    statuses: list
    version: str

    def methods(self, kind):
        """The calls that a binding's class for a gate or a sale has as generated methods."""
        return [c for c in self.calls if c.name not in BY_HAND and c.arguments and c.arguments[0].kind == kind]


def c_arguments(call):
    parts = []
    for a in call.arguments:
        parts += {
            "gate": [f"tillgate_gate {a.name}"],
            "sale": [f"tillgate_sale {a.name}"],
            "handle": [f"int32_t {a.name}"],
            "int": [f"int32_t {a.name}"],
            "gate_out": [f"tillgate_gate* {a.name}"],
            "sale_out": [f"tillgate_sale* {a.name}"],
            "text": [f"const char* {a.name}"],
            "document": [f"const char* {a.name}"],
            "bytes": [f"const char* {a.name}", "int32_t length"],
            "pixels": [f"const uint8_t* {a.name}", "int32_t width", "int32_t height", "int32_t row_bytes"],
            "deadline": [f"int32_t {a.name}"],
            "answer": [f"char* {a.name}", f"int32_t* {a.name}_size"],
        }[a.kind]
    return parts


def prototype(call):
    result = "const char*" if call.returns == "static_text" else "tillgate_status_code"
    return f"{result} {call.c_name}({', '.join(c_arguments(call)) or 'void'})"


def declared(root, state):
    """name -> (prototype on one line, lines of its comment) of one header."""
    header = (root / HEADERS[state]).read_text(encoding="utf-8")
    found = {}
    for comment, declaration in re.findall(r"/\*\*((?:(?!\*/).)*)\*/\s*TILLGATE_API\s+([^;]*);", header, re.S):
        text = " ".join(declaration.split()).replace("( ", "(")
        name = re.search(r"tillgate_(\w+)\(", text)[1]
        found[name] = text, [re.sub(r"^\s*\*? ?", "", line).strip() for line in comment.strip().splitlines()]
    return found


def load(root: Path):
    document = json.loads((root / DESCRIPTION).read_text(encoding="utf-8"))
    comments = {name: text for state in HEADERS for name, (_, text) in declared(root, state).items()}
    calls = []
    for c in document["calls"]:
        arguments = [Argument(**a) for a in c["arguments"]]
        calls.append(Call(**{**c, "arguments": arguments}, text=comments.get(c["name"], [])))
    return Description(calls, statuses(root), version(root))


def statuses(root):
    header = (root / STATUSES).read_text(encoding="utf-8")
    row = re.compile(r'^\s*X\((\w+),\s*(-?\d+),\s*(\w+),\s*"([^"]*)",\s*"([^"]*)",\s*"([^"]*)"\)', re.M)
    return [Status(name, int(number), caller, en, zh, nxt) for name, number, caller, en, zh, nxt in row.findall(header)]


def version(root):
    header = (root / HEADERS["promised"]).read_text(encoding="utf-8")
    return ".".join(re.findall(r"#define TILLGATE_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", header))


def disagreements(root, description):
    """Sentences about where header and description differ."""
    for state in HEADERS:
        header = {name: text for name, (text, _) in declared(root, state).items()}
        described = {c.name: c for c in description.calls if c.state == state}
        for name in sorted(header.keys() - described.keys()):
            yield f"{HEADERS[state]} declares tillgate_{name}, {DESCRIPTION} does not have it as {state}"
        for name in sorted(described.keys() - header.keys()):
            yield f"{DESCRIPTION} has {name} as {state}, {HEADERS[state]} does not declare it"
        for name in sorted(described.keys() & header.keys()):
            if header[name] != prototype(described[name]):
                yield f"{name} is in the header\n  {header[name]}\nand by its description\n  {prototype(described[name])}"
            if not described[name].brief:
                yield f"tillgate_{name} has no comment in the header"
    schemas = {p.name.removesuffix(".schema.json") for p in (root / "sdk/schema").glob("*.schema.json")}
    for call in description.calls:
        for a in call.arguments:
            if a.schema and a.schema != "text" and a.schema not in schemas:
                yield f"{call.name}: there is no sdk/schema/{a.schema}.schema.json"
