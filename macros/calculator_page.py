"""A journey's page: its first question as plain HTML, which the page's script then takes over."""

from __future__ import annotations

from calculator.journeys import next_step
from calculator.library import Library
from macros.rendering import render

PAGES = {"concern": "calculator/", "change": "changes/", "received": "received/"}


def render_calculator(library: Library, journey: str) -> str:
    """Return the calculator of a journey (`concern`, `change` or `received`) as one HTML element for its page."""
    first = next_step(library, {"journey": journey}, library.calendar.first)
    return render(
        "calculator.html.j2", PAGES[journey], journey=journey, question=first.question, position=first.position
    )
