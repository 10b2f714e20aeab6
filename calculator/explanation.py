"""An outcome as sections that a page, a print-out or plain text can draw.

Every sentence of a result is made here, from the policy and the outcome; whoever draws it adds none. A line is a
sequence of text and dates, so that dates can be marked up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from calculator.ladder import Ladder, WithinCap
from calculator.library import Library
from calculator.lookup import Citation, cite, cite_national, find_level, level_label, role_title
from calculator.model import (
    ChangeDuty,
    DutyTime,
    FactId,
    Level,
    Policy,
    Recipient,
    Record,
    RoleId,
    RouteCause,
    Statement,
)
from calculator.outcome import Journey, Outcome, Status
from calculator.plain_dates import long_date
from calculator.reply_date import has_number
from calculator.results import citation_results
from calculator.working_days import LedgerDay


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: text and dates in order, with the clauses behind it."""

    parts: tuple[str | date, ...]
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A list of lines; `ordered` if the order matters."""

    lines: tuple[Line, ...]
    ordered: bool = False
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
    none: str
    kind: str = "posts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Every day from receipt to the reply date."""

    days: tuple[LedgerDay, ...]
    kind: str = "days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One level on the drawn ladder."""

    name: str
    state: str
    """`passed`, `now` or `next`."""
    limit: str
    received: date | None
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rungs:
    """The whole ladder with its dates."""

    rungs: tuple[Rung, ...]
    kind: str = "rungs"


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


Block = Lines | Due | Posts | Days | Rungs | Flag


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A titled group of blocks; sections without blocks are left out."""

    id: str
    title: str
    blocks: tuple[Block, ...]


RECIPIENT_LABELS = {"to": "To", "copy": "Copy to", "notify": "Tell", "consult": "Speak to first"}
NONE_STATED = "None stated in the document"


def explain(outcome: Outcome, library: Library) -> tuple[Section, ...]:
    """Return the outcome's sections, the most important first."""
    sections = _change_sections(outcome, library) if outcome.changes else _level_sections(outcome, library)
    closing = (
        Section(id="why", title="Why this is the result", blocks=(_reasons(outcome),)),
        Section(id="conflicts", title="Gaps and contradictions that touch this result", blocks=_flags(outcome)),
        Section(id="source", title="What this result is built on", blocks=(_source(outcome, library),)),
    )
    return tuple(
        section for section in (*sections, *closing) if any(_holds_something(block) for block in section.blocks)
    )


def _holds_something(block: Block) -> bool:
    return not (isinstance(block, Lines) and not block.lines)


# Lines


def _line(*parts: str | date, citations: tuple[Citation, ...] = ()) -> Line:
    return Line(parts=parts, citations=citations)


def _stated(policy: Policy, statements: Iterable[Statement]) -> tuple[Line, ...]:
    return tuple(_line(statement.text, citations=cite(policy, statement.cite)) for statement in statements)


def _titles(policy: Policy, roles: Iterable[RoleId]) -> str:
    return ", ".join(role_title(policy, role) for role in roles)


# Sections of a result that is about a level


def _level_sections(outcome: Outcome, library: Library) -> tuple[Section, ...]:
    level = outcome.level
    urgent = tuple(_line(reason.text, citations=reason.citations) for reason in outcome.urgent)
    first = Section(id="first", title="First of all", blocks=(Lines(lines=urgent),))
    if level is None:
        return (first, *_standing_sections(outcome, library))
    if outcome.status is Status.RECORD_AND_CLOSE:
        return (first, Section(id="records", title="Record", blocks=(_closing_records(outcome.policy, level),)))
    reply = Section(id="reply", title="Reply date and recipients", blocks=(*_due(outcome), *_posts(outcome, level)))
    days = Section(id="days", title="The days counted", blocks=_days(outcome))
    ladder = Section(id="ladder", title="The whole ladder", blocks=_ladder_blocks(outcome, library))
    if outcome.journey is Journey.RECEIVED:
        return (reply, _reply_section(outcome, level), days, _next_section(outcome, level), ladder)
    other = Section(
        id="other", title="Other levels open to you", blocks=(Lines(lines=_other_levels(outcome, library)),)
    )
    sending = _sending_sections(outcome, level) if outcome.status is Status.DO_NOW else ()
    standing = _standing_sections(outcome, library)
    return (first, reply, *sending, days, _next_section(outcome, level), other, ladder, *standing)


