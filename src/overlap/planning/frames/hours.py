"""Hours as columns: windows, shifts, runs of a clock, what is uncovered, handoffs, people.

Law: a record is a row of the result, with the numbers of its `to_dict`. Local times are those of the clock on
which the result shows itself; a shift's and a team's are those of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from overlap.core.zones import Zone
from overlap.core.zones import zone as zone_of
from overlap.render.records import Frame, column

if TYPE_CHECKING:
    from overlap.planning.coverage import Coverage
    from overlap.planning.handoffs import Handoffs
    from overlap.planning.held import Held
    from overlap.planning.presence import Presence
    from overlap.planning.turns import ShiftRow, Shifts
    from overlap.planning.windows import Windows
    from overlap.planning.workload import Workload

__all__ = [
    "coverage_frame",
    "handoffs_frame",
    "held_frame",
    "presence_frame",
    "shifts_frame",
    "windows_frame",
    "workload_frame",
]

_SPAN: Final = (column("start", "instant"), column("end", "instant"), column("minutes", "whole"))
_STRETCH: Final = (*_SPAN, column("teams", "ids"))


def windows_frame(found: Windows) -> Frame:
    """A record for each window."""
    return Frame(_STRETCH, found, found.roster.home)


def held_frame(found: Held, clock: Zone) -> Frame:
    """A record for each run of a clock."""
    return Frame(_STRETCH, found, clock)


_SHIFT: Final = (
    column("team", "text"),
    column("member", "text"),
    column("shift", "text"),
    column("date", "date"),
    *_SPAN,
)


def shifts_frame(found: Shifts) -> Frame:
    """A record for each shift, on the clock of who works it."""

    def own(row: ShiftRow) -> Zone:
        team = found.roster.team(row.team)
        return (team.pattern if row.member is None else team.pattern_of(row.member)).zone

    return Frame(_SHIFT, found, own=own)


_UNCOVERED: Final = (
    *_SPAN,
    column("need", "text"),
    column("missing", "whole"),
    column("because", "text"),
)


def coverage_frame(found: Coverage) -> Frame:
    """A record for each uncovered run."""
    return Frame(_UNCOVERED, found.uncovered, found.clock)


_HANDOFF: Final = (
    column("from", "text", lambda row: row.from_team),
    column("to", "text", lambda row: row.to_team),
    column("start", "instant"),
    column("end", "instant"),
    column("overlap_minutes", "whole"),
    column("uncovered_minutes", "whole"),
)


def handoffs_frame(found: Handoffs) -> Frame:
    """A record for each handoff."""
    return Frame(_HANDOFF, found, zone_of(found.zone))


def presence_frame(found: Presence) -> Frame:
    """A record for each team, on its own clock."""
    columns = (
        column("team", "text"),
        column("name", "text"),
        column("at", "instant", lambda _: found.instant),
        column("until", "instant"),
        column("next_start", "instant"),
        column("next_end", "instant"),
        column("at_work", "flag"),
        column("on_break", "flag"),
        column("headcount", "whole"),
        column("people", "whole"),
        column("because", "text"),
        column("away", "ids", lambda row: [one.id for one in row.away]),
    )
    return Frame(columns, found, own=lambda row: zone_of(row.zone))


_PERSON: Final = (
    column("id", "text"),
    column("name", "text"),
    column("shift", "text"),
    *(
        column(name, "whole")
        for name in (
            *("people", "minutes", "shifts", "night_minutes", "nights", "most_nights", "weekend_minutes"),
        )
    ),
)


def workload_frame(found: Workload) -> Frame:
    """A record for each member or crew; minutes are those of one person."""
    return Frame(_PERSON, found)
