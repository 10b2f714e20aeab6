"""The compiled form is the policy itself, in JSON."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import jsonschema
import pytest

from calculator.browser import calendar_from_plain, calendar_to_plain
from calculator.compiled import compile_national, compile_policy, load_national, load_policy
from calculator.library import Library

ROOT = Path(__file__).resolve().parents[2]
AUTHORITIES = sorted(path.stem for path in (ROOT / "policies").glob("*.yaml") if path.stem != "national")


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_a_policy_survives_the_way_to_json_and_back(library: Library, authority: str) -> None:
    """Nothing is lost but the line numbers that only editors need."""
    policy = library.policies[authority]
    places = {key: dataclasses.replace(place, lines=None) for key, place in policy.places.items()}
    assert load_policy(json.loads(json.dumps(compile_policy(policy)))) == dataclasses.replace(policy, places=places)


def test_the_national_facts_survive_the_way_to_json_and_back(library: Library) -> None:
    """Facts, articles and lists come back as they were."""
    places = {key: dataclasses.replace(place, lines=None) for key, place in library.national.places.items()}
    expected = dataclasses.replace(library.national, places=places)
    assert load_national(json.loads(json.dumps(compile_national(library.national)))) == expected


def test_the_calendar_survives_the_way_to_json_and_back(library: Library) -> None:
    """The browser counts with the very days that the build counted with."""
    assert calendar_from_plain(json.loads(json.dumps(calendar_to_plain(library.calendar)))) == library.calendar


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_a_compiled_policy_follows_the_published_schema(library: Library, authority: str) -> None:
    """Whoever reads /policies/<id>.json can rely on /policies/schema.json."""
    schema = json.loads((ROOT / "policies" / "schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(compile_policy(library.policies[authority]), schema)
