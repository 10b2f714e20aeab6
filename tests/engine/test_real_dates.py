"""Real dates: what happened at the levels used, late and missed replies, and how much of the total time is used."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from calculator.explanation import explain
from calculator.journeys import Step, next_step
from calculator.library import Library
from calculator.outcome import Outcome, Status
from calculator.plain_dates import as_text
from calculator.questions import QuestionKind
from calculator.reply_date import provides_for_another
from calculator.result_blocks import Lines, Rungs, sections_as_plain
from calculator.take_away import message_pack
from calculator.timeline import late_words
from tests.engine.journey_paths import AUTHORITIES

TODAY = date(2026, 11, 21)  # a Saturday
BEDFORD = {"journey": "concern", "authority": "bedford-borough", "child": "looked-after", "concern": "visits"}
LEVEL_1 = {"received-level-1": "2026-11-02", "set-level-1": "not-set", "replied-level-1": "no-reply"}
LEVEL_2 = {"received-level-2": "2026-11-11", "set-level-2": "not-set", "replied-level-2": "2026-11-19"}
AT_LEVEL_2 = BEDFORD | {"tried": "level-2", "reply": "unsatisfactory", "dates": "yes", "higher": "no"}
WAITING_AT_LEVEL_2 = AT_LEVEL_2 | {"reply": "none-yet", "timescale": "no"}


def step_for(library: Library, answers: dict[str, Any], today: date = TODAY) -> Step:
    """The step that answers lead to."""
    return next_step(library, answers, today)


def outcome_for(library: Library, answers: dict[str, Any], today: date = TODAY) -> Outcome:
    """The outcome that answers lead to."""
    step = step_for(library, answers, today)
    assert step.problem is None, step.problem
    assert step.outcome, f"{step.question and step.question.id} is still asked"
    return step.outcome


def refusal(library: Library, answers: dict[str, Any], question: str) -> str:
    """Why the answer to a question is refused."""
    step = step_for(library, answers)
    assert step.question and step.question.id == question
    assert step.problem
    return step.problem


def ladder_events(outcome: Outcome, library: Library) -> dict[str, list[str]]:
    """What the drawn ladder says at each level, by level name."""
    sections = explain(outcome, library)
    (rungs,) = (block for section in sections for block in section.blocks if isinstance(block, Rungs))
    return {rung.name: [as_text(event.words) for event in rung.events] for rung in rungs.rungs}


def test_without_real_dates_nothing_is_said_of_levels_used(library: Library) -> None:
    """They are offered, not asked; who does not enter them gets the result all the same."""
    answers = {key: value for key, value in AT_LEVEL_2.items() if key != "dates"} | {"sent": "2026-11-23"}
    step = step_for(library, answers)
    assert step.outcome and step.outcome.used == () and step.outcome.meter is None
    (assumed,) = (given for given in step.asked if given.is_assumed)
    assert (assumed.question.id, assumed.values) == ("dates", ("no",))


def test_late_and_missed_replies_are_counted_in_working_days(library: Library) -> None:
    """Level 1 was due on 9 November and never came before 11 November; level 2 came a day after its date."""
    outcome = outcome_for(library, AT_LEVEL_2 | LEVEL_1 | LEVEL_2 | {"sent": "2026-11-23"})
    assert [(used.level.id, used.no_reply, used.days_late) for used in outcome.used] == [
        ("level-1", True, 2),
        ("level-2", False, 1),
    ]
    events = ladder_events(outcome, library)
    assert events["Level 1: Team Manager"] == [
        "Received Monday 2 November 2026",
        "Reply due by Monday 9 November 2026",
        "No reply came: 2 working days late",
    ]
    assert "Reply came Thursday 19 November 2026, 1 working day late" in events["Level 2: Head of Service"]
    assert "Today, Saturday 21 November 2026" in events["Level 2: Head of Service"]


def test_a_missed_reply_is_counted_to_the_receipt_at_the_level_where_a_reply_is_awaited(library: Library) -> None:
    """The concern had moved on by then, so the days since do not make it later."""
    outcome = outcome_for(library, WAITING_AT_LEVEL_2 | LEVEL_1 | {"received": "2026-11-11", "sent": "2026-11-23"})
    assert [(used.level.id, used.days_late) for used in outcome.used] == [("level-1", 2), ("level-2", 2)]
    assert outcome.days_late == 2


def test_a_reply_that_is_still_awaited_is_not_called_missed(library: Library) -> None:
    """Level 2 has until 26 November."""
    outcome = outcome_for(library, WAITING_AT_LEVEL_2 | LEVEL_1 | {"received": "2026-11-19"})
    assert outcome.status is Status.WAIT
    level_2 = outcome.used[-1]
    assert (level_2.level.id, level_2.no_reply, level_2.days_late) == ("level-2", False, None)


def test_a_missed_reply_is_not_measured_where_the_next_receipt_is_not_known(library: Library) -> None:
    """It did not come; by how much it was over cannot be said."""
    outcome = outcome_for(library, AT_LEVEL_2 | LEVEL_1 | {"received-level-2": "not-known", "sent": "2026-11-23"})
    assert [(used.level.id, used.no_reply, used.days_late) for used in outcome.used] == [("level-1", True, None)]
    assert "No reply came" in ladder_events(outcome, library)["Level 1: Team Manager"]


def test_a_reply_that_comes_on_the_weekend_after_its_date_is_late_without_a_working_day(library: Library) -> None:
    """Due on Friday 13 November, it came on the Sunday."""
    dates = {"received-level-1": "2026-11-06", "set-level-1": "not-set", "replied-level-1": "2026-11-15"}
    outcome = outcome_for(library, AT_LEVEL_2 | dates | {"tried": "level-1", "sent": "2026-11-23"})
    assert outcome.used[0].days_late == 0
    assert late_words(0) == "late by less than 1 working day"


def test_a_date_that_was_set_takes_the_place_of_the_limit(library: Library) -> None:
    """The reply of 12 November is in time for the 13th, and late for the 11th."""
    dates = {"received-level-1": "2026-11-02", "replied-level-1": "2026-11-12"}
    answers = AT_LEVEL_2 | dates | {"tried": "level-1", "sent": "2026-11-23"}
    for until, late in (("2026-11-13", None), ("2026-11-11", 1), ("not-set", 3)):
        assert outcome_for(library, answers | {"set-level-1": until}).used[0].days_late == late


def test_nothing_is_called_late_where_another_date_may_have_been_set(library: Library) -> None:
    """The reader does not know which date was set, so the document's own date is only one that may have held."""
    dates = {"received-level-1": "2026-11-02", "set-level-1": "not-known", "replied-level-1": "no-reply"}
    outcome = outcome_for(library, AT_LEVEL_2 | dates | LEVEL_2 | {"sent": "2026-11-23"})
    assert outcome.used[0].days_late is None
    due = "Reply due by Monday 9 November 2026, unless another date was set"
    assert due in ladder_events(outcome, library)["Level 1: Team Manager"]


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_another_date_is_asked_about_only_where_the_policy_provides_for_one(library: Library, authority: str) -> None:
    """Elsewhere the question does not come up, whatever a link says."""
    policy = library.policies[authority]
    asked = set()
    for level in policy.levels:
        answers = {"journey": "concern", "authority": authority, "child": "looked-after", "harm": "no"}
        answers |= {"concern": "something-else", "rights": "article-8", "tried": level.id, "reply": "unsatisfactory"}
        answers |= {"dates": "yes", f"received-{level.id}": "2026-11-09", f"set-{level.id}": "2026-11-18"}
        answers |= {f"received-{below.id}": "not-used" for below in policy.levels if below is not level}
        step = step_for(library, answers)
        asked |= {given.question.id.removeprefix("set-") for given in step.asked if "set-" in given.question.id}
    formal = {level.id for level in policy.levels if level.tier == "formal"}
    assert asked == {level.id for level in policy.levels if provides_for_another(level)} & formal


