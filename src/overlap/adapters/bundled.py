"""The files that come with the package, as text.

Law: they are read through the import system, so that they are found in a zip file too.
"""

from __future__ import annotations

from overlap.core.packages import own_text

__all__ = ["example_text", "output_schema_text", "schema_text", "starter_text"]


def example_text() -> str:
    """A team file with six teams, commented."""
    return own_text("example.toml")


def starter_text() -> str:
    """A short team file to begin with; its first line names the schema beside it."""
    return own_text("starter.toml")


def schema_text() -> str:
    """The JSON Schema of the team file, for editors."""
    return own_text("team-file.schema.json")


def output_schema_text() -> str:
    """The JSON Schema of the machine output, for programs."""
    return own_text("machine-output.schema.json")
