"""Raise or progress a concern: the IRO's journey.

Questions are asked in one order and only where the policy makes the answer matter. Nothing is remembered between
calls: every call replays the answers from the start.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from calculator.ladder import climb
from calculator.library import Library
from calculator.lookup import cite, conflicts_touching, find_level, level_index, level_label, responder_titles
from calculator.model import (
    AnotherTimescale,
    Bypass,
    BypassTerms,
    CafcassRule,
    CafcassWhen,
    Conflict,
    Exclusion,
    Gate,
    GateKind,
    Level,
    LevelId,
    PlaceId,
    Policy,
    Recipient,
    RouteCause,
    Tier,
    YesNo,
)
from calculator.outcome import CAFCASS_FOR_CHILD, Journey, OpenLevel, Outcome, Reason, Status, future_receipt
from calculator.plain_dates import Words
from calculator.questions import Interview, Option, Question, QuestionKind
from calculator.reply_date import ReplyDate, SetTimescale, has_number, no_limit_reason, provides_for_another, reply_date
from calculator.shared_questions import CLOCK_QUESTIONS, ask_authority, ask_set_date, ask_timescale, yes_no
from calculator.working_days import working_days_between

NOTHING_TRIED = "nothing"
SOMETHING_ELSE = "something-else"
NO_RIGHTS = "none"
NOT_SURE = "not-sure"
GENERAL_RIGHTS = "yes"

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
BYPASS_TEXT = {
    BypassTerms.FREE: "You may choose it yourself.",
    BypassTerms.AFTER_CONSULTATION: "You may choose it after consultation.",
}


@dataclass(slots=True)
class Case:
    """What is known of one concern while the questions are asked."""

    policy: Policy
    library: Library
    interview: Interview
    today: date
    because: list[Reason] = field(default_factory=list)
    urgent: list[Reason] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    """Parts of the policy that took part, for finding the conflicts that touch the result."""
    rights: tuple[str, ...] | None = None
    """Answers about human rights; None where the policy does not make them matter."""
    cafcass_for_child: YesNo = YesNo.YES
    entry: LevelId | None = None
    tried: Level | None = None
    cause: RouteCause | None = None
    """Why the concern moves on from the level tried; None at entry and while waiting."""
    days_late: int | None = None

    def note(self, words: str | Words, places: Iterable[PlaceId] = ()) -> None:
        """Keep a rule that fired, with its places."""
        parts = (words,) if isinstance(words, str) else words
        self.because.append(Reason(words=parts, citations=cite(self.policy, places)))

    def conflicts(self, *parts: str) -> tuple[Conflict, ...]:
        """Return the conflicts that touch this case or the parts given."""
        return conflicts_touching(self.policy, self.touched.union(parts))


def concern_journey(interview: Interview, library: Library, today: date) -> Outcome:
    """Return the outcome, or raise the next question as Unanswered."""
    case = Case(ask_authority(interview, library), library, interview, today)
    _ask_child(case)
    _ask_harm(case)
    exclusion = _ask_concern(case)
    if exclusion:
        return _excluded(case, exclusion)
    gate = _rights_gate(case.policy)
    if gate:
        _ask_rights(case, "The document opens this procedure only where they may be.")
        if case.rights in ((NO_RIGHTS,), (NOT_SURE,)):
            return _gate_closed(case, gate)
    case.tried = _ask_tried(case)
    return _progress(case, case.tried) if case.tried else _start(case)


# The questions before the ladder


def _ask_child(case: Case) -> None:
    children = case.policy.scope.children
    case.cafcass_for_child = children[0].cafcass if len(children) == 1 else YesNo.YES
    if len({child.cafcass for child in children}) < 2:
        return
    chosen = case.interview.choose(
        Question(
            id="child",
            kind=QuestionKind.ONE,
            text="Which of these describes the child?",
            why="The document treats these children differently when it comes to Cafcass.",
            options=tuple(Option(id=child.id, label=child.label) for child in children),
            citations=cite(case.policy, (place for child in children for place in child.cite)),
        )
    )
    case.cafcass_for_child = next(child.cafcass for child in children if child.id == chosen)


def _ask_harm(case: Case) -> None:
    statements = case.policy.immediate_harm
    if not statements:
        return
    citations = cite(case.policy, (place for statement in statements for place in statement.cite))
    answer = case.interview.choose(
        Question(
            id="harm",
            kind=QuestionKind.ONE,
            text="Is the child at immediate risk of significant harm?",
            why="The document asks for other action first if so.",
            options=yes_no(),
            citations=citations,
        )
    )
    if answer == "yes":
        case.touched.add("immediate_harm")
        case.urgent += [
            Reason(words=(statement.text,), citations=cite(case.policy, statement.cite)) for statement in statements
        ]


def _ask_concern(case: Case) -> Exclusion | None:
    """Ask what the concern is about, from the policy's own lists; return an exclusion if one was chosen."""
    policy = case.policy
    listed = [
        (Option(id=item.id, label=item.label, hint=item.detail, group=part.title), part.starts_at, item.cite)
        for part in policy.concerns
        for item in part.items
    ]
    examples = policy.human_rights.examples if policy.human_rights and not listed else ()
    listed += [(Option(id=item.id, label=item.label, hint=item.detail), None, item.cite) for item in examples]
    if not listed and not policy.exclusions:
        return None
    other = "Other concerns" if policy.concerns else None
    excluded = [Option(id=item.id, label=item.label, group=other) for item in policy.exclusions]
    closed = bool(policy.concerns) and all(part.exhaustive for part in policy.concerns)
    rest = [] if closed else [Option(id=SOMETHING_ELSE, label="Something else", group=other)]
    lists_cite = [place for part in policy.concerns for place in part.cite]
    chosen = case.interview.choose(
        Question(
            id="concern",
            kind=QuestionKind.ONE,
            text="What is the concern mainly about?",
            why="The document says what this procedure is for, and what it is not for.",
            options=(*(option for option, _, _ in listed), *excluded, *rest),
            citations=cite(policy, (*lists_cite, *(place for item in policy.exclusions for place in item.cite))),
        )
    )
    for exclusion in policy.exclusions:
        if exclusion.id == chosen:
            return exclusion
    for option, starts_at, places in listed:
        if option.id == chosen:
            case.entry = starts_at
            case.touched.add("concerns")
            case.note(f'The document lists this concern: "{option.label}".', places)
    if chosen == SOMETHING_ELSE:
        case.note("The concern is not in the document's list. The list does not rule it out.", lists_cite)
    return None


