"""The journal of a run: which documents are written, in SQLite beside the output.

Rows and the state of the output (how far it is written) go in by one transaction after the
output itself is on the disk. After a crash the output is cut back to that state, so that each
document is in it once.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cleaner.errors import OutputError, ResumeError

SCHEMA = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE documents (number INTEGER PRIMARY KEY, place TEXT NOT NULL, mark TEXT NOT NULL);
CREATE TABLE names (name TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
"""
#: Seconds to wait for another run that has the journal open; a run holds it all along.
PATIENCE = 0.2

Row = tuple[int, str, str]


class Journal:
    """An open journal; `state` is what the last commit stored, empty in a new one."""

    def __init__(self, path: Path, identity: Mapping[str, str], *, resume: bool) -> None:
        """Open the journal of a run that `identity` describes, or begin a new one.

        Raises `ResumeError` where there is nothing to resume, where the run was another one, or
        where a new run would throw away what the same run did before it was interrupted,
        `OutputError` where another process is at it or nothing can be written.
        """
        self.path = path
        self._rows: list[Row] = []
        try:
            self._open(identity, resume=resume)
        except sqlite3.OperationalError as error:
            raise OutputError(_cause(error), source=str(path)) from None
        except sqlite3.DatabaseError as error:
            raise ResumeError(f"the journal is damaged ({error}); remove it to start over",
                              source=str(path)) from None  # fmt: skip

    def _open(self, identity: Mapping[str, str], *, resume: bool) -> None:
        if resume and not self.path.exists():
            raise ResumeError("there is no run to resume", source=str(self.path))
        self._base = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
        self._base.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._base.execute("PRAGMA synchronous = FULL")
        self._base.execute("BEGIN EXCLUSIVE")
        if resume:
            self._base.execute("COMMIT")
            _check(json.loads(self._fact("identity") or "{}"), identity, self.path)
            self.state: dict[str, Any] = json.loads(self._fact("state") or "{}")
            return
        self._check_unfinished(identity)
        for table in ("facts", "documents", "names"):
            self._base.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in filter(str.strip, SCHEMA.split(";")):
            self._base.execute(statement)
        self._base.execute("INSERT INTO facts VALUES ('identity', ?)", (json.dumps(identity),))
        self._base.execute("COMMIT")
        self.state = {}

    def _check_unfinished(self, identity: Mapping[str, str]) -> None:
        """Refuse to throw away what the very same run has done before it was interrupted."""
        if not self._base.execute("SELECT 1 FROM sqlite_master WHERE name = 'facts'").fetchone():
            return
        state = json.loads(self._fact("state") or "{}")
        same = json.loads(self._fact("identity") or "{}") == identity
        if same and state and not state.get("finished"):
            done = state.get("totals", {}).get("documents", 0)
            raise ResumeError(f"an unfinished run of {done:,} documents is here: --resume goes on "
                              "with it; remove this file to start over",
                              source=str(self.path))  # fmt: skip

    def written(self, number: int) -> tuple[str, str] | None:
        """Give place and mark of a document that is written already, None for any other."""
        found = self._base.execute(
            "SELECT place, mark FROM documents WHERE number = ?", (number,)
        ).fetchone()
        return None if found is None else (str(found[0]), str(found[1]))

    def note(self, number: int, place: str, mark: str) -> None:
        """Take down a document; `commit` stores it."""
        self._rows.append((number, _storable(place), mark))

    def claim(self, name: str, number: int) -> bool:
        """Take a file name for a document; False if another one has it, whatever the case."""
        key = _storable(name.casefold())
        self._begin()
        self._base.execute("INSERT OR IGNORE INTO names VALUES (?, ?)", (key, number))
        found = self._base.execute("SELECT number FROM names WHERE name = ?", (key,)).fetchone()
        return bool(found[0] == number)

    def commit(self, state: Mapping[str, Any]) -> None:
        """Store what was taken down and the state that the output is in now.

        Raises `OutputError` where that can't be written.
        """
        try:
            self._begin()
            self._base.executemany("INSERT OR REPLACE INTO documents VALUES (?, ?, ?)", self._rows)
            self._base.execute(
                "INSERT OR REPLACE INTO facts VALUES ('state', ?)", (json.dumps(state),)
            )
            self._base.execute("COMMIT")
        except sqlite3.Error as error:
            raise OutputError(_cause(error), source=str(self.path)) from None
        self._rows.clear()
        self.state = dict(state)

    def close(self) -> None:
        """Let go of the journal; what is not committed is lost."""
        self._base.close()

    def _begin(self) -> None:
        if not self._base.in_transaction:
            self._base.execute("BEGIN")

    def _fact(self, name: str) -> str | None:
        found = self._base.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return None if found is None else str(found[0])


def _check(was: Mapping[str, str], now: Mapping[str, str], path: Path) -> None:
    changed = sorted(name for name in {*was, *now} if was.get(name) != now.get(name))
    if changed:
        told = "; ".join(f"{n} was {was.get(n, 'none')}, is {now.get(n, 'none')}" for n in changed)
        raise ResumeError(f"this is another run than the one that was begun: {told}",
                          source=str(path))  # fmt: skip


def _storable(text: str) -> str:
    """Write names that are not UTF-8 in a form that SQLite takes."""
    return text.encode("utf-8", "backslashreplace").decode()


def _cause(error: sqlite3.Error) -> str:
    if "locked" in str(error):
        return "another run is writing to this output"
    return f"the journal can't be written: {error}"
