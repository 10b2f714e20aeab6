"""Bank holidays of England and Wales, from the `holidays` package."""

from __future__ import annotations

from datetime import date
from importlib.metadata import version

from holidays import country_holidays

from calculator.model import CountingConvention


def england_and_wales(convention: CountingConvention) -> dict[date, str]:
    """Return name by day, in order, for the years of the convention; substitute days stand beside the days replaced."""
    years = range(convention.first_year, convention.last_year + 1)
    # Without the subdivision the package takes the holidays of the whole United Kingdom for the country's.
    found = country_holidays("GB", subdiv="ENG", years=years, observed=True, language="en_GB")
    return {day: found[day] for day in sorted(found) if day.year in years}


def holidays_version() -> str:
    """Return the version of the package, which says how a list was made."""
    return version("holidays")
