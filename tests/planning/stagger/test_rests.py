"""Starts that do not go together: two shifts of one person at once, and too little rest."""

from __future__ import annotations

import pytest

from overlap.core.horizon import Horizon
from overlap.core.zones import zone as zone_of
from overlap.errors import BadRoster
from overlap.people.flex import Flex
from overlap.people.members import Member
from overlap.people.requirements import LimitNeed
from overlap.people.shifts import Shift
from overlap.planning.stagger.rests import least_rest
from tests.planning.stagger.hand import YEAR, broken, built, team, times

HOURS = Flex(earlier_minutes=120, later_minutes=120)
EARLY, LATE = Shift("06:00", "12:00", name="early"), Shift("14:00", "20:00", name="late")


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
