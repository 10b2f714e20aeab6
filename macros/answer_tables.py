"""What to do next without the calculator: for each situation in which a concern may stand, what the engine answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from calculator.concern_entry import NOTHING_TRIED
from calculator.explanation import explain
from calculator.library import Library
from calculator.model import LevelId, Policy, YesNo
from calculator.outcome import CAFCASS_FOR_CHILD, Outcome, Reason, Status
from calculator.questions import Option
from macros.answer_cards import (
    Card,
    Choosable,
    card_block,
    cards,
    except_for,
    flags_field,
    lines_of,
    shown_line,
    standing_label,
    undated,
)
from macros.answer_changes import Changes, changes
from macros.answer_paths import (
    EntryQuestion,
    Found,
    Situation,
    all_found,
    end_of,
    entry_answers,
    entry_questions,
    first_answers,
    found_by_start,
    running_already,
)
from macros.page_parts import Block, Field, Fields, Line, Link, Paragraphs, Points, Section, Strong, line, stated
from macros.statements import conflict_link, fact_lines, level_link, page_of, stated_fields

CONCERN = "concern"
"""The question whose answer decides only whether and where the procedure starts, and flags. Its options are many."""

EntryCard = tuple[tuple[Line, ...], Fields]
"""Where the concern has to stand for it, if that matters, and a card that does not yet say which answers have it."""


def answers_link(policy: Policy, words: str) -> Link:
    """Return a link to an authority's page of answers."""
    return Link(words, f"{page_of(policy)}answers/")


def answer_sections(policy: Policy, library: Library, today: date) -> tuple[Section, ...]:
    """Return what the engine answers in every situation. No date shows. Raises UnclearSituation."""
    found = tuple(all_found(library, entry_answers(library, first_answers(policy.id), today), today))
    return (
        _first_checks(policy, library, found, today),
        *_standing_sections(policy, library, found),
        *_higher_sections(policy, library, found),
        _resolved_section(policy, library, found),
        _any_time_section(policy, library, found[0].outcome),
        _flags_section(policy),
    )


# Child and concern


def _first_checks(policy: Policy, library: Library, found: tuple[Found, ...], today: date) -> Section:
    """Return the answers about child and concern that change what stands below."""
    asked = entry_questions(library, first_answers(policy.id), today)
    blocks = [block for question in asked for block in _entry_blocks(policy, library, question, found, today)]
    if not blocks:
        blocks = [Paragraphs(lines=(line("No answer about the child or the concern changes what stands below."),))]
    return Section(heading="Check first", anchor="first", is_searchable=False, blocks=tuple(blocks))


def _entry_blocks(
    policy: Policy, library: Library, asked: EntryQuestion, usual: tuple[Found, ...], today: date
) -> Iterator[Block]:
    """Return each card once, with all answers that have it."""
    answers: dict[EntryCard, list[Line]] = {}
    for option in asked.question.options:
        if option.id != asked.usual:
            for card in _option_cards(policy, library, asked, option, usual, today):
                answers.setdefault(card, []).append(line(option.label))
    if answers:
        yield Paragraphs(lines=(line(Strong(asked.question.text), citations=asked.question.citations),))
        for (standings, block), chosen in answers.items():
            yield replace(block, fields=(_when([*chosen, *standings]), *block.fields))
        yield Paragraphs(lines=(line("With any other answer, go on below."),))


def _option_cards(
    policy: Policy, library: Library, asked: EntryQuestion, option: Option, usual: tuple[Found, ...], today: date
) -> Iterator[EntryCard]:
    """Return what is different with an answer: the end of the procedure, what comes first, or other results."""
    answers = {**asked.before, asked.question.id: option.id}
    if outcome := end_of(library, answers, today):
        only = Found(situation=Situation(tried=NOTHING_TRIED, reply=""), outcome=outcome)
        running = running_already(library, answers, today)
        not_yet = (line("Nothing tried yet"),) if running else ()
        yield from ((not_yet, card_block(card, _when([]))) for card in cards([only], library, {}))
        yield from _changed_cards(policy, library, usual, running)
        return
    entry = entry_answers(library, answers, today)
    found = found_by_start(library, entry, today) if asked.question.id == CONCERN else all_found(library, entry, today)
    yield from _changed_cards(policy, library, usual, tuple(found))


def _changed_cards(
    policy: Policy, library: Library, usual: tuple[Found, ...], found: tuple[Found, ...]
) -> Iterator[EntryCard]:
    """Return what an answer adds to every result behind it, and the results that it changes."""
    if not found:
        return
    differs = changes(found, usual)
    if added := _added(policy, found[0].outcome, differs):
        nothing_tried = any(one.situation.tried == NOTHING_TRIED for one in found)
        used = () if nothing_tried else (line(f"A {policy.words.level} has been used already."),)
        then = Field(label="Then", lines=(line("Go on below."),))
        yield used, Fields(fields=(*added, then), status=Status.DO_NOW)
    for card in cards(differs.results, library, {}):
        yield tuple(_standings(policy, card, usual)), card_block(card, _when([]), _known(usual))


def _added(policy: Policy, outcome: Outcome, differs: Changes) -> tuple[Field, ...]:
    """Return what holds for every result behind an answer, and what is said of Cafcass for such a child."""
    is_open = outcome.cafcass_for_child is YesNo.YES
    cafcass = () if is_open else (line(CAFCASS_FOR_CHILD[outcome.cafcass_for_child]),)
    left_out = tuple(line(level_link(policy, level)) for level in differs.left_out)
    return stated_fields(
        (
            Field(label="First of all", lines=tuple(map(undated, differs.urgent))),
            Field(label="Cafcass", lines=cafcass),
            Field(label="Leave out of the other levels below", lines=left_out),
            flags_field(policy, differs.flags),
        )
    )


