"""What to do next without the calculator: the cards say what the engine says, to anyone, with JavaScript off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page
from pypdf import PdfReader

from calculator.border.read_library import read_library
from calculator.journeys import next_step
from calculator.library import Library
from calculator.lookup import level_label
from calculator.model import Level, Policy, Tier
from calculator.outcome import Outcome, Status
from calculator.questions import Phase, Question, QuestionKind
from macros.all_processors import WORTH_STARTING
from macros.answer_cards import UnclearSituation, cards, standing_label
from macros.answer_paths import Found, all_found, entry_answers, entry_questions, first_answers
from macros.answer_tables import answer_sections
from macros.answers_ahead import answers_ahead
from tests.engine.journey_paths import all_paths
from tests.site.accessibility import violations
from tests.site.answers_page import ShownCard, differences, read_by, shown_cards
from tests.site.test_journeys_printed import plain

ROOT = Path(__file__).resolve().parents[2]
AUTHORITIES = ["bedford-borough", "brent", "cpru", "dorset", "tower-hamlets"]
TODAY = date(2026, 11, 21)
IN_TIME, TOO_LATE = "2026-11-20", "2026-06-01"
USUAL = {"child": "looked-after", "harm": "no", "concern": "something-else", "rights": "article-3", "higher": "no"}
USUAL |= {"sent": "not-known", "timescale": "no", "received": IN_TIME}

SITUATIONS = {
    "No reply yet, and the time limit has not passed.": {"reply": "none-yet", "received": IN_TIME},
    "No reply came within the time limit.": {"reply": "none-yet", "received": TOO_LATE},
    "Another reply date was set or agreed, and it has not passed.": {
        "reply": "more-time",
        "agree": "yes",
        "timescale-date": "2026-12-01",
        "received": IN_TIME,
    },
    "No reply came by the date that was set or agreed.": {
        "reply": "none-yet",
        "timescale": "yes",
        "timescale-date": TOO_LATE,
        "received": TOO_LATE,
    },
    "No reply yet, and you do not know when it was received.": {
        "reply": "none-yet",
        "received": "not-known",
        "overdue": "no",
    },
    "No reply, and in your judgement it has taken too long.": {"reply": "none-yet", "overdue": "yes"},
    "A reply that does not resolve the concern.": {"reply": "unsatisfactory"},
    "Nobody holds the post that should reply.": {"reply": "vacant"},
}
"""The words of the page, each with answers that say the same to the calculator."""

RUNS = "No reply yet, and the time limit has not passed."
PASSED = "No reply came within the time limit."
BY_READINGS = {
    RUNS: "No reply yet, and the time limit has not passed by any reading.",
    PASSED: "No reply came, and the time limit has passed by every reading.",
}
"""The words of the page where a limit has several readings."""
BETWEEN = (
    "No reply yet. By one reading of the limit it has passed (5 calendar days), by another it has not (5 working days)."
)


@pytest.fixture(scope="module")
def library() -> Library:
    """Everything in `policies/`."""
    return read_library(ROOT / "policies")


@pytest.fixture
def without_script(new_page: Callable[..., Page]) -> Page:
    """A page in a browser whose JavaScript is off."""
    return new_page(java_script_enabled=False)


WHAT_TO_DO = {"status", "headline", "recipients", "limit"}


def address(authority: str) -> str:
    """Where an authority's answers are."""
    return f"/authorities/{authority}/answers/"


def situations(level: Level) -> dict[str, dict[str, str]]:
    """The situations in the words that the page has for a level."""
    has_several = bool(level.reply.within.value and level.reply.readings)
    return {BY_READINGS.get(words, words) if has_several else words: given for words, given in SITUATIONS.items()}


def outcomes(library: Library, given: dict[str, str], today: date = TODAY) -> Iterator[Outcome]:
    """The engine's outcomes for these answers, the usual ones beside them, with every answer about rights at the end.

    None where the engine asks for others.
    """
    step = next_step(library, given, today)
    if step.outcome and not step.ignored:
        yield step.outcome
    if step.question and step.question.id in USUAL and not step.problem:
        for answer in _answers_to(step.question):
            yield from outcomes(library, {**given, step.question.id: answer}, today)


def _answers_to(question: Question) -> list[str]:
    options = [option.id for option in question.options]
    if question.id == "rights" and question.phase is Phase.NEXT_STEP:
        return options
    usual = USUAL[question.id]
    return [usual if usual in options or question.kind is QuestionKind.DATE else options[0]]


