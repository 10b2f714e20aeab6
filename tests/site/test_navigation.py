"""From any page to any authority and back, with a navigation that is the same for five authorities and a thousand."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from tests.site.test_pages import AUTHORITIES, SITE, Document, documents

PARTS = ("", "answers/", "reply-dates/", "card/")


def page_of(authority: str, part: str = "") -> str:
    """The address of an authority's page, or of one below it."""
    return f"authorities/{authority}/{part}"


def test_the_navigation_lists_no_authority() -> None:
    """Every page carries it, so what it lists would grow with the square of their number."""
    text = (SITE / "index.html").read_text(encoding="utf-8")
    for lists in re.findall(r'<nav class="md-(?:tabs|nav)\b.*?</nav>', text, re.DOTALL):
        assert [link for link in Document(lists).links if re.search(r"authorities/\w", link)] == []


def test_every_page_leads_to_the_list_and_the_list_to_every_authority() -> None:
    """Two links from anywhere, in plain HTML."""
    targets = {
        address: {urljoin(f"/{address}", link) for link in page.links} for address, page in documents(SITE).items()
    }
    assert [address for address, found in targets.items() if "/authorities/" not in found] == []
    wanted = {f"/{page_of(authority, part)}" for authority in AUTHORITIES for part in ("", "answers/", "reply-dates/")}
    assert wanted <= targets["authorities/"]


@pytest.mark.parametrize("authority", AUTHORITIES)
@pytest.mark.parametrize("part", PARTS)
def test_a_page_of_an_authority_says_where_it_stands(page: Page, authority: str, part: str) -> None:
    """Its tab is marked, and links above its heading lead to the list and to the procedure."""
    page.goto(f"/{page_of(authority, part)}")
    expect(page.locator(".md-tabs [aria-current]")).to_have_text("Procedures")
    way_back = page.get_by_role("navigation", name="The way back").get_by_role("link")
    targets = [link.evaluate("link => new URL(link.href).pathname") for link in way_back.all()]
    assert targets == ["/authorities/", *([f"/{page_of(authority)}"] if part else [])]
