"""The reference page: every call with its C form, its documents and its statuses."""
from description import HEADERS, prototype


def schema(argument):
    if argument is None or not argument.schema:
        return ""
    return "text" if argument.schema == "text" else f"[{argument.schema}](schema/{argument.schema}.schema.json)"


def files(description):
    lines = ["# The calls", "",
             "Made from `calls.json` and the headers by `./dev calls`. The rules for all calls stand atop "
             "[tillgate.h](../plugin/include/tillgate/tillgate.h);",
             f"calls marked *draft* are in `{HEADERS['draft'].rpartition('/')[2]}` and may still change.", ""]
    lines += ["| call | takes | answers | usual deadline |", "| --- | --- | --- | --- |"]
    for call in description.calls:
        deadline = call.first("deadline")
        mark = " *(draft)*" if call.state == "draft" else ""
        lines.append(f"| [`{call.c_name}`](#{call.c_name}){mark} | {schema(call.first('document'))} | "
                     f"{schema(call.first('answer'))} | {f'{deadline.usual} ms' if deadline else ''} |")
    for call in description.calls:
        lines += ["", f"## {call.c_name}", "", "```c", prototype(call) + ";", "```", ""]
        lines += [line if not line.startswith("@") else "- " + line.removeprefix("@param ").replace("@return", "returns")
                  for line in call.text]
        lines += ["", f"Since {call.since}" + (", draft." if call.state == "draft" else ".")]
    lines += ["", "## Statuses", "", "| number | name | what the till does | meaning | 收银员看到的 | 下一步 |",
              "| --- | --- | --- | --- | --- | --- |"]
    lines += [f"| {s.number} | {s.name} | {s.caller} | {s.en} | {s.zh} | {s.next_zh} |" for s in description.statuses]
    return {"sdk/CALLS.md": "\n".join(lines) + "\n"}