def _sending_sections(outcome: Outcome, level: Level) -> tuple[Section, ...]:
    policy = outcome.policy
    return (
        Section(id="before", title="Before you send", blocks=(Lines(lines=_before(outcome, level)),)),
        Section(id="how", title="How", blocks=(Lines(lines=_how(policy, level)),)),
        _reply_section(outcome, level),
        Section(id="records", title="Record", blocks=(Lines(lines=_records(policy, level.records)),)),
    )


def _reply_section(outcome: Outcome, level: Level) -> Section:
    lines = _reply_must(outcome.policy, level)
    return Section(id="reply-must", title="What the reply must do", blocks=(Lines(lines=lines),))


def _next_section(outcome: Outcome, level: Level) -> Section:
    return Section(id="next", title="If it is not resolved", blocks=(Lines(lines=_what_follows(outcome, level)),))


def _due(outcome: Outcome) -> tuple[Due, ...]:
    """Return the date block; none where the level has a limit that this result does not need."""
    level, reply = outcome.level, outcome.reply
    if level is None or (not reply and has_number(level)):
        return ()
    notes = list(_reading_notes(outcome))
    if outcome.days_late:
        days = "working day" if outcome.days_late == 1 else "working days"
        notes.append(_line(f"The reply that was due is {outcome.days_late} {days} late."))
    if reply and not reply.confirmed:
        notes.append(_line("This date lies past the officially announced bank holidays. It may still move."))
    if reply and reply.timescale_allowed is False:
        notes.append(_line("The document does not provide for another timescale here."))
    if not outcome.due:
        reason = level.reply.reason or "The document states no limit here."
        notes.append(_line(reason, citations=cite(outcome.policy, level.reply.cite)))
    label = "Reply due by" if outcome.due else "No reply date"
    return (Due(label=label, due=outcome.due, notes=tuple(notes)),)


def _reading_notes(outcome: Outcome) -> Iterable[Line]:
    reply = outcome.reply
    if not reply or len(reply.readings) < 2:
        return
    yield _line("The document can be read in more than one way, earliest date first:")
    for reading in reply.readings:
        why = f". {reading.why}" if reading.why else ""
        if reading.due:
            yield _line(f"{reading.reading}: ", reading.due, why)
        else:
            yield _line(f"{reading.reading}: no date{why}")


def _posts(outcome: Outcome, level: Level) -> tuple[Posts, ...]:
    policy = outcome.policy
    consulted = tuple(_line(role_title(policy, role)) for role in outcome.consult)
    return (
        _recipients(policy, level, "to", level.to),
        _recipients(policy, level, "copy", level.copy),
        _recipients(policy, level, "notify", level.notify),
        Posts(recipients="consult", label=RECIPIENT_LABELS["consult"], posts=consulted, none=NONE_STATED),
    )


def _recipients(policy: Policy, level: Level, kind: str, recipients: tuple[Recipient, ...]) -> Posts:
    posts = tuple(
        _line(_recipient_text(policy, recipient), citations=cite(policy, recipient.cite or level.cite))
        for recipient in recipients
    )
    return Posts(recipients=kind, label=RECIPIENT_LABELS[kind], posts=posts, none=NONE_STATED)


def _recipient_text(policy: Policy, recipient: Recipient) -> str:
    text = role_title(policy, recipient.role)
    if recipient.stands_in_for:
        text += f", standing in for {role_title(policy, recipient.stands_in_for)}"
    if recipient.when:
        text += f" ({recipient.when})"
    return text


def _before(outcome: Outcome, level: Level) -> tuple[Line, ...]:
    policy = outcome.policy
    lines = [_line(gate.text, citations=cite(policy, gate.cite)) for gate in outcome.gates]
    if outcome.bypass:
        lines.append(_line(outcome.bypass.text, citations=cite(policy, outcome.bypass.cite)))
    lines += _stated(policy, level.opens_when)
    return (*lines, *_duty_lines(policy, level, DutyTime.BEFORE))


