"""Rosters that the columns can say, written as rows of text and of a workbook, and read again."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import overlap
from overlap.core.civil import WEEKDAYS, time_text
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from tests.adapters.fakes import FakeCalendars
from tests.adapters.sheets.files import csv_text, read, workbook

NAMES = st.sampled_from(
    ("Ana Reyes", "=1+1", "@home", "Łukasz; Jr.", 'the "one"', "-2", "'x", "O'Neil", "東京", "a,b")
)
ZONES = st.sampled_from(("UTC", "Asia/Kathmandu", "Australia/Lord_Howe", "America/New_York"))
DAYS = st.none() | st.frozensets(st.integers(0, 6), min_size=1)
STARTS = st.integers(0, 95).map(lambda quarter: quarter * 15)


@st.composite
def shifts(draw: st.DrawFn, name: str) -> Shift:
    start, length = draw(STARTS), draw(st.integers(8, 48)) * 15
    end = (start + length) % 1440 or 1440
    pauses = []
    if draw(st.booleans()):
        low = start + draw(st.integers(1, length // 15 - 4)) * 15
        pauses.append(Break(time_text(low % 1440), time_text((low + 30) % 1440 or 1440)))
    days = draw(DAYS)
    return Shift(
        time_text(start),
        time_text(end),
        name=name,
        breaks=pauses,
        days=None if days is None else [WEEKDAYS[day] for day in days],
        headcount=draw(st.none() | st.integers(1, 9)),
        zone=draw(st.none() | ZONES),
    )


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    teams = []
    for team_id in draw(
        st.lists(st.sampled_from(("a", "b", "ö-1", "Desk")), min_size=1, max_size=3, unique=True)
    ):
        own = [
            draw(shifts(name))
            for name in draw(st.lists(st.sampled_from(("day", "client", "=late")), min_size=1, unique=True))
        ]
        own = (
            own[:1]
            if len({(one.start, one.end, one.breaks, one.days, one.zone) for one in own}) < len(own)
            else own
        )
        members = []
        for member_id in draw(st.lists(st.sampled_from(("ana", "jun", "x1")), max_size=3, unique=True)):
            name, zone = draw(NAMES), draw(ZONES)
            named = [draw(st.sampled_from(own)).name] if draw(st.booleans()) and len(own) > 1 else None
            members.append(
                Member(
                    member_id,
                    name=name,
                    zone=zone if draw(st.booleans()) else None,
                    shifts=named,
                    role=draw(st.sampled_from(("required", "optional"))),
                    skills=draw(st.frozensets(st.sampled_from(("en", "tl", "c++")))),
                    email=draw(st.none() | st.just("ana@example.com")),
                )
            )
        home = draw(ZONES)
        members = [one if one.zone != home else _without_zone(one) for one in members]
        calendar = FakeCalendars()(draw(st.sampled_from(("PH", "AE")))) if draw(st.booleans()) else None
        team = Team(
            team_id,
            home,
            own,
            name=draw(NAMES),
            holidays=calendar,
            members=members,
            skills=draw(st.frozensets(st.sampled_from(("en", "tl")))),
        )
        extra = draw(st.integers(0, 3))
        teams.append(team.replace(headcount=team.people_count + extra) if extra else team)
    return Roster(teams)


def _without_zone(member: Member) -> Member:
    return Member(
        member.id,
        name=member.name,
        shifts=member.shifts,
        role=member.role,
        skills=member.skills,
        email=member.email,
    )


HEAD = (
    *("Team", "Team id", "Member", "Member id", "Zone", "Holidays", "Team headcount", "Headcount", "Shift"),
    *("Days", "Start", "End", "Shift zone", "Breaks", "Skills", "Role", "Email"),
)


def rows_of(roster: Roster) -> list[tuple[object, ...]]:
    """The rows that say what a roster holds."""
    rows: list[tuple[object, ...]] = [HEAD]
    for team in roster:
        place = "" if team.holidays is None else team.holidays.places[0]
        for shift in team.shifts:
            rows.append(
                (
                    team.name,
                    team.id,
                    "",
                    "",
                    team.zone,
                    place,
                    team.people_count,
                    shift.headcount or "",
                    *_shift_cells(shift),
                    "; ".join(sorted(team.skills)),
                    "",
                    "",
                )
            )
        for member in team.members:
            for name in member.shifts or (None,):
                own = [shift for shift in team.shifts if shift.name == name]
                cells = _shift_cells(own[0]) if own else ("",) * 6
                rows.append(
                    (
                        team.name,
                        team.id,
                        member.name,
                        member.id,
                        member.zone or "",
                        "",
                        "",
                        "",
                        *cells,
                        "|".join(sorted(member.skills)),
                        member.role,
                        member.email or "",
                    )
                )
    return rows


def _shift_cells(shift: Shift) -> tuple[object, ...]:
    days = "" if shift.days is None else " ".join(WEEKDAYS[day] for day in shift.days)
    pauses = "; ".join(
        f"{time_text(one.start_minute or 0)}-{time_text(one.end_minute or 0)}" for one in shift.breaks
    )
    return shift.name, days, shift.start, shift.end, shift.zone or "", pauses


def escaped(cell: object) -> object:
    """A cell as OWASP asks writers of such files to write it."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" '")[:1] in ("=", "+", "-", "@") else cell


