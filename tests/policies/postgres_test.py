#!/usr/bin/env python3
"""Rules as a second engine sees them: every portable rule of a pack finds the same rows on PostgreSQL.

usage: postgres_test.py TILLGATE_POLICY PACK

Starts a PostgreSQL of its own in a temporary folder, reachable through a socket in it only, and asks
it every rule on the facts of every scenario. Ends with 77 when the server's programs are not
installed (Debian: postgresql-15), with 1 when anything differs.
"""
import json
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SKIPPED = 77
DATABASE = "postgres"


def server_programs():
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    return None


class Server:
    """Runs as nobody when we are root, which PostgreSQL refuses to be."""

    def __init__(self, programs, folder):
        self.programs, self.folder = programs, folder
        self.as_user = {}
        if os.getuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
            self.as_user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        self.environment = {"PATH": f"{programs}:/usr/bin:/bin", "LC_ALL": "C", "HOME": folder}

    def run(self, *words, **more):
        return subprocess.run([self.programs / words[0], *words[1:]], check=True, cwd=self.folder,
                              env=self.environment, **self.as_user, **more)

    def __enter__(self):
        data = f"{self.folder}/data"
        quiet = {"stdout": subprocess.DEVNULL}
        self.run("initdb", "-D", data, "-U", "test", "-A", "trust", "-E", "UTF8", "--locale=C",
                 "--no-sync", "--no-instructions", **quiet)
        options = f"-F -k {self.folder} -c listen_addresses= -c autovacuum=off -c full_page_writes=off"
        self.run("pg_ctl", "-D", data, "-w", "-t", "60", "-l", f"{self.folder}/log", "-o", options,
                 "start", **quiet)
        return self

    def __exit__(self, *_):
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "stop",
                 stdout=subprocess.DEVNULL)

    def ask(self, script):
        """The lines that the statements of a script answer; what failed is a line "!text"."""
        asked = subprocess.run([self.programs / "psql", "-h", self.folder, "-U", "test", "-d",
                                DATABASE, "-X", "-q", "-A", "-t", "-v", "VERBOSITY=terse"],
                               input=script, capture_output=True, text=True, env=self.environment,
                               cwd=self.folder, **self.as_user)
        return asked.stdout.splitlines(), asked.stderr


def literal(value):
    if value is None:
        return "NULL"
    if isinstance(value, int):
        return str(value)
    return "'" + value.replace("'", "''") + "'"


def inserts(tables):
    for table, rows in tables.items():
        if rows:
            columns = list(rows[0])
            values = ", ".join("(" + ", ".join(literal(row[c]) for c in columns) + ")" for row in rows)
            yield f"INSERT INTO {table} ({', '.join(columns)}) VALUES {values};"


def as_set(rows):
    """Rows without what is not there: an input that is not missing is no member."""
    return {json.dumps({k: v for k, v in row.items() if not (k == "missing" and v is None)},
                       sort_keys=True, ensure_ascii=False) for row in rows}


def prepares(server, rule):
    _, errors = server.ask(f"PREPARE r AS {rule['select']};\n")
    return errors.strip()


def main(tool, pack):
    programs = server_programs()
    if programs is None:
        print("SKIPPED 未运行: PostgreSQL is not installed (Debian: apt-get install postgresql-15)")
        return SKIPPED
    sql = json.loads(subprocess.run([tool, "sql", pack], check=True, capture_output=True).stdout)
    lines = subprocess.run([tool, "cases", pack], check=True, capture_output=True, text=True).stdout
    cases = [json.loads(line) for line in lines.splitlines()]
    problems, answers = [], 0
    folder = tempfile.mkdtemp(prefix="tillgate-postgres-")
    try:
        with Server(programs, folder) as server:
            _, errors = server.ask(sql["schema"])
            if errors:
                problems.append("schema: " + errors)
            rules = {}
            for rule in sql["rules"]:
                error = prepares(server, rule)
                if not error:
                    rules[rule["id"]] = rule
                elif not rule["not_portable"]:
                    problems.append(f"{rule['file']}: does not prepare: {error}")
            script = []
            for number, case in enumerate(cases):
                script.append("BEGIN;")
                script.extend(inserts(case["tables"]))
                for rule in case["rows"]:
                    if rule in rules:
                        script.append(f"SELECT '{number} {rule} ' || coalesce(jsonb_agg(to_jsonb(t)), "
                                      f"'[]')::text FROM ({rules[rule]['select']}) t;")
                script.append("ROLLBACK;")
            told, errors = server.ask("\n".join(script) + "\n")
            if errors:
                problems.append("PostgreSQL: " + errors[:2000])
            differing = set()
            for line in told:
                number, rule, rows = line.split(" ", 2)
                case = cases[int(number)]
                answers += 1
                if as_set(json.loads(rows)) == as_set(case["rows"][rule]):
                    continue
                differing.add(rule)
                if not rules[rule]["not_portable"]:
                    problems.append(f"{rules[rule]['file']}: {case['file']} {case['id']}: SQLite finds "
                                    f"{case['rows'][rule]}, PostgreSQL {rows}")
            asked = sum(1 for case in cases for rule in case["rows"] if rule in rules)
            if answers != asked:
                problems.append(f"{asked} questions were asked, {answers} answered")
            for rule in rules.values():
                if rule["not_portable"] and rule["id"] not in differing:
                    print(f"{rule['file']}: says it is not portable, and found the same everywhere")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for problem in problems:
        print(problem)
    portable = sum(1 for rule in sql["rules"] if not rule["not_portable"])
    print(f"{portable} portable rules of {len(sql['rules'])}, {len(cases)} scenarios, {answers} answers: "
          + (f"{len(problems)} problems" if problems else "the same on both"))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
