"""What stands in the way is what a walk over the minutes of a meeting, and over its events, finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.core.zones import zone
from overlap.people.absence import Closure, TimeOff
from overlap.people.busy import Busy
from overlap.people.calendars import Calendar
from overlap.people.days import Entry
from overlap.people.members import Member
from overlap.people.roster import Defaults, Roster
from overlap.people.schedule import Cycle, Season
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.availability import Delegate
from overlap.planning.meeting_options import MeetingOptions, search_for
from overlap.planning.obstacles import CODES, Obstacle, ObstacleCode, main_obstacle, obstacles
from tests.planning.brute import instant
from tests.planning.obstacle_oracle import Asked, events_near, full_periods, questions, unusable
from tests.properties.oracle import (
    DAY,
    Worker,
    instant_of_wall,
    minutes_at_work,
    wall_shown,
)
from tests.properties.strategies import FakeTable, horizons_near, workloads, zones_and_days

NINE_TO_FIVE = [Shift("09:00", "17:00")]
BESIDE = ("busy", "tentative", "buffer", "limit", "notice")


def in_the_way(
    team: Team,
    at: str,
    *,
    minutes: int = 60,
    member: str = "",
    earliest: str | None = None,
    reader: str | None = None,
    defaults: Defaults | None = None,
    **options: Any,
) -> list[Obstacle]:
    """What stands in the way of one person of a team at "2026-03-02 14:00" of UTC."""
    roster = Roster([team], zone="UTC", defaults=defaults)
    start = instant(at)
    first = datetime.fromtimestamp(start * 60, UTC)
    one = f"{team.id}.{member}" if member else team.id
    length, asked = timedelta(minutes=minutes), cast("MeetingOptions", {"required": [one], **options})
    search = search_for(roster, first, first + length, length, asked)
    (who,) = search.known.delegates(one)
    found = obstacles(
        search.known,
        who,
        start,
        start + minutes,
        earliest=None if earliest is None else instant(earliest),
        reader=None if reader is None else zone(reader),
    )
    assert bool(found) == (start not in search.starts(minutes)[one]) or earliest is not None
    return found


def told(found: Iterable[Obstacle]) -> list[tuple[str, str]]:
    return [(one.code, one.text) for one in found]


def named(*days: tuple[str, str, str]) -> Calendar:
    """A calendar of (date, name, category)."""
    return Calendar(
        FakeTable(tuple(Entry(date.fromisoformat(on), name, what, "XX") for on, name, what in days))
    )


# One code at a time


def test_codes_are_all_there_are_each_once() -> None:
    assert get_args(ObstacleCode) == CODES
    assert len(set(CODES)) == len(CODES)


def test_nothing_stands_in_the_way_at_work() -> None:
    assert in_the_way(Team("t", "UTC", NINE_TO_FIVE), "2026-03-02 09:00") == []
    assert in_the_way(Team("t", "UTC", NINE_TO_FIVE), "2026-03-02 16:00") == []


def test_time_off_is_told_by_name_with_its_date() -> None:
    ana = Member("ana", time_off=[TimeOff("2026-03-03", "2026-03-04", name="family visit")])
    team = Team("t", "Asia/Manila", NINE_TO_FIVE, members=[ana])
    (one,) = in_the_way(team, "2026-03-03 01:30", member="ana")
    assert one == Obstacle(
        "time-off",
        instant("2026-03-03 01:30"),
        instant("2026-03-03 02:30"),
        "family visit",
        "family visit (Tue 3 Mar 2026)",
    )


def test_hours_of_time_off_are_told_with_their_hours_and_take_only_those() -> None:
    off = [TimeOff("2026-03-03", from_time="13:30", until_time="17:00", name="dentist")]
    team = Team("t", "UTC", NINE_TO_FIVE, members=[Member("ana", time_off=off)])
    (one,) = in_the_way(team, "2026-03-03 13:00", member="ana")
    assert (one.start, one.end) == (instant("2026-03-03 13:30"), instant("2026-03-03 14:00"))
    assert told([one]) == [("time-off", "dentist (Tue 3 Mar 2026, 13:30–17:00)")]
    assert in_the_way(team, "2026-03-03 12:30", member="ana") == []


def test_a_closure_is_told_by_name() -> None:
    team = Team("t", "UTC", NINE_TO_FIVE, closures=[Closure("2026-03-03", name="moving house")])
    assert told(in_the_way(team, "2026-03-03 10:00")) == [("closure", "moving house (Tue 3 Mar 2026)")]
    assert told(in_the_way(team, "2026-03-03 20:00")) == [("closure", "moving house (Tue 3 Mar 2026)")]


def test_a_holiday_is_told_by_name_and_a_half_day_with_its_hours() -> None:
    kept = named(("2026-03-03", "Founders' day", "public"), ("2026-03-04", "Eve", "half_day"))
    team = Team("t", "UTC", NINE_TO_FIVE, holidays=kept)
    assert told(in_the_way(team, "2026-03-03 10:00")) == [("holiday", "Founders' day (Tue 3 Mar 2026)")]
    (half,) = in_the_way(team, "2026-03-04 12:30")
    assert told([half]) == [("holiday", "Eve (Wed 4 Mar 2026, from 13:00)")]
    assert half.start == instant("2026-03-04 13:00")


NIGHT = [Shift("22:00", "06:00")]
LABOUR = named(("2026-03-03", "Labour Day", "public"))
TAKEN = ("holiday", "Labour Day (Tue 3 Mar 2026)")


@pytest.mark.parametrize(
    ("overnight", "before", "after"),
    [("start_day", [], [TAKEN]), ("clip", [TAKEN], []), ("any_touch", [TAKEN], [TAKEN])],
)
def test_a_holiday_takes_of_nights_what_the_policy_says_and_is_told_with_its_own_date(
    overnight: Any, before: list[tuple[str, str]], after: list[tuple[str, str]]
) -> None:
    team = Team("t", "UTC", NIGHT, holidays=LABOUR, overnight=overnight)
    assert told(in_the_way(team, "2026-03-03 02:00")) == before
    assert told(in_the_way(team, "2026-03-04 02:00")) == after
    assert told(in_the_way(team, "2026-03-03 22:30")) == [TAKEN]
    evening = told(in_the_way(team, "2026-03-02 22:30"))
    assert evening == ([TAKEN] if overnight == "any_touch" else [])


def test_a_soft_holiday_is_in_the_way_only_if_avoided() -> None:
    soft = named(("2026-03-03", "Lantern Festival", "optional"))
    team = Team("t", "UTC", NINE_TO_FIVE, holidays=soft)
    assert in_the_way(team, "2026-03-03 10:00") == []
    avoided = in_the_way(team, "2026-03-03 10:00", soft_holidays="avoid")
    assert told(avoided) == [("soft-holiday", "Lantern Festival (Tue 3 Mar 2026)")]
    assert avoided[0].name == "Lantern Festival"
    half = in_the_way(team, "2026-03-03 16:30", soft_holidays="avoid")
    assert told(half) == [("soft-holiday", "Lantern Festival (Tue 3 Mar 2026)")]


def test_weekends_are_told_apart_from_other_days_without_a_shift() -> None:
    four_days = Team("t", "Europe/Warsaw", NINE_TO_FIVE, days=["mon", "tue", "wed", "thu"])
    assert told(in_the_way(four_days, "2026-03-06 12:00")) == [("rest-day", "no shift on Fri 6 Mar 2026")]
    assert told(in_the_way(four_days, "2026-03-07 12:00")) == [("weekend", "weekend (Sat 7 Mar 2026)")]
    rota = Team(
        "t", "UTC", [Shift("09:00", "17:00", name="day")], cycle=Cycle("2026-03-02", ["day", "off", "day"])
    )
    assert told(in_the_way(rota, "2026-03-03 12:00")) == [("rest-day", "no shift on Tue 3 Mar 2026")]
    assert in_the_way(rota, "2026-03-07 12:00") == []
    friday = Calendar(FakeTable(weekends=((date.min, frozenset({4})),)))
    gulf = Team("t", "UTC", NINE_TO_FIVE, holidays=friday, days=["mon", "tue", "wed", "thu", "sat"])
    assert told(in_the_way(gulf, "2026-03-06 12:00")) == [("weekend", "weekend (Fri 6 Mar 2026)")]
    assert told(in_the_way(gulf, "2026-03-08 12:00")) == [("rest-day", "no shift on Sun 8 Mar 2026")]


@pytest.mark.parametrize(
    ("at", "minutes", "hours"),
    [
        ("2026-03-02 17:00", 60, "17:00–18:00 local time: work ends 17:00"),
        ("2026-03-02 16:30", 60, "17:00–17:30 local time: work ends 17:00"),
        ("2026-03-02 08:30", 60, "08:30–09:00 local time: work starts 09:00"),
        ("2026-03-03 00:00", 60, "00:00–01:00 local time: work ends 17:00"),
        ("2026-03-03 00:30", 60, "00:30–01:30 local time: work ends 17:00"),  # as far either way
        ("2026-03-03 00:31", 60, "00:31–01:31 local time: work starts 09:00"),
        ("2026-03-06 23:00", 30, "23:00–23:30 local time: work ends 17:00"),
    ],
)
def test_time_outside_hours_is_told_with_the_nearest_end_of_work(at: str, minutes: int, hours: str) -> None:
    found = in_the_way(Team("t", "UTC", NINE_TO_FIVE), at, minutes=minutes)
    assert told(found) == [("outside-hours", f"outside hours, {hours}")]


def test_a_weekend_s_first_hour_beside_work_is_outside_hours_and_the_rest_a_weekend() -> None:
    late = Team("t", "UTC", [Shift("16:00", "24:00")])
    assert told(in_the_way(late, "2026-03-07 00:00", minutes=90)) == [
        ("outside-hours", "outside hours, 00:00–01:00 local time: work ends 00:00"),
        ("weekend", "weekend (Sat 7 Mar 2026)"),
    ]


def test_no_end_of_work_is_named_that_lies_a_day_away() -> None:
    away = [TimeOff("2026-03-03", "2026-03-05", from_time="09:00", until_time="17:00")]
    team = Team("t", "UTC", NINE_TO_FIVE, members=[Member("ana", time_off=away)])
    for at, edge in (
        ("2026-03-03 07:59", "outside hours, 07:59–08:59 local time: work ends 17:00"),
        ("2026-03-03 17:00", "outside hours, 17:00–18:00 local time"),
        ("2026-03-04 20:00", "outside hours, 20:00–21:00 local time"),
        ("2026-03-05 08:00", "outside hours, 08:00–09:00 local time"),
        ("2026-03-06 07:00", "outside hours, 07:00–08:00 local time: work starts 09:00"),
    ):
        (one,) = in_the_way(team, at, member="ana")
        assert one.text == edge


def test_quiet_hours_are_told_only_where_people_come_outside_their_hours() -> None:
    team = Team("t", "Asia/Kolkata", NINE_TO_FIVE)
    night = "2026-03-02 16:00"  # 21:30 in Kolkata
    for domain in ("fringe", "waking"):
        found = told(in_the_way(team, night, domain=domain))
        assert found[-1] == ("quiet", "quiet hours, 22:00–22:30 local time")
        assert len(found) == (2 if domain == "fringe" else 1)
    assert {code for code, _ in told(in_the_way(team, night))} == {"outside-hours"}
    at_night = Team("t", "UTC", NIGHT)
    assert in_the_way(at_night, "2026-03-03 02:00", domain="waking") == []
    own = Defaults(quiet=("12:00", "14:00"))
    early = Team("t", "UTC", [Shift("09:00", "12:00")])
    assert told(in_the_way(early, "2026-03-02 12:00", defaults=own, domain="fringe")) == [
        ("quiet", "quiet hours, 12:00–13:00 local time")
    ]


def test_a_break_is_told_with_its_hours_and_is_open_to_the_waking() -> None:
    team = Team("t", "UTC", [Shift("09:00", "17:00", breaks=[Break("12:00", "12:45")])])
    for domain in ("work", "fringe"):
        (one,) = in_the_way(team, "2026-03-02 11:30", minutes=120, domain=domain)
        assert told([one]) == [("break", "break 12:00–12:45")]
    assert in_the_way(team, "2026-03-02 11:30", minutes=120, domain="waking") == []


def test_events_are_told_with_their_times_titles_and_sources() -> None:
    team = Team("t", "Asia/Manila", NINE_TO_FIVE)
    busy = [
        Busy("2026-03-02T02:00Z", "2026-03-02T02:30Z", title="1:1", source="ana.ics"),
        Busy("2026-03-02T02:15Z", "2026-03-02T03:00Z", status="tentative"),
        Busy("2026-03-02T02:15Z", "2026-03-02T03:00Z", status="free", title="lunch?"),
        Busy("2026-03-03", title="training"),
    ]
    found = in_the_way(team, "2026-03-02 01:45", busy={"t": busy})
    assert told(found) == [
        ("busy", 'busy 10:00–10:30 "1:1" (ana.ics)'),
        ("tentative", "perhaps busy 10:15–11:00"),
    ]
    assert [(one.start, one.end) for one in found] == [
        (instant("2026-03-02 02:00"), instant("2026-03-02 02:30")),
        (instant("2026-03-02 02:15"), instant("2026-03-02 02:45")),
    ]
    assert found[0].name == "1:1"
    (whole,) = in_the_way(team, "2026-03-03 01:45", busy={"t": busy})
    assert told([whole]) == [("busy", 'busy all day "training"')]
    for policy in ("free", "score"):
        assert [
            one.code for one in in_the_way(team, "2026-03-02 02:30", busy={"t": busy}, tentative=policy)
        ] == []
    assert in_the_way(team, "2026-03-03 01:45", busy={"t": busy}, all_day="free") == []


def test_a_buffer_is_told_on_both_sides_and_ends_where_it_ends() -> None:
    team = Team("t", "UTC", NINE_TO_FIVE)
    busy = {"t": [Busy("2026-03-02T10:00Z", "2026-03-02T10:30Z", title="1:1")]}
    gaps: dict[str, Any] = {
        "buffer_before": timedelta(minutes=15),
        "event_buffer_before": timedelta(minutes=20),
    }
    after = in_the_way(team, "2026-03-02 10:44", busy=busy, **gaps)
    assert told(after) == [("buffer", 'an event ends 10:30 "1:1": 15 min are kept free after it')]
    assert (after[0].start, after[0].end) == (instant("2026-03-02 10:30"), instant("2026-03-02 10:45"))
    assert in_the_way(team, "2026-03-02 10:45", busy=busy, **gaps) == []
    before = in_the_way(team, "2026-03-02 09:11", minutes=30, busy=busy, **gaps)
    assert told(before) == [("buffer", 'an event starts 10:00 "1:1": 20 min are kept free before it')]
    assert (before[0].start, before[0].end) == (instant("2026-03-02 09:40"), instant("2026-03-02 10:00"))
    assert in_the_way(team, "2026-03-02 09:10", minutes=30, busy=busy, **gaps) == []


def test_the_longer_of_two_buffers_that_meet_counts() -> None:
    team = Team("t", "UTC", NINE_TO_FIVE)
    busy = {"t": [Busy("2026-03-02T10:00Z", "2026-03-02T10:30Z")]}
    both: dict[str, Any] = {
        "buffer_before": timedelta(minutes=10),
        "event_buffer_after": timedelta(minutes=25),
    }
    assert in_the_way(team, "2026-03-02 10:54", busy=busy, **both)
    assert in_the_way(team, "2026-03-02 10:55", busy=busy, **both) == []


def test_a_limit_is_told_with_the_count_of_the_local_day_or_week() -> None:
    team = Team("t", "Asia/Manila", [Shift("00:00", "24:00")], days=["sat", "sun", "mon"])
    # Sunday 23:30 in Manila is Sunday there, though Sunday 15:30 of UTC.
    busy = {"t": [Busy("2026-03-08T15:30Z", "2026-03-08T17:00Z"), Busy("2026-03-08", status="busy")]}
    day = in_the_way(team, "2026-03-08 00:00", busy=busy, all_day="free", per_day=1)
    assert told(day) == [("limit", "has 1 event that day already")]
    assert day[0].start <= instant("2026-03-08 00:00") < day[0].end <= instant("2026-03-08 16:00")
    assert in_the_way(team, "2026-03-08 17:00", busy=busy, all_day="free", per_day=1) == []
    assert in_the_way(team, "2026-03-08 00:00", busy=busy, all_day="free", per_day=2) == []
    busy["t"].append(Busy("2026-03-02T02:00Z", "2026-03-02T03:00Z"))
    week = in_the_way(team, "2026-03-07 01:00", busy=busy, per_week=2)
    assert told(week) == [("limit", "has 2 events that week already")]
    assert in_the_way(team, "2026-03-08 17:00", busy=busy, per_week=2) == []
    both = in_the_way(team, "2026-03-08 00:00", busy=busy, all_day="free", per_day=1, per_week=1)
    assert sorted(one.text for one in both) == [
        "has 1 event that day already",
        "has 2 events that week already",
    ]


def test_a_limit_ends_with_its_day() -> None:
    team = Team("t", "UTC", [Shift("00:00", "24:00")], days=["mon", "tue"])
    busy = {"t": [Busy("2026-03-02T10:00Z", "2026-03-02T11:00Z")]}
    search = search_for(
        Roster([team]), "2026-03-02", "2026-03-03", timedelta(hours=1), {"busy": busy, "per_day": 1}
    )
    (who,) = search.known.delegates("t")
    for at, count in (("2026-03-02 00:00", 1), ("2026-03-02 22:59", 1), ("2026-03-03 00:00", 0)):
        start = instant(at)
        assert len(obstacles(search.known, who, start, start + 60)) == count


def test_notice_is_told_with_its_end_on_the_person_s_clock() -> None:
    team = Team("t", "Asia/Kolkata", [Shift("00:00", "24:00")])
    found = in_the_way(team, "2026-03-02 10:00", earliest="2026-03-02 10:30")
    assert found == [
        Obstacle(
            "notice",
            instant("2026-03-02 10:00"),
            instant("2026-03-02 10:30"),
            "",
            "too soon: notice ends Mon 2 Mar 2026 16:00",
        )
    ]
    (long,) = in_the_way(team, "2026-03-02 10:00", earliest="2026-03-03 10:30")
    assert long.end == instant("2026-03-02 11:00")
    assert in_the_way(team, "2026-03-02 10:30", earliest="2026-03-02 10:30") == []


# Clock changes

NEW_YORK = Team("ny", "America/New_York", NINE_TO_FIVE)
LATE = Team("w", "Europe/Warsaw", [Shift("15:00", "23:00")])
SAO_PAULO = Team("sp", "America/Sao_Paulo", [Shift("09:00", "18:00")])
KOLKATA = Team("k", "Asia/Kolkata", [Shift("10:00", "19:00")])
CASABLANCA = Team("c", "Africa/Casablanca", [Shift("15:00", "23:00")])
SUNDAYS = Team("k", "Asia/Kolkata", [Shift("12:00", "19:00")], days=["sun"])

FORWARD_US = "America/New_York goes forward 1 h on Sun 8 Mar 2026"
FORWARD_EU = "Europe/Warsaw goes forward 1 h on Sun 29 Mar 2026"
BACK_EU = "Europe/Warsaw goes back 1 h on Sun 25 Oct 2026"
BACK_EU_2025 = "Europe/Warsaw goes back 1 h on Sun 26 Oct 2025"
BACK_US_2025 = "America/New_York goes back 1 h on Sun 2 Nov 2025"
BACK_US = "America/New_York goes back 1 h on Sun 1 Nov 2026"


@pytest.mark.parametrize(
    ("team", "reader", "at", "says"),
    [
        # 09:00 in New York is 15:00 in Warsaw, but 14:00 while only America's clocks have moved.
        (LATE, "America/New_York", "2026-03-10 13:00", f"until {FORWARD_US}"),
        (LATE, "America/New_York", "2026-03-24 13:00", f"until {FORWARD_US}"),
        (LATE, "America/New_York", "2026-10-27 13:00", f"until {BACK_EU}"),
        # And 17:00 in New York is 22:00 in Warsaw then, 23:00 the rest of the year.
        (NEW_YORK, "Europe/Warsaw", "2026-03-10 21:00", f"until {FORWARD_US}"),
        (NEW_YORK, "Europe/Warsaw", "2026-10-29 21:00", f"until {BACK_EU}"),
        # São Paulo has one time all year: New York's clock takes it along.
        (SAO_PAULO, "America/New_York", "2026-12-10 21:00", f"until {BACK_US}"),
        (SAO_PAULO, "America/New_York", "2026-02-10 21:00", f"until {BACK_US_2025}"),
        (NEW_YORK, "America/Sao_Paulo", "2026-02-10 13:30", f"until {BACK_US_2025}"),
        (NEW_YORK, "America/Sao_Paulo", "2026-12-10 13:30", f"until {BACK_US}"),
        (NEW_YORK, "America/Sao_Paulo", "2026-07-10 21:00", f"until {FORWARD_US}"),
        # Kolkata's clock never changes; the reader's does.
        (KOLKATA, "Europe/Warsaw", "2026-01-12 13:30", f"until {BACK_EU_2025}"),
        (KOLKATA, "Europe/Warsaw", "2026-11-12 13:30", f"until {BACK_EU}"),
        (KOLKATA, "America/New_York", "2026-07-10 04:00", f"until {FORWARD_US}"),
        # In Ramadan Morocco's clock is back too: spells of three weeks and two are as good as each other.
        (CASABLANCA, "America/New_York", "2026-03-10 14:00", f"until {FORWARD_US}"),
        # The same time a week before is an hour later, and begins before the change but ends after it.
        (SUNDAYS, "America/New_York", "2026-03-15 05:30", f"until {FORWARD_US}"),
    ],
)
def test_a_clock_change_that_moved_a_meeting_out_of_hours_is_told(
    team: Team, reader: str, at: str, says: str
) -> None:
    (plain,) = in_the_way(team, at)
    (one,) = in_the_way(team, at, reader=reader)
    assert plain.code == "outside-hours"
    assert one == plain._replace(code="clock-change", text=f"{plain.text}; inside hours {says}")


@pytest.mark.parametrize(
    ("team", "reader", "at"),
    [
        # 11:00 in New York is 17:00 in Warsaw nearly all year; the weeks in which it is 16:00 are passing.
        (Team("w", "Europe/Warsaw", NINE_TO_FIVE), "America/New_York", "2026-02-10 16:00"),
        (Team("w", "Europe/Warsaw", NINE_TO_FIVE), "America/New_York", "2026-03-31 15:00"),
        (Team("w", "Europe/Warsaw", NINE_TO_FIVE), "America/New_York", "2026-07-10 15:00"),
        (Team("w", "Europe/Warsaw", NINE_TO_FIVE), "America/New_York", "2026-11-03 16:00"),
        # One clock: what it says is what it said.
        (NEW_YORK, "America/New_York", "2026-03-10 21:00"),
        (NEW_YORK, "America/New_York", "2026-03-10 12:00"),
        (KOLKATA, "Asia/Kolkata", "2026-03-10 14:00"),
        (KOLKATA, "Asia/Manila", "2026-03-10 14:00"),
        # Too far from hours for one hour to matter.
        (SAO_PAULO, "America/New_York", "2026-12-10 22:30"),
        # Another weekday is another matter.
        (Team("sp", "America/Sao_Paulo", [Shift("09:00", "19:00", days=["tue"]), *NINE_TO_FIVE[:0]]),
         "America/New_York", "2026-12-10 21:00"),
    ],
)  # fmt: skip
def test_what_is_outside_hours_by_itself_is_no_clock_change(team: Team, reader: str, at: str) -> None:
    found = in_the_way(team, at, reader=reader)
    assert found
    assert "clock-change" not in [one.code for one in found]
    assert found == in_the_way(team, at)


def test_a_shift_pinned_to_another_clock_moves_with_it() -> None:
    desk = Team("m", "Asia/Manila", [Shift("09:00", "17:00", zone="America/New_York")])
    (one,) = in_the_way(desk, "2026-03-10 21:00", reader="Asia/Manila")
    assert one.code == "clock-change"
    assert one.text == (
        f"outside hours, 05:00–06:00 local time: work ends 05:00; inside hours until {FORWARD_US}"
    )
    (other,) = in_the_way(desk, "2026-03-03 13:00", reader="Asia/Manila")
    assert other.text.endswith(f"work starts 22:00; inside hours until {BACK_US_2025}")


def test_a_season_that_began_meanwhile_explains_it_instead() -> None:
    def team(first: str) -> Team:
        early = Season(first, "2026-12-31", shifts=[Shift("09:00", "18:00")], name="winter")
        return Team("sp", "America/Sao_Paulo", [Shift("09:00", "18:00")], seasons=[early])

    at, reader = "2026-11-05 21:00", "America/New_York"
    assert [one.code for one in in_the_way(team("2026-10-01"), at, reader=reader)] == ["clock-change"]
    (later,) = in_the_way(team("2026-11-02"), at, reader=reader)
    assert later.code == "outside-hours"
    # On the far side of the next change nothing but the clock is different.
    (before,) = in_the_way(team("2026-01-05"), "2026-02-10 21:00", reader=reader)
    assert before.text.endswith(f"inside hours once {FORWARD_US}")
    # The nearest such day beyond it counts: that is 10 March.
    for last, first, is_told in (("2026-03-10", "2026-03-11", True), ("2026-03-09", "2026-03-10", False)):
        seasons = [
            Season("2026-01-05", last, shifts=[Shift("09:00", "18:00")], name="winter"),
            Season(first, "2026-12-31", shifts=[Shift("09:00", "18:00")], name="autumn"),
        ]
        moved = Team("sp", "America/Sao_Paulo", [Shift("09:00", "18:00")], seasons=seasons)
        (near,) = in_the_way(moved, "2026-02-10 21:00", reader=reader)
        assert near.text.endswith(f"inside hours once {FORWARD_US}") == is_told
    (on_the_day,) = in_the_way(team("2026-03-12"), "2026-03-05 21:00", reader=reader)
    assert on_the_day.text.endswith(f"inside hours until {BACK_US_2025}")


def test_a_rota_is_compared_with_the_same_turn_of_the_rota() -> None:
    shifts = [Shift("09:00", "18:00", name="day"), Shift("12:00", "21:00", name="late")]

    def team(*days: str) -> Team:
        return Team("sp", "America/Sao_Paulo", shifts, cycle=Cycle("2026-10-05", days))

    at, reader = "2026-11-05 21:00", "America/New_York"  # a Thursday, 18:00 there
    (one,) = in_the_way(team("day"), at, reader=reader)
    assert one.text.endswith(f"inside hours until {BACK_US}")
    # Of four days the turn comes round with the weekday every four weeks.
    (four,) = in_the_way(team("late", "late", "late", "day"), at, reader=reader)
    assert four.code == "clock-change"
    # Of 31 days it comes round with the weekday after 217: too far to compare.
    (long,) = in_the_way(team(*["day"] * 31), at, reader=reader)
    assert long.code == "outside-hours"


def test_a_time_beyond_a_second_clock_change_is_no_comparison() -> None:
    def team(*days: str) -> Team:
        return Team(
            "c", "America/Santiago", [Shift("09:00", "18:00", name="day")], cycle=Cycle("2026-10-05", days)
        )

    at, reader = "2026-11-10 21:00", "America/New_York"  # 18:00 in Santiago, whose clock changed in September
    (weekly,) = in_the_way(team("day"), at, reader=reader)
    assert weekly.text.endswith(f"inside hours until {BACK_US}")
    (twelve_weeks,) = in_the_way(team(*["day"] * 12), at, reader=reader)
    assert twelve_weeks.code == "outside-hours"


def test_quiet_hours_are_told_as_a_clock_change_too() -> None:
    late = Team("k", "Asia/Kolkata", [Shift("13:00", "22:00")])
    (one,) = in_the_way(late, "2026-12-10 16:30", reader="Europe/Warsaw", domain="waking")
    assert one.code == "clock-change"
    assert one.text == f"quiet hours, 22:00–23:00 local time; inside hours until {BACK_EU}"


def test_a_holiday_on_the_other_side_does_not_matter() -> None:
    shut = Team(
        "sp", "America/Sao_Paulo", [Shift("09:00", "18:00")], closures=[Closure("2026-10-01", "2026-10-31")]
    )
    (one,) = in_the_way(shut, "2026-11-05 21:00", reader="America/New_York")
    assert one.code == "clock-change"
    assert one.text.endswith(f"inside hours until {BACK_US}")


def test_the_edges_of_the_supported_years_are_no_trouble() -> None:
    roster = Roster([KOLKATA])
    first = datetime(1974, 1, 1, tzinfo=UTC)
    search = search_for(roster, first, first + timedelta(days=1), timedelta(hours=1), {})
    (who,) = search.known.delegates("k")
    for at in ("1974-01-01 20:00", "1974-01-01 23:00"):
        start = instant(at)
        found = obstacles(search.known, who, start, start + 60, reader=zone("America/New_York"))
        assert [one.code for one in found] == ["outside-hours"]


@settings(max_examples=25)
@given(workloads(), zones_and_days(), st.data())
def test_a_told_clock_change_is_one_beyond_which_the_same_time_is_inside_hours(
    workload: Any, reader: tuple[str, int], data: st.DataObject
) -> None:
    team = Team("t", "UTC", NINE_TO_FIVE)
    roster = Roster([team])
    length = data.draw(st.sampled_from([1, 15, 60]))
    horizon = data.draw(horizons_near(*reader))
    start = data.draw(st.integers(horizon.start, horizon.end))
    first = datetime.fromtimestamp(start * 60, UTC)
    search = search_for(roster, first, first + timedelta(minutes=length), timedelta(minutes=length), {})
    who = Delegate("t", "t", "T", workload.pattern, (), 1, False)
    found = obstacles(search.known, who, start, start + length, reader=zone(reader[0]))
    worker: Worker = workload.worker
    for one in found:
        if one.code == "clock-change":
            assert _is_inside_elsewhere(worker, reader[0], start, length, "until" in one.text)


def _is_inside_elsewhere(worker: Worker, reader: str, start: int, length: int, before: bool) -> bool:
    """Whether the same time of the reader's same weekday is at work on some week a year that way."""
    wall = wall_shown(reader, start)
    for week in range(1, 53):
        there = instant_of_wall(reader, wall + (-7 if before else 7) * week * DAY)
        if minutes_at_work(worker, there, there + length, bare=True) == set(range(there, there + length)):
            return True
    return False


