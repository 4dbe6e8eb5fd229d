"""The day every host plays: the reference register's own scenario, with dates filled in and what it adds by itself.

Two forms of the same: JSON lines for the reference register, and for the other hosts one step a line, "step TAB argument".
"""
import json
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path

CHINA = timezone(timedelta(hours=8))
OPERATOR = {"id": "C001", "name": "收银员甲"}
PARTS = ("1-morning.jsonl", "3-evening.jsonl")
WITHOUT = ("A016",)  # takes pictures, which not every host can read


def filled(value, now):
    """The document with "@day-3" and "@now+2h" replaced, as sdk/register/dates.hpp says."""
    if isinstance(value, dict):
        return {k: filled(v, now) for k, v in value.items()}
    if isinstance(value, list):
        return [filled(v, now) for v in value]
    match = re.fullmatch(r"@(day|now)([+-]\d+)?([dhm]?)", value) if isinstance(value, str) else None
    if not match:
        return value
    unit = {"": "days", "d": "days", "h": "hours", "m": "minutes"}[match[3]]
    moment = now + timedelta(**{unit: int(match[2] or 0)})
    return moment.strftime("%Y-%m-%d" if match[1] == "day" else "%Y-%m-%d %H:%M:%S")


def long_sale():
    """Its answers do not fit the buffer a binding tries first."""
    steps = [{"line": {"line": n, "sku": "G001", "quantity_milli": 1000, "pay": "self"}} for n in range(1, 91)]
    return {"sale": "H001", "title": "九十行", "steps": [*steps, {"review": {}}, {"abandon": "只是看看价钱 i İ ı I"}]}


def lines(source: Path):
    now = datetime.now(CHINA)
    for part in PARTS:
        for text in (source / "sdk/register/shop" / part).read_text(encoding="utf-8").splitlines():
            if not text or text.startswith("#"):
                continue
            line = filled(json.loads(text), now)
            if line.get("sale") not in WITHOUT and "remark" not in line:
                yield line
    yield long_sale()


def steps_of(line, shelf, shop: Path):
    """(step, argument) pairs of one line of the scenario."""
    if "import" in line:
        yield "import", json.loads((shop / line["import"]).read_text(encoding="utf-8"))
    elif "receive" in line:
        yield "receive", line["receive"]
    elif "sync" in line:
        yield "sync", ""
    elif "stock" in line:
        shelf.clear()
        shelf.update(filled(json.loads((shop / line["stock"]).read_text(encoding="utf-8")), datetime.now(CHINA)))
    elif "sale" in line:
        yield "begin", {"key": line["sale"], "operator": OPERATOR}
        for step in line["steps"]:
            (name, what), = step.items()
            if name == "say":
                continue
            if name == "line":
                what = {**shelf.get(what.get("sku"), {}), **what}
            elif name == "abandon":
                what = {"reason": what}
            elif name == "refund":
                what = {**what, "operator": OPERATOR}
            elif name == "scan":
                what = what.removesuffix("\r")  # the hosts send it as a scanner does
            elif name == "move":
                what = {**what, "by": {"id": OPERATOR["id"]}}
            elif name in ("review", "quote", "settle"):
                what = ""
            yield name, what
            if name == "settle":
                yield "receipt", line["sale"]
        yield "show", ""
        yield "close", ""


def write(source: Path, folder: Path) -> None:
    """day.jsonl and day.tsv. The first sale is asked to settle before it is reviewed: an error all hosts must show."""
    shop, shelf = source / "sdk/register/shop", {}
    day = list(lines(source))
    for name in ("products.json", "stock.json"):
        text = (shop / name).read_text(encoding="utf-8")
        (folder / name).write_text(json.dumps(filled(json.loads(text), datetime.now(CHINA)), ensure_ascii=False), encoding="utf-8")
    (folder / "day.jsonl").write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in day), encoding="utf-8")
    with open(folder / "day.tsv", "w", encoding="utf-8", newline="\n") as out:
        for line in day:
            for step, argument in steps_of(line, shelf, shop):
                text = argument if isinstance(argument, str) else json.dumps(argument, ensure_ascii=False)
                out.write(f"{step}\t{text}\n" if text else f"{step}\n")
                if step == "begin" and line["sale"] == "A001":
                    out.write("settle\n")