def _ask_rights(case: Case, why: str) -> None:
    rights = case.policy.human_rights
    if not rights:
        return
    case.touched.add("human_rights")
    tests = [place for test in rights.tests for place in test.cite]
    articles = tuple(
        Option(id=f"article-{article.number}", label=f"Article {article.number}: {article.policy_words}")
        for article in rights.articles
    )
    general = (Option(id=GENERAL_RIGHTS, label="Yes"),)
    nothing = Option(id=NO_RIGHTS, label="None" if articles else "No", excludes_others=True)
    unsure = Option(id=NOT_SURE, label="I am not sure yet", excludes_others=True)
    case.rights = case.interview.choose_many(
        Question(
            id="rights",
            kind=QuestionKind.MANY if articles else QuestionKind.ONE,
            text="Which of the child's rights may be at risk?"
            if articles
            else "May the child's human rights be at risk?",
            why=why,
            hint="Choose all that apply. The words are the document's own." if articles else None,
            options=(*(articles or general), nothing, unsure),
            citations=cite(case.policy, (*tests, *(place for article in rights.articles for place in article.cite))),
        )
    )


def _ask_tried(case: Case) -> Level | None:
    word = case.policy.words.level
    levels = [level for level in case.policy.levels if level.tier is not Tier.OUTSIDE]
    chosen = case.interview.choose(
        Question(
            id="tried",
            kind=QuestionKind.ONE,
            text=f"What is the highest {word} that you have used for this concern?",
            why=f"The next step depends on the {word} at which the concern stands now.",
            options=(
                Option(id=NOTHING_TRIED, label="None yet"),
                *(Option(id=level.id, label=level_label(case.policy, level)) for level in levels),
            ),
        )
    )
    return None if chosen == NOTHING_TRIED else find_level(case.policy, chosen)


# Nothing tried yet


def _start(case: Case) -> Outcome:
    level = find_level(case.policy, case.entry or case.policy.entry[0])
    texts = case.policy.entry_text
    case.note(f"Nothing has been tried. The document starts at {level_label(case.policy, level)}.", level.cite)
    for text in texts:
        case.note(text.text, text.cite)
    others = [
        OpenLevel(level=other, terms="The document also starts here.", citations=cite(case.policy, other.cite))
        for other in (find_level(case.policy, entry) for entry in case.policy.entry)
        if other is not level
    ]
    return _use(case, level, others)


