"""What a journey ends with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from calculator.changes import ChangeResult
from calculator.ladder import Ladder
from calculator.lookup import Citation, recipients_by_kind
from calculator.model import Bypass, Clock, Conflict, Exclusion, Gate, Level, Policy, Recipient, RoleId, YesNo
from calculator.plain_dates import Words
from calculator.progress import Meter, UsedLevel
from calculator.reply_date import ReplyDate
from calculator.working_days import Calendar

CAFCASS_FOR_CHILD = {
    YesNo.NO: "The document does not open its Cafcass route for these children.",
    YesNo.NOT_STATED: "The document does not say whether its Cafcass route covers these children.",
}


class Journey(StrEnum):
    """Which of the three journeys was taken."""

    CONCERN = "concern"
    CHANGE = "change"
    RECEIVED = "received"


class Status(StrEnum):
    """What the reader is to do."""

    DO_NOW = "do_now"
    WAIT = "wait"
    RECORD_AND_CLOSE = "record_and_close"
    NOT_FOR_THIS_PROCEDURE = "not_for_this_procedure"
    NOT_DETERMINED = "not_determined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One rule that fired, in plain words."""

    words: Words
    citations: tuple[Citation, ...] = ()


def future_receipt(received: date, today: date) -> tuple[Reason, ...]:
    """Return what to say of a day of receipt that has not come yet; nothing for any other."""
    return (
        (Reason(words=("The day of receipt, ", received, ", lies in the future. Check it.")),)
        if received > today
        else ()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningClock:
    """A second time limit inside a level whose clock has started."""

    clock: Clock
    started: date
    ends: date
    """The last day; for a limit in hours it ends at the hour at which it started."""
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLevel:
    """A level that the IRO may choose instead, and on what terms."""

    level: Level
    terms: str
    consult: tuple[RoleId, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The end of a journey. Absent parts are None or empty; nothing is filled by default."""

    journey: Journey
    status: Status
    headline: Words
    """What to do, in one sentence."""
    policy: Policy
    today: date
    calendar: Calendar
    """The one that was used, with the authority's closure days."""
    level: Level | None = None
    """The level that the outcome is about: to use now, or being waited on."""
    reply: ReplyDate | None = None
    due: date | None = None
    """The reply date; without `reply` it is one that was set, and the day of receipt is not known."""
    days_late: int | None = None
    """Working days by which the last reply is overdue today."""
    urgent: tuple[Reason, ...] = ()
    """What has to be read before anything else."""
    exclusion: Exclusion | None = None
    """Why the concern is not for this procedure, with what the document names instead."""
    gates: tuple[Gate, ...] = ()
    cafcass_for_child: YesNo = YesNo.YES
    """Whether the document opens its Cafcass route for this group of children."""
    bypass: Bypass | None = None
    consult: tuple[Recipient, ...] = ()
    other_levels: tuple[OpenLevel, ...] = ()
    ladder: Ladder | None = None
    used: tuple[UsedLevel, ...] = ()
    """The levels used so far whose real dates are known, lowest first."""
    meter: Meter | None = None
    past_total: Reason | None = None
    """That the dates entered go past the total for the formal levels, where they do."""
    clocks: tuple[RunningClock, ...] = ()
    several: tuple[ReplyDate, ...] = ()
    """For a manager who received several: each one's reply date, earliest first. `reply` is then the first."""
    moves_on_from: Level | None = None
    """The level used before, where the document itself leads on from it; None where a higher one was chosen."""
    changes: ChangeResult | None = None
    planned: date | None = None
    happened: bool = False
    """True if a change that needs a review first has come about already."""
    because: tuple[Reason, ...]
    conflicts: tuple[Conflict, ...] = ()

    @property
    def recipients(self) -> dict[str, tuple[Recipient, ...]]:
        """The recipients of the level by their kind, and whom to speak to first as `consult`; empty without a level."""
        return {**recipients_by_kind(self.level), "consult": self.consult} if self.level else {}
