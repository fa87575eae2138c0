"""Changes foretell the windows of every ordinary date of a year, and name whose clock it was."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from overlap.core.horizon import Horizon
from overlap.core.zones import zone
from overlap.errors import BadArgument, BadHorizon, BadQuorum, BadZone, UnknownId
from overlap.people.absence import Closure, TimeOff
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.schedule import Cycle, Season
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.changes import Change, Changes, changes, changes_in
from overlap.planning.selection import demand
from overlap.render.html import to_html
from overlap.render.text import to_text
from tests.planning.brute import by_local_date, reached, there
from tests.properties.oracle import DAY, day_date, day_number, instant_of_wall, offset_shown

NINE_TO_FIVE = [Shift("09:00", "17:00")]
NEW_YORK = Team("ny", "America/New_York", NINE_TO_FIVE, name="New York")
BERLIN = Team("berlin", "Europe/Berlin", NINE_TO_FIVE, name="Berlin")
LONDON = Team("london", "Europe/London", NINE_TO_FIVE, name="London")
PUNE = Team("pune", "Asia/Kolkata", [Shift("13:00", "22:00")], name="Pune")
EARLY_PUNE = Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")], name="Pune")
DAILY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
SYDNEY = Team("sydney", "Australia/Sydney", [Shift("12:00", "22:00")], name="Sydney")

Spans = tuple[tuple[int, int], ...]


def zones_of(roster: Roster) -> set[str]:
    found = {roster.zone}
    for team in roster:
        shifts = [*team.shifts, *(shift for season in team.seasons for shift in season.shifts or ())]
        found |= {team.zone, *(shift.zone for shift in shifts if shift.zone)}
        found |= {member.zone for member in team.members if member.zone}
    return found


def extraordinary_days(roster: Roster, year: int) -> set[int]:
    """The days next to a clock change or a season's edge."""
    first, last = day_number(date(year, 1, 1)), day_number(date(year, 12, 31))
    found: set[int] = set()
    for key in zones_of(roster):
        for day in range(first - 1, last + 2):
            if offset_shown(key, day * DAY) != offset_shown(key, (day + 1) * DAY):
                found |= {day - 1, day, day + 1}
    for team in roster:
        for season in team.seasons:
            for edge in (day_number(season.start), day_number(season.end) + 1):
                found |= {edge - 1, edge}
    return found


def assert_foretells(roster: Roster, year: int, found: Changes, period: int = 7, **asked: Any) -> None:
    """Between two changes the windows of a phase never vary, and at each change they do."""
    zone = asked.get("zone") or roster.zone
    ids = asked.get("teams") or [team.id for team in roster]
    first, last = day_number(date(year, 1, 1)), day_number(date(year, 12, 31))
    start, end = instant_of_wall(zone, first * DAY), instant_of_wall(zone, (last + 1) * DAY)
    present = there(roster, ids, start - 3 * DAY, end + 3 * DAY, bare=True)
    shared = by_local_date(reached(present.values(), asked.get("quorum") or len(ids)), zone)
    odd = extraordinary_days(roster, year)
    dates = [day_number(change.date) for change in found]
    assert dates == sorted(set(dates))
    assert all(first <= day <= last for day in dates)
    stretches = list(pairwise([first, *dates, last + 1]))
    patterns: list[dict[int, Spans]] = []
    for low, high in stretches:
        pattern: dict[int, Spans] = {}
        for day in range(low, high):
            if day not in odd:
                assert pattern.setdefault(day % period, shared.get(day, ())) == shared.get(day, ()), day_date(
                    day
                )
        patterns.append(pattern)
    for index, change in enumerate(found):
        day = day_number(change.date)
        assert change.windows_local == shared.get(day, ())
        assert change.minutes == sum(end - start for start, end in change.windows_local)
        assert change.because
        before = patterns[index].get(day % period)
        if before is not None:
            assert change.windows_local != before
    with_any = [day for day in range(first, stretches[0][1]) if shared.get(day) and day not in odd]
    if with_any and found.baseline.windows_local:
        typical = day_number(found.baseline.date)
        assert typical <= with_any[0]
        assert shared[typical] == found.baseline.windows_local
    else:
        assert not with_any
        assert found.baseline.windows_local == ()
    assert found.baseline.because == ()


