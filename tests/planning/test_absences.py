"""What each day off takes of the shifts that would have been worked."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings

from overlap.core.civil import iso_minute
from overlap.core.horizon import Horizon
from overlap.core.zones import zone
from overlap.people.absence import Closure, TimeOff
from overlap.people.schedule import Schedule
from overlap.people.shifts import Break, Shift
from overlap.people.workpattern import OVERNIGHT, Overnight, WorkPattern
from overlap.planning.absences import absences_in
from tests.properties.oracle import DAY, date_exists, day_number, instant_of_wall, shifts_worked, wall_shown
from tests.properties.strategies import Workload, workloads

FEW = settings().max_examples * 3 // 10
NIGHT = Shift("22:00", "06:00", breaks=[Break("01:00", "02:00")])
EVERY_DAY = frozenset(range(7))


def night_off(overnight: Overnight, *absences: TimeOff | Closure, key: str = "Asia/Manila") -> WorkPattern:
    schedule = Schedule([NIGHT], days=EVERY_DAY)
    return WorkPattern(zone(key), schedule, absences=absences, overnight=overnight)


def told(pattern: WorkPattern, start: str, end: str) -> list[tuple[str, list[tuple[str, str]]]]:
    horizon = Horizon.of(start, end, pattern.zone)
    return [
        (f"{away.date} {away.name}", [(iso_minute(low), iso_minute(high)) for low, high in taken])
        for away, taken in absences_in(pattern, horizon)
    ]


def test_a_day_off_takes_the_night_that_begins_on_it_breaks_and_all() -> None:
    one = night_off("start_day", TimeOff("2026-03-03", name="leave"))
    assert told(one, "2026-03-03", "2026-03-03") == [
        ("2026-03-03 leave", [("2026-03-03T14:00Z", "2026-03-03T22:00Z")])
    ]


def test_where_nights_are_cut_it_takes_what_lies_inside_it_of_both() -> None:
    one = night_off("clip", TimeOff("2026-03-03", name="leave"))
    assert told(one, "2026-03-03", "2026-03-03") == [
        (
            "2026-03-03 leave",
            [("2026-03-02T16:00Z", "2026-03-02T22:00Z"), ("2026-03-03T14:00Z", "2026-03-03T16:00Z")],
        )
    ]


def test_where_any_touch_counts_it_takes_both_nights_whole() -> None:
    one = night_off("any_touch", TimeOff("2026-03-03", name="leave"))
    assert told(one, "2026-03-03", "2026-03-03") == [
        (
            "2026-03-03 leave",
            [("2026-03-02T14:00Z", "2026-03-02T22:00Z"), ("2026-03-03T14:00Z", "2026-03-03T22:00Z")],
        )
    ]


def test_where_any_touch_counts_a_day_off_after_the_horizon_takes_its_last_night() -> None:
    one = night_off("any_touch", TimeOff("2026-03-04", name="leave"))
    (leave,) = told(one, "2026-03-03", "2026-03-03")
    assert leave[1][0] == ("2026-03-03T14:00Z", "2026-03-03T22:00Z")
    for policy in ("start_day", "clip"):
        assert told(night_off(policy, TimeOff("2026-03-04")), "2026-03-03", "2026-03-03") == []


def test_part_of_a_day_takes_its_own_minutes_whatever_is_worked() -> None:
    one = night_off("start_day", TimeOff("2026-03-03", from_time="09:00", until_time="10:30", name="dentist"))
    assert told(one, "2026-03-03", "2026-03-03") == [
        ("2026-03-03 dentist", [("2026-03-03T01:00Z", "2026-03-03T02:30Z")])
    ]


def test_the_day_before_a_horizon_is_told_for_its_night_reaches_in() -> None:
    one = night_off("start_day", Closure("2026-03-02", name="move"))
    assert told(one, "2026-03-03", "2026-03-03") == [
        ("2026-03-02 move", [("2026-03-02T14:00Z", "2026-03-02T22:00Z")])
    ]


def test_a_date_that_does_not_exist_takes_nothing_under_any_policy() -> None:
    """29 December in Samoa was followed by the 31st, whose own hours are not those of the 30th."""
    for overnight in OVERNIGHT:
        for absence in (
            Closure("2011-12-30"),
            TimeOff("2011-12-30", from_time="09:00", until_time="12:00"),
        ):
            one = night_off(overnight, absence, key="Pacific/Apia")
            assert told(one, "2011-12-28", "2012-01-01") == []


def test_a_night_that_ends_past_a_skipped_date_belongs_to_the_date_on_which_it_ends_too() -> None:
    """The night of 29 December in Samoa ended on the 31st, there being no 30th."""
    one = night_off("any_touch", TimeOff("2011-12-31", name="leave"), key="Pacific/Apia")
    assert told(one, "2011-12-31", "2011-12-31") == [
        (
            "2011-12-31 leave",
            [("2011-12-30T08:00Z", "2011-12-30T16:00Z"), ("2011-12-31T08:00Z", "2011-12-31T16:00Z")],
        )
    ]


@settings(max_examples=FEW)
@given(workloads())
def test_what_is_taken_is_what_the_oracle_would_have_worked(load: Workload) -> None:
    horizon, worker = load.horizon, load.worker
    key = worker.zone
    low, high = horizon.start - 5 * DAY, horizon.end + 5 * DAY
    shifts = shifts_worked(worker, low, high, bare=True)
    inside = range(horizon.start, horizon.end)
    for away, taken in absences_in(load.pattern, horizon):
        day = day_number(away.date)
        assert date_exists(key, day)
        whole = range(instant_of_wall(key, day * DAY), instant_of_wall(key, (day + 1) * DAY))
        expected: set[int] = set()
        if away.minutes is not None:
            first, last = (instant_of_wall(key, day * DAY + minute) for minute in away.minutes)
            expected = set(range(first, last))
        else:
            for one in shifts:
                hull = set(range(one.start, one.end))
                if worker.overnight == "start_day":
                    expected |= hull if wall_shown(key, one.start) // DAY == day else set()
                elif worker.overnight == "clip":
                    expected |= hull.intersection(whole)
                elif not hull.isdisjoint(whole):
                    expected |= hull
        found = {minute for first, last in taken for minute in range(first, last)}
        assert found.intersection(inside) == expected.intersection(inside)


@settings(max_examples=FEW)
@given(workloads())
def test_each_day_off_that_the_oracle_knows_is_told(load: Workload) -> None:
    horizon, worker = load.horizon, load.worker
    found = {(away.date, away.kind, away.minutes) for away, _ in absences_in(load.pattern, horizon)}
    shown = {wall_shown(worker.zone, instant) // DAY for instant in range(horizon.start, horizon.end)}
    for number in sorted(shown):
        on = date(1970, 1, 1).fromordinal(date(1970, 1, 1).toordinal() + number)
        calendars = (worker.kept, *worker.observed)
        assert ((on, "holiday", None) in found) == any(on in kept.off for kept in calendars)
        for kind, holder in (("closure", Closure), ("time-off", TimeOff)):
            of_kind = [
                one for one in worker.absences if isinstance(one, holder) and one.start <= on <= one.end
            ]
            for one in of_kind:
                hours = None if one.minutes_off == (0, DAY) else one.minutes_off
                assert (on, kind, hours) in found
            assert any(there[:2] == (on, kind) for there in found) == bool(of_kind)