# What comes first


def test_obstacles_come_in_order_of_time_and_the_main_one_takes_most() -> None:
    off = [TimeOff("2026-03-02", from_time="15:00", until_time="15:20", name="call")]
    team = Team(
        "t",
        "UTC",
        [Shift("09:00", "16:00", breaks=[Break("14:00", "14:30")])],
        members=[Member("a", time_off=off)],
    )
    busy = {
        "t.a": [
            Busy("2026-03-02T13:30Z", "2026-03-02T14:00Z"),
            Busy("2026-03-02T16:20Z", "2026-03-02T18:00Z"),
        ]
    }
    found = in_the_way(
        team,
        "2026-03-02 13:45",
        minutes=150,
        member="a",
        busy=busy,
        event_buffer_before=timedelta(minutes=30),
    )
    assert [one.code for one in found] == ["busy", "break", "time-off", "buffer", "outside-hours"]
    main = main_obstacle(found, instant("2026-03-02 13:45"), instant("2026-03-02 16:15"))
    assert main is not None
    assert main.code == "break"


def test_of_obstacles_that_take_as_much_the_first_code_then_the_first_in_time_is_the_main_one() -> None:
    def one(code: ObstacleCode, start: int, end: int) -> Obstacle:
        return Obstacle(code, start, end, "", "")

    assert main_obstacle([], 0, 60) is None
    assert main_obstacle([one("busy", 0, 30), one("break", 30, 60)], 0, 60) == one("break", 30, 60)
    assert main_obstacle([one("busy", 30, 60), one("busy", 0, 30)], 0, 60) == one("busy", 0, 30)
    # Only what lies inside the meeting counts; what stands beside it takes nothing.
    assert main_obstacle([one("busy", -90, 10), one("break", 30, 41)], 0, 60) == one("break", 30, 41)
    assert main_obstacle([one("limit", -900, 900), one("busy", 30, 31)], 0, 60) == one("busy", 30, 31)
    assert main_obstacle([one("notice", 0, 60), one("buffer", -30, 30)], 0, 60) == one("buffer", -30, 30)


