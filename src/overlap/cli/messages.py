"""Answers to send to people: as text or Markdown, to stdout or into a file.

Law: a file is written whole or not at all, and said so on stderr. The format is the one asked for, else
that of the file's name, else text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from overlap.cli.console import note, write
from overlap.errors import BadArgument
from overlap.render.document import Document

__all__ = ["MESSAGES", "form_of", "in_form", "message_options", "put", "send"]

_Command = TypeVar("_Command", bound=Callable[..., Any])

MESSAGES: Final[Mapping[str, str]] = {".markdown": "markdown", ".md": "markdown", ".txt": "text"}
"""The form of a file by its ending; of one form, the last is the one that hints name."""


def message_options(command: _Command) -> _Command:
    """The form of a message and where it goes."""
    form = click.option(
        "--format", "form", type=click.Choice(["text", "markdown"]), help="A message to paste into a chat."
    )
    output = click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, allow_dash=True),
        help="Write the message to a .md or .txt file.",
    )
    return form(output(command))


def send(document: Document, form: str | None, output: Path | None, *, as_json: bool = False) -> None:
    """Writes a document as a message.

    Args:
        document: What to say.
        form: "text" or "markdown"; by default that of the output's name.
        output: A file, or "-" or None for stdout.
        as_json: Whether the machine's output was asked for as well.

    Raises:
        BadArgument: If the form is not known, or a message and the machine's output are asked for at once.
        FileError: If the file cannot be written.
    """
    if as_json:
        raise BadArgument("--json is no message", hint="leave out --format and -o, or --json")
    put(in_form(document, form_of(output, form)), output)


def form_of(output: Path | None, form: str | None, formats: Mapping[str, str] = MESSAGES) -> str | None:
    """The form asked for, else that of the file's name; None where neither says.

    Raises:
        BadArgument: If the name has an ending that says nothing.
    """
    if form is not None or output is None or str(output) == "-":
        return form
    known = formats.get(output.suffix.lower())
    if known is None:
        endings = " or ".join(dict(zip(formats.values(), formats, strict=True)).values())
        raise BadArgument(f"{output} has no known ending", hint=f"write to {endings}, or give --format")
    return known


def in_form(document: Document, form: str | None) -> str:
    """A document as Markdown or as text."""
    from overlap.render.markdown import to_markdown
    from overlap.render.text import to_text

    return to_markdown(document) if form == "markdown" else to_text(document)


def put(text: str, output: Path | None) -> None:
    """Writes a file whole and says so, or writes to stdout for "-" and None.

    Raises:
        FileError: If the file cannot be written.
    """
    if output is None or str(output) == "-":
        write(text)
        return
    from overlap.adapters.files import write_whole

    write_whole(output, text)
    note(f"wrote {output}")
