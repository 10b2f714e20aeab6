"""A journey's page: its first question as plain HTML, which the page's script then takes over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from calculator.journeys import next_step
from calculator.library import Library
from macros.rendering import render


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """What answers a journey's question without the calculator."""

    address: str
    """From the site's root; `{authority}` stands for an authority's id."""
    words: str
    """What a reader looks up there."""


TABLES = {
    "concern": Tables(address="authorities/{authority}/answers/", words="what to do next"),
    "change": Tables(address="authorities/{authority}/#significant-changes", words="the list of changes"),
    "received": Tables(address="authorities/{authority}/reply-dates/", words="the reply date"),
}
PAGES = {"concern": "calculator/", "change": "changes/", "received": "received/"}
ASSETS = Path(__file__).resolve().parent.parent / "docs" / "assets"
SCRIPT = "calculator.js"

_IMPORT = re.compile(r'^import .* from "\./(.+)";$', re.MULTILINE)


def render_calculator(library: Library, journey: str) -> str:
    """Return the calculator of a journey (`concern`, `change` or `received`) as one HTML element for its page."""
    first = next_step(library, {"journey": journey}, library.calendar.first)
    return render(
        "calculator.html.j2",
        PAGES[journey],
        journey=journey,
        tables=TABLES[journey],
        question=first.question,
        position=first.position,
        modules=list(dict.fromkeys(_imported_by(SCRIPT))),
    )


def _imported_by(script: str) -> Iterator[str]:
    """Yield the modules that a script of the site imports, and theirs, so that browsers can load all at once."""
    for module in _IMPORT.findall((ASSETS / script).read_text(encoding="utf-8")):
        yield module
        yield from _imported_by(module)
