"""Reply dates of the five policies: readings, silence, other timescales, and the limits of the calendar."""

from __future__ import annotations

from datetime import date

import pytest

from calculator.library import Library
from calculator.lookup import find_level
from calculator.model import Limit
from calculator.reply_date import BadTimescale, ReplyDate, SetTimescale, reply_date, split_days

MONDAY = date(2026, 1, 5)


def reply(
    library: Library, authority: str, level: str, received: date, timescale: SetTimescale | None = None
) -> ReplyDate:
    """The reply date at one level."""
    policy = library.policies[authority]
    return reply_date(policy, find_level(policy, level), received, library.calendar, timescale)


@pytest.mark.parametrize("stage", ["stage-1", "stage-2", "stage-3", "stage-4"])
def test_tower_hamlets_shows_days_and_working_days_earliest_first(library: Library, stage: str) -> None:
    """The prose's working days are the main reading; the chart's days stand before it, being earlier."""
    result = reply(library, "tower-hamlets", stage, MONDAY)
    assert result.due == date(2026, 1, 12)
    assert [(reading.reading, reading.due) for reading in result.readings] == [
        ("5 calendar days", date(2026, 1, 10)),
        ("5 working days", date(2026, 1, 12)),
    ]


def test_tower_hamlets_stage_5_has_no_date_but_a_second_reading(library: Library) -> None:
    """The chart leaves the limit blank; the opening sentence's limit is shown as a reading, not as the date."""
    result = reply(library, "tower-hamlets", "stage-5", MONDAY)
    assert result.due is None
    assert result.no_limit_reason
    assert [(reading.reading, reading.due) for reading in result.readings] == [
        ("5 working days", date(2026, 1, 12)),
        ("none stated", None),
    ]


def test_plain_days_are_split_into_both_readings() -> None:
    """A document that says only days gets both dates."""
    assert [str(limit) for limit in split_days(Limit.parse("3 days"))] == ["3 calendar days", "3 working days"]


@pytest.mark.parametrize(
    ("authority", "level"),
    [
        ("brent", "first-discussion"),
        ("brent", "head-of-safeguarding"),
        ("brent", "operational-director"),
        ("brent", "strategic-director"),
        ("brent", "chief-executive"),
        ("brent", "cafcass"),
        ("bedford-borough", "informal"),
        ("bedford-borough", "cafcass"),
        ("cpru", "stage-3"),
        ("cpru", "service-director"),
        ("cpru", "stage-4"),
        ("dorset", "informal"),
        ("dorset", "level-5"),
    ],
)
def test_a_level_without_a_limit_gives_no_date_and_says_why(library: Library, authority: str, level: str) -> None:
    """Silence is never filled with another level's limit."""
    result = reply(library, authority, level, MONDAY)
    assert result.due is None
    assert result.ledger == ()
    assert result.no_limit_reason


def test_a_timescale_that_was_set_takes_the_place_of_the_limit(library: Library) -> None:
    """The policy's own date stays visible beside it."""
    result = reply(library, "bedford-borough", "level-1", MONDAY, SetTimescale(working_days=2))
    assert result.due == date(2026, 1, 7)
    assert result.timescale_allowed is True
    assert [reading.due for reading in result.readings] == [date(2026, 1, 7), date(2026, 1, 12)]


def test_a_set_date_is_counted_day_by_day(library: Library) -> None:
    """The ledger runs to the date that was set, also if that is a Saturday."""
    result = reply(library, "dorset", "level-2", MONDAY, SetTimescale(until=date(2026, 1, 10)))
    assert result.due == date(2026, 1, 10)
    assert [day.counted for day in result.ledger] == [False, True, True, True, True, False]


def test_a_timescale_that_the_policy_does_not_provide_for_is_marked(library: Library) -> None:
    """Brent's team manager has 3 working days, and the document gives nobody leave to change that."""
    result = reply(library, "brent", "team-manager", MONDAY, SetTimescale(working_days=9))
    assert result.timescale_allowed is False


@pytest.mark.parametrize(
    "timescale",
    [
        SetTimescale(working_days=0),
        SetTimescale(working_days=261),
        SetTimescale(until=date(2026, 1, 4)),
        SetTimescale(),
        SetTimescale(working_days=2, until=date(2026, 1, 9)),
    ],
)
def test_an_impossible_timescale_is_refused(library: Library, timescale: SetTimescale) -> None:
    """Zero days, a date before receipt, and both or neither at once are errors with a message."""
    with pytest.raises(BadTimescale):
        reply(library, "bedford-borough", "level-1", MONDAY, timescale)


@pytest.mark.parametrize(("received", "confirmed"), [(date(2028, 12, 20), True), (date(2028, 12, 22), False)])
def test_a_date_past_the_announced_bank_holidays_is_not_confirmed(
    library: Library, received: date, confirmed: bool
) -> None:
    """The last days of 2028 are announced; 2029 is computed and may still change."""
    assert reply(library, "dorset", "level-1", received).confirmed is confirmed


@pytest.mark.parametrize("authority", ["brent", "bedford-borough", "cpru", "tower-hamlets", "dorset"])
def test_every_level_has_a_date_or_a_reason_and_its_places(library: Library, authority: str) -> None:
    """No result is bare: a due date or the reason for none, and always a citation."""
    for level in library.policies[authority].levels:
        result = reply(library, authority, level.id, MONDAY)
        assert (result.due is None) == bool(result.no_limit_reason)
        assert result.citations
