"""Generated HTML on its way through Markdown and past the reading for the search."""

from __future__ import annotations

from markdown import Markdown

from macros.ready_html import SEARCHED_AGAIN, UNSEARCHED, put_back, ready_html

TABLE = "<table><tr><td>not_this_</td></tr></table>"
MARKED = f"<p>Read *this*</p>\n{UNSEARCHED}\n{TABLE}\n{SEARCHED_AGAIN}\n<p>and this</p>"
WHOLE = f"<p>Read *this*</p>\n{TABLE}\n<p>and this</p>"


def converted(text: str) -> str:
    """What Markdown makes of a page."""
    return Markdown(extensions=["macros.ready_html:ReadyHtmlExtension"]).convert(text)


def test_what_is_not_searched_is_away_until_the_page_is_whole() -> None:
    """The search reads the page in between, without the table; two pages do not mix theirs up."""
    first, second = converted(f"# One\n\n{ready_html(MARKED)}"), converted(ready_html("<p>Two</p>", is_searched=False))
    assert "not_this_" not in first
    assert "Two" not in second
    assert put_back(second) == "<p>Two</p>"
    assert put_back(first) == f"<h1>One</h1>\n{WHOLE}"


def test_without_the_extension_the_page_is_the_same_but_for_comments() -> None:
    """The marks are comments."""
    plain = Markdown().convert(ready_html("<p>Read this</p>", is_searched=False))
    assert "".join(line for line in plain.splitlines() if not line.startswith("<!--")) == "<p>Read this</p>"
