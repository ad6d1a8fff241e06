"""The review page: every decision on many documents in one HTML file that stands by itself.

Records become views (`view`), two cleanings are held against each other (`compare`), the page
opens on a summary (`summary`, `chart`), and what readers mark in it comes back as data (`marks`).
"""

from cleaner.report.compare import compare
from cleaner.report.page import render
from cleaner.report.view import View, failed, view

__all__ = ["View", "compare", "failed", "render", "view"]