# Something was tried


def _progress(case: Case, tried: Level) -> Outcome:
    answer = case.interview.choose(_reply_question(case, tried))
    if answer == "resolved":
        return _close(case, tried)
    if answer == "unsatisfactory":
        return _move_on(case, tried, RouteCause.REPLY_UNSATISFACTORY)
    if answer == "vacant":
        return _move_on(case, tried, RouteCause.POST_VACANT)
    if answer == "more-time":
        return _more_time(case, tried)
    return _no_reply_yet(case, tried)


def _reply_question(case: Case, tried: Level) -> Question:
    options = [
        Option(id="none-yet", label="No reply yet"),
        Option(id="unsatisfactory", label="A reply that does not resolve the concern"),
        Option(id="more-time", label="A request for more time"),
        Option(id="resolved", label="The concern is resolved"),
    ]
    if any(route.when is RouteCause.POST_VACANT for route in tried.leads_to):
        options.append(Option(id="vacant", label="Nobody holds the post that should reply"))
    return Question(
        id="reply",
        kind=QuestionKind.ONE,
        text=f"Where does it stand at {level_label(case.policy, tried)}?",
        why="The answer decides whether you wait, move on, or record and close.",
        options=tuple(options),
        citations=cite(case.policy, tried.reply.cite),
    )


def _ask_received(case: Case, level: Level) -> date:
    return case.interview.date(
        Question(
            id="received",
            kind=QuestionKind.DATE,
            text=CLOCK_QUESTIONS.get(level.reply.starts)
            or f"When did the {responder_titles(case.policy, level)} receive the concern?",
            why="The reply date is counted from that day, which is day 0.",
            hint="For example, 27 3 2026",
            usually_past=True,
            citations=cite(case.policy, level.reply.cite),
        )
    )


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
            citations=cite(case.policy, tried.reply.cite),
        )
    )
    if agreed == "no":
        case.note("More time was asked for and not agreed.", tried.reply.cite)
        return _no_reply_yet(case, tried, timescale_known=True)
    received = _ask_received(case, tried)
    return _await(case, tried, received, SetTimescale(until=ask_set_date(case.interview, case.policy, tried)))


def _no_reply_yet(case: Case, tried: Level, *, timescale_known: bool = False) -> Outcome:
    timescale = None if timescale_known else ask_timescale(case.interview, case.policy, tried)
    if timescale or has_number(tried):
        return _await(case, tried, _ask_received(case, tried), timescale)
    return _judge_wait(case, tried, None)


def _judge_wait(case: Case, tried: Level, reply: ReplyDate | None) -> Outcome:
    """Leave it to the IRO whether a reply without a date has taken too long."""
    waited = case.interview.choose(
        Question(
            id="overdue",
            kind=QuestionKind.ONE,
            text="In your judgement, has the reply taken too long?",
            why="The document states no limit here, so no date can be computed.",
            options=yes_no(),
            citations=cite(case.policy, tried.reply.cite),
        )
    )
    if waited == "yes":
        case.note("You judge that the reply has taken too long.", tried.reply.cite)
        return _move_on(case, tried, RouteCause.NO_REPLY)
    case.note(no_limit_reason(tried), tried.reply.cite)
    return _wait(case, tried, reply)


def _await(case: Case, tried: Level, received: date, timescale: SetTimescale | None) -> Outcome:
    case.urgent += future_receipt(received, case.today)
    reply = reply_date(case.policy, tried, received, case.library.calendar, timescale)
    if reply.due is None:
        return _judge_wait(case, tried, reply)
    if case.today <= reply.due:
        case.note(("The reply is due by ", reply.due, ", which has not passed."), tried.reply.cite)
        return _wait(case, tried, reply)
    own = case.library.calendar.with_closure_days(case.policy.closure_days)
    case.days_late = working_days_between(reply.due, case.today, own)
    late = "1 working day" if case.days_late == 1 else f"{case.days_late} working days"
    case.note(("The reply was due by ", reply.due, f", {late} ago."), tried.reply.cite)
    return _move_on(case, tried, RouteCause.NO_REPLY)


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
        OpenLevel(
            level=find_level(case.policy, route.level),
            terms=route.text or "The document names this as another way on.",
            citations=cite(case.policy, route.cite),
        )
        for route in routes[1:]
        if case.cafcass_for_child is YesNo.YES or find_level(case.policy, route.level).tier is not Tier.OUTSIDE
    ]
    return _use(case, target, others)


