"""What came of the level tried: from its reply, or the lack of one, to waiting, moving on or closing."""

from __future__ import annotations

from datetime import date

from calculator.cafcass_referral import referral_duties
from calculator.concern_case import Case
from calculator.concern_dates import ask_dates_of_levels_used, ask_meeting, at_level_now
from calculator.concern_time import ladder_at, meter_at, past_total
from calculator.level_choice import ask_higher, bypass_options, level_beside, open_level
from calculator.level_use import use_chosen, use_level
from calculator.lookup import cite, find_level, level_label
from calculator.model import AnotherTimescale, Level, RouteCause, Tier, YesNo
from calculator.outcome import Outcome, Reason, Status, future_receipt
from calculator.plain_dates import Words
from calculator.progress import days_over
from calculator.questions import Option, Phase, Question, QuestionKind
from calculator.reply_date import ReplyDate, SetTimescale, has_number, no_limit_reason, provides_for_another, reply_date
from calculator.result_words import working_days_words
from calculator.shared_questions import DATE_UNKNOWN, ask_set_date, ask_timescale, known, receipt_question, yes_no

CAUSE_TEXT = {
    RouteCause.NO_REPLY: "No reply came in time.",
    RouteCause.REPLY_UNSATISFACTORY: "The reply does not resolve the concern.",
    RouteCause.POST_VACANT: "Nobody holds the post that should reply.",
}
MORE_TIME_TEXT = {
    AnotherTimescale.SET_BY_IRO: "Will you set another reply date?",
    AnotherTimescale.BY_CONSENT: "Do you agree to more time?",
    AnotherTimescale.CASE_BY_CASE: "Will another reply date be set?",
    AnotherTimescale.NONE_STATED: "Will another reply date be set?",
}


def progress_concern(case: Case, tried: Level) -> Outcome:
    """Go on from `tried`, the highest level used: ask how it stands there, then wait, move on or close."""
    answer = case.interview.choose(_reply_question(case, tried))
    if answer == "resolved":
        return _close(case, tried)
    ask_dates_of_levels_used(case, tried, replied=answer == "unsatisfactory")
    ask_meeting(case, tried)
    if answer == "unsatisfactory":
        return _move_on(case, tried, RouteCause.REPLY_UNSATISFACTORY)
    if answer == "vacant":
        return _move_on(case, tried, RouteCause.POST_VACANT)
    if answer == "more-time":
        return _more_time(case, tried)
    return _no_reply_yet(case, tried)


def _reply_question(case: Case, tried: Level) -> Question:
    vacant = Option(id="vacant", label="Nobody holds the post that should reply")
    options = [
        Option(id="none-yet", label="No reply that I know of"),
        Option(id="unsatisfactory", label="A reply that does not resolve the concern"),
        Option(id="more-time", label="A request for more time"),
        Option(id="resolved", label="The concern is resolved"),
        *([vacant] if any(route.when is RouteCause.POST_VACANT for route in tried.leads_to) else []),
    ]
    return Question(
        id="reply",
        kind=QuestionKind.ONE,
        text=f"Where does it stand at {level_label(case.policy, tried)}?",
        why="The answer decides whether you wait, move on, or record and close.",
        options=tuple(options),
        phase=Phase.TRIED,
        citations=cite(case.policy, tried.reply.cite or tried.cite),
    )


def _ask_received(case: Case, level: Level) -> date | None:
    used = case.used
    answer = case.interview.day(
        receipt_question(case.policy, level, extra=DATE_UNKNOWN), not_before=used[-1].reply.received if used else None
    )
    return known(answer)


def _more_time(case: Case, tried: Level) -> Outcome:
    if not provides_for_another(tried):
        case.note("The document does not provide for more time here.", tried.reply.cite)
        return _no_reply_yet(case, tried)
    agreed = case.interview.choose(
        Question(
            id="agree",
            kind=QuestionKind.ONE,
            text=MORE_TIME_TEXT[tried.reply.another_timescale],
            why=tried.reply.another_timescale_text or "The document leaves the time to be agreed.",
            options=yes_no(),
            phase=Phase.TRIED,
            citations=cite(case.policy, tried.reply.cite or tried.cite),
        )
    )
    if agreed == "no":
        case.note("More time was asked for and not agreed.", tried.reply.cite)
        return _no_reply_yet(case, tried, timescale_known=True)
    until = ask_set_date(case.interview, case.policy, tried, Phase.TRIED)
    return _await(case, tried, SetTimescale(until=until))


def _no_reply_yet(case: Case, tried: Level, *, timescale_known: bool = False) -> Outcome:
    timescale = None if timescale_known else ask_timescale(case.interview, case.policy, tried)
    if timescale or has_number(tried):
        return _await(case, tried, timescale)
    return _judge_wait(case, tried, None, "The document states no limit here, so no date can be computed.")


