"""An outcome as sections that a page, a print-out or plain text can draw.

Every sentence of a result is made by the engine, from the policy and the outcome; whoever draws it adds none.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from calculator.answer_explanation import answer_sections
from calculator.change_explanation import change_sections
from calculator.ladder import Ladder
from calculator.library import Library
from calculator.lookup import (
    Citation,
    cite,
    cite_formal_total,
    cite_national,
    conflicts_touching,
    described_edition,
    find_level,
    level_label,
    raised_by_others,
    role_words,
)
from calculator.model import (
    Conflict,
    DutyTime,
    Level,
    LimitUnit,
    Policy,
    Recipient,
    Record,
    RoleId,
    RouteCause,
    Statement,
    Tier,
    YesNo,
)
from calculator.month_calendar import months_of
from calculator.national_lines import national_lines
from calculator.outcome import CAFCASS_FOR_CHILD, Journey, Outcome, RunningClock, Status
from calculator.plain_dates import Words
from calculator.result_blocks import Block, Days, Flag, Line, Lines, Section, filled, line
from calculator.result_words import CAP_WORDS, NONE_STATED, ROUTE_WORDS
from calculator.timeline import gauge, timeline


def explain(outcome: Outcome, library: Library) -> tuple[Section, ...]:
    """Return the outcome's sections, the most important first."""
    return (*answer_sections(outcome, library), *other_sections(outcome, library))


def other_sections(outcome: Outcome, library: Library) -> tuple[Section, ...]:
    """Return the sections that stand below the answer."""
    sections = change_sections(outcome, library) if outcome.changes else _level_sections(outcome, library)
    closing = (
        Section(id="why", title="Why this is the result", blocks=(_reasons(outcome),)),
        Section(id="conflicts", title="Gaps and contradictions that touch this result", blocks=_flags(outcome)),
        Section(id="source", title="What this result is built on", blocks=(_source(outcome, library),)),
    )
    return filled((*sections, *closing))


# Lines


def _stated(policy: Policy, statements: Iterable[Statement]) -> tuple[Line, ...]:
    return tuple(line(statement.text, citations=cite(policy, statement.cite)) for statement in statements)


def _titles(policy: Policy, roles: Iterable[RoleId]) -> str:
    return ", ".join(role_words(policy, role) for role in roles)


# Sections of a result that is about a level


def _level_sections(outcome: Outcome, library: Library) -> tuple[Section, ...]:
    level = outcome.level
    if level is None:
        standing = _standing_sections(outcome, library) if outcome.journey is Journey.CONCERN else ()
        return (_instead(outcome), *standing)
    if outcome.status is Status.RECORD_AND_CLOSE:
        return (Section(id="records", title="Record", blocks=(_closing_records(outcome.policy, level),)),)
    if outcome.journey is Journey.RECEIVED:
        return _received_sections(outcome, level, library)
    return _concern_sections(outcome, level, library)


def _received_sections(outcome: Outcome, level: Level, library: Library) -> tuple[Section, ...]:
    which = " for the first" if outcome.several else ""
    following = Section(
        id="next", title=f"What happens next{which}", blocks=(Lines(lines=_what_follows(outcome, level)),)
    )
    return (
        *_answering_sections(outcome, level),
        _days_section(outcome),
        following,
        Section(id="ladder", title=f"The whole ladder{which}", blocks=_ladder_blocks(outcome, level, library)),
    )


def _concern_sections(outcome: Outcome, level: Level, library: Library) -> tuple[Section, ...]:
    running = outcome.status in (Status.DO_NOW, Status.WAIT)
    others = Lines(lines=_other_levels(outcome, library))
    return (
        Section(id="clocks", title="Other time limits that run", blocks=(Lines(lines=_clock_lines(outcome)),)),
        *(_sending_sections(outcome, level) if outcome.status is Status.DO_NOW else ()),
        *(_answering_sections(outcome, level) if running else ()),
        _days_section(outcome),
        Section(id="next", title="If it is not resolved", blocks=(Lines(lines=_what_follows(outcome, level)),)),
        Section(id="other", title="Other levels open to you", blocks=(others,), on_paper=False),
        Section(id="ladder", title="The whole ladder", blocks=_ladder_blocks(outcome, level, library)),
        *((_duties_section(outcome.policy, level),) if running else ()),
        *_standing_sections(outcome, library),
    )


