"""Every public result shows itself and goes to data frames: a new one cannot forget to."""

from __future__ import annotations

import importlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import overlap
from overlap.core.zones import zone as zone_of
from overlap.render.chart_table import table_of
from overlap.render.html import to_html
from overlap.render.shown import Charted, Shown, Tabled, is_blank
from tests.planning.results import EMPTY, FULL, HOSTILE, empty, full

SOURCE = Path(overlap.__file__).parent
PAGE = "Report"
"""The page of a roster has a face of its own."""

ROWLESS = {"Brief", "Kpis"}
PICTURELESS = {"Brief", "BusyReading", "Explanation", "Kpis", "Publication", "RequirementChecks", "Shifts"}
TABLED, CHARTED = sorted(FULL.keys() - ROWLESS), sorted(FULL.keys() - PICTURELESS)


def test_every_public_class_with_a_document_is_a_result_of_this_list() -> None:
    public = {name: getattr(overlap, name) for name in overlap.__all__}
    shown = {name for name, one in public.items() if isinstance(one, type) and hasattr(one, "document")}
    assert shown - {PAGE} == FULL.keys()
    assert all(issubclass(public[name], Shown) for name in shown - {PAGE})
    assert {name for name in FULL if not issubclass(public[name], Tabled)} == ROWLESS
    assert {name for name in FULL if not issubclass(public[name], Charted)} == PICTURELESS


def test_what_a_notebook_shows_is_written_down_once() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py")}
    own = {path.name for path, text in texts.items() if "def _repr_html_" in text}
    assert own - {"report.py"} == {"shown.py"}


@pytest.mark.parametrize("name", FULL)
def test_a_result_is_of_the_class_and_small(name: str) -> None:
    found = full(name)
    assert type(found) is getattr(overlap, name)
    assert not hasattr(found, "__dict__")


@pytest.mark.parametrize("name", FULL)
def test_no_name_becomes_markup(name: str) -> None:
    found = full(name)
    pictures = [found._repr_svg_() or ""] if isinstance(found, Charted) else []
    for page in (found._repr_html_(), *pictures):
        assert not any(tag in page for tag in ("<script", "<b>", "<i>", "<u>", "<service"))
        assert "\u202e" not in page


@pytest.mark.parametrize("name", EMPTY)
def test_a_result_without_rows_shows_why_and_has_no_records(name: str) -> None:
    found = empty(name)
    assert isinstance(found, Shown)
    text = found._repr_html_()
    assert text.startswith('<div class="overlap">')
    assert text.endswith(to_html(found.document()).partition(">")[2])
    assert found.document().blocks
    if isinstance(found, Tabled):
        assert found.to_records() == []
        assert list(types_of(found)) == list(types_of(full(name)))


@pytest.mark.parametrize("name", sorted(EMPTY.keys() & set(CHARTED)))
def test_an_empty_picture_is_none_or_one_with_numbers(name: str) -> None:
    found = empty(name)
    chart = found.chart()
    picture = found._repr_svg_()
    assert (picture is None) == is_blank(chart)
    assert picture is None or picture.startswith("<svg")
    table_of(chart)


@pytest.mark.parametrize("name", CHARTED)
def test_the_picture_of_a_result_is_above_its_document_and_has_a_table(name: str) -> None:
    found = full(name)
    chart = found.chart()
    assert not is_blank(chart)
    assert table_of(chart).rows
    picture = found._repr_svg_()
    assert picture is not None
    assert picture.startswith("<svg")
    page = found._repr_html_()
    assert page.count("<svg") >= to_html(found.document()).count("<svg")
    assert page.count(picture.partition(">")[0]) == 1
    assert page.endswith(to_html(found.document()).partition(">")[2])


@pytest.mark.parametrize("name", CHARTED)
def test_a_picture_becomes_a_figure(name: str) -> None:
    pytest.importorskip("matplotlib")
    assert type(full(name).plot()).__name__ == "NotebookFigure"


# Records


def types_of(found: Tabled) -> dict[str, str]:
    """The columns and types of the Arrow stream."""
    nanoarrow = importlib.import_module("nanoarrow")
    return {field.name: str(field.type) for field in nanoarrow.ArrayStream(found).schema.fields}


