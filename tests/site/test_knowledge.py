"""The pages to read: every rule of every level stands on its page, every post finds its part, the card is one page."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from calculator.border.read_library import read_library
from calculator.library import Library
from calculator.lookup import recipient_titles
from calculator.model import Level, Policy, Record
from tests.site.accessibility import violations
from tests.site.test_pages import AUTHORITIES

ROOT = Path(__file__).resolve().parents[2]
ROLES = ("iro", "social-worker", "team-manager", "service-manager", "senior-manager", "iro-manager")
SECTIONS = ("ladder", "edition", "levels", "duties", "concerns", "human-rights", "legal-advice", "significant-changes")
SECTIONS += ("records", "reporting", "conflicts", "silences", "law", "roles", "terms", "sources")
CARD_FIELDS = [
    *("When it is used", "What must hold first", "Raised by", "To", "Copy to", "Tell", "Speak to first"),
    *("Acknowledges receipt", "Logs it", "Time to reply", "Clock starts", "Another timescale", "Other time limits"),
    *("How to raise it", "Forms and messages", "Steps", "Meeting", "The reply must", "Record"),
    *("Outcomes on the form", "Who decides that it is resolved", "What follows"),
]


@pytest.fixture(scope="module")
def library() -> Library:
    """Everything in `policies/`."""
    return read_library(ROOT / "policies")


def plain(text: str) -> str:
    """The text as it can be compared: one space between words, small letters."""
    return re.sub(r"\s+", " ", text).strip().casefold()


def said_of(policy: Policy, level: Level) -> Iterator[str | None]:
    """Every word that the policy file holds about a level, in parts."""
    roles = policy.roles
    recipients = (*level.to, *level.copy, *level.notify, *level.consult, *level.acknowledge, *level.log)
    for recipient in recipients:
        yield from (roles[recipient.role].title, recipient.when, recipient.note)
    yield from (roles[role].title for role in (*level.sent_by, *level.decides_resolved))
    yield from (statement.text for statement in (*level.opens_when, *level.steps, *level.reply.must))
    yield from (str(level.reply.within), level.reply.reason, level.reply.another_timescale_text)
    for reading in level.reply.readings:
        yield from (str(reading.within), reading.text, reading.conflict)
    for clock in level.clocks:
        yield from (clock.what, str(clock.within), *(roles[role].title for role in clock.who))
    yield ", ".join(level.how)
    yield from (form.title for form in policy.forms if form.id in level.forms)
    for meeting in level.meetings:
        yield from (meeting.purpose.rstrip("."), str(meeting.need), meeting.minutes)
        yield from (note.text for note in meeting.notes)
        people = (*meeting.convened_by, *meeting.chaired_by, *meeting.attended_by, *meeting.attends_in_part)
        yield from (roles[role].title for role in people)
    for record in level.records:
        yield from record_words(policy, record)
    yield from level.outcome_options
    yield from (route.text for route in level.leads_to)
    yield from (gate.text for gate in policy.gates if level.id in gate.before)


def record_words(policy: Policy, record: Record) -> Iterator[str | None]:
    """Every word about a record."""
    yield from (str(record.kind), record.title, record.text, record.system)
    yield from (policy.roles[role].title for role in record.by)


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_every_word_about_every_level_stands_on_its_card(page: Page, library: Library, authority: str) -> None:
    """Nothing that the file says of a level is lost on the way to its card."""
    policy = library.policies[authority]
    page.goto(f"/authorities/{authority}/")
    for level in policy.levels:
        card = plain(page.locator(f'[data-level="{level.id}"]').inner_text())
        missing = [words for words in said_of(policy, level) if words and plain(words) not in card]
        assert missing == [], level.id


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_cards_have_the_same_fields_in_the_same_order(page: Page, library: Library, authority: str) -> None:
    """A field that the document leaves open is named as such, and no field is missing."""
    page.goto(f"/authorities/{authority}/")
    for level in library.policies[authority].levels:
        rows = page.locator(f'[data-level="{level.id}"] .fields__row')
        values = {row.locator("dt").inner_text(): row.locator("dd").inner_text() for row in rows.all()}
        stated = [label for label in values if label in CARD_FIELDS]
        silent = values.get("None stated", "").split("; ")
        assert stated == [label for label in CARD_FIELDS if label in stated]
        assert sorted([*stated, *filter(None, silent)]) == sorted(CARD_FIELDS), level.id


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_every_part_has_its_anchor(page: Page, library: Library, authority: str) -> None:
    """People link to these; `cafcass` is the level where the ladder has one of that name."""
    policy = library.policies[authority]
    page.goto(f"/authorities/{authority}/")
    wanted = {*SECTIONS, "cafcass", *(level.id for level in policy.levels), *(f"for-{role}" for role in ROLES)}
    wanted |= {f"role-{role}" for role in policy.roles} | {f"place-{place}" for place in policy.places}
    present = set(page.evaluate("[...document.querySelectorAll('[id]')].map(element => element.id)"))
    assert wanted - present == set()


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_numbers_of_clauses_are_those_of_the_list(page: Page, authority: str) -> None:
    """A citation's number is that of the clause to which it leads, and its name says which clause that is."""
    page.goto(f"/authorities/{authority}/")
    listed = page.locator("ol.places > li").evaluate_all("items => items.map(item => [item.id, item.textContent])")
    numbers = {place: (str(number), label) for number, (place, label) in enumerate(listed, start=1)}
    links = page.locator("a.cites__number").evaluate_all(
        "links => links.map(link => [link.hash.slice(1), link.textContent, link.ariaLabel, link.dataset.tip])"
    )
    assert links
    for place, number, name, tip in links:
        assert number == numbers[place][0]
        assert numbers[place][1].startswith(tip)
        assert name == f"{number}: {tip}"


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_every_post_finds_what_is_asked_of_it(page: Page, library: Library, authority: str) -> None:
    """Duties, answers with their limits, and paper stand under the post that has them."""
    policy = library.policies[authority]
    page.goto(f"/authorities/{authority}/")
    entries = {
        role: plain(page.locator(f"article.entry:has(#duties-{role})").inner_text())
        for role in policy.roles
        if page.locator(f"#duties-{role}").count()
    }
    for duty in policy.duties:
        for role in duty.who:
            assert plain(duty.text) in entries[role]
            assert not duty.within or str(duty.within) in entries[role]
    for level in policy.levels:
        for recipient in level.to:
            if recipient.answers and level.tier != "outside" and policy.roles[recipient.role].kind != "outside body":
                assert plain(level.name) in entries[recipient.role]
                assert str(level.reply.within) in entries[recipient.role]
        for role in level.sent_by:
            assert plain(level.name) in entries[role]
    for report in policy.reporting:
        assert all(plain(report.text) in entries[role] for role in report.by)
    for form in policy.forms:
        assert all(plain(form.title) in entries[role] for role in form.completed_by)