# Using a level


def _use(case: Case, level: Level, others: Iterable[OpenLevel] = ()) -> Outcome:
    """Use the level, or a higher one that the IRO chooses under a bypass."""
    chosen, bypass, open_levels = _ask_higher(case, level)
    return _at(case, chosen, bypass, [*others, *open_levels])


def _at(case: Case, chosen: Level, bypass: Bypass | None, open_levels: list[OpenLevel]) -> Outcome:
    """End at the level chosen, unless it is a referral that the document does not settle."""
    others = [choice for choice in open_levels if choice.level is not chosen]
    if chosen.tier is Tier.OUTSIDE and (stop := _referral_not_determined(case, chosen, others)):
        return stop
    return _do_now(case, chosen, bypass, others)


def _do_now(case: Case, level: Level, bypass: Bypass | None, others: list[OpenLevel]) -> Outcome:
    policy, calendar = case.policy, case.library.calendar
    sent = _ask_sent(case, level) if has_number(level) else None
    reply = reply_date(policy, level, sent, calendar) if sent else None
    ladder = climb(policy, case.library.national, sent, calendar, start_level=level.id) if sent else None
    gates = _gates_before(case, level)
    if reply and reply.due and reply.due < case.today:
        case.note(("The reply date of ", reply.due, " has already passed."))
    if not reply:
        case.note(no_limit_reason(level), level.reply.cite)
    return Outcome(
        journey=Journey.CONCERN,
        status=Status.DO_NOW,
        headline=_use_headline(case, level),
        policy=policy,
        level=level,
        reply=reply,
        due=reply.due if reply else None,
        days_late=case.days_late,
        urgent=tuple(case.urgent),
        gates=gates,
        cafcass_for_child=case.cafcass_for_child,
        bypass=bypass,
        consult=_consulted(level, gates, bypass),
        other_levels=tuple(others),
        ladder=ladder,
        because=tuple(case.because),
        conflicts=case.conflicts(level.id, "levels", *_parts_in_play(policy, level, bypass, gates)),
    )


def _use_headline(case: Case, level: Level) -> Words:
    at_risk = "immediate_harm" in case.touched
    urgent = "First take the appropriate action for the immediate risk. Then raise" if at_risk else "Raise"
    if level.tier is Tier.OUTSIDE:
        return (f"You may turn to {responder_titles(case.policy, level)}.",)
    return (f"{urgent} it now at {level_label(case.policy, level)}.",)


def _consulted(level: Level, gates: tuple[Gate, ...], bypass: Bypass | None) -> tuple[Recipient, ...]:
    """Return with whom to speak first, each post once: by the level, then its gates, then the bypass."""
    asked = list(level.consult)
    asked += [Recipient(role=role, cite=gate.cite) for gate in gates for role in gate.who]
    if bypass:
        asked += [Recipient(role=role, cite=bypass.cite) for role in bypass.consult]
    return tuple({recipient.role: recipient for recipient in reversed(asked)}.values())[::-1]


def _ask_sent(case: Case, level: Level) -> date:
    return case.interview.date(
        Question(
            id="sent",
            kind=QuestionKind.DATE,
            text=CLOCK_QUESTIONS.get(level.reply.starts)
            or f"When will the {responder_titles(case.policy, level)} receive it?",
            why="The reply date is counted from that day, which is day 0.",
            hint="For example, 27 3 2026",
            citations=cite(case.policy, level.reply.cite),
        )
    )


def _ask_higher(case: Case, level: Level) -> tuple[Level, Bypass | None, list[OpenLevel]]:
    """Offer the levels above that a bypass opens; return the level to use and all that are open."""
    options = _bypass_options(case, level)
    open_levels = [_open_level(case, target, bypass) for target, bypass in options]
    if not options:
        return level, None, open_levels
    word = case.policy.words.level
    answer = case.interview.choose(
        Question(
            id="higher",
            kind=QuestionKind.ONE,
            text=f"Does the concern need a higher {word} now?",
            why=f"The document opens a higher {word} on certain terms.",
            options=yes_no(no_hint=f"{'Wait at' if level is case.tried else 'Use'} {level_label(case.policy, level)}"),
            citations=cite(case.policy, (place for _, bypass in options for place in bypass.cite)),
        )
    )
    if answer == "no":
        return level, None, open_levels
    chosen = _ask_level(case, options)
    target, bypass = next((target, bypass) for target, bypass in options if target.id == chosen)
    case.touched.add("bypass")
    case.note(bypass.text, bypass.cite)
    below = [] if level is case.tried else [_open_level_below(case, level)]
    return target, bypass, [*below, *open_levels]


