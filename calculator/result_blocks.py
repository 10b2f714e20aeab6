"""The typed blocks of which a result is drawn, and their plain form.

Whoever draws a result needs these alone: a page, a print-out, plain text. A line is a sequence of text and dates, so
that dates can be marked up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from calculator.lookup import Citation
from calculator.month_calendar import Month, MonthDay
from calculator.plain_dates import Words, long_date, words_as_plain
from calculator.results import citation_results
from calculator.working_days import LedgerDay


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: text and dates in order, with the clauses behind it."""

    parts: Words
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A list of lines; `ordered` if the order matters."""

    lines: tuple[Line, ...]
    ordered: bool = False
    title: str | None = None
    """A heading of its own, for example whose words the lines are."""
    kind: str = "lines"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The reply date, or why there is none."""

    label: str
    due: date | None
    notes: tuple[Line, ...]
    kind: str = "due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Posts:
    """The recipients of one kind; `none` is shown where there are none."""

    recipients: str
    """`to`, `copy`, `notify` or `consult`."""
    label: str
    posts: tuple[Line, ...]
    notes: tuple[Line, ...] = ()
    none: str
    kind: str = "posts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Every day from receipt to the reply date, as a list and as months."""

    days: tuple[LedgerDay, ...]
    months: tuple[Month, ...]
    kind: str = "days"


@dataclass(frozen=True, slots=True, kw_only=True)
class RungEvent:
    """Something that happened or will happen at a level, on a day."""

    event: str
    """`received`, `due`, `replied`, `late` or `today`."""
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One level on the drawn ladder."""

    name: str
    state: str
    """`passed`, `now` or `next`."""
    limit: str
    events: tuple[RungEvent, ...]
    """In the order of their days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rungs:
    """The whole ladder with its dates."""

    rungs: tuple[Rung, ...]
    kind: str = "rungs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """How much of the total time is used: a bar, and the same in words."""

    used: int
    at_due: int | None
    total: int
    lines: tuple[Line, ...]
    kind: str = "gauge"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyRow:
    """One reply date of several; `count` escalations share it."""

    received: date
    count: int
    due: date | None
    standing: str
    """How it stands today, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies:
    """Several reply dates, the earliest first."""

    rows: tuple[ReplyRow, ...]
    kind: str = "replies"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A contradiction or gap with its readings."""

    ref: str
    title: str
    text: str
    readings: tuple[Line, ...]
    treatment: str
    address: str
    kind: str = "flag"


Block = Lines | Due | Posts | Days | Rungs | Gauge | Replies | Flag


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A titled group of blocks; sections without blocks are left out."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    folded: bool = False
    """True for long parts that most readers do not need at once."""
    on_paper: bool = True
    """False for what a reader on paper can do without: the page has it."""


def line(*parts: str | date, citations: tuple[Citation, ...] = ()) -> Line:
    """Make a line of its parts in order."""
    return Line(parts=parts, citations=citations)


def sections_as_plain(sections: Iterable[Section]) -> list[dict[str, Any]]:
    """Return sections as JSON values; each date becomes `{"date": ISO, "text": long form}`."""
    return [
        {
            "id": section.id,
            "title": section.title,
            "folded": section.folded,
            "on_paper": section.on_paper,
            "blocks": [_block_as_plain(block) for block in section.blocks],
        }
        for section in sections
    ]


def _block_as_plain(block: Block) -> dict[str, Any]:
    content: dict[str, Any]
    match block:
        case Lines():
            content = {"title": block.title, "lines": _lines_as_plain(block.lines), "ordered": block.ordered}
        case Due():
            content = {"label": block.label, "due": _date_as_plain(block.due), "notes": _lines_as_plain(block.notes)}
        case Posts():
            content = {
                "recipients": block.recipients,
                "label": block.label,
                "posts": _lines_as_plain(block.posts),
                "notes": _lines_as_plain(block.notes),
                "none": block.none,
            }
        case Days():
            content = {
                "days": [_day_as_plain(day) for day in block.days],
                "months": [_month_as_plain(month) for month in block.months],
            }
        case Rungs():
            content = {"rungs": [_rung_as_plain(rung) for rung in block.rungs]}
        case Gauge():
            content = {
                "used": block.used,
                "at_due": block.at_due,
                "total": block.total,
                "lines": _lines_as_plain(block.lines),
            }
        case Replies():
            content = {"rows": [_row_as_plain(row) for row in block.rows]}
        case Flag():
            content = {
                "ref": block.ref,
                "title": block.title,
                "text": block.text,
                "readings": _lines_as_plain(block.readings),
                "treatment": block.treatment,
                "address": block.address,
            }
    return {"kind": block.kind, **content}


def _lines_as_plain(lines: Iterable[Line]) -> list[dict[str, Any]]:
    return [
        {
            "parts": words_as_plain(line.parts),
            "citations": citation_results(line.citations),
        }
        for line in lines
    ]


def _day_as_plain(day: LedgerDay) -> dict[str, Any]:
    return {"date": _date_as_plain(day.date), "counted": day.counted, "reason": day.reason}


def _rung_as_plain(rung: Rung) -> dict[str, Any]:
    return {
        "name": rung.name,
        "state": rung.state,
        "limit": rung.limit,
        "events": [{"event": event.event, "parts": words_as_plain(event.words)} for event in rung.events],
    }


def _month_as_plain(month: Month) -> dict[str, Any]:
    return {
        "title": month.title,
        "weeks": [[cell and _cell_as_plain(cell) for cell in week] for week in month.weeks],
    }


def _cell_as_plain(cell: MonthDay) -> dict[str, Any]:
    return {"number": cell.number, "mark": cell.mark, "text": cell.text}


def _row_as_plain(row: ReplyRow) -> dict[str, Any]:
    return {
        "received": _date_as_plain(row.received),
        "count": row.count,
        "due": _date_as_plain(row.due),
        "standing": row.standing,
    }


def _date_as_plain(day: date | None) -> dict[str, str] | None:
    return {"date": day.isoformat(), "text": long_date(day)} if day else None


def filled(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Return the sections that hold something: lines without a line are nothing."""
    return tuple(section for section in sections if any(_holds_something(block) for block in section.blocks))


def _holds_something(block: Block) -> bool:
    return not (isinstance(block, Lines) and not block.lines)
