"""Starts that do not go together: two shifts of one person at once, and too little rest."""

from __future__ import annotations

import datetime as dt

import pytest

from overlap.core.horizon import Horizon
from overlap.core.zones import zone as zone_of
from overlap.errors import BadRoster
from overlap.people.absence import Closure
from overlap.people.flex import Flex
from overlap.people.members import Member
from overlap.people.requirements import LimitNeed
from overlap.people.schedule import Cycle
from overlap.people.shifts import Shift
from overlap.planning.stagger.rests import least_rest
from tests.planning.stagger.hand import YEAR, broken, built, team, times

HOURS = Flex(earlier_minutes=120, later_minutes=120)
EARLY, LATE = Shift("06:00", "12:00", name="early"), Shift("14:00", "20:00", name="late")
MEET = {"one shift at a time"}


def test_shifts_that_the_same_people_work_never_meet() -> None:
    one = built([team("x", "UTC", EARLY, LATE, flex=HOURS)])
    assert broken(one, "08:00", "14:00") == set()
    assert broken(one, "08:00", "13:00") == {"one shift at a time"}
    assert broken(one, "06:00", "12:00") == set()
    assert broken(one, "07:00", "12:00") == {"one shift at a time"}


def test_shifts_of_other_people_may_meet() -> None:
    parts = [Shift("06:00", "12:00", name="a", headcount=2), Shift("12:00", "18:00", name="b", headcount=2)]
    assert broken(built([team("x", "UTC", *parts, headcount=4, flex=HOURS)]), "08:00", "10:00") == set()
    shared = built([team("x", "UTC", *parts, headcount=3, flex=HOURS)])
    assert broken(shared, "08:00", "10:00") == {"one shift at a time"}
    both = team("x", "UTC", *parts, headcount=4, flex=HOURS, members=[Member("ana")])
    assert broken(built([both]), "08:00", "10:00") == {"one shift at a time"}


def test_a_members_own_hours_keep_its_other_shift_away() -> None:
    ana = Member("ana", shifts=["early", Shift("13:00", "15:00")])
    one = built([team("x", "UTC", EARLY, members=[ana], headcount=1, flex=HOURS)])
    assert broken(one, "07:00") == set()
    assert broken(one, "08:00") == {"one shift at a time"}


def test_shifts_on_other_weekdays_meet_only_past_midnight() -> None:
    monday = Shift("20:00", "02:00", name="monday", days=["mon"])
    tuesday = Shift("03:00", "09:00", name="tuesday", days=["tue"])
    one = built([team("x", "UTC", monday, tuesday, flex=HOURS)])
    assert broken(one, "21:00", "03:00") == set()
    assert broken(one, "22:00", "03:00") == {"one shift at a time"}


def test_people_who_are_at_two_shifts_at_once_today_cannot_be_planned_unless_they_stay() -> None:
    members = [Member("ana", shifts=["early", Shift("11:00", "14:00", zone="Europe/Berlin")])]  # 10-13 in UTC
    one = team("x", "UTC", EARLY, flex=Flex(later_minutes=30), members=members, headcount=1)
    with pytest.raises(BadRoster, match='"11:00-14:00" and "early" of "x" overlap') as caught:
        built([one])
    assert caught.value.field == "team.x.shifts"
    assert built([one.replace(flex=None)]).model.groups == ()
    assert built([one], keep=["x"]).model.groups == ()


def test_rest_is_kept_from_any_start_in_use_to_any_of_the_next_date() -> None:
    rest = LimitNeed(rest_minutes=15 * 60, name="rest")
    one = built([team("x", "UTC", "09:00-17:00", headcount=4, flex=Flex(later_minutes=180, cohorts=2))], rest)
    assert broken(one, {"09:00": 2, "10:00": 2}) == set()
    assert broken(one, {"09:00": 2, "11:00": 2}) == {"rest"}
    assert broken(one, {"10:00": 2, "11:00": 2}) == set()
    assert broken(one, "12:00") == set()