FOLLOW = [Shift("00:00", "24:00", days=DAILY)]
HOWE = Team("howe", "Australia/Lord_Howe", NINE_TO_FIVE)
RAMADAN = Season("2026-02-18", "2026-03-19", shorten_minutes=120, name="Ramadan")
DUBAI = Team("dubai", "Asia/Dubai", [Shift("09:00", "18:00")], seasons=[RAMADAN])
ROTA = [Shift("06:00", "14:00", name="early"), Shift("14:00", "22:00", name="late")]

REAL: dict[str, tuple[Roster, list[str], dict[str, Any]]] = {
    "New York and Berlin": (
        Roster([NEW_YORK, BERLIN], zone="Europe/Berlin"),
        ["2026-03-09", "2026-03-30", "2026-10-26", "2026-11-02"],
        {},
    ),
    "New York, Berlin and Kolkata": (
        Roster([NEW_YORK, BERLIN, PUNE], zone="Asia/Kolkata"),
        ["2026-03-09", "2026-03-30", "2026-10-26", "2026-11-02"],
        {},
    ),
    "New York and Kolkata": (
        Roster([NEW_YORK, PUNE], zone="Asia/Kolkata"),
        ["2026-03-09", "2026-11-02"],
        {},
    ),
    "New York and Kolkata on New York's clock": (
        Roster([NEW_YORK, PUNE], zone="Asia/Kolkata"),
        ["2026-03-09", "2026-11-02"],
        {"zone": "America/New_York"},
    ),
    "Kolkata alone never changes": (Roster([PUNE], zone="Asia/Kolkata"), [], {}),
    "Kolkata alone on a clock that does": (
        Roster([PUNE], zone="Europe/London"),
        ["2026-03-30", "2026-10-26"],
        {},
    ),
    "Sydney and London share three different lengths": (
        Roster([Team("london", "Europe/London", [Shift("07:00", "15:00")]), SYDNEY]),
        ["2026-03-30", "2026-04-06", "2026-10-05", "2026-10-26"],
        {},
    ),
    "Sydney and New York": (
        Roster(
            [NEW_YORK, Team("sydney", "Australia/Sydney", [Shift("05:00", "13:00")])], zone="Australia/Sydney"
        ),
        ["2026-03-10", "2026-04-07", "2026-10-06", "2026-11-03"],
        {},
    ),
    "Lord Howe moves by half an hour": (
        Roster([HOWE, Team("bris", "Australia/Brisbane", NINE_TO_FIVE)]),
        ["2026-04-06", "2026-10-05"],
        {"zone": "Australia/Brisbane"},
    ),
    "Cairo on Sundays to Thursdays": (
        Roster(
            [
                Team("cairo", "Africa/Cairo", NINE_TO_FIVE, days=["sun", "mon", "tue", "wed", "thu"]),
                Team("dubai", "Asia/Dubai", NINE_TO_FIVE, days=["sun", "mon", "tue", "wed", "thu"]),
            ],
            zone="Asia/Dubai",
        ),
        ["2026-04-26", "2026-11-01"],
        {},
    ),
    "Casablanca and Berlin": (
        Roster([Team("casa", "Africa/Casablanca", NINE_TO_FIVE), BERLIN]),
        ["2026-02-16", "2026-03-23", "2026-03-30", "2026-09-21", "2026-10-26"],
        {},
    ),
    "Ramadan hours in Dubai": (
        Roster([DUBAI, PUNE], zone="Asia/Dubai"),
        ["2026-02-18", "2026-03-20"],
        {},
    ),
    "a season of other shifts, some on a Saturday": (
        Roster(
            [
                Team(
                    "s",
                    "Europe/Warsaw",
                    NINE_TO_FIVE,
                    seasons=[Season("2026-07-04", "2026-08-31", shifts=[Shift("07:00", "13:00")])],
                ),
            ],
            zone="Europe/Warsaw",
        ),
        ["2026-07-06", "2026-09-01"],
        {},
    ),
    "a season of a desk pinned to a client far behind": (
        Roster(
            [
                Team(
                    "desk",
                    "Asia/Manila",
                    [Shift("09:00", "17:00", zone="America/New_York")],
                    seasons=[Season("2026-06-01", "2026-08-31", shorten_minutes=60, name="summer")],
                )
            ],
            zone="America/New_York",
        ),
        ["2026-06-01", "2026-09-01"],
        {},
    ),
    "a desk pinned to New York and its client": (
        Roster(
            [Team("desk", "Asia/Manila", [Shift("09:00", "17:00", zone="America/New_York")]), NEW_YORK],
            zone="Asia/Manila",
        ),
        ["2026-03-09", "2026-11-02"],
        {},
    ),
    "a desk with a shift on each clock": (
        Roster(
            [
                Team(
                    "desk",
                    "Asia/Manila",
                    [Shift("14:00", "18:00"), Shift("09:00", "13:00", zone="Europe/London")],
                    seasons=[Season("2026-06-01", "2026-06-30", shifts=[Shift("15:00", "18:00")])],
                ),
                PUNE,
            ],
            zone="Asia/Manila",
        ),
        ["2026-03-30", "2026-06-01", "2026-07-01", "2026-10-26"],
        {},
    ),
    "the night before a season still works its old hours": (
        Roster(
            [
                Team(
                    "night",
                    "UTC",
                    [Shift("22:00", "06:00", days=DAILY)],
                    seasons=[
                        Season(
                            "2026-06-01",
                            "2026-06-30",
                            shifts=[Shift("23:00", "07:00", days=DAILY)],
                        )
                    ],
                ),
                Team("early", "UTC", [Shift("00:00", "08:00")], days=DAILY),
            ]
        ),
        ["2026-06-02", "2026-07-02"],
        {},
    ),
    "round the clock": (
        Roster([Team("noc", "Europe/Berlin", FOLLOW), Team("soc", "Asia/Tokyo", FOLLOW), NEW_YORK]),
        ["2026-03-09", "2026-11-02"],
        {},
    ),
    "round the clock alone": (Roster([Team("noc", "Europe/Berlin", FOLLOW)], zone="Europe/Berlin"), [], {}),
    "two of three": (
        Roster([NEW_YORK, BERLIN, EARLY_PUNE], zone="Europe/Berlin"),
        ["2026-03-09", "2026-11-02"],
        {"quorum": 2},
    ),
    "a choice of teams": (
        Roster([NEW_YORK, BERLIN, PUNE], zone="Europe/Berlin"),
        ["2026-03-30", "2026-10-26"],
        {"teams": ["berlin", "pune"]},
    ),
    "members with clocks of their own": (
        Roster(
            [
                Team("t", "Asia/Manila", [Shift("20:00", "23:00")], headcount=2, members=[
                    Member("ana", zone="Europe/Warsaw", shifts=[Shift("08:00", "14:00")]),
                    Member("ben", days=["mon", "wed"]),
                ]),
                PUNE,
            ],
            zone="Asia/Kolkata",
        ),
        ["2026-03-30", "2026-10-26"],
        {"teams": ["t.ana", "pune"]},
    ),
    "breaks are time away": (
        Roster(
            [
                Team("ny", "America/New_York", [Shift("08:00", "16:00", breaks=[Break("12:00", "13:00")])]),
                Team("recife", "America/Recife", [Shift("09:00", "18:00", breaks=[Break("12:00", "13:00")])]),
            ],
            zone="America/Recife",
        ),
        ["2026-03-09", "2026-11-02"],
        {},
    ),
    "different weekdays": (
        Roster(
            [
                Team("a", "Europe/Madrid", [
                    Shift("09:00", "18:00", days=["mon", "tue", "wed", "thu"]),
                    Shift("08:00", "14:00", days=["fri"]),
                ]),
                Team("b", "America/New_York", [Shift("07:00", "11:00")]),
            ],
            zone="Europe/Madrid",
        ),
        ["2026-03-09", "2026-03-30", "2026-10-26", "2026-11-02"],
        {},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REAL)
def test_changes_of_2026_foretell_every_ordinary_date(case: str) -> None:
    roster, dates, asked = REAL[case]
    found = changes(roster, 2026, **asked)
    assert [str(change.date) for change in found] == dates
    assert_foretells(roster, 2026, found, **asked)


@pytest.mark.parametrize(
    ("case", "year"),
    [("Casablanca and Berlin", 2027)],
)
def test_changes_of_other_years_foretell_every_ordinary_date(case: str, year: int) -> None:
    roster, _, asked = REAL[case]
    assert_foretells(roster, year, changes(roster, year, **asked), **asked)


def test_a_cycle_is_compared_with_the_same_day_of_the_cycle() -> None:
    field = Team(
        "field", "Europe/Warsaw", ROTA, cycle=Cycle("2026-01-05", ["early", "early", "late", "late", "off"])
    )
    roster = Roster([field, NEW_YORK], zone="Europe/Warsaw")
    found = changes(roster, 2026)
    assert_foretells(roster, 2026, found, period=35)
    assert len(found) == 4
    utc = Roster([field])
    assert_foretells(utc, 2026, changes(utc, 2026), period=35)


def test_a_year_without_a_common_hour_has_no_windows_at_all() -> None:
    roster = Roster([NEW_YORK, Team("manila", "Asia/Manila", NINE_TO_FIVE)])
    found = changes(roster, 2026)
    assert found.baseline == Change(date(2026, 1, 1), (), (), ())
    assert list(found) == []


def test_hours_shared_in_one_season_only_come_and_go() -> None:
    roster = Roster([NEW_YORK, Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")])], zone="Asia/Kolkata")
    found = changes(roster, 2026)
    assert found.baseline.windows_local == ()
    assert [(str(change.date), change.windows_local) for change in found] == [
        ("2026-03-09", ((18 * 60 + 30, 19 * 60),)),
        ("2026-11-02", ()),
    ]
    assert_foretells(roster, 2026, found)


def test_holidays_and_absences_are_no_changes() -> None:
    away = Team(
        "pune",
        "Asia/Kolkata",
        [Shift("13:00", "22:00")],
        closures=[Closure("2026-05-01", "2026-05-31")],
        members=[Member("ana", time_off=[TimeOff("2026-01-01", "2026-12-31")])],
        name="Pune",
    )
    assert changes(Roster([NEW_YORK, away]), 2026) == changes(Roster([NEW_YORK, PUNE]), 2026)


# Because


def test_each_change_names_whose_clock_it_was_and_when() -> None:
    found = changes(Roster([NEW_YORK, BERLIN, PUNE], zone="Asia/Kolkata"), 2026)
    assert [(change.teams, change.because) for change in found] == [
        (("ny",), ("New York: America/New_York goes forward 1 h on Sun 8 Mar 2026.",)),
        (("berlin",), ("Berlin: Europe/Berlin goes forward 1 h on Sun 29 Mar 2026.",)),
        (("berlin",), ("Berlin: Europe/Berlin goes back 1 h on Sun 25 Oct 2026.",)),
        (("ny",), ("New York: America/New_York goes back 1 h on Sun 1 Nov 2026.",)),
    ]


def test_two_teams_on_one_clock_are_named_together() -> None:
    roster = Roster(
        [NEW_YORK, Team("bos", "America/New_York", NINE_TO_FIVE, name="Boston"), PUNE], zone="Asia/Kolkata"
    )
    first = changes(roster, 2026)[0]
    assert first.teams == ("ny", "bos")
    assert first.because == ("New York, Boston: America/New_York goes forward 1 h on Sun 8 Mar 2026.",)


def test_a_clock_that_goes_back_at_midnight_does_so_on_the_day_that_ends() -> None:
    days = ["sun", "mon", "tue", "wed", "thu"]
    cairo = Roster([Team("cairo", "Africa/Cairo", NINE_TO_FIVE, days=days)], zone="UTC")
    assert [change.because[0] for change in changes(cairo, 2026)] == [
        "cairo: Africa/Cairo goes forward 1 h on Fri 24 Apr 2026.",
        "cairo: Africa/Cairo goes back 1 h on Thu 29 Oct 2026.",
    ]


def test_half_an_hour_is_said_to_be_one() -> None:
    howe = Roster([Team("howe", "Australia/Lord_Howe", NINE_TO_FIVE)], zone="UTC")
    assert [change.because[0] for change in changes(howe, 2026)] == [
        "howe: Australia/Lord_Howe goes back 30 min on Sun 5 Apr 2026.",
        "howe: Australia/Lord_Howe goes forward 30 min on Sun 4 Oct 2026.",
    ]


def test_the_clock_of_the_report_is_nobodys_team() -> None:
    found = changes(Roster([PUNE], zone="Europe/London"), 2026)
    assert [(change.teams, change.because) for change in found] == [
        ((), ("The report's own clock: Europe/London goes forward 1 h on Sun 29 Mar 2026.",)),
        ((), ("The report's own clock: Europe/London goes back 1 h on Sun 25 Oct 2026.",)),
    ]


def test_a_season_is_named_with_its_dates() -> None:
    roster = REAL["Ramadan hours in Dubai"][0]
    assert [(change.teams, change.because) for change in changes(roster, 2026)] == [
        (("dubai",), ("dubai: Ramadan begins on Wed 18 Feb 2026.",)),
        (("dubai",), ("dubai: Ramadan ends on Fri 20 Mar 2026.",)),
    ]


def test_a_clock_that_moves_nothing_is_not_blamed() -> None:
    """Summer hours begin on a Saturday, and the day after a clock changes that decides nothing."""
    decides = Team(
        "a",
        "UTC",
        [Shift("14:00", "15:00")],
        seasons=[Season("2026-03-28", "2026-12-31", shifts=[Shift("14:30", "15:00")], name="short")],
    )
    wide = Team("b", "Europe/Berlin", [Shift("08:00", "22:00")])
    found = changes(Roster([decides, wide]), 2026)
    assert [(str(change.date), change.teams) for change in found] == [("2026-03-30", ("a",))]


def test_a_season_and_a_clock_on_one_weekend_are_both_named() -> None:
    summer = Season("2026-03-28", "2026-12-31", shifts=[Shift("10:00", "15:00")], name="short")
    found = changes(Roster([Team("a", "Europe/Berlin", NINE_TO_FIVE, seasons=[summer])]), 2026, zone="UTC")
    assert found[0].date == date(2026, 3, 30)
    assert found[0].because == (
        "a: short begins on Sat 28 Mar 2026.",
        "a: Europe/Berlin goes forward 1 h on Sun 29 Mar 2026.",
    )


def test_changes_that_cancel_each_other_before_anybody_works_are_none() -> None:
    """Casablanca's month of winter time, for a team that is shut all through it."""
    season = Season("2026-02-01", "2026-04-05", shifts=[], name="shut")
    found = changes(Roster([Team("casa", "Africa/Casablanca", NINE_TO_FIVE, seasons=[season])]), 2026)
    assert [str(change.date) for change in found][:2] == ["2026-02-02", "2026-04-06"]
    weekdays_only = Season("2026-06-01", "2026-06-04", shorten_minutes=60)
    saturdays = Team(
        "casa", "Africa/Casablanca", [Shift("00:00", "24:00")], days=["sat"], seasons=[weekdays_only]
    )
    blank = changes(Roster([saturdays], zone="Africa/Casablanca"), 2026)
    assert list(blank) == []


def test_the_year_begins_with_the_first_windows_anybody_has() -> None:
    """On New Year's Day of 2022, a Saturday, no one works; the hours of 2021 are never seen."""
    season = Season("2022-01-02", "2022-12-31", shifts=[Shift("10:00", "12:00")], name="new hours")
    found = changes(Roster([Team("a", "UTC", NINE_TO_FIVE, seasons=[season])]), 2022)
    assert found.baseline == Change(date(2022, 1, 3), ((600, 720),), (), ())
    assert list(found) == []


# Arguments and views


@pytest.mark.parametrize(
    ("asked", "error", "says"),
    [
        ({"teams": ["nyy"]}, UnknownId, 'did you mean "ny"?'),
        ({"teams": []}, BadArgument, "name at least one id"),
        ({"quorum": 3}, BadQuorum, "ask for 1 to 2"),
        ({"zone": "EST"}, BadZone, "America/New_York"),
        ({"year": 1900}, BadHorizon, "supported years"),
        ({"year": 2099}, BadHorizon, "supported years"),
    ],
)
def test_questions_that_cannot_be_asked_are_errors(asked: Any, error: type[Exception], says: str) -> None:
    with pytest.raises(error) as caught:
        changes(Roster([NEW_YORK, BERLIN]), **{"year": 2026, **asked})
    assert says in str(caught.value)


def test_cycles_that_hardly_ever_meet_are_refused() -> None:
    teams = [
        Team(f"t{length}", "UTC", ROTA, cycle=Cycle("2026-01-05", ["early"] * (length - 1) + ["off"]))
        for length in (11, 13, 17)
    ]
    with pytest.raises(BadArgument, match="every 17017 days"):
        changes(Roster(teams), 2026)
    assert changes(Roster(teams[:2]), 2026).baseline.windows_local == ((360, 840),)


def test_changes_are_a_sequence_of_plain_values() -> None:
    found = changes(Roster([NEW_YORK, PUNE], zone="Asia/Kolkata"), 2026)
    assert len(found) == 2
    assert found[0] in found
    assert found[:1] == (found[0],)
    assert list(found)[-1] == found[-1]
    assert found.to_dicts()[0] == {
        "date": "2026-03-09",
        "windows_local": [["18:30", "22:00"]],
        "minutes": 210,
        "because": "New York: America/New_York goes forward 1 h on Sun 8 Mar 2026.",
        "teams": ["ny"],
    }
    assert found.baseline.to_dict()["windows_local"] == [["19:30", "22:00"]]


def test_ends_are_written_24_at_midnight_and_as_the_next_days_time_after_it() -> None:
    def ends(start: str, end: str) -> object:
        found = changes(Roster([Team("a", "UTC", [Shift(start, end)])]), 2026)
        return found.baseline.to_dict()["windows_local"]

    assert ends("20:00", "24:00") == [["20:00", "24:00"]]
    assert ends("20:00", "04:00") == [["20:00", "04:00"]]
    assert ends("00:00", "24:00") == [["00:00", "24:00"]]


def test_a_document_counts_and_explains() -> None:
    two = changes(Roster([NEW_YORK, PUNE], zone="Asia/Kolkata"), 2026)
    text = to_text(two.document())
    assert [re.split("  +", line) for line in text.splitlines()[2:5]] == [
        ["Thu 1 Jan 2026", "19:30–22:00", "2 h 30 min", "as the year begins"],
        ["Mon 9 Mar 2026", "18:30–22:00", "3 h 30 min", two[0].because[0]],
        ["Mon 2 Nov 2026", "19:30–22:00", "2 h 30 min", two[1].because[0]],
    ]
    assert text.endswith("\n2 changes.\n")
    assert two._repr_html_().endswith(to_html(two.document()).partition(">")[2])
    none = to_text(changes(Roster([PUNE], zone="Asia/Kolkata"), 2026).document())
    assert none.endswith("\nNothing changes.\n")
    never = changes(Roster([NEW_YORK, Team("m", "Asia/Manila", NINE_TO_FIVE)]), 2026)
    assert "Thu 1 Jan 2026  none" in to_text(never.document())
    season = Season("2026-06-01", "2026-12-31", shorten_minutes=60)
    one = changes(Roster([Team("a", "UTC", NINE_TO_FIVE, seasons=[season])]), 2026)
    assert to_text(one.document()).endswith("\n1 change.\n")


@pytest.mark.parametrize(
    ("key", "first", "last", "season", "shifts", "expected"),
    [
        # In New York from Saturday to Monday 00:30; on Sunday its clock goes back. A season begins on
        # Monday, in Honolulu at 05:00 of New York.
        (
            "Pacific/Honolulu",
            "2026-11-02",
            "2026-11-08",
            "2026-11-02",
            [Shift("00:00", "24:00", days=["sat"]), Shift("00:00", "19:30", name="s", days=["sun"])],
            [("2026-11-02", ((0, 30), (17 * 60, 20 * 60)))],
        ),
        # From Saturday 23:30 to Monday 00:30, where Saturday is the last that is asked about.
        (
            "America/New_York",
            "2026-10-26",
            "2026-10-31",
            "2026-10-31",
            [
                Shift("23:30", "24:00", days=["sat"]),
                Shift("00:00", "24:00", name="s", days=["sun"]),
                Shift("00:00", "00:30", name="m", days=["mon"]),
            ],
            [("2026-10-26", ((0, 30),)), ("2026-10-31", ((720, 900), (1410, 1440)))],
        ),
    ],
)
def test_windows_of_a_day_and_more_are_cut_at_midnight_beside_the_dates_asked_about(
    key: str, first: str, last: str, season: str, shifts: list[Shift], expected: list[tuple[str, Spans]]
) -> None:
    noon = Shift("12:00", "15:00", name="noon", days=["mon", "sat"])
    later = Season(season, "2026-12-31", shifts=[*shifts, noon], name="noon")
    roster = Roster([Team("a", key, shifts, seasons=[later])], zone="America/New_York")
    clock = zone("America/New_York")
    found = changes_in(roster, demand(roster, None, None, None, None), Horizon.of(first, last, clock), clock)
    assert [(str(one.date), one.windows_local) for one in (found.baseline, *found)] == expected