@pytest.mark.parametrize(
    ("changed", "question", "allowed"),
    [
        ({"replied-level-1": "2026-11-01"}, "replied-level-1", "Monday 2 November 2026 or later"),
        ({"set-level-1": "2026-11-01"}, "set-level-1", "Monday 2 November 2026 or later"),
        ({"received-level-2": "2026-11-01"}, "received-level-2", "Monday 2 November 2026 or later"),
        ({"sent": "2026-11-10"}, "sent", "Wednesday 11 November 2026 or later"),
        ({"received-level-1": "2027-11-02"}, "received-level-1", "Saturday 21 November 2026 or earlier"),
        ({"replied-level-2": "2026-11-22"}, "replied-level-2", "Saturday 21 November 2026 or earlier"),
    ],
)
def test_dates_out_of_order_are_refused_where_they_were_typed(
    library: Library, changed: dict[str, str], question: str, allowed: str
) -> None:
    """Nothing is answered before it was received, and nothing that has happened lies in the future."""
    answers = AT_LEVEL_2 | LEVEL_1 | LEVEL_2 | {"sent": "2026-11-23"} | changed
    assert refusal(library, answers, question) == f"The date must be {allowed}"


def test_no_reply_is_no_answer_for_a_level_whose_reply_was_just_reported(library: Library) -> None:
    """A reader who said that a reply came is asked when, not whether."""
    step = step_for(library, AT_LEVEL_2 | {"received-level-1": "not-used"} | LEVEL_2 | {"replied-level-2": ""})
    assert step.question and step.question.id == "replied-level-2"
    assert [option.id for option in step.question.options] == ["not-known"]


