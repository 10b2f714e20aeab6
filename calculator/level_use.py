"""Using a level now: what to do there, from which day its reply date runs, and what takes part in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from calculator.cafcass_referral import referral_duties, referral_not_determined
from calculator.concern_case import Case
from calculator.concern_time import ladder_at, meter_at, past_total
from calculator.level_choice import ask_higher, consulted, gates_before
from calculator.lookup import cite, level_label, raised_by_others, responder_titles, role_words
from calculator.model import Bypass, Gate, Level, Policy, Tier
from calculator.outcome import OpenLevel, Outcome, Reason, Status
from calculator.plain_dates import Words
from calculator.questions import NOT_KNOWN, Option, Phase, Question, QuestionKind
from calculator.reply_date import has_number, no_limit_reason, reply_date
from calculator.shared_questions import CLOCK_QUESTIONS, DATE_HINT, DAY_ZERO, known


def use_level(case: Case, level: Level, others: Iterable[OpenLevel] = ()) -> Outcome:
    """Use the level, or a higher one that the IRO chooses under a bypass."""
    chosen, bypass, open_levels = ask_higher(case, level)
    return use_chosen(case, chosen, bypass, [*others, *open_levels])


def use_chosen(case: Case, chosen: Level, bypass: Bypass | None, open_levels: list[OpenLevel]) -> Outcome:
    """End at the level chosen, unless it is a referral that the document does not settle.

    `bypass` is what opened the level; None where the document itself points there.
    """
    others = [choice for choice in open_levels if choice.level is not chosen]
    if chosen.tier is Tier.OUTSIDE and (stop := referral_not_determined(case, chosen, others)):
        return stop
    return _do_now(case, chosen, bypass, others)


def _do_now(case: Case, level: Level, bypass: Bypass | None, others: list[OpenLevel]) -> Outcome:
    sent = _ask_sent(case, level) if has_number(level) else None
    reply = reply_date(case.policy, level, sent, case.library.calendar) if sent else None
    gates = gates_before(case, level)
    if not has_number(level):
        case.note(no_limit_reason(level), level.reply.cite)
    case.urgent += referral_duties(case, level)
    if reply and reply.due and reply.due < case.today:
        check = (
            " has already passed. Check the day of receipt. If it is right, this level was used: change what was tried."
        )
        case.urgent.append(Reason(words=("The reply date of ", reply.due, check)))
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
        ladder=ladder_at(case, level, reply),
        meter=meter_at(case, level, reply),
        past_total=past_total(case, reply),
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
