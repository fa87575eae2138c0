"""The files that come with the package, as text.

Law: they are read through the import system, so that they are found in a zip file too.
"""

from __future__ import annotations

__all__ = ["example_text", "schema_text", "starter_text"]


def example_text() -> str:
    """A team file with six teams, commented."""
    return _text("example.toml")


def starter_text() -> str:
    """A short team file to begin with; its first line names the schema beside it."""
    return _text("starter.toml")


def schema_text() -> str:
    """The JSON Schema of the team file, for editors."""
    return _text("team-file.schema.json")


def _text(name: str) -> str:
    from importlib.resources import files

    return (files("overlap.data") / name).read_text(encoding="utf-8")
