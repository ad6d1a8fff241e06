"""Documents → stories: who tells the same, from whom it likely comes, and who is a copy."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

import numpy as np

from cleaner.model.story import Id, Passage, Shared, StoryNote
from cleaner.stories.paragraphs import Pairs, find_shared
from cleaner.stories.text import StoryText
from cleaner.text import sha256

Keeping = Literal["annotate", "keep-best", "keep-first"]

#: Two texts tell one story from this score on, and with such a share of their runs of words in
#: common (or a paragraph): of 124,750 pairs of articles of the development set two that are no
#: copies reach both; the least alike of the five originals' pairs have 0.49 and 0.037.
SAME_STORY = 0.45
LEAST_WORDS = 0.035
#: ... and with so many names in common, or paragraphs.
FEWEST_NAMES = 6
#: Texts of days farther apart tell of different events, or of what came of them.
MOST_DAYS = 4
#: A name that more documents have leads to no pair; it still counts once a pair is compared.
MOST_NAMED = 200
#: So many names must lead to a pair before it is compared.
NAMES_MET = 4
#: Two documents are copies where this share of the longer stands in shared paragraphs.
COPY_SHARE = 0.8


class Link(NamedTuple):
    """Two documents that tell one story: how surely, and by what."""

    score: float
    names: float
    words: float


class Story(NamedTuple):
    """A story: its documents by index, in order, how surely each belongs to it, and its origin."""

    id: str
    members: tuple[int, ...]
    scores: tuple[float, ...]
    origin: int
    reason: str


class Stories(NamedTuple):
    """What was found among documents, by their indexes."""

    texts: tuple[StoryText, ...]
    stories: tuple[Story, ...]
    shared: Pairs
    links: Mapping[tuple[int, int], Link]


def find_stories(texts: Sequence[StoryText]) -> Stories:
    """Find the stories that documents tell together, and the paragraphs they share."""
    shared = find_shared(texts)
    links = {
        pair: link
        for pair in sorted({*shared, *_pairs(texts)})
        if (link := _link(texts[pair[0]], texts[pair[1]], shared.get(pair, ())))
    }
    groups = list(range(len(texts)))
    for one, other in links:
        low, high = sorted((_root(groups, one), _root(groups, other)))
        groups[high] = low
    members: dict[int, list[int]] = defaultdict(list)
    for at in range(len(texts)):
        members[_root(groups, at)].append(at)
    stories = [_story(texts, group, links) for group in members.values() if len(group) > 1]
    return Stories(tuple(texts), tuple(stories), shared, links)


def notes(found: Stories, keeping: Keeping = "annotate") -> list[StoryNote]:
    """Give each document's place among the others; with `keep-best` or `keep-first` near-copies
    of one that stays name it: of several the longest stays, or the first."""
    made = [StoryNote() for _ in found.texts]
    for story in found.stories:
        ids = [found.texts[at].id for at in story.members]
        for at, score in zip(story.members, story.scores, strict=True):
            others = tuple(ids[to] for to, member in enumerate(story.members) if member != at)
            origin = found.texts[story.origin].id
            made[at] = StoryNote((), story.id, others, score, origin, story.reason)
    for (one, other), passages in found.shared.items():
        similarity = _similarity(found.texts[one], found.texts[other], passages)
        for at, to, there in ((one, other, passages), (other, one, _turned(passages))):
            shared = Shared(found.texts[to].id, similarity, there)
            made[at] = made[at]._replace(shared=(*made[at].shared, shared))
    for at, kept in _copies(found, keeping).items():
        made[at] = made[at]._replace(dropped_for=kept)
    return made


def _copies(found: Stories, keeping: Keeping) -> dict[int, Id]:
    """Give the documents that go, each with the id of the one it is a copy of."""
    if keeping == "annotate":
        return {}
    alike: dict[int, set[int]] = defaultdict(set)
    for (one, other), passages in found.shared.items():
        if _similarity(found.texts[one], found.texts[other], passages) >= COPY_SHARE:
            alike[one].add(other)
            alike[other].add(one)
    order = sorted(alike)
    if keeping == "keep-best":
        order.sort(key=lambda at: (-found.texts[at].size, found.texts[at].date or "9", at))
    gone: dict[int, Id] = {}
    for at in order:
        if at not in gone:
            gone |= dict.fromkeys(alike[at] - gone.keys(), found.texts[at].id)
    return gone


def _similarity(one: StoryText, other: StoryText, passages: Sequence[Passage]) -> float:
    size = max(1, one.size, other.size)
    return round(sum(max(p.end - p.start, p.other_end - p.other_start) for p in passages) / size, 3)


def _turned(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    turned = (Passage(p[2], p[3], p[0], p[1], p.similarity) for p in passages)
    return tuple(sorted(turned))


def _pairs(texts: Sequence[StoryText]) -> Iterator[tuple[int, int]]:
    """Give the pairs that have several names in common, common names apart."""
    having: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(texts):
        for name, _ in text.names:
            having[name].append(at)
    met: dict[tuple[int, int], int] = defaultdict(int)
    for documents in having.values():
        if len(documents) <= MOST_NAMED:
            for pair in combinations(documents, 2):
                met[pair] += 1
    return (pair for pair, count in met.items() if count >= NAMES_MET)


def _link(one: StoryText, other: StoryText, passages: Sequence[Passage]) -> Link | None:
    """Hold two documents together by their names and runs of words; None if they tell apart."""
    if _days_apart(one.date, other.date) > MOST_DAYS:
        return None
    ours, theirs = {name for name, _ in one.names}, {name for name, _ in other.names}
    common = len(ours & theirs)
    names = common / max(FEWEST_NAMES, min(len(ours), len(theirs)))
    both = len(np.intersect1d(one.shingles, other.shingles, assume_unique=True))
    words = both / max(1, min(len(one.shingles), len(other.shingles)))
    score = 1 - (1 - names) * (1 - words)  # either would do alone
    if score < SAME_STORY:
        return None
    if not passages and (common < FEWEST_NAMES or words < LEAST_WORDS):
        return None
    return Link(round(score, 3), round(names, 3), round(words, 3))


def _days_apart(one: str | None, other: str | None) -> int:
    if not one or not other:
        return 0
    try:
        days = [dt.date.fromisoformat(day[:10]) for day in (one, other)]
    except ValueError:
        return 0
    return abs((days[0] - days[1]).days)


def _root(groups: list[int], at: int) -> int:
    while groups[at] != at:
        groups[at] = groups[groups[at]]
        at = groups[at]
    return at


def _story(
    texts: Sequence[StoryText], members: Sequence[int], links: Mapping[tuple[int, int], Link]
) -> Story:
    scores = tuple(
        max(link.score for pair, link in links.items() if at in pair and set(pair) <= set(members))
        for at in members
    )
    origin, reason = _origin(texts, members)
    names = "\n".join(sorted(str(texts[at].id) for at in members))
    return Story(sha256(names)[:19], tuple(members), scores, origin, reason)


def _origin(texts: Sequence[StoryText], members: Sequence[int]) -> tuple[int, str]:
    """Say which document the others likely come from: the earliest, or else an agency's."""
    dated = [(date, at) for at in members if (date := texts[at].date)]
    agencies = [at for at in members if texts[at].agency]
    if dated:
        day = min(dated)[0][:10]
        first = [at for date, at in sorted(dated) if date[:10] == day]
        for at in first:
            if texts[at].agency:
                return at, f"of the earliest day, {day}, and from an agency, {texts[at].agency}"
        return first[0], f"the earliest date, {texts[first[0]].date}"
    if agencies:
        return agencies[0], f"from an agency, {texts[agencies[0]].agency}"
    return max(members, key=lambda at: (texts[at].size, -at)), "the longest; no date or agency"
