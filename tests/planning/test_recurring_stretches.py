"""Stretches become few rules, and together these are the stretches again."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.core.recurrence import Recurrence
from overlap.core.zones import zone
from overlap.planning.recurring_stretches import Part, recurring_parts, single_part
from tests.planning.entry_oracle import assert_sound, instants_of, iso_day
from tests.properties.oracle import DAY, instant_of_wall

WARSAW = zone("Europe/Warsaw")
MONDAY = iso_day("2026-06-01")
NINE, EIGHT_HOURS = 9 * 60, 480
WEEKDAYS = tuple(range(5))


def at_nine(days: list[int], minutes: int = EIGHT_HOURS) -> list[tuple[int, int]]:
    """A stretch that begins at 09:00 in Warsaw on each day."""
    starts = [instant_of_wall("Europe/Warsaw", day * DAY + NINE) for day in days]
    return [(start, start + minutes) for start in starts]


def parts_of(days: list[int], **more: int) -> list[tuple[Recurrence | None, int, int]]:
    """The rule of each part, how many instances it has, and how many it skips."""
    parts = recurring_parts(at_nine(days), WARSAW, **more)
    assert sorted(one for part in parts for one in expanded(part)) == at_nine(sorted(days))
    return [(part.recurrence, len(expanded(part)), len(part.skipped)) for part in parts]


def expanded(part: Part) -> list[tuple[int, int]]:
    entry = part.entry("uid", "title")
    assert_sound(entry)
    assert entry.instants() == instants_of(entry)
    return instants_of(entry)


def weeks(count: int, weekdays: tuple[int, ...] = WEEKDAYS, since: int = MONDAY) -> list[int]:
    return [since + 7 * week + day for week in range(count) for day in weekdays]


def test_a_working_week_is_one_rule() -> None:
    assert parts_of(weeks(30)) == [(Recurrence("week", 1, WEEKDAYS), 150, 0)]


def test_days_off_are_skipped_days_of_the_rule() -> None:
    days = [day for day in weeks(52) if (day - MONDAY) % 11 != 1]
    assert parts_of(days) == [(Recurrence("week", 1, WEEKDAYS), len(days), 52 * 5 - len(days))]


def test_a_rule_begins_and_ends_with_days_that_are_there() -> None:
    days = weeks(10)[3:-3]
    (part,) = recurring_parts(at_nine(days), WARSAW)
    assert (part.start, part.last) == (days[0] * DAY + NINE, days[-1] * DAY + NINE)
    assert part.skipped == ()


def test_one_saturday_in_a_year_is_an_event_of_its_own() -> None:
    assert parts_of([*weeks(50), MONDAY + 5 + 70]) == [
        (Recurrence("week", 1, WEEKDAYS), 250, 0),
        (None, 1, 0),
    ]


def test_a_weekday_that_is_worked_most_weeks_belongs_to_the_rule() -> None:
    days = weeks(12) + [MONDAY + 7 * week + 5 for week in range(12) if week % 4]
    assert parts_of(sorted(days)) == [(Recurrence("week", 1, (0, 1, 2, 3, 4, 5)), len(days), 3)]


def test_a_season_apart_cuts_the_rule_and_a_fortnight_off_does_not() -> None:
    with_summer = [day for day in weeks(52) if not MONDAY + 70 <= day < MONDAY + 130]
    assert [(rule is not None, skipped) for rule, _, skipped in parts_of(with_summer)] == [
        (True, 0),
        (True, 0),
    ]
    with_leave = [day for day in weeks(52) if not MONDAY + 70 <= day < MONDAY + 84]
    assert [skipped for _, _, skipped in parts_of(with_leave)] == [10]


def test_other_working_days_from_a_date_on_are_another_rule() -> None:
    days = weeks(20) + weeks(20, (0, 1, 2), MONDAY + 140)
    assert parts_of(days) == [
        (Recurrence("week", 1, WEEKDAYS), 100, 0),
        (Recurrence("week", 1, (0, 1, 2)), 60, 0),
    ]


def test_a_day_long_before_changes_nothing_in_how_later_ones_are_told() -> None:
    """Two Mondays with ten others between them weigh as much as one rule as they do as two single days."""
    two = [MONDAY, MONDAY + 77]
    rule = (Recurrence("week", 1, (0,)), 2, 10)
    assert parts_of(two) == [rule]
    assert parts_of([MONDAY - 210, *two]) == [(None, 1, 0), rule]


def test_ten_skipped_days_are_worth_an_entry_and_eleven_are_not() -> None:
    """Every Monday, and a Tuesday in the last week alone."""
    assert parts_of([*weeks(11, (0,)), MONDAY + 71]) == [(Recurrence("week", 1, (0, 1)), 12, 10)]
    assert parts_of([*weeks(12, (0,)), MONDAY + 78]) == [(Recurrence("week", 1, (0,)), 12, 0), (None, 1, 0)]


def test_nothing_is_no_part_and_one_day_is_no_rule() -> None:
    assert recurring_parts([], WARSAW) == ()
    assert parts_of([MONDAY]) == [(None, 1, 0)]
    assert parts_of([MONDAY, MONDAY + 4]) == [(Recurrence("week", 1, (0, 4)), 2, 0)]


def test_lengths_and_times_are_parts_of_their_own() -> None:
    mixed = at_nine(weeks(8)) + at_nine(weeks(8, since=MONDAY + 56), 420)
    parts = recurring_parts(mixed, WARSAW)
    assert [(part.minutes, len(expanded(part))) for part in parts] == [(480, 40), (420, 40)]
    early = [(start - 60, end) for start, end in at_nine(weeks(8))]
    assert {part.start % DAY for part in recurring_parts([*mixed, *early], WARSAW)} == {NINE - 60, NINE}


@pytest.mark.parametrize("length", [2, 3, 4, 6, 8, 9, 10])
def test_a_rotation_is_a_rule_for_each_of_its_days(length: int) -> None:
    days = [MONDAY + day for day in range(300) if day % length in (0, 1)]
    found = parts_of(days, cycle_days=length)
    assert len(found) <= 2
    assert {rule for rule, _, _ in found} <= {
        Recurrence("day", length),
        Recurrence("week", 1, tuple(range(7))),
    }


def test_a_rotation_of_whole_weeks_is_a_rule_for_each_of_its_weeks() -> None:
    fortnight = [MONDAY + day for day in range(280) if day % 14 in (0, 1, 2, 9, 10)]
    assert [(rule, skipped) for rule, _, skipped in parts_of(fortnight, cycle_days=14)] == [
        (Recurrence("week", 2, (0, 1, 2)), 0),
        (Recurrence("week", 2, (2, 3)), 0),
    ]


def test_rare_days_of_a_rotation_are_events_of_their_own() -> None:
    rare = [MONDAY + 6 * at + 1 for at in (0, 12, 24, 37, 49)]
    found = parts_of(sorted([*(MONDAY + 6 * at for at in range(50)), *rare]), cycle_days=6)
    assert sorted(count for _, count, _ in found) == [1, 1, 1, 1, 1, 50]


def test_a_rotation_that_comes_to_every_day_is_one_rule() -> None:
    assert parts_of([MONDAY + day for day in range(90)], cycle_days=4) == [
        (Recurrence("week", 1, tuple(range(7))), 90, 0)
    ]


def test_nights_of_clock_changes_are_events_of_their_own() -> None:
    days = [iso_day("2026-03-01") + day for day in range(280)]
    nights = []
    for day in days:
        start = instant_of_wall("Europe/Warsaw", day * DAY + 22 * 60)
        nights.append((start, instant_of_wall("Europe/Warsaw", (day + 1) * DAY + 6 * 60)))
    parts = recurring_parts(nights, WARSAW)
    assert [(part.minutes, part.recurrence is None) for part in parts] == [
        (480, False),
        (420, True),
        (540, True),
    ]
    assert sorted(one for part in parts for one in expanded(part)) == nights


def test_a_wall_time_that_a_clock_shows_twice_is_told_in_utc() -> None:
    """Clocks in Warsaw go from 03:00 back to 02:00 on 25 October 2026, at 01:00 UTC."""
    change = iso_day("2026-10-25") * DAY + 60
    for start in (change - 60, change - 1, change, change + 59):
        assert recurring_parts([(start, start + 30)], WARSAW) == (Part("UTC", start, 30),)
        assert single_part(start, start + 30, WARSAW) == Part("UTC", start, 30)
    for start, wall in ((change - 61, 60 + 59), (change + 60, 180)):
        wall += iso_day("2026-10-25") * DAY
        assert recurring_parts([(start, start + 30)], WARSAW) == (Part("Europe/Warsaw", wall, 30),)
        assert single_part(start, start + 30, WARSAW) == Part("Europe/Warsaw", wall, 30)


def test_a_rule_skips_the_day_on_which_its_time_is_none() -> None:
    """02:30 is skipped in Warsaw on 29 March 2026: what would begin then begins at 03:30."""
    days = [iso_day("2026-03-23") + day for day in range(14)]
    starts = [instant_of_wall("Europe/Warsaw", day * DAY + 150) for day in days]
    parts = recurring_parts([(start, start + 15) for start in starts], WARSAW)
    assert [(part.start % DAY, len(part.skipped), part.last is None) for part in parts] == [
        (150, 1, False),
        (210, 0, True),
    ]


@settings(max_examples=settings().max_examples // 2)
@given(
    st.sets(st.integers(0, 5), max_size=4).flatmap(
        lambda gone: st.lists(st.integers(0, 55), unique=True, max_size=30).map(
            lambda days: sorted({day for day in days if day % 7 not in gone})
        )
    ),
    st.integers(2, 15),
)
def test_parts_are_the_days_whatever_they_are(days: list[int], cycle: int) -> None:
    found = parts_of([MONDAY + day for day in days], cycle_days=cycle)
    assert len(found) <= max(len(days), 0)


def least_weight(days: set[int], count: int) -> int:
    """What whole weeks weigh at best, by trying every cut and every choice of weekdays for each piece."""
    best = 10**9
    for places in range(count):
        for cuts in combinations(range(1, count), places):
            edges = [0, *cuts, count]
            total = 0
            for low, high in pairwise(edges):
                own = {day for day in days if low * 7 <= day < high * 7}
                least = 10 * len(own)
                for flags in product([False, True], repeat=7):
                    kept = {weekday for weekday in range(7) if flags[weekday]}
                    inside = {day for day in own if day % 7 in kept}
                    if {day % 7 for day in inside} == kept and kept:
                        skipped = len(kept) * (high - low) - len(inside)
                        least = min(least, 10 + skipped + 10 * (len(own) - len(inside)))
                total += least
            best = min(best, total)
    return best


@settings(max_examples=max(settings().max_examples // 10, 5))
@given(st.sets(st.integers(0, 27), min_size=1, max_size=24))
def test_no_other_cut_into_whole_weeks_weighs_less(days: set[int]) -> None:
    """Ends of a rule cost nothing, so what is found may only weigh less than whole weeks do."""
    parts = recurring_parts(at_nine([MONDAY + day for day in days]), WARSAW)
    assert sum(10 + len(part.skipped) for part in parts) <= least_weight(days, 4)


def test_dates_of_the_example_are_mondays() -> None:
    assert (date(1970, 1, 1) + timedelta(MONDAY)).weekday() == 0
