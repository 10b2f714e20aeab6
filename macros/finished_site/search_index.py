"""The list for searching: what a page says at its beginning stands back behind its parts."""

from __future__ import annotations

import json
import re
from pathlib import Path

AUTHORITY_PAGE = re.compile(r"authorities/[a-z-]+/")
PAGE_BOOST = 0.5


def lower_authority_pages(site: Path) -> None:
    """Halve the weight of the beginnings of the authorities' pages.

    Material adds much to the beginning of a page, whose title alone answers few questions. Where it comes first, the
    search shows no part of that page.
    """
    path = site / "search" / "search_index.json"
    index = json.loads(path.read_text(encoding="utf-8"))
    for entry in index["docs"]:
        if AUTHORITY_PAGE.fullmatch(entry["location"]):
            entry["boost"] = PAGE_BOOST
    path.write_text(json.dumps(index, separators=(",", ":")), encoding="utf-8")
