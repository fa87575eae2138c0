"""Weeks and cycles found in dates, against every week and cycle there could be."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from overlap.adapters.sheets.pattern import Misfits, Rotation, Weekly, pattern_of
from overlap.core.civil import day_of

MONDAY = day_of(date(2026, 3, 2))


def weekday(day: int) -> int:
    return (date(1970, 1, 1) + timedelta(days=day)).weekday()


def explains(states: tuple[str, ...], found: dict[int, str], first: int, last: int) -> bool:
    """Whether a cycle from the first day on gives what was found on every day."""
    return all(found.get(day, "") == states[(day - first) % len(states)] for day in range(first, last + 1))


@st.composite
def planned(draw: st.DrawFn) -> tuple[dict[int, str], int, int]:
    """Dates that follow a week or a cycle, perhaps with one or two that do not."""
    first = MONDAY + draw(st.integers(0, 6))
    length = draw(st.sampled_from((1, 2, 3, 5, 6, 7, 7, 7, 8, 14, 21)))
    states = draw(st.lists(st.sampled_from(("", "a", "b")), min_size=length, max_size=length))
    last = first + draw(st.integers(0, 45))
    found = {day: states[(day - first) % length] for day in range(first, last + 1)}
    for day in draw(st.lists(st.integers(first, last), max_size=2)):
        found[day] = draw(st.sampled_from(("", "a", "b")))
    return {day: state for day, state in found.items() if state}, first, last


@given(planned())
def test_what_is_found_explains_every_date_and_nothing_shorter_does(
    plan: tuple[dict[int, str], int, int],
) -> None:
    found, first, last = plan
    made = pattern_of(found, "", first, last)
    span = last - first + 1
    week = {weekday(day): found.get(day, "") for day in range(first, last + 1)}
    is_week = all(found.get(day, "") == week[weekday(day)] for day in range(first, last + 1))
    lengths = [
        length
        for length in range(2, span // 2 + 1)
        if explains(tuple(found.get(first + at, "") for at in range(length)), found, first, last)
    ]
    if is_week:
        assert made == Weekly(tuple(week.get(day, "") for day in range(7)))
    elif lengths:
        assert made == Rotation(first, tuple(found.get(first + at, "") for at in range(lengths[0])))
    elif isinstance(made, Weekly):
        assert made.absent
        for day in range(first, last + 1):
            expected = "" if day in made.absent else made.states[weekday(day)]
            assert found.get(day, "") == expected
            assert day not in made.absent or made.states[weekday(day)]
        worked = sum(bool(made.states[weekday(day)]) for day in range(first, last + 1))
        assert len(made.absent) * 5 <= worked
    else:
        assert isinstance(made, Misfits)
        assert made.days


def test_a_leave_of_a_few_days_leaves_a_week_a_week() -> None:
    days = {MONDAY + at: "day" for at in range(28) if at % 7 < 5 and at not in (9, 10)}
    assert pattern_of(days, "", MONDAY, MONDAY + 27) == Weekly(
        ("day",) * 5 + ("", ""), (MONDAY + 9, MONDAY + 10)
    )


def test_too_many_empty_dates_are_no_week() -> None:
    days = {MONDAY + at: "day" for at in range(28) if at % 7 < 5 and at not in (0, 8, 16, 24)}
    assert isinstance(pattern_of(days, "", MONDAY, MONDAY + 27), Weekly)  # four of twenty
    del days[MONDAY + 4]
    assert isinstance(pattern_of(days, "", MONDAY, MONDAY + 27), Misfits)


def test_another_shift_on_one_date_is_named() -> None:
    days = {MONDAY + at: "day" for at in range(28) if at % 7 < 5} | {MONDAY + 9: "late"}
    assert pattern_of(days, "", MONDAY, MONDAY + 27) == Misfits((MONDAY + 9,))


def test_a_shift_on_a_date_that_is_off_in_other_weeks_is_named() -> None:
    days = {MONDAY + at: "day" for at in range(28) if at % 7 < 5} | {MONDAY + 12: "day"}
    assert pattern_of(days, "", MONDAY, MONDAY + 27) == Misfits((MONDAY + 12,))


def test_two_weeks_that_differ_are_no_pattern_until_they_come_round() -> None:
    fortnight = {MONDAY + at: "early" if at < 7 else "late" for at in range(14) if at % 7 < 5}
    assert isinstance(pattern_of(fortnight, "", MONDAY, MONDAY + 13), Misfits)
    again = fortnight | {day + 14: state for day, state in fortnight.items()}
    made = pattern_of(again, "", MONDAY, MONDAY + 27)
    assert isinstance(made, Rotation)
    assert len(made.states) == 14
