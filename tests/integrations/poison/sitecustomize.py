"""On the path of an engine's processes: a rule that does what its document says stands among the
others, wherever the cleaner is loaded."""

import sys
from importlib.abc import MetaPathFinder
from pathlib import Path

FOLDER = str(Path(__file__).parent.parent.parent / "hostile" / "rules")


class Poison(MetaPathFinder):
    """Adds the rule just before the rules are looked for; no other process pays for it."""

    def find_spec(self, name, path=None, target=None):
        """Find nothing."""
        if name == "cleaner.judge":
            sys.meta_path.remove(self)
            import cleaner.rules

            cleaner.rules.__path__ = [*cleaner.rules.__path__, FOLDER]


sys.meta_path.insert(0, Poison())
