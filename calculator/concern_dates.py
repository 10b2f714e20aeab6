"""The real dates of a concern: the levels already used, their replies, and meetings that start a clock.

None of them is needed for a result. A reader who enters them sees late replies and the time that is used up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import pairwise

from calculator.concern_case import Case
from calculator.ladder import counts_towards_total
from calculator.lookup import cite, level_index, level_label
from calculator.model import Clock, ClockStart, Level
from calculator.outcome import RunningClock
from calculator.progress import UsedLevel, days_over
from calculator.questions import NOT_KNOWN, Option, Phase, Question, QuestionKind
from calculator.reply_date import ReplyDate, SetTimescale, provides_for_another, reply_date
from calculator.shared_questions import DATE_HINT, DATE_UNKNOWN, known, receipt_question, yes_no
from calculator.working_days import last_day

DATES = "dates"
MEETING = "meeting"
NOT_USED = "not-used"
NO_REPLY = "no-reply"
NOT_SET = "not-set"


def ask_dates_of_levels_used(case: Case, tried: Level, *, replied: bool) -> None:
    """Ask for the real dates at the formal levels used, if the reader chose to enter them.

    `replied` says whether a reply has come at the level tried last; its day of receipt is asked only then, because
    the journey asks for it itself while the reply is awaited.
    """
    if not counts_towards_total(tried):
        return
    levels = [level for level in case.policy.levels if counts_towards_total(level)]
    below = [level for level in levels if level_index(case.policy, level.id) < level_index(case.policy, tried.id)]
    case.is_start_known = not below
    if not below and not replied:
        return
    if case.interview.assume(_dates_question(case), "no") == "no":
        return
    case.is_start_known = True
    used: list[UsedLevel] = []
    for level in below:
        used += _ask_level_used(case, level, used, not_used=Option(id=NOT_USED, label="This level was not used"))
    if replied:
        used += _ask_level_used(case, tried, used, not_used=None)
    case.used = _with_missed_replies(case, used)


def _with_missed_replies(case: Case, used: Iterable[UsedLevel]) -> tuple[UsedLevel, ...]:
    """Count how long each reply that never came was over when the next level received the concern."""
    steps = list(used)
    for index, (step, later) in enumerate(pairwise(steps)):
        if step.no_reply and step.is_due_sure:
            late = days_over(step.reply.due, later.reply.received, case.calendar)
            steps[index] = replace(step, days_late=late)
    return tuple(steps)


def _dates_question(case: Case) -> Question:
    total = case.library.national.formal_total
    return Question(
        id=DATES,
        kind=QuestionKind.ONE,
        text="Will you enter the dates of the formal levels used so far?",
        why=f"They show which replies were late, and how much of the total of {total} is used.",
        options=yes_no(),
        phase=Phase.TRIED,
        citations=cite(case.policy, (place for level in case.policy.levels for place in level.cite)),
    )


def _ask_level_used(case: Case, level: Level, earlier: list[UsedLevel], not_used: Option | None) -> list[UsedLevel]:
    """Return the level with its dates; nothing where it was not used or the day of receipt is not known."""
    policy, interview = case.policy, case.interview
    question = receipt_question(policy, level, f"received-{level.id}", extra=DATE_UNKNOWN)
    if not_used:
        text = f"{level_label(policy, level)}: when was it received?"
        question = replace(question, text=text, options=(not_used, DATE_UNKNOWN))
    last = earlier[-1].reply.received if earlier else None
    answer = interview.day(question, not_before=last, not_after=case.today)
    received = known(answer)
    if not received:
        case.is_start_known &= bool(earlier) or answer == NOT_USED
        return []
    set_at = _ask_set_at(case, level, received)
    timescale = SetTimescale(until=set_at) if isinstance(set_at, date) else None
    reply = reply_date(policy, level, received, case.library.calendar, timescale)
    is_due_sure = set_at != NOT_KNOWN
    none_came = (Option(id=NO_REPLY, label="No reply came"),) if not_used else ()
    replied_question = _replied_question(case, level, none_came)
    reply_came = interview.day(replied_question, not_before=received, not_after=case.today)
    replied = known(reply_came)
    return [
        UsedLevel(
            level=level,
            reply=reply,
            is_due_sure=is_due_sure,
            replied=replied,
            no_reply=reply_came == NO_REPLY,
            days_late=days_over(reply.due, replied, case.calendar) if replied and is_due_sure else None,
        )
    ]


def _ask_set_at(case: Case, level: Level, received: date) -> date | str:
    """Return the reply date that was set, or the option chosen instead."""
    if not provides_for_another(level):
        return NOT_SET
    return case.interview.day(
        Question(
            id=f"set-{level.id}",
            kind=QuestionKind.DATE,
            text=f"{level_label(case.policy, level)}: was another reply date set?",
            why=level.reply.another_timescale_text or "The document leaves the time to be agreed.",
            hint=DATE_HINT,
            options=(Option(id=NOT_SET, label="No other date was set"), DATE_UNKNOWN),
            phase=Phase.TRIED,
            citations=cite(case.policy, level.reply.cite or level.cite),
        ),
        not_before=received,
    )


def _replied_question(case: Case, level: Level, none_came: tuple[Option, ...]) -> Question:
    return Question(
        id=f"replied-{level.id}",
        kind=QuestionKind.DATE,
        text=f"{level_label(case.policy, level)}: when did the reply come?",
        why="A reply after its date is shown as late.",
        hint=DATE_HINT,
        options=(*none_came, DATE_UNKNOWN),
        usually_past=True,
        phase=Phase.TRIED,
        citations=cite(case.policy, level.reply.cite or level.cite),
    )


def at_level_now(case: Case, reply: ReplyDate) -> None:
    """Add the level at which a reply is awaited, whose day of receipt the journey has asked for."""
    if counts_towards_total(reply.level):
        late = days_over(reply.due, case.today, case.calendar)
        now = UsedLevel(level=reply.level, reply=reply, no_reply=late is not None, days_late=late)
        case.used = _with_missed_replies(case, (*case.used, now))


def ask_meeting(case: Case, level: Level) -> None:
    """Ask when the meeting took place, where the document lets a clock run from it."""
    clocks = [clock for clock in level.clocks if clock.starts is ClockStart.MEETING and clock.within.value]
    if not clocks or case.interview.assume(_held_question(case, level, clocks), "no") == "no":
        return
    held = case.interview.day(
        Question(
            id="meeting-date",
            kind=QuestionKind.DATE,
            text="When did the meeting take place?",
            why=f"From then the document gives {clocks[0].within}: {clocks[0].what.rstrip('.').lower()}.",
            hint=DATE_HINT,
            usually_past=True,
            phase=Phase.TRIED,
            citations=cite(case.policy, clocks[0].cite),
        ),
        not_after=case.today,
    )
    assert isinstance(held, date)
    case.touched.add(level.id)
    case.clocks = tuple(_running(case, clock, held) for clock in clocks)


def _held_question(case: Case, level: Level, clocks: list[Clock]) -> Question:
    return Question(
        id=MEETING,
        kind=QuestionKind.ONE,
        text=f"Has the meeting at {level.name} taken place?",
        why="The document lets a time limit run from the meeting.",
        options=yes_no(),
        phase=Phase.TRIED,
        citations=cite(case.policy, (place for clock in clocks for place in clock.cite)),
    )


def _running(case: Case, clock: Clock, held: date) -> RunningClock:
    ends = last_day(held, clock.within, case.calendar)
    return RunningClock(clock=clock, started=held, ends=ends, citations=cite(case.policy, clock.cite))
