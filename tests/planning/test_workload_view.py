"""What a person is shown of hours: no figure where there is nothing to count, and the worst of each kind."""

from __future__ import annotations

from overlap.core.zones import zone
from overlap.people.absence import TimeOff
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.workload import Workload, workload
from overlap.planning.workload_view import workload_blocks
from overlap.render.document import Table

UTC = zone("UTC")
RIGHT = {"People", "Hours", "Shifts", "At night", "Nights in a row", "At weekends"}


def two_weeks() -> Workload:
    """Six nights a week less one day off, and early shifts after late ones, for two people in two weeks."""
    night = Shift("22:00", "06:00", name="night", days=["mon", "tue", "wed", "thu", "fri", "sat"])
    late = Shift("14:00", "22:00", name="late", days=["mon", "thu"])
    early = Shift("07:00", "15:00", name="early", days=["tue"])
    day = Shift("08:00", "16:00", name="day", days=["fri"])
    people = [
        Member("nia", name="Nia", shifts=["night"], time_off=[TimeOff("2026-03-07")]),
        Member("leo", name="Leo", shifts=["late", "early", "day"]),
    ]
    team = Team("desk", "UTC", [night, late, early, day], name="Desk", members=people)
    return workload(Roster([team]), "2026-03-02", "2026-03-15")


def test_who_works_no_night_and_no_weekend_has_empty_cells() -> None:
    table, *_ = workload_blocks(two_weeks(), UTC)
    assert isinstance(table, Table)
    assert table.columns == ("Who", "People", "Hours", "Shifts", "At night", "Nights in a row", "At weekends")
    # On both Saturdays six hours of Friday's night, and all eight of the last Saturday's.
    assert table.rows == (
        ("Nia (Desk)", "1", "88 h", "11", "88 h", "6", "20 h"),
        ("Leo (Desk)", "1", "64 h", "8", "", "", ""),
    )
    assert table.right == RIGHT


def test_of_one_person_and_kind_the_worst_is_told_with_how_often_and_when() -> None:
    *_, table = workload_blocks(two_weeks(), UTC)
    assert isinstance(table, Table)
    assert table.columns == ("Who", "Times", "Dates", "At its worst")
    assert table.caption == "Beyond limits:"
    assert [(who, times, worst) for who, times, _, worst in table.rows] == [
        ("Nia (Desk)", "2", "6 nights in a row, more than 3"),
        ("Leo (Desk)", "4", "9 h of rest, less than 11 h"),
    ]
    assert [dates for _, _, dates, _ in table.rows] == ["2 Mar – 9 Mar 2026", "2 Mar – 12 Mar 2026"]
