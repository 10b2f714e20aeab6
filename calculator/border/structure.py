"""From plain data to the classes of the model. Every fault is collected, with its path."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, get_args, get_origin

from cattrs import Converter
from cattrs.errors import (
    BaseValidationError,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, override

from calculator.border.findings import Finding, KeyPath
from calculator.border.problems import Fault, listed, nearest
from calculator.border.shape import is_class, key_description, key_kinds, kind_words, required_keys
from calculator.border.values import (
    described,
    read_day,
    read_id,
    read_limit,
    read_number,
    read_ref,
    read_text,
    read_truth,
    read_word,
)
from calculator.model import Limit, Recipient

T = TypeVar("T")
Hook = Callable[[Any, Any], Any]
Reader = Callable[[Any], Any]
_READERS: dict[Any, Reader] = {
    str: read_text,
    int: read_number,
    bool: read_truth,
    date: read_day,
    Limit: read_limit,
}
_NOTHING_THERE = "Write at least one entry, or delete the key where it may be left out"


def structure(data: object, cls: type[T]) -> tuple[T | None, list[Finding]]:
    """Return an instance of the class; or None and every fault found."""
    try:
        return _converter().structure(data, cls), []
    except (BaseValidationError, Fault) as error:
        return None, list(_findings(error, ()))


@cache
def _converter() -> Converter:
    converter = Converter(detailed_validation=True, forbid_extra_keys=True)
    for kind, read in _READERS.items():
        converter.register_structure_hook(kind, _hook(read))
    # Fixed words are text too; their own hook goes before the one for text.
    converter.register_structure_hook(StrEnum, read_word)
    converter.register_structure_hook_factory(is_class, lambda kind: _class_hook(kind, converter))
    converter.register_structure_hook_factory(_is_list, lambda kind: _list_hook(kind, converter))
    converter.register_structure_hook_factory(_is_mapping, lambda kind: _mapping_hook(kind, converter))
    return converter


def _is_list(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _is_mapping(kind: Any) -> bool:
    return get_origin(kind) is dict


def _hook(read: Reader) -> Hook:
    return lambda value, _: read(value)


def _class_hook(cls: type, converter: Converter) -> Hook:
    own_readers = {"id": read_id, "ref": read_ref}
    overrides: Any = {
        key: override(struct_hook=_hook(read)) for key, read in own_readers.items() if key in key_kinds(cls)
    }
    fill: Hook = make_dict_structure_fn(cls, converter, **overrides)

    def hook(value: Any, _: Any) -> Any:
        if cls is Recipient and isinstance(value, str):
            value = {"role": value}
        if not isinstance(value, dict):
            remedy = f"Write its keys: {listed(required_keys(cls))}"
            raise Fault(f"is {described(value)}, but must be a set of keys", remedy)
        return fill(value, cls)

    return hook


def _list_hook(kind: Any, converter: Converter) -> Hook:
    item = get_args(kind)[0]

    def hook(value: Any, _: Any) -> tuple[Any, ...]:
        values = value if isinstance(value, list) else [value]
        if not values:
            raise Fault("is an empty list", _NOTHING_THERE)
        return tuple(_each(enumerate(values), lambda one: converter.structure(one, item), kind).values())

    return hook


def _mapping_hook(kind: Any, converter: Converter) -> Hook:
    item = get_args(kind)[1]

    def entry(pair: tuple[str, Any]) -> Any:
        try:
            read_id(pair[0])
        except Fault as fault:
            raise Fault(fault.says, fault.remedy, at_key=True) from None
        return converter.structure(pair[1], item)

    def hook(value: Any, _: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            remedy = "Write each entry under an id of its own"
            raise Fault(f"is {described(value)}, but must be a set of keys", remedy)
        if not value:
            raise Fault("is an empty set of keys", _NOTHING_THERE)
        return _each([(key, (key, one)) for key, one in value.items()], entry, kind)

    return hook


def _each(pairs: Iterable[tuple[Any, Any]], read: Callable[[Any], Any], kind: Any) -> dict[Any, Any]:
    """Read every value, and raise the errors of all of them together."""
    done, errors = {}, []
    for step, value in pairs:
        try:
            done[step] = read(value)
        except (BaseValidationError, Fault) as error:
            error.__notes__ = [*getattr(error, "__notes__", []), IterableValidationNote("", step, kind)]
            errors.append(error)
    if errors:
        raise IterableValidationError("", errors, kind)
    return done


def _findings(error: BaseException, path: KeyPath) -> Iterator[Finding]:
    if isinstance(error, Fault):
        yield Finding(path, error.says, error.remedy, at_key=error.at_key)
    elif isinstance(error, IterableValidationError):
        for inner, note in error.group_exceptions()[0]:
            yield from _findings(inner, (*path, note.index))
    elif isinstance(error, ClassValidationError):
        with_keys, others = error.group_exceptions()
        missing = [note.name for inner, note in with_keys if isinstance(inner, KeyError)]
        extra = [other.extra_fields for other in others if isinstance(other, ForbiddenExtraKeysError)]
        yield from _key_findings(error.cl, path, missing, sorted(set().union(*extra)))
        for inner, key in with_keys:
            if not isinstance(inner, KeyError):
                yield from _findings(inner, (*path, key.name))
    else:
        raise error


def _key_findings(cls: type, path: KeyPath, missing: list[str], unknown: list[str]) -> Iterator[Finding]:
    """A required key that an unknown one nearly spells is not reported as missing too."""
    meant = {key: nearest(key, key_kinds(cls)) for key in unknown}
    for key, near in meant.items():
        remedy = f"{f'Write `{near}`. ' if near else ''}Keys allowed here: {listed(key_kinds(cls))}"
        yield Finding((*path, key), "is not a key that can stand here", remedy, at_key=True)
    for key in missing:
        if key not in meant.values():
            what_for = (key_description(cls, key) or "").rstrip(".")
            remedy = f"Add `{key}`, {kind_words(key_kinds(cls)[key])}"
            yield Finding(path, f"lacks the key `{key}`", f"{remedy}: {what_for}" if what_for else remedy, at_key=True)
