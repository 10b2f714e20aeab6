"""What a link remembers of its result, and what is said when that differs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from calculator.journeys import next_step
from calculator.library import Library
from calculator.link_stamp import link_stamp
from calculator.plain_dates import as_text

MADE = date(2026, 11, 16)
ANSWERS = {"journey": "concern", "authority": "dorset", "concern": "something-else", "tried": "level-1"}
ANSWERS |= {"reply": "none-yet", "timescale": "no", "received": "2026-11-12", "higher": "no"}


def stamped(library: Library) -> dict[str, Any]:
    """The answers of a link, made while the reply was still awaited."""
    step = next_step(library, ANSWERS, MADE)
    assert step.outcome
    return ANSWERS | {key: list(values) for key, values in link_stamp(step.outcome).items()}


def since(library: Library, answers: dict[str, Any], today: date) -> list[str]:
    """What the link's reader is told."""
    return [as_text(reason.words) for reason in next_step(library, answers, today).since]


def test_the_stamp_holds_the_edition_and_the_result(library: Library) -> None:
    """Ids and dates only: the sentences are made when the link is opened."""
    answers = stamped(library)
    assert answers["edition"] == ["2021-01"]
    assert answers["result"] == ["wait", "level-1", "2026-11-19", "2026-11-16"]


def test_a_link_says_nothing_while_its_result_is_the_same(library: Library) -> None:
    """Another day alone changes nothing, and the stamp is no unknown answer."""
    step = next_step(library, stamped(library), date(2026, 11, 18))
    assert step.since == ()
    assert step.ignored == ()


def test_a_link_says_when_time_has_changed_its_result(library: Library) -> None:
    """The reply date has passed since, so waiting is over."""
    moved_on = stamped(library) | {"sent": "2026-11-23"}
    assert since(library, moved_on, date(2026, 11, 21)) == [
        "The result was then: wait, Level 1: Team Manager, reply date Thursday 19 November 2026. "
        "It was made on Monday 16 November 2026.",
        "It is now: act now, Level 2: Service Manager, reply date Monday 30 November 2026.",
    ]


def test_a_link_of_another_edition_says_so_at_every_step(library: Library) -> None:
    """Also where its answers no longer reach a result."""
    answers = stamped(library) | {"edition": "2015-01"}
    del answers["higher"]
    for given in (answers, answers | {"higher": "no"}):
        (said,) = since(library, given, MADE)
        assert said.startswith("This link was made with another edition of the document. This guide now uses ")


def test_an_older_edition_that_the_policy_names_is_named(library: Library) -> None:
    """With what the policy says has changed."""
    policy = library.policies["dorset"]
    now = replace(policy.editions[-1], changes="Level 2 has 7 working days.")
    older = replace(now, id="2015-01", label="January 2015", changes=None, described_here=False)
    known = library.with_policy(replace(policy, editions=(older, now)))
    said = since(known, stamped(library) | {"edition": "2015-01"}, MADE)
    assert said[0].startswith('This link was made with the edition "January 2015".')
    assert said[1] == "What changed with it: Level 2 has 7 working days."


@pytest.mark.parametrize(
    "result",
    [
        "wait",
        ["wait", "level-1"],
        ["sleep", "level-1", "2026-11-19", "2026-11-16"],
        ["wait", "level-9", "2026-11-19", "2026-11-16"],
        ["wait", "level-1", "soon", "2026-11-16"],
        ["wait", "level-2", "2026-11-19", "yesterday"],
        [],
    ],
)
def test_a_stamp_that_cannot_be_read_says_nothing_and_does_no_harm(library: Library, result: str | list[str]) -> None:
    """Somebody may cut a link short; its answers still count."""
    step = next_step(library, stamped(library) | {"result": result}, MADE)
    assert step.since == ()
    assert step.outcome
