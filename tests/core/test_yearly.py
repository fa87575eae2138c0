"""The course of a zone's offsets: it is the zone's own changes, singly or by rules."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from overlap.core.civil import day_of
from overlap.core.tzif import LAST_YEAR, Transitions
from overlap.core.yearly import Change, YearlyRule, course_of, month_length
from overlap.core.zones import Regimes, Zone, zone, zone_keys
from tests.properties.oracle import DAY, day_date, minute_of, offset_shown
from tests.properties.strategies import NASTY_ZONES


def changes_told(key: str, since: int) -> list[tuple[int, int, int]]:
    """The changes of a course, its rules' years among them."""
    course = course_of(zone(key), since)
    years = range(day_date(since // DAY).year - 1, LAST_YEAR + 1)
    recurring = [rule.change(year) for rule in course.rules for year in years]
    return [*course.changes, *sorted(change for change in recurring if change.instant >= course.ruled_from)]


@pytest.mark.parametrize(
    "since", [minute_of(1974), minute_of(2007) + 400 * DAY, minute_of(2026), minute_of(2080)]
)
def test_a_course_is_all_changes_of_the_zone_and_no_other(since: int) -> None:
    for key in NASTY_ZONES:
        told = changes_told(key, since)
        assert told == list(zone(key).changes(since, minute_of(LAST_YEAR + 1))), key
        assert course_of(zone(key), since).offset == offset_shown(key, since)


def test_every_zone_is_told_whole() -> None:
    for key in zone_keys():
        told = changes_told(key, minute_of(2024))
        assert told == list(zone(key).changes(minute_of(2024), minute_of(LAST_YEAR + 1))), key


def test_a_change_at_the_first_instant_is_in_the_course() -> None:
    spring = day_of(date(2026, 3, 8)) * DAY + 7 * 60
    one, other = course_of(zone("America/New_York"), spring), course_of(zone("America/New_York"), spring + 1)
    assert (one.offset, other.offset) == (-300, -240)
    assert one.rules == other.rules
    assert one.changes == other.changes == ()


def test_a_fixed_offset_has_neither_changes_nor_rules() -> None:
    assert course_of(zone("Asia/Kolkata"), minute_of(2026))[:3] == (330, (), ())


def test_rules_come_in_the_order_of_their_months() -> None:
    for key in ("Europe/London", "Australia/Sydney", "America/Santiago"):
        first, second = course_of(zone(key), minute_of(2026)).rules
        assert first.month < second.month
        assert (first.before, first.after) == (second.after, second.before)


def test_a_zone_that_changed_its_ways_has_single_changes_until_its_rule() -> None:
    # The United States moved their changes in 2007.
    course = course_of(zone("America/New_York"), minute_of(2005))
    assert [change.instant // DAY for change in course.changes] == [
        day_of(date(*on)) for on in ((2005, 4, 3), (2005, 10, 30), (2006, 4, 2), (2006, 10, 29))
    ]
    assert [(rule.month, rule.nth) for rule in course.rules] == [(3, 2), (11, 1)]


@pytest.mark.parametrize(
    ("month", "lowest", "nth"),
    [
        *((3, 1, 1), (3, 8, 2), (3, 15, 3), (3, 22, 4), (3, 25, -1), (4, 24, -1), (12, 25, -1)),
        *(
            (3, 24, None),
            (4, 25, None),
            (4, 2, None),
            (2, 22, 4),
            (2, 23, None),
            (10, 26, None),
            (10, 29, None),
        ),
    ],
)
def test_seven_days_are_an_nth_weekday_where_every_year_says_so(
    month: int, lowest: int, nth: int | None
) -> None:
    rule = YearlyRule(month, lowest, 4, 0, 0, 60)
    assert rule.nth == nth
    for year in range(2000, 2030):
        on = day_date(rule.change(year).instant // DAY)
        assert on.weekday() == 4
        assert 0 <= (on - date(year, month, lowest)).days < 7


def test_months_have_the_lengths_of_a_common_year() -> None:
    assert [month_length(month) for month in range(1, 13)] == [monthrange(2001, m)[1] for m in range(1, 13)]


def test_a_change_strikes_on_the_clock_that_it_ends() -> None:
    assert Change(1000, 60, 120).wall == 1060
    rule = YearlyRule(3, 25, 6, 120, 60, 120)
    assert rule.change(2026) == (day_of(date(2026, 3, 29)) * DAY + 60, 60, 120)


def test_a_zone_that_left_out_a_change_keeps_its_rule_from_the_next_one_on() -> None:
    # Havana has no autumn change in 2026; Scoresbysund had no spring change in 2024 but another zone's.
    havana = course_of(zone("America/Havana"), minute_of(2026))
    assert [change.instant // DAY for change in havana.changes] == [day_of(date(2026, 3, 8))]
    assert havana.ruled_from // DAY == day_of(date(2027, 11, 7))
    winter = course_of(zone("America/Havana"), day_of(date(2026, 12, 1)) * DAY)
    assert (winter.offset, winter.changes, winter.ruled_from) == (-240, (), havana.ruled_from)


def invented(onsets: Iterable[tuple[date, int, int]]) -> Zone:
    """A zone whose clocks change at noon UTC of dates, from and to offsets."""
    listed = [(day_of(on) * DAY + 720, before, after) for on, before, after in onsets]
    instants, befores, afters = zip(*listed, strict=True)
    return Zone("Test/Invented", Transitions(instants, (*befores, afters[-1])), Regimes((), (0,), ()))


def sunday_from(on: date) -> date:
    return on + timedelta(days=6 - on.weekday())


@pytest.mark.parametrize("spring", [date(2000, 2, 24), date(2000, 2, 28)])
def test_a_change_in_a_week_out_of_february_is_no_rule(spring: date) -> None:
    # In leap years its seven days end a date earlier than in others.
    changes = [
        change
        for year in range(1974, LAST_YEAR + 1)
        for change in (
            (sunday_from(spring.replace(year=year)), 0, 60),
            (sunday_from(date(year, 10, 25)), 60, 0),
        )
    ]
    course = course_of(invented(changes), minute_of(2026))
    assert course.rules == ()
    assert len(course.changes) == 2 * (LAST_YEAR + 1 - 2026)


def test_the_fourth_sunday_of_february_is_a_rule_and_a_fixed_date_is_none() -> None:
    years = range(1974, LAST_YEAR + 1)
    autumns = [(date(year, 10, 15), 60, 0) for year in years]
    sundays = [(sunday_from(date(year, 2, 22)), 0, 60) for year in years]
    assert course_of(invented(sorted([*autumns, *sundays])), minute_of(2026)).rules == ()
    autumns = [(sunday_from(date(year, 10, 25)), 60, 0) for year in years]
    spring, autumn = course_of(invented(sorted([*autumns, *sundays])), minute_of(2026)).rules
    assert (spring.month, spring.nth, autumn.month, autumn.nth) == (2, 4, 10, -1)


def test_rules_that_hold_from_the_beginning_on_say_so() -> None:
    for since in (minute_of(2026), minute_of(2026) + 180 * DAY):
        assert course_of(zone("Europe/Warsaw"), since).ruled_from == since


def test_zones_by_ramadan_have_no_rules_while_the_data_foretell_it() -> None:
    course = course_of(zone("Asia/Gaza"), minute_of(2026))
    assert course.rules == ()
    assert len(course.changes) > 150


def test_a_zone_without_rules_is_told_to_the_end_of_the_data() -> None:
    course = course_of(zone("Asia/Manila"), minute_of(2026))
    assert (course.rules, course.changes, course.ruled_from) == ((), (), minute_of(LAST_YEAR + 1))