def _instead(outcome: Outcome) -> Section:
    """Return what the document names for a concern that it keeps out of the procedure."""
    exclusion = outcome.exclusion
    lines: tuple[Line, ...] = ()
    if exclusion:
        text = exclusion.instead or "The document does not say what to do instead."
        lines = (line(text, citations=cite(outcome.policy, exclusion.cite)),)
    return Section(id="instead", title="What to do instead", blocks=(Lines(lines=lines),))


def _clock_lines(outcome: Outcome) -> tuple[Line, ...]:
    return tuple(line(*_clock_words(outcome, running), citations=running.citations) for running in outcome.clocks)


def _clock_words(outcome: Outcome, running: RunningClock) -> Words:
    clock = running.clock
    who = f" ({_titles(outcome.policy, clock.who)})" if clock.who else ""
    hour = " at the same hour" if clock.within.unit is LimitUnit.HOURS else ""
    over = " That time is over." if outcome.today > running.ends else ""
    limit = f"{clock.what.rstrip('.')}{who}: {clock.within}. "
    return (limit, "From the meeting on ", running.started, ", that runs until ", running.ends, f"{hour}.{over}")


def _days_section(outcome: Outcome) -> Section:
    title = "The days counted for the first" if outcome.several else "The days counted"
    return Section(id="days", title=title, blocks=_days(outcome))


def _sending_sections(outcome: Outcome, level: Level) -> tuple[Section, ...]:
    policy = outcome.policy
    before = "Before it is raised" if raised_by_others(policy, level) else "Before you send"
    return (
        Section(id="before", title=before, blocks=_before(outcome, level)),
        Section(id="how", title="How", blocks=(Lines(lines=_how(policy, level)),)),
        Section(id="records", title="Record", blocks=(Lines(lines=_records(policy, level.records)),)),
    )


def _answering_sections(outcome: Outcome, level: Level) -> tuple[Section, ...]:
    policy = outcome.policy
    return (
        Section(id="reply-must", title="What the reply must do", blocks=(Lines(lines=_reply_must(policy, level)),)),
        Section(id="meeting", title="Meeting", blocks=(Lines(lines=_meeting_lines(policy, level)),)),
        Section(id="more-time", title="Another timescale", blocks=(Lines(lines=_more_time(policy, level)),)),
    )


def _duties_section(policy: Policy, level: Level) -> Section:
    lines = (*_duty_lines(policy, level, DutyTime.WAITING), *_duty_lines(policy, level, DutyTime.ALWAYS))
    return Section(id="duties", title="Duties while it runs", blocks=(Lines(lines=lines),), folded=True, on_paper=False)


def _before(outcome: Outcome, level: Level) -> tuple[Block, ...]:
    """Return the duties on leaving the level before, the document's conditions, and the duties before it is used."""
    policy = outcome.policy
    conditions = [line(gate.text, citations=cite(policy, gate.cite)) for gate in outcome.gates]
    if outcome.bypass:
        conditions.append(line(outcome.bypass.text, citations=cite(policy, outcome.bypass.cite)))
    conditions += _stated(policy, level.opens_when)
    left = outcome.moves_on_from
    blocks = (
        Lines(lines=_duty_lines(policy, left, DutyTime.MOVING_ON) if left else (), title="When you move on"),
        Lines(lines=tuple(conditions), title="When the document opens it"),
        Lines(lines=_duty_lines(policy, level, DutyTime.BEFORE)),
    )
    return tuple(block for block in blocks if block.lines)


