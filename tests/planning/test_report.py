"""A report holds the answers that the other questions give."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest

from overlap.core.zones import zone
from overlap.errors import BadHorizon, BadZone, BeyondData
from overlap.people.absence import Closure, TimeOff
from overlap.people.calendars import Calendar
from overlap.people.days import Entry
from overlap.people.flex import Flex
from overlap.people.meetings import Meeting
from overlap.people.members import Member
from overlap.people.requirements import CoverageNeed
from overlap.people.roster import Roster
from overlap.people.schedule import Cycle, Season
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.changes import changes
from overlap.planning.report import Report, report
from overlap.planning.windows import find_windows
from overlap.render.html import to_html
from overlap.render.progress import Progress, watched_by
from overlap.render.text import to_text
from tests.planning.brute import holidays, instant, reached, there
from tests.properties.strategies import FakeTable

NINE_TO_FIVE = [Shift("09:00", "17:00")]
AWAY, KEPT = holidays("2026-03-10", "2026-04-06", "2026-04-05", half=("2026-03-19",))
NEW_YORK = Team("ny", "America/New_York", NINE_TO_FIVE, name="New York")
BERLIN = Team("berlin", "Europe/Berlin", NINE_TO_FIVE, name="Berlin", holidays=AWAY)
PUNE = Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")], name="Pune")
MANILA = Team("manila", "Asia/Manila", [Shift("22:00", "06:00")], name="Manila", holidays=AWAY)

ROSTERS: dict[str, tuple[Roster, str, str]] = {
    "two teams over a clock change": (
        Roster([NEW_YORK, BERLIN], zone="Europe/Berlin"),
        "2026-03-02",
        "2026-04-12",
    ),
    "three teams that never all meet": (Roster([NEW_YORK, PUNE, MANILA]), "2026-03-02", "2026-03-31"),
    "three teams that all meet in summer": (Roster([NEW_YORK, BERLIN, PUNE]), "2026-03-02", "2026-03-31"),
    "one team": (Roster([BERLIN]), "2026-03-02", "2026-03-31"),
    "a day": (Roster([NEW_YORK, BERLIN]), "2026-03-11", "2026-03-11"),
    "a weekend": (Roster([NEW_YORK, BERLIN]), "2026-03-07", "2026-03-08"),
    "no common hours": (
        Roster([NEW_YORK, Team("b", "Asia/Manila", NINE_TO_FIVE)]),
        "2026-03-02",
        "2026-03-31",
    ),
}


@pytest.mark.parametrize("case", ROSTERS)
def test_every_figure_is_the_answer_of_its_own_question(case: str) -> None:
    roster, start, end = ROSTERS[case]
    made = report(roster, start, end)
    plain = made.to_dict()
    count = len(roster)
    windows = find_windows(roster, start, end)
    assert made.windows == windows
    assert plain["windows"] == windows.to_dicts()
    assert timedelta(minutes=plain["total_minutes"]) == windows.total
    assert plain.get("reason") == (windows.reason.text if windows.reason else None)
    best = find_windows(roster, start, end, quorum=plain["most_teams"])
    assert made.best == best
    assert plain["most_windows"] == best.to_dicts()
    assert timedelta(minutes=plain["most_total_minutes"]) == best.total
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    of_year = {change.date: change for change in changes(roster, first.year, quorum=plain["most_teams"])}
    inside = {on: change for on, change in of_year.items() if first <= on <= last}
    for change in made.changes:
        assert inside.get(change.date, change).windows_local == change.windows_local
    assert {change.date for change in made.changes} <= set(inside)
    assert plain["changes"] == made.changes.to_dicts()
    assert plain["baseline"] == made.changes.baseline.to_dict()
    assert plain["all_changes"] == made.all_changes.to_dicts()
    assert [tuple(pair["teams"]) for pair in plain["pairs"]] == list(combinations([t.id for t in roster], 2))
    for pair in plain["pairs"]:
        shared = find_windows(roster, start, end, teams=pair["teams"])
        assert timedelta(minutes=pair["minutes"]) == shared.total
    assert plain["zone"] == roster.zone
    assert plain["title"] == "Roster"
    assert [team["id"] for team in plain["teams"]] == [team.id for team in roster]
    assert 1 <= plain["most_teams"] <= count
    first, last = made.horizon.dates(zone(made.zone))
    assert made.weeks_long == pytest.approx(((last - first).days + 1) / 7)


@pytest.mark.parametrize("case", ROSTERS)
def test_most_is_the_largest_quorum_of_the_first_day(case: str) -> None:
    roster, start, end = ROSTERS[case]
    made = report(roster, start, end)
    if made.most < len(roster):
        assert made.all_changes.baseline.windows_local == ()
    if case != "a weekend":
        assert made.changes.baseline.windows_local


@pytest.mark.parametrize(
    "case", ["two teams over a clock change", "three teams that never all meet", "one team"]
)
def test_weeks_that_break_are_those_that_a_walk_finds(case: str) -> None:
    roster, start, end = ROSTERS[case]
    made = report(roster, start, end)
    kept = {"berlin": KEPT, "manila": KEPT}
    ids = [team.id for team in roster]
    low, high = made.horizon.start, made.horizon.end
    real = reached(there(roster, ids, low, high, kept=kept).values(), made.most)
    bare = reached(there(roster, ids, low, high, kept=kept, bare=True).values(), made.most)
    monday = date.fromisoformat(start)
    expected = []
    clock = {"UTC": 0, "Europe/Berlin": 60}[roster.zone]
    while monday <= date.fromisoformat(end):
        following = monday + timedelta(days=7)
        summer = date(2026, 3, 30)
        edges = [
            instant(f"{on} 00:00") - clock - (60 if clock and on >= summer else 0)
            for on in (monday, following)
        ]
        week = range(edges[0], min(edges[1], high))
        was, now = len(bare.intersection(week)), len(real.intersection(week))
        if now < was:
            expected.append((monday, now, was))
        monday = following
    assert [(week.start, week.minutes, week.usual_minutes) for week in made.weeks] == expected
    assert expected
    assert all(week.because for week in made.weeks)


def test_a_week_breaks_because_of_the_days_that_take_its_hours() -> None:
    """Easter Sunday and half of a day after hours take nothing, so they are not named."""
    made = report(ROSTERS["two teams over a clock change"][0], "2026-03-02", "2026-04-12")
    assert [(week.start, week.because) for week in made.weeks] == [
        (date(2026, 3, 9), (("berlin", date(2026, 3, 10), "Holiday 2026-03-10"),)),
        (date(2026, 3, 16), (("berlin", date(2026, 3, 19), "Half day 2026-03-19"),)),
        (date(2026, 4, 6), (("berlin", date(2026, 4, 6), "Holiday 2026-04-06"),)),
    ]


def test_hours_off_that_cost_no_common_hour_are_not_named_for_those_of_another() -> None:
    """On Tuesday A is away early, when B is not there yet; on Wednesday B is off, and all is lost."""
    early = TimeOff("2026-03-10", from_time="09:00", until_time="10:00", name="vet")
    first = Team("a", "UTC", NINE_TO_FIVE, members=[Member("ana", time_off=[early])])
    second = Team("b", "UTC", [Shift("13:00", "21:00")], closures=[Closure("2026-03-11", name="move")])
    (week,) = report(Roster([first, second]), "2026-03-09", "2026-03-15").weeks
    assert (week.minutes, week.usual_minutes) == (4 * 240, 5 * 240)
    assert week.because == (("b", date(2026, 3, 11), "move"),)


def test_alone_are_teams_that_never_meet_and_not_a_single_one() -> None:
    apart = Roster([NEW_YORK, Team("b", "Asia/Manila", NINE_TO_FIVE)])
    assert report(apart, "2026-03-02", "2026-03-08").is_alone
    assert not report(Roster([BERLIN]), "2026-03-02", "2026-03-08").is_alone
    assert not report(Roster([BERLIN, NEW_YORK]), "2026-03-02", "2026-03-08").is_alone


def test_each_part_of_what_is_shared_is_told_as_it_begins() -> None:
    told: list[Progress] = []
    with watched_by(told.append):
        report(Roster([BERLIN, NEW_YORK]), "2026-03-02", "2026-03-08")
    assert [str(one) for one in told if one.stage == "Shared hours"] == [
        "Shared hours: what changes (2 of 3)",
        "Shared hours: weeks that break (3 of 3)",
    ]


def test_meetings_are_counted_as_held_and_skipped() -> None:
    """Of three Tuesdays one is shut: two meetings are held and one is skipped."""
    team = Team("a", "UTC", NINE_TO_FIVE, closures=[Closure("2026-03-10")])
    weekly = Meeting(
        "m", title="Weekly", teams=["a"], minutes=30, on="tue", at="10:00", anchor="a", on_holiday="skip"
    )
    plain = report(Roster([team], meetings=[weekly]), "2026-03-02", "2026-03-22").to_dict()
    assert plain["meetings"] == [
        {
            "meeting": "m",
            "title": "Weekly",
            "zone": "UTC",
            "held": 2,
            "moved": 0,
            "skipped": 1,
            "outside_hours": 0,
            "burdens": [{"id": "a", "burden_minutes": 0}],
        }
    ]


def test_a_night_shift_is_missed_in_the_week_after_its_holiday() -> None:
    """Manila's Sunday night is the Monday of those who work with it."""
    sunday, _ = holidays("2026-03-15")
    days = ["sun", "mon", "tue", "wed", "thu"]
    night = Team("night", "Asia/Manila", [Shift("22:00", "06:00")], days=days, holidays=sunday)
    early = Team("early", "Asia/Manila", [Shift("02:00", "06:00")])
    made = report(Roster([night, early], zone="Asia/Manila"), "2026-03-09", "2026-03-22")
    assert [(week.start, week.minutes, week.usual_minutes, week.because) for week in made.weeks] == [
        (date(2026, 3, 16), 16 * 60, 20 * 60, (("night", date(2026, 3, 15), "Holiday 2026-03-15"),))
    ]


