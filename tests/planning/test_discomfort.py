"""Discomfort is a plain sum over minutes, each with a weight one can look up."""

from __future__ import annotations

import pickle
from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.core.horizon import Horizon
from overlap.core.intervals import EMPTY, IntervalSet
from overlap.core.zones import zone
from overlap.errors import BadArgument, BadTime
from overlap.people.absence import Closure, TimeOff
from overlap.people.roster import Defaults
from overlap.people.schedule import Schedule
from overlap.people.shifts import Break, Shift
from overlap.people.workpattern import WorkPattern
from overlap.planning.discomfort import Burden, Discomfort, Piece, burden
from overlap.planning.standing import standing
from tests.planning.brute import instant
from tests.planning.slots_oracle import Brute, House, Person
from tests.planning.slots_questions import QUIET, WEIGHTS, soft_calendar
from tests.properties.strategies import Workload, interval_sets, workloads

FEW = settings().max_examples * 4 // 10
OFFICE = Shift("09:00", "17:00", breaks=[Break("12:00", "13:00")])


def burden_of(
    start: str,
    end: str,
    weights: Discomfort | None = None,
    *,
    key: str = "UTC",
    defaults: Defaults | None = None,
    tentative: IntervalSet = EMPTY,
    weight: int = 1,
    days: tuple[int, ...] = (0, 1, 2, 3, 4),
    **more: Any,
) -> Burden:
    pattern = WorkPattern(zone(key), Schedule([OFFICE], days=frozenset(days)), **more)
    chosen, house = weights or Discomfort(), defaults or Defaults()
    reach = chosen.reach_minutes(house.fringe_minutes)
    seen = standing(pattern, Horizon.of(start, end, zone(key)), house, reach_minutes=reach)
    return burden(seen, chosen, zone(key), house.fringe_minutes, tentative=tentative, weight=weight)


def cost(found: Burden, start: str, end: str) -> int:
    return found.of(instant(start), instant(end))


def test_what_is_not_said_weighs_what_the_documentation_says() -> None:
    assert Discomfort() == Discomfort(
        fringe=1,
        outside=2,
        outside_step=1,
        outside_most=4,
        pause=2,
        rest_day=5,
        quiet=6,
        soft_holiday=1,
        eve=1,
        week_end=1,
        tentative=2,
        missing=1,
        afternoon="15:00",
    )
    pattern = WorkPattern(zone("UTC"), Schedule([OFFICE], days=frozenset(range(5))))
    seen = standing(pattern, Horizon.of("2026-03-03", "2026-03-03", zone("UTC")), Defaults())
    found = burden(seen, Discomfort(), zone("UTC"), 60)
    assert cost(found, "2026-03-03 08:00", "2026-03-03 09:00") == 60
    assert found.pieces(instant("2026-03-03 08:00"), instant("2026-03-03 10:00")) == (
        Piece("fringe", 60, 60),
    )


def test_the_weights_of_a_plain_day_are_the_documented_ones() -> None:
    """A Tuesday of an office from 09:00 to 17:00, quiet from 22:00 to 07:00, a fringe of an hour."""
    found = burden_of("2026-03-03", "2026-03-03")
    by_hour = [
        cost(found, f"2026-03-03 {hour:02d}:00", f"2026-03-03 {hour:02d}:59") // 59 for hour in range(24)
    ]
    assert by_hour == [6] * 7 + [2, 1, *[0] * 3, 2, *[0] * 4, 1, 2, 3, 4, 4, 6, 6]


def test_a_weekend_a_quiet_night_and_the_last_afternoon_of_the_week() -> None:
    found = burden_of("2026-03-06", "2026-03-07")
    assert cost(found, "2026-03-06 14:59", "2026-03-06 15:01") == 1
    assert cost(found, "2026-03-06 17:00", "2026-03-06 17:10") == 20  # fringe and the week's end
    assert cost(found, "2026-03-06 23:50", "2026-03-07 00:10") == 10 * 7 + 10 * 6
    assert cost(found, "2026-03-07 12:00", "2026-03-07 12:10") == 50


