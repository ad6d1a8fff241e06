"""Clean text out of scraped pages and extracted text, with provenance for every character."""

from importlib.metadata import PackageNotFoundError, version

from cleaner.errors import (
    CleanerError,
    DecodeError,
    EmptyInputError,
    InputFormatError,
    OptionError,
    ParseError,
    ProfileError,
    RecordError,
)
from cleaner.model import Article, Metadata, Provenance, Removal, Segment
from cleaner.options import Options
from cleaner.pipeline import Pipeline, clean
from cleaner.sites import SiteProfiles
from cleaner.verify import restore, verify

try:
    __version__ = version("article-cleaner")
except PackageNotFoundError:  # run from a checkout that was never installed
    __version__ = "0+unknown"

__all__ = [
    "Article",
    "CleanerError",
    "DecodeError",
    "EmptyInputError",
    "InputFormatError",
    "Metadata",
    "OptionError",
    "Options",
    "ParseError",
    "Pipeline",
    "ProfileError",
    "Provenance",
    "RecordError",
    "Removal",
    "Segment",
    "SiteProfiles",
    "clean",
    "restore",
    "verify",
]
