"""A level of a ladder as a card: every rule of it under fixed labels, in the same order on every page."""

from __future__ import annotations

from collections.abc import Callable

from calculator.ladder import counts_towards_total
from calculator.lookup import cite, conflicts_touching, level_label, recipients_by_kind, role_words
from calculator.model import (
    AnotherTimescale,
    AnsweredBy,
    Clock,
    ClockStart,
    Gate,
    Level,
    Meeting,
    Policy,
    Record,
)
from calculator.result_words import (
    ANSWERED_BY,
    INDIRECT_LABELS,
    NONE_STATED,
    RECIPIENT_LABELS,
    ROUTE_WORDS,
    SHOWN_AMONG,
)
from macros.page_parts import NOTHING_STATED, Field, Fields, Inline, Line, Link, Note, Section, Strong, line
from macros.statements import (
    capital,
    flag_lines,
    is_stated,
    level_link,
    level_names,
    limit_parts,
    page_of,
    posts,
    reading_line,
    recipients,
    said,
    stated_fields,
    titles,
)

CLOCK_WORDS = {
    ClockStart.RECEIPT: "On receipt",
    ClockStart.NOTIFICATION: "On notification",
    ClockStart.MEETING: "At the meeting",
    ClockStart.REVIEW: "At the review",
    ClockStart.CONCERN: "When the concern arises",
    ClockStart.NOT_STATED: NONE_STATED,
}

TIMESCALE_WORDS = {
    AnotherTimescale.SET_BY_IRO: "Can be set by the IRO",
    AnotherTimescale.BY_CONSENT: "More time by consent",
    AnotherTimescale.CASE_BY_CASE: "Agreed case by case",
    AnotherTimescale.NONE_STATED: NONE_STATED,
}


def level_section(policy: Policy, level: Level) -> Section:
    """Return a level's heading and card."""
    fields = [field(policy, level) for field in FIELDS]
    silent = [field.label for field in fields if not is_stated(field) and field.label not in INDIRECT_LABELS.values()]
    rest = [_flags(policy, level), _silence(silent), _clauses(policy, level)]
    return Section(
        heading=level_label(policy, level),
        anchor=level.id,
        depth=3,
        css_class="level-heading",
        blocks=(
            Fields(
                fields=stated_fields([*fields, *rest]),
                level=level.id,
                tags=_tags(policy, level),
            ),
        ),
    )


def clock_words(level: Level) -> str:
    """Return from when a level's limit runs, in a few words."""
    return CLOCK_WORDS[level.reply.starts]


def _tags(policy: Policy, level: Level) -> tuple[str, ...]:
    counts = "counts towards the total" if counts_towards_total(level) else "outside the total"
    named = () if level.name_printed else (f"the document gives this {policy.words.level} no name",)
    return (capital(level.tier), capital(counts), *(capital(text) for text in named))


def _used_when(policy: Policy, level: Level) -> Field:
    return Field(label="When it is used", lines=said(policy, level.opens_when))


def _gates(policy: Policy, level: Level) -> Field:
    gates = [gate for gate in policy.gates if level.id in gate.before]
    return Field(label="What must hold first", lines=tuple(gate_line(policy, gate) for gate in gates))


def gate_line(policy: Policy, gate: Gate) -> Line:
    """Return what a gate asks for, with whom, and whether it is passed only once."""
    parts: list[Inline] = [gate.text]
    if gate.after:
        parts += [" Only after: ", *level_names(policy, gate.after), "."]
    if gate.when:
        parts.append(f" Only when: {', '.join(gate.when)}.")
    if gate.who:
        parts.append(f" With: {titles(policy, gate.who)}.")
    if gate.only_on_entry:
        parts += [" ", Note(f"It is passed once, on the first of these {policy.words.level}s that is used.")]
    return line(*parts, citations=cite(policy, gate.cite))


def _raised_by(policy: Policy, level: Level) -> Field:
    senders = " or ".join(role_words(policy, role) for role in level.sent_by)
    return Field(label="Raised by", lines=(line(senders),) if senders else ())


