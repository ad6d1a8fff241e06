"""The line model: which lines of a plain text are the article's, by shape, place and company."""

from cleaner.lines.judge import RULES, judge_lines

__all__ = ["RULES", "judge_lines"]