def test_a_week_is_not_broken_by_a_member_who_is_not_alone() -> None:
    team = Team(
        "t",
        "UTC",
        NINE_TO_FIVE,
        members=[Member("ana"), Member("ben")],
        closures=[Closure("2026-03-11", name="move")],
    )
    made = report(Roster([team, Team("u", "UTC", NINE_TO_FIVE)]), "2026-03-09", "2026-03-15")
    assert [week.because for week in made.weeks] == [(("t", date(2026, 3, 11), "move"),)]


def test_holidays_ahead_fall_on_days_that_are_worked() -> None:
    entries = tuple(
        Entry(date.fromisoformat(on), name, category, "XX", projected=name == "Eid", minutes_off=hours)
        for on, name, category, hours in (
            ("2026-03-04", "Midweek", "public", None),
            ("2026-03-06", "Half", "half_day", (720, 1440)),
            ("2026-03-07", "Saturday", "public", None),
            ("2026-03-08", "Sunday", "public", None),
            ("2026-03-12", "Choice", "optional", None),
            ("2026-03-13", "Noted", "observance", None),
            ("2026-03-20", "Eid", "public", None),
        )
    )
    calendar = Calendar(FakeTable(entries))
    weekly = Team("weekly", "UTC", [*NINE_TO_FIVE, Shift("10:00", "12:00", days=["sat"])], holidays=calendar)
    cycle = Cycle("2026-01-05", ["d", "off"])
    rota = Team("rota", "UTC", [Shift("09:00", "17:00", name="d")], cycle=cycle, holidays=calendar)
    summer = Season("2026-06-01", "2026-06-30", shifts=[Shift("09:00", "12:00", days=["sun"])])
    season = Team("season", "UTC", NINE_TO_FIVE, seasons=[summer], holidays=calendar)
    made = report(Roster([rota, weekly, season, NEW_YORK]), "2026-03-02", "2026-03-31")
    by_team = {
        one: [(ahead.name, ahead.status, ahead.confidence) for ahead in made.holidays if ahead.team == one]
        for one in ("weekly", "rota", "season", "ny")
    }
    assert by_team["weekly"] == [
        ("Midweek", "off", "announced"),
        ("Half", "part", "announced"),
        ("Saturday", "off", "announced"),
        ("Choice", "soft", "announced"),
        ("Eid", "off", "projected"),
    ]
    assert [name for name, _, _ in by_team["rota"]] == ["Midweek", "Half", "Sunday", "Choice", "Eid"]
    assert [name for name, _, _ in by_team["season"]] == ["Midweek", "Half", "Choice", "Eid"]
    assert by_team["ny"] == []
    assert [ahead.date for ahead in made.holidays] == sorted(ahead.date for ahead in made.holidays)
    assert made.to_dict()["holidays"][0] == {
        "date": "2026-03-04",
        "team": "rota",
        "name": "Midweek",
        "status": "off",
        "confidence": "announced",
    }


