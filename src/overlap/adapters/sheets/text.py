"""Text files of rows: their encoding and delimiter found, their cells read.

Law: the delimiter is the one under which a row near the top names most known columns. UTF-8 is read with or
without mark, UTF-16 with one; anything else is Windows-1252 by a guess that is told. A row's number is its
number in a spreadsheet: blank rows count, line breaks inside quotes do not.

Source: RFC 4180 and its usual dialects; the line `sep=;` is Excel's. An apostrophe before a character that
begins a formula is what OWASP asks writers of such files to put there; it is taken off again.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import compress, islice, zip_longest
from typing import Final

from overlap.adapters.problems import Problem
from overlap.adapters.sheets.columns import known_count
from overlap.adapters.sheets.grid import (
    BLANKS,
    MOST_CELLS,
    MOST_ROWS,
    Columns,
    Grid,
    ListedRows,
    Row,
    Rows,
    clean,
    refuse,
)
from overlap.errors import BadArgument

__all__ = ["DELIMITERS", "decoded", "delimiter_of", "text_grid"]

DELIMITERS: Final = (",", ";", "\t", "|")
"""Those looked for; of two that divide a file alike the earlier."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FALLBACK: Final = "cp1252"
"""What Excel writes as CSV where Windows speaks a western language."""

_NEAR: Final = 21
"""Rows from the top by which delimiters are compared: a header is looked for so far."""

_NEAR_TEXT: Final = 2**17
"""Characters from the top that hold these rows: more is no header and its first rows."""

_FORMULA: Final = frozenset("=+-@\t\r\n＝＋－＠")
"""What a formula may begin with, behind blanks or not; writers put an apostrophe before it."""


def text_grid(data: bytes, name: str, *, encoding: str | None = None, delimiter: str | None = None) -> Grid:
    """The rows of a text file.

    Args:
        data: The file.
        name: What problems call it.
        encoding: Its encoding, as Python calls it, if it is known.
        delimiter: One character between cells, if it is known.

    Raises:
        SheetFileError: If it cannot be decoded, a row cannot be divided, or there is too much.
        BadArgument: If there is no such encoding or delimiter.
    """
    text, warning = decoded(data, name, encoding)
    rest, said = _separator_line(text)
    if delimiter is None:
        delimiter = said or delimiter_of(rest)
    elif len(delimiter) != 1 or delimiter in '"\r\n\0':
        raise BadArgument(
            f"{delimiter!r} is no delimiter", hint='give one character, such as ";"', field="delimiter"
        )
    rows: Rows = _columns(rest, delimiter) or ListedRows(_rows(rest, delimiter, name))
    return Grid(name, None, rows, () if warning is None else (warning,))


def decoded(data: bytes, name: str, encoding: str | None) -> tuple[str, Problem | None]:
    """The text of a file, and the warning if its encoding was a guess.

    Raises:
        SheetFileError: If it cannot be decoded, or holds NUL characters.
        BadArgument: If there is no such encoding.
    """
    warning = None
    mark, known = next(((mark, one) for mark, one in _MARKS if data.startswith(mark)), (b"", None))
    if encoding is not None:
        known = _checked(encoding)
        mark = mark if known.replace("_", "-").startswith(("utf-8", "utf-16")) else b""
    try:
        text = data[len(mark) :].decode(known or "utf-8")
    except UnicodeDecodeError as error:
        if known is not None:
            at = len(mark) + error.start
            message = f"byte {at + 1} (0x{data[at]:02x}) is not {known}"
            raise refuse(name, message, "save it as CSV UTF-8, or name its --encoding") from None
        try:
            text = data.decode(_FALLBACK)
        except UnicodeDecodeError:
            hint = "save it as CSV UTF-8, or name its --encoding"
            raise refuse(name, "the file is neither UTF-8 nor Windows-1252 text", hint) from None
        message = "the file is not UTF-8; it is read as Windows-1252, so check letters with accents"
        hint = "save it as CSV UTF-8, or name its --encoding"
        warning = Problem(name, 0, 0, "sheet-guess", message, hint, "warning")
    if "\0" in text:
        hint = "save it as CSV UTF-8, or name its --encoding"
        raise refuse(name, "the file holds NUL characters, so it is no text of this encoding", hint)
    return text, warning


def _checked(encoding: str) -> str:
    try:
        info = codecs.lookup(encoding)
        b"a".decode(encoding)  # refuses the codecs of Python that are for other things, such as "hex"
    except UnicodeDecodeError:
        return info.name  # one of two bytes a character
    except (LookupError, ValueError, TypeError):
        raise BadArgument(
            f'"{encoding}" is no encoding', hint='give one such as "cp1252" or "utf-8"', field="encoding"
        ) from None
    return info.name


def _separator_line(text: str) -> tuple[str, str | None]:
    """The text after a first line such as `sep=;`, which spreadsheets do not show, and its delimiter."""
    if text[:4].lower() != "sep=":
        return text, None
    line, _, rest = text.partition("\n")
    line = line.rstrip("\r")
    return (rest, line[4]) if len(line) == len("sep=") + 1 else (text, None)


def delimiter_of(text: str) -> str:
    r"""The delimiter of a text; a comma where nothing tells.

    Example:
        >>> delimiter_of("Team;Zone;Start\nPune;Asia/Kolkata;10:00\n")
        ';'
    """
    near = text[:_NEAR_TEXT]
    return max(DELIMITERS, key=lambda one: _divides(near, one))


