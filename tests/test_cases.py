"""Cases that a policy lead can read, check against the document and sign: `cases/<authority>.yaml`.

A file holds four lists. Every case has `case` (what the document asks for) and `clause` (where it says so). Then come
what is given, and what is expected; an expectation that is left out is not checked. `none` means that there is none.

- `reply_dates`: `level` and `received`, and `set_days` or `set_date` if another timescale was set. Expected:
  `due`, `counted` (the working days, in order), `readings` (a date for each, earliest first), `confirmed` (whether bank
  holidays are announced that far), `starts` (when the clock starts), `why_no_date` (words of the reason), `allowed`
  (whether the document provides for another timescale), and the posts: `to`, `copy`, `notify`, `consult`.
- `changes`: `changes`. Expected: `list` (whose list it is), `tell_iro`, `review_before_change`,
  `review_relevant_plan`, and `duties` of single changes.
- `journeys`: `today` and `answers` (without the authority). Expected: `status`, `level`, `due`, `readings`,
  `days_late` (working days), the posts, `other_levels` (that may be used instead), `conflicts` (flags that must be
  shown, among others) and `says` (words that the result must show). With real dates also: `late` (working days by
  level; `none` if in time), `day_0` of the total for the formal levels, `used_days` of it up to today, `due_on_day`
  (on which day of it the reply date falls) and `total_ends` (its last day, in each reading).
- `ladders`: `start`, and `from` if it does not start at the first formal level. Expected: `due` and `cumulative`
  (working days from the start) by level, `total` of the stated limits, `within_cap`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from calculator.border.read_library import read_library
from calculator.changes import weigh_changes
from calculator.explanation import explain
from calculator.journeys import next_step
from calculator.ladder import climb
from calculator.library import Library
from calculator.lookup import find_level
from calculator.outcome import Outcome
from calculator.plain_dates import short_date
from calculator.reply_date import SetTimescale, reply_date
from calculator.result_blocks import sections_as_plain
from calculator.results import change_result, due_result, ladder_result, outcome_result

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"
AUTHORITIES = ["bedford-borough", "brent", "cpru", "dorset", "tower-hamlets"]

POSTS = {"to", "copy", "notify", "consult"}
LISTS = {"counted", "other_levels", "conflicts", "says", "why_no_date", "total_ends"}


@dataclass(frozen=True)
class Kind:
    """The keys that cases of one list have."""

    needed: set[str]
    optional: set[str]
    expected: set[str]


KINDS = {
    "reply_dates": Kind(
        needed={"level", "received"},
        optional={"set_days", "set_date"},
        expected={"due", "counted", "readings", "confirmed", "starts", "why_no_date", "allowed", *POSTS},
    ),
    "changes": Kind(
        needed={"changes"},
        optional=set(),
        expected={"list", "tell_iro", "review_before_change", "review_relevant_plan", "duties"},
    ),
    "journeys": Kind(
        needed={"today", "answers"},
        optional=set(),
        expected={
            *("status", "level", "due", "readings", "days_late", "other_levels", "conflicts", "says"),
            *("late", "day_0", "used_days", "due_on_day", "total_ends"),
            *POSTS,
        },
    ),
    "ladders": Kind(
        needed={"start"},
        optional={"from"},
        expected={"due", "cumulative", "total", "within_cap"},
    ),
}


@dataclass(frozen=True)
class Case:
    """One case: what is given, and what is expected, brought into the shape in which results are compared."""

    authority: str
    title: str
    given: dict[str, Any]
    expected: dict[str, Any]


class UnreadableCase(ValueError):
    """A case that cannot be read; the message names it and says what is allowed."""


def read_cases(authority: str, kind: str) -> list[Case]:
    """Read one list of an authority's file."""
    path = CASES / f"{authority}.yaml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if unknown := content.keys() - KINDS:
        raise UnreadableCase(f"{path}: {unknown} must be among {list(KINDS)}")
    return [read_case(authority, KINDS[kind], raw) for raw in content.get(kind, [])]


