#!/usr/bin/env python3
"""Writes the folders beside it: one good log, and what a dishonest keeper may hand over instead.

Written from plugin/ledger/FORMAT.md with Python and the openssl program; shares no code with the library. Keys are
made anew and thrown away, so running it again changes every file. `cases.json` says what a check must find.
"""
import base64
import hashlib
import json
import os
import shutil
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ORIGIN = "pharmacy.example/store-9/till-1/g1"
WITNESS = "witness.example/district-office"
SIZE, OLDER = 260, 200
SM2_IDENTIFIER = b"oid/1.2.156.10197.1.501"


def sha(data):
    return hashlib.sha256(data).digest()


def leaf(entry):
    return sha(b"\x00" + entry)


def root(hashes):
    if not hashes:
        return sha(b"")
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return sha(b"\x01" + root(hashes[:k]) + root(hashes[k:]))


def openssl(*words, data=b""):
    return subprocess.run(["openssl", *words], input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          check=True).stdout


class Signer:
    def __init__(self, work, name, kind):
        self.name, self.kind = name, kind
        self.pem = os.path.join(work, f"{kind}-{len(os.listdir(work))}.pem")
        if kind == "sm2":
            openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", self.pem)
        else:
            openssl("genpkey", "-algorithm", "ED25519", "-out", self.pem)
        der = openssl("pkey", "-in", self.pem, "-pubout", "-outform", "DER")
        self.material = {"ed25519": b"\x01" + der[-32:], "witness": b"\x04" + der[-32:],
                         "sm2": b"\xff" + SM2_IDENTIFIER + der[-65:]}[kind]
        self.id = sha(name.encode() + b"\n" + self.material)[:4]
        self.vkey = f"{name}+{self.id.hex()}+{base64.b64encode(self.material).decode()}"

    def sign(self, message):
        body = self.pem + ".body"
        with open(body, "wb") as file:
            file.write(message)
        if self.kind == "sm2":
            return openssl("dgst", "-sm3", "-sigopt", "distid:1234567812345678", "-sign", self.pem, body)
        return openssl("pkeyutl", "-sign", "-inkey", self.pem, "-rawin", "-in", body)

    def line(self, text, seconds=1796000000):
        signature = self.sign(text)
        if self.kind == "witness":
            signature = seconds.to_bytes(8, "big") + self.sign(b"cosignature/v1\ntime %d\n" % seconds + text)
        return f"\u2014 {self.name} {base64.b64encode(self.id + signature).decode()}\n"


def record(index, fund, total):
    return json.dumps({
        "body": {"lines": [{"code": f"{84000000000000000000 + 97 * index:020d}", "qty": 1}]} if index else {},
        "digests": {}, "fund_fen": fund, "fund_total_fen": total, "index": index,
        "kind": "sale_settled" if index else "gate_opened", "monotonic_ms": 1000 * index, "operator": "op-3",
        "till": "till-1", "utc": "2026-11-20T%02d:%02d:%02d.000Z" % (index // 3600, index // 60 % 60, index % 60),
        "version": 1}, sort_keys=True, separators=(",", ":")).encode()


def records(count, extra=0):
    entries, total = [], 0
    for index in range(count):
        fund = 0 if index == 0 else 1000 + index + (extra if index == 120 else 0)
        total += fund
        entries.append(record(index, fund, total))
    return entries


def checkpoint(entries, signers):
    text = f"{ORIGIN}\n{len(entries)}\n{base64.b64encode(root([leaf(e) for e in entries])).decode()}\n"
    return (text + "\n" + "".join(signer.line(text.encode()) for signer in signers)).encode()


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


def bundle(entries):
    return b"".join(len(e).to_bytes(2, "big") + e for e in entries)


def part(count, number):
    return f"{number:03d}" if count == 256 else f"{number:03d}.p/{count}"


def publish(name, entries, note):
    folder = os.path.join(HERE, name)
    shutil.rmtree(folder, ignore_errors=True)
    write(f"{folder}/checkpoint", note)
    above = []
    for number in range(0, len(entries), 256):
        piece = entries[number:number + 256]
        leaves = [leaf(e) for e in piece]
        write(f"{folder}/tile/entries/{part(len(piece), number // 256)}", bundle(piece))
        write(f"{folder}/tile/0/{part(len(piece), number // 256)}", b"".join(leaves))
        if len(piece) == 256:
            above.append(root(leaves))
    if above:
        write(f"{folder}/tile/1/{part(len(above), 0)}", b"".join(above))
    return folder


def main():
    with tempfile.TemporaryDirectory() as work:
        log = [Signer(work, ORIGIN, "ed25519"), Signer(work, ORIGIN, "sm2")]
        thief = [Signer(work, ORIGIN, "ed25519"), Signer(work, ORIGIN, "sm2")]
        witness = Signer(work, WITNESS, "witness")
        honest = records(SIZE)
        note = checkpoint(honest, log)
        write(f"{HERE}/log.vkeys", "".join(key.vkey + "\n" for key in log).encode())
        write(f"{HERE}/policy", (f"log {log[0].vkey}\nlog {log[1].vkey}\nwitness office {witness.vkey}\n"
                                 "quorum office\n").encode())
        write(f"{HERE}/older.checkpoint", checkpoint(honest[:OLDER], log + [witness]))
        publish("good", honest, note)
        publish("good-cosigned", honest, checkpoint(honest, log + [witness]))

        folder = publish("forged-entry-and-leaf", honest, note)
        forged = list(honest)
        forged[41] = forged[41].replace(b'"qty":1', b'"qty":9')
        write(f"{folder}/tile/entries/000", bundle(forged[:256]))
        write(f"{folder}/tile/0/000", b"".join(leaf(e) for e in forged[:256]))

        publish("dropped-tail", honest[:150], checkpoint(honest[:150], log))

        folder = publish("swapped-pair", honest, note)
        swapped = list(honest)
        swapped[10], swapped[20] = swapped[20], swapped[10]
        write(f"{folder}/tile/entries/000", bundle(swapped[:256]))

        # The keeper has the log's keys: everything fits but what others hold.
        publish("rewritten", records(SIZE, extra=-500), checkpoint(records(SIZE, extra=-500), log))
        publish("foreign-key", honest, checkpoint(honest, thief))

        folder = publish("truncated-bundle", honest, note)
        write(f"{folder}/tile/entries/001.p/4", bundle(honest[256:])[:-5])


if __name__ == "__main__":
    main()
