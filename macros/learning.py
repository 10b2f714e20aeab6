"""What the path for new IROs takes from the policies: facts, worked dates, and what each document says on a subject."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from calculator.ladder import LevelDates, climb, first_formal_level
from calculator.library import Library
from calculator.lookup import cite, find_level, level_label, unknown
from calculator.model import FactId, National, Policy
from calculator.plain_dates import long_date
from calculator.reply_date import reply_date
from macros.page_parts import (
    NOTHING_STATED,
    Block,
    Field,
    Line,
    Link,
    Note,
    Paragraphs,
    Quotation,
    Row,
    Strong,
    Table,
    line,
)
from macros.statements import answering_posts, capital, fact_lines, level_link, page_of, said, section_anchor


def facts(national: National, ids: tuple[FactId, ...]) -> Quotation:
    """Return facts of law and guidance, set off from the page's own words; raises UnknownName for an unknown id."""
    known = {fact.id for fact in national.facts}
    for key in ids:
        if key not in known:
            raise unknown("fact", key, sorted(known))
    return Quotation(lines=fact_lines(national, ids))


def counting_example(library: Library, authority: str, level_id: str, received: str) -> tuple[Block, ...]:
    """Return the reply date of one level for a concern received on an ISO date, with every day from there to it."""
    policy = library.policy(authority)
    level = find_level(policy, level_id)
    reply = reply_date(policy, level, date.fromisoformat(received), library.calendar)
    if reply.due is None:
        raise ValueError(f"{authority} states no limit for {level_id}, so there is no date to work out")
    sentence = line(
        "In ",
        Link(policy.name, f"{page_of(policy)}#{level.id}"),
        f", {level_label(policy, level)} has ",
        Strong(str(reply.limit)),
        ". A concern received on ",
        reply.received,
        " is due by ",
        reply.due,
        ".",
        citations=reply.citations,
    )
    rows = tuple(
        Row(cells=((line(day.date),), (line("Yes" if day.counted else "No"),), (line(day.reason),)))
        for day in reply.ledger
    )
    table = Table(caption="The days one by one", columns=("Day", "Counted", "Why"), rows=rows)
    return (Paragraphs(lines=(sentence,)), table)


def ladder_example(library: Library, authority: str, start: str) -> tuple[Block, ...]:
    """Return an authority's ladder with the dates that follow if the formal process starts on an ISO date."""
    policy, day = library.policy(authority), date.fromisoformat(start)
    ladder = climb(policy, library.national, day, library.calendar, start_level=first_formal_level(policy).id)
    reached = tuple(_rung_row(policy, one) for one in ladder.levels if one.received)
    sentence = line(
        "Say that a concern reaches ",
        level_link(policy, ladder.start_level.id),
        " in ",
        Link(policy.name, page_of(policy)),
        " on ",
        day,
        ". If every manager takes the whole time, and you move on each time it runs out, these are the dates.",
    )
    columns = (
        capital(policy.words.level),
        "Answers",
        "Time to reply",
        "Received",
        "Reply due by",
        "Working days so far",
    )
    caption = f"The ladder of {policy.name} from {long_date(day)}"
    return (Paragraphs(lines=(sentence,)), Table(caption=caption, columns=columns, rows=reached))


def _rung_row(policy: Policy, dates: LevelDates) -> Row:
    level, so_far = dates.level, dates.cumulative_working_days
    return Row(
        cells=(
            (line(Link(level.name, f"{page_of(policy)}#{level.id}")),),
            (line(answering_posts(policy, level)),),
            (line(Strong(str(level.reply.within))),),
            _day(dates.received),
            _day(dates.due),
            (line(str(so_far)) if so_far is not None else line(Note("no date")),),
        )
    )


def _day(day: date | None) -> tuple[Line, ...]:
    return (line(day) if day else line(Note("no date")),)


def documents_say(library: Library, subject: str) -> dict[str, Any]:
    """Return a title, and what each authority's document says on a subject of SUBJECTS; raises UnknownName."""
    if subject not in SUBJECTS:
        raise unknown("subject", subject, SUBJECTS)
    title, lines = SUBJECTS[subject]
    fields = tuple(
        Field(label=policy.name, lines=lines(policy) or (NOTHING_STATED,)) for policy in library.policies.values()
    )
    return {"title": f"{title}: what each document says", "fields": fields}


def _ways_in(policy: Policy) -> tuple[Line, ...]:
    entries = tuple(line("Starts at ", level_link(policy, level), ".") for level in policy.entry)
    formal = first_formal_level(policy)
    if formal.id in policy.entry:
        return entries
    return (*entries, line("The formal process starts at ", level_link(policy, formal.id), "."))


def _passing_over(policy: Policy) -> tuple[Line, ...]:
    return tuple(line(bypass.text, citations=cite(policy, bypass.cite)) for bypass in policy.bypass)


def _changes(policy: Policy) -> tuple[Line, ...]:
    lists = policy.significant_changes.lists if policy.significant_changes else ()
    return tuple(
        line(
            Link(part.title, f"{page_of(policy)}#changes-{part.id}"),
            f": {len(part.items)} changes.",
            citations=cite(policy, part.cite),
        )
        for part in lists
    )


def _rights(policy: Policy) -> tuple[Line, ...]:
    return said(policy, policy.human_rights.tests) if policy.human_rights else ()


def _cafcass(policy: Policy) -> tuple[Line, ...]:
    return tuple(line(rule.text, citations=cite(policy, rule.cite)) for rule in policy.cafcass)


def _legal_advice(policy: Policy) -> tuple[Line, ...]:
    return tuple(line(rule.text, citations=cite(policy, rule.cite)) for rule in policy.legal_advice)


def _records(policy: Policy) -> tuple[Line, ...]:
    records = [*policy.records, *(record for level in policy.levels for record in level.records)]
    systems = dict.fromkeys(record.system for record in records if record.system)
    kinds = dict.fromkeys(str(record.kind) for record in records)
    named = (line(f"Record systems that it names: {', '.join(systems)}."),) if systems else ()
    asked = (line(f"Kinds of record: {', '.join(kinds)}. ", _records_link(policy)),) if kinds else ()
    return (*named, *asked)


def _records_link(policy: Policy) -> Link:
    return Link("See each record", f"{page_of(policy)}#{section_anchor(policy, 'records')}")


SUBJECTS: dict[str, tuple[str, Callable[[Policy], tuple[Line, ...]]]] = {
    "ways-in": ("Where it starts", _ways_in),
    "passing-over": ("Skipping a level", _passing_over),
    "changes": ("Lists of changes", _changes),
    "rights": ("Human rights", _rights),
    "cafcass": ("Cafcass", _cafcass),
    "legal-advice": ("Independent legal advice", _legal_advice),
    "records": ("Records", _records),
}
"""What a page can ask for, each with its name and the function that takes it from a policy."""