@pytest.mark.parametrize(
    ("days", "hours"),
    [(("mon", "tue"), 16), (("mon", "thu"), 64), (("mon", "sat"), 112), (("tue", "mon"), 136)],
)
def test_rest_is_kept_to_the_next_date_that_is_worked_however_far_it_is(
    days: tuple[str, str], hours: int
) -> None:
    first, then = (Shift("09:00", "17:00", name=day, days=[day]) for day in days)
    for least, expected in ((hours * 60, set[str]()), (hours * 60 + 1, {"rest"})):
        rest = LimitNeed(rest_minutes=least, name="rest")
        apart = hours * 60 < 7 * 1440 - 16 * 60 - hours * 60  # the way back is longer
        one = built([team("x", "UTC", first, then, flex=HOURS)], rest)
        assert broken(one, "09:00", "09:00") == (expected if apart else {"rest"})
        assert broken(one, "08:00", "09:00") == (set() if apart else {"rest"})


def test_of_dates_on_clocks_far_apart_the_later_one_may_come_first() -> None:
    """Tuesday on Kiritimati ends on Monday at 18:00Z; Monday at 22:00 in GMT-12 is 16 hours later."""
    late = Shift("22:00", "23:00", name="late", days=["mon"], zone="Etc/GMT+12")
    early = Shift("00:00", "08:00", name="early", days=["tue"], zone="Pacific/Kiritimati")
    people = team("x", "UTC", late, early)
    for least, expected in ((16 * 60, set[str]()), (16 * 60 + 1, {"rest"})):
        assert broken(built([people], LimitNeed(rest_minutes=least, name="rest"))) == expected


@pytest.mark.parametrize(
    ("there", "here", "rest"),
    [
        # From Wednesday there, Tuesday at 10:00Z to 11:00Z, to Monday at 23:30 here, Tuesday at 11:30Z
        (Shift("00:00", "01:00", days=["wed"]), Shift("23:30", "23:50", days=["mon"]), 30),
        # From Friday here, which ends on Sunday at 11:50Z, to Tuesday there, Monday at 10:00Z
        (Shift("00:00", "08:00", days=["tue"]), Shift("23:55", "23:50", days=["fri"]), 22 * 60 + 10),
    ],
)
def test_rest_lies_between_dates_as_far_apart_as_clocks_and_shifts_of_a_day_make_them(
    there: Shift, here: Shift, rest: int
) -> None:
    """There is Kiritimati, fourteen hours ahead; here, twelve behind."""
    early, late = there.starting(0, "Pacific/Kiritimati"), here.starting(here.start_minute, "Etc/GMT+12")
    fortnight = Horizon.of("2026-01-05", "2026-01-18", zone_of("UTC"))
    for shifts in ((early, late), (late, early)):
        one = team("x", "UTC", *shifts)
        for least, expected in ((rest, set[str]()), (rest + 1, {"rest"})):
            need = LimitNeed(rest_minutes=least, name="rest")
            assert broken(built([one], need, horizon=fortnight)) == expected


def test_rest_of_people_with_two_shifts_lies_between_the_last_and_the_first() -> None:
    rest = LimitNeed(rest_minutes=10 * 60, name="rest")
    one = built([team("x", "UTC", EARLY, LATE, flex=HOURS)], rest)
    assert broken(one, "06:00", "14:00") == set()
    assert broken(one, "05:00", "14:00") == {"rest"}
    assert broken(one, "06:00", "15:00") == {"rest"}
    assert broken(one, "07:00", "15:00") == set()


def test_rest_of_a_team_that_stays_is_kept_or_nothing_is() -> None:
    night = team("x", "UTC", "08:00-20:00")
    one = built(
        [night, team("y", "UTC", "09:00-17:00", flex=HOURS)], LimitNeed(rest_minutes=721, name="rest")
    )
    assert broken(one) == {"rest"}
    for needs in (LimitNeed(["y"], rest_minutes=721, name="rest"), LimitNeed(rest_minutes=720, name="rest")):
        assert broken(built([night, team("y", "UTC", "09:00-17:00", flex=HOURS)], needs)) == set()


