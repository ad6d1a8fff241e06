"""What a site repeats goes, whatever the order it was learned in; what an article says stays."""

from __future__ import annotations

import json
import pickle
from collections import Counter
from itertools import product

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.synthetic import make_sites
from cleaner import Pipeline, ProfileError, SiteProfiles
from cleaner.cli import cli
from cleaner.pipeline import rule_names
from cleaner.segment_text import segment_text
from cleaner.sites import Learner, expire, host_of, merge, sight
from cleaner.sites.hosts import domain_of, page_number
from cleaner.sites.judge import RULE
from cleaner.sites.lines import site_line
from cleaner.sites.protected import PROTECTED

DAY = "2026-01-01"
SLOGAN = "The Lantern brings you the light of the valley and the word of its people"
OFFER = "Become a friend of The Lantern"


def story(number: int) -> str:
    """Make up an article of two paragraphs that shares nothing with another number's."""
    words = [f"{stem}{'abcdefghijklmnop'[number % 16]}{number}" for stem in ("brid", "cart", "mil")]
    one, two, three = words
    return (
        f"The {one} was closed to the {two} by the {three} of the valley after the flood, "
        f"and nobody could say when a {one} would stand there again for the {two}.\n"
        f"A vote on the {three} was put off until the harvest is in, said the clerk of the {one}, "
        f"since half of the council of the {two} was needed in the fields."
    )


def page(number: int, *, top: str = SLOGAN, below: str = OFFER) -> str:
    return f"{top}\n{story(number)}\n{below}\n"


def url(number: int, host: str = "lantern.example") -> str:
    return f"https://{host}/{number}"


def learn(path, pages, *, seen=DAY, anew=True):
    """Learn from (URL, text) pairs."""
    with Learner(path, anew=anew) as learner:
        for address, text in pages:
            learner.add(sight(segment_text(text, url=address), seen=seen))
        learner.finish()
    return SiteProfiles(path)


@pytest.fixture
def lantern(tmp_path):
    return learn(tmp_path / "sites.db", [(url(n), page(n)) for n in range(10)])


def gone(profiles, text, address, **options):
    """Give the lines that fall to the profile, each with its reason."""
    article = Pipeline(sites=profiles, removed_text=True, **options)(text, url=address)
    return {
        r.text: r.reason
        for r in article.provenance.removals
        if RULE in r.rules or r.step == "sites"
    }


#: Everything but the profile and what protects lines from it.
ALONE = [name for name in rule_names() if name not in PROTECTED | {RULE}]


def test_a_slogan_goes_and_the_reason_counts_pages(lantern):
    found = gone(lantern, page(3), url(3), ignore=ALONE)
    assert set(found) == {SLOGAN, OFFER}
    assert "on 10 of 10 known pages of this host (lantern.example)" in found[SLOGAN]


def test_a_page_that_was_never_seen_is_cleaned_too_and_other_hosts_are_left_alone(lantern):
    assert SLOGAN in gone(lantern, page(99), url(99), ignore=ALONE)
    assert gone(lantern, page(99), url(99, "else.example"), ignore=ALONE) == {}


def test_what_was_learned_from_text_serves_html(lantern):
    parts = "".join(f"<p>{line}</p>" for line in page(99).splitlines())
    html = f"<!DOCTYPE html><title>A title</title><body>{parts}</body>"
    assert SLOGAN in gone(lantern, html, url(99), ignore=ALONE)


def test_a_site_with_thousands_of_lines_is_cleaned_as_others_are(tmp_path):
    names = ["ko" + "".join(letters) for letters in product("abcdefghijklm", repeat=3)]
    menu = "\n".join(f"All about {name}" for name in names[:1100])
    pages = [(url(n), page(n, top=f"{menu}\n{SLOGAN}")) for n in range(6)]
    profiles = learn(tmp_path / "sites.db", pages)
    edited = SLOGAN.replace("valley", "valeys")
    found = gone(profiles, page(99, top=f"{menu}\n{edited}"), url(99), ignore=ALONE)
    gone_text = "\n".join(found)
    assert all(line in gone_text for line in (*menu.splitlines(), edited, OFFER))
    assert story(99).splitlines()[0] not in gone_text


def test_a_box_is_told_of_as_a_row_of_lines(tmp_path):
    box = ["More from The Lantern", "Letters to the valley", "The harvest in pictures"]
    pages = [(url(n), page(n, below="\n".join(box))) for n in range(6)]
    profiles = learn(tmp_path / "sites.db", pages)
    found = gone(profiles, pages[0][1], url(0), ignore=ALONE)
    assert all(found[line].endswith("in a row of 3 such lines") for line in box)
    assert "row" not in found[SLOGAN]


