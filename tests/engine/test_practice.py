"""Practice: scenarios come to a result, right answers are the engine's own, and each answer gets its mark."""

from __future__ import annotations

import json
from datetime import date

import pytest

from calculator.browser import Engine, calendar_to_plain
from calculator.compiled import compile_national, compile_policy
from calculator.library import Library
from calculator.outcome import Journey, Outcome, Status
from calculator.plain_dates import as_text
from calculator.practice import Mark, Part, Verdict, mark, parts_of
from calculator.result_blocks import Line
from calculator.results import outcome_result
from calculator.scenarios import Scenario, UnfitScenario, facts, play
from macros.scenarios import SCENARIOS, read_scenarios

ALL = read_scenarios(SCENARIOS.read_text(encoding="utf-8"), str(SCENARIOS))
BY_ID = {scenario.id: scenario for scenario in ALL}
every_scenario = pytest.mark.parametrize("scenario", [pytest.param(scenario, id=scenario.id) for scenario in ALL])

MONDAY = date(2026, 11, 16)
WAITING = {"journey": ["concern"], "authority": ["dorset"], "concern": ["education"], "tried": ["level-1"]} | {
    "reply": ["none-yet"],
    "timescale": ["no"],
    "received": [MONDAY.isoformat()],
    "higher": ["no"],
}


def outcome_of(library: Library, scenario: Scenario) -> Outcome:
    """What the engine comes to."""
    return play(library, answers_of(scenario), scenario.today)[0]


def answers_of(scenario: Scenario) -> dict[str, list[str]]:
    """The answers as the browser hands them over."""
    return {key: list(values) for key, values in scenario.answers.items()}


def right_answers(library: Library, outcome: Outcome) -> dict[str, tuple[str, ...]]:
    """The right answer of each part."""
    return {part.question.id: part.right for part in parts_of(outcome, library)}


def marked(library: Library, outcome: Outcome, **changed: tuple[str, ...]) -> dict[str, Mark]:
    """The marks of the right answers with some of them changed."""
    marks, problems = mark(outcome, library, right_answers(library, outcome) | changed)
    assert problems == ()
    return {one.part.question.id: one for one in marks}


def text(lines: tuple[Line, ...]) -> str:
    """Lines as one text."""
    return " ".join(as_text(line.parts) for line in lines)


def test_there_are_enough_scenarios_over_every_authority_and_journey(library: Library) -> None:
    """At least 12, each with its own id; every authority and journey, and every kind of result but an open one."""
    outcomes = [outcome_of(library, scenario) for scenario in ALL]
    assert len(BY_ID) == len(ALL) >= 12
    assert {outcome.policy.id for outcome in outcomes} == set(library.policies)
    assert {outcome.journey for outcome in outcomes} == set(Journey)
    assert {outcome.status for outcome in outcomes} >= set(Status) - {Status.NOT_DETERMINED}


@every_scenario
def test_right_answers_are_those_of_the_engine(library: Library, scenario: Scenario) -> None:
    """Level, posts, date and duties are what the `next` call returns for the same answers."""
    outcome = outcome_of(library, scenario)
    right, result = right_answers(library, outcome), outcome_result(outcome)
    if result["changes"]:
        duties = {"tell-the-IRO": "tell_iro", "review-before-the-change": "review_before_change"}
        duties["review-of-the-relevant-plan"] = "review_relevant_plan"
        assert set(right["duties"]) == {key for key, name in duties.items() if result["changes"][name]}
        assert right["list"] == ("national-list" if result["changes"]["list"] == "national" else "own-list",)
        return
    is_closed = result["status"] == "record_and_close"
    posts = {title for kind in ("to", "copy", "notify", "consult") for title in result[kind]}
    assert right["due"] == (result["due"] or "no-date",)
    assert right["level"] == ("no-level" if is_closed else result["level"] or "no-level",)
    assert set(right["posts"]) == ({"nobody"} if is_closed or not posts else posts)
    assert right.get("step", (result["status"],)) == (result["status"],)


@every_scenario
def test_right_answers_are_marked_right_and_explained(library: Library, scenario: Scenario) -> None:
    """Whoever gives the right answers is told so in every part, and reads why."""
    outcome = outcome_of(library, scenario)
    marks = marked(library, outcome)
    assert {one.verdict for one in marks.values()} == {Verdict.RIGHT}
    assert any(one.part.why for one in marks.values())


@every_scenario
def test_what_is_known_names_no_level_that_the_reader_is_to_find(library: Library, scenario: Scenario) -> None:
    """The questions about the next step would name its posts, so the facts leave them out."""
    outcome, step = play(library, answers_of(scenario), scenario.today)
    known = " ".join(f"{fact.label} {as_text(fact.words)}" for fact in facts(outcome, step))
    assert "Which level will you use" not in known
    assert "receive it?" not in known or outcome.journey is Journey.RECEIVED
    assert str(scenario.today.year) in known


def test_a_missing_post_makes_the_answer_partly_right(library: Library) -> None:
    """What was left out and what was too much are both named."""
    outcome = outcome_of(library, BY_ID["dorset-own-date"])
    all_posts = right_answers(library, outcome)["posts"]
    one_missing = marked(library, outcome, posts=all_posts[1:])["posts"]
    assert one_missing.verdict is Verdict.PARTLY
    assert all_posts[0] in text(one_missing.remarks)
    one_more = marked(library, outcome, posts=(*all_posts, "Cafcass"))["posts"]
    assert one_more.verdict is Verdict.PARTLY
    assert text(one_more.remarks) == "Not asked for here: Cafcass."
    assert marked(library, outcome, posts=("nobody",))["posts"].verdict is Verdict.WRONG


