"""Calendar files that a team file names, read for a question about slots.

Law: what is asked of nobody with such files reads nothing. What was skipped in them, and a file that is not
there, is told on stderr and in the machine output, for a time that was not read looks free.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from overlap.cli.console import note
from overlap.cli.machine import WARNINGS
from overlap.core.civil import DAY, day_of
from overlap.core.horizon import Horizon
from overlap.core.tzif import FIRST_YEAR, LAST_YEAR
from overlap.errors import UnknownId
from overlap.people.busy import BusyTime

if TYPE_CHECKING:
    from overlap.people.roster import Roster

__all__ = ["busy_of", "busy_of_meetings"]

_AROUND: Final = 8 * DAY
"""Minutes beyond the dates asked about: limits count whole weeks, and buffers reach further than midnight."""

_FIRST: Final = day_of(date(FIRST_YEAR + 1, 1, 1)) * DAY
_LAST: Final = day_of(date(LAST_YEAR, 1, 1)) * DAY - 1
"""Between these, dates can be asked about."""

_TOLD: Final = 10
"""Findings told one by one."""


def busy_of(
    roster: Roster, file: str, ids: Iterable[str] | None, start: int, end: int
) -> dict[str, BusyTime]:
    """The busy time of those asked, from the files that the team file names beside them.

    Args:
        roster: The teams.
        file: The team file, whose folder paths begin in; "-" for the current one.
        ids: Who is asked; None for everybody. Unknown ids are left to the question itself.
        start: The first instant of the question, UTC minutes.
        end: The instant after its last.
    """
    known = None if ids is None else [one for one in ids if _is_known(roster, one)]
    low, high = max(start - _AROUND, _FIRST), min(end + _AROUND, _LAST)
    if low >= high or not any(member.busy for team in roster for member in team.members):
        return {}
    from overlap.adapters.busy_files import read_roster_busy

    around = Horizon(low, high)
    folder = "" if file == "-" else Path(file).parent
    busy, skipped = read_roster_busy(roster, *around.moments, folder=folder, teams=known, unreadable="skip")
    for one in skipped[:_TOLD]:
        _tell(f"{one}; it is not counted")
    if len(skipped) > _TOLD:
        _tell(f"{len(skipped) - _TOLD} more parts of calendar files were not read: overlap busy tells them")
    return busy


def busy_of_meetings(roster: Roster, file: str, start: int, end: int) -> dict[str, BusyTime]:
    """The busy time of everybody invited to a meeting, wherever it could matter to where they are put.

    A meeting is settled over its own dates, whatever is asked about: so are the files read.
    """
    from overlap.planning.series import own_horizon

    ids = {one for meeting in roster.meetings for one in meeting.people_ids()}
    own = [one for meeting in roster.meetings if (one := own_horizon(roster, meeting)) is not None]
    low, high = min([start, *(one.start for one in own)]), max([end, *(one.end for one in own)])
    return busy_of(roster, file, sorted(ids), low, high)


def _tell(text: str) -> None:
    """Tells people at once, and programs with the answer; once, however often the file is read."""
    context = click.get_current_context(silent=True)
    told = [] if context is None else context.meta.setdefault(WARNINGS, [])
    if text not in told:
        told.append(text)
        note(f"warning: {text}")


def _is_known(roster: Roster, one: str) -> bool:
    try:
        roster.find(one)
    except UnknownId:
        return False
    return True