def _how(policy: Policy, level: Level) -> tuple[Line, ...]:
    lines = []
    if level.sent_by:
        lines.append(_line(f"Raised by: {_titles(policy, level.sent_by)}.", citations=cite(policy, level.cite)))
    if level.how:
        lines.append(_line(f"Way of raising it: {', '.join(level.how)}.", citations=cite(policy, level.cite)))
    for form in policy.forms:
        if form.id in level.forms:
            who = f", completed by {_titles(policy, form.completed_by)}" if form.completed_by else ""
            lines.append(_line(f'Form: "{form.title}"{who}.', citations=cite(policy, form.cite)))
    lines += _stated(policy, level.steps)
    for meeting in level.meetings:
        chair = f" Chair: {_titles(policy, meeting.chaired_by)}." if meeting.chaired_by else ""
        minutes = f" {meeting.minutes}" if meeting.minutes else ""
        text = f"Meeting ({meeting.need}): {meeting.purpose.rstrip('.')}.{chair}{minutes}"
        lines.append(_line(text, citations=cite(policy, meeting.cite)))
        lines += _stated(policy, meeting.notes)
    for message in policy.messages:
        if level.id in message.levels:
            lines += _message_lines(policy, message.subject, message.contents, cite(policy, message.cite))
    for clock in level.clocks:
        who = f" ({_titles(policy, clock.who)})" if clock.who else ""
        lines.append(_line(f"{clock.what.rstrip('.')}{who}: {clock.within}.", citations=cite(policy, clock.cite)))
    return (*lines, *_duty_lines(policy, level, DutyTime.RAISING))


def _message_lines(
    policy: Policy, subject: str | None, contents: tuple[str, ...], citations: tuple[Citation, ...]
) -> list[Line]:
    lines = [_line(f"Subject line: {subject}", citations=citations)] if subject else []
    return lines + [_line(f"Message: {content}", citations=citations) for content in contents]


def _reply_must(policy: Policy, level: Level) -> tuple[Line, ...]:
    more = level.reply.another_timescale_text
    extra = (_line(more, citations=cite(policy, level.reply.cite)),) if more else ()
    return (*_stated(policy, level.reply.must), *_duty_lines(policy, level, DutyTime.REPLYING), *extra)


def _duty_lines(policy: Policy, level: Level, when: DutyTime) -> tuple[Line, ...]:
    return tuple(
        _line(f"{_titles(policy, duty.who)}: {duty.text}", citations=cite(policy, duty.cite))
        for duty in policy.duties
        if duty.when is when and (not duty.levels or level.id in duty.levels)
    )


def _records(policy: Policy, records: Iterable[Record]) -> tuple[Line, ...]:
    lines = []
    for record in (*records, *policy.records):
        title = f'{record.kind.capitalize()} "{record.title}": ' if record.title else ""
        lines.append(_line(f"{title}{record.text}", citations=cite(policy, record.cite)))
    return tuple(lines)


def _closing_records(policy: Policy, level: Level) -> Lines:
    duties = _duty_lines(policy, level, DutyTime.RESOLVED)
    return Lines(lines=(*duties, *_records(policy, level.records)))


def _days(outcome: Outcome) -> tuple[Block, ...]:
    return (Days(days=outcome.reply.ledger),) if outcome.reply and outcome.reply.ledger else ()


ROUTE_WORDS = {
    RouteCause.NOT_RESOLVED: "If it is not resolved",
    RouteCause.NO_REPLY: "If there is no reply",
    RouteCause.REPLY_UNSATISFACTORY: "If the reply does not resolve it",
    RouteCause.POST_VACANT: "If nobody holds the post",
}


def _what_follows(outcome: Outcome, level: Level) -> tuple[Line, ...]:
    policy = outcome.policy
    if not level.leads_to:
        return (_line("The document names no step after this.", citations=cite(policy, level.cite)),)
    lines = []
    for route in level.leads_to:
        target = level_label(policy, find_level(policy, route.level))
        text = f" {route.text}" if route.text else ""
        after: tuple[str | date, ...] = (", after ", outcome.due) if outcome.due else ()
        if route.when in (RouteCause.POST_VACANT, RouteCause.REPLY_UNSATISFACTORY):
            after = ()
        lines.append(_line(ROUTE_WORDS[route.when], *after, f": {target}.{text}", citations=cite(policy, route.cite)))
    return (*lines, *_duty_lines(policy, level, DutyTime.MOVING_ON))