def test_a_night_in_which_clocks_change_is_the_shortest_rest_of_a_year() -> None:
    week = Horizon.of("2026-03-02", "2026-03-15", zone_of("UTC"))
    one = built([team("x", "America/New_York", "09:00-17:00", days=["sat", "sun"])], horizon=week)
    assert least_rest(one.board, (0,), 0) == 15 * 60
    autumn = built([team("x", "America/New_York", "09:00-17:00")], horizon=YEAR)
    assert least_rest(autumn.board, (0,), 0) == 16 * 60
    moved = built([team("x", "UTC", "09:00-17:00", flex=HOURS)])
    assert least_rest(moved.board, (0,), 0) == 16 * 60
    lone = built([team("x", "UTC", "09:00-17:00", days=["mon", "wed"])])
    assert least_rest(lone.board, (0,), 0) is None


@pytest.mark.parametrize(
    ("first", "last"),
    [
        *((f"2026-02-{day}", "2026-03-22") for day in (22, 25, 28)),
        *((f"2026-03-{day:02d}", "2026-03-22") for day in range(1, 9)),
        *(("2026-02-16", f"2026-03-{day:02d}") for day in range(8, 17)),
    ],
)
def test_the_shortest_night_counts_wherever_it_lies_in_the_horizon(first: str, last: str) -> None:
    """Clocks go forward in the night to Sunday 8 March."""
    week = Horizon.of(first, last, zone_of("America/New_York"))
    one = built([team("x", "America/New_York", "09:00-17:00", days=["sat", "sun"])], horizon=week)
    assert least_rest(one.board, (0,), 0) == 15 * 60


def test_each_start_of_a_shift_has_a_rest_of_its_own() -> None:
    """The hour that is left out in the night to 8 March is one of rest, or one of work for who works then."""
    week = Horizon.of("2026-03-02", "2026-03-15", zone_of("UTC"))
    flex = Flex(later_minutes=360, latest_end="28:00")
    hours = team("x", "America/New_York", "14:00-22:00", days=["sat", "sun"], flex=flex)
    moving = built([hours], horizon=week)
    rests = {time: least_rest(moving.board, (0,), at) for at, time in enumerate(times(moving))}
    assert rests == {f"{hour}:00": (15 if hour < 19 else 16) * 60 for hour in range(14, 21)}
    still = built([hours.replace(flex=None)], horizon=week)
    assert [least_rest(still.board, (0,), option) for option in (0, 1)] == [15 * 60] * 2