def entry_of(library: Library, authority: str) -> Iterator[tuple[Question, dict[str, str]]]:
    """The questions before the one for what was tried, with the usual answers that lead to each; that one too."""
    answers = {"journey": "concern", "authority": authority}
    while question := next_step(library, answers, TODAY).question:
        yield question, answers
        if question.id == "tried":
            return
        answers = {**answers, question.id: _answers_to(question)[0]}


def usual_entry(library: Library, authority: str) -> dict[str, str]:
    """The usual answers to all entry questions."""
    return [answers for _, answers in entry_of(library, authority)][-1]


def cards_for(cards: list[ShownCard], tried: str, reply: str) -> list[ShownCard]:
    """The cards of a level that name a situation."""
    return [card for card in cards if card.place == f"at-{tried}" and (not reply or reply in card.texts("If"))]


def row(card: Locator, label: str) -> Locator:
    """What stands beside a label of a card."""
    return card.locator(f"xpath=.//dt[.='{label}']/following-sibling::dd")


def assert_same(cards: list[ShownCard], added: list[ShownCard], expected: list[Outcome], reply: str) -> None:
    """Each outcome has a card that says the same, and each card an outcome."""
    told = [[differences(card, added, outcome, reply) for card in cards] for outcome in expected]
    assert all([] in of_outcome for of_outcome in told), f"{reply}: {told}"
    assert all([] in of_card for of_card in zip(*told, strict=True)), f"{reply}: {told}"


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_every_situation_has_the_engines_answer(without_script: Page, library: Library, authority: str) -> None:
    """At every level, for every reply about which the engine asks there, the cards say what the engine says."""
    without_script.goto(address(authority))
    shown = shown_cards(without_script)
    entry = usual_entry(library, authority)
    assert_same(cards_for(shown, "nothing", ""), [], list(outcomes(library, {**entry, "tried": "nothing"})), "")
    levels = [level for level in library.policies[authority].levels if level.tier is not Tier.OUTSIDE]
    found = 0
    for level in levels:
        for reply, given in situations(level).items():
            expected = list(outcomes(library, {**entry, "tried": level.id, **given}))
            fitting = cards_for(shown, level.id, reply)
            assert bool(fitting) == bool(expected), (level.id, reply)
            assert_same(fitting, [], expected, reply)
            found += bool(expected)
    assert found >= 3 * len(levels)


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_every_unusual_answer_about_child_and_concern_has_the_engines_answer(
    without_script: Page, library: Library, authority: str
) -> None:
    """What stands first, with the cards below where it says to go on, comes to what the engine says."""
    without_script.goto(address(authority))
    shown = shown_cards(without_script)
    policy = library.policies[authority]
    for question, before in list(entry_of(library, authority))[:-1]:
        for option in question.options:
            for tried, reply, given in _standings(policy, question):
                answers = {**before, question.id: option.id}
                ends = next_step(library, answers, TODAY).outcome and tried == "nothing"
                expected = list(outcomes(library, answers if ends else {**answers, "tried": tried, **given}))
                first = read_by(shown, question.text, option.label, standing_label(policy, tried), reply)
                added = [card for card in first if card.goes_on_below]
                instead = [card for card in first if not card.goes_on_below]
                if expected:
                    there = instead or cards_for(shown, tried, reply)
                    assert_same(there, added, expected, reply)


