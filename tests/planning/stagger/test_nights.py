"""Minutes of a shift in quiet hours, where its people are."""

from __future__ import annotations

from overlap.core.horizon import Horizon
from overlap.core.zones import zone as zone_of
from overlap.people.absence import Closure
from overlap.people.flex import Flex
from overlap.people.members import Member
from overlap.people.requirements import LimitNeed
from overlap.people.roster import Defaults, Roster
from overlap.people.schedule import Cycle, Season
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.stagger.build import build
from tests.planning.stagger.hand import JANUARY, YEAR, broken, built, team, times

FREE = Flex(earlier_minutes=180, later_minutes=60)
EVENING = Shift("20:00", "04:00", breaks=[Break("23:00", "24:00")])


def quiet(one: Team, *, horizon: Horizon = JANUARY, hours: tuple[str, str] = ("22:00", "07:00")) -> list[int]:
    roster = Roster([one], defaults=Defaults(quiet=hours))
    return [each.option.quiet for each in build(roster, horizon, (), 60).desks[0].candidates]


def dates(first: str, last: str) -> Horizon:
    return Horizon.of(first, last, zone_of("UTC"))


def test_quiet_minutes_are_those_at_work_with_breaks_moving_along() -> None:
    # 17-01 without 20-21; 18-02 without 21-22; 19-03 without 22-23; 20-04 without 23-24; 21-05 without 0-1.
    assert quiet(team("x", "UTC", EVENING, flex=FREE)) == [180, 240, 240, 300, 360]
    assert quiet(team("x", "UTC", EVENING), hours=("01:00", "02:00")) == [60]
    assert quiet(team("x", "UTC", "22:00-06:00"), hours=("23:00", "24:00")) == [60]


def test_a_break_of_some_weekdays_leaves_the_other_days_as_they_are() -> None:
    friday = Shift("20:00", "04:00", breaks=[Break("23:00", "24:00", days=["fri"])])
    assert quiet(team("x", "UTC", friday)) == [360]
    always = Shift(
        "20:00", "04:00", breaks=[Break("23:00", "24:00", days=["mon", "tue", "wed", "thu", "fri"])]
    )
    assert quiet(team("x", "UTC", always)) == [300]


def test_quiet_minutes_of_a_clients_hours_are_those_where_people_are_in_the_worse_season() -> None:
    client = team("x", "Asia/Manila", Shift("09:00", "17:00", zone="America/New_York"))
    assert quiet(client, horizon=dates("2026-07-01", "2026-07-31")) == [7 * 60]  # 21-05 in Manila
    assert quiet(client, horizon=dates("2026-01-01", "2026-01-31")) == [8 * 60]  # 22-06
    assert quiet(client, horizon=YEAR) == [8 * 60]


def test_clocks_that_change_the_other_way_round_are_another_season() -> None:
    """Sydney is 16 hours ahead of New York in January, 15 in March, and 14 in July."""
    client = team("x", "Australia/Sydney", Shift("09:00", "17:00", zone="America/New_York"))
    assert quiet(client, horizon=dates("2026-01-01", "2026-01-31")) == [6 * 60]  # 01-09 in Sydney
    assert quiet(client, horizon=dates("2026-07-01", "2026-07-31")) == [8 * 60]  # 23-07
    assert quiet(client, horizon=YEAR) == [8 * 60]


def test_quiet_hours_count_to_the_end_of_a_shift_that_ends_three_dates_on() -> None:
    """26 hours ahead, 23:00 to 22:59 is 01:00 of the date after next to 00:59 of the one after that."""
    pinned = Shift("23:00", "22:59", zone="Etc/GMT+12")
    far = team("x", "Pacific/Kiritimati", pinned)
    assert quiet(far, hours=("00:00", "07:00")) == [6 * 60 + 59]


def test_the_first_and_the_last_instant_of_a_horizon_may_be_of_the_dates_around_it() -> None:
    east, west = zone_of("Pacific/Kiritimati"), zone_of("Pacific/Pago_Pago")
    # Monday in Kiritimati begins with 23:00 of Saturday in Pago Pago; there it ends on the other's Wednesday.
    saturday = team("x", west.key, "23:00-07:00", days=["sat"])
    assert quiet(saturday, horizon=Horizon.of("2026-01-05", "2026-01-05", east)) == [8 * 60]
    wednesday = team("x", east.key, "00:00-08:00", days=["wed"])
    assert quiet(wednesday, horizon=Horizon.of("2026-01-05", "2026-01-05", west)) == [7 * 60]
    thursday = wednesday.replace(days=["thu"])
    assert quiet(thursday, horizon=Horizon.of("2026-01-05", "2026-01-05", west)) == [0]