def read_case(authority: str, kind: Kind, raw: dict[str, Any]) -> Case:
    """Check the keys of one case, and part what is given from what is expected."""
    place = f"{authority}: {raw.get('case', raw)}"
    if missing := {"case", "clause", *kind.needed} - raw.keys():
        raise UnreadableCase(f"{place}: {missing} is missing")
    if unknown := raw.keys() - {"case", "clause"} - kind.needed - kind.optional - kind.expected:
        raise UnreadableCase(f"{place}: {unknown} must be among {kind.needed | kind.optional | kind.expected}")
    if not raw.keys() & kind.expected:
        raise UnreadableCase(f"{place}: nothing is expected. Give at least one of {kind.expected}")
    if any(isinstance(answer, bool) for answer in raw.get("answers", {}).values()):
        raise UnreadableCase(f'{place}: write the answers "yes" and "no" between quotes')
    return Case(
        authority=authority,
        title=raw["case"],
        given={key: with_text_dates(raw[key]) for key in (kind.needed | kind.optional) & raw.keys()},
        expected={key: plain_expectation(key, raw[key]) for key in kind.expected & raw.keys()},
    )


def with_text_dates(value: Any) -> Any:
    """Turn the dates into which YAML has made what was written back into text, at any depth."""
    if isinstance(value, dict):
        return {key: with_text_dates(item) for key, item in value.items()}
    if isinstance(value, list):
        return [with_text_dates(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def plain_expectation(key: str, value: Any) -> Any:
    """Bring an expectation into the shape in which results are compared."""
    value = with_text_dates(value)
    if key in POSTS:
        return sorted(as_list(value))
    if key in LISTS:
        return as_list(value)
    if key == "duties":
        return [(ref, as_list(duties)) for ref, duties in value.items()]
    if key == "readings":
        return [] if value == "none" else [(reading, or_none(due)) for reading, due in value.items()]
    if isinstance(value, dict):
        return {name: or_none(item) for name, item in value.items()}
    return or_none(value)


def or_none(value: Any) -> Any:
    """Return the value, or None where `none` is written."""
    return None if value == "none" else value


def as_list(value: Any) -> list[Any]:
    """Return a single item as a list, and `none` as an empty one."""
    if value == "none":
        return []
    return value if isinstance(value, list) else [value]


def cases(kind: str) -> Callable[..., Any]:
    """Run a test with every case of one list, named by its authority and its text."""
    found = [case for authority in AUTHORITIES for case in read_cases(authority, kind)]
    return pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.authority}: {case.title}") for case in found])


@pytest.fixture(scope="session")
def library() -> Library:
    """Everything in `policies/`."""
    return read_library(ROOT / "policies")


@cases("reply_dates")
def test_reply_date_and_recipients_are_those_of_the_document(library: Library, case: Case) -> None:
    """A level and a day of receipt give the date and the posts that the document gives."""
    policy, given = library.policies[case.authority], case.given
    level = find_level(policy, given["level"])
    reply = reply_date(policy, level, day(given["received"]), library.calendar, set_timescale(given))
    result = due_result(policy, reply, library.calendar)
    compare(
        case,
        result
        | posts(result)
        | {
            "counted": [short_date(entry.date) for entry in reply.ledger if entry.counted],
            "readings": [(reading["reading"], reading["due"]) for reading in result["readings"]],
            "starts": result["clock_start"],
            "allowed": result["timescale_allowed"],
            "why_no_date": found_words(case.expected.get("why_no_date"), result["no_limit_reason"] or ""),
        },
    )


@cases("changes")
def test_changes_ask_for_what_the_document_asks_for(library: Library, case: Case) -> None:
    """Changes, alone and together, set the duties in motion that their list names."""
    policy = library.policies[case.authority]
    result = change_result(policy, weigh_changes(policy, library.national, case.given["changes"]))
    duties = {change["ref"]: change["duties"] for change in result["changes"]}
    compare(case, result | {"duties": [(ref, duties[ref]) for ref, _ in case.expected.get("duties", [])]})


@cases("journeys")
def test_answers_lead_where_the_document_leads(library: Library, case: Case) -> None:
    """Answers end in the status, level, recipients and date that the document gives, with its flags."""
    answers = {**case.given["answers"], "authority": case.authority}
    step = next_step(library, answers, day(case.given["today"]))
    assert step.problem is None
    assert step.question is None, f"{step.question.id} is still asked"
    assert step.ignored == (), "an answer that no question asks for"
    assert step.outcome is not None
    result = outcome_result(step.outcome)
    shown = {conflict["ref"] for conflict in result["conflicts"]}
    text = "\n".join(texts([result["headline"], result["because"], sections_as_plain(explain(step.outcome, library))]))
    compare(
        case,
        result
        | posts(result)
        | {
            "readings": [(reading["reading"], reading["due"]) for reading in result["readings"]],
            "days_late": step.outcome.days_late,
            "other_levels": [other["level"] for other in result["other_levels"]],
            "conflicts": [ref for ref in case.expected.get("conflicts", []) if ref in shown],
            "says": found_words(case.expected.get("says"), text),
        }
        | real_dates(step.outcome),
    )


@cases("ladders")
def test_ladder_adds_up_as_the_document_says(library: Library, case: Case) -> None:
    """From a start, each level's date, the sum of the limits and the comparison with 20 working days."""
    policy, given = library.policies[case.authority], case.given
    start_level = given.get("from")
    ladder = climb(policy, library.national, day(given["start"]), library.calendar, start_level=start_level)
    result = ladder_result(policy, ladder)
    rows = {row["level"]: row for row in result["levels"]}
    compare(
        case,
        {
            "due": {level: rows[level]["due"] for level in case.expected.get("due", {})},
            "cumulative": {
                level: rows[level]["cumulative_working_days"] for level in case.expected.get("cumulative", {})
            },
            "total": result["total_working_days"],
            "within_cap": result["within_cap"],
        },
    )


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_cases_cover_every_level_and_every_list(library: Library, authority: str) -> None:
    """Each file has at least 15 cases, among them a reply date for every level."""
    by_kind = {kind: read_cases(authority, kind) for kind in KINDS}
    assert sum(len(found) for found in by_kind.values()) >= 15
    assert all(by_kind.values())
    assert {case.given["level"] for case in by_kind["reply_dates"]} == {
        level.id for level in library.policies[authority].levels
    }


def test_every_authority_has_cases(library: Library) -> None:
    """A policy without cases is not signed by anyone."""
    assert set(library.policies) == {path.stem for path in CASES.glob("*.yaml")} == set(AUTHORITIES)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param({"clause": "c", "level": "l", "received": "2026-01-05", "due": "none"}, id="no-title"),
        pytest.param({"case": "a", "clause": "c", "level": "l", "due": "none"}, id="nothing-given"),
        pytest.param({"case": "a", "clause": "c", "level": "l", "received": "2026-01-05"}, id="nothing-expected"),
        pytest.param({"case": "a", "clause": "c", "level": "l", "received": "2026-01-05", "dew": "x"}, id="misspelt"),
    ],
)
def test_a_case_that_checks_nothing_is_refused(raw: dict[str, Any]) -> None:
    """A misspelt or missing key cannot pass for a check."""
    with pytest.raises(UnreadableCase):
        read_case("brent", KINDS["reply_dates"], raw)