@settings(deadline=None, max_examples=25)
@given(rosters(), st.sampled_from(",;\t|"), st.sampled_from(("utf-8", "utf-8-sig", "utf-16")))
def test_a_roster_written_as_text_reads_back_as_it_was(roster: Roster, delimiter: str, encoding: str) -> None:
    rows = [[escaped(cell) for cell in row] for row in rows_of(roster)]
    with tempfile.TemporaryDirectory() as folder:
        found = read(Path(folder), csv_text(rows, delimiter=delimiter).encode(encoding))
    assert found.roster == roster
    assert found.unused == ()


@settings(deadline=None, max_examples=12)
@given(rosters())
def test_a_roster_written_as_a_workbook_reads_back_as_it_was(roster: Roster) -> None:
    def as_text(book: object) -> None:
        for row in book["Teams"]:  # type: ignore[index]
            for cell in row:
                if cell.data_type == "f":
                    cell.data_type = "s"

    with tempfile.TemporaryDirectory() as folder:
        found = read(Path(folder), workbook({"Teams": rows_of(roster)}, after=as_text), "r.xlsx")
    assert found.roster == roster


def plain(roster: Roster) -> list[object]:
    """What a roster comes to, with everything written out that it inherits."""
    found: list[object] = []
    for team in roster:
        week = [_written_out(shift, team.working_days) for shift in team.shifts]
        people = []
        for member in team.members:
            schedule = team.pattern_of(member.id).schedule
            own = {_written_out(shift, schedule.days)[1:] for shift in schedule.shifts}
            home = member.zone or team.zone
            people.append((member.id, member.name, home, member.role, member.skills, member.email, own))
        found.append(
            (team.id, team.name, team.zone, team.holidays, team.skills, team.people_count, week, people)
        )
    return found


def _written_out(shift: Shift, days: frozenset[int]) -> tuple[object, ...]:
    pauses = sorted(pause.within(shift.start_minute, shift.end_minute) for pause in shift.breaks)
    own = shift.days if shift.days is not None else days
    return shift.headcount, shift.name, shift.start, shift.end, shift.zone, tuple(pauses), own


@settings(deadline=None, max_examples=10)
@given(rosters(), st.sampled_from((".csv", ".xlsx")))
def test_the_programs_own_sheet_of_teams_reads_back_as_the_same_people(roster: Roster, ending: str) -> None:
    book = overlap.workbook(roster, "2026-03-02", "2026-03-08", sheets=["teams"])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"roster{ending}"
        overlap.write_workbook(book, path)
        found = read(Path(folder), path.read_bytes(), path.name)
    assert plain(found.roster) == plain(roster)
