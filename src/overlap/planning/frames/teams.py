"""Teams compared, as columns: what pairs share, how long questions wait, requirements, moved starts, cohorts.

Law: a record is a row of the result, with the numbers of its `to_dict`; of a rotation of cohorts it is one
person in one week. Times of shifts are wall times with their zone, for they are every day's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from overlap.render.records import Frame, column

if TYPE_CHECKING:
    from overlap.planning.compare import Comparison
    from overlap.planning.pair_windows import PairWindows
    from overlap.planning.response import ResponseTimes
    from overlap.planning.stagger.check import RequirementChecks
    from overlap.planning.stagger.result import Stagger
    from overlap.planning.stagger.trade_off import TradeOff
    from overlap.planning.stagger.turns import CohortRotation

__all__ = [
    "checks_frame",
    "cohorts_frame",
    "comparison_frame",
    "pair_windows_frame",
    "responses_frame",
    "stagger_frame",
    "trade_off_frame",
]

_PAIR: Final = (
    column("team", "text", lambda row: row.teams[0]),
    column("other", "text", lambda row: row.teams[1]),
    column("before_minutes", "whole"),
    column("after_minutes", "whole"),
    column("gained_minutes", "whole"),
    column("lost_minutes", "whole"),
)


def comparison_frame(found: Comparison) -> Frame:
    """A record for each pair of teams."""
    return Frame(_PAIR, found)


_SHARED: Final = (
    column("team", "text", lambda row: row.teams[0]),
    column("other", "text", lambda row: row.teams[1]),
    column("minutes", "whole"),
    column("windows", "whole"),
)


def pair_windows_frame(found: PairWindows) -> Frame:
    """A record for each pair of teams."""
    return Frame(_SHARED, found)


_WAIT: Final = (
    column("asker", "text"),
    column("responder", "text"),
    column("asked_minutes", "whole", lambda row: row.waits.asked_minutes),
    column("mean_minutes", "number", lambda row: row.waits.mean_minutes),
    column("median_minutes", "whole", lambda row: row.waits.median_minutes),
    column("p90_minutes", "whole", lambda row: row.waits.p90_minutes),
    column("worst_minutes", "whole", lambda row: row.waits.worst_minutes),
    column("at_once_share", "number", lambda row: row.waits.at_once_share),
    column("unanswered_minutes", "whole", lambda row: row.waits.unanswered_minutes),
    column("unanswered_because", "text"),
)


def responses_frame(found: ResponseTimes) -> Frame:
    """A record for each pair of teams, over the whole horizon."""
    return Frame(_WAIT, found)


_CHECK: Final = (
    column("name", "text"),
    column("kind", "text"),
    column("teams", "ids"),
    column("needed_minutes", "whole"),
    column("worst_minutes", "whole"),
    column("worst_date", "date"),
    column("met", "flag"),
    column("missed_dates", "whole", lambda row: len(row.missed)),
    column("exceptions", "whole", lambda row: len(row.exceptions)),
)


def checks_frame(found: RequirementChecks) -> Frame:
    """A record for each requirement."""
    return Frame(_CHECK, found)


_SHIFT: Final = (
    column("team", "text"),
    column("shift", "text"),
    column("headcount", "whole"),
    column("start_time", "text", lambda row: row.start),
    column("end_time", "text", lambda row: row.end),
    column("clock", "text", lambda row: row.zone),
    column("moved_minutes", "whole"),
    column("direction", "text", lambda row: row.to_dict()["direction"]),
    column("was_shift", "text", lambda row: row.of_shift),
    column("was_start_time", "text", lambda row: row.was_start),
    column("was_end_time", "text", lambda row: row.was_end),
    column("was_clock", "text", lambda row: row.was_zone),
    column("members", "ids"),
    column("quiet_minutes", "whole"),
    column("rest_minutes", "whole"),
)


def stagger_frame(found: Stagger) -> Frame:
    """A record for each start of each shift; wall times of the clock that `clock` names."""
    return Frame(_SHIFT, found)


_POINT: Final = (
    column("minutes", "whole"),
    column("status", "text"),
    column("moved_person_minutes", "whole"),
    column("bound_person_minutes", "number", lambda row: row.bound),
)


def trade_off_frame(found: TradeOff) -> Frame:
    """A record for each point."""
    return Frame(_POINT, found)


class _Week(NamedTuple):
    """One person in one week."""

    date: dt.date
    id: str
    cohort: str | None


_WEEK: Final = (column("date", "date"), column("id", "text"), column("cohort", "text"))


def cohorts_frame(found: CohortRotation) -> Frame:
    """A record for each person in each week; no cohort where they are away."""
    return Frame(_WEEK, list(_weeks(found)))


def _weeks(found: CohortRotation) -> Iterator[_Week]:
    for week in found:
        for one in found.people:
            yield _Week(week.date, one.id, week.cohort_of(one.id))
