"""The values of a calendar: statuses in order, days and their deciding name."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from overlap.people.days import EFFECTS, HALF_DAY, STATUSES, SWAP, WORKDAY, Day, Entry, decide, effect_of

ON = date(2026, 3, 3)


def test_every_category_has_an_effect_that_is_a_status() -> None:
    assert set(EFFECTS.values()) <= set(STATUSES)
    assert EFFECTS[SWAP] == "working"
    assert WORKDAY not in EFFECTS


def test_a_half_day_is_the_afternoon() -> None:
    assert HALF_DAY == (780, 1440)


def test_the_first_name_of_a_day_decides() -> None:
    assert Day(ON, "off", ("Diwali", "Other")).name == "Diwali"
    assert Day(ON, "working").name is None


def test_a_plain_day_is_announced_and_of_the_week() -> None:
    plain = Day(ON, "working")
    assert (plain.source, plain.confidence, plain.why, plain.minutes_off, plain.places) == (
        "week",
        "announced",
        "",
        None,
        (),
    )


def test_days_and_entries_are_immutable_values() -> None:
    day, entry = Day(ON, "off", ("x",)), Entry(ON, "x", "public", "XX")
    for one in (day, entry):
        assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own
        assert len({one, pickle.loads(pickle.dumps(one))}) == 1  # noqa: S301 - our own
    with pytest.raises(FrozenInstanceError):
        day.status = "soft"  # type: ignore[misc]
    assert entry[4:] == (None, False, None, frozenset(), "")


def test_a_date_of_several_names_keeps_the_english_ones_in_the_same_order() -> None:
    on = date(2026, 11, 1)
    named = Day(on, "off", ("Wszystkich Świętych",), listed_names=("All Saints",))
    plain = Day(on, "soft", ("Founders' day",), "edit:add")
    found = decide(on, [plain, named])
    assert found.names == ("Wszystkich Świętych", "Founders' day")
    assert found.english_names == found.listed_names == ("All Saints", "Founders' day")
    assert decide(on, [plain]).listed_names == ()
    assert decide(on, [plain]).english_names == ("Founders' day",)


def test_a_half_day_listed_as_off_is_off_whole_only_where_its_category_was_chosen_so() -> None:
    half = Entry(ON, "eve", "half_day", "XX", effect="off")
    assert effect_of(half) == ("part", HALF_DAY)
    assert effect_of(half, "off") == ("off", None)


def test_known_hours_off_stay_hours_whatever_the_category_was_chosen_to_do() -> None:
    morning = Entry(ON, "parade", "public", "XX", minutes_off=(0, 720))
    assert effect_of(morning) == effect_of(morning, "off") == ("part", (0, 720))
