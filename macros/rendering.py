"""Page parts to text that Markdown leaves as it is.

Headings are written as Markdown, so that search and the table of contents see them. All else is HTML, and marked so
that Markdown passes over it: characters such as `*` and `_` in a policy's text stay as they are.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import date
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from calculator.lookup import Citation
from calculator.plain_dates import long_date
from macros.page_parts import Section
from macros.ready_html import ready_html
from macros.term_marks import TermMarks

NO_CLAUSES: Mapping[str, int] = MappingProxyType({})

_HEADING = re.compile(r"#+ .*\{: #.*\}")
_MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]()#+.!-])")


def render(
    template: str,
    page_url: str,
    *,
    marks: TermMarks | None = None,
    clauses: Mapping[str, int] = NO_CLAUSES,
    **data: Any,
) -> str:
    """Print a template for the page at `page_url` (`authorities/brent/`, or nothing for the home page).

    `marks` links words to the glossary where the page first uses them. `clauses` numbers, by their anchors, the
    clauses that the page itself lists: citations of them are printed as numbers, all others in words.
    In a template, a line that begins with `#` and ends with `}` is a heading with its anchor.
    """

    def href(address: str) -> str:
        return relative_address(address, page_url)

    def mark(text: str) -> Markup:
        return marks.mark(text, href) if marks else escape(text)

    def clause_number(citation: Citation) -> int | None:
        return clauses.get(citation.anchor) if citation.page == page_url else None

    text = TEMPLATES.get_template(template).render(href=href, mark=mark, clause_number=clause_number, **data)
    lines = (line.strip() for line in text.splitlines())
    parts = groupby((line for line in lines if line), key=_is_heading)
    return "\n\n".join("\n\n".join(part) if is_heading else ready_html("\n".join(part)) for is_heading, part in parts)


def _is_heading(line: str) -> bool:
    return _HEADING.fullmatch(line) is not None


def relative_address(address: str, page_url: str) -> str:
    """Return an address, given from the site's root, as the page at `page_url` has to write it.

    >>> relative_address("authorities/brent/#cafcass", "authorities/brent/")
    '#cafcass'
    >>> relative_address("national/#place-hull", "authorities/brent/")
    '../../national/#place-hull'
    """
    if re.match(r"https?:", address):
        return address
    page, hash_sign, anchor = address.partition("#")
    if hash_sign and page == page_url:
        return f"#{anchor}"
    return "../" * page_url.count("/") + address


def heading(section: Section) -> Markup:
    """Return a section's heading as Markdown, with its anchor."""
    text = _MARKDOWN_SIGNS.sub(r"\\\1", html.escape(section.heading, quote=False))
    marks = [f"#{section.anchor}"]
    if section.css_class:
        marks.append(f".{section.css_class}")
    if not section.is_searchable:
        marks.append("data-search-exclude=true")
    return Markup(f"\n{'#' * section.depth} {text} {{: {' '.join(marks)} }}\n")


def time_element(day: date) -> Markup:
    """Return a date as all pages show it."""
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), long_date(day))


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["heading"] = heading
    environment.filters["time"] = time_element
    environment.tests["day"] = lambda value: isinstance(value, date)
    return environment


TEMPLATES = _environment()
