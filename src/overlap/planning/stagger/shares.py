"""Who takes turns after a stagger: the people of a shift that now has several starts.

Law: what a week at a start costs somebody is the minutes moved and the quiet minutes of a day, times the days
worked. Named members go by their ids, the others by numbers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from overlap.core.civil import WEEKDAYS, date_of
from overlap.errors import BadArgument, UnknownId
from overlap.people.teams import Team
from overlap.planning.ledger import Ledger
from overlap.planning.stagger.turns import Cohort, CohortRotation, rotate_cohorts

if TYPE_CHECKING:
    from overlap.planning.stagger.result import Stagger, StaggeredShift

__all__ = ["shared_shifts", "take_turns"]


def shared_shifts(found: Stagger) -> tuple[tuple[str, str], ...]:
    """The (team, shift) of today that have several starts in the plan, some costlier than others."""
    kinds = dict.fromkeys((one.team, one.of_shift) for one in found)
    return tuple(kind for kind in kinds if len({_cost(one) for one in _starts(found, *kind)}) > 1)


def _starts(found: Stagger, team: str, shift: str) -> list[StaggeredShift]:
    return [one for one in found if (one.team, one.of_shift) == (team, shift)]


def _cost(one: StaggeredShift) -> int:
    return one.moved_minutes + one.quiet_minutes


def take_turns(
    found: Stagger,
    team_id: str,
    shift: str | None,
    *,
    start: str | dt.date | None,
    weeks: int | None,
    ledger: Ledger | None,
    steady: bool,
) -> CohortRotation:
    """The turns of one shift; `Stagger.rotate` documents it."""
    team = found.roster.team(team_id)
    kinds = [kind for kind in shared_shifts(found) if kind[0] == team_id and shift in (None, kind[1])]
    if len(kinds) != 1:
        known = ", ".join(f'"{name}" of "{one}"' for one, name in shared_shifts(found)) or "none has"
        if shift is not None and shift not in {one.name for one in team.shifts}:
            raise UnknownId(
                f'no shift of "{team_id}" is called "{shift}"', hint=f"with several starts: {known}"
            )
        raise BadArgument(
            f'"{team_id}" has {len(kinds)} shifts with starts to take turns in',
            hint=f"name one with several starts: {known}",
            field="shift",
        )
    rows = _starts(found, *kinds[0])
    days = _days(team, rows[0].of_shift)
    cohorts = [
        Cohort(one.shift, one.start, one.end, one.headcount, _cost(one) * len(days), one.zone) for one in rows
    ]
    if start is None:
        start = date_of(found.horizon.days(found.roster.clock(found.zone)).start)
    return rotate_cohorts(
        cohorts,
        dict(_people(team, rows)),
        start,
        weeks=weeks,
        zone=team.zone,
        days=[WEEKDAYS[day] for day in sorted(days)],
        ledger=ledger,
        steady=steady,
    )


def _days(team: Team, shift: str) -> frozenset[int]:
    one = next(one for one in team.shifts if one.name == shift)
    return team.working_days if one.days is None else one.days


def _people(team: Team, rows: list[StaggeredShift]) -> Iterator[tuple[str, str]]:
    """Ids and names: the named ones first, then the others by number."""
    names = {member.id: member.name for member in team.members}
    known = [member for one in rows for member in one.members]
    for member in known:
        yield f"{team.id}.{member}", names[member]
    for number in range(1, sum(one.headcount for one in rows) - len(known) + 1):
        yield f"{team.id} {rows[0].of_shift} #{number}", f"#{number}"
