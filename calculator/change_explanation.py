"""A result about changes as sections: what each asks for, the strictest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from calculator.changes import named
from calculator.library import Library
from calculator.lookup import Citation, cite, cite_national
from calculator.model import ChangeDuty, PlaceId, SignificantChanges
from calculator.national_lines import national_lines
from calculator.outcome import Outcome
from calculator.result_blocks import Line, Lines, Section, line
from calculator.result_words import working_days_words
from calculator.working_days import ONE_DAY, SATURDAY, Calendar, working_days_between

DUTY_TITLES = {
    ChangeDuty.REVIEW_BEFORE: "A review before the change",
    ChangeDuty.REVIEW_RELEVANT_PLAN: "A review of the relevant plan",
    ChangeDuty.TELL_IRO: "Tell the IRO",
}

Cites = Callable[[Iterable[PlaceId]], tuple[Citation, ...]]


def change_sections(outcome: Outcome, library: Library) -> tuple[Section, ...]:
    """Return the sections of an outcome that has changes: one a duty, then checks, decisions, records and origin."""
    result, policy = outcome.changes, outcome.policy
    assert result is not None

    def cites(places: Iterable[PlaceId]) -> tuple[Citation, ...]:
        return cite_national(library.national, places) if result.is_national else cite(policy, places)

    sections = []
    for duty, title in DUTY_TITLES.items():
        lines = [
            line(named(item.change), citations=cites(item.change.cite))
            for item in result.changes
            if item.listed_in.duty is duty
        ]
        lines += [
            line(f"{named(item.change)}. It also counts as: {named(other)}.", citations=cites(other.cite))
            for item in result.changes
            if duty in item.duties and item.listed_in.duty is not duty
            for other in item.also
        ]
        sections.append(Section(id=f"duty-{duty.replace(' ', '-')}", title=title, blocks=(Lines(lines=tuple(lines)),)))
    happened = Section(id="happened", title="Now that it has happened", blocks=(Lines(lines=_after(outcome, cites)),))
    deadline = Section(
        id="deadline",
        title="Before the planned date",
        blocks=(Lines(lines=_before_the_change(outcome, cites)),),
    )
    check = tuple(
        line(f"{named(other)}.", citations=cites(other.cite))
        for item in result.changes
        for other in item.check_also
        if other.id not in {chosen.change.id for chosen in result.changes}
    )
    check = tuple(dict.fromkeys(check))
    open_question = any(item.duties == (ChangeDuty.TELL_IRO,) for item in result.changes)
    source = result.source if open_question else SignificantChanges(lists=())
    deciding = tuple(line(said.text, citations=cites(said.cite)) for said in source.deciding)
    recording = tuple(line(said.text, citations=cites(said.cite)) for said in source.recording)
    lists = {item.listed_in.id: item.listed_in for item in result.changes}
    facts = dict.fromkeys(fact for item in result.changes for fact in item.change.national)
    origin = tuple(
        line(f"{part.title}: {part.origin.rstrip('.')}.", citations=cites(part.cite)) for part in lists.values()
    )
    return (
        happened,
        deadline,
        *sections,
        Section(id="check", title="Check whether it is also one of these", blocks=(Lines(lines=check),)),
        Section(id="deciding", title="Whether a review is needed", blocks=(Lines(lines=deciding),)),
        Section(id="recording", title="Record where no review is needed", blocks=(Lines(lines=recording),)),
        Section(id="law", title="Law and guidance beside it", blocks=(Lines(lines=national_lines(library, facts)),)),
        Section(id="origin", title="Where the list comes from", blocks=(Lines(lines=origin),)),
    )


def _after(outcome: Outcome, cites: Cites) -> tuple[Line, ...]:
    """Return what holds where the change came about already: for a review that was to come first, and for the rest."""
    result = outcome.changes
    if result is None or not outcome.happened:
        return ()
    source = "national list, as far as it is known," if result.is_national else "document"
    reviews = [
        place for item in result.changes if ChangeDuty.REVIEW_BEFORE in item.duties for place in item.listed_in.cite
    ]
    missed = tuple(line(said.text, citations=cites(said.cite)) for said in result.source.if_missed)
    silent = (
        line(f"The {source} does not say what to do if no review came first."),
        line("This guide suggests: ask the IRO."),
    )
    still = {"Tell the IRO": result.tell_iro, "Review the relevant plan": result.review_relevant_plan}
    before = line("A review was to be convened before the change.", citations=cites(reviews))
    return (
        before,
        *(missed or silent),
        *(line(f"{duty}, although the change has happened.") for duty, is_due in still.items() if is_due),
    )


def _before_the_change(outcome: Outcome, cites: Cites) -> tuple[Line, ...]:
    """Return what has to be finished before the planned date, and how many working days are left for it."""
    planned, result = outcome.planned, outcome.changes
    if result is None or planned is None or planned <= outcome.today:
        return ()
    left = working_days_between(outcome.today, planned - ONE_DAY, outcome.calendar)
    return (
        line("Convene the review before ", planned, ". These changes ask for it:"),
        *(
            line(f"{named(item.change)}.", citations=cites(item.listed_in.cite))
            for item in result.changes
            if ChangeDuty.REVIEW_BEFORE in item.duties
        ),
        line(f"Between today and that day there {'is' if left == 1 else 'are'} {working_days_words(left)}."),
        *_days_left_out(outcome.today, planned, outcome.calendar),
    )


def _days_left_out(today: date, planned: date, calendar: Calendar) -> Iterable[Line]:
    """Return each bank holiday and closure day between the two that is not a weekend's anyway, with its date."""
    for day in sorted(calendar.bank_holidays.keys() | calendar.closure_days.keys()):
        if today < day < planned and day.weekday() < SATURDAY:
            yield line("Not counted: ", day, f", {calendar.why_skipped(day)}.")
