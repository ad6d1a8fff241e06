"""Where a pattern can do the same thing in several ways, and the strings that make it try all.

A backtracking matcher takes more than linear time only where the automaton of the pattern is
ambiguous without bound: two of its states lie on cycles that one word goes round, and the word
also leads from one to the other (Weber and Seidl, "On the degree of ambiguity of finite
automata", 1991). The scan of a search is such a cycle too. Looking around is taken as a branch
and atomic groups as common ones, so that no trap is missed; whether one closes is then counted.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

from patterns.program import Program

#: Characters that tell classes apart, beside those of the pattern itself.
SAMPLES = "aZéß0٣_ \t\n\xa0-.,;:!?\"'“<>/\\()[]{}@#&=|*+«»…©橋글\0"
ANY = "any"
Is = Callable[[str], bool]


def find_traps(program: Program, *, scanned: bool, letters: str) -> Iterator[tuple[str, str]]:
    """Give (way to the first cycle, word that goes round both) for every ambiguity.

    `scanned` is whether the pattern is searched for, `letters` what its text is made of.
    """
    automaton = _Automaton(program, scanned)
    cycles, seen = automaton.cyclic(), set[str]()
    if len(cycles) < 2:
        return
    automaton.spell(letters)
    for first in cycles:
        onward = automaton.reach(first)
        for second in sorted(onward & cycles):
            word = automaton.pump(first, second)
            if word is not None and word not in seen:
                seen.add(word)
                yield automaton.way_to(first), word


class _Automaton:
    """States are instructions that take a character; edges go by one character of each class."""

    def __init__(self, program: Program, scanned: bool) -> None:
        self.checks: list[Is] = []
        self.next: list[frozenset[int]] = []
        self.start = self._lay(program, frozenset())
        if scanned:
            state = self._state(lambda c: True)
            self.start = self.start | {state}
            self.next[state] = self.start
        self.edges = [set(following) for following in self.next]
        self.turned: list[set[int]] = [set() for _ in self.edges]
        for before, following in enumerate(self.edges):
            for after in following:
                self.turned[after].add(before)
        self.cycles: dict[int, set[int]] = {}

    def spell(self, letters: str) -> None:
        """Choose a letter for each class of characters that the states tell apart."""
        self.letters = self._classes(letters)
        self.after = [
            {c: tuple(n for n in sorted(following) if self.checks[n](c)) for c in self.letters}
            for following in self.next
        ]

    def _state(self, check: Is) -> int:
        self.checks.append(check)
        self.next.append(frozenset())
        return len(self.checks) - 1

    def _lay(self, program: Program, following: frozenset[int]) -> frozenset[int]:
        """Lay a program's states, which go on to `following`; give those it begins with."""
        steps = program.steps
        own = {n: self._state(step[1]) for n, step in enumerate(steps) if step[0] == "char"}
        memo: dict[int, frozenset[int]] = {}
        inner: dict[int, frozenset[int]] = {}

        def entries(place: int) -> frozenset[int]:
            found: set[int] = set()
            seen, todo = set(), [place]
            while todo:
                at = todo.pop()
                if at in seen:
                    continue
                seen.add(at)
                step = steps[at]
                if step[0] == "char":
                    found.add(own[at])
                elif step[0] == "split":
                    todo += [n for n in step[1:] if n is not None]
                elif step[0] == "again":
                    todo += [step[2], at + 1]
                elif step[0] == "end":
                    found |= following
                else:
                    if step[0] in ("atomic", "look"):
                        if at not in inner:
                            inner[at] = frozenset()
                            after = entries(at + 1) if step[0] == "atomic" else frozenset()
                            inner[at] = self._lay(step[1], after)
                        found |= inner[at]
                    if step[0] != "atomic" or _may_be_empty(step[1]):
                        todo.append(at + 1)
            return frozenset(found)

        for place, state in own.items():
            self.next[state] = memo.setdefault(place, entries(place + 1))
        return entries(0)

    def _classes(self, letters: str) -> list[str]:
        seen: dict[tuple[bool, ...], str] = {}
        for char in letters:
            seen.setdefault(tuple(check(char) for check in self.checks), char)
        return list(seen.values())

    def reach(self, state: int) -> set[int]:
        """Give the states that can follow one."""
        seen: set[int] = set()
        todo = [state]
        while todo:
            new = self.edges[todo.pop()] - seen
            seen |= new
            todo += new
        return seen

    def cyclic(self) -> set[int]:
        """Give the states that can follow themselves: what is left where nothing ends."""
        left = set(range(len(self.checks)))
        for edges in (self.edges, self.turned):
            missing = {state: len(edges[state] & left) for state in left}
            todo = [state for state, count in missing.items() if not count]
            while todo:
                gone = todo.pop()
                left.discard(gone)
                for state in (self.turned if edges is self.edges else self.edges)[gone]:
                    if state in left:
                        missing[state] -= 1
                        if not missing[state]:
                            todo.append(state)
        return {state for state in left if state in self.reach(state)}

    def pump(self, first: int, second: int) -> str | None:
        """Find a word that goes first→first, first→second and second→second, on two ways."""
        begin, goal = (first, first, second), (first, second, second)
        home, there = self._cycle(first), self._cycle(second)
        todo: deque[tuple[tuple[int, int, int], str, bool]] = deque()
        todo.append((begin, "", first != second))
        seen = {(begin, first != second)}
        while todo:
            (a, b, c), word, parted = todo.popleft()
            for char in self.letters:
                for x in self.after[a].get(char, ()):
                    if x not in home:
                        continue
                    for y in self.after[b].get(char, ()):
                        for z in self.after[c].get(char, ()):
                            if z not in there:
                                continue
                            apart = parted or x != y
                            state = ((x, y, z), apart)
                            if (x, y, z) == goal and apart:
                                return word + char
                            if state not in seen:
                                seen.add(state)
                                todo.append(((x, y, z), word + char, apart))
        return None

    def _cycle(self, state: int) -> set[int]:
        """Give the states on a way from one back to it."""
        if state in self.cycles:
            return self.cycles[state]
        back, todo = {state}, [state]
        while todo:
            new = self.turned[todo.pop()] - back
            back |= new
            todo += new
        return self.cycles.setdefault(state, back & (self.reach(state) | {state}))

    def way_to(self, state: int) -> str:
        """Give a word that leads to a state."""
        todo = deque((s, c) for s in sorted(self.start) for c in self.letters if self.checks[s](c))
        seen = {s for s, _ in todo}
        while todo:
            at, word = todo.popleft()
            if at == state:
                return word
            for char, following in self.after[at].items():
                for n in following:
                    if n not in seen:
                        seen.add(n)
                        todo.append((n, word + char))
        return ""


def _may_be_empty(program: Program) -> bool:
    seen, todo = set(), [0]
    while todo:
        at = todo.pop()
        if at in seen:
            continue
        seen.add(at)
        step = program.steps[at]
        if step[0] == "end":
            return True
        if step[0] == "split":
            todo += [n for n in step[1:] if n is not None]
        elif step[0] == "again":
            todo += [step[2], at + 1]
        elif step[0] != "char" and not (step[0] == "atomic" and not _may_be_empty(step[1])):
            todo.append(at + 1)
    return False
