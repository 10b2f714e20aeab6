"""The bank holidays that working days leave out."""

from __future__ import annotations

from datetime import date

import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays

from calculator.border.bank_holidays import england_and_wales, holidays_version
from calculator.model import CountingConvention

CONVENTION = CountingConvention(
    division="england-and-wales",
    first_year=2020,
    last_year=2027,
    announced_until=date(2027, 12, 31),
    text=("Bank holidays are not counted.",),
)


@pytest.mark.parametrize(
    "day",
    [
        pytest.param("2026-04-03", id="good-friday"),
        pytest.param("2026-04-06", id="easter-monday-not-in-scotland"),
        pytest.param("2026-08-31", id="last-monday-of-august"),
        pytest.param("2026-12-28", id="substitute-for-boxing-day"),
        pytest.param("2020-05-08", id="moved-early-may-holiday"),
        pytest.param("2022-06-03", id="platinum-jubilee"),
        pytest.param("2023-05-08", id="coronation"),
    ],
)
def test_a_bank_holiday_is_in_the_list(day):
    """One-off and substitute days are bank holidays like the others."""
    assert date.fromisoformat(day) in england_and_wales(CONVENTION)


@pytest.mark.parametrize(
    "day",
    [
        pytest.param("2026-01-02", id="second-of-january-is-scottish"),
        pytest.param("2026-03-17", id="saint-patrick-is-irish"),
        pytest.param("2020-05-04", id="early-may-day-that-was-moved"),
        pytest.param("2026-12-29", id="after-the-substitute"),
    ],
)
def test_any_other_day_is_not(day):
    """The rest of the United Kingdom keeps days of its own."""
    assert date.fromisoformat(day) not in england_and_wales(CONVENTION)


def test_the_list_covers_the_years_of_the_convention_in_order():
    """It is the same each time, so that a build is."""
    days = list(england_and_wales(CONVENTION))
    assert days == sorted(days)
    assert {day.year for day in days} == set(range(2020, 2028))
    assert list(england_and_wales(CONVENTION).items()) == list(england_and_wales(CONVENTION).items())


def test_the_names_are_english():
    """They are shown in the reply-date ledger."""
    assert england_and_wales(CONVENTION)[date(2026, 12, 25)] == "Christmas Day"


@pytest.mark.parametrize("year", range(2024, 2028))
def test_the_names_of_yearly_holidays_are_the_official_ones(year):
    """Readers meet the names that gov.uk prints; a substitute day is called so."""
    listed = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES, year=year)
    official = {
        one["date"]: one["title"].replace("\u2019", "'") + (" (substitute day)" if one["notes"] else "")
        for one in listed
    }
    ours = england_and_wales(CONVENTION)
    assert {day: name for day, name in ours.items() if day.year == year and day in official} == official


def test_the_version_of_the_source_is_known():
    """A result names the list that it used."""
    assert holidays_version().startswith("0.")