def test_an_edited_copy_in_the_same_place_goes(lantern):
    edited = SLOGAN.replace("valley", "valeys")
    found = gone(lantern, page(99, top=edited), url(99), ignore=ALONE)
    assert "all but stands on" in found[edited]


def test_what_ends_the_articles_of_a_site_of_few_pages_stays(tmp_path):
    column = "The column of Ilse Brandt appears every Friday in The Lantern."
    below = f"{column}\nShare this page\nSend by mail\nCopy the link"
    pages = [(url(n), page(n, below=below)) for n in range(3)]
    found = gone(learn(tmp_path / "sites.db", pages), pages[0][1], url(0), ignore=ALONE)
    assert column not in found
    assert {SLOGAN, "Share this page", "Copy the link"} <= set(found)


def test_an_entry_of_a_menu_that_no_other_page_has_goes_with_it(tmp_path):
    pages = [(url(n), page(n, top="World\nSport\nHealth\nTravel")) for n in range(3)]
    profiles = learn(tmp_path / "sites.db", pages)
    shown = page(99, top="World\nSport\nWeather\nHealth\nTravel")
    assert "Weather" in gone(profiles, shown, url(99), ignore=ALONE)
    assert "Weather" not in gone(profiles, page(99, top="Weather"), url(99), ignore=ALONE)


def test_two_pages_are_too_few_to_know_a_site(tmp_path):
    few = learn(tmp_path / "sites.db", [(url(n), page(n)) for n in range(2)])
    assert gone(few, page(0), url(0), ignore=ALONE) == {}


def test_a_story_at_many_addresses_is_no_template(tmp_path):
    pages = [(url(n), page(0)) for n in range(6)] + [(url(n), page(n)) for n in range(6, 10)]
    profiles = learn(tmp_path / "sites.db", pages)
    assert set(gone(profiles, page(0), url(0), ignore=ALONE)) == {SLOGAN, OFFER}


def test_background_that_some_stories_share_stays(tmp_path):
    background = (
        "The bridge was built in the year of the long frost by masons from three villages, and had "
        "stood for longer than any house on either bank when the flood took its middle arch."
    )
    told = [page(n) if n % 3 else page(n).replace("\nA vote", f"\n{background}\nA vote")
            for n in range(12)]  # fmt: skip
    profiles = learn(tmp_path / "sites.db", [(url(n), text) for n, text in enumerate(told)])
    assert background in told[0]
    assert background not in gone(profiles, told[0], url(0), ignore=ALONE)


@pytest.mark.parametrize(
    "line",
    [
        "(Reporting by Ilse Brandt; Editing by Tom Hale)",
        "Reuters contributed to this report.",
        "Correction: An earlier version of this article gave a wrong date.",
        "By Ilse Brandt",
    ],
)
def test_credits_corrections_and_bylines_are_protected(tmp_path, line):
    pages = [(url(n), page(n, below=line)) for n in range(10)]
    profiles = learn(tmp_path / "sites.db", pages)
    assert line not in gone(profiles, pages[0][1], url(0), ignore=ALONE)


@pytest.mark.parametrize(
    ("count", "noise", "least"), [(14, 0.0, 0.99), (14, 0.2, 0.98), (3, 0.0, 0.9)]
)
def test_made_up_sites_lose_their_template_and_nothing_else(tmp_path, count, noise, least):
    pages = [page for site in make_sites(4, 11) for page in site.pages(count, noise)]
    profiles = learn(tmp_path / "sites.db", [(p.url, p.text) for p in pages])
    pipeline = Pipeline(sites=profiles, ignore=ALONE, media_type="text/plain")
    seen: Counter[tuple[str, bool]] = Counter()
    for made in pages:
        decisions = pipeline.examine(made.text, url=made.url).decisions
        for line, decision in zip(made.lines, decisions, strict=True):
            seen[line.gold, any(v.step == "sites" for v in decision.verdicts)] += 1
    assert seen["protected", True] == seen["own", True] == 0
    assert seen["chrome", True] >= least * (seen["chrome", True] + seen["chrome", False])


@settings(max_examples=12)
@given(
    order=st.permutations(range(8)),
    cut=st.integers(0, 8),
    again=st.lists(st.integers(0, 7), max_size=4),
)
def test_order_parts_and_repeats_do_not_change_a_byte(tmp_path_factory, order, cut, again):
    folder = tmp_path_factory.mktemp("learned")
    hosts = ("lantern.example", "sport.lantern.example")
    pages = [(url(n, hosts[n % 2]), page(n)) for n in range(8)]
    learn(folder / "once.db", pages)
    learn(folder / "parts.db", [pages[n] for n in order[:cut]])
    learn(folder / "parts.db", [pages[n] for n in [*order[cut:], *again]], anew=False)
    assert (folder / "parts.db").read_bytes() == (folder / "once.db").read_bytes()