def test_a_rest_may_span_a_date_without_a_shift() -> None:
    """From Tuesday, 06:00, to Wednesday, 01:00, it is 19 hours; nobody works on Tuesday."""
    shifts = [
        Shift("22:00", "06:00", name="a", days=["mon"]),
        Shift("01:00", "05:00", name="b", days=["wed"]),
    ]
    one = team("x", "UTC", *shifts, flex=HOURS)
    long = built([one], LimitNeed(["x"], rest_minutes=19 * 60, name="rest"))
    assert broken(long, "22:00", "01:00") == set()
    longer = built([one], LimitNeed(["x"], rest_minutes=20 * 60, name="rest"))
    assert broken(longer, "22:00", "01:00") == {"rest"}


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        # Three dates before: until Sunday at 08:55Z, 09:55Z and 10:55Z.
        (Shift("21:00", "20:55", days=["fri"], zone="Etc/GMT+12"), (set(), set(), MEET)),
        (Shift("21:00", "20:00", days=["fri"], zone="Etc/GMT+12"), (set(), set(), set())),
        # Two: until Sunday at 09:00Z, 10:00Z and 11:00Z.
        (Shift("09:00", "21:00", days=["sat"], zone="Etc/GMT+12"), (set(), set(), MEET)),
        # One: from Sunday at 18:00Z, 19:00Z and 20:00Z.
        (Shift("06:00", "08:00", days=["sun"], zone="Etc/GMT+12"), (set(), set(), set())),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_shifts_of_dates_up_to_three_apart_may_meet_on_clocks_far_apart(
    late: Shift, expected: tuple[set[str], ...], turned: bool
) -> None:
    """Monday from 00:00 to 08:00 on Kiritimati is Sunday from 10:00Z to 18:00Z."""
    early = Shift("00:00", "08:00", days=["mon"], zone="Pacific/Kiritimati")
    shifts = (early, late) if turned else (late, early)
    one = built([team("x", "UTC", *shifts, flex=Flex(later_minutes=180))])
    found = []
    for hour in range(late.start_minute // 60, late.start_minute // 60 + 3):
        starts = (f"{hour:02d}:00 Etc/GMT+12", "00:00 Pacific/Kiritimati")
        found.append(broken(one, *(reversed(starts) if turned else starts)))
    assert found == list(expected)


WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@pytest.mark.parametrize("at", range(7))
@pytest.mark.parametrize("nightly", [False, True])
def test_one_night_in_the_week_is_enough_for_shifts_to_meet_or_for_a_short_rest(
    at: int, nightly: bool
) -> None:
    """The night until 02:00, moved by an hour or two, comes before a morning from 03:00 of one weekday."""
    night = Shift("20:00", "02:00", name="night", days=WEEK if nightly else [WEEK[at - 1]])
    morning = Shift("03:00", "09:00", name="morning", days=[WEEK[at]])
    weeks = Horizon.of("2026-01-05", "2026-02-01", zone_of("UTC"))
    rest = LimitNeed(rest_minutes=60, name="rest")
    for shifts in ((night, morning), (morning, night)):
        one = built([team("x", "UTC", *shifts, flex=HOURS)], rest, horizon=weeks)
        seen = []
        for start in ("20:00", "21:00", "22:00"):
            starts = {"night": start, "morning": "03:00"}
            seen.append(broken(one, *(starts[shift.name] for shift in shifts)))
        assert seen == [set(), {"rest"}, {"rest", *MEET}]


def test_shifts_meet_across_either_end_of_the_dates() -> None:
    """The only Sunday nights are the one before the week, and its last, which is followed by no Monday."""
    for first, last in (("2026-01-05", "2026-01-09"), ("2026-01-06", "2026-01-11")):
        dates = Horizon.of(first, last, zone_of("UTC"))
        night = Shift("20:00", "02:00", name="night", days=["sun"])
        morning = Shift("03:00", "09:00", name="morning", days=["mon"])
        one = built([team("x", "UTC", night, morning, flex=HOURS)], horizon=dates)
        assert broken(one, "21:00", "03:00") == set()
        assert broken(one, "22:00", "03:00") == MEET


@pytest.mark.parametrize("on", ["2026-01-06", "2026-01-07"])
def test_shifts_that_meet_only_where_one_of_them_is_off_do_not_go_together(on: str) -> None:
    night = Shift("20:00", "02:00", name="night", days=["tue"])
    morning = Shift("03:00", "09:00", name="morning", days=["wed"])
    for shifts in ((night, morning), (morning, night)):
        one = built([team("x", "UTC", *shifts, flex=HOURS, closures=[Closure(on)])])
        starts = {"night": "22:00", "morning": "03:00"}
        assert broken(one, *(starts[shift.name] for shift in shifts)) == MEET


@pytest.mark.parametrize("start", range(21))
def test_the_one_night_of_a_long_cycle_before_a_morning_is_found_wherever_it_lies(start: int) -> None:
    """Three nights in three weeks, of which only the second is followed by a morning, from 03:00."""
    night, morning = Shift("20:00", "02:00", name="night"), Shift("03:00", "09:00", name="morning")
    days = ["off"] * 21
    days[0] = days[7] = days[14] = "night"
    days[8] = "morning"
    cycle = Cycle(dt.date(2026, 1, 5) + dt.timedelta(start), days)
    weeks = Horizon.of("2026-01-05", "2026-02-01", zone_of("UTC"))
    rest = LimitNeed(rest_minutes=60, name="rest")
    one = built([team("x", "UTC", night, morning, flex=HOURS, cycle=cycle)], rest, horizon=weeks)
    assert broken(one, "20:00", "03:00") == set()
    assert broken(one, "21:00", "03:00") == {"rest"}
    assert broken(one, "22:00", "03:00") == {"rest", *MEET}