def test_a_horizon_that_begins_on_the_weekend_of_a_change_starts_with_the_new_hours() -> None:
    made = report(Roster([NEW_YORK, PUNE]), "2026-03-07", "2026-03-31")
    assert made.most == 2
    assert str(made.all_changes.baseline.date) == "2026-03-09"
    assert list(made.all_changes) == []


def test_horizons_of_instants_and_other_zones_are_understood() -> None:
    roster = Roster([NEW_YORK, BERLIN], zone="Europe/Berlin")
    made = report(roster, "2026-03-10T12:00Z", "2026-03-10T15:00Z", zone="Asia/Tokyo")
    assert made.zone == "Asia/Tokyo"
    assert made.horizon.minutes == 180
    assert made.to_dict()["zone"] == "Asia/Tokyo"
    for arguments, error in ((("2026-03-10", "2026-03-09"), BadHorizon),):
        with pytest.raises(error):
            report(roster, *arguments)
    with pytest.raises(BadZone):
        report(roster, "2026-03-10", "2026-03-11", zone="CET")


def test_a_report_beyond_the_holiday_data_is_an_error() -> None:
    late = Team("t", "UTC", NINE_TO_FIVE, holidays=Calendar(FakeTable(known_until=date(2026, 3, 31))))
    assert report(Roster([late]), "2026-03-01", "2026-03-30")
    with pytest.raises(BeyondData):
        report(Roster([late]), "2026-03-01", "2026-04-01")