def test_the_afternoon_before_a_closure_weighs_and_the_morning_does_not() -> None:
    found = burden_of("2026-03-03", "2026-03-04", absences=(Closure("2026-03-04"),))
    assert cost(found, "2026-03-03 14:00", "2026-03-03 16:00") == 60
    assert found.pieces(instant("2026-03-03 14:00"), instant("2026-03-03 16:00")) == (Piece("eve", 60, 60),)
    assert cost(found, "2026-03-04 14:00", "2026-03-04 16:00") == 120 * 5


def test_pieces_add_up_and_the_heaviest_comes_first() -> None:
    soft = soft_calendar(frozenset({date(2026, 3, 3)}))
    perhaps = IntervalSet([(instant("2026-03-03 16:30"), instant("2026-03-03 17:30"))])
    found = burden_of("2026-03-03", "2026-03-03", calendar=soft, tentative=perhaps, weight=3)
    start, end = instant("2026-03-03 16:00"), instant("2026-03-03 19:15")
    assert found.pieces(start, end) == (
        Piece("soft-holiday", 195, 3 * 195),
        Piece("outside-hours", 75, 3 * (60 * 2 + 15 * 3)),
        Piece("tentative", 60, 3 * 120),
        Piece("fringe", 60, 3 * 60),
    )
    assert found.of(start, end) == sum(piece.discomfort_minutes for piece in found.pieces(start, end))


def test_time_outside_hours_weighs_more_by_the_hour_up_to_the_most() -> None:
    steep = Discomfort(outside=0, outside_step=7, outside_most=20, quiet=0, fringe=0)
    found = burden_of("2026-03-03", "2026-03-03", steep, defaults=Defaults(quiet=("00:00", "00:00")))
    evening = [cost(found, f"2026-03-03 {hour}:00", f"2026-03-03 {hour}:01") for hour in range(17, 24)]
    assert evening == [0, 0, 7, 14, 20, 20, 20]
    flat = Discomfort(outside=3, outside_step=0, outside_most=20)
    for weights, weight in ((flat, 3), (Discomfort(outside=9, outside_most=5), 5)):
        one = burden_of("2026-03-03", "2026-03-03", weights, defaults=Defaults(quiet=("00:00", "00:00")))
        assert cost(one, "2026-03-03 18:00", "2026-03-03 18:01") == weight
        assert cost(one, "2026-03-03 23:00", "2026-03-03 23:01") == weight


def test_how_far_from_work_weights_still_grow() -> None:
    assert Discomfort().reach_minutes(60) == 180
    assert Discomfort(outside=0, outside_step=7, outside_most=20).reach_minutes(30) == 30 + 180
    assert Discomfort(outside_step=0).reach_minutes(30) == 30
    assert Discomfort(outside=9, outside_most=5).reach_minutes(0) == 0


def test_distances_count_as_far_as_weights_grow_wherever_the_horizon_ends() -> None:
    """A week of hours off from 09:00 to 17:00 leaves shifts without work: 28 February was the last."""
    far = Discomfort(outside=0, outside_most=900, quiet=0)
    hours_off = (TimeOff("2026-03-01", "2026-03-09", from_time="09:00", until_time="17:00"),)
    loose = Defaults(quiet=("00:00", "00:00"))
    for start, end in (("2026-03-04", "2026-03-04"), ("2026-02-20", "2026-03-12")):
        found = burden_of(start, end, far, defaults=loose, days=tuple(range(7)), absences=hours_off)
        # 79 hours and a minute since work, of which one is fringe and the next weighs nothing.
        assert cost(found, "2026-03-04 00:00", "2026-03-04 00:01") == 78


