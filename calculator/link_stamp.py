"""What a link to a result remembers of it, so that whoever opens it later sees what differs."""

from __future__ import annotations

from datetime import date

from calculator.lookup import described_edition, find_level, level_label
from calculator.model import Policy
from calculator.outcome import Outcome, Reason, Status
from calculator.plain_dates import Words

EDITION = "edition"
RESULT = "result"
STAMP_KEYS = (EDITION, RESULT)
"""Keys that may stand among the answers and are none."""

NONE = "none"
STATUS_WORDS = {
    Status.DO_NOW: "act now",
    Status.WAIT: "wait",
    Status.RECORD_AND_CLOSE: "record and close",
    Status.NOT_FOR_THIS_PROCEDURE: "not for this procedure",
    Status.NOT_DETERMINED: "not determined",
}

Stamp = dict[str, tuple[str, ...]]


def link_stamp(outcome: Outcome) -> Stamp:
    """Return what a link keeps of a result: the edition, and status, level, reply date and day on which it was made.

    Each value is an id or an ISO date; `none` stands for what a result has not.
    """
    return {
        EDITION: (described_edition(outcome.policy).id,),
        RESULT: (
            outcome.status,
            outcome.level.id if outcome.level else NONE,
            outcome.due.isoformat() if outcome.due else NONE,
            outcome.today.isoformat(),
        ),
    }


def differences(stamp: Stamp, policy: Policy, outcome: Outcome | None) -> tuple[Reason, ...]:
    """Return what differs between the stamp of a link and the result now; a stamp that cannot be read says nothing."""
    return (*_edition_differs(stamp, policy), *(_result_differs(stamp, policy, outcome) if outcome else ()))


def _edition_differs(stamp: Stamp, policy: Policy) -> tuple[Reason, ...]:
    now = described_edition(policy)
    then = next(iter(stamp.get(EDITION, ())), now.id)
    if then == now.id:
        return ()
    labels = {edition.id: edition.label for edition in policy.editions}
    old = f'the edition "{labels[then]}"' if then in labels else "another edition of the document"
    said = [Reason(words=(f'This link was made with {old}. This guide now uses "{now.label}".',))]
    if now.changes:
        said.append(Reason(words=(f"What changed with it: {now.changes}",)))
    return tuple(said)


def _result_differs(stamp: Stamp, policy: Policy, outcome: Outcome) -> tuple[Reason, ...]:
    then = stamp.get(RESULT, ())
    now = link_stamp(outcome)[RESULT]
    if len(then) != len(now) or then[:3] == now[:3]:
        return ()
    try:
        words: Words = ("The result was then: ", *_result_words(then, policy), ". It was made on ", _day(then[3]), ".")
        return (Reason(words=words), Reason(words=("It is now: ", *_result_words(now, policy), ".")))
    except ValueError:
        return ()


def _result_words(result: tuple[str, ...], policy: Policy) -> Words:
    """Return a stamped result in words. Raises ValueError for what no stamp of this policy holds."""
    status, level, due, _ = result
    words: list[str | date] = [STATUS_WORDS[Status(status)]]
    if level != NONE:
        words.append(f", {level_label(policy, find_level(policy, level))}")
    if due != NONE:
        words += [", reply date ", _day(due)]
    return tuple(words)


def _day(text: str) -> date:
    return date.fromisoformat(text)
