"""Short forms are spelt out where a page uses them first; printed titles stay as they are and are explained."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from calculator.abbreviations import QUOTED, ShortForms, Speller, short_forms
from calculator.browser import Engine
from calculator.library import Library
from calculator.model import Term
from tests.engine.journey_paths import AUTHORITIES, JOURNEYS, TODAY, Paths


def speller(*titles: str, **meanings: str | None) -> Speller:
    """A speller that knows these short forms, and printed titles that hold them."""
    terms = {short: Term(term=short, stands_for=full, cite=()) for short, full in meanings.items()}
    return Speller(ShortForms(terms, titles))


def test_a_short_form_is_spelt_out_once() -> None:
    """The full words come first, as a reader meets them; after that the short form is enough."""
    spell = speller(IRO="Independent Reviewing Officer")
    assert spell.sentence("Tell the IRO.") == "Tell the Independent Reviewing Officer (IRO)."
    assert spell.sentence("The IRO decides.") == "The IRO decides."
    assert spell.key() == ()


def test_plural_and_possessive_keep_their_ending() -> None:
    """The full words take it, too."""
    assert speller(IRO="Independent Reviewing Officer").sentence("IROs meet.") == (
        "Independent Reviewing Officers (IROs) meet."
    )
    assert speller(IRO="Independent Reviewing Officer").sentence("The IRO's duty.") == (
        "The Independent Reviewing Officer's (IRO's) duty."
    )


def test_quoted_titles_stay_as_printed_and_are_explained_in_the_key() -> None:
    """Nothing is put into a title that a reader has to find in a form or a case note."""
    spell = speller(DRP="Dispute Resolution Process")
    assert spell.sentence('Complete "DRP form".') == 'Complete "DRP form".'
    assert ["".join(map(str, line.parts)) for line in spell.key()] == ["DRP: Dispute Resolution Process."]


def test_printed_titles_in_a_sentence_stay_as_printed_and_are_explained_in_the_key() -> None:
    """A post that a reader has to find is named as the document names it; a short form by itself is spelt out."""
    spell = speller(
        "QA Manager", "Team manager for the IROs", QA="Quality Assurance", IRO="Independent Reviewing Officer"
    )
    for text in ("Tell the QA Manager.", "Raised by: QA Manager, Team manager for the IROs."):
        assert spell.sentence(text) == text
    assert ["".join(map(str, line.parts)) for line in spell.key()] == [
        "QA: Quality Assurance.",
        "IRO: Independent Reviewing Officer.",
    ]
    assert spell.sentence("The QA Manager leads QA.") == "The QA Manager leads Quality Assurance (QA)."
    assert spell.sentence("The IRO asks.") == "The Independent Reviewing Officer (IRO) asks."
    assert spell.key() == ()


def test_no_bracket_is_put_into_a_bracket() -> None:
    """The full words alone stand there, and the short form comes with its next use."""
    spell = speller(IRO="Independent Reviewing Officer")
    assert (
        spell.sentence("Service Manager (the IRO's own)") == "Service Manager (the Independent Reviewing Officer's own)"
    )
    assert spell.sentence("The IRO decides.") == "The Independent Reviewing Officer (IRO) decides."


def test_the_titles_of_a_policy_are_known(library: Library) -> None:
    """Only those that hold a short form beside other words: a title that is one by itself is spelt out like it."""
    forms = short_forms(library.policies["dorset"], library.national)
    assert "QA Manager" in forms.titles
    assert "Cafcass" not in forms.titles
    assert "Team Manager" not in forms.titles


def test_a_short_form_that_no_document_spells_out_is_said_to_be_so() -> None:
    """It is never guessed."""
    spell = speller(ICS=None)
    assert spell.sentence("Log it in ICS.") == "Log it in ICS."
    assert ["".join(map(str, line.parts)) for line in spell.key()] == ["ICS: The document does not spell it out."]


def test_longer_words_and_full_words_with_their_short_form_are_left_alone() -> None:
    """Nothing is found inside another word, and what is spelt out already is not spelt out twice."""
    spell = speller(IRO="Independent Reviewing Officer", CP="child protection")
    text = "The Independent Reviewing Officer (IRO) of CPRU"
    assert spell.sentence(text) == text
    assert spell.sentence("The IRO decides.") == "The IRO decides."


def test_brackets_around_a_short_form_alone_do_not_explain_it() -> None:
    """A printed title may have it in brackets without its full words."""
    spell = speller(CPRU=None)
    spell.title("Head of Service (CPRU)")
    assert ["".join(map(str, line.parts)) for line in spell.key()] == ["CPRU: The document does not spell it out."]


@pytest.mark.parametrize("authority", AUTHORITIES)
@pytest.mark.parametrize("journey", JOURNEYS)
def test_on_every_page_each_short_form_is_explained_at_or_before_its_first_use_in_a_sentence(
    library: Library, engine: Engine, paths: Paths, journey: str, authority: str
) -> None:
    """Or, where it stands in a title or is nowhere spelt out, in the key of the page."""
    known = short_forms(library.policies[authority], library.national)
    walked = paths[journey, authority]
    for answers, _ in walked[:: max(1, len(walked) // 12)]:
        keys = list(answers)
        for count in range(2, len(keys) + 1):
            given = {key: answers[key] for key in keys[:count]}
            reply = json.loads(engine.step(json.dumps({"answers": given, "today": TODAY.isoformat()})))
            if "outcome" in reply:
                reply["outcome"]["sections"] += json.loads(engine.rest() or "")["sections"]
            check_page(reply, known)


def check_page(reply: dict[str, Any], forms: ShortForms) -> None:
    """Read a page from its top: no short form may come without its full words, there or in the key."""
    if "question" in reply:
        question = reply["question"]
        sentences = [question["text"], question["why"], question["hint"] or ""]
        titles = [text or "" for option in question["options"] for text in (option["group"], option["label"])]
        key = question["short_forms"]
    else:
        outcome = reply["outcome"]
        sections = [section for section in outcome["sections"] if section["id"] != "short-forms"]
        sentences = [joined(outcome["headline_parts"]), *texts([section["blocks"] for section in sections])]
        titles = [post for block in blocks(sections, "posts") for line in block["posts"] for post in texts(line)]
        key = [line for section in outcome["sections"] if section["id"] == "short-forms" for line in texts(section)]
    known = forms.terms
    longest_first = sorted(forms.titles, key=len, reverse=True)
    printed = re.compile(f"({'|'.join([QUOTED.pattern[1:-1], *map(re.escape, longest_first)])})")
    explained = {line.split(":")[0] for line in key}
    for text in sentences:
        for part in printed.split(text):
            if part.startswith('"') or part in forms.titles:
                titles.append(part)
                continue
            for short in known:
                first = re.search(rf"(?<![\w&]){re.escape(short)}(?:s|'s)?(?![\w&])", part)
                if not first or short in explained:
                    continue
                full = known[short].stands_for
                assert full and full.casefold() in part[: first.start()].casefold(), (short, text)
                assert part[first.start() - 1] == "(", (short, text)
                before = part[: first.start()]
                assert before.count("(") - before.count(")") == 1, (short, text)
                explained.add(short)
    for title in titles:
        for short in known:
            if re.search(rf"(?<![\w&]){re.escape(short)}(?![\w&])", title):
                assert short in explained, (short, title)


def blocks(sections: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    """The blocks of one kind."""
    return [block for section in sections for block in section["blocks"] if block["kind"] == kind]


def joined(parts: list[Any]) -> str:
    """A line's text."""
    return "".join(part if isinstance(part, str) else part["text"] for part in parts)


def texts(value: Any) -> Iterator[str]:
    """The sentences of blocks in the order in which they are drawn; titles and marks are left out."""
    if isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, dict) and "parts" in value:
        yield joined(value["parts"])
    elif isinstance(value, dict):
        for key in ("blocks", "lines", "notes", "text", "readings", "treatment"):
            found = value.get(key)
            yield from [found] if isinstance(found, str) else texts(found)
