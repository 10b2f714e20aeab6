"""Which levels are open to the IRO beside the one that the document points to, and what stands before a level."""

from __future__ import annotations

from collections.abc import Iterable

from calculator.concern_case import Case
from calculator.lookup import cite, find_level, level_index, level_label
from calculator.model import Bypass, BypassTerms, Gate, Level, LevelId, PlaceId, Recipient, RouteCause
from calculator.outcome import OpenLevel
from calculator.questions import Option, Phase, Question, QuestionKind
from calculator.shared_questions import yes_no

NOT_SURE = "not-sure"
BYPASS_TEXT = {
    BypassTerms.FREE: "You may choose it yourself.",
    BypassTerms.AFTER_CONSULTATION: "You may choose it after consultation.",
}


def ask_higher(case: Case, level: Level) -> tuple[Level, Bypass | None, list[OpenLevel]]:
    """Offer the levels above that a bypass opens; return the level to use and all that are open."""
    options = bypass_options(case, level)
    open_levels = [open_level(case, target, bypass) for target, bypass in options]
    if not options:
        return level, None, open_levels
    word = case.policy.words.level
    usual = f"{'Wait at' if level is case.tried else 'Use'} {level_label(case.policy, level)}"
    answer = case.interview.choose(
        Question(
            id="higher",
            kind=QuestionKind.ONE,
            text=f"Does the concern need a higher {word} now?",
            why=f"The document opens a higher {word} on certain terms.",
            options=(*yes_no(no_hint=usual), Option(id=NOT_SURE, label="I am not sure", hint=usual)),
            phase=Phase.NEXT_STEP,
            citations=cite(case.policy, (place for _, bypass in options for place in bypass.cite)),
        )
    )
    if answer != "yes":
        return level, None, open_levels
    chosen = _ask_level(case, options)
    target, bypass = next((target, bypass) for target, bypass in options if target.id == chosen)
    case.touched.add("bypass")
    case.note(bypass.text, bypass.cite)
    below = [] if level is case.tried else [level_beside(case, level, "The document points here.", level.cite)]
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
            phase=Phase.NEXT_STEP,
            citations=cite(case.policy, (place for _, bypass in options for place in bypass.cite)),
        )
    )


def bypass_options(case: Case, level: Level) -> list[tuple[Level, Bypass]]:
    """Return the levels above `level` that a bypass opens where the case stands now, lowest first."""
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


def open_level(case: Case, level: Level, bypass: Bypass) -> OpenLevel:
    """Return a level that a bypass opens, with its terms."""
    return level_beside(case, level, BYPASS_TEXT.get(bypass.terms, bypass.text), bypass.cite, bypass)


def level_beside(
    case: Case, level: Level, terms: str, places: Iterable[PlaceId], bypass: Bypass | None = None
) -> OpenLevel:
    """Return a level that is open beside the one that is used, with everybody to whom to speak before it."""
    consult = consulted(level, gates_before(case, level), bypass)
    return OpenLevel(
        level=level,
        terms=terms,
        consult=tuple(recipient.role for recipient in consult),
        citations=cite(case.policy, places),
    )


def gates_before(case: Case, level: Level) -> tuple[Gate, ...]:
    """Return what must hold before `level` opens to this case."""
    standing = case.tried.id if case.tried else None
    return tuple(
        gate
        for gate in case.policy.gates
        if level.id in gate.before
        and not (gate.only_on_entry and standing in gate.before)
        and (not gate.after or standing in gate.after)
        and (not gate.when or case.cause in _causes(gate.when))
    )


def consulted(level: Level, gates: tuple[Gate, ...], bypass: Bypass | None) -> tuple[Recipient, ...]:
    """Return with whom to speak first, each post once: by the level, then its gates, then the bypass."""
    asked = list(level.consult)
    asked += [Recipient(role=role, cite=gate.cite) for gate in gates for role in gate.who]
    if bypass:
        asked += [Recipient(role=role, cite=bypass.cite) for role in bypass.consult]
    return tuple({recipient.role: recipient for recipient in reversed(asked)}.values())[::-1]
