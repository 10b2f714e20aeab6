"""Bank holidays of England and Wales, from the `holidays` package."""

from __future__ import annotations

from datetime import date
from importlib.metadata import version

from holidays import country_holidays

from calculator.model import CountingConvention

OFFICIAL_NAMES = {
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
}
"""Names that gov.uk gives to yearly holidays, where the package has others."""


def england_and_wales(convention: CountingConvention) -> dict[date, str]:
    """Return name by day, in order, for the years of the convention; substitute days stand beside the days replaced."""
    years = range(convention.first_year, convention.last_year + 1)
    # Without the subdivision the package takes the holidays of the whole United Kingdom for the country's.
    found = country_holidays("GB", subdiv="ENG", years=years, observed=True, language="en_GB")
    return {day: _official_name(found[day]) for day in sorted(found) if day.year in years}


def _official_name(name: str) -> str:
    """Return a holiday's name as gov.uk writes it, where "observed" is a substitute day.

    >>> _official_name("Boxing Day (observed)"), _official_name("May Day")
    ('Boxing Day (substitute day)', 'Early May bank holiday')
    """
    return OFFICIAL_NAMES.get(name, name).replace(" (observed)", " (substitute day)")


def holidays_version() -> str:
    """Return the version of the package, which says how a list was made."""
    return version("holidays")
