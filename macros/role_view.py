"""What a policy asks of each post: what it raises, answers, hears of and decides, by when, and its duties.

The view reads the whole policy for one post at a time, so that a reader sees everything in one place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from calculator.lookup import cite, level_label, recipients_by_kind, role_words
from calculator.model import Duty, DutyTime, Level, Policy, Recipient, RoleId, RoleKind, Tier
from calculator.result_words import NONE_STATED
from macros.level_card import clock_words, record_line
from macros.page_parts import (
    Block,
    Entries,
    Entry,
    Field,
    Inline,
    Line,
    Link,
    Note,
    Paragraphs,
    Section,
    Strong,
    line,
)
from macros.statements import capital, flags, level_names, limit_parts, page_of, said, stated_fields, titles

ALWAYS_SHOWN = (
    RoleKind.IRO,
    RoleKind.SOCIAL_WORKER,
    RoleKind.TEAM_MANAGER,
    RoleKind.SERVICE_MANAGER,
    RoleKind.SENIOR_MANAGER,
    RoleKind.IRO_MANAGER,
)
"""The kinds of post that readers look for on every page, named in the document or not."""

KIND_HEADINGS = {
    RoleKind.IRO_MANAGER: "IRO manager or QA manager",
    RoleKind.LEGAL: "Legal services",
    RoleKind.OTHER: "Other posts",
}


def role_sections(policy: Policy) -> tuple[Section, ...]:
    """Return what the policy asks of every kind of post, each kind under an anchor such as `for-iro`."""
    kinds = [kind for kind in _kinds_in_order() if kind in ALWAYS_SHOWN or _asked(policy, kind)]
    jumps: list[Inline] = []
    for kind in kinds:
        jumps += [" · " if jumps else "", Link(kind_heading(kind), f"{page_of(policy)}#{kind_anchor(kind)}")]
    about = Paragraphs(
        lines=(
            line("Find your post: ", *jumps),
            line(Note("Where no time stands beside a duty, the document states none.")),
            line(Note("A record for which no post is named stands with its level only.")),
        )
    )
    first = Section(heading="By role", anchor="duties", blocks=(about, *flags(policy, "duties")))
    return (first, *(_kind_section(policy, kind) for kind in kinds))


def kind_heading(kind: RoleKind) -> str:
    """Return what readers call a kind of post."""
    return KIND_HEADINGS.get(kind, capital(kind))


def kind_anchor(kind: RoleKind) -> str:
    """Return the anchor of a kind of post, the same on every authority's page."""
    return f"for-{kind.replace(' ', '-').lower()}"


def posts_of_kind(policy: Policy, kind: RoleKind) -> tuple[RoleId, ...]:
    """Return the posts of a kind, in the policy's order."""
    return tuple(key for key, role in policy.roles.items() if role.kind is kind)


def _kinds_in_order() -> tuple[RoleKind, ...]:
    return (*ALWAYS_SHOWN, *(kind for kind in RoleKind if kind not in ALWAYS_SHOWN))


def _asked(policy: Policy, kind: RoleKind) -> bool:
    return any(_fields(policy, role) for role in posts_of_kind(policy, kind))


def _kind_section(policy: Policy, kind: RoleKind) -> Section:
    posts = posts_of_kind(policy, kind)
    blocks: list[Block] = [Entries(entries=tuple(_post(policy, role) for role in posts), depth=4)] if posts else []
    if not posts:
        blocks.append(Paragraphs(lines=(line(Note(f"The document names no post that is a {kind}.")),)))
    return Section(heading=kind_heading(kind), anchor=kind_anchor(kind), depth=3, blocks=tuple(blocks))


def _post(policy: Policy, role: RoleId) -> Entry:
    fields = _fields(policy, role)
    nothing = (line(Note("The document names this post, but asks nothing of it.")),)
    return Entry(id=f"duties-{role}", title=role_words(policy, role), lines=() if fields else nothing, fields=fields)


def _fields(policy: Policy, role: RoleId) -> tuple[Field, ...]:
    return stated_fields((*(field(policy, role) for field in FIELDS), *_duties(policy, role)))


# What the levels ask of a post


def _raises(policy: Policy, role: RoleId) -> Field:
    lines = tuple(
        line(
            Link(level_label(policy, level), f"{page_of(policy)}#{level.id}"), ". Reply: ", str(level.reply.within), "."
        )
        for level in policy.levels
        if role in level.sent_by
    )
    return Field(label="You raise it", lines=lines)


def _at_levels(policy: Policy, label: str, levels: Iterable[Level]) -> Field:
    ids = [level.id for level in levels]
    return Field(label=label, lines=(line(*level_names(policy, ids)),) if ids else ())


def _answers(policy: Policy, role: RoleId) -> Field:
    answering = [
        level
        for level in policy.levels
        if level.tier is not Tier.OUTSIDE and any(one.role == role and one.answers for one in level.to)
    ]
    return Field(label="You answer", lines=tuple(one for level in answering for one in _answer(policy, level)))


def _answer(policy: Policy, level: Level) -> tuple[Line, ...]:
    clock = clock_words(level)
    starts = f", counted {clock[0].lower()}{clock[1:]}" if clock != NONE_STATED else ", start of the clock not stated"
    has_clock = level.reply.within.value is not None
    main = line(
        Link(level_label(policy, level), f"{page_of(policy)}#{level.id}"),
        ". Time to reply: ",
        *limit_parts(level.reply.within),
        starts if has_clock else "",
        ".",
        citations=cite(policy, level.reply.cite),
    )
    return (main, *said(policy, level.reply.must))


