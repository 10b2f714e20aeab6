"""The paper and reports that go with a policy, and the routes beside its ladder."""

from __future__ import annotations

from calculator.lookup import cite
from calculator.model import (
    Form,
    LimitUnit,
    Message,
    Policy,
    Report,
    ReverseStep,
    YesNo,
)
from macros.level_card import record_line
from macros.page_parts import (
    Block,
    Entries,
    Entry,
    Field,
    Line,
    Paragraphs,
    Points,
    Section,
    Strong,
    lead,
    line,
    stated,
)
from macros.statements import flags, level_names, posts, said, stated_fields, titles

SAME_LADDER = {
    YesNo.YES: "They use the same ladder.",
    YesNo.NO: "They do not use this ladder.",
    YesNo.NOT_STATED: "The document does not state whether they use this ladder.",
}


def paper_sections(policy: Policy) -> tuple[Section, ...]:
    """Return records, forms, messages and reports."""
    forms: Block = Entries(entries=tuple(_form(policy, form) for form in policy.forms), depth=4)
    messages: Block = Entries(entries=tuple(_message(policy, message) for message in policy.messages), depth=4)
    records = Points(lines=tuple(record_line(policy, record) for record in policy.records))
    beside = Paragraphs(lines=(line("Records that belong to one level stand with that level."),))
    return (
        Section(
            heading="Records and reports",
            anchor="records",
            blocks=(
                lead("What goes on the child’s file: case notes, emails and other records."),
                records if policy.records else stated(()),
                beside,
                *flags(policy, "records"),
            ),
        ),
        Section(
            heading="Forms",
            anchor="forms",
            depth=3,
            blocks=(forms if policy.forms else stated(()), *flags(policy, "forms")),
        ),
        Section(
            heading="Messages",
            anchor="messages",
            depth=3,
            blocks=(
                lead("What an email says: its subject line and its contents."),
                messages if policy.messages else stated(()),
                *flags(policy, "messages"),
            ),
        ),
        _reporting(policy),
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


def _reporting(policy: Policy) -> Section:
    lines = tuple(_report(policy, report) for report in policy.reporting)
    return Section(
        heading="Data and reporting",
        anchor="reporting",
        depth=3,
        blocks=(stated(lines), *flags(policy, "reporting")),
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
        Section(heading="Other routes", anchor="other-routes"),
        Section(
            heading="Child protection conferences",
            anchor="child-protection-chairs",
            depth=3,
            blocks=(
                lead("Whether the chair of such a conference escalates on the same ladder."),
                stated(_chairs(policy)),
                *flags(policy, "child_protection_chairs"),
            ),
        ),
        Section(
            heading="Concerns and complaints about the IRO",
            anchor="concerns-about-the-iro",
            depth=3,
            blocks=(
                lead("Who hears a complaint or a concern about an IRO."),
                stated((_reverse_step(policy, step) for step in policy.concerns_about_the_iro), ordered=True),
                *flags(policy, "concerns_about_the_iro"),
            ),
        ),
        Section(
            heading="Good practice",
            anchor="good-practice",
            depth=3,
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
