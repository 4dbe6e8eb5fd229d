"""Plays the day in a register written in one language, and compares what is sealed with what the reference register sealed.

    run_host.py HOST --build DIR --source DIR
HOST is register (makes what the others are compared with), cpp, python, csharp, java, pascal, node or call: the
universal call by name, from Python. Exit status 77: the language is not installed here, nothing was tried.
"""
import argparse
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import day
from shop import Shop, turkish

SKIPPED = 77


def need(*tools):
    missing = [t for t in tools if not (Path(t).exists() if t.startswith("/") else shutil.which(t))]
    if missing:
        print("SKIPPED: not installed here:", *missing)
        sys.exit(SKIPPED)


def command_of(host, shop, folder):
    """Builds the host's program and returns how it is started; it is given CONFIG and STEPS."""
    sdk, library, made = shop.source / "sdk", shop.library, folder / "made"
    made.mkdir()

    def run(*arguments):
        done = subprocess.run([str(a) for a in arguments], capture_output=True, text=True, encoding="utf-8")
        if done.returncode != 0 or "warning" in (done.stdout + done.stderr).lower():
            sys.exit(f"{arguments[0]}: {done.stdout}{done.stderr}")

    if host == "cpp":
        run("c++", "-std=c++17", "-O1", "-Wall", "-Wextra", "-Werror", "-I", shop.source / "plugin/include", "-I", sdk / "cpp",
            sdk / "cpp/example.cpp", "-o", made / "example", library)
        return [made / "example"]
    if host == "python":
        return [sys.executable, sdk / "python/example.py"]
    if host == "call":
        return [sys.executable, shop.source / "tests/hosts/call_host.py", library]
    if host == "csharp":
        need("mcs", "mono")
        run("mcs", "-warn:4", f"-out:{made}/example.exe", *sorted((sdk / "csharp/TillGate").glob("*.cs")), sdk / "csharp/Example.cs")
        return ["mono", made / "example.exe"]
    if host == "java":
        jna = "/usr/share/java/jna.jar"
        need("javac", "java", jna)
        run("javac", "-encoding", "UTF-8", "-Xlint:all", "-Werror", "-cp", jna, "-d", made, *sorted((sdk / "java/src/tillgate").glob("*.java")),
            sdk / "java/Example.java")
        return ["java", "-XX:TieredStopAtLevel=1", f"-Dtillgate.library={library}", "-cp", f"{jna}:{made}", "Example"]
    if host == "pascal":
        need("fpc")
        run("fpc", "-l-", "-v0ew", f"-Fu{sdk}/pascal", f"-Fi{sdk}/pascal", f"-FU{made}", f"-o{made}/example", sdk / "pascal/example.pas")
        return [made / "example"]
    if host == "node":
        need("node")
        modules = [shop.build / "hosts/node_modules", sdk / "node/node_modules"]
        if not any((m / "koffi").exists() for m in modules):
            print("SKIPPED: koffi is not installed here: ./dev hosts installs it")
            sys.exit(SKIPPED)
        return ["node", sdk / "node/example.js"]
    sys.exit(f"no such host: {host}")


def play(host, shop, folder, steps):
    """Returns the transcript: what the program printed, a line a step."""
    if host == "register":
        command = [shop.bin / "tillgate-register", "--library", shop.library, "--config", shop.config, "--scenario", steps / "day.jsonl"]
        environment = shop.environment(LC_ALL="C")
    else:
        command = [*command_of(host, shop, folder), shop.config, steps / "day.tsv"]
        environment = shop.environment(NODE_PATH=str(shop.build / "hosts/node_modules"), PYTHONPATH=str(shop.source / "sdk/python"),
                                       PYTHONDONTWRITEBYTECODE="1", **turkish(shop.build / "hosts"))
        if "LOCPATH" not in environment:
            print("no Turkish locale here (package locales): played in the plain one")
    done = subprocess.run([str(c) for c in command], env=environment, capture_output=True, timeout=110)
    (folder / "transcript").write_bytes(done.stdout)
    if done.returncode != 0 or done.stderr:
        sys.exit(f"{host} ended with {done.returncode}: {done.stderr.decode(errors='replace')}{done.stdout.decode(errors='replace')[-2000:]}")
    return done.stdout.decode("utf-8")


# What differs between two plays of the same day: moments, and numbers and salts that are made up on the spot.
MOMENTS = {"utc", "monotonic_ms", "index", "platform", "age_ms", "at", "at_ms", "now_ms", "verified_at", "verified_ms", "settled_at", "quoted_at", "last_sale_ms", "oldest_upload_ms",
           "refunded_at", "message", "settlement", "settlement_id", "cancellation", "cancellation_id", "record", "leaf", "digests", "basket"}


