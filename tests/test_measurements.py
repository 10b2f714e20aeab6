"""The page of measurements says what was measured."""

from __future__ import annotations

import json

from tests.bench.page import FIGURES, PAGE, page


def test_the_page_shows_the_figures_as_they_were_written() -> None:
    """Nobody types or changes a number on the page: `make bench` and `make bench-scale` write both files."""
    assert PAGE.read_text(encoding="utf-8") == page(json.loads(FIGURES.read_text(encoding="utf-8")))
