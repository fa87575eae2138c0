"""Rosters: ids that exist, defaults that reach teams, errors with near ids."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from overlap.errors import BadArgument, BadRoster, BadSchedule, BadTime, BadZone, UnknownId
from overlap.people.calendars import Calendar
from overlap.people.meetings import Meeting
from overlap.people.members import Member
from overlap.people.requirements import CoverageNeed, HandoffNeed, LimitNeed, OverlapNeed
from overlap.people.roster import Defaults, Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from tests.properties.strategies import FakeTable

DAY = Shift("09:00", "17:00", name="day")


def team(id: str = "manila", **more: Any) -> Team:
    return Team(id, "Asia/Manila", [DAY], **more)


def test_a_roster_is_its_teams_in_order() -> None:
    roster = Roster([team("b"), team("a")], zone="America/New_York")
    assert [one.id for one in roster] == ["b", "a"]
    assert len(roster) == 2
    assert roster.home.key == "America/New_York"
    assert roster.team("a").id == "a"


def test_an_empty_roster_is_refused() -> None:
    with pytest.raises(BadRoster, match="a roster needs a team; add one with a zone and a shift"):
        Roster([])


@pytest.mark.parametrize(
    ("more", "error", "message"),
    [
        ({"teams": [team(), team()]}, BadRoster, 'two teams are called "manila"; rename one'),
        ({"zone": "EST"}, BadZone, "is an abbreviation"),
        (
            {"meetings": [Meeting("m", minutes=30, teams=["manila"])] * 2},
            BadRoster,
            'two meetings are called "m"',
        ),
        (
            {"meetings": [Meeting("m.x", minutes=30, teams=["manila"])]},
            BadRoster,
            "cannot be the id of a meeting",
        ),
        (
            {"meetings": [Meeting("m", minutes=30, teams=["manilla"])]},
            BadRoster,
            'meeting "m": no team is called "manilla"; did you mean "manila"',
        ),
        (
            {"meetings": [Meeting("m", minutes=30, required=["manila.bob"])]},
            BadRoster,
            'meeting "m": "bob" is no member of "manila"; it names nobody',
        ),
        (
            {"meetings": [Meeting("m", minutes=30, teams=["manila"], anchor="Manila")]},
            BadRoster,
            'the anchor "Manila" is neither a team nor a time zone; did you mean "Asia/Manila"',
        ),
        (
            {"requirements": [HandoffNeed("manila", "pune", 30)]},
            BadRoster,
            'requirement "manila to pune": no team',
        ),
        (
            {"requirements": [LimitNeed(["pune"], rest_minutes=1)]},
            BadRoster,
            'requirement "pune: 1 minutes of rest": no team is called "pune"; use manila',
        ),
        (
            {
                "requirements": [
                    LimitNeed(rest_minutes=1, name="calm"),
                    CoverageNeed("09:00", "17:00", zone="UTC", name="calm"),
                ]
            },
            BadRoster,
            'two requirements are called "calm"; give one of them a name of its own',
        ),
        ({"requirements": ["calm"]}, BadArgument, "requirements holds 'calm'"),
    ],
)
def test_a_roster_that_does_not_fit_together_is_refused(
    more: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        Roster(**{"teams": [team()], **more})


def test_meetings_and_requirements_may_name_what_there_is() -> None:
    roster = Roster(
        [team(members=[Member("ana")]), team("pune")],
        meetings=[
            Meeting("a", minutes=30, teams=["manila"], anchor="manila"),
            Meeting("b", minutes=30, required=["manila.ana"], optional=["pune"], anchor="Europe/Berlin"),
        ],
        requirements=[
            OverlapNeed(["manila", "pune"], 60),
            CoverageNeed("00:00", "24:00", zone="UTC"),
            HandoffNeed("manila", "pune", 30),
            LimitNeed(["manila.ana"], rest_minutes=660),
        ],
    )
    assert len(roster.meetings) == 2
    assert len(roster.requirements) == 4


def test_people_are_found_by_team_and_by_team_and_member() -> None:
    ana = Member("ana")
    roster = Roster([team(members=[ana])])
    assert roster.find("manila") is roster.team("manila")
    assert roster.find("manila.ana") == (roster.team("manila"), ana)
    assert roster.pattern("manila.ana") == roster.team("manila").pattern_of("ana")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("manilla", 'no team is called "manilla"; did you mean "manila"?'),
        ("xxxx", 'no team is called "xxxx"; use manila, pune'),
        ("xxxx.ana", 'no team is called "xxxx"'),
        ("manila.bob", '"bob" is no member of "manila"; it names ana'),
    ],
)
def test_an_unknown_id_gets_the_near_ones(given: str, message: str) -> None:
    roster = Roster([team(members=[Member("ana")]), team("pune")])
    with pytest.raises(UnknownId) as caught:
        roster.find(given)
    assert message in str(caught.value)
    with pytest.raises(UnknownId):
        roster.pattern(given)


def test_many_ids_are_counted_not_listed() -> None:
    roster = Roster([team(f"team{index}") for index in range(13)])
    with pytest.raises(UnknownId, match="use one of 13 ids"):
        roster.team("zzzzzzzz")


def test_the_rosters_days_reach_teams_without_their_own() -> None:
    given = [
        team("a", headcount=5, members=[Member("ana", time_off=[])], skills=["en"], name="A"),
        team("b", days=["tue"]),
    ]
    roster = Roster(given, defaults=Defaults(days=["sat", "sun"]))
    assert roster.team("a").working_days == frozenset({5, 6})
    assert roster.team("a").pattern.schedule.days == frozenset({5, 6})
    assert (roster.team("a").headcount, roster.team("a").skills, roster.team("a").name) == (
        5,
        frozenset({"en"}),
        "A",
    )
    assert roster.team("b").working_days == frozenset({1})
    assert Roster(given).team("a") is given[0]


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"fringe_minutes": -1}, BadSchedule),
        ({"fringe_minutes": 1.5}, BadSchedule),
        ({"quiet": ("22", "07:00")}, BadTime),
        ({"days": []}, BadArgument),
    ],
)
def test_defaults_that_cannot_be_read_are_refused(more: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        Defaults(**more)


def test_defaults_are_those_of_the_design() -> None:
    assert (Defaults().days, Defaults().fringe_minutes, Defaults().quiet) == (None, 60, (1320, 420))
    assert Defaults(quiet=("20:00", "24:00")).quiet == (1200, 1440)


def test_a_roster_is_a_value_that_survives_a_pickle() -> None:
    one = Roster([team(members=[Member("ana")])], requirements=[CoverageNeed("00:00", "24:00", zone="UTC")])
    again = pickle.loads(pickle.dumps(one))  # noqa: S301 - our own
    assert again == one
    assert hash(again) == hash(one)
    assert again.team("manila") == one.team("manila")


def test_rosters_and_teams_show_who_they_are() -> None:
    few = Roster([Team("a", "UTC", [Shift("09:00", "17:00")], headcount=2)], title="Few")
    assert repr(few) == "<Roster 'Few' in UTC: a>"
    assert repr(few.team("a")) == "<Team 'a' in UTC: 09:00-17:00, 2 people>"
    many = Roster([Team(f"t{number}", "UTC", []) for number in range(13)])
    assert repr(many) == "<Roster 'Roster' in UTC: 13 teams>"


def test_without_a_zone_reports_speak_the_zone_that_all_teams_share_else_utc() -> None:
    manila = [Team(name, "Asia/Manila", []) for name in ("a", "b")]
    assert Roster(manila).zone == "Asia/Manila"
    assert Roster([*manila, Team("c", "Asia/Kolkata", [])]).zone == "UTC"
    assert Roster(manila, zone="Europe/Warsaw").zone == "Europe/Warsaw"


def test_the_clock_of_a_question_is_the_one_asked_for_else_the_reports() -> None:
    roster = Roster([Team("a", "Asia/Manila", [])])
    assert roster.clock(None).key == "Asia/Manila"
    assert roster.clock("Europe/Warsaw").key == "Europe/Warsaw"
    with pytest.raises(BadZone):
        roster.clock("IST")


def test_what_must_be_known_of_the_holiday_lists_is_said_once_for_all_teams() -> None:
    def kept(*caveats: str) -> Calendar:
        return Calendar(FakeTable(caveats=caveats))

    roster = Roster(
        [
            team("a", holidays=kept("one", "two"), local_holidays=kept("three", "one")),
            team("b", members=[Member("ana", holidays=kept("two", "four")), Member("bo")]),
        ]
    )
    assert roster.caveats == ("one", "two", "three", "four")
    assert Roster([team()]).caveats == ()


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("Northwind: Support & platform", "northwind-support-platform"),
        ("", "roster"),
        ("--", "roster"),
        ("x" * 70, "x" * 60),
        ("x" * 59 + " y", "x" * 59),
    ],
)
def test_the_id_of_a_roster_is_made_of_its_title_unless_told(title: str, id: str) -> None:
    assert Roster([team()], title=title).id == id
    assert Roster([team()], title=title, id="own").id == "own"


def test_up_to_twelve_ids_are_listed() -> None:
    with pytest.raises(UnknownId, match=r"use team0, .*, team11"):
        Roster([team(f"team{index}") for index in range(12)]).team("zzzzzzzz")


def test_a_member_is_found_among_others() -> None:
    ana, bo = Member("ana"), Member("bo")
    roster = Roster([team(members=[ana, bo])])
    assert roster.find("manila.ana") == (roster.team("manila"), ana)
    assert roster.find("manila.bo") == (roster.team("manila"), bo)


@pytest.mark.parametrize("quiet", [("x", "07:00"), ("22:00", "x")])
def test_quiet_hours_that_cannot_be_read_are_named(quiet: tuple[str, str]) -> None:
    with pytest.raises(BadTime) as caught:
        Defaults(quiet=quiet)
    assert caught.value.field == "quiet"
