"""A backtracking matcher that counts its steps: what `re` does, one instruction at a time.

The parse tree is that of `re` itself; the order in which ways are tried is the same, without the
shortcuts (a literal prefix, a set of first characters) that only ever save steps.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from re import _constants as sre
from re import _parser
from typing import Any

MAXREPEAT = int(sre.MAXREPEAT)
Is = Callable[[str], bool]


@dataclass
class Program:
    """Instructions as (name, argument, argument); groups and guards share the slots."""

    steps: list[tuple[Any, ...]] = field(default_factory=list)
    slots: int = 0


def compile_program(pattern: str | bytes, flags: int, *, most: int | None = None) -> Program:
    """Take a pattern apart; with `most`, longer counted repeats become endless ones and shorter
    ones at most one copy more than they must be, as the search for traps wants them."""
    given = flags & ~re.UNICODE if isinstance(pattern, bytes) else flags
    tree = _parser.parse(pattern, given)
    program = Program(slots=1000)
    _sequence(tree, tree.state.flags, program, most)
    program.steps.append(("end",))
    return program


def _sequence(nodes: Any, flags: int, out: Program, most: int | None) -> None:
    for operation, argument in nodes:
        _node(operation, argument, flags, out, most)


def _node(operation: Any, argument: Any, flags: int, out: Program, most: int | None) -> None:
    steps = out.steps
    if operation in (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN):
        steps.append(("char", _member(operation, argument, flags)))
    elif operation is sre.AT:
        steps.append(("at", str(argument), flags))
    elif operation is sre.BRANCH:
        _branch(argument[1], flags, out, most)
    elif operation is sre.SUBPATTERN:
        group, added, removed, inner = argument
        if group is not None:
            steps.append(("save", 2 * group))
        _sequence(inner, (flags | added) & ~removed, out, most)
        if group is not None:
            steps.append(("save", 2 * group + 1))
    elif operation in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        low, high, inner = argument
        _repeat(int(low), int(high), inner, operation is sre.MIN_REPEAT, flags, out, most)
    elif operation is sre.POSSESSIVE_REPEAT:
        low, high, inner = argument
        loop = [(sre.MAX_REPEAT, (low, high, inner))]
        steps.append(("atomic", _inner(loop, flags, out, most)))
    elif operation is sre.ATOMIC_GROUP:
        steps.append(("atomic", _inner(argument, flags, out, most)))
    elif operation in (sre.ASSERT, sre.ASSERT_NOT):
        direction, inner = argument
        back = inner.getwidth()[0] if direction < 0 else 0
        inside = _inner(inner, flags, out, most)
        steps.append(("look", inside, back, operation is sre.ASSERT))
    elif operation is sre.GROUPREF:
        steps.append(("same", int(argument)))
    else:
        raise NotImplementedError(operation)


def _inner(nodes: Any, flags: int, out: Program, most: int | None) -> Program:
    inside = Program(slots=out.slots)
    _sequence(nodes, flags, inside, most)
    inside.steps.append(("end",))
    out.slots = inside.slots
    return inside


def _branch(ways: Any, flags: int, out: Program, most: int | None) -> None:
    ends = []
    for way in ways[:-1]:
        fork = len(out.steps)
        out.steps.append(())
        _sequence(way, flags, out, most)
        ends.append(len(out.steps))
        out.steps.append(())
        out.steps[fork] = ("split", fork + 1, len(out.steps))
    _sequence(ways[-1], flags, out, most)
    for end in ends:
        out.steps[end] = ("split", len(out.steps), None)


def _repeat(
    low: int, high: int, inner: Any, lazy: bool, flags: int, out: Program, most: int | None
) -> None:
    endless = high == MAXREPEAT
    if most is not None:
        endless = endless or high > most
        low, high = min(low, 1), min(low, 1) + (high > low)
    for _ in range(low):
        _sequence(inner, flags, out, most)
    if endless:
        out.slots += 1
        guard, fork = out.slots, len(out.steps)
        out.steps += [(), ("mark", guard)]
        _sequence(inner, flags, out, most)
        out.steps.append(("again", guard, fork))
        out.steps[fork] = _fork(fork + 1, len(out.steps), lazy)
        return
    forks = []
    for _ in range(high - low):
        forks.append(len(out.steps))
        out.steps.append(())
        _sequence(inner, flags, out, most)
    for fork in forks:
        out.steps[fork] = _fork(fork + 1, len(out.steps), lazy)


def _fork(inside: int, after: int, lazy: bool) -> tuple[Any, ...]:
    return ("split", after, inside) if lazy else ("split", inside, after)


def _member(operation: Any, argument: Any, flags: int) -> Is:
    if operation is sre.ANY:
        return (lambda c: True) if flags & re.DOTALL else (lambda c: c != "\n")
    if operation is sre.IN:
        items = list(argument)
        negated = items[0][0] is sre.NEGATE
        checks = [_item(*item, flags) for item in items[negated:]]
        found = _any_case(lambda c: any(check(c) for check in checks), flags)
        return (lambda c: not found(c)) if negated else found
    equal = _any_case(lambda c: ord(c) == argument, flags)
    return equal if operation is sre.LITERAL else lambda c: not equal(c)


def _any_case(check: Is, flags: int) -> Is:
    if not flags & re.IGNORECASE:
        return check
    return lambda c: any(check(form) for form in {c, c.lower(), c.upper()} if len(form) == 1)


def _item(operation: Any, argument: Any, flags: int) -> Is:
    if operation is sre.LITERAL:
        return lambda c: ord(c) == argument
    if operation is sre.RANGE:
        return lambda c: argument[0] <= ord(c) <= argument[1]
    name = str(argument).removeprefix("CATEGORY_")
    kind = name.removeprefix("NOT_")
    check = {"SPACE": str.isspace, "DIGIT": str.isdecimal, "WORD": _is_word}[kind]
    narrow = check if flags & re.UNICODE else lambda c: c.isascii() and check(c)
    return narrow if kind == name else lambda c: not narrow(c)


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


#: A count that comes so far stops: the growth is plain by then.
MOST_STEPS = 500_000


class Counter:
    """How many instructions were carried out."""

    def __init__(self) -> None:
        self.steps = 0


def count_steps(program: Program, text: str, how: str) -> tuple[int, list[tuple[int, int]]]:
    """Run over a text as `match`, `fullmatch` or `finditer` do: steps and spans found."""
    counter, spans, at = Counter(), [], 0
    if how in ("match", "fullmatch"):
        whole = len(text) if how == "fullmatch" else None
        end = _run(program, text, 0, {}, counter, whole)
        return counter.steps, [] if end is None else [(0, end[0])]
    while at <= len(text) and counter.steps < MOST_STEPS:
        counter.steps += 1
        end = _run(program, text, at, {}, counter)
        if end is None:
            at += 1
            continue
        spans.append((at, end[0]))
        if how == "search":
            break
        at = end[0] if end[0] > at else at + 1
    return counter.steps, spans


def _run(  # noqa: PLR0912 - one branch an instruction
    program: Program, text: str, at: int, slots: dict[int, int], counter: Counter,
    whole: int | None = None,
) -> tuple[int, dict[int, int]] | None:  # fmt: skip
    steps, ways = program.steps, [(0, at, slots)]
    while ways and counter.steps < MOST_STEPS:
        place, at, slots = ways.pop()
        while counter.steps < MOST_STEPS:
            counter.steps += 1
            step = steps[place]
            name = step[0]
            if name == "char":
                if at >= len(text) or not step[1](text[at]):
                    break
                at += 1
            elif name == "split":
                if step[2] is not None:
                    ways.append((step[2], at, slots))
                place = step[1]
                continue
            elif name in ("save", "mark"):
                slots = {**slots, step[1]: at}
            elif name == "again":
                if slots[step[1]] != at:
                    place = step[2]
                    continue
            elif name == "at":
                if not _holds(step[1], text, at, step[2]):
                    break
            elif name == "same":
                said = text[slots[2 * step[1]] : slots[2 * step[1] + 1]]
                if not text.startswith(said, at):
                    break
                at += len(said)
            elif name == "atomic":
                found = _run(step[1], text, at, slots, counter)
                if found is None:
                    break
                at, slots = found
            elif name == "look":
                back = at - step[2]
                seen = _run(step[1], text, back, slots, counter) if back >= 0 else None
                if (seen is not None) != step[3]:
                    break
            elif whole is not None and at != whole:
                break
            else:
                return at, slots
            place += 1
    return None


def _holds(kind: str, text: str, at: int, flags: int) -> bool:
    if kind in ("AT_BEGINNING", "AT_BEGINNING_STRING"):
        by_line = flags & re.MULTILINE and kind == "AT_BEGINNING"
        return at == 0 or bool(by_line and text[at - 1] == "\n")
    if kind == "AT_END_STRING":
        return at == len(text)
    if kind == "AT_END":
        if flags & re.MULTILINE:
            return at == len(text) or text[at] == "\n"
        return at == len(text) or (at == len(text) - 1 and text[at] == "\n")
    before = at > 0 and _is_word(text[at - 1])
    after = at < len(text) and _is_word(text[at])
    return (before != after) == (kind == "AT_BOUNDARY")