def _other_levels(outcome: Outcome, library: Library) -> tuple[Line, ...]:
    policy = outcome.policy
    lines = []
    for other in outcome.other_levels:
        consult = f" Speak first to: {_titles(policy, other.consult)}." if other.consult else ""
        text = f"{level_label(policy, other.level)}. {other.terms}{consult}"
        lines.append(_line(text, citations=other.citations))
    return (*lines, *_national_lines(library, library.national.bypass_facts))


def _national_lines(library: Library, facts: Iterable[FactId]) -> tuple[Line, ...]:
    known = {fact.id: fact for fact in library.national.facts}
    return tuple(
        _line(
            f"Beside this policy: {known[fact].subject}. {known[fact].text}",
            citations=cite_national(library.national, known[fact].cite),
        )
        for fact in facts
    )


CAP_WORDS = {
    WithinCap.YES: "That is within the total.",
    WithinCap.NO: "That is over the total.",
    WithinCap.NOT_FIXED: "Whether that is within the total cannot be fixed, because not every level has a limit.",
}


def _ladder_blocks(outcome: Outcome, library: Library) -> tuple[Block, ...]:
    ladder, level = outcome.ladder, outcome.level
    if not ladder or not level:
        return ()
    policy = outcome.policy
    position = [row.level.id for row in ladder.levels].index(level.id)
    rungs = tuple(
        Rung(
            name=level_label(policy, row.level),
            state="passed" if index < position else "now" if index == position else "next",
            limit=str(row.level.reply.within),
            received=row.received,
            due=row.due,
        )
        for index, row in enumerate(ladder.levels)
    )
    return (Rungs(rungs=rungs), Lines(lines=(*_cap_lines(ladder, library), _line(LADDER_ASSUMPTION))))


LADDER_ASSUMPTION = (
    "These dates assume that every reply takes the whole limit and that the IRO moves on the same day. "
    "A level without a limit stops the dates."
)


def _cap_lines(ladder: Ladder, library: Library) -> tuple[Line, ...]:
    national = library.national
    fact = next(fact for fact in national.facts if fact.id == national.formal_total_fact)
    total = _line(
        f"From {ladder.start_level.name} on, the stated limits of the formal levels add up to "
        f"{ladder.total_working_days} working days. ",
        CAP_WORDS[ladder.within_cap],
    )
    own = "" if ladder.cap_is_own else " This document prints no total, so that is only a cross-check."
    cap = _line(
        f"The IRO Handbook sets a total of {ladder.cap} for them.{own}", citations=cite_national(national, fact.cite)
    )
    return (total, cap)


# What always stands beside a result


def _standing_sections(outcome: Outcome, library: Library) -> tuple[Section, ...]:
    policy = outcome.policy
    cafcass = tuple(_line(rule.text, citations=cite(policy, rule.cite)) for rule in policy.cafcass)
    advice = tuple(_line(rule.text, citations=cite(policy, rule.cite)) for rule in policy.legal_advice)
    rights = _stated(policy, policy.human_rights.tests) if policy.human_rights else ()
    nothing = (_line(NONE_STATED),)
    beside = _national_lines(library, library.national.cafcass_facts)
    return (
        Section(
            id="cafcass", title="Cafcass under this policy", blocks=(Lines(lines=(*(cafcass or nothing), *beside)),)
        ),
        Section(id="legal-advice", title="Independent legal advice", blocks=(Lines(lines=advice or nothing),)),
        Section(id="human-rights", title="Human rights in this policy", blocks=(Lines(lines=rights or nothing),)),
    )


# Sections of a result about changes


DUTY_TITLES = {
    ChangeDuty.REVIEW_BEFORE: "A review before the change",
    ChangeDuty.REVIEW_RELEVANT_PLAN: "A review of the relevant plan",
    ChangeDuty.TELL_IRO: "Tell the IRO",
}


