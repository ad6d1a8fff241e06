"""On the path of an engine's processes: a rule that does what its document says stands among the
others, in every process that starts."""

from pathlib import Path

import cleaner.rules

cleaner.rules.__path__ = [
    *cleaner.rules.__path__,
    str(Path(__file__).parent.parent.parent / "hostile" / "rules"),
]
