"""Facts and worked examples that hand-written pages call for by id, so that no number is written twice."""

from __future__ import annotations

from datetime import date

from calculator.library import Library
from calculator.lookup import find_level, level_label, unknown
from calculator.model import FactId, National
from calculator.reply_date import reply_date
from macros.page_parts import Block, Link, Paragraphs, Quotation, Row, Strong, Table, line
from macros.statements import fact_lines, page_of


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
