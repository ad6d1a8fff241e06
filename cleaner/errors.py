"""What can go wrong, by name: every error says which input, at which step, and why."""

from __future__ import annotations


class CleanerError(Exception):
    """The base of every error this package raises on purpose.

    `source` names the input (a path, an id, a URL), `step` the step that failed.
    """

    step = "clean"

    def __init__(self, cause: str, *, source: str | None = None) -> None:
        super().__init__(cause)
        self.cause = cause
        self.source = source

    def __str__(self) -> str:
        where = f"{self.source}: " if self.source else ""
        return f"{where}{self.step}: {self.cause}"

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.cause, self.source))


def _rebuild(kind: type[CleanerError], cause: str, source: str | None) -> CleanerError:
    return kind(cause, source=source)


class DecodeError(CleanerError):
    """The bytes are not text in any encoding that was named or found."""

    step = "decode"


class EmptyInputError(CleanerError):
    """There is nothing but white space in the input."""

    step = "decode"


class ParseError(CleanerError):
    """The markup can't be parsed within the limits (nesting, size, node count)."""

    step = "parse"


class OptionError(CleanerError, ValueError):
    """An option has a value that doesn't exist, such as a rule nobody wrote."""

    step = "options"


class InputFormatError(CleanerError):
    """A record of a batch input is malformed: not JSON, or without the fields it needs."""

    step = "read"


class RecordError(CleanerError):
    """A record doesn't hold what is asked of it, or doesn't belong to the source it is given."""

    step = "verify"


class OutputError(CleanerError):
    """The output of a batch can't be written: a full disk, a missing folder, no permission."""

    step = "write"


class ResumeError(CleanerError):
    """A run can't be gone on with: there is none, or its inputs or options were others."""

    step = "resume"


class ProfileError(CleanerError):
    """A file of site profiles is none, is damaged, or is another than at the start of the run."""

    step = "sites"


class MissingExtraError(CleanerError):
    """A format needs a library that is not installed; the message names the extra with it."""

    step = "read"
