"""The page's part on staggered shifts is the answer of its own question over the year."""

from __future__ import annotations

from overlap.people.flex import Flex
from overlap.people.requirements import OverlapNeed
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.page.staggered import stagger_blocks
from overlap.planning.report import report
from overlap.planning.stagger.answer import suggest_stagger
from overlap.render.document import Heading, Paragraph
from tests.planning.page.rosters import ROSTER

EARLY = Team("a", "UTC", [Shift("09:00", "17:00")], name="A", flex=Flex(later_minutes=120))
LATE = Team("b", "UTC", [Shift("16:00", "20:00")], name="B")
APART = Roster([EARLY, LATE], requirements=[OverlapNeed(["a", "b"], 120)])


def test_the_part_is_the_answer_over_the_year_without_its_title() -> None:
    made = report(APART, "2026-03-02", "2026-03-08")
    alone = suggest_stagger(APART, "2026-03-02", "2027-02-28")
    assert made.stagger == alone
    # They share 16:00 to 17:00: an hour later the first reaches two hours.
    assert [(one.team, one.start, one.moved_minutes) for one in alone] == [
        ("a", "10:00", 60),
        ("b", "16:00", 0),
    ]
    blocks = list(stagger_blocks(made))
    assert blocks == list(alone.document("UTC").blocks)[1:]
    assert isinstance(blocks[0], Paragraph)
    assert Heading("What is required") in blocks


def test_where_nothing_is_required_there_is_no_such_part() -> None:
    assert list(stagger_blocks(report(ROSTER, "2026-03-02", "2026-03-08"))) == []
