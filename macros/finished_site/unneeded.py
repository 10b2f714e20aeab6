"""Files that Material for MkDocs ships and that no page of the guide loads."""

from __future__ import annotations

import shutil
from pathlib import Path

SEARCH_LANGUAGES = "assets/javascripts/lunr"
"""Search in other languages than English, which its worker knows by itself."""


def remove_unneeded(site: Path) -> None:
    """Remove the search's other languages, and the maps from minified scripts and styles to their sources."""
    shutil.rmtree(site / SEARCH_LANGUAGES, ignore_errors=True)
    for source_map in site.rglob("*.map"):
        source_map.unlink()
