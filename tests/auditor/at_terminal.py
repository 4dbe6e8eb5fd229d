"""Runs a program on a terminal of its own and types for the person in front of it.

    at_terminal.py N LINE... PROGRAM ARGUMENT...

Each of the N lines is typed when the program has asked, that is: when it has switched the echo off. Prints what
the terminal showed and ends as the program did.
"""
import os
import pty
import sys
import termios
import time

count = int(sys.argv[1])
lines, program = sys.argv[2:2 + count], sys.argv[2 + count:]
child, terminal = pty.fork()
if child == 0:
    os.execv(program[0], program)


def echoes():
    return termios.tcgetattr(terminal)[3] & termios.ECHO


shown = b""
answered = 0
os.set_blocking(terminal, False)
while True:
    try:
        shown += os.read(terminal, 4096)
    except BlockingIOError:
        if lines and len(shown) > answered and shown.endswith(b": ") and not echoes():
            answered = len(shown)
            os.write(terminal, lines.pop(0).encode() + b"\n")
        time.sleep(0.001)
    except OSError:  # the program has ended
        break
_, status = os.waitpid(child, 0)
sys.stdout.buffer.write(shown.replace(b"\r", b""))
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(status))
