"""A folder of policy files to the library that the engine is handed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from calculator.border.bank_holidays import england_and_wales, holidays_version
from calculator.border.folder import ReadPolicy, read_folder
from calculator.border.policy_file import read_policy
from calculator.library import Library
from calculator.model import CountingConvention
from calculator.working_days import Calendar


def read_library(folder: Path, read_policy: ReadPolicy = read_policy) -> Library:
    """Return everything in the folder, checked, with the calendar that national.yaml describes.

    Raises InvalidPolicy with the problems of all files.
    """
    content = read_folder(folder, read_policy)
    return Library(
        names={key: policy.name for key, policy in content.policies.items()},
        policies=dict(content.policies),
        national=content.national,
        calendar=_calendar(content.national.counting),
    )


def _calendar(counting: CountingConvention) -> Calendar:
    return Calendar(
        division=counting.division,
        first=date(counting.first_year, 1, 1),
        last=date(counting.last_year, 12, 31),
        announced_until=counting.announced_until,
        bank_holidays=england_and_wales(counting),
        source=f"Python package holidays {holidays_version()}",
    )
