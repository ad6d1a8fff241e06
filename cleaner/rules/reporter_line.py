"""Names of reporters with their trade, as Korean and Chinese news sign."""

from __future__ import annotations

import re

from cleaner.dates import find_dates, normal
from cleaner.model import Finding
from cleaner.rule import Answer, Candidate, rule

#: "기자 회견", "记者会" and their like are no names.
_KOREAN = (
    r"(?!(?:수습|온라인|취재|인턴|선임|스포츠|연예|시민|객원|전문|사진|본지|디지털|경제|문화|정치|사회)\b)"
    r"[가-힣]{2,4}"
)
_CHINESE = r"(?!会|會|团|團|站|证|證|席|俱|协|協|手)[\u3400-\u9fff]{2,3}(?![\u3400-\u9fff])"
#: "이서윤 기자 name@host": the trade behind the name.
KOREAN = re.compile(
    rf"[\[(<◎]?(?:[^\s=]{{2,10}}=)?(?P<names>{_KOREAN}(?:[·,]\s?{_KOREAN})*)\s?"
    r"(?:선임\s?|인턴\s?|전문\s?|객원\s?)?(?:기자|특파원|통신원)[\])>]?(?:\s*+[(\[<]?\S+@\S+[)\]>]?)?"
)
#: "本报记者 林晓雯", "聯合報/ 記者方怡君/北港報導": the trade before it.
CHINESE = re.compile(
    r"[【\[〔(]?(?:\w{2,6}\s?/\s?)?(?:本报|本報|本刊|本网|新华社|中新社|实习|見習|首席)?\s?(?:记者|記者)\s?:?\s?"
    rf"(?P<names>{_CHINESE}(?:[、,\s]\s?{_CHINESE})*)(?:\s?/\s?\S{{2,12}}|\s\S{{0,8}}[报報][导導道])?[】\]〕)]?"
)
NAME = re.compile(r"[가-힣]{2,4}|[\u3400-\u9fff]{2,4}")
SIGNS = "기记記특통"


@rule(family="byline", max_chars=70, where="outside_body", signs=SIGNS)
def reporter_line(line: Candidate) -> Answer:
    """Names of reporters with their trade, as Korean and Chinese news sign.

    *What it removes*: lines that are nothing but the name of a reporter with the word for one,
    perhaps with a date, an outlet or an address: "이서윤 기자 name@example.com", "本报记者 林晓雯".

    *Why it is boilerplate*: it says who wrote, not what happened; the names go to the metadata.

    *What it keeps*: sentences, headings on press conferences, and such lines inside the body.
    """
    text = normal(line.text).strip()
    dates = find_dates(text, line.page.document.language)
    signed = text[dates[-1].end :].strip() if dates else text
    found = KOREAN.fullmatch(signed) or CHINESE.fullmatch(signed)
    if found is None or line.is_sentence:
        return None
    stated = [("author", name) for name in NAME.findall(found["names"])]
    stated += [("date_published", stamp.iso) for stamp in dates[:1]]
    return Finding("the name of a reporter with the trade", metadata=tuple(stated))
