"""Putting documents in front of people: in colour on a terminal, plain in a pipe.

Law: piped output is complete, unwrapped and without colour. A terminal that cannot show a
character gets its ASCII stand-in, never a traceback.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final, TextIO

from overlap.cli.progress import USUAL_WIDTH, clear_progress
from overlap.errors import OverlapError
from overlap.render.document import (
    Bands,
    Bars,
    Bullets,
    Chart,
    Document,
    Heading,
    HeatMap,
    Paragraph,
    Strip,
    Table,
    YearStrip,
)
from overlap.render.one_line import one_line
from overlap.render.text import MARKS, hour_ruler, padded, to_ascii, to_text, width

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["OutputFailed", "complain", "flush", "harmless", "note", "show", "write", "write_bytes"]


class OutputFailed(Exception):
    """Stdout does not take what is written; the cause is the system's error. No other error is one of it."""


_STYLES = {"none": "bright_black", "some": "cyan", "all": "bold green"}

_BAND_STYLES = {"·": "bright_black", "░": "blue", "▒": "cyan", "▓": "magenta", "█": "bold green"}
"""Only what names and notes hardly hold: a hyphen of theirs stays as it is."""

_NARROWEST: Final = 20
"""Columns below which words come apart; a terminal that is narrower breaks whole lines itself."""

_WIDEST: Final = 500
"""Columns that are used at most."""


_OPTIONS = {
    "start": "--from",
    "end": "--until",
    "at": "--at",
    "year": "--year",
    "hours": "--hours",
    "locale": "--locale",
    "zone": "--zone",
    "quorum": "--quorum",
    "headcount": "--headcount",
    "groups": "--group",
    "teams": "--team",
    "need": "--need",
    "skill": "--skill",
    "handoff_minutes": "--handoff-minutes",
    "include": "--include",
    "exclude": "--exclude",
    "effects": "--category",
    "language": "--language",
    "running": "--running",
    "working_time": "--add-minutes",
    "duration": "--minutes",
    "required": "--required",
    "optional": "--optional",
    "attendance": "--attendance",
    "notice": "--notice",
    "not_on": "--not-on",
    "preferred": "--preferred",
    "step_minutes": "--step",
    "times": "--times",
    "weekdays": "--weekday",
    "ledger": "--ledger",
    "limit": "--limit",
    "prune": "--prune",
    "user": "--user",
    "calendar": "--calendar",
    "met": "--history",
    "every": "--every",
    "me": "--me",
    "grid_minutes": "--grid",
    "keep": "--keep",
    "priority": "--priority",
    "people": "--people",
    "requirement": "--trade-off",
    "solver": "--solver",
    "dates": "--dates",
    "encoding": "--encoding",
    "sheet": "--sheet",
    "sheets": "--sheet",
    "delimiter": "--delimiter",
}
"""The option behind an argument that an error names."""


def _fits(stream: TextIO, text: str) -> bool:
    try:
        text.encode(stream.encoding or "ascii", stream.errors or "strict")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def write(text: str, *, stream: TextIO | None = None) -> None:
    """Writes text, in ASCII where the stream knows no better."""
    out: TextIO | None = sys.stdout if stream is None else stream
    if out is None:  # the caller has closed it, as with `>&-`
        return
    clear_progress()
    if out.isatty():
        text = harmless(text)
    try:
        out.write(text if _fits(out, text) else to_ascii(text))
    except OSError as error:
        raise OutputFailed from error


def harmless(text: str) -> str:
    r"""The text as a terminal may have it: what others wrote can neither move its cursor nor turn a line.

    Example:
        >>> harmless("a\tb: \x1b[31mred\n")
        'a\tb:  [31mred\n'
    """
    if text.isprintable():
        return text
    return "\n".join("\t".join(map(one_line, line.split("\t"))) for line in text.split("\n"))


def write_bytes(content: bytes) -> None:
    """Writes bytes to stdout, whatever its encoding."""
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        write(content.decode())
        return
    clear_progress()
    try:
        sys.stdout.flush()
        buffer.write(content)
        buffer.flush()
    except OSError as error:
        raise OutputFailed from error


