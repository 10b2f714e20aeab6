"""The list for searching: what each part weighs there, and words that readers write in one."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

WEIGHTS = (
    # Material adds much to the beginning of a page, whose title alone answers few questions. Where it comes first, the
    # search shows no part of that page.
    (r"authorities/[a-z-]+/", 0.5),
    # What readers ask for most.
    (r"(authorities/[a-z-]+|learn)/#(cafcass\S*|legal-advice)", 1.3),
    (r"authorities/[a-z-]+/#changes-\S+", 1.5),
    (r"national/#changes-\S+", 0.9),
    (r"register/#flag-\S+|authorities/[^/]+/#conflict-\S+", 0.75),
    # Parts that repeat what others say, stand behind a policy's own words, or list what is not there.
    (r"authorities/[a-z-]+/#duties-\S+", 0.8),
    (r"(about|learn)/#counting\S*", 0.7),
    (r"national/#(counting|subject-\S+)", 0.4),
    (r"authorities/[a-z-]+/#silences", 0.5),
)
"""Addresses and what they weigh: the first that fits counts, instead of the weight that a page gives all its parts."""


def weigh_for_search(site: Path) -> None:
    """Give every part of the list its weight and its words in one."""
    path = site / "search" / "search_index.json"
    index = json.loads(path.read_text(encoding="utf-8"))
    for entry in index["docs"]:
        _weigh(entry)
        _join_words(entry)
    path.write_text(json.dumps(index, separators=(",", ":")), encoding="utf-8")


def _weigh(entry: dict[str, Any]) -> None:
    weight = next((weight for address, weight in WEIGHTS if re.fullmatch(address, entry["location"])), None)
    if weight:
        entry["boost"] = weight


def _join_words(entry: dict[str, Any]) -> None:
    """Tag a part with the hyphened words of its title, written in one: Frameworki for Framework-I."""
    tags = entry.get("tags", [])
    joined = {word.replace("-", "") for word in re.findall(r"\w+(?:-\w+)+", entry["title"])}
    if new := sorted(joined.difference(tags)):
        entry["tags"] = [*tags, *new]
