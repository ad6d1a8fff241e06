"""Made-up sites with exact gold: which lines are the template's, which an article's own.

Everything is drawn from a seed: names, words, menus, boxes, counters, and what recurs in articles
though it is no chrome (background paragraphs of a running story, agency credits, corrections,
bylines, refrains, sub-headings, notes on a weekly column, common short sentences).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

Gold = Literal["chrome", "loose", "own", "protected"]

SYLLABLES = (
    "ba be bo da de do fa fe ga go ka ke ko la le lo ma me mo na ne no ra re ro sa se so ta te to"
    " va ve vo wi za dra bri sto fle gro pla tre vik mor hal den lin"
).split()
JOINING = (
    "the of and to in on for with from by as at that which while after before under over into its"
    " their a an was were has had will would said told near about against"
).split()
SECTIONS = (
    "World|Politics|Business|Culture|Sport|Science|Travel|Health|Opinion|Local|Weather|Games"
).split("|")
TOWNS = "TAVROLL|DRUMHAVN|OSTERBY|KELLMOOR|VANTRA|BRISKEN".split("|")
COMMON = (
    "He declined to comment.|The inquiry goes on.|Nobody was hurt.|She did not say when.|It was not"
    " enough.|That may change.|The talks go on.|No date was set.|They had no choice.|Police are"
    " looking into it."
).split("|")
HEADINGS = "Background|What happens next|The numbers|How it began|Who is affected".split("|")
SHARING = "Share this page|Send by mail|Print|Copy link".split("|")
AGENCIES = ("AP", "Reuters", "AFP")
MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
).split("|")
#: How a line's form changes from page to page without its words changing.
FORMS = (str.upper, str.lower, "{} »".format, "• {}".format, "{}:".format, "  {}  ".format)


class Line(NamedTuple):
    """A line of a page and what it is: the template's, chrome that doesn't recur, or the
    article's (`protected`: and of a kind that recurs word for word).

    `origin` is the line of the template that a line of a page was made from.
    """

    text: str
    gold: Gold
    tag: str = "p"
    origin: str = ""


class Page(NamedTuple):
    """A page of a made-up site."""

    url: str
    title: str
    host: str
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """Give the page as an extractor leaves it, a line a block."""
        return "\n".join(line.text for line in self.lines)

    @property
    def html(self) -> str:
        """Give the page as HTML."""
        body = "\n".join(f"<{line.tag}>{line.text}</{line.tag}>" for line in self.lines)
        return f"<!DOCTYPE html><title>{self.title}</title><body>\n{body}\n</body>"


class Site:
    """A made-up site: what its template says, and whose stories it tells."""

    def __init__(self, seed: str) -> None:
        self._random = rng = random.Random(seed)
        self._vocabulary = [self._word() for _ in range(600)]
        self.host = f"{self._word()}-{self._word()}.example"
        name = f"The {self._word().title()} {rng.choice(('Courier', 'Herald', 'Gazette', 'Post'))}"
        self.name = name
        self._sections = rng.sample(SECTIONS, 5)
        self._staff = [f"{self._word().title()} {self._word().title()}" for _ in range(4)]
        self._background = [self.paragraph(220, 380) for _ in range(6)]
        slogan = f"{name} is your first source for {self._words(5)} and {self._words(2)}"
        menu = ["Home", *rng.sample(SECTIONS, rng.randint(4, 8)), "Subscribe", "Sign in"]
        self._top = [slogan + rng.choice((".", "")), name, *menu]
        self._box = [f"More from {name}", *(self._words(6).capitalize() for _ in range(3)),
                     "Get our letter", "Your mail address"]  # fmt: skip
        self._inline = f"Sign up for the {self._words(3)} letter of {name} and read it at six."
        self._foot = ["You might like", f"About {name}", "Contact", "Privacy", "Terms of use",
                      f"Copyright {name} {{year}}. All rights reserved.",
                      self.paragraph(160, 260), f"{self._words(2).title()} Street 12"]  # fmt: skip
        self._column = f"{self._words(2).capitalize()} appears every Friday in {name}."

    def pages(self, count: int, noise: float) -> Iterator[Page]:
        """Give pages; `noise` is the share of template lines that are missing or changed."""
        for number in range(count):
            made = list(self._page())
            title = next(line.text for line in made if line.tag == "h1")
            lines = [self._noisy(line, noise) for line in made]
            there = tuple(line for line in lines if line)
            yield Page(f"https://{self.host}/{number}", f"{title} - {self.name}", self.host, there)

    def template(self) -> tuple[list[str], list[str]]:
        """Give what stands above and below every article."""
        return self._top, [*SHARING, *self._foot]

    def paragraph(self, least: int, most: int) -> str:
        """Make up a paragraph of so many characters."""
        size, text = self._random.randint(least, most), ""
        while len(text) < size:
            text += self._words(self._random.randint(7, 18)).capitalize() + ". "
        return text.strip()

    def _word(self) -> str:
        return "".join(self._random.choices(SYLLABLES, k=self._random.randint(2, 3)))

    def _words(self, count: int) -> str:
        pick = self._random.choice
        return " ".join(pick(JOINING if at % 3 == 1 else self._vocabulary) for at in range(count))

    def _noisy(self, line: Line, noise: float) -> Line | None:
        """Leave a line of the template out, or change its form, or a letter of it."""
        rng = self._random
        if line.gold != "chrome":
            return line
        line = line._replace(origin=line.origin or line.text)
        if rng.random() >= noise:
            return line
        what = rng.choice(("missing", "form", "edited"))
        if what == "missing":
            return None
        if what == "form":
            return line._replace(text=rng.choice(FORMS)(line.text))
        at = rng.randrange(len(line.text))
        return line._replace(text=line.text[:at] + rng.choice("aeiou") + line.text[at + 1 :])

    def _page(self) -> Iterator[Line]:
        rng = self._random
        section = rng.choice(self._sections)
        yield from (Line(text, "chrome", "li") for text in self._top)
        yield Line(section, "chrome", "div")
        yield Line(self._words(9).capitalize(), "own", "h1")
        yield Line(f"By {rng.choice(self._staff)}", "protected")
        yield Line(f"Views: {rng.randint(1, 9000)}", "chrome", "div", "views")
        hour = f"{rng.randint(0, 23)}:{rng.randint(10, 59)}"
        date = f"{rng.randint(1, 28)} {rng.choice(MONTHS)} 2024 {hour}"
        yield Line(date, "chrome", "div", "date")
        yield from self._body()
        yield from self._ending()
        yield from (Line(text, "chrome", "li") for text in SHARING)
        yield Line(f"{rng.randint(2, 90)} comments", "chrome", "div", "comments")
        yield Line(self._foot[0], "chrome", "h3")
        yield from (Line(self._words(8).capitalize(), "loose", "li") for _ in range(4))
        year = str(rng.randint(2019, 2024))
        for text in self._foot[1:]:
            yield Line(text.replace("{year}", year), "chrome", "li", text)

    def _body(self) -> Iterator[Line]:
        rng = self._random
        lead = self.paragraph(140, 300)
        dateline = f"{rng.choice(TOWNS)} ({rng.choice(AGENCIES)}) — " if rng.random() < 0.5 else ""
        yield Line(dateline + lead, "protected" if dateline else "own")
        pieces = [Line(self.paragraph(80, 420), "own") for _ in range(rng.randint(6, 12))]
        pieces += [Line(rng.choice(COMMON), "protected") for _ in range(rng.randint(0, 2))]
        if rng.random() < 0.4:
            pieces.append(Line(rng.choice(self._background), "protected"))
        if rng.random() < 0.4:
            pieces.append(Line(rng.choice(HEADINGS), "own", "h2"))
        if rng.random() < 0.2:
            pieces += [Line(self._words(4).capitalize() + ".", "own")] * 2
        rng.shuffle(pieces)
        if rng.random() < 0.7:
            at = rng.randint(1, len(pieces))
            pieces[at:at] = [Line(text, "chrome", "li") for text in self._box]
        if rng.random() < 0.8:
            pieces.insert(rng.randint(1, len(pieces)), Line(self._inline, "chrome"))
        yield from pieces
        yield Line(self.paragraph(130, 300), "own")

    def _ending(self) -> Iterator[Line]:
        rng = self._random
        if rng.random() < 0.4:
            one, other = rng.sample(self._staff, 2)
            yield Line(f"(Reporting by {one}; Editing by {other})", "protected")
        elif rng.random() < 0.4:
            yield Line(f"{rng.choice(AGENCIES)} contributed to this report.", "protected")
        if rng.random() < 0.15:
            yield Line(self._column, "protected")
        if rng.random() < 0.1:
            note = "Correction: An earlier version of this article gave a wrong date."
            yield Line(note, "protected")


def make_sites(count: int, seed: int) -> Sequence[Site]:
    """Make up so many sites."""
    return [Site(f"{seed}/{number}") for number in range(count)]
