"""What every question and every outcome keeps to: short sentences, a clause behind each question, little paper."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest

from calculator.explanation import explain
from calculator.journeys import JOURNEY_QUESTION, PHASES, Step
from calculator.library import Library
from calculator.model import Policy
from calculator.outcome import Journey
from calculator.plain_dates import as_text
from calculator.questions import Question
from calculator.result_blocks import Block, Due, Flag, Gauge, Lines, Posts, Replies, Rungs, Section
from tests.engine.journey_paths import AUTHORITIES, JOURNEYS, Paths, random_path

LONGEST_SENTENCE = 25
MOST_WORDS_ON_PAPER = 1_000
RANDOM_PATHS = 60


def steps(library: Library, paths: Paths, journey: str, authority: str) -> Iterator[Step]:
    """The end of every path, and of some through real dates, several dates and other things that are not asked."""
    yield from (step for _, step in paths[journey, authority])
    chance = random.Random(5)
    for _ in range(RANDOM_PATHS):
        yield random_path(library, journey, authority, chance)[1]


def distinct_questions(ends: Iterator[Step]) -> set[Question]:
    """Every question of some paths, in each of its wordings."""
    return {given.question for end in ends for given in end.asked}


def question_texts(question: Question) -> Iterator[str]:
    """Everything that a question says."""
    yield from (question.text, question.why, question.hint or "")
    for option in question.options:
        yield from (option.label, option.hint or "", option.group or "")


def block_texts(block: Block) -> Iterator[str]:
    """Every sentence of a block."""
    match block:
        case Lines() | Gauge():
            yield from (as_text(line.parts) for line in block.lines)
        case Due():
            yield from (as_text(line.parts) for line in block.notes)
        case Posts():
            yield from (as_text(line.parts) for line in block.notes)
        case Rungs():
            yield from (as_text(event.words) for rung in block.rungs for event in rung.events)
        case Replies():
            yield from (row.standing for row in block.rows)
        case Flag():
            yield from (block.text, block.treatment, *(as_text(line.parts) for line in block.readings))
        case _:
            return


def long_sentences(texts: Iterator[str], policy: Policy) -> set[str]:
    """Sentences of more than 25 words, where a quotation or a printed title counts as one word."""
    titles = {level.name for level in policy.levels} | {role.title for role in policy.roles.values()}
    titles |= {form.title for form in policy.forms} | {document.title for document in policy.documents}
    printed = re.compile("|".join(['"[^"]*"', *(re.escape(title) for title in sorted(titles, key=len, reverse=True))]))
    sentences = {sentence for text in set(texts) for sentence in re.split(r"(?<=[.?!])\s+", printed.sub("X", text))}
    return {sentence for sentence in sentences if len(sentence.split()) > LONGEST_SENTENCE}


def test_a_long_sentence_would_be_found(library: Library) -> None:
    """The check above sees one, and takes a printed title for one word."""
    policy = library.policies["tower-hamlets"]
    words = " ".join(["word"] * 25)
    assert long_sentences(iter([f"{words}. {words} more."]), policy) == {f"{words} more."}
    assert long_sentences(iter([f'{words[5:]} "{words}".']), policy) == set()


@pytest.mark.parametrize("authority", AUTHORITIES)
@pytest.mark.parametrize("journey", JOURNEYS)
def test_no_sentence_of_a_question_or_an_outcome_is_longer_than_25_words(
    library: Library, paths: Paths, journey: str, authority: str
) -> None:
    """On every path, the policy's printed titles aside."""
    policy = library.policies[authority]
    ends = list(steps(library, paths, journey, authority))
    texts = {text for question in distinct_questions(iter(ends)) for text in question_texts(question)}
    blocks: dict[Block, None] = {}
    for end in ends:
        assert end.outcome
        texts |= {as_text(end.outcome.headline)}
        texts |= {as_text(reason.words) for reason in (*end.outcome.urgent, *end.outcome.because)}
        blocks |= dict.fromkeys(block for section in explain(end.outcome, library) for block in section.blocks)
    texts |= {text for block in blocks for text in block_texts(block)}
    assert long_sentences(iter(texts), policy) == set()


@pytest.mark.parametrize("authority", AUTHORITIES)
@pytest.mark.parametrize("journey", JOURNEYS)
def test_every_question_says_why_and_cites_its_clause(
    library: Library, paths: Paths, journey: str, authority: str
) -> None:
    """Save for the two that no document answers: the journey and the authority."""
    for question in distinct_questions(steps(library, paths, journey, authority)):
        assert question.text.endswith("?")
        assert question.why
        if question.id not in ("journey", "authority"):
            assert question.citations, question.id
            assert question.phase, question.id


@pytest.mark.parametrize("authority", AUTHORITIES)
@pytest.mark.parametrize("journey", JOURNEYS)
def test_the_parts_of_a_journey_come_in_their_order(
    library: Library, paths: Paths, journey: str, authority: str
) -> None:
    """A reader who has reached the next part is never sent back to an earlier one."""
    phases = PHASES[Journey(journey)]
    for end in steps(library, paths, journey, authority):
        asked = [given.question for given in end.asked if given.question is not JOURNEY_QUESTION]
        numbers = [phases.index(question.phase or phases[0]) for question in asked]
        assert numbers == sorted(numbers), [question.id for question in asked]


def words_on_paper(sections: tuple[Section, ...]) -> int:
    """How many words the printed part of an outcome has; of a flag only its title is printed."""
    texts = []
    for block in (block for section in sections if section.on_paper for block in section.blocks):
        texts += [block.title] if isinstance(block, Flag) else list(block_texts(block))
        if isinstance(block, Posts):
            texts += [as_text(line.parts) for line in block.posts]
    return sum(len(text.split()) for text in texts)


@pytest.mark.parametrize("authority", AUTHORITIES)
@pytest.mark.parametrize("journey", JOURNEYS)
def test_an_outcome_stays_short_enough_for_two_sheets_of_paper(
    library: Library, paths: Paths, journey: str, authority: str
) -> None:
    """Fewer than 1,000 words in the parts that are printed."""
    ends = steps(library, paths, journey, authority)
    longest = max(words_on_paper(explain(end.outcome, library)) for end in ends if end.outcome)
    assert 100 < longest < MOST_WORDS_ON_PAPER