def _to(policy: Policy, level: Level) -> Field:
    field = _posts(policy, level, "to")
    if level.answered_by is AnsweredBy.ALONE:
        return field
    return Field(label=field.label, lines=field.lines, recipients="to", after=(line(ANSWERED_BY[level.answered_by]),))


def _copy(policy: Policy, level: Level) -> Field:
    return _posts(policy, level, "copy")


def _copy_of_reply(policy: Policy, level: Level) -> Field:
    return _posts(policy, level, "copy_of_reply")


def _notify(policy: Policy, level: Level) -> Field:
    return _posts(policy, level, "notify")


def _told_by_others(policy: Policy, level: Level) -> Field:
    return _posts(policy, level, "told_by_others")


def _consult(policy: Policy, level: Level) -> Field:
    return Field(
        label=RECIPIENT_LABELS["consult"], lines=recipients(policy, level.consult, level.cite), recipients="consult"
    )


def _posts(policy: Policy, level: Level, kind: str) -> Field:
    lines = recipients(policy, recipients_by_kind(level)[kind], level.cite)
    label = {**RECIPIENT_LABELS, **INDIRECT_LABELS}[kind]
    return Field(label=label, lines=lines, recipients=SHOWN_AMONG.get(kind, kind))


def _acknowledge(policy: Policy, level: Level) -> Field:
    return Field(label="Acknowledges receipt", lines=recipients(policy, level.acknowledge, level.cite))


def _log(policy: Policy, level: Level) -> Field:
    return Field(label="Logs it", lines=recipients(policy, level.log, level.cite))


def limit_field(policy: Policy, level: Level) -> Field:
    """Return a level's limit with its other readings, or why it has none."""
    reply = level.reply
    parts: list[Inline] = [*limit_parts(reply.within)]
    if reply.reason:
        parts.append(f". {reply.reason}")
    main = line(*parts, citations=cite(policy, reply.cite))
    return Field(label="Time to reply", lines=(main, *(reading_line(policy, other) for other in reply.readings)))


def _clock_start(policy: Policy, level: Level) -> Field:
    if level.reply.starts is not ClockStart.NOT_STATED:
        return Field(label="Clock starts", lines=(line(clock_words(level), citations=cite(policy, level.reply.cite)),))
    if level.reply.within.value is None:
        return Field(label="Clock starts", lines=())
    convention = Link("own convention", "about/#counting")
    ours = (". The guide counts from the day of receipt, by its ", convention, ".")
    return Field(label="Clock starts", lines=(line(*NOTHING_STATED.parts, *ours),))


def _another_timescale(policy: Policy, level: Level) -> Field:
    reply = level.reply
    if reply.another_timescale is AnotherTimescale.NONE_STATED and not reply.another_timescale_text:
        return Field(label="Another timescale", lines=())
    words = TIMESCALE_WORDS[reply.another_timescale]
    text = f". {reply.another_timescale_text}" if reply.another_timescale_text else ""
    return Field(label="Another timescale", lines=(line(f"{words}{text}", citations=cite(policy, reply.cite)),))


def _clocks(policy: Policy, level: Level) -> Field:
    return Field(label="Other time limits", lines=tuple(_clock(policy, clock) for clock in level.clocks))


def _clock(policy: Policy, clock: Clock) -> Line:
    who = f" ({titles(policy, clock.who)})" if clock.who else ""
    starts = f", from {clock.starts}" if clock.starts is not ClockStart.NOT_STATED else ""
    return line(f"{clock.what}{who}: ", Strong(str(clock.within)), starts, citations=cite(policy, clock.cite))


def _how(policy: Policy, level: Level) -> Field:
    return Field(label="How to raise it", lines=(line(capital(", ".join(level.how))),) if level.how else ())


