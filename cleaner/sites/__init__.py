"""What a site repeats on its pages: learned over many, used on each.

Counting lines over the pages of a site after Gibson, Punera and Tomkins, "The volume and
evolution of web page templates" (2005) and CCNet (Wenzek et al., 2020); here with slots for
numbers and dates, copies of a page counted once, and place and neighbours as further evidence.
"""

from collections.abc import Mapping

from cleaner.sites.hosts import host_of
from cleaner.sites.judge import judge_sites
from cleaner.sites.learn import Learner, Sighting, expire, merge, sight
from cleaner.sites.profiles import SiteProfiles
from cleaner.sites.store import read_about

#: What this step can remove by.
RULES: Mapping[str, str] = {
    "site-template": "A line that recurs on the pages of its site; with --profile FILE or --learn.",
}

__all__ = [
    "RULES",
    "Learner",
    "Sighting",
    "SiteProfiles",
    "expire",
    "host_of",
    "judge_sites",
    "merge",
    "read_about",
    "sight",
]  # fmt: skip
