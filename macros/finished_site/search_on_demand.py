"""The list for searching is loaded when a reader turns to the search, and no longer with every page.

Material loads it with the page, and has a worker read it there. With five authorities it is half of what a page weighs,
it grows with every authority, and the reading slows down the start of the calculator. Material has no setting for it.
"""

from __future__ import annotations

import re
from pathlib import Path

BUNDLE = "assets/javascripts/bundle.*.min.js"

IS_LED_BY_SEARCH = "&&/[?&]h=/.test(location.search)"
CHANGES = (
    # Where the search's worker gets the list: at once, unless the page is a file; or when the search is opened.
    (r'(\w+\(\$\()(?:location\.protocol!=="file:"|!1)(\),\w+\("search"\)\)\.pipe\()', r"\1!1\2"),
    # Where words are marked that a search has led to, whose address then has an `h`: the list says how words part.
    (rf'(\("search\.highlight"\))(?:{re.escape(IS_LED_BY_SEARCH)})?\?', rf"\1{IS_LED_BY_SEARCH}?"),
)
"""What stands in Material's script, before or after the change, and what then stands there."""


class MaterialHasChanged(Exception):
    """Material's script is not the one that is known here; the message says what to do."""


def load_search_on_demand(site: Path) -> None:
    """Have Material's script wait for the search to be opened. Raises MaterialHasChanged."""
    (bundle,) = site.glob(BUNDLE)
    script = bundle.read_text(encoding="utf-8")
    for place, changed in CHANGES:
        script, count = re.subn(place, changed, script)
        if count != 1:
            raise MaterialHasChanged(
                f"{bundle}: a place where the list for searching is loaded was found {count} times, not once. "
                f"Look up how this version of mkdocs-material loads it, and adapt {Path(__file__).name}."
            )
    bundle.write_text(script, encoding="utf-8")