PYTHON: dict[str, type] = {
    "TIMESTAMP": datetime,
    "DATE32": date,
    "INT64": int,
    "DOUBLE": float,
    "BOOL": bool,
    "STRING": str,
}


@pytest.mark.parametrize("name", TABLED)
def test_every_record_has_the_same_keys_and_values_of_the_columns_types(name: str) -> None:
    found = full(name)
    records, types = found.to_records(), types_of(found)
    assert records
    for row in records:
        assert list(row) == list(types)
        for key, value in row.items():
            assert value is None or type(value) is PYTHON[types[key].rpartition(".")[2]], (key, value)


@pytest.mark.parametrize("name", TABLED)
def test_the_arrow_stream_holds_the_records(name: str) -> None:
    nanoarrow = importlib.import_module("nanoarrow")
    found = full(name)
    assert nanoarrow.ArrayStream(found).read_all().to_pylist() == found.to_records()


@pytest.mark.parametrize("name", TABLED)
def test_instants_are_utc_with_their_local_text_beside_them(name: str) -> None:
    found = full(name)
    for key in (None, "Australia/Lord_Howe"):
        for row in found.to_records(key):
            instants = [column for column, value in row.items() if isinstance(value, datetime)]
            assert (not instants) or row["zone"] == (key or row["zone"])
            for column in instants:
                value: Any = row[column]
                local = datetime.fromisoformat(str(row[f"{column}_local"]))
                assert value.tzinfo is UTC
                assert local == value
                minute = int(value.timestamp()) // 60
                offset = local.utcoffset()
                assert offset is not None
                assert offset.total_seconds() == zone_of(str(row["zone"])).offset_at(minute) * 60


@pytest.mark.parametrize("name", TABLED)
def test_a_zone_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(overlap.OverlapError, match="Mars/Base"):
        full(name).to_records("Mars/Base")


@pytest.mark.parametrize("name", TABLED)
def test_pandas_gives_each_column_its_type(name: str) -> None:
    pandas = pytest.importorskip("pandas")
    found = full(name)
    records, types = found.to_records(), types_of(found)
    frame = pandas.DataFrame(records)
    assert list(frame.columns) == list(types)
    for column, kind in types.items():
        known = [row[column] for row in records if row[column] is not None]
        if kind == "Type.TIMESTAMP" and known:
            assert str(frame[column].dtype) == "datetime64[us, UTC]"
            assert [one.to_pydatetime() for one in frame[column].dropna()] == known
        elif kind == "Type.INT64" and len(known) == len(records):
            assert str(frame[column].dtype) == "int64"
            assert frame[column].tolist() == known


POLARS = {
    "Type.TIMESTAMP": "Datetime(time_unit='us', time_zone='UTC')",
    "Type.DATE32": "Date",
    "Type.INT64": "Int64",
    "Type.DOUBLE": "Float64",
    "Type.BOOL": "Boolean",
    "Type.STRING": "String",
}


@pytest.mark.parametrize("name", TABLED)
def test_polars_reads_the_result_itself(name: str) -> None:
    polars = pytest.importorskip("polars")
    found = full(name)
    frame = polars.DataFrame(found)
    assert {column: str(kind) for column, kind in frame.schema.items()} == {
        column: POLARS[kind] for column, kind in types_of(found).items()
    }
    assert frame.to_dicts() == found.to_records()
    assert polars.DataFrame(found.to_records(), schema=frame.schema).equals(frame)


@pytest.mark.parametrize("name", sorted(EMPTY.keys() - ROWLESS))
def test_polars_has_the_columns_of_a_result_without_rows(name: str) -> None:
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame(empty(name))
    assert frame.height == 0
    assert frame.schema == polars.DataFrame(full(name)).schema


def test_one_column_of_instants_holds_rows_of_several_zones() -> None:
    rows = full("Shifts").to_records()
    assert {row["zone"] for row in rows} == {
        *("America/New_York", "Asia/Manila", "Asia/Kathmandu", "Asia/Kolkata"),
    }
    kathmandu = next(row for row in rows if row["zone"] == "Asia/Kathmandu")
    assert str(kathmandu["start_local"]).endswith("+05:45")


def test_names_are_records_as_they_were_given() -> None:
    names = [row["name"] for row in full("Workload").to_records()]
    assert names[0] == HOSTILE
    assert "Cy, Jr. (Manila)" in names