def test_another_level_or_step_is_not_right(library: Library) -> None:
    """A choice of one is right or not."""
    outcome = outcome_of(library, BY_ID["dorset-own-date"])
    marks = marked(library, outcome, level=("level-1",), step=("wait",))
    assert (marks["level"].verdict, marks["step"].verdict) == (Verdict.WRONG, Verdict.WRONG)
    assert marks["level"].given == ("Level 1",)
    assert marks["due"].verdict is Verdict.RIGHT


@pytest.mark.parametrize(
    ("typed", "verdict", "remark"),
    [
        pytest.param("23 11 2026", Verdict.RIGHT, "", id="right"),
        pytest.param(
            "20 11 2026", Verdict.WRONG, "From day 0 to your date there are 4 working days.", id="a-day-early"
        ),
        pytest.param("17 11 2026", Verdict.WRONG, "From day 0 to your date there is 1 working day.", id="one-day"),
        pytest.param("21 11 2026", Verdict.WRONG, "That day itself does not count (Saturday).", id="a-saturday"),
        pytest.param("16 11 2026", Verdict.WRONG, "not later than the day of receipt", id="the-day-of-receipt"),
        pytest.param("no-date", Verdict.WRONG, "", id="no-date"),
    ],
)
def test_a_wrong_date_is_answered_with_how_many_days_lead_to_it(
    library: Library, typed: str, verdict: Verdict, remark: str
) -> None:
    """Five working days from Monday 16 November 2026 end on Monday 23 November."""
    outcome, _ = play(library, WAITING, date(2026, 11, 20))
    due = marked(library, outcome, due=(typed,))["due"]
    assert due.verdict is verdict
    assert remark in text(due.remarks)


def test_the_date_of_another_reading_is_partly_right(library: Library) -> None:
    """Tower Hamlets' chart prints days, its text working days."""
    outcome = outcome_of(library, BY_ID["tower-hamlets-which-days"])
    due = marked(library, outcome, due=("2026-11-21",))["due"]
    assert due.verdict is Verdict.PARTLY
    assert "5 calendar days" in text(due.remarks)


def test_answers_that_cannot_be_marked_come_back_with_what_to_do(library: Library) -> None:
    """All parts are looked at, each with its own message; nothing is marked before."""
    outcome, _ = play(library, WAITING, date(2026, 11, 20))
    marks, problems = mark(outcome, library, {"level": ("level-9",), "due": ("31//2026",)})
    messages = {problem.part: (problem.message, problem.field) for problem in problems}
    assert marks == ()
    assert messages["step"] == ("Choose an answer", None)
    assert messages["posts"] == ("Choose at least one answer", None)
    assert messages["due"] == ("The date must include a month", "month")
    assert "level-9" in messages["level"][0]


def test_a_date_outside_the_calendar_is_a_problem_and_not_a_fault(library: Library) -> None:
    """The calendar knows its years."""
    outcome, _ = play(library, WAITING, date(2026, 11, 20))
    right = right_answers(library, outcome)
    _, problems = mark(outcome, library, right | {"due": ("27 3 2099",)})
    assert [problem.part for problem in problems] == ["due"]
    assert "outside the calendar" in problems[0].message


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        pytest.param({"concern": ["weather"]}, "The answer to `concern` is refused", id="refused"),
        pytest.param({"reply": []}, "The answer to `reply` is missing", id="missing"),
        pytest.param({"colour": ["blue"]}, "No question asks for `colour`", id="not-asked-for"),
        pytest.param({"received": ["31 2 2026"]}, "must be a real date", id="no-date"),
        pytest.param({"authority": ["westshire"]}, "westshire", id="no-such-authority"),
    ],
)
def test_answers_that_lead_nowhere_are_named(library: Library, changed: dict[str, list[str]], message: str) -> None:
    """A scenario that an edited policy has left behind says which answer is at fault."""
    with pytest.raises(UnfitScenario, match=message):
        play(library, WAITING | changed, date(2026, 11, 20))


def test_the_browser_gets_the_same_marks(library: Library) -> None:
    """Through the door: the marks as JSON, or problems."""
    scenario = BY_ID["brent-no-reply"]
    shared = {
        "names": library.names,
        "national": compile_national(library.national),
        "calendar": calendar_to_plain(library.calendar),
    }
    engine = Engine(json.dumps(shared))
    request = {"answers": answers_of(scenario), "today": scenario.today.isoformat()}
    engine.add_policy(json.dumps(compile_policy(library.policies["brent"])))
    given = {key: list(values) for key, values in right_answers(library, outcome_of(library, scenario)).items()}
    marking = json.loads(engine.mark(json.dumps(request | {"given": given})))
    assert marking["summary"] == "4 of 4 parts right"
    assert [one["section"]["id"] for one in marking["marks"]] == ["step", "level", "posts", "due"]
    problems = json.loads(engine.mark(json.dumps(request | {"given": {}})))["problems"]
    assert {problem["part"] for problem in problems} == {"step", "level", "posts", "due"}


def test_every_part_offers_its_right_answer(library: Library) -> None:
    """Nobody can be asked for an answer that is not among the choices."""

    def is_offered(part: Part) -> bool:
        options = {option.id for option in part.question.options}
        return set(part.right) <= options or date.fromisoformat(part.right[0]) is not None

    assert all(is_offered(part) for scenario in ALL for part in parts_of(outcome_of(library, scenario), library))
