"""I have received an escalation, or several: the manager's journey."""

from __future__ import annotations

from datetime import date

from calculator.ladder import climb
from calculator.library import Library
from calculator.lookup import cite, conflicts_touching, find_level, level_label, responders
from calculator.model import Level, Policy, RoleId, Tier
from calculator.outcome import Journey, Outcome, Reason, Status, future_receipt
from calculator.plain_dates import Words
from calculator.progress import days_over
from calculator.questions import NOT_KNOWN, Interview, Option, Phase, Question, QuestionKind
from calculator.reply_date import (
    ReplyDate,
    SetTimescale,
    has_number,
    no_limit_reason,
    provides_for_another,
    reply_date,
)
from calculator.shared_questions import (
    CLOCK_QUESTIONS,
    DATE_HINT,
    DAY_ZERO,
    ask_authority,
    ask_set_date,
    timescale_question,
)
from calculator.working_days import Calendar

SEVERAL = "several"


def received_journey(interview: Interview, library: Library, today: date) -> Outcome:
    """Return the outcome, or raise the next question as Unanswered."""
    policy = ask_authority(interview, library)
    level = _ask_level(interview, policy, _ask_post(interview, policy))
    own = library.calendar.with_closure_days(policy.closure_days)
    timescale = _ask_timescale(interview, policy, level)
    if not timescale and not has_number(level):
        return _no_date(policy, level, today, own)
    days = _ask_received(interview, policy, level)
    if not days and timescale and timescale.until:
        return _set_date_alone(policy, level, timescale.until, today, own)
    if not days:
        return _day_unknown(policy, level, today, own)
    replies = [reply_date(policy, level, day, library.calendar, timescale) for day in days]
    replies.sort(key=lambda reply: reply.due or date.max)
    first = replies[0]
    return Outcome(
        journey=Journey.RECEIVED,
        status=Status.DO_NOW if first.due else Status.NOT_DETERMINED,
        headline=_headline(policy, level, [reply.due for reply in replies], today),
        policy=policy,
        today=today,
        calendar=own,
        level=level,
        reply=first,
        due=first.due,
        days_late=days_over(first.due, today, own),
        urgent=tuple(reason for day in dict.fromkeys(days) for reason in future_receipt(day, today)),
        ladder=climb(
            policy, library.national, first.received, library.calendar, start_level=level.id, timescale=timescale
        ),
        several=tuple(replies) if len(replies) > 1 else (),
        because=(Reason(words=_limit_words(first), citations=first.citations),),
        conflicts=conflicts_touching(policy, (level.id, "levels")),
    )


def _headline(policy: Policy, level: Level, due: list[date | None], today: date) -> Words:
    first = due[0]
    if not first:
        return _no_date_headline(policy, level)
    if today > first:
        return (f"The {'first reply' if len(due) > 1 else 'reply'} was due by ", first, ".")
    return ("Send the first reply by " if len(due) > 1 else "Reply by ", first, ".")


def _limit_words(reply: ReplyDate) -> Words:
    if reply.timescale and reply.due:
        return _set_date_words(reply.due)
    if reply.no_limit_reason:
        return (reply.no_limit_reason,)
    return (f"The limit here is {reply.limit}, counted from ", reply.received, ".")


def _set_date_words(due: date) -> Words:
    return ("The reply date that was set is ", due, ".")


def _ask_post(interview: Interview, policy: Policy) -> RoleId | None:
    """Return the post; None where the reader does not know which of them it is."""
    levels = [level for level in policy.levels if level.tier is not Tier.OUTSIDE]
    roles = dict.fromkeys(recipient.role for level in levels for recipient in responders(level))
    posts = [role for role in roles if policy.roles[role].kind != "outside body"]
    chosen = interview.choose(
        Question(
            id="post",
            kind=QuestionKind.ONE,
            text="Which post do you hold?",
            why="The document gives each post its own limit.",
            options=(
                *(Option(id=role, label=policy.roles[role].title) for role in posts),
                Option(id=NOT_KNOWN, label="I do not know which of these it is"),
            ),
            phase=Phase.POST,
            citations=cite(policy, (place for level in levels for place in level.cite)),
        )
    )
    return None if chosen == NOT_KNOWN else RoleId(chosen)