def _change_sections(outcome: Outcome, library: Library) -> tuple[Section, ...]:
    result, policy = outcome.changes, outcome.policy
    assert result is not None

    def cites(places: Iterable[Any]) -> tuple[Citation, ...]:
        return cite_national(library.national, places) if result.is_national else cite(policy, places)

    sections = []
    for duty, title in DUTY_TITLES.items():
        lines = tuple(
            _line(item.change.label, citations=cites(item.change.cite))
            for item in result.changes
            if duty in item.duties
        )
        sections.append(Section(id=f"duty-{duty.replace(' ', '-')}", title=title, blocks=(Lines(lines=lines),)))
    check = tuple(
        _line(f"{other.ref}: {other.label}.", citations=cites(other.cite))
        for item in result.changes
        for other in item.check_also
        if other.id not in {chosen.change.id for chosen in result.changes}
    )
    deciding = tuple(_line(said.text, citations=cites(said.cite)) for said in result.source.deciding)
    recording = tuple(_line(said.text, citations=cites(said.cite)) for said in result.source.recording)
    lists = {item.listed_in.id: item.listed_in for item in result.changes}
    origin = tuple(_line(f"{part.title}: {part.origin}.", citations=cites(part.cite)) for part in lists.values())
    return (
        *sections,
        Section(id="check", title="Check whether it is also one of these", blocks=(Lines(lines=check),)),
        Section(id="deciding", title="Who decides, and what is weighed", blocks=(Lines(lines=deciding),)),
        Section(id="recording", title="Record", blocks=(Lines(lines=recording),)),
        Section(id="origin", title="Where the list comes from", blocks=(Lines(lines=origin),)),
    )


# The closing sections


def _reasons(outcome: Outcome) -> Lines:
    return Lines(
        lines=tuple(_line(reason.text, citations=reason.citations) for reason in outcome.because), ordered=True
    )


def _flags(outcome: Outcome) -> tuple[Flag, ...]:
    policy = outcome.policy
    return tuple(
        Flag(
            ref=conflict.ref,
            title=conflict.title,
            text=conflict.text,
            readings=tuple(_line(reading.text, citations=cite(policy, reading.cite)) for reading in conflict.readings),
            treatment=conflict.treatment,
            address=f"authorities/{policy.id}/#conflict-{conflict.ref.lower()}",
        )
        for conflict in outcome.conflicts
    )


def _source(outcome: Outcome, library: Library) -> Lines:
    policy, calendar = outcome.policy, library.calendar
    edition = next(edition for edition in policy.editions if edition.described_here)
    documents = "; ".join(f"{document.title} ({document.dated})" for document in policy.documents)
    return Lines(
        lines=(
            _line(f"Document: {documents}. Edition: {edition.label}."),
            _line("This is not the authority's own site. A newer edition may exist: check before you rely on it."),
            _line(
                f"Bank holidays: {calendar.source}, England and Wales, officially announced up to ",
                calendar.announced_until,
                ".",
            ),
            _line("Working days are counted by this guide's own convention, because the document defines none."),
        )
    )


# The plain form that a page draws


def sections_as_plain(sections: Iterable[Section]) -> list[dict[str, Any]]:
    """Return sections as JSON values; each date becomes `{"date": ISO, "text": long form}`."""
    return [
        {"id": section.id, "title": section.title, "blocks": [_block_as_plain(block) for block in section.blocks]}
        for section in sections
    ]


def _block_as_plain(block: Block) -> dict[str, Any]:
    match block:
        case Lines():
            content = {"lines": _lines_as_plain(block.lines), "ordered": block.ordered}
        case Due():
            content = {"label": block.label, "due": _date_as_plain(block.due), "notes": _lines_as_plain(block.notes)}
        case Posts():
            content = {
                "recipients": block.recipients,
                "label": block.label,
                "posts": _lines_as_plain(block.posts),
                "none": block.none,
            }
        case Days():
            content = {"days": [_day_as_plain(day) for day in block.days]}
        case Rungs():
            content = {"rungs": [_rung_as_plain(rung) for rung in block.rungs]}
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
            "parts": [_date_as_plain(part) if isinstance(part, date) else part for part in line.parts],
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
        "received": _date_as_plain(rung.received),
        "due": _date_as_plain(rung.due),
    }


def _date_as_plain(day: date | None) -> dict[str, str] | None:
    return {"date": day.isoformat(), "text": long_date(day)} if day else None