def test_a_night_in_which_clocks_change_is_no_regular_one() -> None:
    night = team("x", "America/New_York", "22:00-06:00", days=["sat"])
    assert quiet(night, horizon=YEAR) == [8 * 60]
    # Where there is no other, it is counted as it is: seven hours.
    assert quiet(night, horizon=dates("2026-03-07", "2026-03-09")) == [7 * 60]


def test_a_season_that_shortens_counts_where_nothing_else_is() -> None:
    short = [Season("2026-01-05", "2026-01-11", shorten_minutes=120)]
    assert quiet(team("x", "UTC", "15:00-24:00", seasons=short)) == [0]
    some = [Season("2026-01-07", "2026-01-07", shorten_minutes=120)]
    assert quiet(team("x", "UTC", "15:00-24:00", seasons=some)) == [120]


def test_days_off_are_regular_days() -> None:
    off = [Closure("2026-01-05", "2026-01-11", name="move")]
    assert quiet(team("x", "UTC", "16:00-24:00", closures=off)) == [120]


def test_each_shift_of_a_cycle_has_its_own_quiet_minutes() -> None:
    early, late = Shift("06:00", "14:00", name="early"), Shift("16:00", "24:00", name="late")
    one = built([team("x", "UTC", early, late, cycle=Cycle("2026-01-05", ["early", "late"]), flex=FREE)])
    assert [[each.option.quiet for each in desk.candidates] for desk in one.desks] == [
        [240, 180, 120, 60, 0],
        [0, 0, 60, 120, 180],
    ]


# A limit


def test_quiet_minutes_beyond_a_limit_are_nobodys() -> None:
    need = LimitNeed(["a"], quiet_minutes=60, name="nights")
    late = Flex(earlier_minutes=60, later_minutes=60)
    one = built([team("a", "UTC", "15:00-23:00", flex=late), team("b", "UTC", "16:00-24:00")], need)
    assert broken(one, "15:00") == set()
    assert broken(one, "16:00") == {"nights"}
    still = built([team("a", "UTC", "16:00-24:00"), team("b", "UTC", "09:00-17:00")], need)
    assert broken(still) == {"nights"}
    all_teams = LimitNeed(quiet_minutes=60, name="nights")
    assert broken(built([team("b", "UTC", "16:00-24:00")], all_teams)) == {"nights"}


def test_a_limit_is_of_everybody_on_whichever_start() -> None:
    need = LimitNeed(quiet_minutes=60, name="nights")
    some = Flex(earlier_minutes=60, later_minutes=60, cohorts=3)
    one = built([team("a", "UTC", "15:00-23:00", headcount=3, flex=some)], need)
    assert broken(one, {"14:00": 2, "15:00": 1}) == set()
    assert broken(one, {"15:00": 2, "16:00": 1}) == {"nights"}


def test_a_limit_is_of_each_person_where_they_are() -> None:
    need = LimitNeed(quiet_minutes=0, name="nights")
    abroad = Member("m", zone="Asia/Kolkata")
    pinned = Shift("20:00", "22:00", zone="Etc/UTC")
    flex = Flex(earlier_minutes=600, later_minutes=60)
    one = built([team("a", "Etc/UTC", pinned, members=[abroad, Member("n")], flex=flex)], need)
    plans = {}
    for time in ("20:00", "14:00"):
        at = times(one).index(f"{time} Etc/UTC")
        width = len(times(one))
        plans[time] = one.model.broken(tuple(int(column % width == at) for column in range(2 * width)))
    # 20:00 is 01:30 in Kolkata, and 14:00 is 19:30.
    assert plans == {"20:00": {1}, "14:00": set()}
    own = team("b", "UTC", "09:00-17:00", members=[Member("m", shifts=[Shift("22:00", "23:00")])])
    assert broken(built([own], need)) == {"nights"}


def test_the_second_date_after_a_clock_change_is_regular() -> None:
    """01:00 in UTC is 20:00 in New York until Sunday, 14 March 2027, and 21:00 from then on."""
    client = team("x", "America/New_York", Shift("01:00", "09:00", zone="UTC"))
    assert quiet(client, horizon=dates("2027-03-08", "2027-03-15")) == [6 * 60]
    assert quiet(client, horizon=dates("2027-03-08", "2027-03-16")) == [7 * 60]
