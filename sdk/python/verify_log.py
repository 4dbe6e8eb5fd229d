#!/usr/bin/env python3
"""Checks an exported TillGate log without TillGate.

    verify_log.py FOLDER --key VKEY_OR_FILE [VKEY_OR_FILE ...] [--older CHECKPOINT ...]

FOLDER       what `tillgate-audit export` wrote
--key        verifier keys of the log, or files of them (log.vkeys); every key must have signed
--older      signed checkpoints from earlier: this log must continue each of them

Written from plugin/ledger/FORMAT.md and the specifications it names; shares no code with the programs it
checks. Needs Python 3.9 and the `openssl` program (3.0 or newer, for SM2 and Ed25519), nothing else.

Problems come one a line, with the record and the reason. Exit status: 0 the log fits, 1 it does not,
2 the command line or a key cannot be used.
"""
import argparse
import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile

TILE = 256
MAX_SIZE = 2**63 - 1
MAX_ENTRY = 65535
MAX_NOTE = 64 * 1024
SM2_ID = "1234567812345678"
SM2_IDENTIFIER = b"oid/1.2.156.10197.1.501"
# SubjectPublicKeyInfo up to the key itself
ED25519_PREFIX = bytes.fromhex("302a300506032b6570032100")
SM2_PREFIX = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200")
MEMBERS = ["body", "digests", "fund_fen", "fund_total_fen", "index", "kind", "monotonic_ms", "operator", "till",
           "utc", "version"]


class Refused(Exception):
    """What is wrong with the log."""


class Unusable(Exception):
    """What is wrong with the command line."""


def leaf_hash(entry):
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """Complete subtrees from left to right: (height, hash)."""

    def __init__(self):
        self.edge = []
        self.size = 0

    def append(self, leaf, height=0):
        self.size += 1 << height
        while self.edge and self.edge[-1][0] == height:
            leaf = node_hash(self.edge.pop()[1], leaf)
            height += 1
        self.edge.append((height, leaf))

    def root(self):
        if not self.edge:
            return hashlib.sha256(b"").digest()
        result = self.edge[-1][1]
        for _, left in reversed(self.edge[:-1]):
            result = node_hash(left, result)
        return result


def root_of(hashes):
    tree = Tree()
    for h in hashes:
        tree.append(h)
    return tree.root()


# Signed notes -------------------------------------------------------------------------------------------------------


def strict_base64(text):
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("not the only way to write these bytes")
    return data


class Key:
    def __init__(self, vkey):
        try:
            name, key_id, material = vkey.split("+", 2)
            raw = strict_base64(material)
        except ValueError as wrong:
            raise Unusable(f"not a verifier key: {vkey}") from wrong
        self.name = name
        self.id = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
        if key_id != self.id.hex():
            raise Unusable(f"the key id is not that of the key: {vkey}")
        if raw[0] == 1 and len(raw) == 33:
            self.algorithm, self.spki = "Ed25519", ED25519_PREFIX + raw[1:]
        elif raw[:1] + raw[1:24] == b"\xff" + SM2_IDENTIFIER and len(raw) == 1 + 23 + 65:
            self.algorithm, self.spki = "SM2", SM2_PREFIX + raw[24:]
        else:
            raise Unusable(f"a key of a kind this program does not check: {vkey}")

    def verifies(self, text, signature):
        with tempfile.TemporaryDirectory() as folder:
            def put(name, content):
                path = os.path.join(folder, name)
                with open(path, "wb") as file:
                    file.write(content)
                return path
            pem = put("key.pem", b"-----BEGIN PUBLIC KEY-----\n" + base64.encodebytes(self.spki) +
                      b"-----END PUBLIC KEY-----\n")
            body, sig = put("body", text), put("signature", signature)
            if self.algorithm == "SM2":
                command = ["openssl", "dgst", "-sm3", "-sigopt", f"distid:{SM2_ID}", "-verify", pem, "-signature",
                           sig, body]
            else:
                command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", pem, "-rawin", "-in", body, "-sigfile",
                           sig]
            done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
            return done.returncode == 0


def read_keys(words):
    keys = []
    for word in words:
        if os.path.isfile(word):
            with open(word, encoding="utf-8") as file:
                lines = [line.strip() for line in file]
            keys += [Key(line) for line in lines if line and not line.startswith("#")]
        else:
            keys.append(Key(word))
    if not keys:
        raise Unusable("a log is checked with at least one key")
    return keys


