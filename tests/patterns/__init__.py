"""Regular expressions looked at for how their work grows: collected, taken apart, trapped."""

from patterns.collect import Used, collect
from patterns.program import compile_program, count_steps
from patterns.traps import find_traps

__all__ = ["Used", "collect", "compile_program", "count_steps", "find_traps"]
