"""What teams celebrate, whose days those are, and the meetings that fall on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from overlap.errors import BadArgument, BadHorizon, BeyondData
from overlap.people.absence import Closure
from overlap.people.calendars import Calendar
from overlap.people.days import Day, Entry
from overlap.people.meetings import Meeting
from overlap.people.members import Member, Observance
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.celebrations import Celebrations, celebrations
from overlap.render.document import Paragraph, Table
from overlap.render.html import to_html
from overlap.render.text import to_text
from tests.properties.strategies import FakeTable

NINE_TO_FIVE = [Shift("09:00", "17:00")]


@dataclass(frozen=True)
class Speaking(FakeTable):
    """A table that has names in one language besides English."""

    language: str = "xx"

    def names_in(self, day: Day, language: str) -> tuple[str, ...]:
        if language not in ("own", self.language):
            raise BadArgument(f'"{language}" is not spoken here', hint=f'use "{self.language}"')
        return tuple(f"{name} [{self.language}]" for name in day.names)


def calendar(*entries: tuple[str, ...], language: str = "xx", sure: bool = True, **edits: Any) -> Calendar:
    """A calendar of (date, name) or (date, name, category) entries."""
    known = [
        Entry(date.fromisoformat(on), name, more[0] if more else "public", "XX", projected=not sure)
        for on, name, *more in sorted(entries)
    ]
    return Calendar(Speaking(tuple(known), language=language), **edits)


def team(id: str = "a", *entries: tuple[str, ...], zone: str = "UTC", **more: Any) -> Team:
    if entries:
        more["holidays"] = calendar(*entries)
    return Team(id, zone, NINE_TO_FIVE, **more)


def asked(
    *teams: Team, start: str = "2026-03-02", end: str = "2026-03-15", meetings: Any = (), **more: Any
) -> Celebrations:
    return celebrations(Roster(teams, meetings=meetings), start, end, **more)


def seen(found: Celebrations) -> list[tuple[str, str, str, tuple[str, ...], bool]]:
    """Each celebration as (date, name, kind, teams, is off)."""
    return [(one.date.isoformat(), one.name, one.kind, one.teams, one.is_off) for one in found]


def names(found: Celebrations) -> list[str]:
    return [one.name for one in found]


FEAST = ("2026-03-04", "Feast")


# Teams together


def test_teams_that_celebrate_the_same_day_are_told_together() -> None:
    found = asked(team("z", FEAST), team("a", FEAST, ("2026-03-03", "Eve")), team("m"))
    assert seen(found) == [
        ("2026-03-03", "Eve", "holiday", ("a",), True),
        ("2026-03-04", "Feast", "holiday", ("z", "a"), True),
    ]


def test_teams_that_are_off_and_teams_that_work_are_told_apart() -> None:
    optional = team("b", ("2026-03-04", "Feast", "optional"))
    assert seen(asked(team("a", FEAST), optional, team("c", FEAST))) == [
        ("2026-03-04", "Feast", "holiday", ("a", "c"), True),
        ("2026-03-04", "Feast", "holiday", ("b",), False),
    ]


def test_a_day_is_as_sure_as_the_least_sure_of_its_calendars() -> None:
    sure = team("a", FEAST)
    moon = Team("b", "UTC", NINE_TO_FIVE, holidays=calendar(FEAST, sure=False))
    for teams in ((sure, moon), (moon, sure)):
        (feast,) = asked(*teams)
        assert (feast.confidence, len(feast.teams)) == ("projected", 2)


def test_a_team_celebrates_a_day_once_however_many_calendars_name_it() -> None:
    client = calendar(FEAST, ("2026-03-06", "Client day"))
    local = calendar(FEAST, ("2026-03-05", "Local day"))
    eid = Observance("eid", (calendar(FEAST, ("2026-03-09", "Eid")), calendar(("2026-03-09", "Eid"))))
    one = Team("a", "UTC", NINE_TO_FIVE, holidays=client, local_holidays=local, observes=[eid])
    assert seen(asked(one)) == [
        ("2026-03-04", "Feast", "holiday", ("a",), True),
        ("2026-03-05", "Local day", "holiday", ("a",), False),
        ("2026-03-09", "Eid", "observance", ("a",), True),
    ]


def test_whoever_keeps_a_clients_days_celebrates_the_local_ones() -> None:
    """Off on the client's, at work on the own: only the own are celebrated."""
    one = Team(
        "a",
        "UTC",
        NINE_TO_FIVE,
        holidays=calendar(("2026-03-06", "Client day")),
        local_holidays=calendar(("2026-03-05", "Local day"), ("2026-03-06", "Shared")),
    )
    assert seen(asked(one)) == [
        ("2026-03-05", "Local day", "holiday", ("a",), False),
        ("2026-03-06", "Shared", "holiday", ("a",), True),
    ]


