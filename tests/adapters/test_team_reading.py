from __future__ import annotations

import time

from overlap.adapters.team_reading import SHOWN, Reading, described, shown
from overlap.adapters.toml_positions import Position


def test_only_errors_refuse_a_file() -> None:
    reading = Reading("t", "")
    reading.report(Position(1, 1), "long-shift", "long", severity="warning")
    assert reading.errors == 0
    reading.report(Position(2, 3), "bad-time", "bad", "repair")
    assert reading.errors == 1
    assert [str(one).splitlines()[0] for one in reading.problems] == [
        "t:1:1: long-shift: warning: long",
        "t:2:3: bad-time: bad",
    ]


def test_near_names_are_suggested_and_far_ones_are_not() -> None:
    reading = Reading("t", "")
    known = ("start", "end", "breaks")
    assert reading.near("strat", "shift", known) == "start"
    assert reading.near("STRAT", "shift", known) == "start"
    assert reading.near("zone", "shift", known) is None
    assert reading.near("x" * (SHOWN + 1), "shift", ("x" * SHOWN,)) is None


def test_zones_are_right_or_wrong_with_candidates() -> None:
    reading = Reading("t", "")
    assert reading.zone_error("Asia/Manila") is None
    error = reading.zone_error("asia/manila")
    assert error is not None
    assert error.candidates == ("Asia/Manila",)
    assert reading.zone_error("asia/manila") is error


def test_thousands_of_wrong_names_stay_quick_and_are_all_wrong() -> None:
    reading = Reading("t", "")
    before = time.process_time()
    known = tuple(f"team-{index}" for index in range(5_000))
    for index in range(5_000):
        reading.near(f"taem-{index}", "id", known)
        assert reading.zone_error(f"Asia/Manil{index}") is not None
    assert time.process_time() - before < 8


def test_values_are_described_in_words() -> None:
    assert described("x") == 'the text "x"'
    assert described(True) == "true"
    assert described(3) == "3"
    assert described(2**64) == "a number that is too large"
    assert described([[]]) == "a list"
    assert described({}) == "a table"


def test_long_text_is_cut_when_shown() -> None:
    assert shown("x" * SHOWN) == f'"{"x" * SHOWN}"'
    assert shown("x" * (SHOWN + 1)) == f'"{"x" * SHOWN}…"'
