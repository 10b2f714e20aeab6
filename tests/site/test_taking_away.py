"""What a reader takes along from a result, what a link remembers, and what may stay on the device."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from icalendar import Calendar as ParsedCalendar
from icalendar import Event
from playwright.sync_api import Page, expect

from tests.site.calculator_driver import (
    SATURDAY,
    START_TIMEOUT,
    answer_question,
    open_at,
    open_result,
    outcome,
    question,
)
from tests.site.longest_paths import LONGEST

MANAGER = {"authority": "dorset", "post": "team-manager", "level": "level-1", "received": "2026-11-16"}


def downloaded(page: Page) -> list[Event]:
    """The events of the calendar file that the page hands over."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the calendar file").click()
    assert download.value.suggested_filename == "reply-date.ics"
    return ParsedCalendar.from_ical(download.value.path().read_bytes()).walk("VEVENT")


def shown_dates(page: Page) -> list[str]:
    """The reply dates that the page shows, of one escalation or of several."""
    rows = outcome(page).locator(".calc-replies tbody td:nth-child(2) time, [data-due] time")
    return sorted({row.get_attribute("datetime") or "" for row in rows.all()})


def test_the_calendar_file_says_what_the_page_says(page: Page) -> None:
    """For one date and for several: the same days, all of them, each as an all-day event with an alarm."""
    page.clock.set_fixed_time(SATURDAY)
    several = {"authority": "brent", **LONGEST["received", "brent"]}
    for answers in (MANAGER, several):
        open_result(page, "received", answers)
        events = downloaded(page)
        assert sorted(event["DTSTART"].dt.isoformat() for event in events) == shown_dates(page)
        assert len({str(event["UID"]) for event in events}) == len(events)
        for event in events:
            assert (event["DTEND"].dt - event["DTSTART"].dt).days == 1
            assert len(event.walk("VALARM")) == 1
            assert "ATTENDEE" not in event and "ORGANIZER" not in event
    assert len(shown_dates(page)) == 5  # six escalations, two of them on the same day


def test_a_second_import_updates_the_event(page: Page) -> None:
    """When another date was set, the file names the same event with its new day."""
    page.clock.set_fixed_time(SATURDAY)
    open_result(page, "received", MANAGER)
    (before,) = downloaded(page)
    page.get_by_role("link", name="Was another reply date set for this concern?").click()
    answer_question(page, "yes")
    expect(question(page, "timescale-date")).to_be_visible()
    answer_question(page, "11 12 2026")
    expect(outcome(page)).to_be_visible()
    (after,) = downloaded(page)
    assert after["UID"] == before["UID"]
    assert [event["DTSTART"].dt.isoformat() for event in (before, after)] == ["2026-11-23", "2026-12-11"]


def test_copied_text_holds_the_whole_result(new_page: Callable[..., Page]) -> None:
    """Headline, dates, recipients, every part that stays on paper, and the answers."""
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.clock.set_fixed_time(SATURDAY)
    result = open_result(page, "concern", {"authority": "cpru", **LONGEST["concern", "cpru"]})
    page.get_by_role("button", name="Copy the result as text").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(result.locator("#calc-heading").inner_text())
    for title in result.locator(".calc-section__heading").all_inner_texts():
        assert title.upper() in copied
    for part in result.locator(".calc-rung__event, [data-recipients] li").all_inner_texts():
        assert part in copied
    for shown in page.locator(".calc-answers__shown p").all_inner_texts():
        assert shown in copied


def test_the_message_has_placeholders_and_no_field_and_no_address(page: Page) -> None:
    """Names are for the sender's own mail program: nothing here asks for one, and no recipient is filled in."""
    page.clock.set_fixed_time(SATURDAY)
    for authority in ("cpru", "dorset", "tower-hamlets"):
        result = open_result(page, "concern", {"authority": authority, **LONGEST["concern", authority]})
        message = result.locator(".calc-message")
        message.locator("summary").click()
        expect(message).to_contain_text(re.compile(r"\[[a-z ,]+\]"))
        assert result.locator("input, textarea, select, [contenteditable]").count() == 0
        for link in message.locator('a[href^="mailto:"]').all():
            address = urlsplit(link.get_attribute("href") or "")
            assert address.path == ""
            assert set(parse_qs(address.query)) == {"subject", "body"}


