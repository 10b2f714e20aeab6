"""The answer of a result as sections: what to do first of all, the reply date with its recipients, a newer edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from calculator.library import Library
from calculator.lookup import cite, cite_national, described_edition, later_editions, role_words
from calculator.model import AnsweredBy, ClockStart, Level, LimitUnit, Policy, Recipient
from calculator.outcome import Journey, Outcome, Status
from calculator.progress import days_over
from calculator.reply_date import ReplyDate, has_number, no_limit_reason, provides_for_another
from calculator.result_blocks import Block, Due, Line, Lines, Posts, Replies, ReplyRow, Section, filled, line
from calculator.result_words import (
    ANSWERED_BY,
    INDIRECT_LABELS,
    NONE_STATED,
    RECEIVED_LABELS,
    RECIPIENT_LABELS,
    SHOWN_AMONG,
    late_words,
    working_days_words,
)
from calculator.working_days import working_days_between

CLOCK_STARTS = {
    ClockStart.RECEIPT: "The document counts from receipt.",
    ClockStart.NOTIFICATION: "The document counts from notification.",
    ClockStart.MEETING: "The document counts from the meeting.",
    ClockStart.REVIEW: "The document counts from the review.",
    ClockStart.CONCERN: "The document counts from the concern.",
    ClockStart.NOT_STATED: "The document does not say when the time starts. This guide counts from receipt.",
}

SEVERAL_READINGS = "The document can be read in more than one way, earliest date first:"

SET_BESIDE_LIMIT = "The date that was set, and what the document's own limit gives, earliest date first:"


def answer_sections(outcome: Outcome, library: Library) -> tuple[Section, ...]:
    """Return what a reader came for, and what nobody may miss beside it: that a newer edition is known."""
    answer = () if outcome.changes else (_first(outcome), _reply(outcome))
    newer = Section(id="edition", title="A newer edition is known", blocks=(_newer_editions(outcome, library),))
    return filled((*answer, newer))


def _first(outcome: Outcome) -> Section:
    urgent = tuple(line(*reason.words, citations=reason.citations) for reason in outcome.urgent)
    if outcome.past_total:
        urgent += (line(*outcome.past_total.words, citations=outcome.past_total.citations),)
    return Section(id="first", title="First of all", blocks=(Lines(lines=urgent),))


def _reply(outcome: Outcome) -> Section:
    """Return the reply date and the recipients, as far as the outcome has them."""
    level, status = outcome.level, outcome.status
    blocks: tuple[Block, ...] = ()
    if level and status is not Status.RECORD_AND_CLOSE:
        is_running = outcome.journey is Journey.RECEIVED or status in (Status.DO_NOW, Status.WAIT)
        blocks = (*_replies(outcome), *(_posts(outcome, level) if is_running else ()))
    return Section(id="reply", title="Reply date and recipients", blocks=blocks)


def _replies(outcome: Outcome) -> tuple[Block, ...]:
    """Return the date block, or the table of dates where several escalations were received."""
    if not outcome.several:
        return _due(outcome)
    counted = Counter(reply.received for reply in outcome.several)
    by_day = {reply.received: reply for reply in outcome.several}
    rows = tuple(
        ReplyRow(received=day, count=counted[day], due=reply.due, standing=_standing(outcome, reply))
        for day, reply in by_day.items()
    )
    return (*_due(outcome), Replies(rows=rows))


def _standing(outcome: Outcome, reply: ReplyDate) -> str:
    """Return how a reply date stands today, in words; and whether it has passed by another reading alone."""
    due = reply.due
    if due is None:
        return "no date"
    own = outcome.calendar
    late = days_over(due, outcome.today, own)
    if late is not None:
        return late_words(late)
    left = working_days_between(outcome.today, due, own)
    standing = f"{working_days_words(left)} left" if left else "due today"
    readings = () if reply.timescale else reply.readings
    has_passed = any(reading.due and reading.due < outcome.today for reading in readings)
    return f"{standing}; passed by another reading" if has_passed else standing


def _due(outcome: Outcome) -> tuple[Due, ...]:
    """Return the date block; none where the level has a limit that an IRO does not need in this result."""
    level, reply = outcome.level, outcome.reply
    undetermined = outcome.status is Status.NOT_DETERMINED and outcome.journey is not Journey.RECEIVED
    if level is None or (not reply and has_number(level) and undetermined):
        return ()
    notes = [*_reading_notes(outcome), *(() if outcome.due else _why_no_date(outcome.policy, level, reply))]
    if outcome.due and reply and not reply.timescale:
        notes.append(line(CLOCK_STARTS[level.reply.starts], citations=cite(outcome.policy, level.reply.cite)))
    if outcome.days_late is not None and outcome.journey is Journey.RECEIVED:
        which = "the first reply" if outcome.several else "the reply"
        notes.append(line(f"If {which} has not been sent, it is {late_words(outcome.days_late)}."))
    is_set = reply.timescale is not None if reply else outcome.due is not None
    if provides_for_another(level) and has_number(level) and not is_set:
        notes.append(line("If another reply date was set, that date counts instead."))
    if reply and not reply.confirmed:
        notes.append(line("This date lies past the officially announced bank holidays. It may still move."))
    if reply and reply.timescale_allowed is False:
        notes.append(line("The document does not provide for another timescale here."))
    return (Due(label=_due_label(outcome, level), due=outcome.due, notes=tuple(notes)),)


def _due_label(outcome: Outcome, level: Level) -> str:
    if outcome.due:
        return "First reply due by" if outcome.several else "Reply due by"
    return "No reply date yet" if level.reply.within.value else "No reply date"


def _why_no_date(policy: Policy, level: Level, reply: ReplyDate | None) -> Iterable[Line]:
    """Return why there is no date: the document gives none, or the day is not known from which its limit counts."""
    citations = cite(policy, level.reply.cite)
    if not level.reply.within.value:
        yield line(no_limit_reason(level), citations=citations)
    if reply or not has_number(level):
        return
    if level.reply.within.value:
        yield line(f"The limit is {level.reply.within}. {CLOCK_STARTS[level.reply.starts]}", citations=citations)
    for other in level.reply.readings:
        yield line(f"The limit can also be read as {other.within}. {other.text}", citations=cite(policy, other.cite))
    gives = "the date" if level.reply.within.value else "the date by that reading"
    yield line(f"Enter the day from which it counts to get {gives}.")


def _reading_notes(outcome: Outcome) -> Iterable[Line]:
    """Return the date by each reading of the limit, and which of them the reply date follows."""
    reply = outcome.reply
    if not reply or len(reply.readings) < 2:
        return
    yield line(SET_BESIDE_LIMIT if reply.timescale else SEVERAL_READINGS)
    for reading in reply.readings:
        why = f". {reading.why}" if reading.why else ""
        if reading.due:
            passed = ", which has passed" if reading.due < outcome.today and not reply.timescale else ""
            yield line(f"{reading.reading}: ", reading.due, f"{passed}{why}")
        else:
            yield line(f"{reading.reading}: no date{why}")
    yield line(_reading_followed(reply))  # what this guide does: no clause says it


def _reading_followed(reply: ReplyDate) -> str:
    if reply.timescale:
        return "This result follows the date that was set."
    if reply.limit.unit is LimitUnit.DAYS:
        return f"The document says only days. This result follows the earlier date: {reply.within}."
    if not reply.limit.value:
        return "This result follows the main reading, which gives no date."
    return f"This result follows the main reading: {reply.limit}."


def _newer_editions(outcome: Outcome, library: Library) -> Lines:
    """Return a warning for each edition that came after the one that the result is built on."""
    policy, national = outcome.policy, library.national
    places = {fact.id: fact.cite for fact in national.facts}
    return Lines(
        lines=tuple(
            line(
                f"This result is built on the edition of {described_edition(policy).label}. "
                f"The edition of {newer.label} came after it. Its rules are not in this guide: check them first.",
                citations=tuple(one for fact in newer.national for one in cite_national(national, places[fact])),
            )
            for newer in later_editions(policy)
        )
    )


def _posts(outcome: Outcome, level: Level) -> tuple[Posts, ...]:
    policy, kinds = outcome.policy, outcome.recipients
    labels = RECEIVED_LABELS if outcome.journey is Journey.RECEIVED else RECIPIENT_LABELS
    indirect = {kind: label for kind, label in INDIRECT_LABELS.items() if kinds[kind]}
    return tuple(_recipients(policy, level, kind, kinds[kind], label) for kind, label in {**labels, **indirect}.items())


def _recipients(policy: Policy, level: Level, kind: str, recipients: tuple[Recipient, ...], label: str) -> Posts:
    posts = {
        title: line(title, citations=cite(policy, recipient.cite or level.cite))
        for recipient in recipients
        for title in (role_words(policy, recipient.role),)
    }
    notes = [line(text) for recipient in recipients if (text := _recipient_terms(policy, recipient))]
    if kind == "to" and level.answered_by is not AnsweredBy.ALONE:
        notes.append(line(ANSWERED_BY[level.answered_by], citations=cite(policy, level.cite)))
    marked = SHOWN_AMONG.get(kind, kind)
    return Posts(recipients=marked, label=label, posts=tuple(posts.values()), notes=tuple(notes), none=NONE_STATED)


def _recipient_terms(policy: Policy, recipient: Recipient) -> str:
    """Return what the document adds about a recipient, after its title; empty if nothing."""
    standing_in = recipient.stands_in_for
    told_by = recipient.told_by
    terms = [
        f"told by {role_words(policy, told_by)}" if told_by else "",
        recipient.when or "",
        f"in place of {role_words(policy, standing_in)}" if standing_in else "",
    ]
    added = [", ".join(term for term in terms if term), recipient.note or ""]
    text = " ".join(f"{part.rstrip('.')}." for part in added if part)
    return f"{role_words(policy, recipient.role)}: {text}" if text else ""