# Generated questions


@settings(max_examples=20)
@given(questions(), st.data())
def test_obstacles_are_the_minutes_and_events_walked(asked: Asked, data: st.DataObject) -> None:
    brute = asked.brute
    search = search_for(asked.roster, *asked.bounds, asked.duration, cast("MeetingOptions", asked.options))
    last = brute.end - brute.duration
    if last < brute.start:
        return
    for one in brute.ids:
        for who in search.known.delegates(one):
            (person,) = (person for person in brute.people[one] if person.key == who.person)
            for start in {data.draw(st.integers(brute.start, last)) for _ in range(3)}:
                end = start + brute.duration
                found = obstacles(search.known, who, start, end)
                minutes: dict[int, str] = {}
                for obstacle in found:
                    if obstacle.code not in BESIDE:
                        run = dict.fromkeys(range(obstacle.start, obstacle.end), obstacle.code)
                        assert not minutes.keys() & run.keys()
                        minutes |= run
                assert minutes == unusable(brute, person, start, end)
                events = Counter(
                    (obstacle.code, obstacle.start, obstacle.end)
                    for obstacle in found
                    if obstacle.code in ("busy", "tentative", "buffer")
                )
                assert events == events_near(brute, person, start, end)
                counts = [int(obstacle.text.split()[1]) for obstacle in found if obstacle.code == "limit"]
                assert sorted(counts) == sorted(full_periods(brute, person, start))
                assert bool(found) != brute.can_come(person, start)


@pytest.mark.parametrize(
    ("shift", "at", "code"),
    [
        # Volgograd went back an hour on Sat 26 Dec 2020 at 22:00 of UTC, and two years before forward.
        (Shift("14:00", "22:00"), "2021-12-27 22:00", "clock-change"),
        (Shift("14:00", "22:00"), "2021-12-27 22:15", "outside-hours"),
        (Shift("22:00", "24:00"), "2019-12-26 21:30", "outside-hours"),
        (Shift("22:00", "24:00"), "2019-12-26 21:45", "clock-change"),
    ],
)
def test_a_change_more_than_366_days_away_explains_nothing(shift: Shift, at: str, code: str) -> None:
    (one,) = in_the_way(Team("u", "UTC", [shift]), at, minutes=30, reader="Europe/Volgograd")
    assert one.code == code