def flush() -> None:
    """Hands over what is written to stdout so far."""
    if sys.stdout is not None:
        try:
            sys.stdout.flush()
        except OSError as error:
            raise OutputFailed from error


def note(text: str) -> None:
    """Writes a line for people to stderr; where nobody can read it, it is lost and nothing else is."""
    if sys.stderr is not None:
        with suppress(OutputFailed):
            write(f"{harmless(text)}\n", stream=sys.stderr)


def complain(error: OverlapError) -> None:
    """Writes what went wrong and how to repair it to stderr."""
    problems = getattr(error, "problems", None)
    if problems is not None:
        note(str(error))
        return
    option = _OPTIONS.get(error.field or "")
    place = f"{option}: " if option else ""
    note(f"error: {error.slug}: {place}{error.message}")
    if error.hint:
        note(f"    hint: {error.hint}")


def show(document: Document) -> None:
    """Prints a document to stdout."""
    text = to_text(document)
    if sys.stdout is None or not sys.stdout.isatty() or not _fits(sys.stdout, text):
        write(text)
        return
    clear_progress()
    try:
        _show_on_terminal(document)
    except OSError as error:
        raise OutputFailed from error


def _show_on_terminal(document: Document) -> None:
    from rich.console import Console

    console = Console(highlight=False, emoji=False, width=_columns())
    for number, block in enumerate(document.blocks):
        if number:
            console.print()
        match block:
            case Heading(words, level):
                console.print(words, style="bold underline" if level == 1 else "bold", markup=False)
            case Paragraph(words, strong):
                console.print(words, style="bold" if strong else None, markup=False)
            case Table():
                _table(console, block)
            case Strip():
                _strip(console, block)
            case Bullets():
                _bullets(console, block)
            case Bands() | HeatMap() | YearStrip() | Bars():
                _chart(console, block)


def _columns() -> int:
    """How wide to write: as COLUMNS or the terminal says, where that can be read at all."""
    asked = os.environ.get("COLUMNS", "")
    columns = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 6 else 0
    if not columns:
        with suppress(OSError, ValueError):  # no terminal of the system's
            columns = os.get_terminal_size(sys.stdout.fileno()).columns
    return USUAL_WIDTH if columns < _NARROWEST else min(columns, _WIDEST)


def _table(console: Console, table: Table) -> None:
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    if table.caption:
        console.print(table.caption, markup=False)
    # One blank and the invisible line between columns: six columns fit 80.
    made = RichTable(
        box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold"
    )
    for name in table.columns:
        made.add_column(Text(name), justify="right" if name in table.right else "left", overflow="fold")
    for row in table.rows:
        made.add_row(*map(Text, row))
    console.print(made)


def _bullets(console: Console, bullets: Bullets) -> None:
    """Each sentence under its own dash: what does not fit goes on below its first word."""
    from rich.table import Table as RichTable
    from rich.text import Text

    made = RichTable.grid(padding=0)
    made.add_column(width=2)
    made.add_column(overflow="fold")
    for lead, rest in bullets.parts:
        made.add_row("-", Text.assemble((lead, "bold"), rest))
    console.print(made)


def _strip(console: Console, strip: Strip) -> None:
    from rich.text import Text

    if strip.caption:
        console.print(strip.caption, markup=False)
    label = max([width(row.label) for row in strip.rows], default=0)
    console.print(f"{' ' * label}  {hour_ruler(strip.cell_minutes)}", style="bright_black")
    for row in strip.rows:
        line = Text(f"{padded(row.label, label)}  ")
        for mark in row.marks:
            line.append(MARKS[mark], style=_STYLES[mark])
        line.append(f"  {row.note}".rstrip())
        console.print(line, soft_wrap=False)


def _chart(console: Console, chart: Chart) -> None:
    from rich.text import Text

    from overlap.render.chart_lines import chart_lines

    for line in chart_lines(chart):
        text = Text(line)
        for char, style in _BAND_STYLES.items():
            text.highlight_regex(f"{char}+", style)
        console.print(text, soft_wrap=False)
