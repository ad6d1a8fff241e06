"""Lines that name who wrote the article."""

import re

from cleaner.dates import before_dates, read_date_line
from cleaner.header import in_header
from cleaner.model import Finding
from cleaner.persons import Signed, is_person, read_byline
from cleaner.rule import Answer, Candidate, behind, rule
from cleaner.text import is_unspaced

#: A closed sentence with more words is a sentence ("By Monday the water had fallen.").
MOST_CLOSED_WORDS = 6
#: ... unless these part it: dates and reading times are abbreviated ("3 min.").
PARTS = "·|•"
#: What stands around the names where there are no spaces ("（责编：周明远、赵倩）").
AROUND = " :：=＝/／・()（）【】[]〔〕"

#: Who took the pictures follows ("文／小野寺美咲　撮影／高瀬亮").
PHOTOGRAPHER = re.compile(r"(?:撮影|写真|摄影|攝影|图|圖)\s?[／/:：=＝・]")

#: Labels of those who edit and translate.
EDITORS = re.compile("[责責]|[编編][辑輯译譯]|整理")


@rule(family="byline", max_chars=180, phrases=True)
def byline(candidate: Candidate) -> Answer:
    """Remove lines that start with "By" or its like and name the authors.

    *What it removes*: "By Jane Roe and John Doe", "Von Jana Beispiel", with the role, date, place
    or outlet beside the names; the label alone above a name.

    *Why it is boilerplate*: it says who wrote, not what happened; the names go to the metadata.

    *What it keeps*: sentences that start with such a word ("By Monday the water had fallen.") and,
    between paragraphs, lines that name the makers of something else.
    """
    label = candidate.start or candidate.whole
    header = in_header(candidate)
    if label is None or (candidate.in_body and not header):
        return None
    words = candidate.text.split()
    named = " ".join(words[len(label.phrase.split()) :])
    unspaced = is_unspaced(candidate.text)
    if unspaced:
        named = candidate.text[behind(candidate.text, label.phrase) :]
        named = PHOTOGRAPHER.split(named)[0].strip(AROUND)
    if not named:
        return "a byline's label" if _name_follows(candidate) else None
    is_parted = any(part in candidate.text for part in PARTS)
    if candidate.is_sentence and (unspaced or len(words) > MOST_CLOSED_WORDS) and not is_parted:
        return None
    signed, stated = read_named(named, candidate.page.document.language)
    if not signed.persons and not (header and signed.groups):
        return None
    reason = f'the line starts with "{label.phrase}" and names who wrote'
    wrote = header and not EDITORS.search(label.phrase)
    return Finding(reason, metadata=stated if wrote else ())


def read_named(named: str, language: str | None) -> tuple[Signed, tuple[tuple[str, str], ...]]:
    """Read what stands behind a byline's label: who signed, and all metadata it states."""
    signed = read_byline(before_dates(named, language))
    dated = read_date_line(named, language)
    return signed, (*signed.stated, *(dated.stated if dated else ()))


def _name_follows(candidate: Candidate) -> bool:
    following = candidate.neighbour(1)
    return following is not None and is_person(following.text)
