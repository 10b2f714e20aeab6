"""Generated HTML goes past Markdown: reading 200 kB of it for signs of Markdown takes most of a build, and finds none.

`ready_html` marks it in the text that a macro returns. `ReadyHtmlExtension`, named in `mkdocs.yml`, sets what is
marked aside before any other part of Markdown looks at the text, and the finished page has it in its place. Templates
mark long parts of it that hold nothing to search for: those go past the reading for the search, too, until
`put_back` is called on the whole page. Without the extension the marks are comments, and the page is the same.
"""

from __future__ import annotations

import re
from itertools import count

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

UNSEARCHED, SEARCHED_AGAIN = "<!-- not searched -->", "<!-- searched again -->"
"""Templates write them around whole elements, each on a line of its own."""

_BEGIN, _END = "<!-- ready HTML -->", "<!-- end -->"
_MARKED = re.compile(rf"^{_BEGIN}\n(.*?)\n{_END}$", re.DOTALL | re.MULTILINE)
_LEFT_OUT = re.compile(rf"^{UNSEARCHED}\n(.*?)\n{SEARCHED_AGAIN}$", re.DOTALL | re.MULTILINE)
_KEPT = re.compile(r"<!-- kept (\d+) -->")

_PRIORITY = 25
"""Before all that reads HTML (21 and less), after line ends are made alike (30)."""

_numbers = count()
_kept: dict[str, str] = {}
"""What is left out of pages that are not whole yet, by its number."""


def ready_html(text: str, *, is_searched: bool = True) -> str:
    """Mark whole elements, the first of which is a block, as HTML in which nothing is left to do."""
    if not is_searched:
        text = f"{UNSEARCHED}\n{text}\n{SEARCHED_AGAIN}"
    return f"{_BEGIN}\n{text}\n{_END}"


def put_back(page: str) -> str:
    """Return a page with all that was kept from the search."""
    return _KEPT.sub(lambda found: _kept.pop(found[1]), page)


class ReadyHtmlExtension(Extension):
    """Lets Markdown pass over what `ready_html` has marked."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Set the marked parts aside first."""
        md.preprocessors.register(_SetAside(md), "ready_html", _PRIORITY)


class _SetAside(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return _MARKED.sub(self._set_aside, "\n".join(lines)).split("\n")

    def _set_aside(self, found: re.Match[str]) -> str:
        return self.md.htmlStash.store(_LEFT_OUT.sub(_keep, found[1]))


def _keep(found: re.Match[str]) -> str:
    number = str(next(_numbers))
    _kept[number] = found[1]
    return f"<!-- kept {number} -->"
