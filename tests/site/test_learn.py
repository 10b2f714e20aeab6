"""The pages to learn from: scenarios with the engine's answers, practice in a real browser, and plain words."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.exceptions import PluginError
from playwright.sync_api import Locator, Page, expect

from calculator.border.read_library import read_library
from calculator.library import Library
from calculator.outcome import Outcome
from calculator.results import outcome_result
from calculator.scenarios import play
from macros.scenarios import SCENARIOS, read_scenarios, worked_scenarios
from tests.site.accessibility import WCAG, violations
from tests.site.calculator_driver import START_TIMEOUT

ROOT = Path(__file__).resolve().parents[2]
ALL = read_scenarios(SCENARIOS.read_text(encoding="utf-8"), str(SCENARIOS))
BY_ID = {scenario.id: scenario for scenario in ALL}
PAGES = {"/learn/": ROOT / "docs" / "learn.md", "/learn/practice/": ROOT / "docs" / "learn" / "practice.md"}
LONGEST_SENTENCE = 25
WORDS_A_MINUTE = 200


@pytest.fixture(scope="module")
def library() -> Library:
    """Everything in `policies/`."""
    return read_library(ROOT / "policies")


def outcome_of(library: Library, scenario_id: str) -> Outcome:
    """What the engine comes to."""
    scenario = BY_ID[scenario_id]
    answers = {key: list(values) for key, values in scenario.answers.items()}
    return play(library, answers, scenario.today)[0]


def article(page: Page, scenario_id: str) -> Locator:
    """The part of the page that is about one scenario."""
    return page.locator(f'article[aria-labelledby="{scenario_id}"]')


# With JavaScript off


def test_every_scenario_is_readable_with_its_answer_and_without_scripts(
    library: Library, new_page: Callable[..., Page]
) -> None:
    """Level, posts and reply date in the page are those of the engine; the form to answer is not shown."""
    page = new_page(java_script_enabled=False)
    page.goto("/learn/practice/")
    assert page.locator("article[aria-labelledby]").count() == len(ALL)
    for scenario_id, scenario in BY_ID.items():
        place, result = article(page, scenario_id), outcome_result(outcome_of(library, scenario_id))
        expect(place.get_by_text(scenario.situation)).to_be_visible()
        expect(place.locator("form")).to_be_hidden()
        place.get_by_text("Show the answer").click()
        answer = place.locator(".practice__answers")
        expect(answer).to_be_visible()
        if result["journey"] != "received":
            expect(answer).to_contain_text(result["headline"].strip())
        if result["status"] in ("do_now", "wait") and result["level"]:
            for kind in ("to", "copy", "notify", "consult"):
                assert [title for title in result[kind] if title not in answer.inner_text()] == []
        shown = answer.locator("dt", has_text="Reply date").locator("+ dd .practice__right time")
        dates = [shown.nth(number).get_attribute("datetime") for number in range(shown.count())]
        assert dates == ([result["due"]] if result["due"] else [])


def test_what_each_document_says_is_readable_without_scripts(library: Library, new_page: Callable[..., Page]) -> None:
    """Every folded part names every authority; silence is shown as silence."""
    page = new_page(java_script_enabled=False)
    page.goto("/learn/")
    folded = page.locator("details.documents")
    assert folded.count() == 7
    for number in range(folded.count()):
        folded.nth(number).locator("summary").click()
        labels = folded.nth(number).locator("dt").all_inner_texts()
        assert labels == [policy.name for policy in library.policies.values()]
    expect(page.get_by_text("None stated in the document").first).to_be_visible()
    expect(page.locator('time[datetime="2027-01-04"]').first).to_be_visible()


# Practice


def fill_date(place: Locator, day: int, month: int, year: int) -> None:
    """Type a reply date."""
    for label, value in (("Day", day), ("Month", month), ("Year", year)):
        place.get_by_label(label, exact=True).fill(str(value))


def answer_rightly(library: Library, place: Locator, scenario_id: str) -> None:
    """Open the form and give every right answer of a scenario in which something is raised now."""
    outcome = outcome_of(library, scenario_id)
    result, due = outcome_result(outcome), outcome.due
    assert result["status"] == "do_now" and outcome.level and due
    place.get_by_text("Answer it yourself").click()
    place.get_by_role("radio", name="Raise it now").check()
    place.get_by_role("radio", name=outcome.level.name, exact=True).check()
    for kind in ("to", "copy", "notify", "consult"):
        for title in result[kind]:
            place.get_by_role("checkbox", name=title, exact=True).check()
    fill_date(place, due.day, due.month, due.year)


def verdicts(place: Locator) -> dict[str, str]:
    """The verdict of each part, once the marks are drawn."""
    expect(place.locator("[data-mark]").first).to_be_visible(timeout=START_TIMEOUT)
    marks = place.locator("[data-mark]").all()
    return {str(mark.get_attribute("data-mark")): str(mark.get_attribute("data-verdict")) for mark in marks}


def test_right_answers_are_marked_right(library: Library, page: Page) -> None:
    """All parts are right, the summary takes the focus, and nothing stays in the browser."""
    page.goto("/learn/practice/")
    place = article(page, "dorset-own-date")
    answer_rightly(library, place, "dorset-own-date")
    place.get_by_role("button", name="Check my answers").click()
    assert verdicts(place) == {"step": "right", "level": "right", "posts": "right", "due": "right"}
    expect(place.get_by_role("heading", name="4 of 4 parts right")).to_be_focused()
    place.get_by_role("link", name="Go to the next situation").click()
    expect(page).to_have_url(re.compile("#dorset-more-time$"))
    stored = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    assert stored == [0, 0, ""]


def test_partly_wrong_answers_are_marked_part_by_part_and_explained(library: Library, page: Page) -> None:
    """First nothing is answered; then one level, one post and one day too few are wrong. All by keyboard at the end."""
    page.goto("/learn/practice/")
    place = article(page, "bedford-talking-failed")
    place.get_by_text("Answer it yourself").click()
    place.get_by_role("button", name="Check my answers").click()
    problem = place.get_by_role("alert")
    expect(problem).to_be_focused(timeout=START_TIMEOUT)
    assert problem.get_by_role("link").count() == 4
    problem.get_by_role("link", name="At which level").click()
    expect(place.get_by_role("radio", name="Informal Resolution")).to_be_focused()
    place.get_by_text("Answer it yourself").click()
    answer_rightly(library, place, "bedford-talking-failed")
    place.get_by_role("radio", name="Level 2", exact=True).check()
    place.get_by_role("checkbox", name="Team Manager (Conference and Review)").uncheck()
    fill_date(place, 30, 11, 2026)
    place.get_by_label("Year", exact=True).press("Enter")
    assert verdicts(place) == {"step": "right", "level": "not right", "posts": "partly right", "due": "not right"}
    expect(problem).to_have_count(0)
    expect(place.locator('[data-mark="posts"]')).to_contain_text("Left out: Team Manager (Conference and Review).")
    expect(place.locator('[data-mark="due"]')).to_contain_text("From day 0 to your date there are 4 working days.")
    expect(place.locator('[data-mark="due"] time[datetime="2026-12-01"]').first).to_be_visible()
    assert place.locator('[data-mark="due"] a[href*="/authorities/bedford-borough/#place-"]').count() > 0


def test_nobody_and_no_date_take_the_place_of_other_answers(page: Page) -> None:
    """They stand alone, and give way again."""
    page.goto("/learn/practice/")
    place = article(page, "brent-practice")
    place.get_by_text("Answer it yourself").click()
    posts = place.locator('[data-part="posts"]')
    posts.get_by_role("checkbox").first.check()
    posts.get_by_role("checkbox", name="Nobody").check()
    expect(posts.get_by_role("checkbox").first).not_to_be_checked()
    fill_date(place, 1, 12, 2026)
    place.get_by_role("radio", name="No date can be worked out").check()
    expect(place.get_by_label("Day", exact=True)).to_have_value("")
    place.get_by_label("Day", exact=True).fill("2")
    expect(place.get_by_role("radio", name="No date can be worked out")).not_to_be_checked()


def test_a_missing_file_is_told_and_the_answers_stay(page: Page, page_problems: list[str]) -> None:
    """The reader can try again, or open the answer."""
    page.context.route("**/shared-*.dat", lambda route: route.abort())
    page.goto("/learn/practice/")
    place = article(page, "cpru-new-worker")
    place.get_by_text("Answer it yourself").click()
    expect(place.get_by_role("alert")).to_contain_text("Your answers cannot be marked", timeout=START_TIMEOUT)
    place.get_by_role("checkbox", name="Tell the IRO").check()
    place.get_by_role("radio", name="The national list").check()
    page.context.unroute("**/shared-*.dat")
    place.get_by_role("button", name="Try again").click()
    place.get_by_role("button", name="Check my answers").click()
    assert verdicts(place) == {"duties": "right", "list": "right"}
    page_problems.clear()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_the_pages_to_learn_from(new_page: Callable[..., Page], width: int, scheme: str) -> None:
    """Everything opened, one scenario with problems and another with marks; and nothing scrolls sideways."""
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto("/learn/")
    check_accessible(page, width)
    page.goto("/learn/practice/")
    unanswered, answered = article(page, "bedford-talking-failed"), article(page, "cpru-new-worker")
    unanswered.get_by_text("Answer it yourself").click()
    unanswered.get_by_role("button", name="Check my answers").click()
    expect(unanswered.get_by_role("alert")).to_be_visible(timeout=START_TIMEOUT)
    answered.get_by_text("Answer it yourself").click()
    answered.get_by_role("checkbox", name="Tell the IRO").check()
    answered.get_by_role("radio", name="A list of the authority").check()
    answered.get_by_role("button", name="Check my answers").click()
    assert verdicts(answered) == {"duties": "right", "list": "not right"}
    check_accessible(page, width)


def check_accessible(page: Page, width: int) -> None:
    """Open what is folded, run axe, and measure the page."""
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    assert violations(page, tags=[*WCAG, "best-practice"]) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# Words


def sentences(text: str) -> list[str]:
    """The sentences of prose, without Markdown's own signs, macros and headings."""
    text = re.sub(r"^---.*?^---", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"\{\{.*?\}\}|\{:.*?\}|<[^>]+>|\]\([^)]*\)|[\[*]", " ", text, flags=re.DOTALL)
    blocks = re.split(r"\n\s*\n|^\s*(?:[-#]+|\d+\.)\s", text, flags=re.MULTILINE)
    return [sentence for block in blocks for sentence in re.split(r"(?<=[.?!:])\s+", " ".join(block.split()))]


