"""Shifts on dates give the same minutes as the rosters made of them, on every date that the sheet has."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.adapters.sheets.grid import SheetFileError
from overlap.adapters.sheets.reader import SheetRoster
from overlap.core.horizon import Horizon
from tests.adapters.sheets.files import csv_text, problems_of, read

FIRST = date(2026, 6, 1)
ZONES = ("UTC", "Asia/Manila", "Asia/Kathmandu", "America/New_York", "Pacific/Kiritimati")
"""Without a clock change between June and August, so that plain arithmetic is right."""

TURNS = {
    "E": ("06:00", "14:00"),
    "L": ("14:00", "24:00"),
    "N": ("22:00", "06:00"),
}


def minutes(day: date, start: str, end: str, zone: str) -> set[int]:
    """The UTC minutes of a shift, by the standard library."""
    clock = ZoneInfo(zone)
    low = datetime(day.year, day.month, day.day, int(start[:2]), int(start[3:]), tzinfo=clock)
    over = end <= start or end == "24:00"
    last = day + timedelta(days=1) if over else day
    high = datetime(last.year, last.month, last.day, int(end[:2]) % 24, int(end[3:]), tzinfo=clock)
    return set(range(int(low.astimezone(UTC).timestamp()) // 60, int(high.astimezone(UTC).timestamp()) // 60))


@st.composite
def plans(draw: st.DrawFn) -> tuple[int, dict[str, tuple[str, list[str]]]]:
    """Weeks, and the zone and turns by date of a few people."""
    weeks = draw(st.integers(2, 5))
    people: dict[str, tuple[str, list[str]]] = {}
    for name in draw(st.lists(st.sampled_from(("Ana", "Bo", "Cy", "Di")), min_size=1, unique=True)):
        length = draw(st.sampled_from((2, 4, 6, 7, 7, 7, 14)))
        cycle = draw(st.lists(st.sampled_from(("", "E", "E", "L", "N")), min_size=length, max_size=length))
        if not any(cycle):
            cycle[0] = "E"
        turns = [cycle[at % length] for at in range(weeks * 7)]
        for at in draw(st.lists(st.integers(0, weeks * 7 - 1), max_size=1)):
            turns[at] = draw(st.sampled_from(("", "E")))
        people[name] = (draw(st.sampled_from(ZONES)), turns)
    return weeks, people


def outcome(folder: Path, text: str) -> SheetRoster | SheetFileError:
    """What comes of a file."""
    try:
        return read(folder, text)
    except SheetFileError as error:
        return error


@settings(deadline=None, max_examples=30)
@given(plans())
def test_a_roster_made_of_dates_has_the_minutes_of_those_dates_or_is_refused(
    plan: tuple[int, dict[str, tuple[str, list[str]]]],
) -> None:
    _, people = plan
    rows: list[tuple[object, ...]] = [("Employee", "Date", "Shift", "Start", "End", "Time Zone")]
    expected: dict[str, set[int]] = {}
    for name, (zone, turns) in people.items():
        for at, turn in enumerate(turns):
            if turn:
                day = FIRST + timedelta(days=at)
                rows.append((name, day, turn, *TURNS[turn], zone))
                expected.setdefault(name.lower(), set()).update(minutes(day, *TURNS[turn], zone))
    held = [row[1] for row in rows[1:]]
    if not held:
        return
    with tempfile.TemporaryDirectory() as folder:
        found = outcome(Path(folder), csv_text(rows))
        if isinstance(found, SheetFileError):
            assert {one.slug for one in found.problems} == {"no-pattern"}
            every = [turns for _, turns in people.values()]
            assert any(turn != turns[at - 7] for turns in every for at, turn in enumerate(turns) if at >= 7)
            return
    (team,) = found.roster.teams
    assert len(team.members) == len(expected)
    for member in team.members:
        # Dates are judged from the first to the last that the whole sheet has.
        low = datetime.combine(min(held), datetime.min.time(), ZoneInfo(people[member.name][0]))  # type: ignore[type-var, arg-type]
        high = datetime.combine(max(held), datetime.min.time(), ZoneInfo(people[member.name][0]))  # type: ignore[type-var, arg-type]
        start, end = int(low.timestamp()) // 60, int(high.timestamp()) // 60 + 1440
        at_work = team.pattern_of(member.id).at_work(Horizon(start, end))
        got = {minute for one, two in at_work for minute in range(one, two)}
        # The night before the first date is not in the sheet, though the week has it.
        night = start + 360
        own = expected[member.id]
        assert {one for one in got if one >= night} == {one for one in own if night <= one < end}


def test_a_plan_of_two_shifts_a_day_that_comes_round_is_refused(tmp_path: Path) -> None:
    rows = [("Employee", "Date", "Start", "End")]
    for at in range(0, 20, 2):
        day = (FIRST + timedelta(days=at)).isoformat()
        rows += [("Ana", day, "06:00", "10:00"), ("Ana", day, "12:00", "16:00")]
    assert {one.slug for one in problems_of(tmp_path, csv_text(rows), zone="UTC")} == {"no-pattern"}
