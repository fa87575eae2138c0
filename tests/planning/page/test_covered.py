"""The coverage part of the page holds what the coverage of the report holds."""

from __future__ import annotations

from overlap.people.requirements import CoverageNeed
from overlap.people.roster import Roster
from overlap.planning.page.covered import coverage_blocks
from overlap.planning.report import report
from overlap.render.charts import Bars, HeatMap
from overlap.render.document import Heading, Paragraph, Table
from tests.planning.brute import instant, there
from tests.planning.page.rosters import END, MANILA, NEW_YORK, START
from tests.properties.oracle import DAY, wall_shown

NEED = CoverageNeed("09:00", "12:00", name="mornings", days=["mon"], zone="America/New_York", teams=["ny"])
ROSTER = Roster([NEW_YORK, MANILA], requirements=[NEED], zone="America/New_York")
BLOCKS = list(coverage_blocks(report(ROSTER, START, END)))
FIRST, LAST = instant("2026-03-02 05:00"), instant("2026-04-01 04:00")


def test_each_hours_uncovered_part_is_that_of_a_walk_over_minutes() -> None:
    grid = next(one for one in BLOCKS if isinstance(one, HeatMap))
    present = set().union(*there(ROSTER, ["ny", "manila"], FIRST, LAST).values())
    minutes, short = [[0] * 24 for _ in range(7)], [[0] * 24 for _ in range(7)]
    for minute in range(FIRST, LAST):
        wall = wall_shown("America/New_York", minute)
        weekday, hour = (wall // DAY + 3) % 7, wall % DAY // 60
        minutes[weekday][hour] += 1
        short[weekday][hour] += minute not in present
    for weekday, row in enumerate(grid.rows):
        for hour, value in enumerate(row.values):
            assert value == 100 * short[weekday][hour] / minutes[weekday][hour], (weekday, hour)


def test_bars_are_the_covered_share_of_each_need() -> None:
    bars = next(one for one in BLOCKS if isinstance(one, Bars))
    assert [row.label for row in bars.rows] == ["24x7", "mornings"]
    assert bars.rows[1].values == (100.0,)
    assert bars.full == 100.0
    assert 0 < bars.rows[0].values[0] < 100


def test_a_need_that_is_met_has_a_sentence_and_no_chart() -> None:
    at = BLOCKS.index(Heading("mornings"))
    assert BLOCKS[at + 1] == Paragraph("No minute is uncovered.")


def test_causes_stand_beside_what_is_uncovered_longest_first() -> None:
    table = next(one for one in BLOCKS if isinstance(one, Table) and one.caption)
    assert table.columns == ("When", "Times", "In all", "Dates", "Because")
    assert len(table.rows) <= 12
    assert all(row[-1] for row in table.rows)
    hours = [float(row[2].split()[0]) for row in table.rows]
    assert hours == sorted(hours, reverse=True)
    assert hours[0] > hours[-1]