def _ask_level(case: Case, options: list[tuple[Level, Bypass]]) -> str:
    if len(options) == 1:
        return options[0][0].id
    return case.interview.choose(
        Question(
            id="level",
            kind=QuestionKind.ONE,
            text=f"Which {case.policy.words.level} will you use?",
            why="The document leaves this to the IRO on the terms shown.",
            options=tuple(
                Option(
                    id=target.id,
                    label=level_label(case.policy, target),
                    hint="The document calls this the usual one." if bypass.usual == target.id else None,
                )
                for target, bypass in options
            ),
            citations=cite(case.policy, (place for _, bypass in options for place in bypass.cite)),
        )
    )


def _bypass_options(case: Case, level: Level) -> list[tuple[Level, Bypass]]:
    standing = case.tried.id if case.tried else None
    found: dict[LevelId, tuple[Level, Bypass]] = {}
    for bypass in case.policy.bypass:
        elsewhere = bool(bypass.starts_from) and standing not in bypass.starts_from
        if elsewhere or (bypass.at_entry_only and standing) or (bypass.when and case.cause not in _causes(bypass.when)):
            continue
        for target_id in bypass.opens:
            if level_index(case.policy, target_id) > level_index(case.policy, level.id):
                found.setdefault(target_id, (find_level(case.policy, target_id), bypass))
    return sorted(found.values(), key=lambda option: level_index(case.policy, option[0].id))


def _causes(stated: Iterable[RouteCause]) -> set[RouteCause]:
    """Return the causes that a document means: not resolved covers no reply and an unsatisfactory one."""
    causes = set(stated)
    if RouteCause.NOT_RESOLVED in causes:
        causes |= {RouteCause.NO_REPLY, RouteCause.REPLY_UNSATISFACTORY}
    return causes


def _open_level(case: Case, level: Level, bypass: Bypass) -> OpenLevel:
    return OpenLevel(
        level=level,
        terms=BYPASS_TEXT.get(bypass.terms, bypass.text),
        consult=bypass.consult,
        citations=cite(case.policy, bypass.cite),
    )


def _open_level_below(case: Case, level: Level) -> OpenLevel:
    return OpenLevel(level=level, terms="The document points here.", citations=cite(case.policy, level.cite))


def _gates_before(case: Case, level: Level) -> tuple[Gate, ...]:
    standing = case.tried.id if case.tried else None
    return tuple(
        gate
        for gate in case.policy.gates
        if level.id in gate.before
        and not (gate.only_on_entry and standing in gate.before)
        and (not gate.after or standing in gate.after)
        and (not gate.when or case.cause in _causes(gate.when))
    )


def _rights_gate(policy: Policy) -> Gate | None:
    return next((gate for gate in policy.gates if gate.kind is GateKind.RIGHTS_RISK), None)


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


def _wait(case: Case, tried: Level, reply: ReplyDate | None) -> Outcome:
    """Wait at the level tried, unless the IRO chooses a higher one under a bypass."""
    chosen, bypass, open_levels = _ask_higher(case, tried)
    if chosen is not tried:
        return _at(case, chosen, bypass, open_levels)
    due = reply.due if reply else None
    label = level_label(case.policy, tried)
    ladder = None
    if reply:
        ladder = climb(
            case.policy,
            case.library.national,
            reply.received,
            case.library.calendar,
            start_level=tried.id,
            timescale=reply.timescale,
        )
    return Outcome(
        journey=Journey.CONCERN,
        status=Status.WAIT if due else Status.NOT_DETERMINED,
        headline=(f"Wait for the reply at {label} until ", due, ".")
        if due
        else (f"The document does not say how long to wait at {label}.",),
        policy=case.policy,
        cafcass_for_child=case.cafcass_for_child,
        level=tried,
        reply=reply,
        due=due,
        urgent=tuple(case.urgent),
        other_levels=tuple(open_levels),
        ladder=ladder,
        because=tuple(case.because),
        conflicts=case.conflicts(tried.id, "levels"),
    )


