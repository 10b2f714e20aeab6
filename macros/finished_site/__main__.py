"""`python -m macros.finished_site` finishes `site/`, after `mkdocs build`."""

from __future__ import annotations

import sys
from pathlib import Path

from macros.finished_site import finish
from macros.finished_site.search_on_demand import MaterialHasChanged

SITE = Path(__file__).resolve().parents[2] / "site"

if not (SITE / "index.html").is_file():
    sys.exit("There is no site to finish. Run `make build`.")
try:
    finish(SITE)
except MaterialHasChanged as changed:
    sys.exit(str(changed))