# The meter


def test_the_meter_runs_from_the_first_formal_level_in_both_readings(library: Library) -> None:
    """Bedford's 20 days are 20 working days, or 20 days of any kind: the earlier end first."""
    outcome = outcome_for(library, AT_LEVEL_2 | LEVEL_1 | LEVEL_2 | {"sent": "2026-11-23"})
    meter = outcome.meter
    assert meter
    assert (meter.started, meter.used, meter.at_due, meter.total) == (date(2026, 11, 2), 14, 20, 20)
    assert [(str(end.reading), end.end) for end in meter.ends] == [
        ("20 calendar days", date(2026, 11, 22)),
        ("20 working days", date(2026, 11, 30)),
    ]
    text = str(sections_as_plain(explain(outcome, library)))
    assert "14 of 20 working days are used up to today." in text
    assert "The reply date of this result is working day 20." in text


def test_the_meter_says_when_its_total_is_over(library: Library) -> None:
    """21 working days after day 0 the total of 20 is over."""
    outcome = outcome_for(library, AT_LEVEL_2 | LEVEL_1 | LEVEL_2 | {"sent": "2026-11-23"}, date(2026, 12, 1))
    assert outcome.meter and outcome.meter.used == 21
    assert "The 20 working days are over: today is working day 21." in str(sections_as_plain(explain(outcome, library)))


def test_the_meter_begins_with_the_first_formal_level_of_the_result_itself(library: Library) -> None:
    """After the informal stage the formal time has not begun, so day 0 is the day on which level 1 receives it."""
    answers = BEDFORD | {"tried": "informal", "reply": "unsatisfactory", "higher": "no", "sent": "2026-11-23"}
    meter = outcome_for(library, answers).meter
    assert meter and (meter.started, meter.used, meter.at_due) == (date(2026, 11, 23), 0, 5)


def test_a_level_that_was_not_used_does_not_hide_the_start(library: Library) -> None:
    """Level 1 was left out, so the time began at level 2."""
    answers = AT_LEVEL_2 | LEVEL_2 | {"received-level-1": "not-used", "sent": "2026-11-23"}
    meter = outcome_for(library, answers).meter
    assert meter and meter.started == date(2026, 11, 11)


def test_there_is_no_meter_where_the_start_is_not_known(library: Library) -> None:
    """A level was used on a day that nobody knows: the time used cannot be said."""
    answers = AT_LEVEL_2 | LEVEL_2 | {"received-level-1": "not-known", "sent": "2026-11-23"}
    outcome = outcome_for(library, answers)
    assert outcome.meter is None
    assert [used.level.id for used in outcome.used] == ["level-2"]


def test_dates_that_do_not_come_up_are_reported_and_not_used(library: Library) -> None:
    """Of a level that was not used no reply is asked."""
    answers = AT_LEVEL_2 | LEVEL_1 | LEVEL_2 | {"received-level-1": "not-used", "sent": "2026-11-23"}
    assert set(step_for(library, answers).ignored) == {"set-level-1", "replied-level-1"}


# Meetings and vacant posts

CPRU = {"journey": "concern", "authority": "cpru", "harm": "no", "tried": "stage-2", "reply": "unsatisfactory"}


def test_a_meeting_starts_cprus_24_hours(library: Library) -> None:
    """The limit runs to the same hour of the next day, weekend or not, and is over after it."""
    held = CPRU | {"meeting": "yes", "higher": "no"}
    for day, ends, is_over in (("2026-11-20", date(2026, 11, 21), False), ("2026-11-19", date(2026, 11, 20), True)):
        outcome = outcome_for(library, held | {"meeting-date": day})
        (clock,) = outcome.clocks
        assert (clock.ends, str(clock.clock.within)) == (ends, "24 hours")
        section = next(section for section in explain(outcome, library) if section.id == "clocks")
        text = str(sections_as_plain([section]))
        assert "at the same hour" in text
        assert ("That time is over." in text) is is_over


def test_the_flag_on_the_24_hours_stands_beside_them(library: Library) -> None:
    """The document leaves open when they start."""
    without = outcome_for(library, CPRU | {"higher": "no"})
    held = outcome_for(library, CPRU | {"meeting": "yes", "meeting-date": "2026-11-19", "higher": "no"})
    refs = [{conflict.ref for conflict in outcome.conflicts} for outcome in (without, held)]
    assert ["CP9" in found for found in refs] == [False, True]


def test_a_meeting_is_asked_about_only_where_a_time_limit_runs_from_it(library: Library) -> None:
    """In all five documents that is CPRU's stage 2."""
    asked = []
    for authority, policy in library.policies.items():
        for level in policy.levels:
            answers = {"journey": "concern", "authority": authority, "child": "looked-after", "harm": "no"}
            answers |= {"concern": "something-else", "rights": "article-8", "tried": level.id}
            step = step_for(library, answers | {"reply": "unsatisfactory"})
            asked += [(authority, level.id) for given in step.asked if given.question.id == "meeting"]
    assert asked == [("cpru", "stage-2")]