def _divides(text: str, delimiter: str) -> tuple[int, int]:
    """How well a delimiter divides a text: the most known headings of a row, then the cells of a row."""
    best = widest = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells, _ in zip(reader, range(_NEAR), strict=False):
            best = max(best, known_count(cells))
            widest = max(widest, len(cells))
    except csv.Error:
        return best, 0
    return best, widest


def _columns(text: str, delimiter: str) -> Columns | None:
    """The rows of a text, of which not all are blank, as columns; None for what is to be read row by row.

    That is a text that is wrong or too large, or one of whose rows few are as long as the longest.
    """
    if text.count(delimiter) > _MOST_AT_ONCE:
        return None
    cut = None if '"' in text else _cut(text, delimiter)
    cut = _parsed(text, delimiter) if cut is None else cut
    if cut is None:
        return None
    columns = [_plain_column(column) for column in cut]
    numbers = range(1, len(columns[0]) + 1)
    if any("" not in column for column in columns):
        return Columns(numbers, columns)
    full = [any(row) for row in zip(*columns, strict=True)]
    if not any(full):
        return None
    return Columns(list(compress(numbers, full)), [list(compress(column, full)) for column in columns])


def _cut(text: str, delimiter: str) -> list[list[str]] | None:
    """The columns of a text without quotes in which all rows have as many cells; None for others."""
    end = "\r\n" if "\r" in text else "\n"
    text = text.rstrip("\r\n")
    count = text.count("\n") + 1
    width = text.count(delimiter, 0, text.find(end) if count > 1 else None) + 1
    if count > MOST_ROWS or width > MOST_CELLS or text.count(delimiter) != count * (width - 1):
        return None
    if text.count("\r") != (count - 1) * (len(end) - 1):
        return None
    # A cell more marks where each row ends: they stand in line only if every row has the same cells.
    cells = text.replace(end, f"{delimiter}\n{delimiter}").split(delimiter)
    if len(cells) != count * (width + 1) - 1 or cells[width :: width + 1].count("\n") != count - 1:
        return None
    if _has_long_cell(text, delimiter):
        return None
    return [cells[at :: width + 1] for at in range(width)]


def _has_long_cell(text: str, delimiter: str) -> bool:
    """Whether a cell may be longer than the parser's limit: a stretch of half of it lies in one cell."""
    half = max(1, csv.field_size_limit() // 2)
    starts = range(0, len(text) - half + 1, half)
    return any(text.find(delimiter, at, at + half) < 0 > text.find("\n", at, at + half) for at in starts)


def _parsed(text: str, delimiter: str) -> list[list[str]] | None:
    """The columns of a text, rows that end before the longest filled up; None if that is too much to fill."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = list(islice(reader, MOST_ROWS + 1))
    except csv.Error:
        return None
    width = max(map(len, rows), default=0)
    if len(rows) > MOST_ROWS or not 0 < width <= MOST_CELLS:
        return None
    if len(rows) * width > 2 * sum(map(len, rows)) + _SOME:
        return None
    return list(map(list, zip_longest(*rows, fillvalue="")))


def _plain_column(cells: list[str]) -> list[str]:
    """The cells without outer blanks and marks."""
    if len(set(cells[:_SOME])) > _SOME // 2:
        # Most differ. What stands beside the ends of cells tells at once that none has to be changed.
        text = "\n".join(("", *cells, ""))
        odd = (f"\n{one}" in text or f"{one}\n" in text for one in _OUTER if one in text)
        if text.count("\n") == len(cells) + 1 and "\r" not in text and not any(odd):
            return cells
    other = {cell: text for cell in set(cells) if (text := _plain(cell)) != cell}
    return [other.get(cell, cell) for cell in cells] if other else cells


_OUTER: Final = (*(one for one in BLANKS if one not in "\r\n"), "'")
"""What a cell on one line may have around it that is none of it."""


def _rows(text: str, delimiter: str, name: str) -> Iterator[Row]:
    """The rows that are not blank, by the number a spreadsheet gives them."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    known: dict[str, str] = {}  # most cells say what others said
    try:
        for number, cells in enumerate(reader, 1):
            if len(known) > _REMEMBERED:
                known.clear()
            if number > MOST_ROWS or len(cells) > MOST_CELLS:
                what = f"more than {MOST_ROWS} rows" if number > MOST_ROWS else f"{len(cells)} cells"
                raise refuse(name, f"there are {what}", "is it the right file?", row=number)
            texts = tuple(
                [known[cell] if cell in known else known.setdefault(cell, _plain(cell)) for cell in cells]
            )
            if any(texts):
                yield Row(number, texts)
    except csv.Error as error:
        hint = "put text with quotes in quotes, and double those inside"
        raise refuse(name, f"the row cannot be read: {error}", hint, row=number + 1) from None


_MOST_AT_ONCE: Final = 8_000_000
"""Cells that are held twice for a moment: thirty columns of as many rows as are read."""

_SOME: Final = 1000
"""Cells of a column that tell whether most are equal."""

_REMEMBERED: Final = 10_000
"""Cells remembered at a time."""


def _plain(cell: str) -> str:
    text = clean(cell)
    if text.startswith("'") and (text[1:].lstrip(" '\u00a0")[:1] or " ") in _FORMULA:
        return clean(text[1:])
    return text
