"""The JSON Schema of policy files, which gives editors completion and hints. Run as a module, it rewrites the file.

Pydantic is needed for this step alone, so it is imported inside: the rest of the border runs without it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from calculator import model
from calculator.border.shape import first_paragraph, is_class, key_description
from calculator.border.values import ID_PATTERN, LIMIT_FORMS, LIMIT_UNITS, REF_PATTERN

SCHEMA_FILE = Path(__file__).resolve().parents[2] / "policies" / "schema.json"
# The YAML extension of editors reads draft 07; `$defs` is a plain place to point at in any draft.
_DRAFT = "http://json-schema.org/draft-07/schema#"
_TEXT = {"type": "string", "pattern": r"\S"}
_IDS = {
    "id": {"type": "string", "pattern": f"^{ID_PATTERN}$"},
    "ref": {"type": "string", "pattern": f"^{REF_PATTERN}$"},
}
_COUNTED = "|".join(unit.removesuffix("s") for unit in LIMIT_UNITS)
_LIMIT_PATTERN = f"^([1-9][0-9]{{0,3}} ({_COUNTED})s?|{'|'.join(model.NUMBERLESS_LIMITS)})$"


def build_schema() -> dict[str, Any]:
    """Return the schema of an authority's file; `$defs.National` describes national.yaml."""
    from pydantic import TypeAdapter

    adapters: Any = [(cls, "validation", TypeAdapter(cls)) for cls in (model.Policy, model.National)]
    definitions = TypeAdapter.json_schemas(adapters)[1]["$defs"]
    clean = {name: _definition(getattr(model, name), found) for name, found in definitions.items()}
    del clean["LimitUnit"]
    return {"$schema": _DRAFT, **clean.pop("Policy"), "$defs": clean}


def schema_text() -> str:
    """Return the schema as it stands in the file: sorted, so that it only changes with the model."""
    return json.dumps(build_schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _definition(cls: Any, found: dict[str, Any]) -> dict[str, Any]:
    description = first_paragraph(cls.__doc__)
    if cls is model.Limit:
        limit = {"type": "string", "pattern": _LIMIT_PATTERN, "examples": list(LIMIT_FORMS)}
        return {"description": description, **limit}
    if not is_class(cls):
        return {"description": description, "enum": found["enum"]}
    return {
        "description": description,
        "type": "object",
        "additionalProperties": False,
        "required": found["required"],
        "properties": {key: _property(cls, key, value) for key, value in found["properties"].items()},
    }


def _property(cls: type, key: str, found: dict[str, Any]) -> dict[str, Any]:
    value = _IDS.get(key) or _typed(found)
    description = key_description(cls, key)
    return {"description": description, **value} if description else value


def _typed(found: dict[str, Any]) -> dict[str, Any]:
    """Return what may be typed for a generated type: shorter forms too, and nothing in place of a null."""
    if "anyOf" in found:
        return _typed(next(kind for kind in found["anyOf"] if kind.get("type") != "null"))
    if "$ref" in found:
        reference = {"$ref": found["$ref"]}
        return {"anyOf": [reference, _TEXT]} if found["$ref"].endswith("/Recipient") else reference
    if found["type"] == "array":
        item = _typed(found["items"])
        return {"anyOf": [{"type": "array", "items": item, "minItems": 1}, item]}
    if found["type"] == "object":
        entries = {"propertyNames": {"pattern": f"^{ID_PATTERN}$"}, "minProperties": 1}
        return {"type": "object", "additionalProperties": _typed(found["additionalProperties"]), **entries}
    if found["type"] == "string":
        return _TEXT | ({"format": found["format"]} if "format" in found else {})
    return {"type": found["type"]}


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