# Which days


@pytest.mark.parametrize(
    ("category", "kind", "is_off"),
    [
        ("public", "holiday", True),
        ("half_day", "holiday", False),
        ("optional", "holiday", False),
        ("hindu", "observance", False),
        ("islamic", "observance", False),
        ("yazidi", "observance", False),
        ("observance", None, None),
        ("workday", None, None),
        ("bank", None, None),
        ("swap", None, None),
    ],
)
def test_the_category_decides_whether_a_day_is_celebrated(
    category: str, kind: str | None, is_off: bool | None
) -> None:
    found = asked(team("a", ("2026-03-04", "Day", category)))
    assert [(one.kind, one.is_off) for one in found] == ([] if kind is None else [(kind, is_off)])


def test_days_that_are_worked_through_or_excluded_are_celebrated_all_the_same() -> None:
    for edits in ({"works_through": True}, {"exclude": ("Feast",)}):
        one = Team("a", "UTC", NINE_TO_FIVE, holidays=calendar(FEAST, **edits))
        assert seen(asked(one)) == [("2026-03-04", "Feast", "holiday", ("a",), False)]


def test_days_on_rest_days_are_celebrated_and_bridges_and_swaps_are_not() -> None:
    own = calendar(
        ("2026-03-08", "Sunday feast"),
        ("2026-03-05", "Thursday"),
        bridges="off",
        working=((date(2026, 3, 14), "Swap"),),
        add=((date(2026, 3, 10), "Founders' day"),),
    )
    found = asked(Team("a", "UTC", NINE_TO_FIVE, holidays=own))
    assert names(found) == ["Thursday", "Sunday feast", "Founders' day"]


def test_a_closure_takes_a_celebrated_day_off() -> None:
    (choice,) = asked(team("a", ("2026-03-04", "Choice", "optional"), closures=[Closure("2026-03-04")]))
    assert choice.is_off


def test_the_dates_are_those_of_each_team() -> None:
    """Until midnight in New York, Auckland is well into the next day."""
    far = Team("far", "Pacific/Auckland", NINE_TO_FIVE, holidays=calendar(("2026-03-09", "Monday")))
    assert names(asked(far, end="2026-03-08", zone="America/New_York")) == ["Monday"]
    assert names(asked(far, end="2026-03-08")) == []


# Members


def test_what_members_observe_is_theirs() -> None:
    holi = Observance("holi", (calendar(("2026-03-04", "Holi"), ("2026-03-05", "Team day")),))
    ana = Member("ana", observes=[holi])
    ben = Member("ben", holidays=calendar(("2026-03-06", "Abroad"), ("2026-03-09", "Choice", "optional")))
    found = asked(team("a", ("2026-03-05", "Team day"), members=[ana, ben]))
    assert [(one.name, one.kind, one.member, one.is_off) for one in found] == [
        ("Holi", "observance", "ana", True),
        ("Team day", "holiday", None, True),
        ("Abroad", "holiday", "ben", True),
        ("Choice", "holiday", "ben", False),
    ]
    assert {one.teams for one in found} == {("a",)}


def test_members_of_several_teams_are_not_mixed_up() -> None:
    ana = Member("ana", observes=[Observance("x", (calendar(FEAST),))], birthday="03-05")
    found = asked(team("a", members=[ana]), team("b", members=[ana]))
    assert [(one.name, one.teams) for one in found] == [
        ("Feast", ("a",)),
        ("Feast", ("b",)),
        ("ana's birthday", ("a",)),
        ("ana's birthday", ("b",)),
    ]


def test_birthdays_and_anniversaries_come_every_year_of_the_dates() -> None:
    ana = Member("ana", name="Ana", birthday="12-30", joined="2024-01-04")
    found = asked(team("a", members=[ana]), start="2025-12-29", end="2027-01-10")
    assert [(one.date.isoformat(), one.name, one.kind) for one in found] == [
        ("2025-12-30", "Ana's birthday", "birthday"),
        ("2026-01-04", "Ana: 2 years with the team", "anniversary"),
        ("2026-12-30", "Ana's birthday", "birthday"),
        ("2027-01-04", "Ana: 3 years with the team", "anniversary"),
    ]
    assert all((one.member, one.is_off, one.confidence) == ("ana", False, "announced") for one in found)


