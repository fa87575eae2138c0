"""What one row of a sheet says, and which words in it are no names.

Law: a row of one person names that person, and says nothing of anybody else.
"""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from overlap.adapters.sheets.grid import Row
from overlap.people.shifts import Shift

__all__ = ["LONGEST_NAME", "NOBODY", "PLURAL", "TOTALS", "Entry", "is_name"]

TOTALS: Final = frozenset({"total", "totals", "sum", "subtotal", "grandtotal", "totalhours", "totalshifts"})
NOBODY: Final = frozenset(
    {"open", "openshift", "openshifts", "unassigned", "unfilled", "vacant", "vacancy", "tba", "tbd", "nobody"}
)
PLURAL: Final = frozenset({"employees", "members", "users", "assignedto"})
"""Headings under which one cell may name several people."""

LONGEST_NAME: Final = 200


class Entry(NamedTuple):
    """What one row says of one person, or of a team.

    Attributes:
        row: Where it stands.
        member: Name and id of the person; None for the team itself.
        email: An address, if the row has one.
        team: Name and id of the team; "" where there is none.
        zone: Key of the zone of the person or team.
        holidays: Places as written, or none.
        team_headcount: People of the team.
        headcount: People of the shift.
        shift: The shift without its days; None if the row has no times.
        shift_name: Its name as written, or "".
        days: Weekdays, if the row names some.
        dates: The first and the last date for which it holds, if it names some.
        skills: What the person or the team can do.
        role: "required" or "optional", if the row says so.
    """

    row: Row
    member: tuple[str, str] | None
    email: str | None
    team: tuple[str, str]
    zone: str | None
    holidays: tuple[str, ...]
    team_headcount: int | None
    headcount: int | None
    shift: Shift | None
    shift_name: str
    days: frozenset[int] | None
    dates: tuple[date, date] | None
    skills: tuple[str, ...]
    role: str | None


def is_name(text: str) -> bool:
    """Whether a text can be somebody's name: printable, and no longer than names are."""
    return len(text) <= LONGEST_NAME and text.isprintable()