def without_moments(value):
    if isinstance(value, dict):
        kept = {k: without_moments(v) for k, v in value.items() if k not in MOMENTS}
        return {**kept, "digests of": sorted(value["digests"])} if "digests" in value else kept
    return [without_moments(v) for v in value] if isinstance(value, list) else value


def sealed(shop, folder):
    """What a play left in the log, verified: records in order, uploads as a set, what the digests stand for."""
    database, log = shop.folder / "till.db", folder / "log"
    shop.audit("export", database, log)
    verified = shop.audit("verify", log, "--key", shop.folder / "keys/log.vkeys")
    records = [json.loads(line) for line in shop.audit("show", "--json", "--count", "100000", log).splitlines() if line.startswith("{")]
    uploads = [r for r in records if r["kind"].startswith("upload_")]  # their turn is the background worker's
    outcome = {
        "records": [without_moments(r) for r in records if r not in uploads],
        "uploads": sorted(json.dumps([r["kind"], without_moments(r["body"])], sort_keys=True, ensure_ascii=False) for r in uploads),
    }
    for name in ("facts", "person", "prescriptions", "reason"):
        disclosed = shop.audit("disclose", database, "--keys", shop.folder / "keys", "--name", name)
        found = re.findall(r"^\d+ (\[.*\])$", disclosed, re.M)
        outcome[name] = [without_moments(json.loads(line)[1:]) for line in found]
    return outcome, verified.strip().splitlines()[-1]


def told(transcript):
    """Steps with their statuses and texts, without moments; receipts are about moments only."""
    for line in transcript.splitlines():
        step, status, answer = line.split("\t", 2)
        if status == "OK":
            answer = "" if step in ("receipt", "sync") else without_moments(json.loads(answer))
        yield [step, status, answer]


def difference(ours, theirs, place=""):
    """Where two documents part, and what stands there."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in sorted(ours.keys() | theirs.keys()):
            if ours.get(key) != theirs.get(key):
                return difference(ours.get(key), theirs.get(key), f"{place}/{key}")
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for at, (a, b) in enumerate(zip(ours, theirs)):
            if a != b:
                return difference(a, b, f"{place}/{at}")
    return f"{place}: here {json.dumps(ours, ensure_ascii=False)}, there {json.dumps(theirs, ensure_ascii=False)}"


def compare(name, ours, theirs):
    if ours == theirs:
        return 0
    print(f"{name} differ: {len(ours)} here, {len(theirs)} there")
    print("  " + difference(ours, theirs))
    return 1


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--source", type=Path, required=True)
    options = parser.parse_args()
    hosts = options.build / "hosts"
    folder = hosts / options.host
    hosts.mkdir(parents=True, exist_ok=True)
    if options.host == "register":
        day.write(options.source, hosts)
    for _ in range(3):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        with Shop(options.build, options.source, folder / "shop", options.build / "lib/libtillgate.so") as shop:
            transcript = play(options.host, shop, folder, hosts)
            outcome, verified = sealed(shop, folder)
        if all(r["kind"] != "outage_begun" for r in outcome["records"]):
            break
        print("the platform was too slow on this busy machine: played again")
    if options.host == "register":
        (hosts / "expected.json").write_text(json.dumps(outcome, ensure_ascii=False, indent=1), encoding="utf-8")
        shutil.rmtree(hosts / "told", ignore_errors=True)
        print(verified)
        return 0
    expected = json.loads((hosts / "expected.json").read_text(encoding="utf-8"))
    differing = sum(compare(name, outcome[name], expected[name]) for name in expected)
    # All other hosts print the same: the first one that comes says what, the next ones must agree.
    (hosts / "told").mkdir(exist_ok=True)
    for other in sorted((hosts / "told").iterdir()):
        theirs = json.loads(other.read_text(encoding="utf-8"))
        differing += compare(f"answers of {options.host} and {other.name}", list(told(transcript)), theirs)
    text = json.dumps(list(told(transcript)), ensure_ascii=False)
    (hosts / "told" / options.host).write_text(text, encoding="utf-8")
    errors = [t for t in told(transcript) if t[1] != "OK"]
    if ["settle", "E_STATE", "这一步现在不能做 → 请按提示的顺序操作"] not in errors:
        differing += 1
        print("the error of a sale settled too early was not told as it should:", errors)
    print(f"{options.host}: {len(outcome['records'])} records, {len(outcome['uploads'])} uploads, {len(errors)} errors told; {verified}")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
