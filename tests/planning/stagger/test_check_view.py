"""How the checks of requirements read."""

from __future__ import annotations

from overlap.people.requirements import LimitNeed, OverlapNeed, Requirement
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.stagger.check import check_requirements
from overlap.render.document import Block, Paragraph, Table

LONG = Team("long", "UTC", [Shift("08:00", "20:00")], name="Long")
SHORT = Team("short", "UTC", [Shift("09:00", "17:00")], name="Short")


def blocks(*needs: Requirement) -> tuple[Block, ...]:
    found = check_requirements(Roster([LONG, SHORT]), "2026-03-02", "2026-03-06", requirements=needs)
    return found.document().blocks


def test_the_verdict_stands_out_before_the_table() -> None:
    columns = ("Requirement", "Needed", "Worst", "On", "Missed")
    assert blocks(OverlapNeed(["long", "short"], 60, name="share")) == (
        Paragraph("The requirement is met.", strong=True),
        Table(
            columns, (("share", "1 h", "8 h", "2 Mar 2026", ""),), frozenset(("Needed", "Worst", "Missed"))
        ),
    )


def test_of_a_limit_on_each_team_it_is_told_whose_the_worst_is() -> None:
    """Twelve hours of work leave twelve of rest."""
    share = OverlapNeed(["long", "short"], 60, name="share")
    rest = LimitNeed(rest_minutes=13 * 60, name="rest")
    verdict, table, *more = blocks(share, rest)
    assert verdict == Paragraph("1 of 2 requirements is not met.", strong=True)
    assert isinstance(table, Table)
    assert [row[:3] for row in table.rows] == [("share", "1 h", "8 h"), ("rest", "13 h", "12 h")]
    assert more == [Paragraph("rest: the worst is that of Long.")]
