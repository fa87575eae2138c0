"""How handoffs read: the usual pairs, what is required, and where one fails."""

from __future__ import annotations

from overlap.people.requirements import HandoffNeed
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.handoffs import find_handoffs
from overlap.render.document import Paragraph, Table

LATER = [
    Shift("14:00", "22:00", days=["mon", "tue", "wed", "thu"]),
    Shift("16:00", "22:00", days=["fri"]),
]
TEAMS = [
    Team("a", "UTC", [Shift("06:00", "14:30")], name="Alpha"),
    Team("b", "UTC", LATER, name="Beta"),
]
"""On Fridays the second comes an hour and a half after the first has left."""


def tables(*requirements: HandoffNeed, end: str = "2026-03-15") -> list[Table]:
    found = find_handoffs(Roster(TEAMS, requirements=requirements), "2026-03-02", end)
    return [block for block in found.document().blocks if isinstance(block, Table)]


def test_a_usual_pair_counts_its_failures_and_they_are_told_once_with_their_dates() -> None:
    usual, failed = tables()
    assert usual == Table.of(
        ("From", "To", "Times", "Both there", "Fails"),
        [("Alpha", "Beta", "10", "30 min", "2"), ("Beta", "Alpha", "10", "–", "")],
        right=("Times", "Both there", "Fails"),
    )
    because = "Their shifts do not share it on that day."
    assert failed == Table.of(
        ("When", "Times", "Handoff", "Both there", "Because"),
        [("6 Mar – 13 Mar 2026", "2", "Alpha to Beta", "–", because)],
        right=("Times", "Both there"),
        caption="Where one fails:",
    )


def test_what_fails_once_has_its_weekday() -> None:
    _, failed = tables(end="2026-03-08")
    assert [row[:2] for row in failed.rows] == [("Fri 6 Mar 2026", "1")]


def test_failures_of_a_requirement_are_told_of_it_and_not_of_the_usual_pair() -> None:
    usual, required, failed = tables(HandoffNeed("a", "b", 30, name="over"))
    assert [row[-1] for row in usual.rows] == ["", ""]
    assert required == Table.of(
        ("Required", "Handoff", "Minutes", "Kept", "Fails"),
        [("over", "Alpha to Beta", "30 min", "8", "2")],
        right=("Minutes", "Kept", "Fails"),
    )
    assert [row[:3] for row in failed.rows] == [("6 Mar – 13 Mar 2026", "2", "Alpha to Beta")]


def test_what_fails_at_midnight_fails_on_the_day_that_ends_with_the_least_of_it() -> None:
    overnight = [
        Shift("23:00", "08:00", days=["mon", "tue", "wed"]),
        Shift("23:45", "08:00", days=["thu"]),
        Shift("23:30", "08:00", days=["fri"]),
    ]
    teams = [
        Team("a", "UTC", [Shift("16:00", "24:00")], name="Alpha"),
        Team("b", "UTC", overnight, name="Beta"),
    ]
    found = find_handoffs(Roster(teams), "2026-03-02", "2026-03-07", handoff_minutes=60)
    failed = [block for block in found.document().blocks if isinstance(block, Table)][-1]
    assert [row[:4] for row in failed.rows] == [("5 Mar – 6 Mar 2026", "2", "Alpha to Beta", "15 min")]


def test_where_nothing_fails_or_nobody_hands_over_there_is_no_more_to_read() -> None:
    every_day = Team("b", "UTC", [Shift("14:00", "22:00")], name="Beta")
    kept = find_handoffs(Roster([TEAMS[0], every_day]), "2026-03-02", "2026-03-08")
    (usual,) = kept.document().blocks
    assert isinstance(usual, Table)
    assert [row[-1] for row in usual.rows] == ["", ""]
    alone = find_handoffs(Roster(TEAMS[:1]), "2026-03-02", "2026-03-08")
    assert alone.document().blocks == (Paragraph("Nobody hands over to anybody in these dates."),)


def test_what_is_required_is_told_where_nobody_hands_over() -> None:
    teams = [TEAMS[0], Team("b", "UTC", [], name="Beta")]
    need = HandoffNeed("a", "b", 30, name="over")
    found = find_handoffs(Roster(teams, requirements=[need]), "2026-03-03", "2026-03-04")
    nobody, required, failed = found.document().blocks
    assert nobody == Paragraph("Nobody hands over to anybody in these dates.")
    assert isinstance(required, Table)
    assert required.rows == (("over", "Alpha to Beta", "30 min", "0", "2"),)
    assert isinstance(failed, Table)
    assert [row[:4] for row in failed.rows] == [("3 Mar – 4 Mar 2026", "2", "Alpha to Beta", "–")]