def test_the_list_of_procedures_leads_every_post_to_its_part(page: Page) -> None:
    """Each authority's posts are links to what is asked of them."""
    page.goto("/authorities/")
    table = page.get_by_role("region", name="What is asked of you, by authority and post")
    expect(table.get_by_role("row")).to_have_count(1 + len(AUTHORITIES))
    table.get_by_role("link", name="QA Manager").click()
    expect(page).to_have_url(re.compile(r"/authorities/dorset/#duties-qa-manager$"))
    expect(page.locator("#duties-qa-manager")).to_be_in_viewport()


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_the_card_is_one_page_with_ladder_recipients_and_limits(page: Page, library: Library, authority: str) -> None:
    """Printed on A4, the card holds every level, its limit and everyone who gets or hears of the concern."""
    policy = library.policies[authority]
    page.goto(f"/authorities/{authority}/card/")
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert len(printed) == 1
    assert [round(float(side) / 72 * 25.4) for side in printed[0].mediabox[2:]] == [210, 297]
    text = re.sub(r"\s+", "", printed[0].extract_text().replace("ﬁ", "fi")).casefold()
    for level in policy.levels:
        posts = recipient_titles(policy, (*level.to, *level.copy, *level.notify, *level.consult))
        for words in (level.name, str(level.reply.within), *posts):
            assert re.sub(r"\s+", "", words).casefold() in text, words
    for document in policy.documents:
        assert re.sub(r"\s+", "", document.dated).casefold() in text


def test_the_summary_fits_on_one_screen(new_page: Callable[..., Page]) -> None:
    """Ladder, limits and posts are seen at once on an everyday screen."""
    page = new_page(viewport={"width": 1280, "height": 900})
    for authority in AUTHORITIES:
        page.goto(f"/authorities/{authority}/")
        expect(page.locator(".ladder__rung").last).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_ladder_limits_and_flags_are_readable_without_javascript(
    new_page: Callable[..., Page], library: Library, authority: str
) -> None:
    """With JavaScript off the ladder names each level, who answers and how long they have; the register every flag."""
    policy = library.policies[authority]
    page = new_page(java_script_enabled=False)
    page.goto(f"/authorities/{authority}/")
    rungs = page.locator(".ladder__rung")
    expect(rungs).to_have_count(len(policy.levels))
    for rung, level in zip(rungs.all(), policy.levels, strict=True):
        text = plain(rung.inner_text())
        answering = recipient_titles(policy, (one for one in level.to if one.answers))
        assert all(plain(words) in text for words in (level.name, str(level.reply.within), *answering))
    page.goto("/register/")
    for conflict in policy.conflicts:
        flag = page.locator(f"article.entry:has(#flag-{conflict.ref.lower()})")
        text = plain(flag.inner_text())
        assert all(plain(words) in text for words in (conflict.title, conflict.text, conflict.treatment))
        assert all(plain(reading.text) in text for reading in conflict.readings)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_the_card(new_page: Callable[..., Page], width: int, scheme: str) -> None:
    """The card in both schemes and at both widths, without sideways scrolling."""
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for authority in AUTHORITIES:
        page.goto(f"/authorities/{authority}/card/")
        assert violations(page) == [], authority
        assert page.evaluate("document.documentElement.scrollWidth") <= width, authority


PROSE = [*sorted((ROOT / "docs" / "authorities").rglob("*.md")), ROOT / "docs" / "register.md"]
PROSE += [ROOT / "docs" / "glossary.md", *sorted((ROOT / "macros" / "templates").glob("*.j2"))]


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_sentences_are_short(path: Path) -> None:
    """No hand-written sentence has more than 25 words; a blank line, a heading or a tag's end also ends one."""
    text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)
    text = re.sub(r"</(?:p|li|h\d|a|div|dt|dd)>|\n\s*\n|\n#", ". ", text)
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|<[^>]*>", " ", text, flags=re.DOTALL)
    sentences = re.split(r"[.:?!]\s", re.sub(r"\{\{.*?\}\}", "word", text, flags=re.DOTALL))
    assert [sentence for sentence in sentences if len(sentence.split()) > 25] == []
