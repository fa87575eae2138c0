"""The coverage part of the page holds what the coverage of the report holds."""

from __future__ import annotations

from functools import cache

from overlap.people.requirements import CoverageNeed
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.page.covered import coverage_blocks
from overlap.planning.report import report
from overlap.render.charts import Bars, HeatMap
from overlap.render.document import Block, Heading, Paragraph, Table
from tests.planning.brute import instant, there
from tests.planning.page.rosters import END, MANILA, NEW_YORK, START
from tests.properties.oracle import DAY, wall_shown

NEED = CoverageNeed("09:00", "12:00", name="mornings", days=["mon"], zone="America/New_York", teams=["ny"])
ROSTER = Roster([NEW_YORK, MANILA], requirements=[NEED], zone="America/New_York")
FIRST, LAST = instant("2026-03-02 05:00"), instant("2026-04-01 04:00")


@cache
def told() -> list[Block]:
    return list(coverage_blocks(report(ROSTER, START, END)))


def test_each_hours_uncovered_part_is_that_of_a_walk_over_minutes() -> None:
    grid = next(one for one in told() if isinstance(one, HeatMap))
    present = set().union(*there(ROSTER, ["ny", "manila"], FIRST, LAST).values())
    minutes, short = [[0] * 24 for _ in range(7)], [[0] * 24 for _ in range(7)]
    for minute in range(FIRST, LAST):
        wall = wall_shown("America/New_York", minute)
        weekday, hour = (wall // DAY + 3) % 7, wall % DAY // 60
        minutes[weekday][hour] += 1
        short[weekday][hour] += minute not in present
    assert [row.label for row in grid.rows] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert (grid.corner, grid.heavy) == ("Day", True)
    for weekday, row in enumerate(grid.rows):
        for hour, value in enumerate(row.values):
            assert value == 100 * short[weekday][hour] / minutes[weekday][hour], (weekday, hour)


def test_bars_are_the_covered_share_of_each_need() -> None:
    bars = next(one for one in told() if isinstance(one, Bars))
    assert [row.label for row in bars.rows] == ["24x7", "mornings"]
    assert bars.rows[1].values == (100.0,)
    assert bars.full == 100.0
    assert 0 < bars.rows[0].values[0] < 100
    present = set().union(*there(ROSTER, ["ny", "manila"], FIRST, LAST).values())
    short = sum(minute not in present for minute in range(FIRST, LAST))
    assert short % 60 == 0
    assert [row.note for row in bars.rows] == [f"{short // 60} h uncovered", ""]


def test_a_need_that_is_met_has_a_sentence_and_no_chart() -> None:
    blocks = told()
    at = blocks.index(Heading("mornings"))
    assert blocks[at + 1] == Paragraph("No minute is uncovered.")
    assert blocks[at + 2] == Heading("Handoffs")


def test_causes_stand_beside_what_is_uncovered_longest_first() -> None:
    table = next(one for one in told() if isinstance(one, Table) and one.caption)
    assert table.columns == ("When", "Times", "In all", "Dates", "Because")
    assert table.right == {"Times", "In all"}
    assert len(table.rows) <= 12
    assert all(row[-1] for row in table.rows)
    hours = [float(row[2].split()[0]) for row in table.rows]
    assert hours == sorted(hours, reverse=True)
    assert hours[0] > hours[-1]


def test_each_row_tells_when_how_often_how_long_and_why_without_the_name_of_its_need() -> None:
    office = Team("t", "UTC", [Shift("09:00", "17:00")])
    blocks = list(coverage_blocks(report(Roster([office]), "2026-03-02", "2026-03-03")))
    table = next(one for one in blocks if isinstance(one, Table))
    assert table.rows == (
        ("Mon 17:00–09:00", "1", "16 h", "2 Mar 2026", "Nobody is scheduled."),
        ("Mon 00:00–09:00", "1", "9 h", "2 Mar 2026", "Nobody is scheduled."),
        ("Tue 17:00–24:00", "1", "7 h", "3 Mar 2026", "Nobody is scheduled."),
    )
    assert blocks[-1] == table


def test_handoffs_have_a_part_where_there_is_somebody_to_hand_over_to() -> None:
    assert isinstance(told()[told().index(Heading("Handoffs")) + 1], Table)
    alone = coverage_blocks(report(Roster([NEW_YORK]), "2026-03-02", "2026-03-08"))
    assert Heading("Handoffs") not in list(alone)


def test_of_many_stretches_the_twelve_longest_have_a_row_and_the_others_are_counted() -> None:
    # Each hour from 00:00 to 13:00 a little more is covered: 50, 49 and so on to 38 minutes are not, and
    # from 13:23 on nothing is.
    shifts = [Shift(f"{hour:02}:00", f"{hour:02}:{10 + hour}") for hour in range(14)]
    made = report(Roster([Team("t", "UTC", shifts)]), "2026-03-02", "2026-03-02")
    blocks = list(coverage_blocks(made))
    table = next(one for one in blocks if isinstance(one, Table))
    assert [row[2] for row in table.rows] == [
        "10 h 37 min",
        *(f"{minutes} min" for minutes in range(50, 39, -1)),
    ]
    assert blocks[-1] == Paragraph(
        "2 more rows, 1 h 17 min in all, are shorter: overlap coverage lists them."
    )
