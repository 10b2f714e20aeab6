"""What a policy asks of each post, and the paper and reports that go with it."""

from __future__ import annotations

from calculator.lookup import cite
from calculator.model import (
    Duty,
    DutyTime,
    Form,
    LimitUnit,
    Message,
    Policy,
    Report,
    ReverseStep,
    RoleId,
    RoleKind,
    YesNo,
)
from macros.level_card import record_line
from macros.page_parts import (
    Block,
    Entries,
    Entry,
    Field,
    Inline,
    Line,
    Paragraphs,
    Points,
    Section,
    Strong,
    line,
    stated,
)
from macros.statements import capital, flags, level_names, posts, said, stated_fields, titles

SAME_LADDER = {
    YesNo.YES: "They use the same ladder.",
    YesNo.NO: "They do not use this ladder.",
    YesNo.NOT_STATED: "The document does not state whether they use this ladder.",
}


def duties_section(policy: Policy) -> Section:
    """Return every duty under the post that has it, in the order of an escalation."""
    kinds = list(RoleKind)
    holders = {role for duty in policy.duties for role in duty.who}
    ordered = sorted(
        (role for role in policy.roles if role in holders), key=lambda role: kinds.index(policy.roles[role].kind)
    )
    entries = Entries(entries=tuple(_role_duties(policy, role) for role in ordered))
    return Section(
        heading="Duties by role",
        anchor="duties",
        blocks=(entries if ordered else stated(()), *flags(policy, "duties")),
    )


def _role_duties(policy: Policy, role: RoleId) -> Entry:
    own = [duty for duty in policy.duties if role in duty.who]
    fields = (
        Field(label=capital(when), lines=tuple(_duty(policy, duty, role) for duty in own if duty.when is when))
        for when in DutyTime
    )
    return Entry(id=f"duties-{role}", title=policy.roles[role].title, fields=stated_fields(fields))


def _duty(policy: Policy, duty: Duty, role: RoleId) -> Line:
    parts: list[Inline] = [Strong(capital(duty.force)), f": {duty.text}"]
    if duty.within:
        parts.append(f" Time: {duty.within}.")
    if duty.levels:
        parts += [" At: ", *level_names(policy, duty.levels), "."]
    others = titles(policy, (other for other in duty.who if other != role))
    if others:
        parts.append(f" Shared with: {others}.")
    return line(*parts, citations=cite(policy, duty.cite))


def paper_sections(policy: Policy) -> tuple[Section, ...]:
    """Return forms, records and messages."""
    forms: Block = Entries(entries=tuple(_form(policy, form) for form in policy.forms))
    messages: Block = Entries(entries=tuple(_message(policy, message) for message in policy.messages))
    records = Points(lines=tuple(record_line(policy, record) for record in policy.records))
    beside = Paragraphs(lines=(line("Records that belong to one level stand with that level."),))
    return (
        Section(
            heading="Forms", anchor="forms", blocks=(forms if policy.forms else stated(()), *flags(policy, "forms"))
        ),
        Section(
            heading="Records",
            anchor="records",
            blocks=(records if policy.records else stated(()), beside, *flags(policy, "records")),
        ),
        Section(
            heading="Messages",
            anchor="messages",
            blocks=(messages if policy.messages else stated(()), *flags(policy, "messages")),
        ),
    )


def _form(policy: Policy, form: Form) -> Entry:
    levels = [level.id for level in policy.levels if form.id in level.forms]
    fields = (
        Field(label="Completed by", lines=posts(policy, form.completed_by)),
        Field(label="Used at", lines=(line(*level_names(policy, levels)),) if levels else ()),
    )
    return Entry(
        id=f"form-{form.id}",
        title=form.title,
        lines=(line(form.text or "", citations=cite(policy, form.cite)),),
        fields=stated_fields(fields),
    )


def _message(policy: Policy, message: Message) -> Entry:
    fields = (
        Field(label="Used at", lines=(line(*level_names(policy, message.levels)),) if message.levels else ()),
        Field(label="Subject line", lines=(line(Strong(message.subject)),) if message.subject else ()),
        Field(label="The message holds", lines=tuple(line(content) for content in message.contents)),
    )
    return Entry(
        id=f"message-{message.id}",
        title=f"Message: {message.id.replace('-', ' ')}",
        lines=(line(message.text or "", citations=cite(policy, message.cite)),),
        fields=stated_fields(fields),
    )


def reporting_section(policy: Policy) -> Section:
    """Return data gathering and reporting."""
    lines = tuple(_report(policy, report) for report in policy.reporting)
    return Section(
        heading="Data and reporting", anchor="reporting", blocks=(stated(lines), *flags(policy, "reporting"))
    )


def _report(policy: Policy, report: Report) -> Line:
    parts = [report.text]
    if report.by:
        parts.append(f"By: {titles(policy, report.by)}.")
    if report.to:
        parts.append(f"To: {titles(policy, report.to)}.")
    if report.every:
        parts.append(f"Every {report.every}.")
    return line(" ".join(parts), citations=cite(policy, report.cite))


def other_routes_sections(policy: Policy) -> tuple[Section, ...]:
    """Return child-protection chairs, concerns about the IRO and good practice."""
    return (
        Section(
            heading="Child-protection chairs",
            anchor="child-protection-chairs",
            blocks=(stated(_chairs(policy)), *flags(policy, "child_protection_chairs")),
        ),
        Section(
            heading="Concerns about the IRO",
            anchor="concerns-about-the-iro",
            blocks=(
                stated((_reverse_step(policy, step) for step in policy.concerns_about_the_iro), ordered=True),
                *flags(policy, "concerns_about_the_iro"),
            ),
        ),
        Section(
            heading="Good practice",
            anchor="good-practice",
            blocks=(stated(said(policy, policy.good_practice)), *flags(policy, "good_practice")),
        ),
    )


def _chairs(policy: Policy) -> tuple[Line, ...]:
    chairs = policy.child_protection_chairs
    if chairs is None:
        return ()
    return (line(Strong(SAME_LADDER[chairs.same_ladder]), f" {chairs.text}", citations=cite(policy, chairs.cite)),)


def _reverse_step(policy: Policy, step: ReverseStep) -> Line:
    time = "" if step.within.unit is LimitUnit.NONE_STATED else f" Time: {step.within}."
    return line(f"{step.text} To: {titles(policy, step.to)}.{time}", citations=cite(policy, step.cite))
