"""Lists of significant changes, a policy's own and the national ones, as sections of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from calculator.changes import changes_for
from calculator.library import Library
from calculator.lookup import Citation, cite
from calculator.model import Change, ChangeDuty, ChangeId, ChangeList, PlaceId, Policy, SignificantChanges
from macros.page_parts import Block, Line, Link, Note, Paragraphs, Row, Section, Table, line, stated
from macros.statements import capital, flags

Cite = Callable[[Iterable[PlaceId]], tuple[Citation, ...]]


def no_flags(part: ChangeList) -> tuple[Block, ...]:
    """Return no block, for lists that no flag touches."""
    return ()


def policy_change_sections(policy: Policy, library: Library) -> tuple[Section, ...]:
    """Return a policy's own lists, or that it has none and where the national lists stand."""
    changes, is_national = changes_for(policy, library.national)
    touching = flags(policy, "significant_changes")
    if is_national:
        offer = Paragraphs(
            lines=(
                line(
                    "The guide offers the ",
                    Link("national lists", "national/#significant-changes"),
                    " instead, with the pages through which they are known. They are not this document’s own rules.",
                ),
            )
        )
        blocks: tuple[Block, ...] = (stated(()), offer, *touching)
        return (Section(heading="Significant changes", anchor="significant-changes", blocks=blocks),)

    def own(places: Iterable[PlaceId]) -> tuple[Citation, ...]:
        return cite(policy, places)

    page = f"changes/#authority={policy.id}"
    first = Section(
        heading="Significant changes",
        anchor="significant-changes",
        blocks=(Paragraphs(lines=(line(Link("Check a change against these lists", page), "."),)), *touching),
    )

    def touching_list(part: ChangeList) -> tuple[Block, ...]:
        return flags(policy, *(item.ref for item in part.items))

    return (first, *change_sections(changes, own, f"authorities/{policy.id}/", touching_list))


def change_sections(
    changes: SignificantChanges, cited: Cite, page: str, touching: Callable[[ChangeList], tuple[Block, ...]] = no_flags
) -> tuple[Section, ...]:
    """Return each list as a table with the flags that touch it, then who decides and what is recorded."""
    every = {item.id: item for part in changes.lists for item in part.items} | {
        ChangeId(item.ref): item for part in changes.lists for item in part.items
    }
    lists = tuple(_list(part, every, cited, page, touching(part)) for part in changes.lists)
    deciding = Section(
        heading="Who decides, and what is weighed",
        anchor="changes-deciding",
        depth=3,
        blocks=(stated(line(one.text, citations=cited(one.cite)) for one in changes.deciding),),
    )
    recording = Section(
        heading="What is recorded when no review is needed",
        anchor="changes-recording",
        depth=3,
        blocks=(stated(line(one.text, citations=cited(one.cite)) for one in changes.recording),),
    )
    missed = Section(
        heading="Where a change came before its review",
        anchor="changes-missed",
        depth=3,
        blocks=(stated(line(one.text, citations=cited(one.cite)) for one in changes.if_missed),),
    )
    has_reviews_first = any(part.duty is ChangeDuty.REVIEW_BEFORE for part in changes.lists)
    return (*lists, deciding, recording, *([missed] if has_reviews_first else []))


def _list(
    part: ChangeList, every: dict[ChangeId, Change], cited: Cite, page: str, touching: tuple[Block, ...]
) -> Section:
    rows = tuple(
        Row(
            id=f"change-{item.ref.lower()}",
            cells=(
                (line(item.ref),),
                (_change(item, cited),),
                (_others(item, every, page),),
            ),
        )
        for item in part.items
    )
    about = Paragraphs(
        lines=(
            line(Note("What may change for a child or young person, also in everyday words.")),
            line(part.text, citations=cited(part.cite)),
            line(f"What it sets in motion: {part.duty}."),
            line(f"Where the list comes from: {part.origin.rstrip('.')}."),
        )
    )
    table = Table(caption=part.title, columns=("Number", "Change", "See also"), rows=rows)
    blocks = (about, table, *touching)
    return Section(heading=capital(part.title), anchor=f"changes-{part.id}", depth=3, blocks=blocks)


def _change(item: Change, cited: Cite) -> Line:
    everyday = (" ", Note(f"Everyday words: {', '.join(item.words)}.")) if item.words else ()
    return line(f"{item.label.rstrip('.')}.", *everyday, citations=cited(item.cite))


def _others(item: Change, every: dict[ChangeId, Change], page: str) -> Line:
    always = _links("Always also ", item.also_counts_as, every, page)
    perhaps = _links("Check too ", item.check_also, every, page)
    return line(*always, ". " if always and perhaps else "", *perhaps)


def _links(words: str, refs: Iterable[ChangeId], every: dict[ChangeId, Change], page: str) -> tuple[str | Link, ...]:
    parts: list[str | Link] = []
    for ref in refs:
        number = every[ref].ref
        parts += [", " if parts else words, Link(number, f"{page}#change-{number.lower()}")]
    return tuple(parts)
