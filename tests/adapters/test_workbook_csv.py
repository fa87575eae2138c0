"""Sheets as CSV: nothing runs, everything comes back."""

from __future__ import annotations

import csv
from datetime import date, datetime
from io import StringIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.adapters.workbook_csv import DELIMITERS, escaped, to_csv
from overlap.errors import BadArgument
from overlap.render.one_line import one_line
from overlap.render.workbook import Column, Sheet

FORMULAS = "=+-@\t\r\n＝＋－＠"


def read(text: str, delimiter: str = ",") -> list[list[str]]:
    assert text.startswith("\ufeff")
    assert text.endswith("\r\n")
    return list(csv.reader(StringIO(text[1:], newline=""), delimiter=delimiter, strict=True))


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        *(("whole", -7, "-7"), ("number", 2.5, "2.5"), ("number", 2.0, "2"), ("number", 1 / 3, "0.333333")),
        *(("percent", 0.125, "0.125"), ("percent", 1, "1"), ("date", date(2026, 3, 2), "2026-03-02")),
        ("datetime", datetime(2026, 3, 2, 9, 5), "2026-03-02 09:05"),
        *(("time", 0, "00:00"), ("time", 1325, "22:05"), ("time", 1440, "24:00")),
        *(
            ("duration", 450, "7.5"),
            ("duration", 480, "8"),
            ("duration", 10, "0.166667"),
            ("whole", None, ""),
        ),
        *(("duration", -450, "-7.5"), ("number", 1e20, "1e+20"), ("time", "12:00; 15:00", "12:00; 15:00")),
    ],
)
def test_values_are_iso_dates_and_plain_numbers(kind: Any, value: Any, text: str) -> None:
    sheet = Sheet("S", (Column("A"), Column("It", kind)), (("x", value),))
    assert read(to_csv(sheet)) == [["A", "It"], ["x", text]]
    assert read(to_csv(sheet, delimiter="\t"), "\t") == [["A", "It"], ["x", text]]


def test_with_semicolons_decimals_have_a_comma() -> None:
    columns = (Column("A", "duration"), Column("B", "percent"), Column("C", "datetime"), Column("D"))
    sheet = Sheet("S", columns, ((450, 0.5, datetime(2026, 3, 2), "1.5"),))
    assert to_csv(sheet, delimiter=";").splitlines()[1] == "7,5;0,5;2026-03-02 00:00;1.5"
    assert to_csv(sheet).splitlines()[1] == "7.5,0.5,2026-03-02 00:00,1.5"


@pytest.mark.parametrize("text", [f"{first}{char}1" for first in ("", " ", "'", " ' ") for char in FORMULAS])
def test_a_text_that_would_begin_a_formula_has_an_apostrophe_before_it(text: str) -> None:
    assert escaped(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "x", "O'Neil", "'quoted'", "a=b", "1-2", "#", "'", " ", "5+5"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert escaped(text) == text


@settings(max_examples=max(settings().max_examples // 4, 1))
@given(st.lists(st.text(max_size=6) | st.sampled_from(["=1", "'=1", ";", ",", '"', "\t", " =", "'"])))
def test_every_cell_comes_back_and_none_begins_a_formula(texts: list[str]) -> None:
    sheet = Sheet("S", (Column("A"), Column("=B")), tuple((text, text) for text in texts))
    for delimiter in DELIMITERS:
        head, *rows = read(to_csv(sheet, delimiter=delimiter), delimiter)
        assert head == ["A", "'=B"]
        assert len(rows) == len(texts)
        for row, text in zip(rows, texts, strict=True):
            assert row[0] == row[1]
            assert row[0] == one_line(text) or row[0] == f"'{one_line(text)}"
            assert row[0].lstrip()[:1] not in set(FORMULAS) - {""}
            if row[0] != one_line(text):
                assert one_line(text).lstrip(" '\u00a0")[:1] in FORMULAS


def test_another_delimiter_is_refused() -> None:
    sheet = Sheet("S", (Column("A"),), ())
    for wrong in ("|", "", ",,", "="):
        with pytest.raises(BadArgument, match="the delimiter is"):
            to_csv(sheet, delimiter=wrong)
