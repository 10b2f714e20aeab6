"""The whole ladder from a start date, and the comparison with the Handbook's 20 working days."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from calculator.ladder import Ladder, climb
from calculator.library import Library
from calculator.lookup import UnknownName
from calculator.model import Limit
from calculator.reply_date import SetTimescale

START = date(2026, 1, 5)


def ladder(library: Library, authority: str, start: date = START, level: str | None = None) -> Ladder:
    """The ladder of one authority."""
    return climb(library.policies[authority], library.national, start, library.calendar, start_level=level)


@pytest.mark.parametrize(
    ("authority", "total", "within"),
    [
        ("brent", 18, "not_fixed"),
        ("bedford-borough", 20, "yes"),
        ("cpru", 10, "not_fixed"),
        ("tower-hamlets", 20, "not_fixed"),
        ("dorset", 20, "yes"),
    ],
)
def test_the_formal_levels_are_compared_with_the_handbook(
    library: Library, authority: str, total: int, within: str
) -> None:
    """Brent's team manager counts, informal and outside levels do not; a missing limit leaves it open."""
    result = ladder(library, authority)
    assert (result.total_working_days, result.within_cap) == (total, within)


def test_limits_over_the_cap_are_called_over_even_if_one_is_missing(library: Library) -> None:
    """Once the stated limits alone pass 20 working days, no missing limit can bring them back."""
    brent = library.policies["brent"]
    levels = tuple(
        dataclasses.replace(level, reply=dataclasses.replace(level.reply, within=Limit.parse("13 working days")))
        if level.id == "head-of-service"
        else level
        for level in brent.levels
    )
    longer = dataclasses.replace(brent, levels=levels)
    result = climb(longer, library.national, START, library.calendar)
    assert (result.total_working_days, result.within_cap) == (21, "no")


def test_each_level_is_received_on_the_day_the_one_below_expires(library: Library) -> None:
    """Bedford Borough from 5 January 2026: four times five working days."""
    rows = [
        (row.level.id, row.received, row.due, row.cumulative_working_days)
        for row in ladder(library, "bedford-borough").levels
    ]
    assert rows == [
        ("informal", None, None, None),
        ("level-1", date(2026, 1, 5), date(2026, 1, 12), 5),
        ("level-2", date(2026, 1, 12), date(2026, 1, 19), 10),
        ("level-3", date(2026, 1, 19), date(2026, 1, 26), 15),
        ("level-4", date(2026, 1, 26), date(2026, 2, 2), 20),
        ("cafcass", date(2026, 2, 2), None, None),
    ]


def test_a_level_without_a_limit_stops_the_dates(library: Library) -> None:
    """Brent's non-line Head has no limit, so nothing above carries a date."""
    rows = {row.level.id: row for row in ladder(library, "brent").levels}
    assert rows["head-of-safeguarding"].received == rows["head-of-service"].due == date(2026, 1, 29)
    assert rows["head-of-safeguarding"].due is None
    assert rows["operational-director"].received is None


def test_the_walk_may_start_higher_or_informally(library: Library) -> None:
    """A start level above leaves out those below; CPRU's informal limit runs but does not count towards the total."""
    higher = ladder(library, "dorset", level="level-3")
    assert [row.received for row in higher.levels[:3]] == [None, None, None]
    assert higher.total_working_days == 10
    informal = ladder(library, "cpru", level="informal")
    assert informal.levels[1].cumulative_working_days == 10
    assert informal.total_working_days == 10


def test_a_set_timescale_moves_the_levels_above_but_not_the_total(library: Library) -> None:
    """What was agreed once is no part of the document's own sum."""
    policy = library.policies["dorset"]
    result = climb(
        policy,
        library.national,
        START,
        library.calendar,
        start_level="level-1",
        timescale=SetTimescale(working_days=8),
    )
    assert result.levels[2].received == date(2026, 1, 15)
    assert result.total_working_days == 20


def test_an_unknown_start_level_is_refused_with_the_nearest(library: Library) -> None:
    """The message names what exists."""
    with pytest.raises(UnknownName, match=r"Did you mean level-1\?"):
        ladder(library, "dorset", level="levle-1")