def test_the_day_somebody_came_is_no_anniversary() -> None:
    ana = Member("ana", joined="2026-03-04")
    assert not asked(team("a", members=[ana]))
    assert not asked(team("a", members=[ana]), start="2025-03-01", end="2025-03-31")
    assert names(asked(team("a", members=[ana]), start="2027-03-01", end="2027-03-31")) == [
        "ana: 1 year with the team"
    ]


@pytest.mark.parametrize(("year", "day"), [(2026, 28), (2027, 28), (2028, 29), (2100 - 4, 29)])
def test_who_was_born_or_came_on_a_leap_day_celebrates_on_the_28th_in_other_years(
    year: int, day: int
) -> None:
    ana = Member("ana", birthday="02-29", joined="2024-02-29")
    found = asked(team("a", members=[ana]), start=f"{year}-02-01", end=f"{year}-03-31")
    assert [one.date for one in found] == [date(year, 2, day)] * 2


def test_a_birthday_is_on_the_members_own_date() -> None:
    ana = Member("ana", zone="Pacific/Auckland", birthday="03-09")
    assert names(asked(team("a", zone="UTC", members=[ana]), end="2026-03-08")) == ["ana's birthday"]


# Languages


def test_names_are_told_in_the_language_asked_for() -> None:
    one = Team("a", "UTC", NINE_TO_FIVE, holidays=calendar(FEAST, language="pl"))
    assert [(x.name, x.local_name) for x in asked(one)] == [("Feast", "Feast")]
    for language in ("pl", "own"):
        assert [x.local_name for x in asked(one, language=language)] == ["Feast [pl]"]
    with pytest.raises(BadArgument, match="not spoken here"):
        asked(one, language="de")


def test_each_places_own_name_stays_with_its_teams() -> None:
    teams = [
        Team(one, "UTC", NINE_TO_FIVE, holidays=calendar(FEAST, language=language))
        for one, language in (("a", "pl"), ("b", "de"), ("c", "pl"))
    ]
    assert [(one.local_name, one.teams) for one in asked(*teams, language="own")] == [
        ("Feast [pl]", ("a", "c")),
        ("Feast [de]", ("b",)),
    ]
    assert [(one.local_name, one.teams) for one in asked(*teams, language="de")] == [
        ("Feast", ("a", "c")),
        ("Feast [de]", ("b",)),
    ]
    with pytest.raises(BadArgument, match="not spoken here"):
        asked(*teams, language="fr")


def test_a_language_is_nothing_to_complain_of_where_nothing_is_celebrated() -> None:
    assert not asked(team("a"), language="fr")


# Meetings


def nudges(found: Celebrations) -> list[tuple[str, str, str, str, str, bool]]:
    """Each as (meeting, date, team, team date, name, is off)."""
    return [
        (one.meeting, one.date.isoformat(), one.team, one.team_date.isoformat(), one.name, one.is_off)
        for one in found.meetings
    ]


def meeting(id: str = "sync", **more: Any) -> Meeting:
    return Meeting(id, minutes=30, **({"teams": ["a"], "on": "wed"} | more))


def test_a_meeting_is_told_of_for_each_team_whose_day_it_is() -> None:
    optional = team("b", ("2026-03-04", "Feast", "optional"))
    held = meeting(teams=["b", "a", "c"], at="14:00", start="2026-01-07")
    found = asked(team("a", FEAST), optional, team("c"), team("d", FEAST), meetings=[held])
    assert nudges(found) == [
        ("sync", "2026-03-04", "b", "2026-03-04", "Feast", False),
        ("sync", "2026-03-04", "a", "2026-03-04", "Feast", True),
    ]


def test_a_local_holiday_that_is_worked_is_a_big_day_at_work() -> None:
    one = Team(
        "a", "UTC", NINE_TO_FIVE, holidays=calendar(("2026-03-11", "Theirs")), local_holidays=calendar(FEAST)
    )
    held = meeting(start="2026-03-04")
    assert nudges(asked(one, meetings=[held])) == [("sync", "2026-03-04", "a", "2026-03-04", "Feast", False)]


def test_members_are_invited_by_their_team_and_own_days_are_no_matter() -> None:
    ana = Member("ana", birthday="03-04", observes=[Observance("x", (calendar(("2026-03-11", "Hers")),))])
    held = meeting(teams=(), required=["a.ana", "a.ben"], optional=["b"], start="2026-03-04")
    teams = (team("a", FEAST, members=[ana, Member("ben")]), team("b", FEAST))
    assert [(one.team, one.name) for one in asked(*teams, meetings=[held]).meetings] == [
        ("a", "Feast"),
        ("b", "Feast"),
    ]


