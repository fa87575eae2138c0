"""Weekdays of one cell."""

from __future__ import annotations

from itertools import combinations

import pytest

from overlap.adapters.sheets.weekdays import weekdays_of
from overlap.errors import BadArgument

NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SETS = [frozenset(days) for count in range(1, 8) for days in combinations(range(7), count)]


@pytest.mark.parametrize("length", [2, 3, 4, 99])
@pytest.mark.parametrize("mark", [", ", ",", " ", "/", " & ", "; ", " and "])
def test_every_set_of_days_is_read_from_its_names(length: int, mark: str) -> None:
    for days in SETS:
        assert weekdays_of(mark.join(NAMES[day][:length] for day in sorted(days))) == days


@pytest.mark.parametrize("dash", ["-", " – ", " to ", "—", " through "])
def test_a_range_runs_round_the_week(dash: str) -> None:
    for first in range(7):
        for length in range(1, 8):
            last = (first + length - 1) % 7
            days = frozenset((first + step) % 7 for step in range(length))
            assert weekdays_of(f"{NAMES[first][:3]}{dash}{NAMES[last]}") == days


def test_seven_places_hold_a_letter_for_each_day_worked() -> None:
    for days in SETS:
        if len(days) < 7:
            mask = "".join("MTWTFSS"[day] if day in days else "-" for day in range(7))
            assert weekdays_of(mask) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("MTWTF", {0, 1, 2, 3, 4}),
        ("MTWTFSS", set(range(7))),
        ("SMTWTFS", set(range(7))),
        ("SMTWT", {6, 0, 1, 2, 3}),
        ("MWF", {0, 2, 4}),
        ("TTh", {1, 3}),
        ("MTWRF", {0, 1, 2, 3, 4}),
        ("M T W T F", {0, 1, 2, 3, 4}),
        ("SaSu", {5, 6}),
        ("SS", {5, 6}),
        ("M-F", {0, 1, 2, 3, 4}),
        ("M,W,F", {0, 2, 4}),
        ("weekdays", {0, 1, 2, 3, 4}),
        ("Weekends", {5, 6}),
        ("Every  Day", set(range(7))),
        ("24/7", set(range(7))),
        ("Mondays", {0}),
        ("tues., thurs.", {1, 3}),
        ("Mon-Wed, Sat", {0, 1, 2, 5}),
    ],
)
def test_other_ways_to_write_days_are_known(text: str, days: set[int]) -> None:
    assert weekdays_of(text) == days


@pytest.mark.parametrize(
    "text",
    ["T", "S", "MT", "MTWTFS", "TF", "Mo-", "someday", "Mon-Someday", "", "x", "Lunes", "0-6", "M" * 200],
)
def test_what_could_be_two_sets_of_days_or_none_is_refused(text: str) -> None:
    with pytest.raises(BadArgument):
        weekdays_of(text)
