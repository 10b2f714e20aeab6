"""The reply-date tables: they say what the engine says, for two years, without JavaScript, to anyone."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from mkdocs.utils import get_build_datetime
from playwright.sync_api import Page

from calculator.border.read_library import read_library
from calculator.library import Library
from calculator.reply_date import reply_date
from macros import page_macros
from macros.reply_date_tables import NOT_CONFIRMED, WEEKEND, YearsPastCalendar, reply_dates, shown_years
from tests.site.accessibility import violations

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "site"
AUTHORITIES = ["bedford-borough", "brent", "cpru", "dorset", "tower-hamlets"]
MOST_BYTES = 300_000


def address(authority: str) -> str:
    """Where an authority's tables are."""
    return f"authorities/{authority}/reply-dates/"


@pytest.fixture(scope="module")
def library() -> Library:
    """Everything in `policies/`."""
    return read_library(ROOT / "policies")


def years_on(page: Page) -> list[int]:
    """The years whose tables stand on a page."""
    ids = [heading.get_attribute("id") or "" for heading in page.locator("h2.year-heading").all()]
    return [int(found.removeprefix("year-")) for found in ids]


def due_by_command_line(authority: str, level: str, received: str) -> dict[str, str]:
    """The date of every reading, as `python -m calculator due` gives it."""
    call = ["due", "--json", "--authority", authority, "--level", level, "--received", received]
    answer = subprocess.run([sys.executable, "-m", "calculator", *call], cwd=ROOT, capture_output=True, check=True)
    return {reading["reading"]: reading["due"] for reading in json.loads(answer.stdout)["readings"] if reading["due"]}


@pytest.mark.parametrize(
    ("authority", "level", "month", "day"),
    [
        pytest.param("bedford-borough", "level-1", 4, 2, id="over-easter"),
        pytest.param("brent", "head-of-service", 12, 18, id="ten-days-over-christmas"),
        pytest.param("brent", "team-manager", 5, 2, id="received-at-a-weekend"),
        pytest.param("cpru", "stage-2", 8, 31, id="end-of-summer"),
        pytest.param("dorset", "level-3", 12, 25, id="received-on-a-bank-holiday"),
        pytest.param("tower-hamlets", "stage-1", 12, 21, id="two-readings"),
        pytest.param("tower-hamlets", "stage-5", 1, 1, id="second-reading-only"),
    ],
)
def test_dates_are_those_of_the_command_line(
    new_page: Callable[..., Page], authority: str, level: str, month: int, day: int
) -> None:
    """In both years, each column holds the date that the engine gives on its own, with JavaScript off."""
    page = new_page(java_script_enabled=False)
    page.goto(f"/{address(authority)}")
    years = years_on(page)
    assert years == list(shown_years(date(years[0], 1, 1)))
    for year in years:
        received = date(year, month, day).isoformat()
        table = page.locator(f"#month-{received[:7]}")
        limits = [head.inner_text() for head in table.locator("thead th").all()][1:]
        row = table.locator(f'tbody tr:has(th time[datetime="{received}"])')
        shown = [cell.get_attribute("datetime") for cell in row.locator("td time").all()]
        dates = dict(zip(limits, shown, strict=True))
        expected = due_by_command_line(authority, level, received)
        assert expected
        assert {f"Reply within {reading}": due for reading, due in expected.items()}.items() <= dates.items()


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_every_level_says_which_column_or_that_there_is_none(page: Page, library: Library, authority: str) -> None:
    """A level with a limit names its columns and its clauses; one without says why there is no date."""
    page.goto(f"/{address(authority)}")
    rows = page.locator("table.sheet").first.locator("tbody tr")
    levels = library.policies[authority].levels
    assert rows.count() == len(levels)
    for row, level in zip(rows.all(), levels, strict=True):
        assert (row.locator("th a").get_attribute("href") or "").endswith(f"#{level.id}")
        assert row.locator("td").first.locator("a.cites__link").count() >= 1
        reply = reply_date(
            library.policies[authority], level, library.calendar.announced_until.replace(day=1), library.calendar
        )
        dated = [reading.reading for reading in reply.readings if reading.due]
        column = row.locator("td").last
        if dated:
            assert set(column.locator("strong").all_inner_texts()) == set(dated)
        else:
            assert column.inner_text().startswith("No date.")


