"""The busy time of a roster's members, from the calendar files that the team file names.

Law: a file named beside a member is that member's alone; its path is taken from the folder of the team file.
Times without a zone are on the member's own clock, and answers to invitations are found by the member's
address. A file that cannot be read is an error that says whose it is.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from overlap.adapters.busy_policy import EventPolicy
from overlap.adapters.busy_reader import read_busy
from overlap.adapters.busy_reading import SkippedPart
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
    ids: Iterable[str] | None = None,
    policy: EventPolicy | None = None,
) -> tuple[dict[str, BusyTime], tuple[SkippedPart, ...]]:
    """Reads the calendar files of a roster's members.

    Args:
        roster: The teams.
        start: First date, or an instant.
        end: Last date, included; or an instant, not included.
        folder: Where the paths begin: the folder of the team file; the current one by default.
        ids: Only of these teams and members ("team.member"); of all by default.
        policy: What events take of their owner's time; see `EventPolicy`.

    Returns:
        The busy time by "team.member", as `suggest_slots` takes it, and what was skipped.

    Raises:
        UnknownId: If an id is not in the roster.
        FileError: If a file cannot be read, with whose it is.
        BadHorizon, BadDate, NaiveDatetime: If start and end form no horizon.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> team = Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")])
        >>> read_roster_busy(Roster([team]), "2026-03-02", "2026-03-06")
        ({}, ())
    """
    busy: dict[str, BusyTime] = {}
    skipped: list[SkippedPart] = []
    for team, member in _asked(roster, ids):
        if not member.busy:
            continue
        person = f"{team.id}.{member.id}"
        try:
            found = read_busy(
                [Path(folder) / one for one in member.busy],
                start,
                end,
                zone=member.zone or team.zone,
                me=member.email or (),
                policy=policy,
            )
        except FileError as error:
            raise FileError(
                f"the busy time of {member.name} ({person}) cannot be read: {error.message}",
                hint=error.hint,
                field="busy",
            ) from None
        busy[person] = found.busy
        skipped += found.skipped
    return busy, tuple(skipped)


def _asked(roster: Roster, ids: Iterable[str] | None) -> list[tuple[Team, Member]]:
    """Everybody asked about, each once."""
    found: dict[tuple[str, str], tuple[Team, Member]] = {}
    for one in [team.id for team in roster] if ids is None else ids:
        known = roster.find(one)
        team, members = (known, known.members) if isinstance(known, Team) else (known[0], (known[1],))
        for member in members:
            found.setdefault((team.id, member.id), (team, member))
    return list(found.values())