def _close(case: Case, tried: Level) -> Outcome:
    case.note("The concern is resolved.")
    return Outcome(
        journey=Journey.CONCERN,
        status=Status.RECORD_AND_CLOSE,
        headline=("Record how the concern was resolved, and close it.",),
        policy=case.policy,
        cafcass_for_child=case.cafcass_for_child,
        level=tried,
        urgent=tuple(case.urgent),
        because=tuple(case.because),
        conflicts=case.conflicts("records"),
    )


def _excluded(case: Case, exclusion: Exclusion) -> Outcome:
    case.note(exclusion.text, exclusion.cite)
    case.note(exclusion.instead or "The document does not say what to do instead.", exclusion.cite)
    return Outcome(
        journey=Journey.CONCERN,
        status=Status.NOT_FOR_THIS_PROCEDURE,
        headline=("This procedure is not for that concern.",),
        policy=case.policy,
        cafcass_for_child=case.cafcass_for_child,
        urgent=tuple(case.urgent),
        because=tuple(case.because),
        conflicts=case.conflicts("exclusions"),
    )


def _gate_closed(case: Case, gate: Gate) -> Outcome:
    case.note(gate.text, gate.cite)
    unsure = case.rights == (NOT_SURE,)
    if unsure:
        case.note("You answered that you are not sure yet.")
    return Outcome(
        journey=Journey.CONCERN,
        status=Status.NOT_DETERMINED if unsure else Status.NOT_FOR_THIS_PROCEDURE,
        headline=("This procedure opens only where a human right may be at risk.",),
        policy=case.policy,
        cafcass_for_child=case.cafcass_for_child,
        urgent=tuple(case.urgent),
        gates=(gate,),
        because=tuple(case.because),
        conflicts=case.conflicts("gates", "human_rights"),
    )


def _nothing_follows(case: Case, tried: Level) -> Outcome:
    case.note(f"The document names no step after {level_label(case.policy, tried)} for this.", tried.cite)
    open_levels = [_open_level(case, level, rule) for level, rule in _bypass_options(case, tried)]
    return Outcome(
        journey=Journey.CONCERN,
        status=Status.NOT_DETERMINED,
        headline=("The document does not say what comes next.",),
        policy=case.policy,
        cafcass_for_child=case.cafcass_for_child,
        level=tried,
        days_late=case.days_late,
        urgent=tuple(case.urgent),
        other_levels=tuple(open_levels),
        because=tuple(case.because),
        conflicts=case.conflicts(tried.id, "levels", "cafcass"),
    )


def _referral_not_determined(case: Case, level: Level, others: list[OpenLevel]) -> Outcome | None:
    """Return an outcome where the policy's own test for the referral is not met or not stated for this child."""
    tests = _referral_tests(case.policy, level)
    if tests and case.rights is None:
        _ask_rights(case, "The document ties its referral to Cafcass to this.")
    if case.cafcass_for_child is not YesNo.YES:
        case.note(CAFCASS_FOR_CHILD[case.cafcass_for_child], level.cite)
    elif tests and case.rights == (NO_RIGHTS,):
        case.note(tests[0].text, tests[0].cite)
        case.note("You answered that no human right may be at risk.")
    else:
        return None
    return Outcome(
        journey=Journey.CONCERN,
        status=Status.NOT_DETERMINED,
        headline=("The document does not settle whether its referral to Cafcass is open here.",),
        policy=case.policy,
        cafcass_for_child=case.cafcass_for_child,
        level=level,
        days_late=case.days_late,
        urgent=tuple(case.urgent),
        other_levels=tuple(others),
        because=tuple(case.because),
        conflicts=case.conflicts(level.id, "cafcass", "human_rights"),
    )


def _referral_tests(policy: Policy, level: Level) -> list[CafcassRule]:
    """Return the rules that ask for a rights risk, unless another rule opens the referral without one."""
    referral = {CafcassWhen.ANY_TIME, CafcassWhen.LAST_RUNG}
    rules = [rule for rule in policy.cafcass if rule.when in referral and rule.level in (None, level.id)]
    return rules if all(rule.needs_rights_risk for rule in rules) else []
