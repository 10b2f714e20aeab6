"""Words that results and pages share, so that one thing has one name everywhere."""

from __future__ import annotations

from calculator.ladder import WithinCap
from calculator.model import AnsweredBy, RouteCause

NONE_STATED = "None stated in the document"
RECIPIENT_LABELS = {"to": "To", "copy": "Copy to", "notify": "Tell", "consult": "Speak to first"}
RECEIVED_LABELS = {"to": "It goes to", "copy": "It is copied to", "notify": "Also told"}
"""The same for whoever received it; with whom to speak first is no matter of theirs."""
INDIRECT_LABELS = {"copy_of_reply": "Copy of the reply to", "told_by_others": "Told by others"}
"""Recipients to whom whoever raises the concern sends nothing, the same for every reader."""
SHOWN_AMONG = {"copy_of_reply": "copy", "told_by_others": "notify"}
"""The kind under which pages mark them, as the policy does."""
ANSWERED_BY = {
    AnsweredBy.EITHER: "Either of them answers.",
    AnsweredBy.JOINTLY: "They answer together.",
    AnsweredBy.IN_TURN: "They answer in turn.",
    AnsweredBy.NOT_STATED: "The document does not say who of them answers.",
}
ROUTE_WORDS = {
    RouteCause.NOT_RESOLVED: "If it is not resolved",
    RouteCause.NO_REPLY: "If there is no reply",
    RouteCause.REPLY_UNSATISFACTORY: "If the reply does not resolve it",
    RouteCause.POST_VACANT: "If nobody holds the post",
}
CAP_WORDS = {
    WithinCap.YES: "That is within the total.",
    WithinCap.NO: "That is over the total.",
    WithinCap.NOT_FIXED: "Whether that is within the total cannot be fixed, because not every level has a limit.",
}


def working_days_words(count: int) -> str:
    """Return a number of working days in words.

    >>> working_days_words(1), working_days_words(0)
    ('1 working day', '0 working days')
    """
    return f"{count} working day{'' if count == 1 else 's'}"


def late_words(days: int) -> str:
    """Return how late a reply is, in working days.

    >>> late_words(1), late_words(0)
    ('1 working day late', 'late by less than 1 working day')
    """
    return f"{working_days_words(days)} late" if days else f"late by less than {working_days_words(1)}"
