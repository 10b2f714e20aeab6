"""What the model's classes look like to someone who types keys: kinds, words and descriptions."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import EnumType
from functools import cache
from itertools import pairwise
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from calculator import model


def is_class(kind: Any) -> bool:
    """Say whether a value of the type is typed as a set of the model's keys."""
    return is_dataclass(kind) and kind is not model.Limit


@cache
def key_kinds(cls: type) -> dict[str, Any]:
    """Return the type behind each key of a class, without the `None` of optional ones."""
    hints = get_type_hints(cls)
    return {item.name: _without_none(hints[item.name]) for item in fields(cls)}


@cache
def required_keys(cls: type) -> tuple[str, ...]:
    """Return the keys that must be written, in the model's order."""
    return tuple(item.name for item in fields(cls) if item.default is MISSING and item.default_factory is MISSING)


@cache
def key_descriptions(cls: type) -> dict[str, str]:
    """Return the words under each field of a class in the source of the model, where there are any."""
    tree = ast.parse(inspect.getsource(sys.modules[cls.__module__]))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == cls.__name__)
    return {
        field.target.id: first_paragraph(words.value.value)
        for field, words in pairwise(body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(words, ast.Expr) and isinstance(words.value, ast.Constant) and isinstance(words.value.value, str)
    }


def key_description(cls: type, key: str) -> str | None:
    """Return what a key is for: the words under its field, or else those of the class that stands there."""
    kind = item_kind(key_kinds(cls)[key])
    own_words = is_dataclass(kind) or isinstance(kind, EnumType)
    return key_descriptions(cls).get(key) or (first_paragraph(kind.__doc__) if own_words else None)


def first_paragraph(words: str | None) -> str:
    """Return the first paragraph of a docstring on one line."""
    return " ".join(inspect.cleandoc(words or "").split("\n\n")[0].split())


def item_kind(kind: Any) -> Any:
    """Return the type of one item of a list or of one entry under free keys; any other type is returned itself."""
    if get_origin(kind) is tuple:
        return get_args(kind)[0]
    return get_args(kind)[1] if get_origin(kind) is dict else kind


def base_kind(kind: Any) -> Any:
    """Return the type under a named kind of text such as `PlaceId`."""
    return getattr(kind, "__supertype__", kind)


def noun(cls: type) -> str:
    """Return what a policy lead calls one thing of the class.

    >>> noun(model.ConcernList)
    'concern list'
    """
    return re.sub(r"(?<!^)(?=[A-Z])", " ", cls.__name__).lower()


def kind_words(kind: Any) -> str:
    """Return what has to be typed for a type, in a few words."""
    base = base_kind(kind)
    if is_class(base) or get_origin(base) is dict:
        return "a set of keys"
    if get_origin(base) is tuple:
        return "one item or a list"
    plain = {str: "text", int: "a whole number", bool: "`true` or `false`", date: "a date", model.Limit: "a limit"}
    return plain.get(base, "one of the allowed words")


def _without_none(kind: Any) -> Any:
    others = [part for part in get_args(kind) if part is not NoneType]
    return others[0] if NoneType in get_args(kind) else kind