def test_a_copied_link_opens_the_same_result_on_another_machine(new_page: Callable[..., Page]) -> None:
    """It carries the answers, the edition and the result it was made for; nothing has changed, so nothing is said."""
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.clock.set_fixed_time(SATURDAY)
    result = open_result(page, "concern", {"authority": "dorset", **LONGEST["concern", "dorset"]})
    headline = result.locator("#calc-heading").inner_text()
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert "&edition=2021-01&result=do_now,level-3," in link
    other = new_page()
    other.clock.set_fixed_time(SATURDAY)
    other.goto(link)
    expect(other.locator(".calc-outcome #calc-heading")).to_have_text(headline, timeout=START_TIMEOUT)
    assert other.locator(".calc-since").count() == 0


def test_a_link_of_an_older_edition_says_what_differs(page: Page) -> None:
    """Edition and result; once an answer is changed, the notice has done its work and goes."""
    page.clock.set_fixed_time(SATURDAY)
    stamp = {"edition": "2015-01", "result": ["wait", "level-1", "2026-11-20", "2026-11-16"]}
    open_result(page, "received", {**MANAGER, **stamp})
    since = page.locator(".calc-since")
    expect(since.get_by_role("heading", name="Changed since this link was made")).to_be_visible()
    expect(since).to_contain_text("This link was made with another edition of the document.")
    expect(since).to_contain_text("The result was then: wait, Level 1: Team Manager")
    expect(since).to_contain_text("It is now: act now, Level 1: Team Manager")
    page.locator('[data-answer="received"] a').click()
    answer_question(page, "17 11 2026")
    expect(outcome(page)).to_be_visible()
    assert page.locator(".calc-since").count() == 0
    assert "edition=2021-01" in page.url


def stored(page: Page) -> list[list[str]]:
    """Everything that the site keeps on the device."""
    assert page.context.cookies() == []
    assert page.evaluate("sessionStorage.length") == 0
    kept: list[list[str]] = page.evaluate("Object.entries(localStorage)")
    return kept


def test_an_authority_is_remembered_on_request_shown_and_forgotten(page: Page) -> None:
    """Nothing is kept unasked; what is kept is the authority alone, on every journey, until it is forgotten."""
    open_at(page, "received", {"authority": "brent"})
    assert stored(page) == []
    page.get_by_role("button", name="Remember it on this device").click()
    assert [value for _, value in stored(page)] == ["brent"]
    expect(page.get_by_role("button", name="Forget it on this device")).to_be_visible()
    page.goto("/calculator/")
    expect(page.get_by_text("Brent is remembered on this device.")).to_be_visible()
    page.get_by_role("button", name="Continue with Brent").click()
    expect(question(page, "concern")).to_be_visible(timeout=START_TIMEOUT)
    assert [value for _, value in stored(page)] == ["brent"]
    page.goto("/changes/")
    page.get_by_role("button", name="Forget Brent").click()
    expect(page.get_by_text("Brent is remembered on this device.")).to_have_count(0)
    expect(page.locator("#calc-heading")).to_be_focused()
    assert stored(page) == []
    page.reload()
    expect(question(page, "authority")).to_be_visible()
    expect(page.get_by_role("button", name="Continue with Brent")).to_have_count(0)


def test_a_kept_authority_that_is_gone_is_not_offered(page: Page) -> None:
    """The page may drop an authority that a device still remembers."""
    page.goto("/received/")
    page.evaluate("localStorage.setItem('iro-escalation-guide.authority', 'atlantis')")
    page.reload()
    expect(question(page, "authority")).to_be_visible()
    assert page.locator(".calc-remembered").count() == 0
