"""The manifest of an edition as it is read back: of this shape, or it is said that it is none."""

from pathlib import Path
from typing import Any

from helpers.files import read_json

MANIFEST = "manifest.json"
_TEXTS = {"type": "object", "additionalProperties": {"type": "string"}}
# What a recorded name stands for lies in one of three folders; see helpers.publish.inputs.place.
_NAME = {"type": "string", "pattern": r"^(data|helpers|notebooks)/(?!.*(^|/)\.\.(/|$))"}
_FINDING = {
    "type": "object",
    "required": ["id", "value", "unit", "period", "text", "label", "shown"],
    "properties": {
        "id": {"type": "string"},
        "value": {"type": ["number", "string", "boolean", "null"]},
        **{name: {"type": "string"} for name in ("unit", "period", "text", "label", "shown")},
    },
}
SHAPE = {
    "type": "object",
    "required": ["pair", "as_of", "findings"],
    "properties": {
        "pair": {"type": "string", "pattern": "^[A-Z]{3}-[A-Z]{3}$"},
        "pair_name": {"type": "string"},
        "as_of": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        "findings": {"type": "array", "items": _FINDING},
    },
}
# What a build relies on, beside what a reader of findings does.
RECORD = {
    **SHAPE,
    "required": [*SHAPE["required"], "pair_name", "formats", "made", "inputs", "outputs", "versions"],
    "properties": {
        **SHAPE["properties"],
        "formats": {"type": "array", "items": {"type": "string"}},
        "inputs": {**_TEXTS, "propertyNames": _NAME},
        "outputs": {**_TEXTS, "propertyNames": {"type": "string", "pattern": r"^(?!/)(?!.*(^|/)\.\.(/|$))"}},
        "versions": _TEXTS,
        "made": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["reads", "parameters"],
                "properties": {"reads": {"type": "array", "items": _NAME}, "parameters": {"type": "object"}},
            },
        },
    },
}


def read_manifest(path: Path, shape: dict[str, Any] = SHAPE) -> dict[str, Any]:
    """The manifest of an edition, from its folder or its file.

    Parameters
    ----------
    shape
        :data:`SHAPE`, what a reader of findings needs, or :data:`RECORD`, what a build goes by.

    Raises
    ------
    InputError
        If there is none, it cannot be read or is of another shape; the message names the file and what is wrong.
    """
    path = path / MANIFEST if path.is_dir() else path
    return read_json(path, shape, "the manifest of an edition")