class Checkpoint:
    """A signed note whose text is origin, size and root."""

    def __init__(self, content, where):
        try:
            note = content.decode("utf-8")
        except UnicodeDecodeError as wrong:
            raise Refused(f"{where}: not UTF-8") from wrong
        if len(content) > MAX_NOTE or any(ord(c) < 0x20 and c != "\n" for c in note):
            raise Refused(f"{where}: not a signed note")
        text, gap, lines = note.rpartition("\n\n")
        if not gap or not lines.endswith("\n"):
            raise Refused(f"{where}: text and signatures are not told apart")
        self.text = (text + "\n").encode()
        self.lines = []
        for line in lines[:-1].split("\n"):
            match = re.fullmatch("\u2014 ([^\\s+]+) ([A-Za-z0-9+/=]+)", line)
            try:
                signature = strict_base64(match[2]) if match else b""
            except ValueError:
                signature = b""
            if len(signature) < 5:
                raise Refused(f"{where}: a malformed signature line")
            self.lines.append((match[1], signature[:4], signature[4:]))
        if len(self.lines) > 100:
            raise Refused(f"{where}: more than 100 signature lines")
        body = text.split("\n")
        if len(body) < 3 or not all(body) or not re.fullmatch("0|[1-9][0-9]{0,18}", body[1], re.ASCII):
            raise Refused(f"{where}: not origin, size and root")
        self.origin, self.size = body[0], int(body[1])
        try:
            self.root = strict_base64(body[2])
        except ValueError as wrong:
            raise Refused(f"{where}: the root is not base64") from wrong
        if self.size > MAX_SIZE or len(self.root) != 32:
            raise Refused(f"{where}: not origin, size and root")

    def problems(self, keys, where):
        """What is wrong with its signatures: every key must have signed."""
        found = []
        for key in keys:
            own = [sig for name, key_id, sig in self.lines if name == key.name and key_id == key.id]
            label = f"{where}: {key.algorithm} key {key.id.hex()}"
            if key.name != self.origin:
                found.append(f"{label}: the checkpoint is of another log")
            elif not own:
                found.append(f"{label}: the checkpoint is not signed by this key")
            elif not all(key.verifies(self.text, sig) for sig in own):
                found.append(f"{label}: the signature does not fit the checkpoint")
        return found


# Records ------------------------------------------------------------------------------------------------------------


