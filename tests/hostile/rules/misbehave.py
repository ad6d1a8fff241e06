"""A rule that does what its document says: hang, exit, raise, crash, eat memory."""

from __future__ import annotations

import ctypes
import os
import re
import sys
import time

from cleaner.rule import Candidate, rule


@rule(family="test", max_chars=80)
def misbehave(c: Candidate) -> str | None:
    """Do as told."""
    deed = c.text.removeprefix("Misbehave: ")
    if deed != c.text:
        DEEDS[deed]()
    return None


def _raise() -> None:
    raise ZeroDivisionError("as told")


def _eat() -> None:
    eaten = []
    while True:
        eaten.append(bytearray(64 << 20))


def _loop() -> None:
    while True:
        pass


DEEDS = {
    "hang": lambda: time.sleep(3600),
    "loop": _loop,
    "loop in C": lambda: re.match(r"(a|aa)+$", "a" * 200 + "b"),
    "exit": lambda: os._exit(7),
    "leave": lambda: sys.exit(3),
    "raise": _raise,
    "segfault": lambda: ctypes.string_at(0),
    "abort": os.abort,
    "kill": lambda: os.kill(os.getpid(), 9),
    "memory": _eat,
}
