"""What is known of one concern while its questions are asked, and how it ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from calculator.library import Library
from calculator.lookup import cite, conflicts_touching
from calculator.model import Conflict, Level, LevelId, PlaceId, Policy, RouteCause, YesNo
from calculator.outcome import Journey, Outcome, Reason, RunningClock, Status
from calculator.plain_dates import Words
from calculator.progress import UsedLevel
from calculator.questions import Interview
from calculator.working_days import Calendar


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
    used: tuple[UsedLevel, ...] = ()
    """The levels used whose real dates are known, lowest first."""
    is_start_known: bool = False
    """Whether `used` goes back to the first formal level that was used."""
    clocks: tuple[RunningClock, ...] = ()

    @property
    def calendar(self) -> Calendar:
        """The calendar with the authority's own closure days."""
        return self.library.calendar.with_closure_days(self.policy.closure_days)

    def note(self, words: str | Words, places: Iterable[PlaceId] = ()) -> None:
        """Keep a rule that fired, with its places."""
        parts = (words,) if isinstance(words, str) else words
        self.because.append(Reason(words=parts, citations=cite(self.policy, places)))

    def conflicts(self, *parts: str) -> tuple[Conflict, ...]:
        """Return the conflicts that touch this case or the parts given."""
        return conflicts_touching(self.policy, self.touched.union(parts))

    def end(self, status: Status, headline: Words, *touched: str, **known: Any) -> Outcome:
        """Return the outcome: what the case holds, what is `known` beside it, and the flags on the parts touched."""
        return Outcome(
            journey=Journey.CONCERN,
            status=status,
            headline=headline,
            policy=self.policy,
            today=self.today,
            calendar=self.calendar,
            cafcass_for_child=self.cafcass_for_child,
            days_late=self.days_late,
            urgent=tuple(self.urgent),
            because=tuple(self.because),
            conflicts=self.conflicts(*touched),
            used=self.used,
            clocks=self.clocks,
            **known,
        )
