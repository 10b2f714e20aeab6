"""From YAML text to plain data that remembers where each key and value stands.

It works on the events of PyYAML's own parser, and not on loaded values. So no unquoted word is guessed at, and what
loading would hide (a repeated key, an anchor, a tag) is still there to be reported. libyaml is never used.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from calculator.border.findings import Finding, KeyPath, Position
from calculator.border.plain_text import UNREADABLE_CHARACTER, clean_text
from calculator.border.problems import Fault, Problem, quoted
from calculator.border.scalars import plain_value
from calculator.border.yaml_syntax import syntax_problem

DEEPEST = 30
UNREADABLE = object()
"""Stands for a value that has been reported already."""


@dataclass(slots=True)
class Tree:
    """A file as plain data. `data` is None where the text could not be parsed to its end.

    `unreadable` holds the paths of reported values, and of mappings with reported keys: they are not judged again.
    """

    data: dict[str, object] | None = None
    keys: dict[KeyPath, Position] = field(default_factory=dict)
    values: dict[KeyPath, Position] = field(default_factory=dict)
    unreadable: set[KeyPath] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def typed_path(self, path: KeyPath) -> KeyPath:
        """Return the part of `path` that was typed: one item may stand for a list, and a role for a recipient."""
        typed: KeyPath = ()
        for step in path:
            if (*typed, step) in self.values:
                typed = (*typed, step)
            elif step != 0:
                break
        return typed


class _TooDeep(Exception):
    pass


def read_yaml(raw: str | bytes, source: str) -> Tree:
    """Read text or the bytes of a file. Every fault is kept in the tree; none is raised."""
    text, problems = clean_text(raw, source)
    tree = Tree(problems=problems)
    if text is None:
        return tree
    reader = _Reader(yaml.parse(text, Loader=yaml.SafeLoader), tree)
    try:
        data = reader.document()
    except yaml.MarkedYAMLError as error:
        problems.append(syntax_problem(error, text, source, reader.last))
    except _TooDeep:
        message = f"more than {DEEPEST} lists or sets of keys stand inside each other"
        problems.append(Problem(source, *reader.last, message, "Close the brackets, or put the text between quotes"))
    except (ValueError, OverflowError):  # PyYAML does not check that the number in "\UFFFFFFFF" is a character
        message = "after this, a backslash is followed by the number of no character"
        problems.append(Problem(source, *reader.last, message, "Use single quotes, or type the backslash twice"))
    else:
        if isinstance(data, dict):
            tree.data = data
        elif data is not UNREADABLE:
            message = f"the file holds {'a list' if isinstance(data, list) else 'a text'} instead of keys"
            remedy = "Begin with keys at the left edge, for example `id: westshire`"
            problems.append(Problem(source, *tree.values[()], message, remedy))
    return tree


class _Reader:
    """Turns events into plain data, and fills the tree with positions and findings on the way."""

    def __init__(self, events: Iterator[Any], tree: Tree) -> None:
        self.events = events
        self.tree = tree
        self.last = (1, 1)

    def document(self) -> object:
        self.next()  # the start of the stream
        start = self.next()
        if isinstance(start, yaml.StreamEndEvent):
            self.last = 1, 1
            return self.report((), "is empty", "Write a policy in it, beginning with `id:` and `name:`")
        if start.version or start.tags:
            self.report((), "begins with a line of `%`", "Delete the line", keep=True)
        data = self.node(self.next(), ())
        self.next()  # the end of the document
        if isinstance(self.next(), yaml.DocumentStartEvent):
            self.report((), "holds a second document after `---`", "Delete the `---`, or make it two files", keep=True)
        return data

    def next(self) -> Any:
        event = next(self.events)
        self.last = event.start_mark.line + 1, event.start_mark.column + 1
        return event

    def report(self, path: KeyPath, says: str, remedy: str, *, keep: bool = False) -> object:
        """Report what the last event brought. Unless it is kept, nothing more is said of what stands at `path`."""
        self.tree.findings.append(Finding(path, says, remedy, position=self.last))
        if not keep:
            self.tree.unreadable.add(path)
        return UNREADABLE

    def node(self, event: Any, path: KeyPath) -> object:
        if len(path) > DEEPEST:
            raise _TooDeep
        self.tree.values[path] = self.last
        if isinstance(event, yaml.AliasEvent):
            remedy = "Write the value out. Text that begins with `*` goes between quotes"
            return self.report(path, f"is `*{event.anchor}`, a reference to another value", remedy)
        if event.anchor:
            remedy = "Delete it. Text that begins with `&` goes between quotes"
            self.report(path, f"has the anchor `&{event.anchor}`", remedy)
        if event.tag:
            remedy = "Delete it. Text that begins with `!` goes between quotes"
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.report(path, f"has the tag {quoted(tag)}", remedy)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(path)
        try:
            return _scalar(event)
        except Fault as fault:
            return self.report(path, fault.says, fault.remedy)

    def sequence(self, path: KeyPath) -> list[object]:
        items: list[object] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            items.append(self.node(event, (*path, len(items))))
        return items

    def mapping(self, path: KeyPath) -> dict[str, object]:
        mapping: dict[str, object] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            key = self.key(event, path)
            if key is None or key in mapping:
                self.skip(self.next(), path)
            else:
                mapping[key] = self.node(self.next(), (*path, key))
        return mapping

    def key(self, event: Any, path: KeyPath) -> str | None:
        """Return the key, or None for one that cannot be used. A repeated key is reported and returned."""
        if not isinstance(event, yaml.ScalarEvent):
            remedy = "Write a word before the colon. A key that begins with a bracket or `*` goes between quotes"
            self.report(path, "has a key that is not text", remedy)
            self.skip(event, path)
            return None
        if event.value == "<<" and event.implicit[0]:
            self.report(path, "has a merge key `<<`", "Write the keys out")
            return None
        if event.anchor or event.tag:
            remedy = "Write the key alone, or between quotes"
            self.report(path, f"has an anchor or a tag before the key {quoted(event.value)}", remedy)
            return None
        if not event.value.strip():
            self.report(path, "has an empty key", "Write a word before the colon")
            return None
        if not _is_text(event):
            remedy = f'Write `"{event.value}":` with quotes'
            self.report(path, f"has the key {quoted(event.value)}, which YAML may not read as text", remedy)
            return None
        key = str(event.value)
        if (*path, key) in self.tree.keys:
            line = self.tree.keys[*path, key][0]
            self.report((*path, key), f"stands twice, first on line {line}", "Keep one and delete the other", keep=True)
        else:
            self.tree.keys[*path, key] = self.last
        return key

    def skip(self, event: Any, path: KeyPath) -> None:
        """Pass over a value without judging it."""
        depth = 0
        while True:
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if len(path) + depth > DEEPEST:
                raise _TooDeep
            if depth == 0:
                return
            event = self.next()


def _scalar(event: Any) -> object:
    if event.tag:
        return UNREADABLE
    if event.implicit[0]:
        return plain_value(event.value)
    if stray := UNREADABLE_CHARACTER.search(event.value):
        raise Fault(f"holds an invisible character (U+{ord(stray[0]):04X})", "Delete the escape after the backslash")
    return event.value


def _is_text(event: Any) -> bool:
    try:
        return isinstance(_scalar(event), str)
    except Fault:
        return False