def _how(policy: Policy, level: Level) -> tuple[Line, ...]:
    lines = []
    if level.sent_by:
        senders = " or ".join(role_words(policy, role) for role in level.sent_by)
        lines.append(line(f"Raised by: {senders}.", citations=cite(policy, level.cite)))
    if level.how:
        lines.append(line(f"Ways that the document names: {', '.join(level.how)}.", citations=cite(policy, level.cite)))
    for form in policy.forms:
        if form.id in level.forms:
            who = f", completed by {_titles(policy, form.completed_by)}" if form.completed_by else ""
            lines.append(line(f'Form: "{form.title}"{who}.', citations=cite(policy, form.cite)))
    lines += _stated(policy, level.steps)
    for message in policy.messages:
        if level.id in message.levels:
            lines += _message_lines(policy, message.subject, message.contents, cite(policy, message.cite))
    for clock in level.clocks:
        who = f" ({_titles(policy, clock.who)})" if clock.who else ""
        lines.append(line(f"{clock.what.rstrip('.')}{who}: {clock.within}.", citations=cite(policy, clock.cite)))
    receipt = {"Receipt acknowledged by": level.acknowledge, "Logged by": level.log}
    for what, recipients in receipt.items():
        lines += [
            line(f"{what}: {_logged(policy, recipient)}.", citations=cite(policy, recipient.cite or level.cite))
            for recipient in recipients
        ]
    return (*lines, *_duty_lines(policy, level, DutyTime.RAISING))


def _logged(policy: Policy, recipient: Recipient) -> str:
    title = role_words(policy, recipient.role)
    return f"{title} ({recipient.when.rstrip('.')})" if recipient.when else title


def _meeting_lines(policy: Policy, level: Level) -> tuple[Line, ...]:
    lines: list[Line] = []
    for meeting in level.meetings:
        text = f"{meeting.need.capitalize()}: {meeting.purpose.rstrip('.')}."
        lines.append(line(text, citations=cite(policy, meeting.cite)))
        who = {"Convened by": meeting.convened_by, "Chaired by": meeting.chaired_by}
        who |= {"Attended by": meeting.attended_by, "Attended in part by": meeting.attends_in_part}
        lines += [line(f"{what}: {_titles(policy, roles)}.") for what, roles in who.items() if roles]
        lines += [line(meeting.minutes)] if meeting.minutes else []
        lines += _stated(policy, meeting.notes)
    return tuple(lines)


def _message_lines(
    policy: Policy, subject: str | None, contents: tuple[str, ...], citations: tuple[Citation, ...]
) -> list[Line]:
    lines = [line(f"Subject line: {subject}", citations=citations)] if subject else []
    return lines + [line(f"Message: {content}", citations=citations) for content in contents]


def _reply_must(policy: Policy, level: Level) -> tuple[Line, ...]:
    return (*_stated(policy, level.reply.must), *_duty_lines(policy, level, DutyTime.REPLYING))


def _more_time(policy: Policy, level: Level) -> tuple[Line, ...]:
    text = level.reply.another_timescale_text
    return (line(text, citations=cite(policy, level.reply.cite)),) if text else ()


def _duty_lines(policy: Policy, level: Level, when: DutyTime) -> tuple[Line, ...]:
    return tuple(
        line(f"{_titles(policy, duty.who)} ({duty.force}): {duty.text}", citations=cite(policy, duty.cite))
        for duty in policy.duties
        if duty.when is when and (not duty.levels or level.id in duty.levels)
    )


def _records(policy: Policy, records: Iterable[Record]) -> tuple[Line, ...]:
    lines = []
    for record in (*records, *policy.records):
        title = f'{record.kind.capitalize()} "{record.title}": ' if record.title else ""
        system = f" Record system: {record.system}." if record.system else ""
        is_iros_alone = all(policy.roles[role].kind == "IRO" for role in record.by)
        by = "" if is_iros_alone else f" By: {_titles(policy, record.by)}."
        lines.append(line(f"{title}{record.text}{by}{system}", citations=cite(policy, record.cite)))
    return tuple(lines)


def _closing_records(policy: Policy, level: Level) -> Lines:
    duties = _duty_lines(policy, level, DutyTime.RESOLVED)
    return Lines(lines=(*duties, *_records(policy, level.records)))


