"""One concern on every ladder: the dates of each authority's levels from the same start, drawn and as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from calculator.ladder import Ladder, LevelDates, climb
from calculator.library import Library
from calculator.model import Policy
from calculator.plain_dates import MONTHS, long_date
from calculator.working_days import ONE_DAY, add_working_days
from macros.compare_features import CAP_ANSWERS
from macros.page_parts import Line, Link, Note, Row, Strong, Table, line
from macros.statements import level_link, page_of

LEFT = 8
DAY_WIDTH = 24
LANE_HEIGHT = 62
TOP = 34
BAR_HEIGHT = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One level with its limit, from the day of receipt to the reply date."""

    x: int
    width: int
    label: str
    due: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One authority's row of the drawing."""

    name: str
    y: int
    bars: tuple[Bar, ...]
    end_x: int
    stop: str | None
    """The first level that has no date, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The drawing of all ladders: lanes, days that do not count, and the Handbook's total."""

    title: str
    width: int
    height: int
    lanes: tuple[Lane, ...]
    off: tuple[int, ...]
    """The left edges of the days that do not count."""
    weeks: tuple[tuple[int, str], ...]
    """The left edge of each Monday, with its date."""
    total_x: int
    total: str
    day_width: int = DAY_WIDTH
    lane_height: int = LANE_HEIGHT
    bar_height: int = BAR_HEIGHT
    top: int = TOP


def ladders_from(library: Library, start: date) -> dict[str, Ladder]:
    """Return every authority's ladder, its first formal level receiving the concern on `start`."""
    return {key: climb(policy, library.national, start, library.calendar) for key, policy in library.policies.items()}


def five_ladders_table(library: Library, start: date) -> Table:
    """Return a row for each step, a column for each authority."""
    ladders = ladders_from(library, start)
    climbs = {key: _climbed(ladder) for key, ladder in ladders.items()}
    steps = max(len(levels) for levels in climbs.values())
    rows = [
        Row(
            cells=(
                (line(f"Step {number + 1}"),),
                *(_step(library.policies[key], levels, number) for key, levels in climbs.items()),
            )
        )
        for number in range(steps)
    ]
    sums = tuple(_sum(library.policies[key], ladder) for key, ladder in ladders.items())
    rows.append(Row(cells=((line("The formal levels together"),), *sums)))
    return Table(
        caption=f"The same concern on every ladder, received on {long_date(start)}",
        columns=("Step", *(policy.name for policy in library.policies.values())),
        rows=tuple(rows),
    )


def _climbed(ladder: Ladder) -> tuple[LevelDates, ...]:
    """Return the levels from the start level on."""
    ids = [row.level.id for row in ladder.levels]
    return ladder.levels[ids.index(ladder.start_level.id) :]


def _step(policy: Policy, levels: tuple[LevelDates, ...], number: int) -> tuple[Line, ...]:
    if number >= len(levels):
        return (line(Note("No further step")),)
    row = levels[number]
    name = line(level_link(policy, row.level.id))
    if row.due is None:
        return (name, line("No date: ", Note(str(row.level.reply.within))), *_other_readings(row))
    days = f"{row.cumulative_working_days} working days after the start"
    return (name, line("Reply by ", row.due), line(Note(days)), *_other_readings(row))


def _other_readings(row: LevelDates) -> tuple[Line, ...]:
    readings = row.reply.readings if row.reply else ()
    return tuple(
        line("Or by ", reading.due, Note(f", if it is read as {reading.reading}"))
        for reading in readings
        if reading.due and reading.due != row.due
    )


def _sum(policy: Policy, ladder: Ladder) -> tuple[Line, ...]:
    total = Link(f"{ladder.whole_working_days} working days", f"{page_of(policy)}#total")
    return (line(Strong("Sum: "), total), line(CAP_ANSWERS[ladder.whole_within_cap]))


def five_ladders_drawing(library: Library, start: date) -> Drawing:
    """Return the drawing: a lane for each authority over a common line of days."""
    ladders = ladders_from(library, start)
    cap = library.national.formal_total
    assert cap.value is not None
    total_day = add_working_days(start, cap.value, library.calendar)
    last = max([total_day, *(row.due for ladder in ladders.values() for row in ladder.levels if row.due)])
    days = [start + timedelta(days=number) for number in range((last - start).days + 8)]
    return Drawing(
        title=f"The same concern on each ladder, received on {long_date(start)}",
        width=_x(days[-1] + ONE_DAY, start) + LEFT,
        height=TOP + LANE_HEIGHT * len(ladders),
        lanes=tuple(
            _lane(library.policies[key], ladder, start, TOP + LANE_HEIGHT * number)
            for number, (key, ladder) in enumerate(ladders.items())
        ),
        off=tuple(_x(day, start) for day in days if not library.calendar.is_working_day(day)),
        weeks=tuple((_x(day, start), _axis_date(day)) for day in days if day.weekday() == 0),
        total_x=_x(total_day + ONE_DAY, start),
        total=f"{cap}, {long_date(total_day)}",
    )


def _axis_date(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def _x(day: date, start: date) -> int:
    return LEFT + DAY_WIDTH * (day - start).days


def _lane(policy: Policy, ladder: Ladder, start: date, y: int) -> Lane:
    climbed = _climbed(ladder)
    dated = [row for row in climbed if row.received and row.due]
    bars = tuple(_bar(policy, row, number, start) for number, row in enumerate(dated, start=1))
    stopped = climbed[len(dated)] if len(dated) < len(climbed) else None
    return Lane(
        name=policy.name,
        y=y,
        bars=bars,
        end_x=bars[-1].x + bars[-1].width if bars else LEFT,
        stop=f"{stopped.level.name}: {stopped.level.reply.within}" if stopped else None,
    )


def _bar(policy: Policy, row: LevelDates, number: int, start: date) -> Bar:
    assert row.received and row.due
    first = row.received if number == 1 else row.received + ONE_DAY
    return Bar(
        x=_x(first, start),
        width=_x(row.due + ONE_DAY, start) - _x(first, start),
        label=str(number),
        due=_axis_date(row.due),
        title=f"{row.level.name}: {row.level.reply.within}",
    )
