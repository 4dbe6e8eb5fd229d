"""Sets one trap for the library: run_trap.py TRAP --program FILE --build DIR --source DIR. Exit status 77: cannot be set here."""
import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

from shop import Shop, turkish


def play(process, shop):
    for line in process.stdout:
        print(line, end="")
        if line == "stop the platform\n":
            shop.stop_platform()
            process.stdin.write("stopped\n")
            process.stdin.flush()
    return process.wait()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("trap")
    for name in ("program", "build", "source"):
        parser.add_argument("--" + name, type=Path, required=True)
    options = parser.parse_args()
    folder = options.build / "hosts" / f"trap-{options.trap}"
    library = options.build / "lib/libtillgate.so"
    with Shop(options.build, options.source, folder, library) as shop:
        environment = shop.environment()
        if options.trap == "turkish":
            spoken = turkish(options.build / "hosts")
            if not spoken:
                print("SKIPPED: no Turkish locale here (package locales)")
                return 77
            environment.update(spoken)
        # The catalogue comes from another program, so that the trap is all that this one does.
        importing = folder / "import.jsonl"
        shutil.copy(options.source / "sdk/register/shop/products.json", folder)
        importing.write_text(json.dumps({"import": "products.json"}) + "\n")
        subprocess.run([options.build / "bin/tillgate-register", "--library", library, "--config", shop.config,
                        "--scenario", importing], check=True, stdout=subprocess.DEVNULL)
        process = subprocess.Popen([options.program, options.trap, library, shop.config], env=environment, text=True,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        ended = play(process, shop)
        print(f"{options.trap} ended with {ended}")
        return 0 if ended == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
