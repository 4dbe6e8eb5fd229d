"""python3 sdk/generate [--check]: makes every file that says what calls the library has.

Calls that a header declares and sdk/calls.json lacks are taken into it first. With --check nothing is written: it
tells which files are stale and where header and description disagree, and fails then. Standard library only.
"""
import sys
from pathlib import Path

import adopt
import cpp
import csharp
import description as d
import java
import library
import node
import page
import pascal
import python


def main():
    root = Path(__file__).resolve().parents[2]
    check = "--check" in sys.argv[1:]
    if not check:
        for name in adopt.adopt(root):
            print(f"{d.DESCRIPTION}: added {name} from its header; look at its kinds, schemas and usual deadline")
    description = d.load(root)
    problems = list(d.disagreements(root, description))
    if not problems:
        for language in (library, cpp, python, csharp, java, pascal, node, page):
            for name, content in language.files(description).items():
                path = root / name
                now = path.read_text(encoding="utf-8") if path.exists() else None
                if now == content:
                    continue
                if check:
                    problems.append(f"{name} is stale: run ./dev calls")
                else:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text(content, encoding="utf-8")
                    print("wrote", name)
    for problem in problems:
        print(problem)
    print(f"{len(description.calls)} calls, {len(description.statuses)} statuses, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
