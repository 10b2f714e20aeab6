"""Something has changed for the child: the social worker's journey."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from calculator.changes import ChangeResult, changes_for, named, weigh_changes
from calculator.library import Library
from calculator.lookup import cite, cite_national, conflicts_touching
from calculator.model import Policy
from calculator.outcome import Journey, Outcome, Reason, Status
from calculator.plain_dates import Words
from calculator.questions import NOT_KNOWN, Interview, Option, Phase, Question, QuestionKind
from calculator.shared_questions import DATE_HINT, ask_authority

NONE_OF_THESE = "none-of-these"


def change_journey(interview: Interview, library: Library, today: date) -> Outcome:
    """Return the outcome, or raise the next question as Unanswered."""
    policy = ask_authority(interview, library)
    chosen = _ask_changes(interview, library, policy)
    if chosen == (NONE_OF_THESE,):
        return _not_listed(policy, library, today)
    result = weigh_changes(policy, library.national, chosen)
    happened, planned = _ask_planned(interview, result) if result.review_before_change else (False, None)
    return _listed(policy, library, result, planned, today, happened=happened or bool(planned and planned < today))


def _ask_changes(interview: Interview, library: Library, policy: Policy) -> tuple[str, ...]:
    source, is_national = changes_for(policy, library.national)
    ids: dict[str, str] = {item.ref: item.id for part in source.lists for item in part.items}
    interview.rename("changes", ids)
    places = [place for part in source.lists for place in part.cite]
    why = "Each change on the list sets a duty in motion."
    if is_national:
        why = "The document has no list of its own, so the national list is offered."
    return interview.choose_many(
        Question(
            id="changes",
            kind=QuestionKind.MANY,
            text="What has changed, or is about to change, for the child?",
            why=why,
            hint="Choose all that apply.",
            options=(
                *(
                    Option(id=item.id, label=item.label, words=item.words, group=part.title)
                    for part in source.lists
                    for item in part.items
                ),
                Option(
                    id=NONE_OF_THESE,
                    label="None of these, or I am not sure",
                    excludes_others=True,
                    group="Something else",
                ),
            ),
            phase=Phase.CHANGE,
            citations=cite_national(library.national, places) if is_national else cite(policy, places),
        )
    )


def _ask_planned(interview: Interview, result: ChangeResult) -> tuple[bool, date | None]:
    """Return whether the change has happened, and for which date it is planned, if one is known."""
    happened = interview.choose(
        Question(
            id="happened",
            kind=QuestionKind.ONE,
            text="Has the change already happened?",
            why="At least one of these changes needs a review before it happens.",
            options=(
                Option(id="no", label="No, it is planned for a known date"),
                Option(id="no-date", label="No, and there is no date yet"),
                Option(id="yes", label="Yes"),
                Option(id=NOT_KNOWN, label="I do not know"),
            ),
            phase=Phase.WHEN,
            citations=result.citations,
        )
    )
    if happened != "no":
        return happened == "yes", None
    planned = interview.day(
        Question(
            id="planned",
            kind=QuestionKind.DATE,
            text="On which date is the change planned?",
            why="The review must be convened before that date.",
            hint=DATE_HINT,
            phase=Phase.WHEN,
            citations=result.citations,
        )
    )
    assert isinstance(planned, date)
    return False, planned


def _listed(
    policy: Policy, library: Library, result: ChangeResult, planned: date | None, today: date, *, happened: bool
) -> Outcome:
    because = tuple(
        Reason(words=(f"{named(item.change)}. It asks for: {' and '.join(item.duties)}.",)) for item in result.changes
    )
    refs = [name for item in result.changes for name in (item.change.id, item.change.ref)]
    parts = [] if result.is_national else ["significant_changes", *refs]
    return Outcome(
        journey=Journey.CHANGE,
        status=Status.DO_NOW,
        headline=change_headline(result, planned, happened=happened),
        policy=policy,
        today=today,
        calendar=library.calendar.with_closure_days(policy.closure_days),
        changes=result,
        planned=planned,
        happened=happened,
        because=because,
        conflicts=conflicts_touching(policy, parts),
    )


def change_headline(result: ChangeResult, planned: date | None, *, happened: bool) -> Words:
    """Return what the changes ask for together, the strictest first."""
    sentences: list[Words] = []
    if result.review_before_change and happened:
        sentences.append(("A review had to be convened before the change. Check whether it was.",))
    elif result.review_before_change:
        sentences.append(("A review must be convened before ", planned or "the change happens", "."))
    if result.review_relevant_plan:
        sentences.append((f"A review of the child's relevant plan is needed{_under(result)}.",))
    if result.tell_iro:
        sentences.append(("Tell the IRO.",))
    return _one_after_another(sentences)


def _one_after_another(sentences: Iterable[Words]) -> Words:
    """Return the sentences as one text, with a space between two and none at its end."""
    words: list[str | date] = []
    for sentence in sentences:
        words += [" ", *sentence] if words else sentence
    return tuple(words)


def _under(result: ChangeResult) -> str:
    """Return the law on which the review of a relevant plan rests, for the end of a sentence."""
    lists = {item.listed_in.under: None for item in result.changes if item.listed_in.under}
    return f" under {' and '.join(lists)}" if lists else ""


def _not_listed(policy: Policy, library: Library, today: date) -> Outcome:
    _, is_national = changes_for(policy, library.national)
    whose = "The national list, as far as it is known," if is_national else "The document's list"
    return Outcome(
        journey=Journey.CHANGE,
        status=Status.NOT_DETERMINED,
        headline=("The list does not settle this. Ask the IRO.",),
        policy=policy,
        today=today,
        calendar=library.calendar.with_closure_days(policy.closure_days),
        because=(Reason(words=(f"{whose} does not name the change.",)),),
        conflicts=conflicts_touching(policy, ["significant_changes"]),
    )