def _days(outcome: Outcome) -> tuple[Block, ...]:
    ledger = outcome.reply.ledger if outcome.reply else ()
    return (Days(days=ledger, months=months_of(ledger)),) if ledger else ()


def _what_follows(outcome: Outcome, level: Level) -> tuple[Line, ...]:
    policy = outcome.policy
    lines = []
    if not level.leads_to:
        lines.append(line("The document names no step after this.", citations=cite(policy, level.cite)))
    for route in level.leads_to:
        if outcome.cafcass_for_child is not YesNo.YES and find_level(policy, route.level).tier is Tier.OUTSIDE:
            lines.append(line(CAFCASS_FOR_CHILD[outcome.cafcass_for_child], citations=cite(policy, route.cite)))
            continue
        target = level_label(policy, find_level(policy, route.level))
        text = f" {route.text}" if route.text else ""
        waits = route is level.leads_to[0] and route.when in (RouteCause.NOT_RESOLVED, RouteCause.NO_REPLY)
        after: tuple[str | date, ...] = (", after ", outcome.due) if outcome.due and waits else ()
        lines.append(line(ROUTE_WORDS[route.when], *after, f": {target}.{text}", citations=cite(policy, route.cite)))
    if outcome.journey is Journey.RECEIVED:
        return tuple(lines)
    return (*lines, *_duty_lines(policy, level, DutyTime.MOVING_ON))


def _other_levels(outcome: Outcome, library: Library) -> tuple[Line, ...]:
    policy = outcome.policy
    lines = []
    for other in outcome.other_levels:
        consult = f" Speak first to: {_titles(policy, other.consult)}." if other.consult else ""
        text = f"{level_label(policy, other.level)}. {other.terms}{consult}"
        lines.append(line(text, citations=other.citations))
    if outcome.cafcass_for_child is YesNo.YES:
        lines += national_lines(library, library.national.bypass_facts)
    return tuple(lines)


def _ladder_blocks(outcome: Outcome, level: Level, library: Library) -> tuple[Block, ...]:
    ladder, meter = outcome.ladder, outcome.meter
    bar = (gauge(meter),) if meter else ()
    total = (*_own_total(outcome.policy), *(_cap_lines(ladder, library) if ladder else ()))
    assumed = (line(LADDER_ASSUMPTION),) if ladder else ()
    flags = _part_flags(outcome, "total")
    return (timeline(outcome, level), *bar, Lines(lines=(*total, *assumed)), *flags)


LADDER_ASSUMPTION = (
    "These dates assume that every reply takes the whole limit and that the IRO moves on the same day. "
    "A level without a limit stops the dates."
)


def _own_total(policy: Policy) -> tuple[Line, ...]:
    total = policy.total
    if not total:
        return ()
    others = [
        line(f"Or read as {other.within}. {other.text}", citations=cite(policy, other.cite)) for other in total.readings
    ]
    return (line(total.text, citations=cite(policy, total.cite)), *others)


def _cap_lines(ladder: Ladder, library: Library) -> tuple[Line, ...]:
    total = line(
        f"The stated limits of this document's formal levels add up to {ladder.whole_working_days} working days. ",
        CAP_WORDS[ladder.whole_within_cap],
    )
    own = "" if ladder.cap_is_own else " This document prints no total, so that is only a cross-check."
    cap = line(
        f"The IRO Handbook sets a total of {ladder.cap} for them.{own}", citations=cite_formal_total(library.national)
    )
    return (total, cap)


# What always stands beside a result


