"""I have received an escalation: the manager's journey."""

from __future__ import annotations

from datetime import date

from calculator.ladder import climb
from calculator.library import Library
from calculator.lookup import cite, conflicts_touching, find_level, level_label, responders
from calculator.model import Level, Policy, RoleId, Tier
from calculator.outcome import Journey, Outcome, Reason, Status, future_receipt
from calculator.plain_dates import Words
from calculator.questions import Interview, Option, Question, QuestionKind
from calculator.reply_date import has_number, no_limit_reason, reply_date
from calculator.shared_questions import CLOCK_QUESTIONS, ask_authority, ask_timescale
from calculator.working_days import working_days_between


def received_journey(interview: Interview, library: Library, today: date) -> Outcome:
    """Return the outcome, or raise the next question as Unanswered."""
    policy = ask_authority(interview, library)
    level = _ask_level(interview, policy, _ask_post(interview, policy))
    timescale = ask_timescale(interview, policy, level)
    if not timescale and not has_number(level):
        return _no_date(policy, level)
    received = _ask_received(interview, policy, level)
    reply = reply_date(policy, level, received, library.calendar, timescale)
    own = library.calendar.with_closure_days(policy.closure_days)
    late = working_days_between(reply.due, today, own) if reply.due and today > reply.due else None
    limit: Words = (f"The limit here is {reply.limit}, counted from ", received, ".")
    if reply.no_limit_reason:
        limit = (reply.no_limit_reason,)
    if timescale and reply.due:
        limit = ("The reply date that was set is ", reply.due, ".")
    return Outcome(
        journey=Journey.RECEIVED,
        status=Status.DO_NOW if reply.due else Status.NOT_DETERMINED,
        headline=("Reply by ", reply.due, ".") if reply.due else _no_date_headline(policy, level),
        policy=policy,
        level=level,
        reply=reply,
        due=reply.due,
        days_late=late,
        urgent=future_receipt(received, today),
        ladder=climb(policy, library.national, received, library.calendar, start_level=level.id, timescale=timescale),
        because=(Reason(words=limit, citations=reply.citations),),
        conflicts=conflicts_touching(policy, (level.id, "levels")),
    )


def _ask_post(interview: Interview, policy: Policy) -> RoleId:
    inside = [level for level in policy.levels if level.tier is not Tier.OUTSIDE]
    roles = dict.fromkeys(recipient.role for level in inside for recipient in responders(level))
    posts = [role for role in roles if policy.roles[role].kind != "outside body"]
    chosen = interview.choose(
        Question(
            id="post",
            kind=QuestionKind.ONE,
            text="Which post do you hold?",
            why="The document gives each post its own limit.",
            options=tuple(Option(id=role, label=policy.roles[role].title) for role in posts),
        )
    )
    return RoleId(chosen)


def _ask_level(interview: Interview, policy: Policy, post: RoleId) -> Level:
    levels = [
        level
        for level in policy.levels
        if level.tier is not Tier.OUTSIDE and any(recipient.role == post for recipient in responders(level))
    ]
    if len(levels) == 1:
        return levels[0]
    chosen = interview.choose(
        Question(
            id="level",
            kind=QuestionKind.ONE,
            text=f"At which {policy.words.level} did it reach you?",
            why=f"This post answers at more than one {policy.words.level}.",
            options=tuple(Option(id=level.id, label=level_label(policy, level)) for level in levels),
        )
    )
    return find_level(policy, chosen)


def _ask_received(interview: Interview, policy: Policy, level: Level) -> date:
    return interview.date(
        Question(
            id="received",
            kind=QuestionKind.DATE,
            text=CLOCK_QUESTIONS.get(level.reply.starts) or "When did you receive it?",
            why="The reply date is counted from that day, which is day 0.",
            hint="For example, 27 3 2026",
            usually_past=True,
            citations=cite(policy, level.reply.cite),
        )
    )


def _no_date_headline(policy: Policy, level: Level) -> Words:
    return (f"The document gives no reply date for {level_label(policy, level)}.",)


def _no_date(policy: Policy, level: Level) -> Outcome:
    return Outcome(
        journey=Journey.RECEIVED,
        status=Status.NOT_DETERMINED,
        headline=_no_date_headline(policy, level),
        policy=policy,
        level=level,
        because=(Reason(words=(no_limit_reason(level),), citations=cite(policy, level.reply.cite)),),
        conflicts=conflicts_touching(policy, (level.id, "levels")),
    )
