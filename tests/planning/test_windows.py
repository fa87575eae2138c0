"""Windows are what a walk over every minute says they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby, pairwise
from typing import Any

import pendulum
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.core.civil import date_of
from overlap.errors import (
    BadArgument,
    BadDate,
    BadHorizon,
    BadQuorum,
    BadZone,
    BeyondData,
    NaiveDatetime,
    UnknownId,
)
from overlap.people.absence import Closure, TimeOff
from overlap.people.calendars import Calendar
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.schedule import Cycle, Season
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.selection import Group
from overlap.planning.windows import Window, Windows, find_windows
from overlap.render.text import to_text
from tests.planning.brute import holidays, instant, pairs, reached, runs, there
from tests.properties.oracle import Kept, minutes_at_work, wall_shown
from tests.properties.strategies import Crowd, FakeTable, crowds

NINE_TO_FIVE = [Shift("09:00", "17:00")]
NEW_YORK = Team("ny", "America/New_York", NINE_TO_FIVE, name="New York")
BERLIN = Team("berlin", "Europe/Berlin", NINE_TO_FIVE, name="Berlin")
PUNE = Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")], name="Pune")


def windows_of(roster: Roster, start: str, end: str, **asked: Any) -> Windows:
    return find_windows(roster, f"{start.replace(' ', 'T')}Z", f"{end.replace(' ', 'T')}Z", **asked)


def assert_is_brute_force(
    found: Windows, present: dict[str, set[int]], expected: set[int], least: int = 0
) -> None:
    """Windows, those who stay, and those who come and go are the ones of the minutes given."""
    wanted = [(start, end) for start, end in runs(expected) if end - start >= least]
    assert pairs(found.intervals) == wanted
    assert [(window.start, window.end) for window in found] == wanted
    assert found.total == timedelta(minutes=sum(end - start for start, end in wanted))
    assert found.horizon.start <= min([start for start, _ in wanted], default=found.horizon.start)
    assert found.horizon.end >= max([end for _, end in wanted], default=found.horizon.end)
    for window in found:
        inside = range(window.start, window.end)
        assert window.teams == tuple(one for one in present if present[one].issuperset(inside))
        walked = []
        for who, run in groupby(inside, key=lambda minute: tuple(o for o in present if minute in present[o])):
            minutes = list(run)
            walked.append((minutes[0], minutes[-1] + 1, who))
        parts = found.parts(window)
        merged: list[tuple[int, int, tuple[str, ...]]] = []
        for part in parts:  # one leaves as another comes: neighbours always differ
            merged.append((part.start, part.end, part.teams))
        assert merged == walked
        assert window.minutes == window.end - window.start
        assert window.duration == timedelta(minutes=window.minutes)


PH, PH_KEPT = holidays("2026-03-10", half=("2026-03-12",))
HAND_MADE: dict[str, tuple[Roster, dict[str, Kept], str, str]] = {
    "three offices over a US change": (
        Roster([NEW_YORK, BERLIN, PUNE]),
        {},
        "2026-03-04 03:17",
        "2026-03-11 14:31",
    ),
    "nights, breaks and holidays": (
        Roster(
            [
                Team(
                    "manila",
                    "Asia/Manila",
                    [
                        Shift("22:00", "06:00", name="night", breaks=[Break("01:00", "01:30")]),
                        Shift(
                            "06:00", "14:00", name="morning", breaks=[Break(after_minutes=240, minutes=45)]
                        ),
                    ],
                    holidays=PH,
                    headcount=7,
                    members=[
                        Member("ana", shifts=["night"], time_off=[TimeOff("2026-03-11")]),
                        Member("ben", zone="America/New_York", shifts=[Shift("08:00", "16:00")]),
                    ],
                ),
                Team("ny", "America/New_York", NINE_TO_FIVE, closures=[Closure("2026-03-09")]),
                Team(
                    "bogota", "America/Bogota", [Shift("07:00", "12:00"), Shift("12:00", "16:00", name="b")]
                ),
            ]
        ),
        {"manila": PH_KEPT},
        "2026-03-06 00:00",
        "2026-03-14 11:11",
    ),
    "nasty zones at their changes": (
        Roster(
            [
                Team("howe", "Australia/Lord_Howe", [Shift("22:00", "06:00")], days=["sat", "sun", "mon"]),
                Team(
                    "troll", "Antarctica/Troll", [Shift("00:00", "24:00")], days=["fri", "sat", "sun", "mon"]
                ),
                Team("chatham", "Pacific/Chatham", [Shift("02:30", "12:00")], days=["sat", "sun", "mon"]),
                Team("cairo", "Africa/Cairo", [Shift("00:00", "08:00")], days=["fri", "sat", "sun", "mon"]),
            ]
        ),
        {},
        "2026-04-03 20:00",
        "2026-04-06 23:59",
    ),
    "a skipped date": (
        Roster(
            [
                Team("apia", "Pacific/Apia", [Shift("20:00", "04:00")], days=["thu", "fri", "sat"]),
                Team("fakaofo", "Pacific/Fakaofo", [Shift("22:00", "23:30")], days=["thu", "fri", "sat"]),
                Team("suva", "Pacific/Fiji", [Shift("00:00", "24:00")], days=["thu", "fri", "sat"]),
            ]
        ),
        {},
        "2011-12-28 00:00",
        "2012-01-02 00:00",
    ),
    "cycles, seasons and a pinned shift": (
        Roster(
            [
                Team(
                    "field",
                    "Europe/Warsaw",
                    [Shift("06:00", "14:00", name="early"), Shift("14:00", "22:00", name="late")],
                    cycle=Cycle("2026-01-05", ["early", "early", "late", "late", "off"]),
                ),
                Team(
                    "dubai",
                    "Asia/Dubai",
                    [Shift("09:00", "18:00")],
                    seasons=[Season("2026-03-11", "2026-03-13", shorten_minutes=120)],
                ),
                Team("desk", "Asia/Manila", [Shift("03:00", "11:00", zone="America/New_York")]),
            ]
        ),
        {},
        "2026-03-05 00:00",
        "2026-03-16 00:00",
    ),
}


@pytest.mark.parametrize("case", HAND_MADE)
def test_windows_of_hand_made_rosters_are_the_minutes_walked(case: str) -> None:
    roster, kept, start, end = HAND_MADE[case]
    ids = [team.id for team in roster]
    present = there(roster, ids, instant(start), instant(end), kept=kept)
    everybody = windows_of(roster, start, end)
    assert_is_brute_force(everybody, present, reached(present.values(), len(ids)))
    for quorum in range(1, len(ids) + 1):
        expected = reached(present.values(), quorum)
        assert_is_brute_force(windows_of(roster, start, end, quorum=quorum), present, expected)
        for least in (1, 30, 61, 24 * 60):
            found = windows_of(roster, start, end, quorum=quorum, min_duration=timedelta(minutes=least))
            assert_is_brute_force(found, present, expected, least)
    assert windows_of(roster, start, end, quorum=len(ids)) == everybody


@pytest.mark.parametrize("case", HAND_MADE)
def test_a_choice_of_teams_is_a_roster_of_them_alone(case: str) -> None:
    roster, kept, start, end = HAND_MADE[case]
    for one, other in pairwise(team.id for team in roster):
        present = there(roster, [other, one], instant(start), instant(end), kept=kept)
        expected = present[one] & present[other]
        assert_is_brute_force(windows_of(roster, start, end, teams=[other, one]), present, expected)


def test_members_are_asked_for_by_team_and_name() -> None:
    roster, kept, start, end = HAND_MADE["nights, breaks and holidays"]
    ids = ["manila.ana", "manila.ben", "ny"]
    present = there(roster, ids, instant(start), instant(end), kept=kept)
    assert all(present.values())
    for quorum in (1, 2):
        found = windows_of(roster, start, end, teams=ids, quorum=quorum)
        assert_is_brute_force(found, present, reached(present.values(), quorum))


def test_every_group_has_its_own_quorum_at_the_same_minute() -> None:
    roster, kept, start, end = HAND_MADE["nights, breaks and holidays"]
    present = there(roster, ["manila", "ny", "bogota"], instant(start), instant(end), kept=kept)
    expected = present["manila"] & (present["ny"] | present["bogota"])
    groups: list[Any] = [(["manila"], None), Group(["ny", "bogota"], 1)]
    found = windows_of(roster, start, end, groups=groups)
    assert_is_brute_force(found, present, expected)
    assert [row for row in found.to_dicts() if "parts" in row]


def test_heads_are_counted_over_named_and_unnamed_people() -> None:
    roster = Roster(
        [
            Team(
                "manila",
                "Asia/Manila",
                [
                    Shift("06:00", "14:00", name="am", headcount=2),
                    Shift("12:00", "20:00", name="pm", headcount=4),
                ],
                headcount=6,
                members=[Member("ana", shifts=["am"])],
            ),
            Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")], headcount=3),
        ]
    )
    start, end = "2026-03-02 00:00", "2026-03-04 00:00"
    low, high = instant(start), instant(end)
    count: dict[int, int] = {}
    for minute in range(low, high):
        manila, pune = wall_shown("Asia/Manila", minute), wall_shown("Asia/Kolkata", minute)
        # Ana is one of the two of the morning.
        manila_heads = 2 * (360 <= manila % 1440 < 840) + 4 * (720 <= manila % 1440 < 1200)
        heads = manila_heads + 3 * (600 <= pune % 1440 < 1140)
        count[minute] = heads
    present = there(roster, ["manila", "pune"], low, high)
    for headcount in range(1, 10):
        expected = {minute for minute, heads in count.items() if heads >= headcount}
        found = windows_of(roster, start, end, headcount=headcount)
        assert_is_brute_force(found, present, expected)
    both = windows_of(roster, start, end, teams=["manila.ana", "pune"], headcount=4)
    met = there(roster, ["manila.ana", "pune"], low, high)
    assert pairs(both.intervals) == runs(met["manila.ana"] & met["pune"])
    two = windows_of(roster, start, end, teams=["manila.ana", "pune"], headcount=2)
    assert pairs(two.intervals) == runs(met["pune"])
    one = windows_of(roster, start, end, teams=["manila.ana"], headcount=1)
    assert pairs(one.intervals) == runs(there(roster, ["manila.ana"], low, high)["manila.ana"])


@pytest.mark.parametrize(("step", "start", "end"), [(5, "11:05", "03:00"), (7, "11:07", "03:03")])
def test_windows_of_many_teams_are_the_minutes_walked(step: int, start: str, end: str) -> None:
    zones = ["America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Europe/Berlin", "Asia/Manila"]
    away, kept = holidays("2026-03-10")
    teams = [
        Team(
            f"t{number}",
            zones[number % 5],
            [Shift(f"{number % 24:02d}:{number * step % 60:02d}", f"{(number + 8) % 24:02d}:30")],
            holidays=away if number % 4 == 0 else None,
            members=[Member("a"), Member("b", zone="UTC")] if number % 9 == 0 else (),
        )
        for number in range(30)
    ]
    roster = Roster(teams)
    start, end = f"2026-03-06 {start}", f"2026-03-12 {end}"
    by_id = {team.id: kept for team in teams if team.holidays is not None}
    present = there(roster, [team.id for team in teams], instant(start), instant(end), kept=by_id)
    for quorum in (1, 2, 9, 15, 29, 30):
        found = windows_of(roster, start, end, quorum=quorum)
        expected = runs(reached(present.values(), quorum))
        assert pairs(found.intervals) == expected


@settings(max_examples=30)
@given(crowds(), st.data())
def test_windows_of_generated_rosters_are_the_minutes_walked(crowd: Crowd, data: st.DataObject) -> None:
    roster = Roster([group.team for group in crowd.groups])
    start, end = crowd.horizon.start, crowd.horizon.end
    present = {
        group.team.id: set().union(*(minutes_at_work(worker, start, end) for worker in group.workers()))
        for group in crowd.groups
    }
    quorum = data.draw(st.none() | st.integers(1, len(present)))
    least = data.draw(st.sampled_from([0, 1, 15, 60, 600]))
    bounds = [datetime.fromtimestamp(edge * 60, UTC) for edge in (start, end)]
    found = find_windows(roster, *bounds, quorum=quorum, min_duration=timedelta(minutes=least))
    assert_is_brute_force(found, present, reached(present.values(), quorum or len(present)), least)
    shuffled = Roster(data.draw(st.permutations(roster.teams)), zone="Pacific/Kiritimati")
    again = find_windows(shuffled, *bounds, quorum=quorum, min_duration=timedelta(minutes=least))
    assert again.intervals == found.intervals
    assert [set(window.teams) for window in again] == [set(window.teams) for window in found]


@settings(max_examples=20)
@given(crowds(), st.data())
def test_a_team_with_more_time_off_never_gains_a_window(crowd: Crowd, data: st.DataObject) -> None:
    teams = [group.team for group in crowd.groups]
    bounds = [datetime.fromtimestamp(edge * 60, UTC) for edge in (crowd.horizon.start, crowd.horizon.end)]
    day = crowd.horizon.start // 1440 + data.draw(st.integers(-2, 4))
    shut = Closure(date_of(day), date_of(day + data.draw(st.integers(0, 2))))
    busier = teams[0].replace(closures=[*teams[0].closures, shut])
    for quorum in range(1, len(teams) + 1):
        less = find_windows(Roster(teams), *bounds, quorum=quorum).intervals
        more = find_windows(Roster([busier, *teams[1:]]), *bounds, quorum=quorum).intervals
        assert all(less.covers(start, end) for start, end in more)


def test_a_team_that_is_never_there_leaves_no_window_for_all() -> None:
    idle = Team("idle", "UTC", [])
    roster = Roster([NEW_YORK, idle, BERLIN])
    assert not find_windows(roster, "2026-01-01", "2026-12-31")
    assert find_windows(roster, "2026-03-02", "2026-03-02", quorum=2)
    assert not find_windows(roster, "2026-03-02", "2026-03-02", teams=["ny", "idle"])
    assert find_windows(roster, "2026-03-02", "2026-03-02", groups=[(["ny", "idle"], 1), (["berlin"], None)])


def test_a_swap_day_is_shared_though_the_pattern_knows_nothing_of_it() -> None:
    swap = Calendar(FakeTable(), working=((date(2026, 3, 7), "swap"),))
    saturdays = Team("sat", "UTC", NINE_TO_FIVE, days=["sat"])
    found = find_windows(
        Roster([saturdays, Team("w", "UTC", NINE_TO_FIVE, holidays=swap)]), "2026-03-02", "2026-03-31"
    )
    assert pairs(found.intervals) == [(instant("2026-03-07 09:00"), instant("2026-03-07 17:00"))]


# Views of the same windows


WEEK = find_windows(
    Roster([NEW_YORK, BERLIN, PUNE], zone="Europe/Berlin"), "2026-03-09", "2026-03-13", quorum=2
)


def test_windows_are_a_sequence() -> None:
    listed = list(WEEK)
    assert len(WEEK) == len(listed) == 5
    assert WEEK[0] == listed[0]
    assert WEEK[-1] == listed[-1]
    assert WEEK[1:4:2] == tuple(listed[1:4:2])
    assert WEEK[7:] == ()
    assert listed[2] in WEEK
    assert WEEK.index(listed[2]) == 2
    assert list(reversed(WEEK)) == listed[::-1]
    with pytest.raises(IndexError):
        WEEK[5]


def test_equal_windows_have_equal_people_too() -> None:
    def find(*teams: Team, **asked: Any) -> Windows:
        return find_windows(Roster(teams), "2026-03-09", "2026-03-13", **asked)

    twin = Team("twin", "America/New_York", NINE_TO_FIVE)
    assert find(NEW_YORK) == find(NEW_YORK)
    assert find(NEW_YORK) != find(twin)
    assert find(NEW_YORK).intervals == find(twin).intervals
    assert find(NEW_YORK, BERLIN) != find(NEW_YORK)
    assert find(NEW_YORK, twin) == find(NEW_YORK, twin, groups=[(["ny"], 1), (["twin"], 1)])
    assert find(NEW_YORK) != [*find(NEW_YORK)]
    with pytest.raises(TypeError, match="unhashable"):
        hash(WEEK)


def test_a_repr_says_how_many_and_how_long_or_why_none() -> None:
    assert repr(WEEK) == ("<Windows: 5 in Horizon('2026-03-08T23:00Z', '2026-03-13T23:00Z'), 40 h in all>")
    assert repr(WEEK[0]) == "Window('2026-03-09T08:00Z', '2026-03-09T16:00Z', teams=('berlin',))"
    none = find_windows(Roster([NEW_YORK, BERLIN]), "2026-03-07", "2026-03-07")
    assert repr(none) == (
        "<Windows: none in Horizon('2026-03-07T00:00Z', '2026-03-08T00:00Z'); "
        "New York and Berlin have no shift between these dates.>"
    )


def test_windows_by_date_follow_the_asked_clock() -> None:
    late = Team("late", "America/Los_Angeles", [Shift("15:00", "23:00")])
    found = find_windows(Roster([late], zone="UTC"), "2026-03-03", "2026-03-05")
    for key in (None, "Asia/Tokyo", "America/Los_Angeles"):
        by_date = found.by_date(key)
        assert [window for windows in by_date.values() for window in windows] == list(found)
        for on, windows in by_date.items():
            for window in windows:
                assert date_of(wall_shown(key or "UTC", window.start) // 1440) == on
    assert list(found.by_date("Asia/Tokyo")) == [
        date(2026, 3, 3),
        date(2026, 3, 4),
        date(2026, 3, 5),
        date(2026, 3, 6),
    ]
    with pytest.raises(BadZone):
        found.by_date("IST")


def test_local_times_are_the_packages_and_not_the_hosts() -> None:
    vancouver = Team("van", "America/Vancouver", NINE_TO_FIVE)
    found = find_windows(Roster([vancouver]), "2026-12-07", "2026-12-07", zone="America/Vancouver")
    local = found.in_zone("America/Vancouver")[0]
    assert local.start == pendulum.datetime(2026, 12, 7, 16)
    assert local.start.isoformat() == "2026-12-07T09:00:00-07:00"
    assert local.end.isoformat() == "2026-12-07T17:00:00-07:00"
    assert isinstance(local.start, pendulum.DateTime)
    assert local.start.timezone_name == "America/Vancouver"
    assert local.teams == ("van",)


@pytest.mark.parametrize(
    "key", ["America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca", "Pacific/Apia"]
)
def test_local_times_are_the_instants_in_utc(key: str) -> None:
    for on in ("2026-03-08", "2026-11-01", "2026-04-05", "2026-02-15"):
        roster = Roster(
            [Team("t", key, [Shift("00:00", "03:15"), Shift("20:00", "24:00")], days=["sun", "sat"])]
        )
        found = find_windows(roster, on, on, zone=key)
        assert found
        for window, local in zip(found, found.in_zone(key), strict=True):
            for minute, moment in ((window.start, local.start), (window.end, local.end)):
                assert moment.timestamp() == minute * 60
                offset = moment.utcoffset()
                assert offset is not None
                assert timedelta(minutes=wall_shown(key, minute) - minute) == offset


def test_plain_values_hold_utc_text_and_parts_where_people_come_and_go() -> None:
    assert WEEK.to_dicts()[0] == {
        "start": "2026-03-09T08:00Z",
        "end": "2026-03-09T16:00Z",
        "minutes": 480,
        "teams": ["berlin"],
        "parts": [
            {"start": "2026-03-09T08:00Z", "end": "2026-03-09T13:00Z", "teams": ["berlin", "pune"]},
            {"start": "2026-03-09T13:00Z", "end": "2026-03-09T13:30Z", "teams": ["ny", "berlin", "pune"]},
            {"start": "2026-03-09T13:30Z", "end": "2026-03-09T16:00Z", "teams": ["ny", "berlin"]},
        ],
    }
    everybody = find_windows(Roster([NEW_YORK, BERLIN]), "2026-03-09", "2026-03-09")
    assert everybody.to_dicts() == [
        {"start": "2026-03-09T13:00Z", "end": "2026-03-09T16:00Z", "minutes": 180, "teams": ["ny", "berlin"]}
    ]


def test_a_document_names_the_date_once_and_who_is_there() -> None:
    one = find_windows(
        Roster([NEW_YORK, BERLIN, PUNE], zone="Europe/Berlin"), "2026-03-09", "2026-03-09", quorum=2
    )
    assert to_text(one.document()).splitlines() == [
        "Date            Europe/Berlin      Length  Who",
        "--------------  -------------  ----------  ----------------",
        "Mon 9 Mar 2026  09:00–14:00           5 h  all but New York",
        "                14:00–14:30        30 min  everybody",
        "                14:30–17:00    2 h 30 min  all but Pune",
        "",
        "1 window, 8 h in all",
    ]
    assert "<td" in one._repr_html_()
    assert "40 h in all" in to_text(WEEK.document("Asia/Tokyo"))


def test_a_document_names_the_few_who_are_there() -> None:
    nights = Team("n", "Asia/Tokyo", NINE_TO_FIVE, name="Tokyo")
    roster = Roster([NEW_YORK, BERLIN, PUNE, nights])
    assert "Tokyo\n" in to_text(find_windows(roster, "2026-03-09", "2026-03-09", quorum=1).document())


def test_of_two_halves_those_who_are_there_are_named() -> None:
    early = [Team(one, "UTC", NINE_TO_FIVE, name=one.upper()) for one in ("a", "b")]
    late = [Team(one, "UTC", [Shift("18:00", "20:00")], name=one.upper()) for one in ("c", "d")]
    text = to_text(find_windows(Roster([*early, *late]), "2026-03-09", "2026-03-09", quorum=2).document())
    assert [line.split("  ")[-1] for line in text.splitlines()[2:4]] == ["A, B", "C, D"]


def test_a_document_of_heads_has_one_row_for_each_window() -> None:
    one = find_windows(Roster([BERLIN, PUNE], zone="UTC"), "2026-03-09", "2026-03-09", headcount=1)
    assert to_text(one.document()).splitlines()[2:] == [
        "Mon 9 Mar 2026  04:30–16:00  11 h 30 min  1 people or more",
        "",
        "1 window, 11 h 30 min in all",
    ]


def test_a_document_of_everybody_says_so() -> None:
    text = to_text(find_windows(Roster([NEW_YORK, BERLIN]), "2026-03-09", "2026-03-10").document())
    assert text.count("everybody") == 2
    assert text.endswith("\n2 windows, 6 h in all\n")


def test_an_empty_document_is_the_reason() -> None:
    none = find_windows(Roster([NEW_YORK, PUNE]), "2026-01-05", "2026-01-06", min_duration=timedelta(hours=1))
    text = to_text(none.document())
    assert none.reason is not None
    assert none.reason.message in text
    assert all(detail in text for detail in none.reason.details)
    assert WEEK.reason is None


# Arguments


ROSTER = Roster([NEW_YORK, BERLIN, PUNE])
MONDAY = [(instant("2026-03-09 13:00"), instant("2026-03-09 13:30"))]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-03-09", "2026-03-09"),
        (" 2026-03-09 ", "2026-03-09"),
        (date(2026, 3, 9), date(2026, 3, 9)),
        (datetime(2026, 3, 9, tzinfo=UTC), datetime(2026, 3, 10, tzinfo=UTC)),
        (pendulum.datetime(2026, 3, 9), pendulum.datetime(2026, 3, 10)),
        (pendulum.datetime(2026, 3, 8, 20, tz="America/New_York"), "2026-03-10T05:30+05:30"),
        (pendulum.date(2026, 3, 9), pendulum.date(2026, 3, 9)),
        ("2026-03-09T00:00Z", date(2026, 3, 9)),
        ("2026-03-09T13:00:59Z", "2026-03-09T13:29:01Z"),
    ],
)
def test_moments_are_understood_in_every_usual_form(start: Any, end: Any) -> None:
    assert pairs(find_windows(ROSTER, start, end).intervals) == MONDAY


def test_dates_are_read_in_the_asked_zone() -> None:
    tokyo = find_windows(ROSTER, "2026-03-09", "2026-03-09", zone="Pacific/Kiritimati")
    assert pairs(tokyo.intervals) == []
    assert tokyo.horizon.start == instant("2026-03-08 10:00")
    home = Roster([NEW_YORK, BERLIN, PUNE], zone="Pacific/Kiritimati")
    assert find_windows(home, "2026-03-09", "2026-03-09").horizon == tokyo.horizon


@pytest.mark.parametrize(
    ("start", "end", "error"),
    [
        (datetime(2026, 3, 9), "2026-03-10", NaiveDatetime),
        ("2026-03-09T10:00", "2026-03-10", NaiveDatetime),
        ("2026-03-09", datetime(2026, 3, 9), NaiveDatetime),
        (pendulum.naive(2026, 3, 9), "2026-03-10", NaiveDatetime),
        ("2026-03-10", "2026-03-09", BadHorizon),
        ("2026-03-10T10:00Z", "2026-03-10T10:00Z", BadHorizon),
        ("1900-01-01", "2026-03-09", BadHorizon),
        ("2026-01-01", "2999-01-01", BadHorizon),
        ("tomorrow", "2026-03-09", BadDate),
        ("2026-02-30", "2026-03-09", BadDate),
        (20260309, "2026-03-09", BadDate),
        (None, "2026-03-09", BadDate),
    ],
)
def test_moments_that_are_none_are_refused(start: Any, end: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        find_windows(ROSTER, start, end)


@pytest.mark.parametrize(
    ("asked", "error", "says"),
    [
        ({"teams": ["nyy"]}, UnknownId, 'did you mean "ny"?'),
        ({"teams": ["pune.ana"]}, UnknownId, "names nobody"),
        ({"teams": ["nowhere.ana"]}, UnknownId, "use ny, berlin, pune"),
        ({"groups": [(["berlln"], 1)]}, UnknownId, 'did you mean "berlin"?'),
        ({"teams": []}, BadArgument, "name at least one id"),
        ({"teams": "pune"}, BadArgument, "'pune' is no list of ids"),
        ({"teams": [1]}, BadArgument, "no list of ids"),
        ({"teams": ["ny", "ny"]}, BadArgument, "name each id once"),
        ({"quorum": 0}, BadQuorum, "ask for 1 to 3"),
        ({"quorum": 4}, BadQuorum, "ask for 1 to 3"),
        ({"quorum": True}, BadQuorum, "ask for 1 to 3"),
        ({"quorum": 1.5}, BadQuorum, "ask for 1 to 3"),
        ({"quorum": -1, "teams": ["ny"]}, BadQuorum, "ask for 1 to 1"),
        ({"headcount": 0}, BadQuorum, "ask for 1 to 3"),
        ({"headcount": 4}, BadQuorum, "a headcount of 4 where there are 3"),
        ({"headcount": True}, BadQuorum, "ask for 1 to 3"),
        ({"headcount": 1, "quorum": 1}, BadArgument, "give one"),
        ({"groups": []}, BadArgument, "leave groups out"),
        ({"groups": [([], None)]}, BadArgument, "name at least one id"),
        ({"groups": [(["ny"], 2)]}, BadQuorum, "ask for 1 to 1"),
        ({"groups": [["ny", "berlin"]]}, BadArgument, "is no group"),
        ({"groups": [("ny", 1)]}, BadArgument, "is no list of ids"),
        ({"groups": ["ny"]}, BadArgument, "is no group"),
        ({"groups": [(["ny"], 1)], "teams": ["ny"]}, BadArgument, "give groups alone"),
        ({"groups": [(["ny"], 1)], "quorum": 1}, BadArgument, "give groups alone"),
        ({"groups": [(["ny"], 1)], "headcount": 1}, BadArgument, "give groups alone"),
        ({"min_duration": timedelta(minutes=-1)}, BadArgument, "give a timedelta from zero"),
        ({"min_duration": 30}, BadArgument, "give a timedelta from zero"),
        ({"zone": "IST"}, BadZone, "Asia/Kolkata"),
    ],
)
def test_questions_that_cannot_be_asked_are_errors(asked: Any, error: type[Exception], says: str) -> None:
    with pytest.raises(error) as caught:
        find_windows(ROSTER, "2026-03-09", "2026-03-09", **asked)
    assert says in str(caught.value)


def test_a_length_may_be_any_timedelta_and_rounds_up_to_minutes() -> None:
    for length in (timedelta(minutes=30), pendulum.duration(minutes=30), timedelta(minutes=29, seconds=1)):
        assert (
            pairs(find_windows(ROSTER, "2026-03-09", "2026-03-09", min_duration=length).intervals) == MONDAY
        )
    for length in (timedelta(minutes=30, microseconds=1), pendulum.duration(minutes=31), timedelta(days=400)):
        assert not find_windows(ROSTER, "2026-03-09", "2026-03-09", min_duration=length)


def test_dates_beyond_the_holiday_data_are_an_error_and_not_working_days() -> None:
    table = FakeTable(known_until=date(2026, 3, 10))
    roster = Roster([replace_holidays(NEW_YORK, Calendar(table)), BERLIN])
    assert find_windows(roster, "2026-03-09", "2026-03-09")
    with pytest.raises(BeyondData):
        find_windows(roster, "2026-03-09", "2026-03-11")


def replace_holidays(team: Team, calendar: Calendar) -> Team:
    return Team(team.id, team.zone, team.shifts, holidays=calendar)


def test_windows_are_immutable() -> None:
    with pytest.raises(AttributeError):
        WEEK.horizon = WEEK.horizon  # type: ignore[misc]
    with pytest.raises(AttributeError):
        WEEK[0].start = 0  # type: ignore[misc]
    assert replace(WEEK[0], start=WEEK[0].start) == Window(WEEK[0].start, WEEK[0].end, WEEK[0].teams)


@pytest.mark.parametrize("off_grid", [False, True])
def test_of_people_asked_by_name_each_who_works_alike_counts_one(off_grid: bool) -> None:
    # What is pinned to another clock is no copy of one template, and is counted by its edges.
    pinned = Shift("12:00", "20:00", name="late", zone="Europe/London" if off_grid else None)
    early, late = Member("e0", shifts=["early"]), Member("l0", shifts=["late"])
    people = [
        early,
        *(early.like(f"e{at}") for at in (1, 2)),
        late,
        *(late.like(f"l{at}") for at in (1, 2, 3)),
    ]
    desk = Team("desk", "UTC", [Shift("08:00", "16:00", name="early"), pinned], members=people)
    mixed = Team(
        "mixed", "UTC", [Shift("10:00", "14:00")], headcount=2, members=[Member("a", zone="Asia/Dubai")]
    )
    roster = Roster([desk, mixed])
    ids = ["mixed", "desk", *(f"desk.{one.id}" for one in people)]
    # Of "mixed" one is there from 6 to 10, morning in Dubai, the other from 10 to 14: a team counts one.
    teams = {hour: (6 <= hour < 14) + (8 <= hour < 20) for hour in range(24)}
    counts = {hour: 3 * (8 <= hour < 16) + 4 * (12 <= hour < 20) + teams[hour] for hour in range(24)}
    for quorum in range(1, len(ids) + 1):
        found = find_windows(roster, "2026-01-05", "2026-01-05", teams=ids, quorum=quorum)
        hours = {(low // 60 + at) % 24 for low, high in found.intervals for at in range((high - low) // 60)}
        assert hours == {hour for hour, count in counts.items() if count >= quorum}, quorum