def test_a_merge_knows_what_learning_all_would_know(tmp_path):
    pages = [(url(n), page(n)) for n in range(10)]
    whole = learn(tmp_path / "whole.db", pages)
    learn(tmp_path / "a.db", pages[:6])
    learn(tmp_path / "b.db", pages[4:])
    merge(tmp_path / "merged.db", [tmp_path / "b.db", tmp_path / "a.db"])
    merged = SiteProfiles(tmp_path / "merged.db")
    assert merged == whole
    assert gone(merged, page(3), url(3)) == gone(whole, page(3), url(3))


def test_a_learner_that_is_given_up_leaves_the_file_as_it_was(tmp_path, lantern):
    path = tmp_path / "sites.db"
    before = path.read_bytes()
    with Learner(path) as learner:
        learner.add(sight(segment_text(page(50), url=url(50)), seen=DAY))
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["sites.db"]


def test_pages_that_were_seen_long_ago_expire(tmp_path):
    path = tmp_path / "sites.db"
    learn(
        path, [(url(n), page(n, top="An older slogan of the Lantern, now gone")) for n in range(6)]
    )
    learn(path, [(url(n), page(n)) for n in range(6, 12)], seen="2026-02-02", anew=False)
    expire(path, "2026-02-01")
    kept = [line.form for line in SiteProfiles(path).lines("lantern.example")]
    assert SLOGAN.casefold() in kept
    assert not any("older slogan" in form for form in kept)


def test_a_domain_lends_what_its_hosts_share(tmp_path):
    hosts = ["news.lantern.example", "sport.lantern.example"]
    pages = [(url(n, hosts[n % 2]), page(n)) for n in range(12)]
    profiles = learn(tmp_path / "sites.db", pages)
    found = gone(profiles, page(99), url(99, "food.lantern.example"), ignore=ALONE)
    assert "of this domain (*.lantern.example)" in found[SLOGAN]


def test_an_edited_copy_of_a_line_that_no_host_has_twice_goes(tmp_path):
    hosts = [f"{name}.lantern.example" for name in ("news", "sport", "food", "arts", "town")]
    pages = [(url(n, host), page(n)) for n, host in enumerate(hosts)]
    profiles = learn(tmp_path / "sites.db", pages)
    edited = SLOGAN.replace("valley", "valeys")
    assert edited in gone(profiles, page(99, top=edited), url(99, "mine.lantern.example"))


def test_the_lines_of_a_domain_are_listed_once(tmp_path):
    hosts = ["news.lantern.example", "sport.lantern.example"]
    profiles = learn(tmp_path / "sites.db", [(url(n, hosts[n % 2]), page(n)) for n in range(6)])
    shown = [line.form for line in profiles.lines("*.lantern.example")]
    assert sorted(shown) == sorted([SLOGAN.casefold(), OFFER.casefold()])


def test_hosts_and_domains_are_told_by_the_public_suffix_list():
    assert host_of("https://WWW.Courier.co.uk/a?b=1") == "courier.co.uk"
    assert host_of(None, "The  Courier") == "the courier"
    assert host_of(None, "courier.co.uk") == "courier.co.uk"
    assert host_of(None) is None
    assert domain_of("sport.courier.co.uk") == "*.courier.co.uk"
    assert domain_of("ann.blogspot.com") == "*.ann.blogspot.com"  # a customer's own site
    assert domain_of("localhost") is None


def test_a_page_is_one_page_whatever_brought_the_reader_there():
    plain = page_number("https://a.example/story", b"")
    assert page_number("http://www.a.example/story/?utm_source=mail#top", b"") == plain
    assert page_number("https://a.example/other", b"") != plain


def test_numbers_and_dates_are_slots_and_words_are_not():
    assert site_line("Views: 1641") == site_line("VIEWS: 22 ")
    assert site_line("Monday, 19 June 2023") == site_line("Friday, 2 May 2024")
    assert site_line("Views: 1641").number != site_line("Shares: 1641").number
    assert site_line("12 | 3").number == 0


def test_the_digest_stands_in_the_record_and_profiles_travel(lantern):
    pipeline = pickle.loads(pickle.dumps(Pipeline(sites=lantern)))
    record = pipeline(page(3), url=url(3)).to_dict()
    assert record["provenance"]["wasGeneratedBy"]["used"]["sites"] == lantern.digest
    assert "sites" not in Pipeline()(page(3)).to_dict()["provenance"]["wasGeneratedBy"]["used"]


