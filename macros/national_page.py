"""The page of national law and guidance: facts, articles, national lists, flags and the clauses behind them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from calculator.lookup import Citation, cite_national
from calculator.model import Conflict, Fact, LawArticle, National, PlaceId
from macros.change_lists import change_sections
from macros.page_parts import (
    Entries,
    Entry,
    Field,
    Fields,
    Line,
    Note,
    Paragraphs,
    Points,
    Row,
    Section,
    Strong,
    Table,
    line,
)
from macros.policy_sources import conflict_entry, places_section
from macros.statements import NATIONAL_PAGE, fact_lines


def national_sections(national: National) -> tuple[Section, ...]:
    """Return everything that national.yaml says, in a fixed order."""

    def cited(places: Iterable[PlaceId]) -> tuple[Citation, ...]:
        return cite_national(national, places)

    return (
        _instruments(national),
        Section(
            heading="Facts",
            anchor="facts",
            blocks=(Entries(entries=_facts(national)),),
        ),
        _articles(national),
        Section(
            heading="National lists of significant changes",
            anchor="significant-changes",
            blocks=(Paragraphs(lines=(line("The guide offers these where a document has no list of its own."),)),),
        ),
        *change_sections(national.significant_changes, cited, NATIONAL_PAGE),
        _counting(national),
        _conflicts(national),
        Section(
            heading="Left out on purpose",
            anchor="not-modelled",
            blocks=(
                Points(
                    lines=tuple(
                        line(f"{one.what.rstrip('.')}. ", Note(one.why), citations=cited(one.cite))
                        for one in national.not_modelled
                    )
                ),
            ),
        ),
        places_section(national.places, (), "Pages and documents cited"),
    )


def _instruments(national: National) -> Section:
    rows = tuple(
        Row(cells=((line(Strong(one.title)),), (line(one.dated),), (line(one.issue or ""),)))
        for one in national.documents
    )
    checked = Paragraphs(lines=(line("The research record was last checked on ", national.last_checked, "."),))
    return Section(
        heading="Acts, regulations and guidance",
        anchor="instruments",
        blocks=(
            checked,
            Table(caption="Acts, regulations and guidance", columns=("Title", "Date", "Number"), rows=rows),
        ),
    )


def _facts(national: National) -> tuple[Entry, ...]:
    """Return one entry for each subject, with a line for each fact about it."""
    subjects = [(subject, tuple(facts)) for subject, facts in groupby(national.facts, key=lambda fact: fact.subject)]
    return tuple(
        Entry(id=f"subject-{facts[0].id}", title=subject, lines=tuple(_fact(national, fact) for fact in facts))
        for subject, facts in subjects
    )


def _fact(national: National, fact: Fact) -> Line:
    return line(
        f"{fact.text} ",
        Note(f"Confidence: {fact.confidence}."),
        citations=cite_national(national, fact.cite),
        id=f"fact-{fact.id}",
    )


def _articles(national: National) -> Section:
    entries = Entries(entries=tuple(_article(national, article) for article in national.articles))
    return Section(heading="Articles of the Human Rights Act 1998", anchor="articles", blocks=(entries,))


def _article(national: National, article: LawArticle) -> Entry:
    return Entry(
        id=f"article-{article.number}",
        title=f"Article {article.number}: {article.heading}",
        lines=(line("The heading is known through:", citations=cite_national(national, article.cite)),),
        fields=(Field(label="Notes", lines=fact_lines(national, article.notes)),),
    )


def _counting(national: National) -> Section:
    counting = national.counting
    fields = (
        Field(label="Years covered", lines=(line(f"{counting.first_year} to {counting.last_year}"),)),
        Field(label="Bank holidays announced until", lines=(line(counting.announced_until),)),
        Field(label="Total for the formal levels", lines=(line(Strong(str(national.formal_total))),)),
    )
    return Section(
        heading="How days are counted",
        anchor="counting",
        blocks=(counting_points(national), Fields(fields=fields)),
    )


def counting_points(national: National) -> Points:
    """Return the guide's own counting convention, one rule a line."""
    return Points(lines=tuple(line(text) for text in national.counting.text))


def _conflicts(national: National) -> Section:
    entries = Entries(entries=tuple(_conflict(national, conflict) for conflict in national.conflicts))
    return Section(heading="Questions that run through all documents", anchor="conflicts", blocks=(entries,))


def _conflict(national: National, conflict: Conflict) -> Entry:
    readings = tuple(line(one.text, citations=cite_national(national, one.cite)) for one in conflict.readings)
    text = line(conflict.text, citations=cite_national(national, conflict.cite))
    return conflict_entry(conflict, readings, text, line())