def test_every_day_of_both_years_stands_in_its_table(library: Library) -> None:
    """Each day once; weekends, bank holidays and closure days are marked, in both columns."""
    policy = library.policies["tower-hamlets"]
    for year in reply_dates(policy, library, (2026, 2027)).years:
        days = [row for month in year.months for row in month.days]
        assert len({row.day for row in days}) == (date(year.number, 12, 31) - date(year.number, 1, 1)).days + 1
        for row in days:
            assert (row.skipped is None) == library.calendar.is_working_day(row.day)
            assert (row.skipped == WEEKEND) == (row.day.weekday() >= 5)
            for due in row.due:
                marked = any(note != NOT_CONFIRMED for note in due.notes)
                assert marked != library.calendar.is_working_day(due.day)


def test_dates_past_the_announcement_are_marked_as_not_confirmed(library: Library) -> None:
    """The calendar goes on after the last announced bank holiday, and the tables say where."""
    after = library.calendar.announced_until.year + 1
    first, second = reply_dates(library.policies["brent"], library, (after - 1, after)).years
    assert {NOT_CONFIRMED in due.notes for month in second.months for row in month.days for due in row.due} == {True}
    assert first.months[0].days[0].due[0].notes == ()
    assert NOT_CONFIRMED in first.months[11].days[-1].due[0].notes


def test_years_past_the_calendar_stop_the_build(library: Library) -> None:
    """A site whose tables would have holes is not built; the message says what to change."""
    macros = page_macros(library, lambda: address("brent"), date(library.calendar.last.year, 1, 1))
    with pytest.raises(YearsPastCalendar, match=r"Raise last_year under counting in policies/national\.yaml"):
        macros["reply_dates"]("brent")


def test_the_years_shown_are_announced_and_inside_the_calendar(page: Page, library: Library) -> None:
    """When this fails, new bank holidays have to be checked and written into policies/national.yaml."""
    page.goto(f"/{address('brent')}")
    shown = max(years_on(page))
    assert shown <= library.calendar.announced_until.year, "raise announced_until in policies/national.yaml"
    assert shown < library.calendar.last.year, "raise last_year in policies/national.yaml"


def test_the_day_of_the_build_can_be_set(monkeypatch: pytest.MonkeyPatch, library: Library) -> None:
    """With SOURCE_DATE_EPOCH the same sources give the same tables on any day."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")  # 1 January 2025
    text = page_macros(library, lambda: address("dorset"), get_build_datetime().date())["reply_dates"]("dorset")
    assert 'id="month-2025-01"' in text
    assert 'id="month-2026-12"' in text
    assert "2027-12" not in text


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_tables_are_light_enough(authority: str) -> None:
    """Compressed, a page stays within the budget of a content page."""
    content = (SITE / address(authority) / "index.html").read_bytes()
    assert len(gzip.compress(content)) < MOST_BYTES


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_the_authority_page_leads_to_its_tables(page: Page, authority: str) -> None:
    """A reader of the procedure finds the tables, and the way back."""
    page.goto(f"/authorities/{authority}/")
    page.locator('nav.doors a[href$="reply-dates/"]').click()
    page.wait_for_url(f"**/{address(authority)}")
    page.get_by_role("link", name="Read the procedure", exact=True).click()
    page.wait_for_url(f"**/authorities/{authority}/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_the_tables(new_page: Callable[..., Page], width: int, scheme: str) -> None:
    """The widest tables, in both schemes and at both widths, without sideways scrolling."""
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(f"/{address('brent')}")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
