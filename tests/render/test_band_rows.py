"""The rows of bands: minutes of a day that closes on itself, and the words for them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.core.intervals import IntervalSet
from overlap.render.band_rows import BandRow, clock_words, rows_of, runs
from overlap.render.document import Band, BandGroup, BandKind, Bands
from tests.render.days import DAY, bands, flat, moved, seen


def work(label: str, start: int, end: int, *, note: str = "", by: int = 0) -> Band:
    return Band(label, ((start, end, "work"),), note, by)


def row_of(*stretches: tuple[int, int, BandKind]) -> BandRow:
    (row,) = rows_of(BandGroup("team", after=(Band("shift", stretches),)))
    return row


@given(bands)
@settings(max_examples=50)
def test_each_minute_of_the_day_is_what_covers_the_others(band: Band) -> None:
    row = row_of(*band.stretches)
    expected = seen(band)
    assert {kind: flat(getattr(row, kind)) for kind in expected} == expected
    assert flat(row.now) == expected["work"] | expected["away"] | expected["shared"]


@pytest.mark.parametrize("pair", [(1320, 1800), (1320, 360), (-120, 360), (2760, 3240)])
def test_a_night_is_the_same_however_it_is_written(pair: tuple[int, int]) -> None:
    row = row_of((*pair, "work"))
    assert list(row.work) == [(0, 360), (1320, 1440)]
    assert row.hours() == "22:00–06:00"


@pytest.mark.parametrize(
    ("pair", "hours"),
    [
        ((0, 1440), "00:00–24:00"),
        ((300, 9000), "00:00–24:00"),
        ((600, 600), ""),
        ((960, 1440), "16:00–24:00"),
        ((0, 60), "00:00–01:00"),
        ((960, 1500), "16:00–01:00"),
    ],
)
def test_hours_are_those_of_a_clock(pair: tuple[int, int], hours: str) -> None:
    assert row_of((*pair, "work")).hours() == hours


@given(st.lists(st.tuples(st.integers(0, DAY), st.integers(0, DAY)).map(sorted), max_size=5))
@settings(max_examples=50)
def test_runs_are_the_stretches_of_a_day_that_closes_on_itself(pairs: list[list[int]]) -> None:
    minutes = flat((start, end) for start, end in pairs)
    found = runs(IntervalSet((start, end) for start, end in pairs))
    assert {minute % DAY for start, end in found for minute in range(start, end)} == minutes
    assert sum(end - start for start, end in found) == len(minutes)
    if len(minutes) < DAY:
        assert all((start - 1) % DAY not in minutes and end % DAY not in minutes for start, end in found)
    else:
        assert found == [(0, DAY)]


def test_a_band_is_drawn_over_the_one_of_its_name() -> None:
    group = BandGroup(
        "team",
        before=(work("day", 540, 1020), work("night", 1260, 1740)),
        after=(work("night", 1200, 1680), work("day", 480, 960), work("day", 540, 1020)),
    )
    rows = rows_of(group)
    assert [(row.label, list(row.was)) for row in rows] == [
        ("night", [(0, 300), (1260, 1440)]),
        ("day", [(540, 1020)]),
        ("day", [(540, 1020)]),
    ]
    assert [row.hours() for row in rows] == [
        "20:00–04:00, was 21:00–05:00",
        "08:00–16:00, was 09:00–17:00",
        "09:00–17:00",
    ]


def test_the_only_band_before_is_the_place_of_all_after() -> None:
    group = BandGroup(
        "team", before=(work("", 540, 1020),), after=(work("a", 480, 960), work("b", 600, 1080))
    )
    assert [list(row.was) for row in rows_of(group)] == [[(540, 1020)]] * 2
    two = BandGroup("team", before=(work("x", 0, 60), work("y", 60, 120)), after=(work("a", 0, 60),))
    assert [(row.label, bool(row.now), list(row.was)) for row in rows_of(two)] == [
        ("x", False, [(0, 60)]),
        ("y", False, [(60, 120)]),
        ("a", True, []),
    ]


def test_a_band_that_says_where_it_was_is_believed() -> None:
    band = Band("day", ((480, 960, "work"), (500, 980, "was")))
    (row,) = rows_of(BandGroup("team", before=(work("day", 540, 1020),), after=(band,)))
    assert list(row.was) == [(500, 980)]


def test_a_place_left_is_a_row_of_its_own_with_its_note() -> None:
    group = BandGroup(
        "team",
        before=(work("day", 540, 1020), work("night", 1260, 1740, note="4 people"), work("night", 0, 60)),
        after=(work("day", 540, 1020),),
    )
    left, day = rows_of(group)
    assert (left.who, left.beside()) == ("team, night", "was 21:00–05:00, 4 people")
    assert not left.now
    assert (day.who, day.beside()) == ("team, day", "09:00–17:00")


def test_without_bands_after_those_before_are_drawn_as_they_are() -> None:
    rows = rows_of(BandGroup("team", before=(work("day", 540, 1020, note="n"), work("day", 0, 60))))
    assert [(row.beside(), list(row.was)) for row in rows] == [("09:00–17:00, n", []), ("00:00–01:00", [])]
    assert rows_of(BandGroup("team")) == []


def test_the_place_before_is_all_of_the_shift() -> None:
    before = Band("d", ((540, 720, "work"), (720, 780, "break"), (780, 900, "shared"), (0, 60, "quiet")))
    (row,) = rows_of(BandGroup("t", before=(before,), after=(work("d", 480, 840, by=-60),)))
    assert list(row.was) == [(540, 900)]


def test_the_words_say_what_has_moved_and_how_far() -> None:
    before = work("day", 540, 1020)
    for by, said in ((-30, "30 min earlier"), (30, "30 min later"), (-90, "1 h 30 min earlier"), (0, "")):
        after = work("day", 540 + by, 1020 + by, note="6 people", by=by)
        (row,) = rows_of(BandGroup("Manila", before=(before,), after=(after,)))
        assert row.moved() == said
        start, end = (f"{(minute + by) // 60:02d}:{(minute + by) % 60:02d}" for minute in (540, 1020))
        was = ["was 09:00–17:00"] if by else []
        assert row.beside() == ", ".join([f"{start}–{end}", *was, *[said] * bool(said), "6 people"])


def test_aloud_a_row_says_all_that_is_drawn() -> None:
    stretches: tuple[tuple[int, int, BandKind], ...] = (
        (1110, 1650, "work"),
        (1350, 1410, "break"),
        (120, 180, "shared"),
        (1320, 300, "quiet"),
        (1140, 1680, "was"),
    )
    (row,) = rows_of(BandGroup("Manila", after=(Band("day", stretches, "6 people", -30),)))
    assert row.aloud() == (
        "Manila, day: 18:30–03:30, was 19:00–04:00, 30 min earlier, 6 people; break 22:30–23:30; "
        "shared 02:00–03:00; quiet hours 22:00–05:00."
    )
    assert rows_of(BandGroup("", after=(Band("", ()),)))[0].aloud() == "nothing."


@given(moved())
def test_an_arrow_leads_from_each_old_start_to_its_new_one(pair: tuple[Band, Band]) -> None:
    before, after = pair
    (row,) = rows_of(BandGroup("t", before=(before,), after=(after,)))
    assert list(row.arrows()) == [(before.stretches[0][0], after.moved_minutes)]


def test_there_are_no_arrows_to_where_nothing_starts() -> None:
    before = Band("", ((480, 720, "work"), (960, 1200, "work")))
    for after, starts in (
        (Band("", ((420, 660, "work"), (900, 1140, "work")), "", -60), [480, 960]),
        (Band("", ((420, 660, "work"), (970, 1140, "work")), "", -60), [480]),
        (Band("", ((420, 660, "work"), (900, 1140, "work"))), []),
        (Band("", ((480, 720, "work"), (960, 1200, "work")), "", -480), []),
    ):
        (row,) = rows_of(BandGroup("t", before=(before,), after=(after,)))
        assert [start for start, _ in row.arrows()] == starts


def test_the_clock_is_named_if_there_is_one() -> None:
    assert clock_words(Bands("", "New York", ())) == "Times of New York"
    assert clock_words(Bands("A day", "", ())) == ""
