"""Teams compared, drawn: shared time before and after, waits, what minutes cost, turns in cohorts.

Law: the numbers are those of the result; what is not known is not drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from overlap.core.civil import day_of
from overlap.planning.selection import display_name
from overlap.render.charts import BarRow, Bars, HeatMap, HeatRow
from overlap.render.moments import date_text, duration_text

if TYPE_CHECKING:
    from overlap.planning.compare import Comparison
    from overlap.planning.pair_windows import PairWindows
    from overlap.planning.response import ResponseTimes
    from overlap.planning.stagger.trade_off import TradeOff
    from overlap.planning.stagger.turns import CohortRotation

__all__ = ["cohorts_chart", "comparison_chart", "pair_windows_chart", "responses_chart", "trade_off_chart"]

_MATRIX_UP_TO: Final = 40
"""Teams up to which what everybody shares with everybody can be read."""

_BARS: Final = 30
"""Pairs drawn of more teams: those that share least, and so need a look."""


def comparison_chart(found: Comparison) -> Bars:
    """What the pairs that change keep, gain and lose."""
    rows = tuple(
        BarRow(
            " and ".join(found.names[team] for team in one.teams),
            (
                (one.before_minutes - one.lost_minutes) / 60,
                one.gained_minutes / 60,
                one.lost_minutes / 60,
            ),
        )
        for one in found
        if one.gained_minutes or one.lost_minutes
    )
    return Bars("Shared by each pair", "h", ("kept", "gained", "lost"), rows)


def pair_windows_chart(found: PairWindows) -> HeatMap | Bars:
    """The hours that each pair shares; of very many teams, the pairs that share least."""
    if len(found.ids) > _MATRIX_UP_TO:
        names = {one: display_name(found.roster, one) for one in found.ids}
        rows = tuple(
            BarRow(" and ".join(names[one] for one in pair.teams), (pair.minutes / 60,))
            for pair in found.least(_BARS)
        )
        return Bars("Shared by the pairs that share least", "h", ("shared",), rows)
    heads = tuple(str(number) for number in range(1, len(found.ids) + 1))
    hours = {pair.teams: pair.minutes / 60 for pair in found}
    lines = tuple(
        HeatRow(
            f"{number} {display_name(found.roster, one)}",
            tuple(hours.get((one, other), hours.get((other, one))) for other in found.ids),
        )
        for number, one in zip(heads, found.ids, strict=True)
    )
    return HeatMap("Shared by each pair", "h", heads, lines, corner="Team")


def responses_chart(found: ResponseTimes) -> HeatMap:
    """The mean wait of questions: who asks by row, who answers by number; None where it is not known."""
    ids = list(dict.fromkeys(item.asker for item in found))
    heads = tuple(str(number) for number in range(1, len(ids) + 1))
    means = {(item.asker, item.responder): item.waits.mean_minutes for item in found}
    rows = []
    for number, one in zip(heads, ids, strict=True):
        waits = (means.get((one, other)) for other in ids)
        hours = tuple(None if wait is None else wait / 60 for wait in waits)
        rows.append(HeatRow(f"{number} {display_name(found.roster, one)}", hours))
    return HeatMap("Mean wait for an answer", "h", heads, tuple(rows), corner="Asks", heavy=True)


def trade_off_chart(found: TradeOff) -> Bars:
    """What each number of minutes costs; nothing where there is no plan."""
    rows = tuple(
        BarRow(duration_text(one.minutes), (one.moved_person_minutes or 0,), _said(one.status))
        for one in found
    )
    return Bars(f"{found.need.name}: moved a day", "person-min", ("moved",), rows)


def _said(status: str) -> str:
    return {"optimal": "", "feasible": "not proven", "infeasible": "no plan"}.get(status, "not known")


def cohorts_chart(found: CohortRotation) -> HeatMap:
    """What each week costs each person; None where they are away."""
    cost = {one.name: one.burden_minutes for one in found.cohorts}
    heads = tuple(date_text(day_of(week.date), weekday=False, year=False) for week in found)
    rows = []
    for one in found.people:
        cohorts = (week.cohort_of(one.id) for week in found)
        rows.append(HeatRow(one.name, tuple(None if name is None else cost[name] for name in cohorts)))
    return HeatMap("Discomfort by week", "min", heads, tuple(rows), corner="Who", heavy=True)
