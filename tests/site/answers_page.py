"""What a reader of an answers page reads there, card by card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from calculator.lookup import level_label, recipient_titles
from calculator.model import Level, Policy
from calculator.outcome import Outcome, Status
from calculator.reply_date import has_number
from calculator.result_words import SHOWN_AMONG

CARDS = """() => {
  const words = node => node.textContent.replace(/\\s+/g, ' ').trim()
  const said = dd => {
    const copy = dd.cloneNode(true)
    copy.querySelectorAll('.cites').forEach(cites => cites.remove())
    const lines = copy.querySelectorAll('li').length ? [...copy.querySelectorAll('li')] : [copy]
    return lines.map(line => [words(line), [...line.querySelectorAll('a:not(.term)')].map(words)])
  }
  const heads = [...document.querySelectorAll('main h2[id], main h3[id], main .said')]
  return [...document.querySelectorAll('main section[data-status]')].map(card => {
    const before = heads.filter(head => head.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING)
    return {
      place: before.findLast(head => head.id).id,
      question: words(before.at(-1).querySelector('strong') ?? before.at(-1)),
      status: card.dataset.status,
      headline: words(card.querySelector('dd strong') ?? new Text('')),
      rows: Object.fromEntries([...card.querySelectorAll('dt')].map(dt => [words(dt), said(dt.nextElementSibling)])),
      recipients: [...card.querySelectorAll('[data-recipients]')].map(
        list => [list.dataset.recipients, said(list).map(([line]) => line)]),
    }
  })
}"""

Said = tuple[str, list[str]]
"""A line without its citations, and the words of its links."""


@dataclass(frozen=True, kw_only=True)
class ShownCard:
    """A card as it stands on the page."""

    place: str
    """The id of the heading above it."""
    question: str
    """The entry question above it."""
    status: str
    headline: str
    rows: dict[str, list[Said]]
    recipients: list[tuple[str, list[str]]]
    """Each list of posts with its kind."""

    @property
    def goes_on_below(self) -> bool:
        """Whether it only adds to the cards below."""
        return self.texts("Then") == ["Go on below."]

    @property
    def flags(self) -> set[str]:
        """The numbers of the flags."""
        return {link for _, links in self.rows.get("Gaps and contradictions", []) for link in links}

    def texts(self, label: str) -> list[str]:
        """The lines beside a label."""
        return [text for text, _ in self.rows.get(label, [])]

    def links(self, label: str, reply: str = "") -> set[str]:
        """The words of the links beside a label that hold after a reply."""
        return {link for text, links in self.rows.get(label, []) if holds(text, reply) for link in links}


def shown_cards(page: Page) -> list[ShownCard]:
    """All cards of the page that is open."""
    found: list[dict[str, Any]] = page.evaluate(CARDS)
    return [ShownCard(**one) for one in found]


def holds(text: str, reply: str) -> bool:
    """Whether a line holds after a reply: it may name those after which it does, or does not."""
    if "but not with: " in text:
        return reply not in text.split("but not with: ")[1]
    return "with: " not in text or reply in text.split("with: ")[1]


def read_by(cards: list[ShownCard], question: str, label: str, standing: str, reply: str) -> list[ShownCard]:
    """The first cards that a reader with this answer to an entry question takes as meant."""
    asked = [card for card in cards if card.place == "first" and card.question.startswith(question)]
    return [card for card in asked if label in card.texts("If") and _stands(card, label, standing, reply)]


def _stands(card: ShownCard, label: str, standing: str, reply: str) -> bool:
    conditions = [text for text in card.texts("If") if _is_standing(text)]
    used_already = any(text.endswith("has been used already.") for text in conditions)
    if used_already:
        return standing != "Nothing tried yet"
    return not conditions or any(text.startswith(standing) and holds(text, reply) for text in conditions)


def _is_standing(text: str) -> bool:
    return text.startswith(("At ", "Nothing tried yet")) or text.endswith("has been used already.")


def differences(card: ShownCard, added: list[ShownCard], outcome: Outcome, reply: str) -> list[str]:
    """What a reader of a card, and of what is added to it, is told otherwise than the engine says."""
    both = [card, *added]
    # In the order of the page: what is added stands above the card.
    urgent = [text for one in (*added, card) for text in one.texts("First of all")]
    found = {
        "status": card.status == outcome.status,
        "headline": _has_headline(card, outcome, is_part=bool(urgent)),
        "urgent": len(urgent) == len(outcome.urgent)
        and all(text.startswith(str(one.words[0])) for text, one in zip(urgent, outcome.urgent, strict=True)),
        "recipients": outcome.status is not Status.DO_NOW or _has_recipients(card, outcome),
        "limit": outcome.status not in (Status.DO_NOW, Status.WAIT) or _has_limit(card, outcome.level),
        "other levels": _open_levels(both, outcome.policy, reply) == {one.level.id for one in outcome.other_levels},
        "flags": {one.ref for one in outcome.conflicts} <= {flag for one in both for flag in one.flags},
    }
    return [part for part, is_right in found.items() if not is_right]


def _has_headline(card: ShownCard, outcome: Outcome, *, is_part: bool) -> bool:
    """A headline may begin with what the page says first of all."""
    whole = "".join(part if isinstance(part, str) else "the reply date" for part in outcome.headline).lower()
    shown = card.headline.lower()
    return whole == shown or (is_part and bool(shown) and whole.endswith(shown))


def _has_recipients(card: ShownCard, outcome: Outcome) -> bool:
    for kind in ("to", "copy", "notify", "consult"):
        meant = [
            one for key, several in outcome.recipients.items() if SHOWN_AMONG.get(key, key) == kind for one in several
        ]
        titles = recipient_titles(outcome.policy, meant)
        shown = [post for marked, posts in card.recipients if marked == kind for post in posts]
        if len(shown) != len(titles) or not all(map(str.startswith, shown, titles)):
            return False
    return True


def _has_limit(card: ShownCard, level: Level | None) -> bool:
    if level is None:
        return True
    leads_to_dates = "Look up the date" in card.links("Time to reply")
    return str(level.reply.within) in " ".join(card.texts("Time to reply")) and leads_to_dates == has_number(level)


def _open_levels(cards: list[ShownCard], policy: Policy, reply: str) -> set[str]:
    ids = {name: level.id for level in policy.levels for name in (level.name, level_label(policy, level))}
    left_out = {ids[link] for card in cards for link in card.links("Leave out of the other levels below")}
    beside = {ids[link] for card in cards for link in card.links("Other levels open to you", reply) if link in ids}
    return beside - left_out