@pytest.mark.parametrize("address", PAGES)
def test_sentences_are_short(address: str) -> None:
    """At most 25 words."""
    found = sentences(PAGES[address].read_text(encoding="utf-8"))
    assert len(found) > 5
    assert [sentence for sentence in found if len(sentence.split()) > LONGEST_SENTENCE] == []


def test_situations_are_short_and_neutral() -> None:
    """Short sentences without a digit: numbers and dates come from the answers."""
    for scenario in ALL:
        texts = [scenario.title, *sentences(scenario.situation)]
        assert [text for text in texts if len(text.split()) > LONGEST_SENTENCE or re.search(r"\d", text)] == []


def test_the_path_is_read_in_10_to_15_minutes(page: Page) -> None:
    """What stands open on the page, at 200 words a minute without the references."""
    page.goto("/learn/")
    page.evaluate("document.querySelectorAll('.cites, .headerlink').forEach((part) => part.remove())")
    words = len(page.locator("article.md-content__inner").inner_text().split())
    assert 7 * WORDS_A_MINUTE <= words <= 15 * WORDS_A_MINUTE


# The build


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("concern: visits", "concern: wisits", id="refused"),
        pytest.param("concern: visits, tried: nothing", "concern: visits", id="missing"),
        pytest.param("tried: nothing", "tried: nothing, colour: blue", id="not-asked-for"),
        pytest.param("title: A new concern", "titel: A new concern", id="misspelt-key"),
    ],
)
def test_a_scenario_that_the_engine_does_not_accept_stops_the_build(
    library: Library, tmp_path: Path, typed: str, found: str
) -> None:
    """The message names the file and the scenario, and says what to do."""
    text = SCENARIOS.read_text(encoding="utf-8")
    assert typed in text
    path = tmp_path / "scenarios.yaml"
    path.write_text(text.replace(typed, found, 1), encoding="utf-8")
    with pytest.raises(PluginError) as stopped:
        worked_scenarios(library, path)
    message = str(stopped.value)
    assert "scenarios.yaml" in message
    assert "brent-new-concern" in message
    assert re.search(r"Choose one of|Choose from|Delete that answer|Write `title`|Did you mean", message), message
