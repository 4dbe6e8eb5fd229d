"""A header gains a call: the check names it, ./dev calls describes it, and every file that must know it then does."""
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
NEW = """/**
 * Tell what the sale would cost 预结算. Moves no money.
 *
 * @param document  abandon.schema.json {reason}
 * @param answer    verdict.schema.json
 * @return OK, E_OFFLINE, E_ROOM, E_HANDLE
 */
TILLGATE_API tillgate_status_code tillgate_sale_newest(tillgate_sale sale, const char* document, int32_t line,
                                                       int32_t deadline_ms, char* answer, int32_t* answer_size);

#ifdef __cplusplus
}"""
MUST_KNOW = ["plugin/abi/exports.txt", "plugin/abi/call_methods.inc", "sdk/CALLS.md", "sdk/cpp/tillgate/calls.hpp",
             "sdk/python/tillgate/_calls.py", "sdk/csharp/TillGate/Calls.cs", "sdk/java/src/tillgate/Calls.java",
             "sdk/java/src/tillgate/SaleCalls.java", "sdk/pascal/tillgate_functions.inc", "sdk/pascal/tillgate_classes.inc",
             "sdk/node/calls.js", "sdk/node/calls.d.ts"]


def generate(root, *arguments):
    done = subprocess.run([sys.executable, "-B", root / "sdk/generate", *arguments], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def main():
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for part in ("plugin/include", "plugin/abi", "sdk"):
            shutil.copytree(SOURCE / part, root / part, ignore=shutil.ignore_patterns("node_modules", "simulator", "register"))
        header = root / "plugin/include/tillgate/tillgate.h"
        text = header.read_text(encoding="utf-8")
        assert text.count("#ifdef __cplusplus\n}") == 1
        header.write_text(text.replace("#ifdef __cplusplus\n}", NEW), encoding="utf-8")

        code, said = generate(root, "--check")
        assert code == 1 and "declares tillgate_sale_newest" in said, said
        code, said = generate(root)
        assert code == 0 and "added sale_newest" in said, said
        calls = json.loads((root / "sdk/calls.json").read_text(encoding="utf-8"))["calls"]
        call = next(c for c in calls if c["name"] == "sale_newest")
        assert [a["kind"] for a in call["arguments"]] == ["sale", "document", "int", "deadline", "answer"], call
        assert call["arguments"][1]["schema"] == "abandon" and call["arguments"][3]["usual"] == 20000, call
        for file in MUST_KNOW:
            known = (root / file).read_text(encoding="utf-8").lower()
            assert "sale_newest" in known or "newest(" in known, file
        assert generate(root, "--check")[0] == 0

        # And a header that was changed under its description is told, argument by argument.
        header.write_text(header.read_text(encoding="utf-8").replace("int32_t line,\n   ", "const char* line,\n   "), encoding="utf-8")
        code, said = generate(root, "--check")
        assert code == 1 and "const char* line" in said, said


main()
