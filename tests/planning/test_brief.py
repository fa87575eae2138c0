"""A week in short: its figures are those of every minute walked, and of the other answers."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from overlap.core.horizon import Horizon
from overlap.core.zones import zone
from overlap.errors import BadArgument, BadDate, BadHorizon, BadZone, BeyondData, NaiveDatetime
from overlap.people.absence import Closure, TimeOff
from overlap.people.calendars import Calendar
from overlap.people.days import Entry
from overlap.people.meetings import Meeting
from overlap.people.members import Member
from overlap.people.requirements import CoverageNeed
from overlap.people.roster import Roster
from overlap.people.schedule import Season
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.brief import Brief, brief
from overlap.planning.celebrations import celebrations
from overlap.planning.changes import changes
from overlap.planning.coverage import coverage
from overlap.planning.holidays import days_off
from overlap.planning.report import report
from overlap.planning.series import audit_series
from overlap.planning.windows import find_windows
from overlap.render.text import to_text
from tests.planning.brute import by_local_date, holidays, instant, reached, runs, there
from tests.properties.oracle import DAY, day_number
from tests.properties.strategies import FakeTable

DAILY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
POLISH, KEPT = holidays("2026-03-11", "2026-03-25", half=("2026-03-13",))


def company(**more: Any) -> Roster:
    """Three teams of which two share hours, nights over midnight, a clock change on 8 and on 29 March."""
    return Roster(
        [
            Team(
                "manila",
                "Asia/Manila",
                [Shift("20:00", "05:00", breaks=[Break("00:00", "01:00")])],
                name="Manila",
                members=[Member("ana", name="Ana", time_off=[TimeOff("2026-03-12", name="trip")])],
                headcount=3,
            ),
            Team("warsaw", "Europe/Warsaw", [Shift("09:00", "17:00")], name="Warsaw", holidays=POLISH),
            Team("ny", "America/New_York", [Shift("08:00", "16:00")], name="New York", headcount=4),
        ],
        title="Company",
        **{"zone": "America/New_York", **more},
    )


def walked(roster: Roster, monday: str, weeks: int, *, bare: bool = False) -> tuple[set[int], set[int]]:
    """The minutes of some weeks on New York's clock at which all are at work, and at least two."""
    clock = zone(roster.zone)
    first = day_number(date.fromisoformat(monday))
    start, end = clock.to_instant(first * DAY), clock.to_instant((first + 7 * weeks) * DAY)
    ids = [team.id for team in roster]
    present = there(roster, ids, start, end, kept={"warsaw": KEPT}, bare=bare)
    return reached(present.values(), len(ids)), reached(present.values(), 2)


