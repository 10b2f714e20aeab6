"""The JSON Schema that editors use says what the border accepts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import ClassVar

import jsonschema
import pytest
import yaml

from calculator import model
from calculator.border.schema import SCHEMA_FILE, build_schema, schema_text
from calculator.border.shape import is_class, key_descriptions, key_kinds

HERE = Path(__file__).parent
CLASSES = [cls for cls in vars(model).values() if is_class(cls)]
FAULTS_THAT_EDITORS_SHOW = [
    "unknown-key",
    "missing-key",
    "limit-without-a-unit",
    "limit-in-other-words",
    "word-outside-the-list",
    "text-where-keys-belong",
    "number-where-text-belongs",
    "blank-text",
    "empty-list",
    "id-with-capitals",
    "place-id-with-a-space",
]


class TextDates(yaml.SafeLoader):
    """Reads dates as text, as JSON has them."""

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, form) for tag, form in resolvers if not tag.endswith("timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def load(path: Path) -> object:
    """Return the file as an editor's YAML extension sees it."""
    return yaml.load(path.read_text(encoding="utf-8"), TextDates)


@pytest.fixture(scope="module")
def schema() -> dict[str, object]:
    """Return the schema as the model gives it."""
    return build_schema()


def definition(schema, cls):
    """Return what the schema says of one class."""
    return schema if cls is model.Policy else schema["$defs"][cls.__name__]


def test_the_checked_in_schema_is_fresh():
    """`python -m calculator.border.schema` rewrites it after a change to the model."""
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text()


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_described_field_keeps_its_description(schema, cls):
    """An editor shows the words of the model under each key."""
    properties = definition(schema, cls)["properties"]
    assert list(properties) == list(key_kinds(cls))
    for key, words in key_descriptions(cls).items():
        assert properties[key]["description"] == words


def test_the_descriptions_are_those_in_the_model():
    """They are found in the source, which is compared here by a second way of reading it."""
    source = Path(model.__file__).read_text(encoding="utf-8")
    below_a_field = re.findall(r'\n    \w+: [^\n]+\n    """(.*?)"""', source, re.DOTALL)
    described = [words for cls in CLASSES for words in key_descriptions(cls).values()]
    assert described == [" ".join(words.split()) for words in below_a_field]


def test_no_class_takes_unknown_keys(schema):
    """A misspelt key is underlined while it is typed."""
    assert all(definition(schema, cls)["additionalProperties"] is False for cls in CLASSES)


def test_the_schema_names_no_other_host():
    """It is published with the site and fetches nothing."""
    assert re.findall(r"[a-z]+://[^/]+", schema_text()) == ["http://json-schema.org"]


def test_westshire_and_the_national_file_fit_the_schema(schema):
    """What the border reads, editors do not underline."""
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.validate(load(HERE / "westshire.yaml"), schema)
    jsonschema.validate(load(HERE / "national.yaml"), {"$ref": "#/$defs/National", "$defs": schema["$defs"]})


@pytest.mark.parametrize("fault", FAULTS_THAT_EDITORS_SHOW)
def test_editors_show_the_fault_too(schema, fault):
    """Faults of form are seen while typing; faults between parts need `check`."""
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(load(HERE / "bad_policies" / f"{fault}.yaml"), schema)


def test_the_schema_is_sorted_json():
    """So that a change to the model changes few lines."""
    assert schema_text() == json.dumps(json.loads(schema_text()), indent=2, sort_keys=True, ensure_ascii=False) + "\n"
