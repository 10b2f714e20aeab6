"""The list of authorities, with the document behind each page, and where each reader's own part stands."""

from __future__ import annotations

from calculator.library import Library
from calculator.model import Policy, RoleKind
from macros.answer_tables import answers_link
from macros.page_parts import Inline, Line, Link, Note, Row, Table, line
from macros.reply_date_tables import reply_dates_link
from macros.role_view import ALWAYS_SHOWN, kind_heading, posts_of_kind
from macros.statements import level_count, page_of


def authority_table(library: Library) -> Table:
    """Return every authority with its document, its date and the number of its levels."""
    return Table(
        caption="Procedures in this guide",
        columns=(
            "Authority",
            "Document",
            "Dated",
            "Levels",
            "What to do next",
            "Reply dates",
            "Gaps and contradictions",
        ),
        rows=tuple(_row(policy) for policy in library.policies.values()),
    )


def _row(policy: Policy) -> Row:
    page = page_of(policy)
    return Row(
        cells=(
            (line(Link(policy.name, page)),),
            tuple(line(document.title) for document in policy.documents),
            tuple(line(document.dated) for document in policy.documents),
            (line(Link(level_count(policy), f"{page}#ladder")),),
            (line(answers_link(policy, "Look it up")),),
            (line(reply_dates_link(policy, "Tables")),),
            (line(Link(str(len(policy.conflicts)), f"{page}#conflicts")),),
        )
    )


def role_table(library: Library) -> Table:
    """Return, for each authority and kind of post, the posts' titles as links to what is asked of them."""
    return Table(
        caption="What is asked of you, by authority and post",
        columns=("Authority", *(kind_heading(kind) for kind in ALWAYS_SHOWN)),
        rows=tuple(
            Row(
                cells=(
                    (line(Link(policy.name, f"{page_of(policy)}#duties")),),
                    *((_posts(policy, kind),) for kind in ALWAYS_SHOWN),
                )
            )
            for policy in library.policies.values()
        ),
    )


def _posts(policy: Policy, kind: RoleKind) -> Line:
    parts: list[Inline] = []
    for role in posts_of_kind(policy, kind):
        parts += ["; " if parts else "", Link(policy.roles[role].title, f"{page_of(policy)}#duties-{role}")]
    return line(*parts) if parts else line(Note("None named"))
