"""Sheets as CSV, in a form that spreadsheet programs open without asking.

Law: UTF-8 with a byte order mark, without which Excel reads another encoding; rows end in CRLF, as in RFC
4180. Dates are ISO 8601, which every language of Excel understands. No cell becomes a formula: a text that
would begin one has an apostrophe before it (OWASP, CSV injection), and an import takes that off again.
"""

from __future__ import annotations

import csv
from datetime import date, datetime
from io import StringIO
from typing import Final

from overlap.core.civil import time_text
from overlap.errors import BadArgument
from overlap.render.workbook import ColumnKind, Sheet, Value

__all__ = ["DELIMITERS", "escaped", "to_csv"]

DELIMITERS: Final = (",", ";", "\t")
"""What may stand between cells. Excel expects ";" where its language writes 7,5 for seven and a half."""

_MARK: Final = "\ufeff"

_BEGIN_FORMULAS: Final = frozenset("=+-@\t\r\n＝＋－＠")
"""What a formula may begin with; the wide ones in Japanese programs."""


def to_csv(sheet: Sheet, *, delimiter: str = ",") -> str:
    """The text of a sheet, headings first; colours and notes have no place in it.

    Args:
        sheet: Which.
        delimiter: A comma, a semicolon or a tab. With a semicolon decimals are written with a comma, as
            programs expect it that want semicolons.

    Raises:
        BadArgument: If the delimiter is another.

    Example:
        >>> from overlap.render.workbook import Column
        >>> columns = (Column("Team"), Column("Start", "time"), Column("Hours", "duration"))
        >>> to_csv(Sheet("Teams", columns, (("=1+1", 540, 450),)), delimiter=";").splitlines()[1]
        "'=1+1;09:00;7,5"
    """
    if delimiter not in DELIMITERS:
        raise BadArgument(
            f"the delimiter is {delimiter!r}", hint="use a comma, a semicolon or a tab", field="delimiter"
        )
    out = StringIO(newline="")
    out.write(_MARK)
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([escaped(column.heading) for column in sheet.columns])
    kinds = [column.kind for column in sheet.columns]
    for row in sheet.rows:
        writer.writerow([_text(value, kind, delimiter) for value, kind in zip(row, kinds, strict=True)])
    return out.getvalue()


def escaped(text: str) -> str:
    """The text with an apostrophe before it where it would begin a formula.

    Blanks before do not matter, nor apostrophes: so that one is taken off again, not two.

    Example:
        >>> escaped("=1+1"), escaped("'=1+1"), escaped("O'Neil")
        ("'=1+1", "''=1+1", "O'Neil")
    """
    first = text.lstrip(" '\u00a0")[:1]
    # A tab or line break is a blank that a program may trim before it looks.
    return f"'{text}" if first in _BEGIN_FORMULAS and first else text


def _text(value: Value, kind: ColumnKind, delimiter: str) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return escaped(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if kind == "time":
        return time_text(int(value))
    number = value / 60 if kind == "duration" else value
    text = repr(round(number, 6)).removesuffix(".0") if isinstance(number, float) else str(number)
    return text.replace(".", ",") if delimiter == ";" else text