def _clocks(policy: Policy, role: RoleId) -> Field:
    lines = tuple(
        line(
            f"{clock.what}: ",
            Strong(str(clock.within)),
            ". At: ",
            *level_names(policy, [level.id]),
            citations=cite(policy, clock.cite),
        )
        for level in policy.levels
        for clock in level.clocks
        if role in clock.who
    )
    return Field(label="You have a time limit", lines=lines)


def _gets_it(policy: Policy, role: RoleId) -> Field:
    return _recipient(policy, role, "You get it too", lambda level: [one for one in level.to if not one.answers])


def _copied(policy: Policy, role: RoleId) -> Field:
    return _recipient(policy, role, "You are copied", lambda level: recipients_by_kind(level)["copy"])


def _copied_reply(policy: Policy, role: RoleId) -> Field:
    return _recipient(
        policy, role, "You get a copy of the reply", lambda level: recipients_by_kind(level)["copy_of_reply"]
    )


def _told(policy: Policy, role: RoleId) -> Field:
    return _recipient(policy, role, "You are told", lambda level: level.notify)


def _consulted(policy: Policy, role: RoleId) -> Field:
    field = _recipient(policy, role, "You are spoken to first", lambda level: level.consult)
    rules = [
        *((gate.who, f"Before: {gate.text}", gate.cite) for gate in policy.gates),
        *((bypass.consult, bypass.text, bypass.cite) for bypass in policy.bypass),
        *((rule.consult, rule.text, rule.cite) for rule in policy.cafcass),
    ]
    lines = tuple(line(text, citations=cite(policy, places)) for who, text, places in rules if role in who)
    return Field(label=field.label, lines=(*field.lines, *lines))


def _recipient(policy: Policy, role: RoleId, label: str, several: Callable[[Level], Iterable[Recipient]]) -> Field:
    lines = tuple(
        line(
            *level_names(policy, [level.id]),
            f", by the {role_words(policy, one.told_by)}" if one.told_by else "",
            f", {one.when}" if one.when else "",
            citations=cite(policy, one.cite or level.cite),
        )
        for level in policy.levels
        for one in several(level)
        if one.role == role
    )
    return Field(label=label, lines=lines)


def _acknowledges(policy: Policy, role: RoleId) -> Field:
    return _recipient(policy, role, "You acknowledge receipt", lambda level: level.acknowledge)


def _logs(policy: Policy, role: RoleId) -> Field:
    return _recipient(policy, role, "You log it", lambda level: level.log)


def _meets(policy: Policy, role: RoleId) -> Field:
    lines: list[Line] = []
    for level in policy.levels:
        for meeting in level.meetings:
            parts = (
                ("convene", meeting.convened_by),
                ("chair", meeting.chaired_by),
                ("attend", meeting.attended_by),
                ("attend in part", meeting.attends_in_part),
            )
            does = [word for word, who in parts if role in who]
            if does:
                text = f"{capital(' and '.join(does))}: {meeting.purpose.rstrip('.')} ({meeting.need}). At: "
                lines.append(line(text, *level_names(policy, [level.id]), citations=cite(policy, meeting.cite)))
    return Field(label="You meet", lines=tuple(lines))


def _decides(policy: Policy, role: RoleId) -> Field:
    deciding = (level for level in policy.levels if role in level.decides_resolved)
    return _at_levels(policy, "You decide whether it is resolved at", deciding)


# Paper and reports


def _forms(policy: Policy, role: RoleId) -> Field:
    lines = tuple(
        line(Link(form.title, f"{page_of(policy)}#form-{form.id}"), citations=cite(policy, form.cite))
        for form in policy.forms
        if role in form.completed_by
    )
    return Field(label="You complete", lines=lines)


def _records(policy: Policy, role: RoleId) -> Field:
    records = (*policy.records, *(record for level in policy.levels for record in level.records))
    return Field(
        label="You record", lines=tuple(record_line(policy, record) for record in records if role in record.by)
    )


def _reports(policy: Policy, role: RoleId) -> Field:
    lines = tuple(
        line(
            report.text,
            f" Every {report.every}." if report.every else "",
            citations=cite(policy, report.cite),
        )
        for report in policy.reporting
        if role in report.by
    )
    return Field(label="You report", lines=lines)


def _legal_advice(policy: Policy, role: RoleId) -> Field:
    lines = tuple(
        line(rule.text, citations=cite(policy, rule.cite)) for rule in policy.legal_advice if role in rule.through
    )
    return Field(label="Legal advice goes through you", lines=lines)


FIELDS: tuple[Callable[[Policy, RoleId], Field], ...] = (
    _raises,
    _answers,
    _clocks,
    _gets_it,
    _copied,
    _copied_reply,
    _told,
    _consulted,
    _acknowledges,
    _logs,
    _meets,
    _decides,
    _forms,
    _records,
    _reports,
    _legal_advice,
)
"""What is read for each post, in this order; its duties follow."""


# Duties


def _duties(policy: Policy, role: RoleId) -> tuple[Field, ...]:
    own = [duty for duty in policy.duties if role in duty.who]
    return tuple(
        Field(
            label=f"Duties {when}",
            lines=tuple(_duty(policy, duty, role) for duty in own if duty.when is when),
        )
        for when in DutyTime
    )


def _duty(policy: Policy, duty: Duty, role: RoleId) -> Line:
    parts: list[Inline] = [Strong(capital(duty.force)), f": {duty.text}"]
    if duty.within:
        parts += [" Time: ", Strong(str(duty.within)), "."]
    if duty.levels:
        parts += [" At: ", *level_names(policy, duty.levels), "."]
    others = titles(policy, (other for other in duty.who if other != role))
    if others:
        parts.append(f" Shared with: {others}.")
    return line(*parts, citations=cite(policy, duty.cite))
