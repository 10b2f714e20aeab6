"""A policy to plain JSON values and back.

The compiled form uses the same keys and words as the YAML form, so `policies/schema.json` describes both. It is
trusted: only the border makes it, after every check. Reading it needs the standard library alone.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from calculator.model import Limit, National, Policy


def to_plain(value: object) -> Any:
    """Turn dataclasses, enums, dates and tuples into JSON values, leaving out fields that hold their default."""
    if isinstance(value, Limit):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: to_plain(content)
            for field in dataclasses.fields(value)
            if (content := getattr(value, field.name)) != field.default
        }
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    return value


def compile_policy(policy: Policy) -> dict[str, Any]:
    """Return the published form of a policy: everything but the line numbers that only editors need."""
    places = {key: dataclasses.replace(place, lines=None) for key, place in policy.places.items()}
    return typing.cast("dict[str, Any]", to_plain(dataclasses.replace(policy, places=places)))


def compile_national(national: National) -> dict[str, Any]:
    """Return the published form of the national facts, likewise without line numbers."""
    places = {key: dataclasses.replace(place, lines=None) for key, place in national.places.items()}
    return typing.cast("dict[str, Any]", to_plain(dataclasses.replace(national, places=places)))


def load_policy(plain: dict[str, Any]) -> Policy:
    """Rebuild a policy from its compiled form."""
    return typing.cast("Policy", _build(Policy, plain))


def load_national(plain: dict[str, Any]) -> National:
    """Rebuild the national facts from their compiled form."""
    return typing.cast("National", _build(National, plain))


@cache
def _field_types(part: type) -> dict[str, Any]:
    return typing.get_type_hints(part)


def _build(wanted: Any, plain: Any) -> Any:
    if isinstance(wanted, typing.NewType):
        return plain
    origin = typing.get_origin(wanted)
    if origin in (typing.Union, types.UnionType):
        present = next(option for option in typing.get_args(wanted) if option is not types.NoneType)
        return None if plain is None else _build(present, plain)
    if origin is tuple:
        item_type = typing.get_args(wanted)[0]
        return tuple(_build(item_type, item) for item in plain)
    if origin is dict:
        item_type = typing.get_args(wanted)[1]
        return {key: _build(item_type, item) for key, item in plain.items()}
    if wanted is Limit:
        return Limit.parse(plain)
    if wanted is date:
        return date.fromisoformat(plain)
    if dataclasses.is_dataclass(wanted):
        hints = _field_types(typing.cast("type", wanted))
        return typing.cast("type", wanted)(**{key: _build(hints[key], item) for key, item in plain.items()})
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return wanted(plain)
    return plain
