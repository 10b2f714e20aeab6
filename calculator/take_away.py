"""What a reader takes along from a result: plain text, a message outline and a calendar file.

Nothing here asks for a name: where a message needs one, a placeholder in square brackets stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from calculator.calendar_file import DueEvent, calendar_file
from calculator.lookup import (
    described_edition,
    level_label,
    raised_by_others,
    recipient_titles,
    recipients_by_kind,
)
from calculator.model import Level, Message, Policy, RecordKind
from calculator.outcome import Journey, Outcome, Status
from calculator.plain_dates import Words, as_text, long_date
from calculator.questions import Answered
from calculator.reply_date import ReplyDate
from calculator.result_blocks import (
    Block,
    Days,
    Due,
    Flag,
    Gauge,
    Line,
    Lines,
    Posts,
    Replies,
    ReplyRow,
    Rungs,
    Section,
)
from calculator.working_days import Calendar

OWN_OUTLINE = "This outline is the guide's own. The document prints none."
SET_DATE = "the date that was set"
DOCUMENT_OUTLINE = "The document sets this format. Fill in what stands in square brackets."


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePack:
    """The outline of the message that raises a concern."""

    source: str
    """Whether the document or this guide sets the format, as a sentence."""
    subject: str
    body: tuple[Words, ...]
    forms: tuple[str, ...]
    case_notes: tuple[str, ...]
    """Printed titles of the case notes to write."""


def message_pack(outcome: Outcome) -> MessagePack | None:
    """Return the outline for raising a concern at the outcome's level; None where the IRO raises none."""
    policy, level = outcome.policy, outcome.level
    if outcome.journey is not Journey.CONCERN or outcome.status is not Status.DO_NOW or level is None:
        return None
    if raised_by_others(policy, level):
        return None
    printed = next((message for message in policy.messages if level.id in message.levels), None)
    return MessagePack(
        source=DOCUMENT_OUTLINE if printed else OWN_OUTLINE,
        subject=(printed.subject if printed else None) or f"{level.name}: concern about [case number]",
        body=tuple(_body(outcome, policy, level, printed)),
        forms=tuple(form.title for form in policy.forms if form.id in level.forms),
        case_notes=tuple(
            record.title for record in level.records if record.kind is RecordKind.CASE_NOTE and record.title
        ),
    )


def _body(outcome: Outcome, policy: Policy, level: Level, printed: Message | None) -> Iterable[Words]:
    yield (f"To: {', '.join(recipient_titles(policy, level.to))}",)
    kinds = recipients_by_kind(level)
    addressed = set(recipient_titles(policy, level.to))
    for label, kind in (("Copy", "copy"), ("For information", "notify")):
        titles = [title for title in recipient_titles(policy, kinds[kind]) if title not in addressed]
        if titles:
            yield (f"{label}: {', '.join(titles)}",)
    if printed and printed.contents:
        yield from ((content,) for content in printed.contents)
    else:
        yield ("The concern: [what has happened, and what it means for the child]",)
        yield _tried_so_far(outcome)
        yield ("Asked for: [what is to be done, by which post, by when]",)
    if outcome.due and outcome.reply and outcome.due >= outcome.today:
        yield ("Please reply by ", outcome.due, f" ({_limit_words(outcome.reply)}).")
    yield from ((said.text,) for said in level.reply.must)


def _tried_so_far(outcome: Outcome) -> Words:
    words: list[str | date] = ["Tried so far: "]
    for used in outcome.used:
        words += ["; " if len(words) > 1 else "", f"{used.level.name}, received ", used.reply.received]
        if used.no_reply and used.is_due_sure and used.reply.due:
            words += [", reply due by ", used.reply.due, ", none came"]
    return tuple(words) if outcome.used else ("Tried so far: [levels and dates]",)


def due_events(outcome: Outcome) -> tuple[DueEvent, ...]:
    """Return the outcome's reply dates for a calendar, each once; nothing where there is no date to wait for."""
    level = outcome.level
    replies = outcome.several or ((outcome.reply,) if outcome.reply else ())
    if level is None:
        return ()
    if not replies and outcome.due:
        return (_event(outcome.policy, level, None, outcome.due, 1),)
    counted = Counter(reply.received for reply in replies)
    by_day = {reply.received: reply for reply in replies}
    return tuple(
        _event(outcome.policy, level, reply, reply.due, counted[day]) for day, reply in by_day.items() if reply.due
    )


def _event(policy: Policy, level: Level, reply: ReplyDate | None, due: date, count: int) -> DueEvent:
    """Return one event; without `reply` the date was set and the day of receipt is not known."""
    known = f"Received {long_date(reply.received)}. {_limit_words(reply)}." if reply else f"{SET_DATE.capitalize()}."
    what = "Reply due" if count == 1 else f"{count} replies due"
    return DueEvent(
        authority=policy.id,
        level=level.id,
        received=reply.received if reply else None,
        due=due,
        title=f"{what}: {level_label(policy, level)} ({policy.name})",
        notes=(
            known,
            f"Built from: {policy.documents[0].title}, {described_edition(policy).label}.",
            "Days are counted by the guide's own convention. Check for a newer edition.",
        ),
    )


def _limit_words(reply: ReplyDate) -> str:
    return SET_DATE if reply.timescale else f"limit: {reply.limit}"


def due_calendar(events: Iterable[DueEvent], calendar: Calendar, today: date) -> str | None:
    """Return one calendar file with the events in the order of their dates; None if there are none."""
    ordered = sorted(events, key=lambda event: (event.due, event.received or date.min, event.level))
    return calendar_file(ordered, calendar, today) if ordered else None


def plain_text(headline: Words, sections: Iterable[Section], asked: Iterable[Answered]) -> str:
    """Return the whole result as text for an e-mail or a case note: headline, sections, then the answers given."""
    lines = [as_text(headline)]
    for section in sections:
        lines += ["", section.title.upper()]
        for block in section.blocks:
            lines += _block_text(block)
    lines += ["", "YOUR ANSWERS"]
    lines += [f"- {answer.question.text} {'; '.join(answer.shown)}" for answer in asked]
    return "\n".join(lines)


def _block_text(block: Block) -> list[str]:
    match block:
        case Lines():
            title = [f"{block.title}:"] if block.title else []
            return title + [
                f"{f'{number}.' if block.ordered else '-'} {_text(line)}" for number, line in enumerate(block.lines, 1)
            ]
        case Due():
            first = f"{block.label} {long_date(block.due)}" if block.due else block.label
            return [first, *(f"- {_text(line)}" for line in block.notes)]
        case Posts():
            return [f"{block.label}: {'; '.join(map(_text, block.posts)) or block.none}"]
        case Days():
            return [f"- {long_date(day.date)}: {day.reason}" for day in block.days]
        case Rungs():
            return [
                f"- {rung.name}: {'; '.join((rung.limit, *(as_text(event.words) for event in rung.events)))}"
                for rung in block.rungs
            ]
        case Gauge():
            return [f"- {_text(line)}" for line in block.lines]
        case Replies():
            return [f"- {_row_text(row)}" for row in block.rows]
        case Flag():
            readings = [f"  - {_text(line)}" for line in block.readings]
            return [f"- {block.ref} {block.title}: {block.text}", *readings, f"  {block.treatment}"]


def _row_text(row: ReplyRow) -> str:
    several = f" ({row.count} escalations)" if row.count > 1 else ""
    due = f"reply due by {long_date(row.due)}, " if row.due else ""
    return f"received {long_date(row.received)}{several}: {due}{row.standing}"


def _text(line: Line) -> str:
    return as_text(line.parts)
