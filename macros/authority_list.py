"""The list of authorities, with the document behind each page."""

from __future__ import annotations

from calculator.library import Library
from calculator.model import Policy
from macros.page_parts import Link, Row, Table, line
from macros.reply_date_tables import reply_dates_link
from macros.statements import page_of


def authority_table(library: Library) -> Table:
    """Return every authority with its document, its date and the number of its levels."""
    return Table(
        caption="Procedures in this guide",
        columns=("Authority", "Document", "Dated", "Levels", "Reply dates", "Gaps and contradictions"),
        rows=tuple(_row(policy) for policy in library.policies.values()),
    )


def _row(policy: Policy) -> Row:
    page = page_of(policy)
    return Row(
        cells=(
            (line(Link(policy.name, page)),),
            tuple(line(document.title) for document in policy.documents),
            tuple(line(document.dated) for document in policy.documents),
            (line(Link(f"{len(policy.levels)} {policy.words.level}s", f"{page}#ladder")),),
            (line(reply_dates_link(policy, "Tables")),),
            (line(Link(str(len(policy.conflicts)), f"{page}#conflicts")),),
        )
    )