def test_a_file_that_is_no_profile_or_another_than_before_is_refused(tmp_path, lantern):
    (tmp_path / "notes.txt").write_text("Not a profile.")
    for name in ("notes.txt", "missing.db"):
        with pytest.raises(ProfileError):
            SiteProfiles(tmp_path / name)
    elsewhere = pickle.loads(pickle.dumps(lantern))
    learn(tmp_path / "sites.db", [(url(77), page(77))], anew=False)
    with pytest.raises(ProfileError, match="changed"):
        elsewhere.find("lantern.example", [1])


# --- the commands


def run(*words: object):
    return CliRunner().invoke(cli, [str(word) for word in words], prog_name="cleaner")


@pytest.fixture
def crawl(tmp_path):
    path = tmp_path / "crawl.jsonl"
    rows = [{"id": n, "site": "The Lantern", "text": page(n)} for n in range(6)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_workers_do_not_change_a_byte(tmp_path, crawl):
    for jobs in (1, 2):
        done = run("learn", crawl, "--profile", tmp_path / f"{jobs}.db", "--jobs", jobs)
        assert done.exit_code == 0, done.output
    assert (tmp_path / "1.db").read_bytes() == (tmp_path / "2.db").read_bytes()


def test_texts_without_url_are_counted_by_the_site_they_name(tmp_path, crawl):
    path = tmp_path / "sites.db"
    assert run("learn", crawl, "--profile", path).exit_code == 0
    plain = run("clean", crawl, "--profile", path, "--profile", "recall", "--removed-text")
    twice = run("clean", crawl, "--learn", "--profile", "recall", "--removed-text")
    for done in (plain, twice):
        for line in done.stdout.splitlines():
            removals = json.loads(line)["provenance"]["removals"]
            assert any(SLOGAN in r["text"] and "6 of 6" in r["reason"] for r in removals)


def test_documents_without_a_site_are_told_of(tmp_path, crawl):
    (tmp_path / "plain.txt").write_text(page(1))
    done = run("learn", tmp_path / "plain.txt", "--profile", tmp_path / "sites.db")
    assert "1 documents name no site" in done.output


def test_a_folder_of_texts_is_of_the_site_that_is_named(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(page(number))
    learned = run("learn", folder, "--site", "lantern.example", "--profile", tmp_path / "one.db")
    assert "6 pages learned" in learned.output
    plain = run("clean", folder, "--format", "txt")
    assert SLOGAN in plain.stdout
    for words in (["--profile", tmp_path / "one.db"], ["--learn"]):
        done = run("clean", folder, "--site", "lantern.example", "--format", "txt", *words)
        assert SLOGAN not in done.stdout
        assert "council" in done.stdout


def test_what_a_document_says_of_itself_goes_before_the_site_that_is_named(tmp_path, crawl):
    run("learn", crawl, "--site", "other.example", "--profile", tmp_path / "one.db")
    assert SiteProfiles(tmp_path / "one.db").sites() == [("the lantern", 6)]


def test_a_saved_page_is_of_the_site_whose_address_it_states(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(6):
        lines = "".join(f"<p>{line}</p>" for line in page(number).splitlines())
        stated = f'<link rel="canonical" href="https://www.lantern.example/{number}">'
        (folder / f"{number}.html").write_text(f"<head>{stated}</head><body>{lines}</body>")
    assert run("learn", folder, "--profile", tmp_path / "one.db").exit_code == 0
    assert SiteProfiles(tmp_path / "one.db").pages("lantern.example") == 6


def test_profiles_are_shown_merged_and_expired(tmp_path, crawl):
    one, other = tmp_path / "one.db", tmp_path / "other.db"
    run("learn", crawl, "--profile", one, "--seen", "2026-01-01")
    shown = run("profile", "show", one)
    assert "digest: sha256:" in shown.output
    assert "the lantern  6 pages" in shown.output
    assert "become a friend of the lantern" in run("profile", "show", one, "The Lantern").output
    assert run("profile", "show", one, "nobody.example").exit_code == 2
    assert run("profile", "merge", one, one, "-o", other).exit_code == 0
    assert SiteProfiles(other) == SiteProfiles(one)
    done = run("profile", "expire", other, "--before", "2026-01-02")
    assert "0 of 6 pages left" in done.output
    assert run("profile", "expire", other, "--before", "yesterday").exit_code == 2


def test_what_profile_takes_is_a_name_or_a_file(tmp_path, crawl):
    assert run("clean", crawl, "--profile", "nonsense").exit_code == 2
    assert run("clean", crawl, "--profile", "recall", "--profile", "precision").exit_code == 2
    assert run("clean", "-", "--learn").exit_code == 2