def test_a_weight_no_whole_number_up_to_a_thousand_is_refused() -> None:
    names = [one.name for one in fields(Discomfort) if one.name != "afternoon"]
    assert len(names) == 12
    for name in names:
        wrong: tuple[Any, ...] = (-1, 1001, 1.5, True, "2", None)
        for value in wrong:
            with pytest.raises(BadArgument, match="give a whole number from 0 to 1000") as caught:
                Discomfort(**{name: value})
            assert caught.value.field == name
            assert caught.value.message.startswith(f"{name} is ")
        right: tuple[Any, ...] = (0, 1000)
        for value in right:
            assert getattr(Discomfort(**{name: value}), name) == value


def test_an_afternoon_is_a_time_of_day() -> None:
    assert Discomfort(afternoon="09:30").afternoon == "09:30"
    for value in ("24:00", "3pm", 15):
        with pytest.raises(BadTime) as caught:
            Discomfort(afternoon=value)  # type: ignore[arg-type]
        assert caught.value.field == "afternoon"


def test_weights_are_values() -> None:
    one = Discomfort(fringe=2)
    assert one == Discomfort(fringe=2) != Discomfort()
    assert hash(one) == hash(Discomfort(fringe=2))
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own


def test_what_a_status_weighs_without_its_distance() -> None:
    one = Discomfort(fringe=11, outside=12, outside_most=15, pause=13, rest_day=14, quiet=16)
    expected = {"in": 0, "fringe": 11, "break": 13, "quiet": 16, "outside-hours": 15}
    expected |= dict.fromkeys(("weekend", "rest-day", "holiday", "closure", "time-off"), 14)
    assert {status: one.weight_of(status) for status in expected} == expected  # type: ignore[arg-type]
    assert Discomfort(outside=3, outside_step=0).weight_of("outside-hours") == 3


@settings(max_examples=FEW)
@given(
    workloads(),
    WEIGHTS,
    st.sampled_from([0, 30, 60, 200]),
    st.sampled_from(QUIET),
    interval_sets(600),
    st.integers(1, 3),
    st.data(),
)
def test_the_discomfort_of_any_stretch_is_the_oracles_sum(
    load: Workload,
    weights: Discomfort,
    fringe: int,
    quiet: tuple[str, str],
    perhaps: IntervalSet,
    weight: int,
    data: st.DataObject,
) -> None:
    start, end = load.horizon.start, load.horizon.end
    low, high = (int(one[:2]) * 60 + int(one[3:]) for one in quiet)
    house = House(fringe, (low, high))
    person = Person("", load.worker, weight=weight)
    brute = Brute({"": [person]}, house, start, end, "UTC", 1, {"weights": weights})
    rates = brute.rates(person)
    defaults = Defaults(fringe_minutes=fringe, quiet=quiet)
    reach = weights.reach_minutes(fringe)
    seen = standing(load.pattern, load.horizon, defaults, reach_minutes=reach)
    tentative = IntervalSet((start + a, start + b) for a, b in perhaps)
    found = burden(seen, weights, load.pattern.zone, fringe, tentative=tentative, weight=weight)
    for minute in range(start, end):
        if minute in tentative:
            rates[minute]["tentative"] = weights.tentative * weight
    for _ in range(3):
        first = data.draw(st.integers(start, end - 1))
        last = data.draw(st.integers(first + 1, min(end, first + 300)))
        expected: dict[str, tuple[int, int]] = {}
        for minute in range(first, last):
            for what, rate in rates[minute].items():
                minutes, sum_ = expected.get(what, (0, 0))
                expected[what] = minutes + 1, sum_ + rate
        assert found.of(first, last) == sum(sum_ for _, sum_ in expected.values())
        pieces = found.pieces(first, last)
        assert {piece.what: piece[1:] for piece in pieces} == {
            what: one for what, one in expected.items() if one[1]
        }
        costs = [piece.discomfort_minutes for piece in pieces]
        assert costs == sorted(costs, reverse=True)
    assert found.of(start, end) == sum(sum(one.values()) for one in rates.values())
    assert found.of(start, start) == 0