@pytest.mark.parametrize("anchor", ["tokyo", "Asia/Tokyo"])
def test_the_date_of_a_team_is_that_on_its_own_clock(anchor: str) -> None:
    """Thursday 08:00 in Tokyo is Wednesday afternoon in Los Angeles."""
    west = team("west", FEAST, zone="America/Los_Angeles")
    east = team("tokyo", ("2026-03-05", "Spring"), zone="Asia/Tokyo")
    held = meeting(teams=["west", "tokyo"], on="thu", at="08:00", anchor=anchor, start="2026-01-01")
    assert nudges(asked(west, east, meetings=[held])) == [
        ("sync", "2026-03-05", "west", "2026-03-04", "Feast", True),
        ("sync", "2026-03-05", "tokyo", "2026-03-05", "Spring", True),
    ]


def test_without_an_anchor_the_rosters_clock_holds() -> None:
    west = team("west", FEAST, zone="America/Los_Angeles")
    held = meeting(teams=["west"], on="thu", at="02:00", start="2026-01-01")
    roster = Roster([west], zone="UTC", meetings=[held])
    assert [one.date for one in celebrations(roster, "2026-03-02", "2026-03-15").meetings] == [
        date(2026, 3, 5)
    ]


def test_a_meeting_without_a_time_is_on_the_same_date_everywhere() -> None:
    west = team("west", FEAST, zone="America/Los_Angeles")
    held = meeting(teams=["west"], anchor="Asia/Tokyo", start="2026-03-04")
    assert nudges(asked(west, meetings=[held])) == [
        ("sync", "2026-03-04", "west", "2026-03-04", "Feast", True)
    ]


def test_a_meeting_outside_the_instants_asked_about_is_none() -> None:
    """The dates of New York begin when it is afternoon in Tokyo."""
    east = team("tokyo", ("2026-03-02", "Spring"), ("2026-03-09", "Later"), zone="Asia/Tokyo")
    early, late = (
        meeting(one, teams=["tokyo"], on="mon", at=at, anchor="tokyo", start="2026-01-05")
        for one, at in (("early", "09:00"), ("late", "16:00"))
    )
    roster = Roster([east], zone="America/New_York", meetings=[early, late])
    found = celebrations(roster, "2026-03-02", "2026-03-08")
    assert [(one.meeting, one.name) for one in found.meetings] == [("late", "Spring"), ("early", "Later")]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"every": "2 weeks", "start": "2026-03-04"}, ["2026-03-04", "2026-03-18"]),
        ({"every": "2 weeks", "start": "2026-03-11"}, ["2026-03-11"]),
        ({"every": "month", "start": "2026-02-11"}, ["2026-03-11"]),
        ({"every": "month", "on": (), "start": "2026-01-18"}, ["2026-03-18"]),
        ({"start": "2026-02-25", "count": 2}, ["2026-03-04"]),
        ({"start": "2026-02-25", "end": "2026-03-11"}, ["2026-03-04", "2026-03-11"]),
        ({"every": "day", "on": (), "start": "2026-03-12", "end": "2026-03-20"}, ["2026-03-18"]),
        ({}, ["2026-03-04", "2026-03-11", "2026-03-18"]),
    ],
)
def test_only_dates_on_which_a_meeting_is_held_count(more: dict[str, Any], expected: list[str]) -> None:
    days = [(f"2026-03-{day:02d}", f"Day {day}") for day in (4, 5, 11, 18)]
    found = asked(team("a", *days), end="2026-03-22", meetings=[meeting(**more)])
    assert [one.date.isoformat() for one in found.meetings] == expected


def test_meetings_come_by_date_and_then_in_the_order_of_the_file() -> None:
    days = [FEAST, ("2026-03-03", "Eve")]
    held = [meeting("z", on=["tue", "wed"]), meeting("a", on=["tue", "wed"])]
    assert [(one.meeting, one.name) for one in asked(team("a", *days), meetings=held).meetings] == [
        ("z", "Eve"),
        ("a", "Eve"),
        ("z", "Feast"),
        ("a", "Feast"),
    ]


# Plain values and what a person is shown


