"""Days as columns: days off, celebrations, the dates on which daily windows change.

Law: a record is a row of the result, with the values of its `to_dict`. Dates are local to whom they are
about, so there is no instant and no clock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from overlap.core.civil import time_text
from overlap.render.records import Frame, column

if TYPE_CHECKING:
    from overlap.planning.celebrations import Celebrations
    from overlap.planning.changes import Changes
    from overlap.planning.holidays import DaysOff

__all__ = ["celebrations_frame", "changes_frame", "days_off_frame"]

_DAY_OFF: Final = (
    column("date", "date"),
    column("team", "text"),
    column("member", "text"),
    column("status", "text"),
    column("name", "text"),
    column("source", "text"),
    column("confidence", "text"),
    column("off_from_minute", "whole", lambda row: row.minutes_off and row.minutes_off[0]),
    column("off_until_minute", "whole", lambda row: row.minutes_off and row.minutes_off[1]),
)


def days_off_frame(found: DaysOff) -> Frame:
    """A record for each day off; of a part of a day, the minutes after midnight that are off."""
    return Frame(_DAY_OFF, found)


_CELEBRATION: Final = (
    column("date", "date"),
    column("name", "text"),
    column("local_name", "text"),
    column("kind", "text"),
    column("teams", "ids"),
    column("member", "text"),
    column("off", "flag", lambda row: row.is_off),
    column("confidence", "text"),
)


def celebrations_frame(found: Celebrations) -> Frame:
    """A record for each celebration."""
    return Frame(_CELEBRATION, found)


def changes_frame(found: Changes) -> Frame:
    """A record for each change; windows as text on the clock that `clock` names."""
    from overlap.planning.changes import end_text

    columns = (
        column("date", "date"),
        column(
            "windows",
            "ids",
            lambda row: [f"{time_text(start)}-{end_text(end)}" for start, end in row.windows_local],
        ),
        column("clock", "text", lambda _: found.zone),
        column("minutes", "whole"),
        column("because", "text", lambda row: " ".join(row.because)),
        column("teams", "ids"),
    )
    return Frame(columns, found)
