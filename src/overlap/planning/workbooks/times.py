"""The sheets of instants: each shift on each date, and the windows in which people share time.

Law: rows are those of `list_shifts` and `find_windows`, each with its instants in UTC, on the reader's
clock and, of a shift, on that of its people.
"""

from __future__ import annotations

from collections.abc import Iterator

from overlap.core.depth import Depth
from overlap.planning.selection import AtWork
from overlap.planning.turns import ShiftRow, list_shifts
from overlap.planning.windows import Window, Windows, find_windows
from overlap.planning.workbooks.cells import MINUTE, Asked, local
from overlap.render.workbook import Column, Sheet, Value, same_marks

__all__ = ["shifts_sheet", "windows_sheet"]


def shifts_sheet(asked: Asked) -> Sheet:
    """One row for each shift that starts in the horizon, before its breaks."""
    columns = (
        Column("Team"),
        Column("Member"),
        Column("Shift"),
        Column("Date", "date"),
        Column("Start (their clock)", "datetime"),
        Column("End (their clock)", "datetime"),
        Column("Their zone"),
        *asked.columns("Start", "End"),
        Column("Hours", "duration"),
    )
    found = list_shifts(asked.roster, *asked.horizon.moments)
    notes = [] if found else ["No shift starts between these dates."]
    if any(row.minutes == 0 for row in found):
        notes.append("A shift of 0 hours is one of which a clock change leaves nothing.")
    rows = tuple(_shift_row(asked, row) for row in found)
    return Sheet("Shifts", columns, rows, notes=tuple(notes), frozen=2)


def _shift_row(asked: Asked, row: ShiftRow) -> tuple[Value, ...]:
    team = asked.roster.team(row.team)
    own = team.pattern.zone if row.member is None else team.pattern_of(row.member).zone
    name, member = asked.names.of(row.team if row.member is None else f"{row.team}.{row.member}")
    return (
        name,
        member or None,
        row.shift,
        row.date,
        local(row.start, own),
        local(row.end, own),
        own.key,
        *asked.cells(row.start, row.end),
        row.minutes,
    )


def windows_sheet(asked: Asked) -> Sheet:
    """The windows that all teams share, and those of the most that share more than all do.

    "Most" is the greatest number of teams below all that are at work at once at some minute.
    """
    columns = (
        Column("Teams needed"),
        Column("Date", "date"),
        *asked.columns("Start", "End"),
        Column("Hours", "duration"),
        Column("At work all through"),
        Column("At work for a part"),
    )
    count = len(asked.roster)
    together = find_windows(asked.roster, *asked.horizon.moments)
    rows = [_window_row(asked, together, one, count) for one in together]
    marks = [same_marks("shared", len(columns))] * len(rows)
    notes = []
    if together.reason is not None:
        notes += [together.reason.message, *together.reason.details]
    most = _most_below_all(asked)
    if most > 1:
        some = find_windows(asked.roster, *asked.horizon.moments, quorum=most)
        rows += [_window_row(asked, some, one, most) for one in some]
        marks += [same_marks("some", len(columns))] * len(some)
        others = f"all of them {_hours(together)}" if together else "all of them none"
        notes.append(f"At least {most} of {count} teams share {_hours(some)} hours, {others}.")
    return Sheet("Windows", columns, tuple(rows), tuple(marks), tuple(notes), frozen=2)


def _most_below_all(asked: Asked) -> int:
    """The greatest number of teams below all that are at work at once at some minute."""
    present = AtWork(asked.roster, [team.id for team in asked.roster], asked.horizon)
    weighted = [(one, 1) for one in present.values()]
    levels = Depth.of(weighted, asked.horizon.start, asked.horizon.end).minutes_at
    return max((level for level in levels if level < len(asked.roster)), default=0)


def _hours(windows: Windows) -> str:
    return f"{windows.total / (60 * MINUTE):g}"


def _window_row(asked: Asked, found: Windows, window: Window, needed: int) -> tuple[Value, ...]:
    return (
        f"all {needed}" if needed == len(asked.roster) else f"{needed} of {len(asked.roster)}",
        local(window.start, asked.clock).date(),
        *asked.cells(window.start, window.end),
        window.minutes,
        _listed(asked, window.teams),
        _listed(asked, tuple(_coming_and_going(found, window, needed == len(asked.roster)))),
    )


def _coming_and_going(found: Windows, window: Window, is_all: bool) -> Iterator[str]:
    """Those who are there for a part of a window, in the order of the roster."""
    if is_all:
        return
    there = {one for part in found.parts(window) for one in part.teams}
    for team in found.roster:
        if team.id in there and team.id not in window.teams:
            yield team.id


def _listed(asked: Asked, ids: tuple[str, ...]) -> str | None:
    return ", ".join(map(asked.names.team, ids)) or None
