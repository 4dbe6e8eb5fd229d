"""A sample pharmacy in a folder: keys, rules, configuration, and the simulated platform beside it."""
import json
import os
import shutil
import subprocess
import time
from pathlib import Path


class Shop:
    def __init__(self, build: Path, source: Path, folder: Path, library: Path) -> None:
        self.build, self.source, self.folder = build, source, folder
        self.library = library
        self.bin = build / "bin"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.config = folder / "config.json"
        self.platform = None
        self.start_platform()
        shutil.copytree(source / "policies/packs/cn-national", folder / "rules")
        self.audit("keygen", folder / "keys", "--origin", "hosts.example/P99999900001/T1/1")
        (folder / "secret").write_text("sample-secret-never-used-for-real\n")
        config = json.loads((source / "sdk/register/shop/config.json").read_text(encoding="utf-8"))
        config["platform"]["url"] = self.url
        self.config.write_text(json.dumps(config, ensure_ascii=False), encoding="utf-8")

    def start_platform(self, port: str = "0") -> None:
        self.platform = subprocess.Popen(
            [self.bin / "tillgate-platform", "--world", self.source / "sdk/simulator/world/sample.json",
             "--tls", self.folder / "tls", "--state", self.folder / "platform.json", "--port", port],
            stdout=subprocess.PIPE, text=True)
        for line in self.platform.stdout:
            if line.startswith("listening "):
                self.url = line.split()[1]
                return
        raise RuntimeError("the platform did not start")

    def stop_platform(self) -> None:
        self.platform.kill()
        self.platform.wait()
        self.platform.stdout.close()

    def audit(self, *arguments) -> str:
        done = subprocess.run([self.bin / "tillgate-audit", *arguments], capture_output=True, text=True, encoding="utf-8")
        if done.returncode != 0:
            raise RuntimeError(f"tillgate-audit {arguments[0]} failed: {done.stdout}{done.stderr}")
        return done.stdout

    def products(self) -> str:
        return (self.source / "sdk/register/shop/products.json").read_text(encoding="utf-8")

    def environment(self, **more: str) -> dict:
        """Of a host: where the library is, and the language of a till in Istanbul, whose i has no dot."""
        return {**os.environ, "TILLGATE_LIBRARY": str(self.library), "LD_LIBRARY_PATH": str(self.library.parent), **more}

    def __enter__(self) -> "Shop":
        return self

    def __exit__(self, *_) -> None:
        self.stop_platform()


def turkish(folder: Path) -> dict:
    """Environment of a till whose system speaks Turkish: upper case of i is not I, the decimal sign is a comma."""
    locale = folder / "tr_TR.UTF-8"
    if not locale.exists():
        made = folder / f"new-{os.getpid()}-{time.monotonic_ns()}"
        done = subprocess.run(["localedef", "-i", "tr_TR", "-f", "UTF-8", "--no-archive", made], capture_output=True)
        if not made.exists() or done.returncode not in (0, 1):
            return {}
        if not locale.exists():
            made.rename(locale)
    return {"LOCPATH": str(folder), "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}
