"""What the columns of a roster are called, and where they stand in a sheet.

Law: a heading means the same in any case, with or without accents, blanks or punctuation. Of several
headings that mean one column, the first in its list is read; the others, and those unknown, are told as
not used.

Sources of names other than our own: the import and export pages of Insightful, When2Work, Daftra, Deputy,
HRnest and TraqNext, see docs/spreadsheets.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, final

from overlap.adapters.sheets.grid import Row, Rows
from overlap.people.names import folded

__all__ = ["COLUMNS", "HEADINGS", "Header", "find_header", "known_count"]

HEADINGS: Final[Mapping[str, str]] = {
    "team": "Team",
    "team_id": "Team id",
    "member": "Member",
    "member_id": "Member id",
    "first_name": "First name",
    "last_name": "Last name",
    "zone": "Zone",
    "holidays": "Holidays",
    "team_headcount": "Team headcount",
    "headcount": "Headcount",
    "shift": "Shift",
    "days": "Days",
    "start": "Start",
    "end": "End",
    "hours": "Working hours",
    "shift_zone": "Shift zone",
    "break_start": "Break start",
    "break_end": "Break end",
    "break_minutes": "Break minutes",
    "breaks": "Breaks",
    "skills": "Skills",
    "role": "Role",
    "email": "Email",
    "date": "Date",
    "end_date": "End date",
    "from": "From",
    "until": "Until",
}
"""The columns by what we call them; the heading is our own spelling."""

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "team": (
        *("team", "teamname", "group", "groupname", "schedulegroup", "department", "departmentname"),
        *("location", "locationname", "site", "schedule", "area", "position", "positionname", "category"),
    ),
    "team_id": ("teamid",),
    "member": (
        *("member", "membername", "employee", "employeename", "employees", "members", "teammember"),
        *("person", "fullname", "agent", "agentname", "staff", "staffmember", "worker", "assignee"),
        *("assignedto", "assigned", "user", "users", "username", "helper", "login", "name"),
    ),
    "member_id": ("memberid",),
    "first_name": ("firstname", "givenname", "forename"),
    "last_name": ("lastname", "surname", "familyname"),
    "zone": (
        *("zone", "timezone", "teamzone", "employeetimezone", "ianazone", "ianatimezone", "zonekey", "tz"),
        *("usertimezone", "teamtimezone"),
    ),
    "holidays": ("holidays", "publicholidays", "holidaycalendar", "holidayplace", "holidaycountry"),
    "team_headcount": ("teamheadcount", "teamsize"),
    "headcount": ("headcount", "shiftheadcount", "peoplecount", "numberofpeople", "numberofemployees"),
    "shift": ("shift", "shiftname", "shifttitle", "shiftlabel", "tobeassignedshift", "customlabel"),
    "days": (
        *("days", "weekdays", "day", "weekday", "dayofweek", "daysofweek", "workingdays", "workdays"),
        "shiftrepeatdays",
    ),
    "start": (
        *("start", "starttime", "startdatetime", "shiftstart", "shiftstarttime", "begin", "timefrom"),
        *("timein", "fromtime"),
    ),
    "end": (
        *("end", "endtime", "enddatetime", "shiftend", "shiftendtime", "finish", "finishtime", "stop"),
        *("stoptime", "timeto", "timeout", "totime"),
    ),
    "hours": ("workinghours", "shifttime", "shifttimes", "shifthours", "times", "time"),
    "shift_zone": ("shiftzone", "shifttimezone", "clientzone", "clocktimezone"),
    "break_start": ("breakstart", "breakstarttime", "mealbreakstarttime", "mealbreakstart", "lunchstart"),
    "break_end": ("breakend", "breakendtime", "mealbreakendtime", "mealbreakend", "lunchend"),
    "break_minutes": (
        *("breakminutes", "breakmins", "mealbreakmins", "mealbreakminutes", "mealbreak", "unpaidbreak"),
        *("unpaidbreakminutes", "breaklength", "breakduration", "lunchminutes", "lunchduration"),
    ),
    "breaks": ("breaks", "break", "breaktime", "breaktimes", "lunch", "lunchbreak"),
    "skills": ("skills", "skill", "languages"),
    "role": ("role", "meetingrole"),
    "email": ("email", "workemail", "emailaddress", "mail"),
    "date": ("date", "shiftdate", "workdate", "scheduledate", "startdate", "shiftstartdate", "startday"),
    "end_date": ("enddate", "shiftenddate", "endday"),
    "from": ("from", "validfrom", "effectivefrom", "fromdate", "datefrom", "effectivedate"),
    "until": ("until", "validuntil", "effectiveuntil", "untildate", "validto", "dateto", "todate"),
}
"""Folded headings of each column, the likelier first: a team is a department rather than a position."""

_MOST_ABOVE: Final = 20
"""Rows down to which a header is looked for, below titles."""

_LEAST_KNOWN: Final = 2
"""Headings that make a row a header: a single one may be a word of a title."""

_BY_HEADING: Final = {alias: column for column, aliases in COLUMNS.items() for alias in aliases}


@final
@dataclass(frozen=True, slots=True)
class Header:
    """The header of a sheet.

    Attributes:
        row: The number of its row.
        columns: Where each known column stands, from 0.
        headings: What each of these is called in the sheet.
        unused: Headings that are not read, in order.
    """

    row: int
    columns: Mapping[str, int]
    headings: Mapping[str, str]
    unused: tuple[str, ...]


def known_count(texts: Iterable[object]) -> int:
    """How many different columns a row of headings names."""
    return len({_BY_HEADING[key] for text in texts if (key := _key(text)) in _BY_HEADING})


def find_header(rows: Sequence[Row] | Rows) -> tuple[int, Header] | None:
    """The index of the row that names most columns, the first of them, and what it says.

    Args:
        rows: Those of a sheet that are not blank.

    Returns:
        None if no row near the top names two columns that are known.
    """
    top = [rows[at] for at in range(min(_MOST_ABOVE + 1, len(rows)))]
    near = [row for row in top if row.number <= top[0].number + _MOST_ABOVE]
    counts = [known_count(row.cells) for row in near]
    best = max(counts, default=0)
    if best < _LEAST_KNOWN:
        return None
    at = counts.index(best)
    return at, _header(near[at])


def _header(row: Row) -> Header:
    found: dict[str, tuple[int, int]] = {}
    for index, text in enumerate(row.cells):
        column = _BY_HEADING.get(_key(text))
        if column is not None:
            rank = COLUMNS[column].index(_key(text))
            if column not in found or rank < found[column][0]:
                found[column] = (rank, index)
    if "member" in found and COLUMNS["member"][found["member"][0]] == "name" and "first_name" in found:
        del found["member"]  # "Name" beside a first name is that of something else
    columns = {column: found[column][1] for column in HEADINGS if column in found}
    used = set(columns.values())
    unused = (str(text) for index, text in enumerate(row.cells) if index not in used and text != "")
    headings = {column: str(row.cells[index]) for column, index in columns.items()}
    return Header(row.number, columns, headings, tuple(unused))


def _key(text: object) -> str:
    return folded(text) if isinstance(text, str) else ""
