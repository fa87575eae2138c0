"""How the checks of requirements read."""

from __future__ import annotations

from overlap.people.absence import Closure
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


def test_names_are_cut_to_the_width_of_their_tables() -> None:
    """A table of all has 44 columns for a name, one of days off 26, and 21 for those whose they are."""
    away = [Closure("2026-03-03", name="move")]
    found = []
    for extra in (0, 1):
        short = SHORT.replace(name="S" * (21 + extra), closures=away)
        needs = [
            OverlapNeed(["long", "short"], 60, name=one * (most + extra))
            for one, most in (("n", 44), ("m", 26))
        ]
        asked = check_requirements(Roster([LONG, short]), "2026-03-02", "2026-03-06", requirements=needs)
        every, broken = (one for one in asked.document().blocks if isinstance(one, Table))
        found.append((every.rows[0][0], broken.rows[1][0], broken.rows[1][4]))
    assert found[0] == ("n" * 44, "m" * 26, "S" * 21)
    assert found[1] == ("n" * 43 + "…", "m" * 25 + "…", "S" * 20 + "…")
