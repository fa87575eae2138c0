"""What is uncovered in a sheet is what a walk over every minute finds, with its causes beside it."""

from __future__ import annotations

import pytest

from overlap.people.requirements import CoverageNeed, LimitNeed, Requirement
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.coverage import coverage
from overlap.planning.workbooks.whole import workbook
from tests.planning.brute import instant, people_of, runs
from tests.planning.workbooks.rosters import (
    EPOCH,
    KEPT,
    LONDON,
    MANILA,
    MINUTE,
    NEEDS,
    ROSTER,
    YORK,
    dicts,
    wall,
)
from tests.properties.oracle import DAY, counts, instant_of_wall, minutes_at_work

HORIZONS = [("2026-03-02", "2026-03-15"), ("2026-03-27", "2026-04-02")]


def bare(roster: Roster) -> Roster:
    """The roster without headcounts of shifts, which the oracle here does not know."""
    manila = MANILA.replace(shifts=[MANILA.shifts[0]], members=[], headcount=None)
    assert manila.people_count == 3
    return Roster([manila, *roster.teams[1:]], zone=roster.zone, requirements=roster.requirements)


@pytest.mark.parametrize(("start", "end"), HORIZONS)
def test_uncovered_runs_are_those_of_each_need(start: str, end: str) -> None:
    roster = bare(ROSTER)
    book = workbook(roster, start, end)
    low = instant_of_wall("Europe/London", instant(f"{start} 00:00"))
    high = instant_of_wall("Europe/London", instant(f"{end} 00:00") + DAY)
    there = {
        team.id: counts(
            [
                (minutes_at_work(worker, low, high), team.people_count)
                for worker in people_of(
                    team, KEPT if team.id == "manila" else people_of(LONDON)[""].kept
                ).values()
            ]
        )
        for team in roster
    }
    expected, covered = [], []
    for need in NEEDS:
        ids = need.teams or ("manila", "london", "york")
        needed = {
            minute
            for minute in range(low, high)
            if wall(minute, need.zone).weekday() in need.days
            and need.start_minute <= wall(minute, need.zone).hour * 60 + wall(minute, need.zone).minute
            and wall(minute, need.zone).hour * 60 + wall(minute, need.zone).minute < need.end_minute
        }
        missing = {
            minute: need.headcount - sum(there[one].get(minute, 0) for one in ids) for minute in needed
        }
        short = {minute for minute, less in missing.items() if less > 0}
        expected += [
            (first, after, need.name, max(missing[minute] for minute in range(first, after)))
            for first, after in runs(short)
        ]
        alone = sum(sum(there[one].get(m, 0) for one in ids) == 1 for m in needed - short)
        covered.append((need.name, len(needed), len(needed - short), alone))
    assert expected
    rows = dicts(book.sheet("coverage"))
    assert [
        (row["Start (UTC)"], row["End (UTC)"], row["Need"], row["People missing"], row["Hours"])
        for row in rows
    ] == [
        (EPOCH + first * MINUTE, EPOCH + after * MINUTE, name, less, after - first)
        for first, after, name, less in sorted(expected)
    ]
    for row, (first, after, _, _) in zip(rows, sorted(expected), strict=True):
        assert row["Start (Europe/London)"] == wall(first, "Europe/London")
        assert row["End (Europe/London)"] == wall(after, "Europe/London")
        assert row["Date"] == row["Start (Europe/London)"].date()
    needs = dicts(book.sheet("needs"))
    assert [
        (row["Need"], row["Needed (hours)"], row["Covered (hours)"], row["By one person alone (hours)"])
        for row in needs
    ] == covered
    assert [row["Covered"] for row in needs] == pytest.approx([good / all_ for _, all_, good, _ in covered])
    assert [row["People needed"] for row in needs] == [1, 2]
    assert [row["Zone"] for row in needs] == ["Europe/London", "UTC"]


def test_causes_stand_beside_each_run() -> None:
    sheet = workbook(ROSTER, "2026-03-02", "2026-03-29").sheet("coverage")
    found = coverage(ROSTER, "2026-03-02", "2026-03-29", need=NEEDS)
    assert [row["Because"] for row in dicts(sheet)] == [run.because for run in found.uncovered]
    causes = {row["Cause"] for row in dicts(sheet)}
    assert "not scheduled" in causes
    assert any("holiday" in cause for cause in causes)


def test_without_a_need_somebody_is_needed_at_every_minute() -> None:
    roster = Roster([YORK], zone="UTC")
    book = workbook(roster, "2026-03-02", "2026-03-02")
    assert [row["Hours"] for row in dicts(book.sheet("coverage"))] == [14 * 60, 2 * 60]
    (row,) = dicts(book.sheet("needs"))
    assert (row["Need"], row["Needed (hours)"], row["Covered"]) == ("24x7", DAY, 480 / DAY)
    (row,) = dicts(workbook(roster, "2026-03-02", "2026-03-02", zone="Asia/Manila").sheet("needs"))
    assert row["Zone"] == "Asia/Manila"


def test_an_empty_sheet_says_whether_all_is_covered_or_nothing_needed() -> None:
    noon = CoverageNeed("10:00", "12:00", zone="America/New_York", days=["mon"], name="noon")
    roster = Roster([YORK], requirements=[noon])
    monday, tuesday = (workbook(roster, on, on).sheet("coverage") for on in ("2026-03-02", "2026-03-03"))
    assert monday.rows == tuesday.rows == ()
    assert monday.notes == ("Every minute of every need is covered.",)
    assert tuesday.notes == ("Nobody is needed between these dates: no minute of noon lies there.",)


def test_only_coverage_is_a_need_of_the_sheet() -> None:
    office = Team("a", "UTC", [Shift("09:00", "17:00")])
    rest = LimitNeed(["a"], rest_minutes=660, name="rest")
    desk = CoverageNeed("09:00", "17:00", zone="UTC", name="desk")

    def needs(*asked: Requirement) -> list[object]:
        book = workbook(Roster([office], requirements=asked), "2026-03-02", "2026-03-02")
        return [row["Need"] for row in dicts(book.sheet("needs"))]

    assert needs(rest, desk) == ["desk"]
    assert needs(rest) == ["24x7"]


def test_the_need_stays_in_sight() -> None:
    book = workbook(Roster([YORK]), "2026-03-02", "2026-03-03")
    sheets = [book.sheet(name) for name in ("coverage", "needs")]
    first, second = ([one.heading for one in sheet.columns[: sheet.frozen]] for sheet in sheets)
    assert (first, second) == (["Need", "Date"], ["Need"])
