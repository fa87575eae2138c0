"""Meetings as columns: slots, who can come, occurrences, choices of time, turns, pairs.

Law: a record is a row of the result, with the numbers of its `to_dict`; of pairs, a record is two people in a
round, or one who sits out. What is told person by person in a row is added up in its record.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from overlap.core.civil import time_text
from overlap.core.zones import Zone
from overlap.core.zones import zone as zone_of
from overlap.render.records import Frame, column

if TYPE_CHECKING:
    from overlap.planning.explanation import Explanation
    from overlap.planning.pairs import Pairs
    from overlap.planning.programme import Programme
    from overlap.planning.rotation import Rotation
    from overlap.planning.series import Series
    from overlap.planning.series_plan import SeriesPlan
    from overlap.planning.slots import Suggestions

__all__ = [
    "explanation_frame",
    "pairs_frame",
    "plan_frame",
    "programme_frame",
    "rotation_frame",
    "series_frame",
    "suggestions_frame",
]

_SLOT: Final = (
    column("start", "instant"),
    column("end", "instant"),
    column("worst_minutes", "whole"),
    column("total_minutes", "whole"),
    column("preferred", "flag", lambda row: row.is_preferred),
    column("without", "ids", lambda row: [who.id for who in row.attendees if not who.can_come]),
)


def suggestions_frame(found: Suggestions, clock: Zone) -> Frame:
    """A record for each slot, in order of rank; `without` has the ids of those who cannot come."""
    return Frame(_SLOT, found, clock)


_ASKED: Final = (
    column("id", "text"),
    column("person", "text"),
    column("name", "text"),
    column("start", "instant"),
    column("end", "instant"),
    column("required", "flag", lambda row: row.is_required),
    column("can_come", "flag"),
    column("status", "text"),
    column("discomfort_minutes", "whole", lambda row: row.discomfort_minutes if row.can_come else None),
    column("night_minutes", "whole", lambda row: row.night_minutes if row.can_come else None),
    column("because", "text", lambda row: "; ".join(one.text for one in row.obstacles)),
)


def explanation_frame(found: Explanation) -> Frame:
    """A record for everybody asked, on their own clock."""
    return Frame(_ASKED, found, own=lambda row: row.zone)


_OCCURRENCE: Final = (
    column("date", "date"),
    column("start", "instant"),
    column("end", "instant"),
    column("planned_date", "date"),
    column("planned_start", "instant", lambda row: row.planned),
    column("moved", "flag", lambda row: row.is_moved),
    column("skipped", "flag", lambda row: row.is_skipped),
    column("because", "text"),
    column("possible", "flag", lambda row: row.is_possible),
    column("people", "whole", lambda row: len(row.attendees)),
    column("outside_hours", "whole", lambda row: sum(who.is_outside_hours for who in row.attendees)),
    column("discomfort_minutes", "whole", lambda row: sum(who.discomfort_minutes for who in row.attendees)),
)


def series_frame(found: Series) -> Frame:
    """A record for each occurrence, skipped ones too, on the meeting's own clock."""
    return Frame(_OCCURRENCE, found, zone_of(found.zone))


_CHOICE: Final = (
    column("choice", "text", lambda row: row[0]),
    column("weekdays", "text", lambda row: row[1].days_text),
    column("at", "text", lambda row: time_text(row[1].at)),
    *(
        column(name, "whole", lambda row, name=name: getattr(row[1], name))  # type: ignore[misc]
        for name in (
            *("worst_minutes", "total_minutes", "occurrences", "failing", "outside_hours", "quiet_hours"),
        )
    ),
    column("worst", "text", lambda row: row[1].worst_id),
)


def plan_frame(found: SeriesPlan) -> Frame:
    """A record for each choice worth a line: the best, those that cost less in all, each weekday's best."""
    from overlap.planning.series_plan_view import compared

    anchor = column("anchor", "text", lambda _: found.zone)
    return Frame((*_CHOICE, anchor), compared(found))


_SERIES: Final = (
    column("meeting", "text", lambda row: row.meeting.id),
    column("title", "text", lambda row: row.meeting.title),
    column("anchor", "text", lambda row: row.zone),
    column("occurrences", "whole", len),
    column("moved", "whole", lambda row: sum(one.is_moved for one in row)),
    column("skipped", "whole", lambda row: sum(one.is_skipped for one in row)),
    column("outside_hours", "whole"),
    column("worst_minutes", "whole", lambda row: max(row.burdens.values())),
    column("total_minutes", "whole", lambda row: sum(row.burdens.values())),
)


def programme_frame(found: Programme) -> Frame:
    """A record for each meeting."""
    return Frame(_SERIES, found)


def _borne(row: Any) -> list[int]:
    return [who.burden_minutes for who in row.attendees if not who.is_credit]


_TURN: Final = (
    column("date", "date"),
    column("start", "instant"),
    column("end", "instant"),
    column("time", "text"),
    column("worst_minutes", "whole", lambda row: max(_borne(row), default=0)),
    column("total_minutes", "whole", lambda row: sum(_borne(row))),
    column("away", "ids", lambda row: [who.id for who in row.attendees if who.is_credit]),
)


def rotation_frame(found: Rotation) -> Frame:
    """A record for each meeting, on the meeting's own clock; `away` has the ids of those credited."""
    return Frame(_TURN, found, zone_of(found.zone))


class _Paired(NamedTuple):
    """Two people in a round, or one who sits out."""

    round: int
    date: dt.date
    person: str
    other: str | None
    start: int | None
    end: int | None
    met_before: int | None
    last_met: dt.date | None
    worst_minutes: int | None
    because: str


_PAIR: Final = (
    column("round", "whole"),
    column("date", "date"),
    column("person", "text"),
    column("other", "text"),
    column("start", "instant"),
    column("end", "instant"),
    column("met_before", "whole"),
    column("last_met", "date"),
    column("worst_minutes", "whole"),
    column("because", "text"),
)


def pairs_frame(found: Pairs, clock: Zone) -> Frame:
    """A record for each pair of each round, and for each person who sits it out, with the reason."""
    return Frame(_PAIR, list(_paired(found)), clock)


def _paired(found: Pairs) -> Iterator[_Paired]:
    for one in found:
        for pair in one.pairs:
            worst = max(who.discomfort_minutes for who in pair.attendees)
            span = (pair.start, pair.end)
            yield _Paired(one.number, one.date, *pair.people, *span, pair.times, pair.last, worst, "")
        for alone in one.sits_out:
            yield _Paired(
                *(one.number, one.date, alone.person, None, None, None, None, None, None, alone.text)
            )