@pytest.mark.parametrize("on", ["2026-03-02", "2026-03-04", "2026-03-10", "2026-03-15", "2026-03-23"])
def test_shared_hours_are_those_of_every_minute_walked(on: str) -> None:
    roster = company()
    found = brief(roster, on)
    monday = date.fromisoformat(on) - timedelta(date.fromisoformat(on).weekday())
    first, last = found.week.dates(zone("America/New_York"))
    assert (first, last) == (monday, monday + timedelta(6))
    everybody, two = walked(roster, monday.isoformat(), 1)
    assert found.all_minutes == len(everybody)
    asked = everybody if found.most == 3 else two
    assert found.most in (2, 3)
    assert found.minutes == len(asked)
    by_date: dict[int, list[tuple[int, int]]] = {}
    for start, end in runs(asked):
        by_date.setdefault(zone(roster.zone).to_wall(start) // DAY, []).append((start, end))
    shown = {day_number(day.date): list(day.windows) for day in found.days if day.windows}
    assert shown == by_date
    usual = walked(roster, monday.isoformat(), 1, bare=True)[0 if found.most == 3 else 1]
    assert sum(day.lost_minutes for day in found.days) == len(usual - asked)


def test_what_days_off_take_is_told_on_its_day_with_its_cause() -> None:
    found = brief(company(), "2026-03-11")
    by_date = {day.date: day for day in found.days}
    assert by_date[date(2026, 3, 11)].windows == ()
    assert by_date[date(2026, 3, 11)].because == (("warsaw", date(2026, 3, 11), "Holiday 2026-03-11"),)
    assert by_date[date(2026, 3, 13)].because == (("warsaw", date(2026, 3, 13), "Half day 2026-03-13"),)
    assert by_date[date(2026, 3, 10)].because == ()
    assert by_date[date(2026, 3, 10)].lost_minutes == 0


def test_the_figures_are_those_of_the_other_answers() -> None:
    roster = company(
        requirements=[
            CoverageNeed(name="desk", teams=["ny", "warsaw"], start="09:00", end="18:00", zone="UTC")
        ],
        meetings=[
            Meeting("sync", teams=["manila", "warsaw"], minutes=30, on="wed", at="14:00", anchor="warsaw")
        ],
    )
    found = brief(roster, "2026-03-11")
    week = ("2026-03-09", "2026-03-15")
    body = found.to_dict()
    assert found.all_minutes == find_windows(roster, *week).intervals.minutes
    assert body["off"] == [one.to_dict() for one in days_off(roster, *week)]
    assert body["off_next"] == [one.to_dict() for one in days_off(roster, "2026-03-16", "2026-03-22")]
    (need,) = coverage(roster, *week, need="desk").needs
    (cover,) = found.coverage
    assert (cover.need, cover.share) == ("desk", need.share)
    assert cover.uncovered_minutes == sum(run.minutes for run in need.uncovered)
    wide = report(roster, "2026-03-09", "2026-04-19")
    assert body["changes"] == wide.changes.to_dicts()
    assert [row["start"] for row in body["short_weeks"]] == [
        week.start.isoformat() for week in wide.weeks if week.start > date(2026, 3, 15)
    ]
    assert body["short_weeks"]
    (held,) = found.meetings
    (audited,) = audit_series(roster, "sync", *week)
    assert held.occurrence.to_dict() == audited.to_dict()
    whole_year = {(one.date, one.because) for one in changes(roster, 2026, quorum=found.most)}
    assert {(one.date, one.because) for one in found.report.changes} <= whole_year
    assert body["celebrations"] == celebrations(roster, "2026-03-09", "2026-03-22").to_dict()["celebrations"]


def test_the_largest_cause_of_what_is_uncovered_is_counted_by_the_minute() -> None:
    teams = [
        Team(
            "t", "UTC", [Shift("09:00", "17:00")], closures=[Closure("2026-03-10", "2026-03-12", name="move")]
        )
    ]
    need = CoverageNeed(name="desk", teams=["t"], days=DAILY[:5], start="08:00", end="17:00", zone="UTC")
    (cover,) = brief(Roster(teams, requirements=[need]), "2026-03-09").coverage
    assert cover.uncovered_minutes == 5 * 60 + 3 * 480
    assert cover.because_minutes == 480
    assert cover.because == "t: move (Tue 10 Mar 2026)."
    (plain,) = brief(Roster([teams[0].replace(closures=[])], requirements=[need]), "2026-03-09").coverage
    assert (plain.because_minutes, plain.because) == (300, "Nobody is scheduled.")
    (whole,) = brief(Roster(teams), "2026-03-09").coverage
    assert (whole.need, whole.uncovered_minutes) == ("24x7", 7 * DAY - 2 * 480)


def test_who_is_off_is_told_on_their_own_date() -> None:
    """Monday 9 March in Auckland begins while it is Sunday in New York; it is of the next week."""
    team = Team(
        "akl", "Pacific/Auckland", [Shift("09:00", "17:00")], closures=[Closure("2026-03-09", "2026-03-16")]
    )
    found = brief(Roster([team], zone="America/New_York"), "2026-03-04")
    assert found.off == ()
    assert found.off_next is not None
    assert [one.date.day for one in found.off_next] == [9, 10, 11, 12, 13]
    later = brief(Roster([team], zone="America/New_York"), "2026-03-09")
    assert [one.date.day for one in later.off] == [9, 10, 11, 12, 13]
    assert [one.date.day for one in later.off_next or ()] == [16]


def test_round_the_clock_windows_are_cut_at_midnights_and_hold_every_minute() -> None:
    teams = [Team(name, "UTC", [Shift("00:00", "24:00")], days=DAILY) for name in ("a", "b")]
    roster = Roster(teams, zone="America/New_York")
    for on, hours in (("2026-03-02", 7 * 24 - 1), ("2026-10-26", 7 * 24 + 1), ("2026-03-09", 7 * 24)):
        found = brief(roster, on)
        assert found.minutes == found.all_minutes == hours * 60
        assert len(found.days) == 7
        walls = [by_local_date(set(range(*day.windows[0])), roster.zone) for day in found.days]
        assert all(len(day.windows) == 1 for day in found.days)
        assert [list(wall) for wall in walls] == [[day_number(day.date)] for day in found.days]


def test_overnight_windows_stand_on_the_date_on_which_they_start() -> None:
    teams = [Team(name, "Asia/Manila", [Shift("21:00", "03:00")]) for name in ("a", "b")]
    found = brief(Roster(teams), "2026-03-04")
    assert [day.date.day for day in found.days] == [2, 3, 4, 5, 6]
    assert {day.minutes for day in found.days} == {360}
    assert found.days[0].windows == ((instant("2026-03-02 13:00"), instant("2026-03-02 19:00")),)


def test_an_empty_week_is_told_as_one() -> None:
    roster = Roster([Team("a", "UTC", []), Team("b", "UTC", [Shift("09:00", "17:00")], days=["sat"])])
    found = brief(roster, "2026-03-04")
    assert (found.all_minutes, found.minutes, found.days) == (0, 0, ())
    assert (found.off, found.meetings) == ((), ())
    assert found.to_dict()["days"] == []
    assert "share no time this week" in to_text(found.document())


def test_with_everybody_off_each_day_has_its_cause() -> None:
    closed = [Closure("2026-03-01", "2026-03-31", name="flood")]
    teams = [Team(name, "UTC", [Shift("09:00", "17:00")], closures=closed) for name in ("a", "b")]
    found = brief(Roster(teams), "2026-03-04")
    assert [day.date.day for day in found.days] == [2, 3, 4, 5, 6]
    for day in found.days:
        assert (day.windows, day.lost_minutes) == ((), 480)
        assert day.because == (("a", day.date, "flood"), ("b", day.date, "flood"))
    assert Counter(one.team for one in found.off) == {"a": 5, "b": 5}


def test_meetings_moved_into_the_week_are_of_it_and_those_moved_out_too() -> None:
    calendar, _ = holidays("2026-03-09")
    team = Team("t", "UTC", [Shift("09:00", "17:00")], holidays=calendar)

    def held(policy: str, on: str, week: str) -> list[tuple[str, bool, bool]]:
        sync = Meeting(
            "sync", teams=["t"], minutes=30, on=on, at="10:00", anchor="t",
            start="2026-01-05", end="2026-12-28", on_holiday=policy,  # type: ignore[arg-type]
        )  # fmt: skip
        found = brief(Roster([team], meetings=[sync]), week).meetings
        return [
            (one.occurrence.date.isoformat(), one.occurrence.is_moved, one.occurrence.is_skipped)
            for one in found
        ]

    assert held("keep", "mon", "2026-03-11") == [("2026-03-09", False, False)]
    assert held("skip", "mon", "2026-03-11") == [("2026-03-09", False, True)]
    ((moved_to, is_moved, _),) = held("move", "mon", "2026-03-11")
    assert is_moved
    assert moved_to != "2026-03-09"
    # Where a whole week is off, its meeting goes to another week; both weeks tell of it.
    closed = team.replace(closures=[Closure("2026-03-09", "2026-03-13")])
    sync = Meeting("sync", teams=["t"], minutes=30, on="wed", at="10:00", anchor="t", start="2026-01-07",
                   end="2026-12-30", on_holiday="move")  # fmt: skip
    roster = Roster([closed], meetings=[sync])
    (whole,) = [one for one in audit_series(roster, "sync") if one.planned_date == date(2026, 3, 11)]
    told = [one.occurrence.to_dict() for one in brief(roster, "2026-03-11").meetings]
    assert whole.to_dict() in told
    if whole.is_moved:
        other = [one.occurrence.to_dict() for one in brief(roster, whole.date).meetings]
        assert whole.to_dict() in other


def test_a_meeting_without_a_first_date_is_counted_from_the_week() -> None:
    sync = Meeting("sync", teams=["t"], minutes=30, every="3 weeks", on="wed", at="10:00", anchor="t")
    roster = Roster([Team("t", "UTC", [Shift("09:00", "17:00")])], meetings=[sync])
    for on in ("2026-03-02", "2026-03-09"):
        (one,) = brief(roster, on).meetings
        assert (
            one.occurrence.to_dict()["date"]
            == audit_series(roster, "sync", on, "2026-03-31")[0].date.isoformat()
        )


def test_worst_off_is_whom_it_costs_most() -> None:
    teams = [
        Team("tokyo", "Asia/Tokyo", [Shift("09:00", "17:00")]),
        Team("london", "Europe/London", [Shift("09:00", "17:00")]),
    ]
    sync = Meeting("sync", teams=["london", "tokyo"], minutes=30, on="wed", at="15:00", anchor="london",
                   start="2026-01-07", end="2026-12-30")  # fmt: skip
    (one,) = brief(Roster(teams, meetings=[sync]), "2026-03-04").meetings
    assert one.worst is not None
    assert one.worst.id == "tokyo"
    assert one.to_dict()["worst"] == "tokyo"
    (alone,) = brief(
        Roster(teams, meetings=[Meeting("sync", teams=["london"], minutes=30, on="wed", at="15:00",
                                        anchor="london", start="2026-01-07", end="2026-12-30")]),
        "2026-03-04",
    ).meetings  # fmt: skip
    assert alone.worst is None


def test_an_instant_means_the_week_of_its_date_on_the_readers_clock() -> None:
    roster = company()
    sunday_night = "2026-03-09T03:30Z"  # Sunday 23:30 in New York
    assert brief(roster, sunday_night).week == brief(roster, "2026-03-08").week
    assert (
        brief(roster, sunday_night, zone="Europe/Warsaw").week
        == brief(roster, "2026-03-09", zone="Europe/Warsaw").week
    )
    assert brief(roster, datetime(2026, 3, 9, 3, 30, tzinfo=UTC)) == brief(roster, date(2026, 3, 2))


def test_several_weeks_are_one_question() -> None:
    roster = company()
    found = brief(roster, "2026-03-11", weeks=3)
    assert found.week == Horizon.of("2026-03-09", "2026-03-29", zone("America/New_York"))
    everybody, two = walked(roster, "2026-03-09", 3)
    assert found.all_minutes == len(everybody)
    assert found.minutes == len(everybody if found.most == 3 else two)
    assert found.off_next is not None
    assert {one.date for one in found.off_next} <= {date(2026, 3, 30) + timedelta(n) for n in range(7)}


def test_data_that_end_soon_shorten_the_look_ahead_and_data_that_end_before_are_an_error() -> None:
    def until(last: str) -> Brief:
        entries = (Entry(date(2026, 3, 11), "Day", "public", "XX"),)
        table = FakeTable(entries, known_until=date.fromisoformat(last))
        return brief(
            Roster([Team("t", "UTC", [Shift("09:00", "17:00")], holidays=Calendar(table))]), "2026-03-11"
        )

    assert until("2026-12-31").ahead_weeks == 5
    assert until("2026-03-25").ahead_weeks == 1
    short = until("2026-03-16")
    assert (short.ahead_weeks, short.off_next) == (0, None)
    assert short.to_dict()["off_next"] is None
    assert [one.name for one in short.off] == ["Day"]
    with pytest.raises(BeyondData):
        until("2026-03-12")


def test_clock_changes_and_seasons_ahead_are_there_whether_or_not_they_move_hours() -> None:
    summer = Season("2026-03-16", "2026-03-20", shorten_minutes=60, name="short week")
    teams = [
        Team("a", "Europe/Warsaw", [Shift("09:00", "17:00")], seasons=[summer]),
        Team("b", "Asia/Manila", [Shift("09:00", "17:00")]),
    ]
    found = brief(Roster(teams, zone="Asia/Manila"), "2026-03-11")
    kinds = [(cause.team, cause.kind) for cause in found.causes]
    assert ("a", "season") in kinds
    assert ("a", "clock") in kinds
    assert found.to_dict()["causes"][-1].endswith("goes forward 1 h on Sun 29 Mar 2026.")


@pytest.mark.parametrize(
    ("on", "more", "error"),
    [
        ("tomorrow", {}, BadDate),
        ("2026-13-01", {}, BadDate),
        ("2026-03-09T10:00", {}, NaiveDatetime),
        ("20260309T10", {}, NaiveDatetime),
        (datetime(2026, 3, 9), {}, NaiveDatetime),
        ("2026-03-09", {"zone": "Mars/Base"}, BadZone),
        ("2026-03-09", {"weeks": 0}, BadArgument),
        ("2026-03-09", {"weeks": 14}, BadArgument),
        ("2026-03-09", {"weeks": True}, BadArgument),
        ("1900-01-01", {}, BadHorizon),
        ("2150-01-01T00:00Z", {}, BadHorizon),
    ],
)
def test_what_names_no_week_is_refused(on: Any, more: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        brief(company(), on, **more)


def test_a_brief_is_a_value_that_shows_itself() -> None:
    found = brief(company(), "2026-03-11")
    assert str(found) == to_text(found.document())
    assert "<h3>Company: week of Mon 9 Mar 2026</h3>" in found._repr_html_()
    assert found == brief(company(), "2026-03-09")


def test_days_off_belong_to_the_week_up_to_its_sunday_and_to_the_next_up_to_its_own() -> None:
    team = Team(
        "a", "UTC", [Shift("09:00", "17:00")], days=DAILY, closures=[Closure("2026-03-07", "2026-03-20")]
    )
    found = brief(Roster([team]), "2026-03-04")
    assert [one.date.day for one in found.off] == [7, 8]
    assert [one.date.day for one in found.off_next or ()] == [9, 10, 11, 12, 13, 14, 15]
