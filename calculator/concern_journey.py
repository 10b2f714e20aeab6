"""Raise or progress a concern: the IRO's journey.

Questions are asked in one order and only where the policy makes the answer matter. Nothing is remembered between
calls: every call replays the answers from the start.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from calculator.concern_case import Case
from calculator.concern_dates import ask_dates_of_levels_used, ask_meeting, at_level_now
from calculator.concern_entry import (
    NO_RIGHTS,
    NOT_SURE,
    ask_child,
    ask_concern,
    ask_harm,
    ask_rights,
    ask_tried,
    rights_gate,
)
from calculator.ladder import Ladder, climb, counts_towards_total
from calculator.level_choice import ask_higher, bypass_options, consulted, gates_before, level_beside, open_level
from calculator.library import Library
from calculator.lookup import (
    cite,
    cite_formal_total,
    find_level,
    level_label,
    raised_by_others,
    responder_titles,
    role_words,
)
from calculator.model import (
    AnotherTimescale,
    Bypass,
    CafcassRule,
    CafcassWhen,
    Exclusion,
    Gate,
    Level,
    Policy,
    RouteCause,
    Tier,
    YesNo,
)
from calculator.outcome import CAFCASS_FOR_CHILD, OpenLevel, Outcome, Reason, Status, future_receipt
from calculator.plain_dates import Words
from calculator.progress import Meter, days_over, formal_start, measure
from calculator.questions import NOT_KNOWN, Interview, Option, Phase, Question, QuestionKind
from calculator.reply_date import ReplyDate, SetTimescale, has_number, no_limit_reason, provides_for_another, reply_date
from calculator.result_words import working_days_words
from calculator.shared_questions import (
    CLOCK_QUESTIONS,
    DATE_HINT,
    DATE_UNKNOWN,
    DAY_ZERO,
    ask_authority,
    ask_set_date,
    ask_timescale,
    known,
    receipt_question,
    yes_no,
)

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


def concern_journey(interview: Interview, library: Library, today: date) -> Outcome:
    """Return the outcome, or raise the next question as Unanswered."""
    case = Case(ask_authority(interview, library), library, interview, today)
    ask_child(case)
    ask_harm(case)
    exclusion = ask_concern(case)
    if exclusion:
        return _excluded(case, exclusion)
    gate = rights_gate(case.policy)
    if gate:
        ask_rights(case, "The document opens this procedure only where they may be.", Phase.CONCERN)
        if case.rights == (NO_RIGHTS,):
            return _gate_closed(case, gate)
    unsure = gate is not None and case.rights == (NOT_SURE,)
    case.tried = ask_tried(case, usually_nothing=unsure)
    if gate and unsure:
        if case.tried is None or not gate.only_on_entry:
            return _gate_closed(case, gate)
        _find_out_first(case, gate)
    return _progress(case, case.tried) if case.tried else _start(case)


def _find_out_first(case: Case, gate: Gate) -> None:
    """Say first of all that the gate of an escalation that runs already is still to be checked."""
    case.touched.add("gates")
    words = (
        "You are not sure whether a human right may be at risk. Find out. This procedure opens only where one may be."
    )
    case.urgent.append(Reason(words=(words,), citations=cite(case.policy, gate.cite)))


# Nothing tried yet


def _start(case: Case) -> Outcome:
    level = find_level(case.policy, case.entry or case.policy.entry[0])
    case.note(f"Nothing has been tried. The document starts at {level_label(case.policy, level)}.", level.cite)
    for text in case.policy.entry_text:
        case.note(text.text, text.cite)
    others = [
        level_beside(case, other, "The document also starts here.", other.cite)
        for other in (find_level(case.policy, entry) for entry in case.policy.entry)
        if other is not level
    ]
    return _use(case, level, others)


# Something was tried


def _progress(case: Case, tried: Level) -> Outcome:
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
    return _use(case, target, others)


# Using a level


def _use(case: Case, level: Level, others: Iterable[OpenLevel] = ()) -> Outcome:
    """Use the level, or a higher one that the IRO chooses under a bypass."""
    chosen, bypass, open_levels = ask_higher(case, level)
    return _at(case, chosen, bypass, [*others, *open_levels])


def _at(case: Case, chosen: Level, bypass: Bypass | None, open_levels: list[OpenLevel]) -> Outcome:
    """End at the level chosen, unless it is a referral that the document does not settle."""
    others = [choice for choice in open_levels if choice.level is not chosen]
    if chosen.tier is Tier.OUTSIDE and (stop := _referral_not_determined(case, chosen, others)):
        return stop
    return _do_now(case, chosen, bypass, others)


def _do_now(case: Case, level: Level, bypass: Bypass | None, others: list[OpenLevel]) -> Outcome:
    sent = _ask_sent(case, level) if has_number(level) else None
    reply = reply_date(case.policy, level, sent, case.library.calendar) if sent else None
    gates = gates_before(case, level)
    if not has_number(level):
        case.note(no_limit_reason(level), level.reply.cite)
    case.urgent += _referral_duties(case, level)
    if reply and reply.due and reply.due < case.today:
        case.urgent.append(
            Reason(words=("The reply date of ", reply.due, " has already passed. Check the day of receipt."))
        )
    return case.end(
        Status.DO_NOW,
        _use_headline(case, level),
        level.id,
        "levels",
        *_parts_in_play(case.policy, level, bypass, gates),
        level=level,
        reply=reply,
        due=reply.due if reply else None,
        gates=gates,
        bypass=bypass,
        moves_on_from=None if bypass else case.tried,
        consult=consulted(level, gates, bypass),
        other_levels=tuple(others),
        ladder=_ladder(case, level, reply),
        meter=_meter(case, level, reply),
        past_total=_past_total(case, reply),
    )


def _ladder(case: Case, level: Level, reply: ReplyDate | None) -> Ladder | None:
    if reply is None:
        return None
    return climb(
        case.policy,
        case.library.national,
        reply.received,
        case.library.calendar,
        start_level=level.id,
        timescale=reply.timescale,
    )


def _meter(case: Case, level: Level, reply: ReplyDate | None) -> Meter | None:
    """Return the meter where the start of the formal process is known: entered, or beginning with this result."""
    started = formal_start(case.used) if case.is_start_known else None
    begins_here = case.tried is None or not counts_towards_total(case.tried)
    if not started and begins_here and reply and counts_towards_total(level):
        started = reply.received
    if not started:
        return None
    due = reply.due if reply else None
    return measure(case.policy, case.library.national, started, due, case.today, case.calendar)


def _past_total(case: Case, reply: ReplyDate | None) -> Reason | None:
    """Return a warning where the dates that were entered go past the total by themselves.

    Formal levels before them, whose dates are not known, could only make it more.
    """
    started, national = formal_start(case.used), case.library.national
    due = reply.due if reply else None
    meter = started and measure(case.policy, national, started, due, case.today, case.calendar)
    if not meter or max(meter.used, meter.at_due or 0) <= meter.total:
        return None
    day = f"today is working day {meter.used}" if meter.used > meter.total else f"the reply date is day {meter.at_due}"
    own = case.policy.total
    whose = "The document's total" if own else "The IRO Handbook's total"
    check = "" if own else " This document prints no total, so that is only a cross-check."
    more = "" if case.is_start_known else " Formal levels used before then would make it more."
    return Reason(
        words=("Counted from ", meter.started, f", {day}. {whose} is {meter.total} working days.{more}{check}"),
        citations=cite(case.policy, own.cite) if own else cite_formal_total(national),
    )


def _use_headline(case: Case, level: Level) -> Words:
    if level.tier is Tier.OUTSIDE:
        return (f"You may turn to {responder_titles(case.policy, level)}.",)
    raising = f"raise it now at {level_label(case.policy, level)}."
    if others := raised_by_others(case.policy, level):
        who = " or ".join(role_words(case.policy, role) for role in others)
        raising = f"the {who} is to raise it now at {level.name}."
    if "immediate_harm" in case.touched:
        return (f"First take the appropriate action for the immediate risk. Then {raising}",)
    return (f"{raising[0].upper()}{raising[1:]}",)


def _ask_sent(case: Case, level: Level) -> date | None:
    used = case.used
    answer = case.interview.day(
        Question(
            id="sent",
            kind=QuestionKind.DATE,
            text=CLOCK_QUESTIONS.get(level.reply.starts)
            or f"When will the {responder_titles(case.policy, level)} receive it?",
            why=DAY_ZERO,
            hint=DATE_HINT,
            options=(Option(id=NOT_KNOWN, label="I do not know yet"),),
            phase=Phase.NEXT_STEP,
            citations=cite(case.policy, level.reply.cite or level.cite),
        ),
        not_before=used[-1].reply.received if used else None,
    )
    return known(answer)


def _parts_in_play(policy: Policy, level: Level, bypass: Bypass | None, gates: tuple[Gate, ...]) -> list[str]:
    in_play = {
        "bypass": bypass,
        "gates": gates,
        "cafcass": level.tier is Tier.OUTSIDE,
        "forms": level.forms,
        "messages": any(level.id in message.levels for message in policy.messages),
        "records": True,
    }
    return [part for part, present in in_play.items() if present]


# Ends that are not a level to use


def _wait(case: Case, tried: Level, reply: ReplyDate | None, due: date | None) -> Outcome:
    """Wait at the level tried, unless the IRO chooses a higher one under a bypass.

    A date that was set is due even where `reply` is None, because its day of receipt is not known.
    """
    chosen, bypass, open_levels = ask_higher(case, tried)
    if chosen is not tried:
        return _at(case, chosen, bypass, open_levels)
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
        ladder=_ladder(case, tried, reply),
        meter=_meter(case, tried, reply),
        past_total=_past_total(case, reply),
    )


def _close(case: Case, tried: Level) -> Outcome:
    case.note("The concern is resolved.")
    headline = ("Record how the concern was resolved, and close it.",)
    return case.end(Status.RECORD_AND_CLOSE, headline, "records", level=tried)


def _excluded(case: Case, exclusion: Exclusion) -> Outcome:
    case.note(exclusion.text, exclusion.cite)
    case.note(exclusion.instead or "The document does not say what to do instead.", exclusion.cite)
    return case.end(
        Status.NOT_FOR_THIS_PROCEDURE, ("This procedure is not for that concern.",), "exclusions", exclusion=exclusion
    )


def _gate_closed(case: Case, gate: Gate) -> Outcome:
    case.note(gate.text, gate.cite)
    unsure = case.rights == (NOT_SURE,)
    if unsure:
        case.note("You answered that you are not sure yet.")
    return case.end(
        Status.NOT_DETERMINED if unsure else Status.NOT_FOR_THIS_PROCEDURE,
        ("This procedure opens only where a human right may be at risk.",),
        "gates",
        "human_rights",
        gates=(gate,),
    )


def _nothing_follows(case: Case, tried: Level) -> Outcome:
    case.note(f"The document names no step after {level_label(case.policy, tried)} for this.", tried.cite)
    case.urgent += _referral_duties(case, tried)
    return case.end(
        Status.NOT_DETERMINED,
        ("The document does not say what comes next.",),
        tried.id,
        "levels",
        "cafcass",
        level=tried,
        other_levels=tuple(open_level(case, level, rule) for level, rule in bypass_options(case, tried)),
    )


def _referral_not_determined(case: Case, level: Level, others: list[OpenLevel]) -> Outcome | None:
    """Return an outcome where the policy's own test for the referral is not met or not stated for this child."""
    tests = _referral_tests(case.policy, level)
    if tests and case.rights is None:
        ask_rights(case, "The document ties its referral to Cafcass to this.", Phase.NEXT_STEP)
    headline = "The document does not settle whether its referral to Cafcass is open here."
    if case.cafcass_for_child is not YesNo.YES:
        case.note(CAFCASS_FOR_CHILD[case.cafcass_for_child], level.cite)
    elif tests and case.rights == (NO_RIGHTS,):
        case.note(tests[0].text, tests[0].cite)
        case.note("You answered that no human right may be at risk.")
        headline = "The document's own test for its referral to Cafcass is not met."
    else:
        return None
    return case.end(
        Status.NOT_DETERMINED,
        (headline,),
        level.id,
        "cafcass",
        "human_rights",
        level=level,
        other_levels=tuple(others),
    )


def _referral_duties(case: Case, level: Level) -> list[Reason]:
    """Return when the document says that a referral must be considered, for a level that is Cafcass's own or also its.

    There "may turn to" or "raise it" alone would hide that duty.
    """
    goes_outside = any(case.policy.roles[recipient.role].kind == "outside body" for recipient in level.to)
    if not goes_outside or case.cafcass_for_child is not YesNo.YES:
        return []
    return [
        Reason(words=(rule.text,), citations=cite(case.policy, rule.cite))
        for rule in case.policy.cafcass
        if rule.when is CafcassWhen.MUST_CONSIDER and rule.level in (None, level.id)
    ]


def _referral_tests(policy: Policy, level: Level) -> list[CafcassRule]:
    """Return the rules that ask for a rights risk, unless another rule opens the referral without one."""
    referral = {CafcassWhen.ANY_TIME, CafcassWhen.LAST_RUNG}
    rules = [rule for rule in policy.cafcass if rule.when in referral and rule.level in (None, level.id)]
    return rules if all(rule.needs_rights_risk for rule in rules) else []
