"""Records have the columns they are said to have, and instants that nobody can read wrongly."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlap.core.zones import zone
from overlap.errors import BadZone
from overlap.render.records import Column, Frame, column, local_iso
from tests.properties.oracle import wall_shown

ALL: tuple[Column, ...] = (
    column("id", "text", lambda row: row["id"]),
    column("start", "instant", lambda row: row["start"]),
    column("on", "date", lambda row: row["on"]),
    column("end", "instant", lambda row: row["end"]),
    column("minutes", "whole", lambda row: row["minutes"]),
    column("share", "number", lambda row: row["share"]),
    column("met", "flag", lambda row: row["met"]),
    column("teams", "ids", lambda row: row["teams"]),
)
FULL: dict[str, Any] = {
    "id": "a",
    "start": 0,
    "on": date(2026, 3, 2),
    "end": 90,
    "minutes": 90,
    "share": 1,
    "met": True,
    "teams": ["x", "y.z"],
}
NOTHING: dict[str, Any] = dict.fromkeys(FULL)
UTC_CLOCK = zone("UTC")


def test_each_column_stands_in_its_place_with_local_times_and_one_zone_behind_the_instants() -> None:
    (row,) = Frame(ALL, [FULL], zone("Asia/Manila")).records()
    assert list(row.items()) == [
        ("id", "a"),
        ("start", datetime(1970, 1, 1, tzinfo=UTC)),
        ("start_local", "1970-01-01T08:00+08:00"),
        ("on", date(2026, 3, 2)),
        ("end", datetime(1970, 1, 1, 1, 30, tzinfo=UTC)),
        ("end_local", "1970-01-01T09:30+08:00"),
        ("zone", "Asia/Manila"),
        ("minutes", 90),
        ("share", 1.0),
        ("met", True),
        ("teams", "x, y.z"),
    ]
    assert type(row["share"]) is float
    assert type(row["start"]) is datetime
    assert row["start"].tzinfo is UTC


def test_nothing_is_none_and_every_row_has_the_same_keys() -> None:
    frame = Frame(ALL, [FULL, NOTHING], UTC_CLOCK)
    full, nothing = frame.records()
    assert list(full) == list(nothing) == [one.name for one in frame.fields]
    assert {name: value for name, value in nothing.items() if value is not None} == {"zone": "UTC"}


def test_the_columns_are_the_same_without_a_row() -> None:
    empty = Frame(ALL, [], UTC_CLOCK)
    assert empty.records() == []
    assert empty.fields == Frame(ALL, [FULL], UTC_CLOCK).fields
    assert [one.kind for one in empty.fields].count("instant") == 2


def test_without_instants_there_is_no_clock_and_no_zone() -> None:
    frame = Frame((column("minutes", "whole", len),), ["abc"])
    assert frame.records() == [{"minutes": 3}]
    assert frame.records("Asia/Manila") == [{"minutes": 3}]


def test_the_clock_is_the_one_asked_for_else_the_rows_own_else_the_results() -> None:
    columns = (column("at", "instant", lambda row: 0),)
    common = Frame(columns, ["Asia/Kolkata", "America/New_York"], UTC_CLOCK)
    own = Frame(columns, ["Asia/Kolkata", "America/New_York"], UTC_CLOCK, own=zone)
    assert [row["zone"] for row in common.records()] == ["UTC", "UTC"]
    assert [row["zone"] for row in own.records()] == ["Asia/Kolkata", "America/New_York"]
    assert [row["at_local"] for row in own.records()] == ["1970-01-01T05:30+05:30", "1969-12-31T19:00-05:00"]
    assert [row["zone"] for row in own.records("Asia/Manila")] == ["Asia/Manila", "Asia/Manila"]
    with pytest.raises(BadZone):
        own.records("Mars/Base")
    with pytest.raises(BadZone):
        Frame(columns, [], UTC_CLOCK).records("Mars/Base")


def test_a_column_is_the_attribute_of_its_name_unless_told_otherwise() -> None:
    assert Frame((column("real", "whole"),), [7]).records() == [{"real": 7}]


def test_half_a_surrogate_pair_becomes_a_sign_that_frames_can_hold() -> None:
    text = Frame((column("name", "text", str), column("ids", "ids", list)), ["a\ud800é"]).records()
    assert text == [{"name": "a?é", "ids": "a, ?, é"}]
    assert text[0]["name"].encode() == b"a?\xc3\xa9"  # type: ignore[attr-defined]


ZONES = st.sampled_from(
    ["Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns", "Africa/Casablanca", "UTC"]
)


@given(ZONES, st.integers(day := 20_000 * 1440, day + 600 * 1440))
def test_local_text_is_the_same_instant_and_what_the_clock_shows(key: str, instant: int) -> None:
    text = local_iso(zone(key), instant)
    read = datetime.fromisoformat(text)
    assert read == datetime.fromtimestamp(instant * 60, UTC)
    shown = read.replace(tzinfo=UTC)
    assert shown == datetime.fromtimestamp(wall_shown(key, instant) * 60, UTC)
    assert len(text) == len("2026-03-02T19:30+05:30")


def test_the_offset_of_utc_is_not_below_zero() -> None:
    assert local_iso(zone("UTC"), 0) == "1970-01-01T00:00+00:00"