# Where the concern stands


def _standing_sections(policy: Policy, library: Library, found: tuple[Found, ...]) -> Iterator[Section]:
    """Return the answers by the level used last: an overview with links, then a part for each."""
    standings = dict.fromkeys(one.situation.tried for one in found)
    links = tuple(line(Link(standing_label(policy, key), f"{page_of(policy)}answers/#at-{key}")) for key in standings)
    about = Paragraphs(lines=(line(f"Which is the highest {policy.words.level} that was used for this concern?"),))
    yield Section(
        heading="Find where the concern stands",
        anchor="standing",
        is_searchable=False,
        blocks=(about, Points(lines=links)),
    )
    choosable, known = _choosable(found), _known(found)
    for key in standings:
        here = [one for one in found if one.situation.tried == key and _is_open(one) and not one.situation.higher]
        yield Section(
            heading=standing_label(policy, key),
            anchor=f"at-{key}",
            depth=3,
            is_searchable=False,
            blocks=tuple(card_block(card, _when(_replies(card)), known) for card in cards(here, library, choosable)),
        )


def _choosable(found: Iterable[Found]) -> Choosable:
    """Return the levels that a reader may choose in a situation instead of the one that the document points to."""
    chosen: dict[Situation, frozenset[LevelId]] = {}
    for one in found:
        if one.situation.higher and one.outcome.level:
            plain = replace(one.situation, higher=False, further=())
            chosen[plain] = chosen.get(plain, frozenset()) | {one.outcome.level.id}
    return chosen


def _known(found: Iterable[Found]) -> frozenset[Reason]:
    """Return the reasons that every result has, because the entry questions were answered."""
    return frozenset.intersection(*(frozenset(one.outcome.because) for one in found))


def _is_open(found: Found) -> bool:
    return found.outcome.status is not Status.RECORD_AND_CLOSE


def _when(lines: Iterable[Line]) -> Field:
    return Field(label="If", lines=tuple(dict.fromkeys(lines)))


def _replies(card: Card) -> list[Line]:
    replies = [line(one.situation.reply) for one in card.found if one.situation.reply]
    return [*dict.fromkeys(replies), *_further(card)]


def _further(card: Card) -> list[Line]:
    """Return the other questions on which the result turns, each with all answers that lead to it."""
    answers: dict[str, list[str]] = {}
    for one in card.found:
        for question, shown in one.situation.further:
            answers.setdefault(question, []).append(shown)
    return [line(f"{question} {', or: '.join(dict.fromkeys(shown))}.") for question, shown in answers.items()]


# A higher level, and the end


def _higher_sections(policy: Policy, library: Library, found: tuple[Found, ...]) -> tuple[Section, ...]:
    """Return the levels that a reader may choose, each with where that is open; nothing where none is."""
    higher = [one for one in found if one.situation.higher]
    if not higher:
        return ()
    blocks = (
        card_block(card, _when([*_standings(policy, card, found), *_further(card)]), _known(found))
        for card in cards(higher, library, {})
    )
    about = Paragraphs(lines=fact_lines(library.national, library.national.bypass_facts))
    heading = f"If it needs a higher {policy.words.level} now"
    return (Section(heading=heading, anchor="higher", is_searchable=False, blocks=(*blocks, about)),)


def _standings(policy: Policy, card: Card, found: tuple[Found, ...]) -> list[Line]:
    """Return where the concern stands in a card's situations, with the replies unless every reply leads there."""
    replies: dict[str, list[str]] = {}
    for one in card.found:
        replies.setdefault(one.situation.tried, []).append(one.situation.reply)
    lines = []
    for key, several in replies.items():
        every = (one.situation.reply for one in found if one.situation.tried == key and _is_open(one))
        only = except_for(several, every)
        lines.append(line(f"{standing_label(policy, key)}{', ' if only else ''}{only}"))
    return lines


def _resolved_section(policy: Policy, library: Library, found: tuple[Found, ...]) -> Section:
    closed = [one for one in found if not _is_open(one)]
    several = cards(closed, library, {})
    blocks = tuple(
        card_block(
            card,
            _when(
                [] if len(several) == 1 else [line(standing_label(policy, one.situation.tried)) for one in card.found]
            ),
        )
        for card in several
    )
    return Section(heading="When it is resolved", anchor="resolved", is_searchable=False, blocks=blocks)


def _any_time_section(policy: Policy, library: Library, outcome: Outcome) -> Section:
    """Return what stands beside every result: Cafcass and legal advice under the policy."""
    sections = explain(outcome, library)
    fields = tuple(
        Field(label=section.title, lines=tuple(map(shown_line, lines_of(sections, section.id))))
        for section in sections
        if section.id in ("cafcass", "legal-advice")
    )
    return Section(heading="Beside every level", anchor="beside", is_searchable=False, blocks=(Fields(fields=fields),))


def _flags_section(policy: Policy) -> Section:
    """Return what stands behind each number of a gap or contradiction, also for a reader on paper."""
    flags = tuple(line(conflict_link(policy, one.ref), f": {one.title}") for one in policy.conflicts)
    return Section(
        heading="Gaps and contradictions by number",
        anchor="flags",
        is_searchable=False,
        blocks=(Points(lines=flags, is_brief=True),) if flags else (stated(()),),
    )