def _forms(policy: Policy, level: Level) -> Field:
    page = page_of(policy)
    forms = [
        line("Form: ", Link(form.title, f"{page}#form-{form.id}"), citations=cite(policy, form.cite))
        for form in policy.forms
        if form.id in level.forms
    ]
    messages = [
        line(Link("Message format", f"{page}#message-{message.id}"), citations=cite(policy, message.cite))
        for message in policy.messages
        if level.id in message.levels
    ]
    return Field(label="Forms and messages", lines=(*forms, *messages))


def _steps(policy: Policy, level: Level) -> Field:
    return Field(label="Steps", lines=said(policy, level.steps), ordered=True)


def _meetings(policy: Policy, level: Level) -> Field:
    return Field(label="Meeting", lines=tuple(one for meeting in level.meetings for one in _meeting(policy, meeting)))


def _meeting(policy: Policy, meeting: Meeting) -> tuple[Line, ...]:
    people = (
        ("Convened by", meeting.convened_by),
        ("Chairs the meeting", meeting.chaired_by),
        ("Attended by", meeting.attended_by),
        ("Attends in part", meeting.attends_in_part),
    )
    return (
        line(f"{meeting.purpose.rstrip('.')} ({meeting.need}).", citations=cite(policy, meeting.cite)),
        *(line(f"{label}: {titles(policy, roles)}.") for label, roles in people if roles),
        *((line(meeting.minutes),) if meeting.minutes else ()),
        *said(policy, meeting.notes),
    )


def _reply_must(policy: Policy, level: Level) -> Field:
    return Field(label="The reply must", lines=said(policy, level.reply.must))


def _records(policy: Policy, level: Level) -> Field:
    return Field(label="Record", lines=tuple(record_line(policy, record) for record in level.records))


def record_line(policy: Policy, record: Record) -> Line:
    """Return a record: its kind and printed title, what is recorded, by whom and in which system."""
    parts: list[Inline] = [capital(record.kind)]
    if record.title:
        parts += [" ", Strong(f"“{record.title}”")]
    parts.append(f": {record.text}")
    if record.by:
        parts.append(f" By: {titles(policy, record.by)}.")
    if record.system:
        parts.append(f" System: {record.system}.")
    return line(*parts, citations=cite(policy, record.cite))


def _outcome_options(policy: Policy, level: Level) -> Field:
    return Field(label="Outcomes on the form", lines=tuple(line(f"“{text}”") for text in level.outcome_options))


def _decides(policy: Policy, level: Level) -> Field:
    return Field(label="Who decides that it is resolved", lines=posts(policy, level.decides_resolved))


def _what_follows(policy: Policy, level: Level) -> Field:
    lines = tuple(
        line(
            f"{ROUTE_WORDS[route.when]}: ",
            level_link(policy, route.level),
            f". {route.text}" if route.text else "",
            citations=cite(policy, route.cite),
        )
        for route in level.leads_to
    )
    return Field(label="What follows", lines=lines or (line("The document names no step after this."),))


FIELDS: tuple[Callable[[Policy, Level], Field], ...] = (
    _used_when,
    _gates,
    _raised_by,
    _to,
    _copy,
    _notify,
    _consult,
    _copy_of_reply,
    _told_by_others,
    _acknowledge,
    _log,
    limit_field,
    _clock_start,
    _another_timescale,
    _clocks,
    _how,
    _forms,
    _steps,
    _meetings,
    _reply_must,
    _records,
    _outcome_options,
    _decides,
    _what_follows,
)
"""The rows of every card, in their order; those without a statement are gathered in the row `None stated`."""


def _silence(labels: list[str]) -> Field:
    lines = (line("; ".join(labels)),) if labels else ()
    return Field(label="None stated", lines=lines, is_minor=True, is_searchable=False)


def _clauses(policy: Policy, level: Level) -> Field:
    return Field(
        label="Clauses for the rest",
        lines=(line(citations=cite(policy, level.cite)),),
        is_minor=True,
        is_searchable=False,
    )


def _flags(policy: Policy, level: Level) -> Field:
    return Field(
        label="Gaps and contradictions",
        lines=flag_lines(policy, conflicts_touching(policy, (level.id, "levels"))),
        is_searchable=False,
    )
