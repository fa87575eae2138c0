"""Tickets of many teams at once, each by the clock of its own team.

Law: each ticket's answer is that of its team's `WorkClock`; answers stand in the order of the tickets. Each
team's clock is made once, however many tickets it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from overlap.core.intervals import IntervalSet
from overlap.people.listed import listed
from overlap.people.roster import Roster
from overlap.planning.bulk import require_executor
from overlap.planning.clock_batches import NEVER, due, ran, ran_between
from overlap.planning.clock_input import (
    Amount,
    Instant,
    Pause,
    amounts_of,
    columns_of,
    minutes_of,
    one_for_each,
    ordered,
    pauses_of_each,
)
from overlap.planning.selection import require_roster
from overlap.planning.ticket_chunks import Batch, Batched, in_chunks
from overlap.planning.workclock import WorkClock

if TYPE_CHECKING:
    from concurrent.futures import Executor

__all__ = ["due_by_team", "elapsed_by_team"]


def due_by_team(
    roster: Roster,
    teams: Sequence[str],
    starts: Sequence[Instant],
    working_time: Amount | Sequence[Amount],
    *,
    pauses: Sequence[Iterable[Pause]] | None = None,
    executor: Executor | None = None,
) -> list[int | None]:
    """When tickets are due by the working time of their own teams, in UTC minutes since 1970.

    Args:
        roster: The teams.
        teams: The team of each ticket, or a member as "team.member".
        starts: When each clock starts: UTC minutes, or instants as `WorkClock.due` takes them.
        working_time: One amount for all, or one for each; a number is minutes.
        pauses: Those of each ticket; none by default.
        executor: Where they are counted: any `concurrent.futures.Executor`. By default here. It is not
            shut down.

    Returns:
        What `WorkClock.due` says of each; None where a pause without an end comes first.

    Raises:
        UnknownId, NaiveDatetime, BadDate, BadArgument: If an argument cannot be read.
        NoWorkingTime, BadHorizon, BeyondData: As `WorkClock.due`, for the first team that has one.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> zones = {"pune": "Asia/Kolkata", "bogota": "America/Bogota"}
        >>> roster = Roster([Team(one, key, [Shift("09:00", "17:00")]) for one, key in zones.items()])
        >>> due_by_team(roster, ["bogota", "pune", "bogota"], [29540700] * 3, 60)
        [29541060, 29540760, 29541060]
    """
    at, count = minutes_of(starts, name="start"), len(starts)
    amounts = amounts_of(working_time, count, least=0)
    if isinstance(amounts, int):
        amounts = [amounts] * count
    found = _by_team(roster, teams, due, (at, amounts), pauses_of_each(pauses, count), executor)
    return [None if one == NEVER else one for one in found]


def elapsed_by_team(
    roster: Roster,
    teams: Sequence[str],
    pairs: Iterable[tuple[Instant, Instant]],
    *,
    pauses: Sequence[Iterable[Pause]] | None = None,
    executor: Executor | None = None,
) -> list[int]:
    """The working time of their own teams that tickets took, in minutes.

    Args:
        roster: The teams.
        teams: The team of each ticket, or a member as "team.member".
        pairs: Start and end of each, as `WorkClock.elapsed` takes them.
        pauses: Those of each ticket; none by default.
        executor: Where they are counted: any `concurrent.futures.Executor`. By default here. It is not
            shut down.

    Returns:
        What `WorkClock.elapsed` says of each; negative where the end comes before the start.

    Raises:
        UnknownId, NaiveDatetime, BadDate, BadArgument: If an argument cannot be read.
        BadHorizon, BeyondData: As `WorkClock.elapsed`, for the first team that has one.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> roster = Roster([Team("pune", "Asia/Kolkata", [Shift("09:00", "17:00")])])
        >>> elapsed_by_team(roster, ["pune"], [("2026-03-02T00:00Z", "2026-03-03T00:00Z")])
        [480]
    """
    spans = [ordered(start, end) for start, end in zip(*columns_of(pairs), strict=True)]
    still = pauses_of_each(pauses, len(spans))
    if still is not None:
        columns: tuple[Sequence[int], ...] = tuple(zip(*spans, strict=True))
        return _by_team(roster, teams, ran, columns, still, executor)
    lows, highs = ([span[at if span[2] > 0 else 1 - at] for span in spans] for at in (0, 1))
    return _by_team(roster, teams, ran_between, (lows, highs), None, executor)


def _by_team(
    roster: Roster,
    teams: Sequence[str],
    batch: Batch,
    columns: tuple[Sequence[int], ...],
    pauses: Sequence[IntervalSet] | None,
    executor: Executor | None,
) -> list[int]:
    """The answers to each team's tickets, put in the order of all."""
    require_roster(roster)
    require_executor(executor)
    count = len(columns[0])
    ids = one_for_each(listed(teams, str, "teams"), count, "teams")
    places: dict[str, list[int]] = {}
    for place, one in enumerate(ids):
        places.setdefault(one, []).append(place)
    batches = [
        Batched(
            WorkClock(roster, [one]),
            batch,
            tuple([column[place] for place in own] for column in columns),
            None if pauses is None else [pauses[place] for place in own],
        )
        for one, own in places.items()
    ]
    found = [0] * count
    order = (place for own in places.values() for place in own)
    if executor is not None:
        answers = in_chunks(batches, executor)
    else:
        answers = (n for one in batches for n in one.batch(one.clock, one.columns, one.pauses))
    for place, answer in zip(order, answers, strict=True):
        found[place] = answer
    return found