def _ask_level(interview: Interview, policy: Policy, post: RoleId | None) -> Level:
    levels = [
        level
        for level in policy.levels
        if level.tier is not Tier.OUTSIDE
        and (post is None or any(recipient.role == post for recipient in responders(level)))
    ]
    if len(levels) == 1:
        return levels[0]
    word = policy.words.level
    chosen = interview.choose(
        Question(
            id="level",
            kind=QuestionKind.ONE,
            text=f"At which {word} did it reach you?",
            why=f"This post answers at more than one {word}." if post else f"Each {word} has its own limit.",
            options=tuple(Option(id=level.id, label=level_label(policy, level)) for level in levels),
            phase=Phase.POST,
            citations=cite(policy, (place for level in levels for place in level.cite)),
        )
    )
    return find_level(policy, chosen)


def _ask_timescale(interview: Interview, policy: Policy, level: Level) -> SetTimescale | None:
    """Ask whether another reply date was set; assumed not to be where the document states a limit."""
    if not provides_for_another(level):
        return None
    question = timescale_question(policy, level, Phase.RECEIVED)
    answer = interview.assume(question, "no") if has_number(level) else interview.choose(question)
    return SetTimescale(until=ask_set_date(interview, policy, level, Phase.RECEIVED)) if answer == "yes" else None


def _ask_received(interview: Interview, policy: Policy, level: Level) -> tuple[date, ...]:
    """Return the day of receipt, or several; nothing where it is not known."""
    answer = interview.day(
        Question(
            id="received",
            kind=QuestionKind.DATE,
            text=CLOCK_QUESTIONS.get(level.reply.starts) or "When did you receive it?",
            why=DAY_ZERO,
            hint=DATE_HINT,
            options=(
                Option(id=SEVERAL, label="I received several, and will paste their dates"),
                Option(id=NOT_KNOWN, label="I do not know the date"),
            ),
            usually_past=True,
            phase=Phase.RECEIVED,
            citations=cite(policy, level.reply.cite or level.cite),
        )
    )
    if isinstance(answer, date):
        return (answer,)
    return _ask_several(interview, policy, level) if answer == SEVERAL else ()


def _ask_several(interview: Interview, policy: Policy, level: Level) -> tuple[date, ...]:
    return interview.days(
        Question(
            id="dates-received",
            kind=QuestionKind.DATES,
            text="On which dates did you receive them?",
            why="Each has its own reply date. They are sorted by it.",
            hint="One date a line, for example 27 3 2026. Enter dates only, no names.",
            phase=Phase.RECEIVED,
            citations=cite(policy, level.reply.cite or level.cite),
        )
    )


def _no_date_headline(policy: Policy, level: Level) -> Words:
    return (f"The document gives no reply date for {level_label(policy, level)}.",)


def _no_date(policy: Policy, level: Level, today: date, calendar: Calendar) -> Outcome:
    reason = Reason(words=(no_limit_reason(level),), citations=cite(policy, level.reply.cite))
    return _without_date(policy, level, today, calendar, _no_date_headline(policy, level), reason)


def _day_unknown(policy: Policy, level: Level, today: date, calendar: Calendar) -> Outcome:
    unknown = Reason(words=("The day of receipt is not known, so no date can be computed.",))
    limit = f"The limit here is {level.reply.within}." if level.reply.within.value else no_limit_reason(level)
    stated = Reason(words=(limit,), citations=cite(policy, level.reply.cite))
    return _without_date(policy, level, today, calendar, ("Find out when the concern was received.",), unknown, stated)


def _set_date_alone(policy: Policy, level: Level, until: date, today: date, calendar: Calendar) -> Outcome:
    """Return the outcome for a date that was set, which holds on whatever day the concern was received.

    Raises OutsideCalendar.
    """
    calendar.require(until)
    return Outcome(
        journey=Journey.RECEIVED,
        status=Status.DO_NOW,
        headline=_headline(policy, level, [until], today),
        policy=policy,
        today=today,
        calendar=calendar,
        level=level,
        due=until,
        days_late=days_over(until, today, calendar),
        because=(Reason(words=_set_date_words(until), citations=cite(policy, level.reply.cite)),),
        conflicts=conflicts_touching(policy, (level.id, "levels")),
    )


def _without_date(
    policy: Policy, level: Level, today: date, calendar: Calendar, headline: Words, *because: Reason
) -> Outcome:
    return Outcome(
        journey=Journey.RECEIVED,
        status=Status.NOT_DETERMINED,
        headline=headline,
        policy=policy,
        today=today,
        calendar=calendar,
        level=level,
        because=because,
        conflicts=conflicts_touching(policy, (level.id, "levels")),
    )