def canonical(value):
    """RFC 8785 without fractions: names sorted by UTF-16 code units, no white space."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(canonical(name) + ":" + canonical(value[name]) for name in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(item) for item in value) + "]"
    if isinstance(value, float) or (isinstance(value, int) and not isinstance(value, bool) and abs(value) > 2**53):
        raise ValueError("a number that is not sealed")
    return json.dumps(value, ensure_ascii=False)


def read_record(entry):
    text = entry.decode("utf-8")
    record = json.loads(text)
    if not isinstance(record, dict) or canonical(record) != text:
        raise ValueError("not canonical JSON")
    told = record.get("platform", {"age_ms": 0, "utc": record.get("utc")})
    if sorted(set(record) - {"platform"}) != MEMBERS:
        raise ValueError("not the members of a record")
    if not isinstance(told, dict) or sorted(told) != ["age_ms", "utc"] or type(told["age_ms"]) is not int \
            or told["age_ms"] < 0 or not isinstance(told["utc"], str):
        raise ValueError("platform is not what it told and how long ago")
    for name in ("fund_fen", "fund_total_fen", "index", "monotonic_ms", "version"):
        if type(record[name]) is not int:
            raise ValueError(f"{name} is not an integer")
    for name in ("kind", "operator", "till", "utc"):
        if not isinstance(record[name], str):
            raise ValueError(f"{name} is not text")
    if not isinstance(record["body"], dict) or not isinstance(record["digests"], dict):
        raise ValueError("body and digests are objects")
    if not re.fullmatch("[a-z][a-z0-9_]{0,39}", record["kind"]):
        raise ValueError("not the name of a kind")
    for time in (record["utc"], told["utc"]):
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", time, re.ASCII):
            raise ValueError("not a time")
    for name, digest in record["digests"].items():
        if not re.fullmatch("[a-z][a-z0-9_]{0,39}", name) or not re.fullmatch("[0-9a-f]{64}", str(digest)):
            raise ValueError("not the digest of a disclosure")
    if record["version"] != 1:
        raise ValueError("not a record of version 1")
    return record


class RecordCheck:
    """Entry by entry: form, number, running fund total."""

    def __init__(self):
        self.next_index, self.total = 0, 0

    def problems(self, index, entry):
        try:
            record = read_record(entry)
        except (ValueError, RecursionError) as wrong:
            self.next_index = None
            return [f"record {index}: not a record of the prescribed form: {wrong}"]
        found = []
        if record["index"] != index:
            found.append(f"record {index}: carries the number {record['index']}")
        if self.next_index == index and record["fund_total_fen"] != self.total + record["fund_fen"]:
            found.append(f"record {index}: the fund total {record['fund_total_fen']} does not continue {self.total}")
        self.next_index, self.total = index + 1, record["fund_total_fen"]
        return found


# Folder -------------------------------------------------------------------------------------------------------------


def tile_name(level, number, width):
    groups = [f"{number % 1000:03d}"]
    while number >= 1000:
        number //= 1000
        groups.insert(0, f"x{number % 1000:03d}")
    return f"tile/{level}/" + "/".join(groups) + ("" if width == TILE else f".p/{width}")


def tile_of(name):
    match = re.fullmatch(r"tile/(entries|0|[1-9][0-9]?)/((?:x\d{3}/)*\d{3})(?:\.p/([1-9]\d{0,2}))?", name, re.ASCII)
    if not match:
        return None
    level = match[1] if match[1] == "entries" else int(match[1])
    number, width = int(re.sub("[x/]", "", match[2])), int(match[3] or TILE)
    same = level == "entries" or level <= 63
    return (level, number, width) if same and tile_name(level, number, width) == name else None


def split_bundle(content):
    entries, at = [], 0
    while at < len(content) and len(entries) < TILE:
        end = at + 2 + int.from_bytes(content[at:at + 2], "big")
        if at + 2 > len(content) or end > len(content):
            break
        entries.append(content[at + 2:end])
        at = end
    return entries, at == len(content)


class Folder:
    def __init__(self, path):
        self.path = path

    def read(self, name, limit):
        path = os.path.join(self.path, *name.split("/"))
        if os.path.islink(path) or not os.path.isfile(path):
            raise Refused(f"{name}: the file is missing" if not os.path.lexists(path) else f"{name}: not a plain file")
        with open(path, "rb") as file:
            content = file.read(limit + 1)
        if len(content) > limit:
            raise Refused(f"{name}: longer than it may be")
        return content

    def names(self):
        for folder, subfolders, files in os.walk(os.path.join(self.path, "tile")):
            linked = [name for name in subfolders if os.path.islink(os.path.join(folder, name))]
            for name in files + linked:
                yield os.path.relpath(os.path.join(folder, name), self.path).replace(os.sep, "/")


class LogCheck:
    """Rebuilds the tree from the entries and compares everything with it."""

    def __init__(self, folder, checkpoint, sizes):
        self.folder, self.checkpoint = folder, checkpoint
        self.problems, self.roots = [], {}
        self.sizes = sorted(sizes)
        self.levels = {}  # level -> hashes of that level's tile in work; lists are compared when full
        self.tree = Tree()
        self.records = RecordCheck()

    def run(self):
        size = self.checkpoint.size
        self.note_root()
        for number in range((size + TILE - 1) // TILE):
            self.bundle(number, min(TILE, size - number * TILE))
            if len(self.problems) > 1000:
                return self.problems
        for level in sorted(self.levels):
            count = size >> (8 * level)
            if count % TILE and self.levels[level]:
                self.compare(level, count // TILE, self.levels[level], count % TILE)
        if self.tree.size != size or self.tree.root() != self.checkpoint.root:
            self.problems.append("checkpoint: the records do not give the signed root")
        self.surplus()
        return self.problems

    def note_root(self):
        while self.sizes and self.sizes[0] == self.tree.size:
            self.roots[self.sizes.pop(0)] = self.tree.root()

    def bundle(self, number, width):
        name = tile_name("entries", number, width)
        try:
            entries, whole = split_bundle(self.folder.read(name, TILE * (2 + MAX_ENTRY)))
        except Refused as wrong:
            entries, whole = [], False
            self.problems.append(str(wrong))
        if entries and (not whole or len(entries) != width):
            self.problems.append(f"record {number * TILE + min(len(entries), width)}: {name} is damaged or cut here, "
                                 f"{len(entries)} of {width} records")
        leaves = []
        for entry in entries[:width]:
            index = number * TILE + len(leaves)
            self.problems += self.records.problems(index, entry)
            leaves.append(leaf_hash(entry))
            self.tree.append(leaves[-1])
            self.note_root()
        self.levels[0] = leaves
        if width == TILE and len(leaves) == TILE:
            self.full(0, number)

    def full(self, level, number):
        hashes = self.levels[level]
        self.compare(level, number, hashes, TILE)
        self.levels[level] = []
        self.levels.setdefault(level + 1, []).append(root_of(hashes))
        if len(self.levels[level + 1]) == TILE:
            self.full(level + 1, number // TILE)

    def compare(self, level, number, hashes, width):
        """A tile of `width` hashes with those computed, which are fewer when entries are missing."""
        name = tile_name(level, number, width)
        try:
            content = self.folder.read(name, TILE * 32)
        except Refused as wrong:
            self.problems.append(str(wrong))
            return
        if len(content) != 32 * width:
            self.problems.append(f"{name}: has {len(content)} bytes instead of {32 * width}")
            return
        for place, computed in enumerate(hashes):
            if content[32 * place:32 * place + 32] == computed:
                continue
            if level == 0:
                self.problems.append(f"record {number * TILE + place}: does not hash to its leaf in {name}")
            else:
                first = (number * TILE + place) * TILE**level
                self.problems.append(f"records {first} to {first + TILE**level - 1}: do not give hash {place} of {name}")

    def surplus(self):
        size = self.checkpoint.size
        for name in self.folder.names():
            tile = tile_of(name)
            if not tile:
                self.problems.append(f"{name}: does not belong to a log")
                continue
            level, number, width = tile
            there = size if level == "entries" else size >> (8 * level)
            covering = min(TILE, max(0, there - number * TILE))
            if width > covering:
                self.problems.append(f"{name}: goes beyond the checkpoint")
            elif width < covering:
                self.earlier(name, tile_name(level, number, covering), level, width)

    def earlier(self, name, covering, level, width):
        """A partial tile of an earlier checkpoint is the beginning of the one that took its place."""
        try:
            limit = TILE * (2 + MAX_ENTRY)
            old, new = self.folder.read(name, limit), self.folder.read(covering, limit)
        except Refused:
            return
        length = len(split_bundle(old)[0]) if level == "entries" else len(old) / 32
        if length != width or not new.startswith(old):
            self.problems.append(f"{name}: a file of an earlier checkpoint does not agree with the log")


def check(options):
    keys = read_keys(options.key)
    if not os.path.isdir(options.folder):
        raise Unusable(f"there is no such folder: {options.folder}")
    folder = Folder(options.folder)
    checkpoint = Checkpoint(folder.read("checkpoint", MAX_NOTE), "checkpoint")
    problems = checkpoint.problems(keys, "checkpoint")
    older = []
    for path in options.older:
        with open(path, "rb") as file:
            old = Checkpoint(file.read(MAX_NOTE + 1), path)
        problems += old.problems(keys, path)
        older.append((path, old))
    work = LogCheck(folder, checkpoint, {old.size for _, old in older})
    problems += work.run()
    for path, old in older:
        if old.size > checkpoint.size:
            problems.append(f"record {checkpoint.size}: {path} has {old.size} records, this log ends before: "
                            "its tail was dropped")
        elif work.roots.get(old.size) != old.root:
            problems.append(f"records 0 to {old.size - 1}: not those {path} was signed for: history was rewritten")
    return checkpoint, problems


def main():
    parser = argparse.ArgumentParser(description="Check an exported TillGate log without TillGate.")
    parser.add_argument("folder")
    parser.add_argument("--key", nargs="+", required=True, help="verifier keys, or files of them")
    parser.add_argument("--older", nargs="+", default=[], help="signed checkpoints this log must continue")
    options = parser.parse_args()
    try:
        checkpoint, problems = check(options)
    except Refused as wrong:
        print(wrong, file=sys.stderr)
        return 1
    except (Unusable, OSError) as wrong:
        print(wrong, file=sys.stderr)
        return 2
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        return 1
    print(f"verified: {checkpoint.size} records, root {checkpoint.root.hex()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