def compare(case: Case, result: dict[str, Any]) -> None:
    """Compare what is expected, and only that, in one go, so that a failure shows all differences."""
    found = {key: result[key] for key in case.expected}
    assert json.loads(json.dumps(found)) == json.loads(json.dumps(case.expected))


def posts(result: dict[str, Any]) -> dict[str, list[str]]:
    """Return a result's recipients of each kind, in the order in which they are compared."""
    return {kind: sorted(result[kind]) for kind in POSTS}


def real_dates(outcome: Outcome) -> dict[str, Any]:
    """Return how late replies were, and how much of the total for the formal levels is used."""
    meter = outcome.meter
    return {
        "late": {used.level.id: used.days_late for used in outcome.used},
        "day_0": meter.started.isoformat() if meter else None,
        "used_days": meter.used if meter else None,
        "due_on_day": meter.at_due if meter else None,
        "total_ends": [end.end.isoformat() for end in meter.ends] if meter else [],
    }


def found_words(wanted: Collection[str] | None, text: str) -> list[str]:
    """Return those of the words that the text holds, whatever their capitals."""
    return [words for words in wanted or () if words.casefold() in text.casefold()]


def texts(value: Any) -> Iterator[str]:
    """Every text in a structure; texts of one list of parts are joined, so that a line stays whole."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict) and "parts" in value:
        yield "".join(part if isinstance(part, str) else part["text"] for part in value["parts"])
    elif isinstance(value, dict):
        yield from texts(list(value.values()))
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def set_timescale(given: dict[str, Any]) -> SetTimescale | None:
    """Return the other timescale that a case sets, if it sets one."""
    if "set_days" in given:
        return SetTimescale(working_days=given["set_days"])
    return SetTimescale(until=day(given["set_date"])) if "set_date" in given else None


def day(text: str) -> date:
    """Return the date of a case."""
    return date.fromisoformat(text)
