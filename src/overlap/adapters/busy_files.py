"""The busy time of a roster's members, from the calendar files that the team file names.

Law: a file named beside a member is that member's alone; its path is taken from the folder of the team file.
Times without a zone are on the member's own clock, and answers to invitations are found by the member's
address. A file that cannot be read is an error that says whose it is, or told among what was skipped.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal

from overlap.adapters.busy_policy import EventPolicy
from overlap.adapters.busy_reader import read_busy
from overlap.adapters.busy_reading import BusyReading, SkippedPart
from overlap.core.horizon import Moment
from overlap.errors import FileError
from overlap.people.busy import BusyTime
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.teams import Team

__all__ = ["read_roster_busy"]


def read_roster_busy(
    roster: Roster,
    start: Moment,
    end: Moment,
    *,
    folder: str | os.PathLike[str] = "",
    teams: Iterable[str] | None = None,
    policy: EventPolicy | None = None,
    unreadable: Literal["error", "skip"] = "error",
) -> tuple[dict[str, BusyTime], tuple[SkippedPart, ...]]:
    """Reads the calendar files of a roster's members.

    Args:
        roster: The teams.
        start: First date, or an instant.
        end: Last date, included; or an instant, not included.
        folder: Where the paths begin: the folder of the team file; the current one by default.
        teams: Only of these teams and members ("team.member"); of all by default.
        policy: What events take of their owner's time; see `EventPolicy`.
        unreadable: Whether a file that is missing or no calendar is an "error", or only told ("skip").

    Returns:
        The busy time by "team.member", as `suggest_slots` takes it, and what was skipped.

    Raises:
        UnknownId: If an id is not in the roster.
        FileError: If a file cannot be read and that is an error, with whose it is.
        BadHorizon, BadDate, NaiveDatetime: If start and end form no horizon.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> team = Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")])
        >>> read_roster_busy(Roster([team]), "2026-03-02", "2026-03-06")
        ({}, ())
    """
    busy: dict[str, BusyTime] = {}
    skipped: list[SkippedPart] = []
    for team, member in _asked(roster, teams):
        if not member.busy:
            continue
        person = f"{team.id}.{member.id}"

        def read(paths: list[Path], team: Team = team, member: Member = member) -> BusyReading:
            zone, me = member.zone or team.zone, member.email or ()
            return read_busy(paths, start, end, zone=zone, me=me, policy=policy)

        paths = [Path(folder) / one for one in member.busy]
        try:
            found = read(paths)
        except FileError as error:
            whose = f"the busy time of {member.name} ({person}) cannot be read"
            if unreadable == "error":
                raise FileError(f"{whose}: {error.message}", hint=error.hint, field="busy") from None
            faults = {path: fault for path in paths if (fault := _fault(read, path)) is not None}
            skipped += [
                SkippedPart("unreadable-file", path.name, 0, "", "", f"{whose}: {fault.message}", fault.hint)
                for path, fault in faults.items()
            ]
            paths = [path for path in paths if path not in faults]
            if not paths:
                continue
            found = read(paths)
        busy[person] = found.busy
        skipped += found.skipped
    return busy, tuple(skipped)


def _fault(read: Callable[[list[Path]], BusyReading], path: Path) -> FileError | None:
    """What is wrong with one file alone, or None."""
    try:
        read([path])
    except FileError as error:
        return error
    return None


def _asked(roster: Roster, ids: Iterable[str] | None) -> list[tuple[Team, Member]]:
    """Everybody asked about, each once."""
    found: dict[tuple[str, str], tuple[Team, Member]] = {}
    for one in [team.id for team in roster] if ids is None else ids:
        known = roster.find(one)
        team, members = (known, known.members) if isinstance(known, Team) else (known[0], (known[1],))
        for member in members:
            found.setdefault((team.id, member.id), (team, member))
    return list(found.values())