def test_plain_values_hold_what_the_rows_hold() -> None:
    ana = Member("ana", birthday="03-05")
    held = meeting(at="14:00", start="2026-03-04")
    found = asked(team("a", FEAST, members=[ana]), meetings=[held], language="own")
    assert found.to_dict() == {
        "celebrations": [
            {
                "date": "2026-03-04",
                "name": "Feast",
                "local_name": "Feast [xx]",
                "kind": "holiday",
                "teams": ["a"],
                "off": True,
                "confidence": "announced",
            },
            {
                "date": "2026-03-05",
                "name": "ana's birthday",
                "local_name": "ana's birthday",
                "kind": "birthday",
                "teams": ["a"],
                "member": "ana",
                "off": False,
                "confidence": "announced",
            },
        ],
        "meetings": [
            {
                "meeting": "sync",
                "date": "2026-03-04",
                "team": "a",
                "team_date": "2026-03-04",
                "name": "Feast",
                "off": True,
            }
        ],
    }


def tables(found: Celebrations) -> list[Table]:
    return [block for block in found.document().blocks if isinstance(block, Table)]


def test_the_document_tells_who_celebrates_and_who_is_off() -> None:
    abroad = calendar(FEAST, ("2026-03-06", "Abroad"))
    people = [Member(one, name=one.title(), holidays=abroad, birthday="03-10") for one in ("ana", "ben")]
    moon = Team("m", "UTC", NINE_TO_FIVE, name="Moon", holidays=calendar(FEAST, sure=False))
    found = asked(
        team("a", FEAST, name="Alpha", members=people, headcount=3),
        team("b", FEAST, name="Beta"),
        moon,
        team("c", ("2026-03-06", "Abroad", "optional"), name="Cee"),
    )
    assert tables(found)[0].columns == ("Date", "Celebration", "Note", "Who")
    assert tables(found)[0].rows == (
        ("Wed 4 Mar 2026", "Feast", "off, date expected", "everybody but Cee"),
        ("Fri 6 Mar 2026", "Abroad", "off", "Alpha (Ana, Ben)"),
        ("Fri 6 Mar 2026", "Abroad", "", "Cee"),
        ("Tue 10 Mar 2026", "Ana's birthday", "", "Alpha"),
        ("Tue 10 Mar 2026", "Ben's birthday", "", "Alpha"),
    )
    (row,) = tables(asked(team("a", FEAST), language="own"))[0].rows
    assert row == ("Wed 4 Mar 2026", "Feast [xx] (Feast)", "off", "a")


def test_the_document_tells_of_meetings_once_for_all_teams() -> None:
    west = team("west", FEAST, zone="America/Los_Angeles", name="West")
    optional = team("b", ("2026-03-05", "Feast", "optional"), name="Beta")
    teams = (
        west,
        team("a", ("2026-03-05", "Feast"), name="Alpha"),
        optional,
        team("c", ("2026-03-05", "Feast"), name="Cee"),
    )
    held = meeting(title="Core", teams=["west", "a", "b", "c"], on="thu", at="06:00", start="2026-03-05")
    roster = Roster(teams, meetings=[held])
    found = celebrations(roster, "2026-03-02", "2026-03-08")
    assert "Meetings on somebody's big day" in to_text(found.document())
    assert tables(found)[1].columns == ("Date", "Meeting", "Celebration", "Note", "Who")
    assert tables(found)[1].rows == (
        ("Thu 5 Mar 2026", "Core", "Feast", "off, Wed 4 Mar 2026 there", "West"),
        ("Thu 5 Mar 2026", "Core", "Feast", "off", "Alpha, Cee"),
        ("Thu 5 Mar 2026", "Core", "Feast", "at work", "Beta"),
    )


def test_where_nothing_is_celebrated_it_says_so() -> None:
    found = asked(team("a"))
    assert not found
    assert found.document().blocks == (Paragraph("Nothing is celebrated in these dates.", strong=True),)
    assert found.to_dict() == {"celebrations": [], "meetings": []}


def test_a_notebook_shows_the_same() -> None:
    found = asked(team("a", ("2026-03-04", "Tom & Jerry")), meetings=[meeting()])
    assert found._repr_html_().endswith(to_html(found.document()).partition(">")[2])
    assert found._repr_html_().count("Tom &amp; Jerry") == 2


def test_rows_are_a_sequence() -> None:
    found = asked(team("a", FEAST, ("2026-03-05", "Tide")))
    assert len(found) == 2
    assert found[0].name == "Feast"
    assert found[1:] == found.items[1:]


def test_errors_are_those_of_the_question() -> None:
    with pytest.raises(BadHorizon):
        asked(team("a"), start="2026-03-05", end="2026-03-04")
    with pytest.raises(BeyondData):
        asked(team("a", FEAST), start="2096-03-05", end="2096-03-06")
    with pytest.raises(BadArgument):
        celebrations("team.toml", "2026-03-05", "2026-03-06")  # type: ignore[arg-type]
