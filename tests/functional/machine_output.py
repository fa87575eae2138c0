"""The published schema of the machine output, and a stricter one that knows every field there is.

The published schema lets later versions add fields, values of codes and commands. A test of this version
must not: there, a field that is not declared is a fault, and so is a code that is not listed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped] # its stubs are another package

from overlap.adapters.bundled import output_schema_text

__all__ = ["assert_fits", "fields_of", "leaves", "published", "strict", "write"]

Schema = dict[str, Any]


@cache
def published() -> Schema:
    """The schema as the package has it."""
    loaded = json.loads(output_schema_text())
    assert isinstance(loaded, dict)
    return loaded


@cache
def strict() -> Schema:
    """The same, closed: only declared fields, only listed values."""
    closed = _closed(published())
    assert isinstance(closed, dict)
    return closed


def _closed(node: Any, *, is_document: bool = False) -> Any:
    if isinstance(node, list):
        return [_closed(one, is_document=is_document) for one in node]
    if not isinstance(node, dict):
        return node
    made: Schema = {}
    for key, value in node.items():
        if key == "$defs":
            made[key] = {
                name: _closed(one, is_document=name.startswith("command.")) for name, one in value.items()
            }
        elif key == "properties":
            made[key] = {name: _closed(one) for name, one in value.items()}
        elif key == "examples":
            made["enum"] = value
        else:
            made[key] = _closed(value, is_document=is_document and key == "anyOf")
    if "properties" in node and "required" in node and "$defs" not in node:
        if is_document:  # the fields that every document has are declared once, at the top
            made["properties"] = {**dict.fromkeys(published()["properties"], True), **made["properties"]}
        made["additionalProperties"] = False
    return made


@cache
def _validators() -> tuple[Any, Any]:
    made = jsonschema.Draft202012Validator
    return made(published()), made(strict())


def assert_fits(document: Any) -> None:
    """Fails unless a document is one that the schema declares to its last field."""
    for validator in _validators():
        for error in validator.iter_errors(document):
            told = [f"{'/'.join(map(str, one.absolute_path))}: {one.message[:300]}" for one in leaves(error)]
            raise AssertionError(f"{document.get('command')} does not fit the schema:\n" + "\n".join(told))


def leaves(error: Any) -> Iterator[Any]:
    """The errors behind an error, in the branch that fits best."""
    if not error.context:
        yield error
        return
    branches: dict[Any, list[Any]] = {}
    for one in error.context:
        branches.setdefault(one.schema_path[0], []).append(one)
    for one in min(branches.values(), key=len):
        yield from leaves(one)


def fields_of(schema: Schema) -> list[str]:
    """Every field as a line: where it stands, what it is, and whether it is always there."""
    lines: list[str] = []

    def walk(place: str, node: Schema) -> None:
        if "properties" not in node:
            for number, one in enumerate(node.get("anyOf", ()), 1):
                walk(f"{place}|{number}" if "properties" in one else place, one)
            if isinstance(node.get("items"), dict):
                walk(f"{place}[]", node["items"])
            return
        for name, one in node["properties"].items():
            always = "always" if name in node.get("required", ()) else "perhaps"
            lines.append(f"{place}.{name}: {_said(one)}, {always}")
            walk(f"{place}.{name}", one)
        for name in node.get("required", ()):
            if name not in node["properties"]:
                lines.append(f"{place}.{name}: always")

    walk("document", schema)
    for name, node in schema["$defs"].items():
        if "properties" not in node and "anyOf" not in node:
            lines.append(f"{name}: {_said(node)}")
        walk(name, node)
    return lines


def _said(node: Any) -> str:
    """What a value may be, in one line; what is declared on lines of its own is left out."""
    said = {key: value for key, value in node.items() if key not in ("description", "properties", "required")}
    if "anyOf" in said:
        return " or ".join(map(_said, said["anyOf"]))
    if "$ref" in said:
        return str(said["$ref"]).removeprefix("#/$defs/")
    if "items" in said:
        said["items"] = _said(said["items"])
    kind = str(said.pop("type", ""))
    rest = ", ".join(f"{key} {json.dumps(value)}" for key, value in said.items())
    return f"{kind} ({rest})" if rest and kind else kind or rest


def write(target: Path) -> None:
    """Writes every field as a line: what the next release must keep."""
    target.write_text("\n".join(fields_of(published())) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(Path(__file__).parents[1] / "data" / "machine_output.txt")