def test_a_meeting_lies_in_the_past(library: Library) -> None:
    """A meeting that has taken place has a date up to today."""
    message = refusal(library, CPRU | {"meeting": "yes", "meeting-date": "2026-11-22"}, "meeting-date")
    assert message == "The date must be Saturday 21 November 2026 or earlier"


def test_brents_vacant_post_leads_past_it_and_is_offered_nowhere_else(library: Library) -> None:
    """Only Brent's document can be read so that a vacant post moves the concern on."""
    offered = []
    for authority, policy in library.policies.items():
        for level in policy.levels:
            answers = {"journey": "concern", "authority": authority, "child": "looked-after", "harm": "no"}
            step = step_for(library, answers | {"concern": "something-else", "rights": "article-8", "tried": level.id})
            if step.question and step.question.id == "reply":
                offered += [(authority, level.id) for option in step.question.options if option.id == "vacant"]
    assert offered == [("brent", "service-manager")]
    answers = {"journey": "concern", "authority": "brent", "concern": "something-else", "tried": "service-manager"}
    outcome = outcome_for(library, answers | {"reply": "vacant", "higher": "no", "sent": "2026-11-23"})
    assert outcome.level and outcome.level.id == "head-of-service"
    assert "Nobody holds the post that should reply." in [as_text(reason.words) for reason in outcome.because]


def test_every_date_of_a_level_used_may_be_left_open(library: Library) -> None:
    """No question about a past date lacks a way on."""
    answers = AT_LEVEL_2 | {"sent": "2026-11-23"}
    met = []
    while (step := step_for(library, answers)).question:
        assert step.question.kind is QuestionKind.DATE
        met.append(step.question.id)
        open_answer = [option.id for option in step.question.options if option.id == "not-known"]
        answers[step.question.id] = "2026-11-09" if "received" in step.question.id else open_answer[0]
    assert met == [f"{what}-level-{number}" for number in (1, 2) for what in ("received", "set", "replied")]


# Dates that go past the total by themselves

DORSET_TO_LEVEL_3 = {
    "journey": "concern",
    "authority": "dorset",
    "harm": "no",
    "concern": "education",
    "tried": "level-2",
    "reply": "none-yet",
    "timescale": "no",
    "received": "2026-11-02",
    "higher": "no",
    "sent": "2026-11-25",
}
BRENT_TO_HEAD_OF_SERVICE = DORSET_TO_LEVEL_3 | {
    "authority": "brent",
    "concern": "something-else",
    "tried": "service-manager",
}


@pytest.mark.parametrize(
    ("answers", "says", "is_cross_check"),
    [
        pytest.param(DORSET_TO_LEVEL_3, "reply date is day 22. The document's total is 20", False, id="printed"),
        pytest.param(BRENT_TO_HEAD_OF_SERVICE, "reply date is day 27. The IRO Handbook's total is 20", True, id="none"),
    ],
)
def test_two_levels_that_take_longer_than_the_total_are_warned_of(
    library: Library, answers: dict[str, str], says: str, is_cross_check: bool
) -> None:
    """Even if the first formal level's date is not known: what came before could only make it more."""
    outcome = outcome_for(library, answers, date(2026, 11, 25))
    assert outcome.meter is None and outcome.past_total
    words = as_text(outcome.past_total.words)
    assert says in words
    assert "Formal levels used before then would make it more." in words
    assert ("only a cross-check" in words) is is_cross_check
    assert outcome.past_total.citations
    first = next(section for section in explain(outcome, library) if section.id == "first")
    (lines,) = first.blocks
    assert isinstance(lines, Lines) and words in [as_text(one.parts) for one in lines.lines]


def test_two_levels_within_the_total_are_not_warned_of(library: Library) -> None:
    """A reply date 19 working days after the first date known is within the total."""
    outcome = outcome_for(library, DORSET_TO_LEVEL_3 | {"received": "2026-11-05"}, date(2026, 11, 25))
    assert outcome.due == date(2026, 12, 2)
    assert outcome.past_total is None


def test_an_outline_says_which_reply_never_came(library: Library) -> None:
    """That is why the concern goes on."""
    pack = message_pack(outcome_for(library, BRENT_TO_HEAD_OF_SERVICE, date(2026, 11, 25)))
    assert pack
    assert [as_text(words) for words in pack.body if as_text(words).startswith("Tried so far")] == [
        "Tried so far: Service Manager, received Monday 2 November 2026, reply due by Monday 9 November 2026, none came"
    ]
