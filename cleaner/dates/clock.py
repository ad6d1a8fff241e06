"""Times of day as pages write them, beside a date or alone."""

from __future__ import annotations

import re

from cleaner.dates.words import OTHER_ZONES, ZONES

_ZONE = r"(?:(?:UTC|GMT)?\s?[+-]\d{1,2}:?(?:\d\d)?|" + "|".join((*ZONES, *OTHER_ZONES)) + r")\b"

#: The words for the later half of the day; in Chinese, Japanese and Korean they precede the time.
LATE = re.compile("오후|下午|午後|晚上|مساء|م|अपराह्न|p|μ", re.IGNORECASE)
_CLOCK = (
    r"(?:(?P<before>오전|오후|上午|下午|午前|午後|凌晨|早上|晚上)\s?)?"
    r"(?P<hour>[01]?\d|2[0-3])(?:[:.h]|[時时시点點]\s?)(?P<minute>[0-5]\d)"
    r"(?::(?P<second>[0-5]\d)(?:\.\d+)?)?[分분]?"
    r"(?:\s?(?:(?P<half>[apπμ])\.?\s?[mμ]|(?P<behind>صباح[اً]*|مساء[اً]*|[صم]|पूर्वाह्न|अपराह्न))"
    r"(?!\w)\.?)?(?:\s?(?:Uhr|hs|hrs|h)(?!\w)\.?)?(?:\s?\(?(?P<zone>" + _ZONE + r")\)?)?"
)
#: Words that stand between a date and its time.
_JOINED = (
    r"at|um|à|a\slas|alle|ore|às|om|o|godz|г|в|saat|pukul|الساعة|को"
    r"|kl|klo|klokken|klockan|v|ve|о|об|ora|στις|lúc"
)
TIME = re.compile(r"(?<![\d:.])" + _CLOCK + r"(?![\d:])", re.IGNORECASE)
HOUR = re.compile(r"\b(?:1[0-2]|[1-9])\s?[ap]\.?m\b\.?", re.IGNORECASE)
TIME_AFTER = re.compile(
    rf"(?:T|\s|[.,|·•@:(/–—-]|\b(?:{_JOINED})\b\.?){{0,6}}(?<![\d:.]){_CLOCK}(?![\d:])",
    re.IGNORECASE,
)
TIME_BEFORE = re.compile(
    rf"(?<![\d:.]){_CLOCK}[\s,|·•–—-]+(?:[^\W\d]{{2,10}}\.?,?\s+)?$", re.IGNORECASE
)


def read_clock(found: re.Match[str]) -> str:
    """Give the time of a match of these patterns as ISO 8601, from the "T" on."""
    hour = int(found["hour"])
    if half := found["before"] or found["half"] or found["behind"]:
        late = LATE.match(half) is not None
        hour = hour % 12 + (12 if late else 0) if hour <= 12 else hour
    seconds = f":{found['second']}" if found["second"] else ""
    return f"T{hour:02d}:{found['minute']}{seconds}{_offset(found['zone'])}"


def _offset(zone: str | None) -> str:
    if not zone:
        return ""
    if known := ZONES.get(zone.upper()):
        return known
    stated = re.search(r"([+-])(\d{1,2}):?(\d\d)?$", zone)
    return f"{stated[1]}{int(stated[2]):02d}:{stated[3] or '00'}" if stated else ""
