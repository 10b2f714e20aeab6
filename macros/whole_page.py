"""MkDocs calls this for every page, named under `hooks` in `mkdocs.yml`, when all other parts have had it."""

from __future__ import annotations

from typing import Any

from macros.ready_html import put_back


def on_post_page(output: str, **_: Any) -> str:
    """Return the page with what was kept from the reading for the search."""
    return put_back(output)
