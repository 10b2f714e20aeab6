"""The real policies, read once, and every way through the journeys, walked once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from calculator.border.read_library import read_library
from calculator.browser import Engine, calendar_to_plain
from calculator.compiled import compile_national, compile_policy
from calculator.library import Library
from tests.engine.journey_paths import AUTHORITIES, JOURNEYS, Paths, all_paths

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def library() -> Library:
    """Everything in `policies/`."""
    return read_library(ROOT / "policies")


@pytest.fixture(scope="session")
def paths(library: Library) -> Paths:
    """Every way through every journey, by journey and authority."""
    keys = [(journey, authority) for journey in JOURNEYS for authority in AUTHORITIES]
    return {key: list(all_paths(library, {"journey": key[0], "authority": key[1]})) for key in keys}


@pytest.fixture(scope="session")
def engine(library: Library) -> Engine:
    """The browser's door with every policy loaded."""
    shared = {
        "names": library.names,
        "national": compile_national(library.national),
        "calendar": calendar_to_plain(library.calendar),
    }
    engine = Engine(json.dumps(shared))
    for policy in library.policies.values():
        engine.add_policy(json.dumps(compile_policy(policy)))
    return engine
