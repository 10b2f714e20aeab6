"""Who is written to, copied, told and spoken to at every level, as the five documents say."""

from __future__ import annotations

import pytest

from calculator.library import Library
from calculator.lookup import find_level, recipient_titles

NONE: tuple[str, ...] = ()
REPPO = "Review, Engagement & Participation Principal Officer"

# authority, level: to, copy, notify, consult
RECIPIENTS = {
    ("brent", "team-manager"): (("team manager",), NONE, NONE, NONE),
}


@pytest.mark.parametrize(("authority", "level"), RECIPIENTS)
def test_recipients_are_those_of_the_document(library: Library, authority: str, level: str) -> None:
    """Each kind of recipient, at each level, with the titles as printed."""
    policy = library.policies[authority]
    found = find_level(policy, level)
    kinds = (found.to, found.copy, found.notify, found.consult)
    assert tuple(recipient_titles(policy, kind) for kind in kinds) == RECIPIENTS[authority, level]


def test_every_level_of_every_authority_is_in_the_table(library: Library) -> None:
    """A new level cannot go untested."""
    levels = {(policy.id, level.id) for policy in library.policies.values() for level in policy.levels}
    assert levels == set(RECIPIENTS)
