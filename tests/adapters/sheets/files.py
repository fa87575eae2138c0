"""Spreadsheets for tests: text, workbooks, and what was read of them."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from overlap.adapters.problems import Problem
from overlap.adapters.sheets.grid import SheetFileError
from overlap.adapters.sheets.reader import SheetRoster, read_roster_sheet
from tests.adapters.fakes import FakeCalendars

__all__ = ["changed", "csv_text", "file_of", "problems_of", "read", "told", "workbook"]


def csv_text(rows: Iterable[Sequence[object]], *, delimiter: str = ",") -> str:
    """Rows as CSV."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def workbook(
    sheets: dict[str, Sequence[Sequence[object]]], *, after: Callable[[Any], None] = lambda book: None
) -> bytes:
    """A workbook of rows by sheet; `after` may change it before it is written."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    after(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one part of its package changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, change(content) if entry.filename == part else content)
    return out.getvalue()


def file_of(folder: Path, content: str | bytes, name: str = "roster.csv") -> Path:
    """A file with a content."""
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def read(folder: Path, content: str | bytes, name: str = "roster.csv", **options: Any) -> SheetRoster:
    """What is read of a file; holidays are those of a stand-in."""
    options.setdefault("calendars", FakeCalendars())
    return read_roster_sheet(file_of(folder, content, name), **options)


def problems_of(
    folder: Path, content: str | bytes, name: str = "roster.csv", **options: Any
) -> tuple[Problem, ...]:
    """The problems for which a file is refused."""
    with pytest.raises(SheetFileError) as caught:
        read(folder, content, name, **options)
    return caught.value.problems


def told(problems: Iterable[Problem]) -> list[str]:
    """Place and kind of each problem."""
    return [f"{one.cell}: {one.slug}" for one in problems]