def _standings(policy: Policy, question: Question) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Where a concern may stand: one reply a level suffices for the many concerns of a list."""
    yield "nothing", "", {}
    for level in policy.levels:
        if level.tier is not Tier.OUTSIDE:
            for reply, given in situations(level).items():
                if question.id != "concern" or given["reply"] == "unsatisfactory":
                    yield level.id, reply, given


@pytest.mark.parametrize("level", ["stage-1", "stage-2", "stage-3", "stage-4"])
def test_a_limit_that_has_passed_by_one_of_its_readings_is_a_situation_of_its_own(
    without_script: Page, library: Library, level: str
) -> None:
    """The reader waits by the main reading, and reads first of all by which other one the time has passed."""
    given = {"tried": level, "reply": "none-yet", "received": "2026-11-18"}
    entry = usual_entry(library, "tower-hamlets")
    [outcome] = outcomes(library, {**entry, **given}, date(2026, 11, 24))
    assert outcome.status is Status.WAIT
    without_script.goto(address("tower-hamlets"))
    [card] = cards_for(shown_cards(without_script), level, BETWEEN)
    assert differences(card, [], outcome, BETWEEN) == []
    assert card.texts("First of all") == [
        "Read as 5 calendar days, the limit ended on the date of that reading, which has passed."
    ]
    assert without_script.locator("main [data-status]").get_by_text("2026").count() == 0


def test_the_answers_are_the_same_on_whatever_day_they_are_built(library: Library) -> None:
    """Also where the readings of a limit end on one day after some days of receipt."""
    policy = library.policies["tower-hamlets"]
    days = [date(2026, 11, day) for day in range(16, 23)]
    first, *others = [answer_sections(policy, library, day) for day in days]
    assert all(other == first for other in others)


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_nothing_that_the_engine_answers_is_missing(without_script: Page, library: Library, authority: str) -> None:
    """Whatever is answered on any way through the journey, the page has a card that says so at the same level."""
    without_script.goto(address(authority))
    shown = shown_cards(without_script)
    entry = {"journey": "concern", "authority": authority}
    journey = {_sort(step.outcome, answers.get("tried")): step.outcome for answers, step in all_paths(library, entry)}
    for (tried, *_), outcome in journey.items():
        assert outcome
        there = [card for card in shown if card.place in (f"at-{tried}", "first", "higher", "resolved")]
        assert any(not WHAT_TO_DO & set(differences(card, there, outcome, "")) for card in there), (tried, outcome)


def _sort(outcome: Outcome | None, tried: str | None) -> tuple[object, ...]:
    assert outcome is not None
    level = outcome.level.id if outcome.level else None
    return (tried or "", outcome.status, level, tuple(recipient.role for recipient in outcome.consult))


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_what_a_concern_is_about_decides_only_whether_and_where_it_starts(library: Library, authority: str) -> None:
    """So the page compares the many concerns of a list by their first step alone."""
    usual = entry_answers(library, first_answers(authority), TODAY)
    concerns = [
        one for one in entry_questions(library, first_answers(authority), TODAY) if one.question.id == "concern"
    ]
    level = next(level for level in library.policies[authority].levels if level.tier is Tier.FORMAL)
    behind = {**usual, "tried": level.id}
    expected = [_sort(one.outcome, level.id) for one in all_found(library, behind, TODAY)]
    for option in (option for asked in concerns for option in asked.question.options):
        answers = {**behind, "concern": option.id}
        if next_step(library, answers, TODAY).question:
            assert [_sort(one.outcome, level.id) for one in all_found(library, answers, TODAY)] == expected, option.id


def test_words_that_do_not_tell_two_answers_apart_stop_the_build(library: Library) -> None:
    """A reader could not know which of the two holds."""
    found = list(all_found(library, entry_answers(library, first_answers("brent"), TODAY), TODAY))
    mixed = [Found(situation=found[0].situation, outcome=one.outcome) for one in (found[0], found[-1])]
    with pytest.raises(UnclearSituation, match="brent"):
        cards(mixed, library, {})


def test_what_is_urgent_tells_two_answers_apart(library: Library) -> None:
    """So a limit that has passed by one reading cannot hide among those that have not passed."""
    found = list(all_found(library, entry_answers(library, first_answers("tower-hamlets"), TODAY), TODAY))
    urgent = next(one for one in found if one.outcome.urgent)
    calm = replace(urgent, outcome=replace(urgent.outcome, urgent=()))
    with pytest.raises(UnclearSituation, match="tower-hamlets"):
        cards([urgent, calm], library, {})


def test_many_authorities_have_the_answers_that_each_has_alone(library: Library) -> None:
    """Worked out in other processes, the sections are those of the engine."""
    policy = library.policy("dorset")
    several = [replace(policy, id=f"dorset-{number}", name=f"Dorset {number}") for number in range(WORTH_STARTING)]
    many = replace(library, names={}, policies={one.id: one for one in several})
    answers_of = answers_ahead(many, TODAY)
    for one in (several[0], several[-1]):
        assert answers_of(one) == answer_sections(one, library.only(one), TODAY)


@pytest.mark.parametrize(
    ("authority", "label", "words"),
    [
        ("brent", "Concerns about the practice of one particular social worker", "not for that concern"),
        ("tower-hamlets", "None", "opens only where a human right may be at risk"),
        ("dorset", "Resources", "not for that concern"),
        ("cpru", "Yes", "the appropriate action has to be taken"),
        ("bedford-borough", "Children with a child protection plan", "whether its Cafcass route covers these children"),
    ],
)
def test_what_changes_the_result_stands_first(without_script: Page, authority: str, label: str, words: str) -> None:
    """Exclusions, the human-rights gate, immediate harm and groups of children."""
    without_script.goto(address(authority))
    cards_there = without_script.locator("xpath=//section[@data-status][preceding-sibling::h2[1][@id='first']]")
    fitting = [card for card in cards_there.all() if row(card, "If").inner_text().startswith(label)]
    assert any(words in card.inner_text() for card in fitting)


def test_higher_levels_say_from_where_they_are_open_and_whom_to_consult(without_script: Page) -> None:
    """Dorset opens every level after consultation."""
    without_script.goto(address("dorset"))
    higher = without_script.locator("xpath=//section[@data-status][preceding-sibling::h2[1][@id='higher']]")
    level_3 = [card for card in higher.all() if "Raise it now at Level 3" in card.inner_text()]
    assert len(level_3) == 1
    assert row(level_3[0], "If").locator("li").first.inner_text() == "Nothing tried yet"
    consulted = row(level_3[0], "Speak to first").locator("li").all_inner_texts()
    assert [text.split(" Section")[0] for text in consulted] == [
        "QA Manager",
        "Head of Quality Assurance and Partnerships",
    ]


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_a_level_that_the_reader_chooses_is_no_order(without_script: Page, authority: str) -> None:
    """Neither is a referral; all else that is to be done now is one."""
    without_script.goto(address(authority))
    orders = [card for card in shown_cards(without_script) if card.status == Status.DO_NOW and not card.goes_on_below]
    labels = {card.place: set[str]() for card in orders}
    for card in orders:
        labels[card.place] |= {"Do this now", "You may choose this", "Open to you"} & set(card.rows)
        assert not card.headline.startswith("You may") or "Open to you" in card.rows
    assert labels.pop("higher", set()) <= {"You may choose this", "Open to you"}
    assert labels
    assert not any("You may choose this" in several for several in labels.values())


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_other_levels_stand_beside_the_terms_on_which_they_are_open(
    without_script: Page, library: Library, authority: str
) -> None:
    """Each with the engine's own terms."""
    without_script.goto(address(authority))
    below = [card for card in shown_cards(without_script) if card.place.startswith("at-")]
    found = all_found(library, entry_answers(library, first_answers(authority), TODAY), TODAY)
    open_beside = {
        (one.situation.tried, level_name, other.terms)
        for one in found
        if not one.situation.higher
        for other in one.outcome.other_levels
        for level_name in (other.level.name, level_label(one.outcome.policy, other.level))
    }
    shown = {
        (card.place.removeprefix("at-"), link, text)
        for card in below
        for text, links in card.rows.get("Other levels open to you", [])
        for link in links
    }
    assert shown
    for place, link, text in shown:
        assert any(terms in text for tried, name, terms in open_beside if (tried, name) == (place, link)), text


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_every_flag_named_on_paper_is_told_in_words_there(page: Page, library: Library, authority: str) -> None:
    """A bare number says nothing without its link."""
    page.goto(address(authority))
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    text = plain(" ".join(sheet.extract_text() for sheet in printed.pages))
    told = [conflict for conflict in library.policies[authority].conflicts if conflict.ref in text]
    assert told
    assert all(plain(f"{conflict.ref}: {conflict.title}") in text for conflict in told)


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_the_page_is_found_from_the_procedure_the_dates_and_the_list(without_script: Page, authority: str) -> None:
    """One link away, without JavaScript; and it leads on to the dates."""
    for start in (f"/authorities/{authority}/", f"/authorities/{authority}/reply-dates/", "/authorities/"):
        without_script.goto(start)
        without_script.locator(
            f'main a[href$="{"answers/" if start != "/authorities/" else f"{authority}/answers/"}"]'
        ).first.click()
        without_script.wait_for_url(f"**{address(authority)}")
    without_script.get_by_role("link", name="Look up a reply date").click()
    without_script.wait_for_url(f"**/authorities/{authority}/reply-dates/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_axe_finds_nothing_on_the_answers(new_page: Callable[..., Page], width: int, scheme: str) -> None:
    """In both schemes and at every width, without sideways scrolling."""
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for authority in ("tower-hamlets", "cpru"):
        page.goto(address(authority))
        assert violations(page) == [], authority
        assert page.evaluate("document.documentElement.scrollWidth") <= width, authority


def test_a_card_is_printed_with_what_holds_beside_what_to_do(page: Page) -> None:
    """On A4, all of it, and no card that is short is torn apart."""
    page.goto(address("brent"))
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    texts = [plain(sheet.extract_text()) for sheet in printed.pages]
    assert all(abs(float(sheet.mediabox.width) - 595) < 2 for sheet in printed.pages)
    for card in page.locator("[data-status]").all():
        rows = [plain(text) for text in card.locator("dd").all_inner_texts()[:2]]
        assert any(all(text in sheet for text in rows) for sheet in texts), rows