def _standing_sections(outcome: Outcome, library: Library) -> tuple[Section, ...]:
    policy = outcome.policy
    nothing = (line(NONE_STATED),)
    cafcass = tuple(line(rule.text, citations=cite(policy, rule.cite)) for rule in policy.cafcass) or nothing
    if outcome.level and outcome.level.tier is Tier.OUTSIDE:
        cafcass += _stated(policy, policy.cafcass_notes)
    if outcome.cafcass_for_child is YesNo.YES:
        cafcass += national_lines(library, library.national.cafcass_facts)
    else:
        cafcass = (line(CAFCASS_FOR_CHILD[outcome.cafcass_for_child]), *cafcass)
    advice = tuple(line(rule.text, citations=cite(policy, rule.cite)) for rule in policy.legal_advice)
    return (
        _standing_section(outcome, "cafcass", "Cafcass under this policy", (Lines(lines=cafcass),)),
        _standing_section(outcome, "legal_advice", "Independent legal advice", (Lines(lines=advice or nothing),)),
        _standing_section(outcome, "human_rights", "Human rights", _rights_blocks(policy, library)),
    )


def _rights_blocks(policy: Policy, library: Library) -> tuple[Block, ...]:
    """Return what the policy says of human rights and what the law calls them, each marked as what it is."""
    rights = policy.human_rights
    said: tuple[Line, ...] = ()
    if rights:
        said = tuple(
            line(f'Article {article.number}: "{article.policy_words}".', citations=cite(policy, article.cite))
            for article in rights.articles
        )
        said += _stated(policy, rights.tests)
        said += tuple(
            line(f"An example that the policy gives: {example.label}.", citations=cite(policy, example.cite))
            for example in rights.examples
        )
    law = tuple(
        line(
            f'Article {article.number}: "{article.heading}".',
            citations=cite_national(library.national, article.cite),
        )
        for article in library.national.articles
    )
    return (
        Lines(lines=said or (line(NONE_STATED),), title="What the policy says"),
        Lines(lines=law, title="What the law calls them"),
    )


def _standing_section(outcome: Outcome, part: str, title: str, blocks: tuple[Block, ...]) -> Section:
    flags = _part_flags(outcome, part)
    return Section(id=part.replace("_", "-"), title=title, blocks=(*blocks, *flags), on_paper=False)


def _part_flags(outcome: Outcome, part: str) -> tuple[Flag, ...]:
    """Return the flags on a part that is shown beside the result and not already among the result's own."""
    own = {conflict.ref for conflict in outcome.conflicts}
    others = [conflict for conflict in conflicts_touching(outcome.policy, [part]) if conflict.ref not in own]
    return tuple(_flag(outcome.policy, conflict) for conflict in others)


# The closing sections


def _reasons(outcome: Outcome) -> Lines:
    return Lines(
        lines=tuple(line(*reason.words, citations=reason.citations) for reason in outcome.because), ordered=True
    )


def _flags(outcome: Outcome) -> tuple[Flag, ...]:
    return tuple(_flag(outcome.policy, conflict) for conflict in outcome.conflicts)


def _flag(policy: Policy, conflict: Conflict) -> Flag:
    return Flag(
        ref=conflict.ref,
        title=conflict.title,
        text=conflict.text,
        readings=tuple(line(reading.text, citations=cite(policy, reading.cite)) for reading in conflict.readings),
        treatment=conflict.treatment,
        address=f"authorities/{policy.id}/#conflict-{conflict.ref.lower()}",
    )


def _source(outcome: Outcome, library: Library) -> Lines:
    policy, calendar = outcome.policy, library.calendar
    edition = described_edition(policy)
    documents = "; ".join(f"{document.title} ({document.dated})" for document in policy.documents)
    counting = (
        line(
            f"Bank holidays: {calendar.source}, England and Wales, officially announced up to ",
            calendar.announced_until,
            ".",
        ),
        line("Working days are counted by this guide's own convention, because the document defines none."),
    )
    return Lines(
        lines=(
            line(f"Document: {documents}. Edition: {edition.label}."),
            line("This is not the authority's own site. A newer edition may exist: check before you rely on it."),
            *(counting if _counts_days(outcome) else ()),
        )
    )


def _counts_days(outcome: Outcome) -> bool:
    """Say whether working days may take part in a result; for a change only up to a day that lies ahead."""
    planned = outcome.planned
    return outcome.journey is not Journey.CHANGE or (planned is not None and planned > outcome.today)
