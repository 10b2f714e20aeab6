"""The real policies, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from calculator.border.read_library import read_library
from calculator.library import Library

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def library() -> Library:
    """Everything in `policies/`."""
    return read_library(ROOT / "policies")
