"""Generated HTML goes past Markdown: reading 200 kB of it for signs of Markdown takes most of a build, and finds none.

`ready_html` marks it in the text that a macro returns. `ReadyHtmlExtension`, named in `mkdocs.yml`, sets what is
marked aside before any other part of Markdown looks at the text, and the finished page has it in its place. Without
the extension the marks are comments, and the page is the same.
"""

from __future__ import annotations

import re

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

_BEGIN, _END = "<!-- ready HTML -->", "<!-- end -->"
_MARKED = re.compile(rf"^{_BEGIN}\n(.*?)\n{_END}$", re.DOTALL | re.MULTILINE)

_PRIORITY = 25
"""Before all that reads HTML (21 and less), after line ends are made alike (30)."""


def ready_html(text: str) -> str:
    """Mark whole elements, the first of which is a block, as HTML in which nothing is left to do."""
    return f"{_BEGIN}\n{text}\n{_END}"


class ReadyHtmlExtension(Extension):
    """Lets Markdown pass over what `ready_html` has marked."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Set the marked parts aside first."""
        md.preprocessors.register(_SetAside(md), "ready_html", _PRIORITY)


class _SetAside(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return _MARKED.sub(lambda found: self.md.htmlStash.store(found[1]), "\n".join(lines)).split("\n")
