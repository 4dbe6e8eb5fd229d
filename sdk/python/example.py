"""A register in small: plays a file of steps, one a line, "step<TAB>argument", and prints each answer.

    example.py CONFIG STEPS
"""
import json
import sys
from typing import Optional

import tillgate


class Counter:
    def __init__(self, gate: tillgate.Gate) -> None:
        self.gate = gate
        self.sale: Optional[tillgate.Sale] = None

    def play(self, step: str, argument: str) -> tillgate.Answer:
        gate, sale = self.gate, self.sale
        if step == "begin":
            self.sale = gate.begin(argument)
            return self.sale.begun
        if step == "close":
            sale.close()
            return {}
        calls = {
            "import": lambda: gate.catalogue_import(argument),
            "receive": lambda: gate.stock_receive(argument),
            "sync": lambda: gate.sync(),
            "receipt": lambda: gate.receipt(argument),
            "identify": lambda: sale.identify(argument),
            "line": lambda: sale.set_line(argument),
            "remove_line": lambda: sale.remove_line(int(argument)),
            "move": lambda: sale.move_line(argument),
            "quote": lambda: sale.quote(),
            "scan": lambda: sale.scan(argument + "\r"),  # as the scanner ends a code
            "prescription": lambda: sale.prescription(argument),
            "review": lambda: sale.review(),
            "learn": lambda: sale.learn(argument),
            "override": lambda: sale.override_finding(argument),
            "settle": lambda: sale.settle(),
            "abandon": lambda: sale.abandon(argument),
            "refund": lambda: sale.refund(argument),
            "show": lambda: sale.show(),
        }
        return calls[step]()


def main(config: str, steps: str) -> None:
    sys.stdout.reconfigure(encoding="utf-8")
    with tillgate.Gate(config) as gate, open(steps, encoding="utf-8", newline="\n") as lines:
        counter = Counter(gate)
        for line in lines:
            step, _, argument = line.rstrip("\n").partition("\t")
            try:
                print(step, "OK", json.dumps(counter.play(step, argument), ensure_ascii=False), sep="\t")
            except tillgate.Error as error:
                print(step, error.name, f"{error.zh} → {error.next_zh}", sep="\t")


if __name__ == "__main__":
    main(*sys.argv[1:])
