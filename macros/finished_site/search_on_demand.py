"""The list for searching is loaded when a reader turns to the search, and no longer with every page.

Material loads it with the page, and has a worker read it there. With five authorities it is half of what a page weighs,
it grows with every authority, and the reading slows down the start of the calculator. Material has no setting for it.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

SCRIPTS = "assets/javascripts"
BUNDLE = "bundle.*.min.js"

_START = re.compile(r'(\w+\(\$\()(?:location\.protocol!=="file:"|!1)(\),\w+\("search"\)\)\.pipe\()')
"""Where the search's worker gets the list: at once, unless the page is a file; or when the search is opened.

The second signal alone is left. Both forms are found, so that a site can be finished again.
"""


class MaterialHasChanged(Exception):
    """Material's script is not the one that is known here; the message says what to do."""


def load_search_on_demand(site: Path) -> None:
    """Have Material's script wait for the search to be opened, under a name of its own. Raises MaterialHasChanged."""
    bundles = list((site / SCRIPTS).glob(BUNDLE))
    scripts = [path.read_text(encoding="utf-8") for path in bundles]
    changed = [_START.subn(r"\1!1\2", script) for script in scripts]
    if [count for _, count in changed] != [1]:
        raise MaterialHasChanged(
            f"{site / SCRIPTS / BUNDLE}: the one place where the list for searching is loaded was not found. Look up "
            f"how this version of mkdocs-material loads it, and adapt {Path(__file__).name}."
        )
    _replace(site, bundles[0], changed[0][0])


def _replace(site: Path, bundle: Path, script: str) -> None:
    """Write the script under the hash of its content: browsers keep a name with a hash for a year."""
    content = script.encode()
    renamed = bundle.with_name(f"bundle.{hashlib.sha256(content).hexdigest()[:8]}.min.js")
    bundle.unlink()
    renamed.write_bytes(content)
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        if bundle.name in text:
            page.write_text(text.replace(bundle.name, renamed.name), encoding="utf-8")
