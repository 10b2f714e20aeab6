"""The answers of every authority, worked out on all processors while other pages are built.

For many authorities they are most of a build. Each authority's depend on its own policy alone.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import date

from calculator.library import Library
from calculator.model import Policy
from macros.all_processors import WORTH_STARTING, all_processors
from macros.answer_cards import UnclearSituation
from macros.answer_tables import answer_sections
from macros.page_parts import Section

AnswersOf = Callable[[Policy], tuple[Section, ...]]


def answers_ahead(library: Library, today: date) -> AnswersOf:
    """Return what gives the sections of `answer_sections` for a policy. Raises UnclearSituation as that does."""
    if len(library.policies) < WORTH_STARTING:
        return lambda policy: answer_sections(policy, library.only(policy), today)
    answers = _begun(library, today)

    def answers_of(policy: Policy) -> tuple[Section, ...]:
        try:
            return answers[policy.id].result()
        except UnclearSituation:
            for other in answers.values():
                other.cancel()  # the build stops here
            raise

    return answers_of


def _begun(library: Library, today: date) -> dict[str, Future[tuple[Section, ...]]]:
    processes = all_processors()
    answers = {
        policy.id: processes.submit(answer_sections, policy, library.only(policy), today)
        for policy in library.policies.values()
    }
    processes.shutdown(wait=False)
    return answers
