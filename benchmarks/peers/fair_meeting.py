"""fair-meeting-planner 0.1.0, and its own candidates, costs and horizon as tables.

Law: everything is the peer's: its hard-coded first day, its hours and steps, its filter of costly slots, its
cost function. A slot's cost does not change within a horizon without clock changes, so its candidates of
the first week stand for those of each: any plan of the peer's is one of ours with the same costs.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Sequence

__all__ = ["plan", "tables"]

Participant = tuple[str, str, str, str]
"""Name, zone, start and end of work."""


def plan(
    people: Sequence[Participant], horizon: int, weekdays: Sequence[str], minutes: int
) -> Callable[[], float]:
    """The peer's worst total cost, as its program finds it."""
    from fairmeeting.schemas import Meeting
    from fairmeeting.schemas import Participant as Theirs
    from fairmeeting.solver import ilp_solver

    meeting = Meeting(
        participants=[
            Theirs(name=name, tz=zone, work_start=start, work_end=end) for name, zone, start, end in people
        ],
        duration_minutes=minutes,
        allowed_weekdays=list(weekdays),
        horizon=horizon,
        min_gap_between_meetings=0,
    )

    def solve() -> float:
        with contextlib.redirect_stdout(io.StringIO()):
            found = ilp_solver(meeting)
        slots = found.get("scheduled_slots", [])
        if len(slots) < horizon:
            return float("inf")
        return float(max(sum(one["participant_costs"][who] for one in slots) for who in range(len(people))))

    return solve


def tables(
    people: Sequence[Participant], horizon: int, weekdays: Sequence[str], minutes: int
) -> list[list[tuple[int, ...]]]:
    """Of each week the candidates' costs, in thousandths, as the peer draws and filters them."""
    import numpy as np
    import pandas as pd
    from fairmeeting.cost import calculate_cost_matrix
    from fairmeeting.schemas import Participant as Theirs

    step = next((most for most in (30, 60, 90) if minutes <= most), 120)
    first_hour, last_hour = (8, 18) if horizon >= 4 else (6, 22)
    if horizon >= 4:
        step = max(step, 90)
    numbers = {name: at for at, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))}
    allowed = {numbers[name] for name in weekdays}
    start = pd.Timestamp("2025-07-07", tz="UTC")
    slots = []
    weeks = []
    for day in range(7 * horizon):
        if day % 7 not in allowed:
            continue
        midnight = start + pd.Timedelta(days=day)
        for minute in range(first_hour * 60, last_hour * 60 + 1, step):
            slots.append(midnight + pd.Timedelta(minutes=minute))
            weeks.append(day // 7)
    theirs = [Theirs(name=name, tz=zone, work_start=low, work_end=high) for name, zone, low, high in people]
    costs = calculate_cost_matrix(theirs, pd.DatetimeIndex(slots))
    worst = np.max(costs, axis=0)
    good = worst <= np.percentile(worst, 75)
    found: list[list[tuple[int, ...]]] = [[] for _ in range(horizon)]
    for at, week in enumerate(weeks):
        if good[at]:
            found[week].append(tuple(round(float(cost) * 1000) for cost in costs[:, at]))
    return found