def test_a_report_prints_and_shows_its_document() -> None:
    made: Report = report(*ROSTERS["one team"])
    assert str(made) == to_text(made.document())
    assert made._repr_html_() == to_html(made.document())
    assert made.weeks_long == 30 / 7


def test_sixty_teams_are_reported() -> None:
    zones = ["America/New_York", "Europe/Berlin", "Asia/Kolkata", "Asia/Manila", "America/Recife"]
    teams = [Team(f"t{number}", zones[number % 5], NINE_TO_FIVE) for number in range(60)]
    made = report(Roster(teams), "2026-03-02", "2026-03-08")
    assert len(made.pairs) == 60 * 59 // 2
    assert made.most == 36
    plain: dict[str, Any] = made.to_dict()
    assert plain["reason"] == "All 60 are never at work at once."


@pytest.mark.parametrize(("end", "own"), [("2027-02-27", False), ("2027-02-28", True), ("2027-03-01", True)])
def test_52_weeks_are_their_own_year(end: str, own: bool) -> None:
    made = report(Roster([NEW_YORK]), "2026-03-02", end)
    assert (made.year is made) == own
    last = date(2027, 3, 1) if end == "2027-03-01" else date(2027, 2, 28)
    assert made.year.horizon.dates(zone("America/New_York")) == (date(2026, 3, 2), last)


def test_a_meeting_that_burdens_only_some_is_one_to_take_turns_at() -> None:
    late = Team("late", "UTC", [Shift("10:00", "18:00")])
    early = Meeting("early", teams=["late", "wide"], minutes=30, on="tue", at="09:00", anchor="late")
    easy = Meeting("easy", teams=["late", "wide"], minutes=30, on="tue", at="11:00", anchor="late")
    roster = Roster([late, Team("wide", "UTC", [Shift("08:00", "18:00")])], meetings=[early, easy])
    made = report(roster, "2026-03-02", "2026-03-08")
    assert [series.burdens for series in made.programme] == [{"late": 30, "wide": 0}, {"late": 0, "wide": 0}]
    assert [one.meeting.id for one in made.rotations] == ["early"]


@pytest.mark.parametrize(("count", "pairs"), [(100, 4950), (101, 0)])
def test_pairs_are_counted_of_up_to_a_hundred_teams(count: int, pairs: int) -> None:
    teams = [Team(f"t{number}", "UTC", NINE_TO_FIVE) for number in range(count)]
    assert len(report(Roster(teams), "2026-03-02", "2026-03-02").pairs) == pairs


def test_shifts_are_staggered_on_the_readers_clock_of_up_to_eight_teams_that_may_move() -> None:
    need = CoverageNeed("09:00", "17:00", zone="UTC", name="desk")

    def zone_of(count: int) -> str | None:
        teams = [Team(f"t{number}", "UTC", NINE_TO_FIVE, flex=Flex()) for number in range(count)]
        made = report(Roster(teams, requirements=[need]), "2026-03-02", "2026-03-02", zone="Asia/Tokyo")
        return None if made.stagger is None else made.stagger.zone

    assert [zone_of(count) for count in (1, 8, 9)] == ["Asia/Tokyo", "Asia/Tokyo", None]