def _judge_wait(case: Case, tried: Level, reply: ReplyDate | None, why: str) -> Outcome:
    """Leave it to the IRO whether a reply without a date has taken too long."""
    waited = case.interview.choose(
        Question(
            id="overdue",
            kind=QuestionKind.ONE,
            text="In your judgement, has the reply taken too long?",
            why=why,
            options=yes_no(),
            phase=Phase.TRIED,
            citations=cite(case.policy, tried.reply.cite or tried.cite),
        )
    )
    if waited == "yes":
        case.note("You judge that the reply has taken too long.", tried.reply.cite)
        return _move_on(case, tried, RouteCause.NO_REPLY)
    case.note(why if has_number(tried) else no_limit_reason(tried), tried.reply.cite)
    return _wait(case, tried, reply, None)


def _await(case: Case, tried: Level, timescale: SetTimescale | None) -> Outcome:
    received = _ask_received(case, tried)
    if received is None and timescale and timescale.until:
        return _await_set_date(case, tried, timescale.until)
    if received is None:
        return _judge_wait(case, tried, None, "The day of receipt is not known, so no date can be computed.")
    case.urgent += future_receipt(received, case.today)
    reply = reply_date(case.policy, tried, received, case.library.calendar, timescale)
    if reply.due is None:
        return _judge_wait(case, tried, reply, "The document states no limit here, so no date can be computed.")
    at_level_now(case, reply)
    return _by_due_date(case, tried, reply, reply.due)


def _await_set_date(case: Case, tried: Level, until: date) -> Outcome:
    """Go by the reply date that was set, which holds whenever the concern was received. Raises OutsideCalendar."""
    case.calendar.require(until)
    case.note("The day of receipt is not known. The reply date that was set holds without it.")
    return _by_due_date(case, tried, None, until)


def _by_due_date(case: Case, tried: Level, reply: ReplyDate | None, due: date) -> Outcome:
    """Wait until the reply date, or move on once it has passed."""
    case.days_late = days_over(due, case.today, case.calendar)
    if case.days_late is None:
        case.urgent += _passed_readings(reply, case.today) if reply else []
        case.note(("The reply is due by ", due, ", which has not passed."), tried.reply.cite)
        return _wait(case, tried, reply, due)
    ago = f", {working_days_words(case.days_late)} ago." if case.days_late else ", which has passed."
    case.note(("The reply was due by ", due, ago), tried.reply.cite)
    return _move_on(case, tried, RouteCause.NO_REPLY)


def _passed_readings(reply: ReplyDate, today: date) -> list[Reason]:
    """Return what to say of the other readings of a limit by which the reply is late already."""
    return [
        Reason(words=(f"Read as {reading.reading}, the limit ended on ", reading.due, ", which has passed."))
        for reading in reply.readings
        if reading.due and reading.due < today and not reply.timescale
    ]


def _wait(case: Case, tried: Level, reply: ReplyDate | None, due: date | None) -> Outcome:
    """Wait at the level tried, unless the IRO chooses a higher one under a bypass.

    A date that was set is due even where `reply` is None, because its day of receipt is not known.
    """
    chosen, bypass, open_levels = ask_higher(case, tried)
    if chosen is not tried:
        return use_chosen(case, chosen, bypass, open_levels)
    label = level_label(case.policy, tried)
    headline: Words = (f"The document does not say how long to wait at {label}.",)
    if has_number(tried):
        headline = (f"Find out when the concern was received at {label}.",)
    if due:
        headline = (f"Wait for the reply at {label} until ", due, ".")
    return case.end(
        Status.WAIT if due else Status.NOT_DETERMINED,
        headline,
        tried.id,
        "levels",
        level=tried,
        reply=reply,
        due=due,
        other_levels=tuple(open_levels),
        ladder=ladder_at(case, tried, reply),
        meter=meter_at(case, tried, reply),
        past_total=past_total(case, reply),
    )


def _move_on(case: Case, tried: Level, cause: RouteCause) -> Outcome:
    causes = {cause} if cause is RouteCause.POST_VACANT else {cause, RouteCause.NOT_RESOLVED}
    routes = [route for route in tried.leads_to if route.when in causes]
    case.cause = cause
    case.note(CAUSE_TEXT[cause])
    if not routes:
        return _nothing_follows(case, tried)
    target = find_level(case.policy, routes[0].level)
    case.note(routes[0].text or f"From here the document leads to {level_label(case.policy, target)}.", routes[0].cite)
    others = [
        level_beside(
            case,
            find_level(case.policy, route.level),
            route.text or "The document names this as another way on.",
            route.cite,
        )
        for route in routes[1:]
        if case.cafcass_for_child is YesNo.YES or find_level(case.policy, route.level).tier is not Tier.OUTSIDE
    ]
    return use_level(case, target, others)


def _nothing_follows(case: Case, tried: Level) -> Outcome:
    case.note(f"The document names no step after {level_label(case.policy, tried)} for this.", tried.cite)
    case.urgent += referral_duties(case, tried)
    return case.end(
        Status.NOT_DETERMINED,
        ("The document does not say what comes next.",),
        tried.id,
        "levels",
        "cafcass",
        level=tried,
        other_levels=tuple(open_level(case, level, rule) for level, rule in bypass_options(case, tried)),
    )


def _close(case: Case, tried: Level) -> Outcome:
    case.note("The concern is resolved.")
    headline = ("Record how the concern was resolved, and close it.",)
    return case.end(Status.RECORD_AND_CLOSE, headline, "records", level=tried)
