"""Why a meeting at one instant is possible, or for whom it is not.

Law: a slot is possible exactly if it would be suggested, raster apart, were it asked for alone: the same
people, the same terms. Everybody asked has a line of their own, whether they can come or not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, Unpack, final

from overlap.core.civil import DAY, iso_minute, weekday_of
from overlap.core.horizon import Horizon, Moment, instant_of
from overlap.core.zones import zone as zone_of
from overlap.people.roster import Roster
from overlap.planning.attendance import Attendee, attendees
from overlap.planning.lookahead import first_from
from overlap.planning.meeting_options import MeetingOptions, search_for
from overlap.planning.rows import Rows
from overlap.planning.search import Search
from overlap.render.document import Document
from overlap.render.moments import wall_text, weekday_text
from overlap.render.shown import Tabled

if TYPE_CHECKING:
    from overlap.render.records import Frame

__all__ = ["LOOK_AHEAD_DAYS", "Explanation", "explain", "explained"]

LOOK_AHEAD_DAYS: Final = 92
"""How far the next possible slot is looked for, if holiday data reach: a quarter."""


@final
@dataclass(frozen=True, slots=True)
class Explanation(Rows[Attendee], Tabled):
    """Everybody asked at one slot, in the order asked; immutable.

    Attributes:
        items: The people.
        start: First instant of the slot.
        end: Instant after its last.
        is_possible: Whether everybody needed can come and nothing else forbids it.
        notes: What else forbids the slot, or keeps it from being suggested, as sentences.
        next_start: The first possible slot on the raster after it, or None if none is near.
        looked_until: Up to which instant that was looked for: as far as holiday data reach.
    """

    items: tuple[Attendee, ...]
    start: int
    end: int
    is_possible: bool
    notes: tuple[str, ...]
    next_start: int | None
    looked_until: int
    _search: Search = field(repr=False, compare=False)

    @property
    def roster(self) -> Roster:
        """Who was asked about."""
        return self._search.roster

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "possible": self.is_possible,
            "minutes": self.end - self.start,
            "attendees": [one.to_dict() for one in self.items],
            "notes": list(self.notes),
            "next": None if self.next_start is None else iso_minute(self.next_start),
        }

    def document(self, zone: str | None = None) -> Document:
        """What a person is shown."""
        from overlap.planning.slots_view import explanation_document

        clock = self._search.question.clock if zone is None else zone_of(zone)
        return explanation_document(self, clock)

    def _frame(self) -> Frame:
        from overlap.planning.frames.meetings import explanation_frame

        return explanation_frame(self)


def explain(
    roster: Roster,
    at: Moment,
    *,
    duration: timedelta = timedelta(hours=1),
    **options: Unpack[MeetingOptions],
) -> Explanation:
    """Tells who could come to a meeting at an instant, and what keeps the others away.

    Args:
        roster: The teams.
        at: When it would begin: an aware datetime, or ISO 8601 text with an offset.
        duration: How long it would last.
        options: Those of `suggest_slots` that say who comes and whose time is usable.

    Raises:
        NaiveDatetime, BadDate: If `at` is no instant.
        BadHorizon: If it is outside the supported years.
        UnknownId, BadQuorum, BadArgument: If the options cannot be right.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> pune = Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")])
        >>> london = Team("london", "Europe/London", [Shift("09:00", "17:00")])
        >>> found = explain(Roster([pune, london]), "2026-03-02T13:00Z")
        >>> [(one.id, one.status) for one in found]
        [('pune', 'outside-hours'), ('london', 'in')]
    """
    start = instant_of(at, name="at")
    search = search_for(roster, *Horizon(start, start + DAY).moments, duration, options)
    return explained(search, start)


def explained(search: Search, start: int) -> Explanation:
    """The slot of a search's length that begins at an instant.

    Raises:
        BadHorizon: If it is outside the supported years.
    """
    question = search.question
    end = start + question.minutes
    alone = search.over(Horizon(start, end))
    people = attendees(alone, start)
    there = {one.id for one in people if one.can_come}
    notes: list[str] = []
    groups = question.asked.groups
    for group in groups:
        count = sum(one in there for one in group.ids)
        if group.quorum < len(group.ids) and count < group.quorum:
            notes.append(_short_of(count, len(group.ids), group.quorum))
    if len(there) < question.attendance:
        notes.append(_short_of(len(there), len(people), question.attendance))
    weekday = weekday_of(question.clock.to_wall(start) // DAY)
    if weekday not in question.weekdays:
        notes.append(f"no meeting begins on {weekday_text(weekday)}")
    groups_met = all(
        sum(one in there for one in group.ids) >= group.quorum for group in question.asked.groups
    )
    possible = groups_met and len(there) >= question.attendance and weekday in question.weekdays
    if question.raster.to_wall(start) % question.step:
        at = wall_text(question.raster.to_wall(start) % DAY)
        notes.append(f"{at} {question.raster.key} is not on the raster of {question.step} minutes")
    ahead = first_from(search, start + 1, start + LOOK_AHEAD_DAYS * DAY)
    return Explanation(people, start, end, possible, tuple(notes), ahead.start, ahead.until, alone)


def _short_of(there: int, asked: int, needed: int) -> str:
    return f"{there} of {asked} can come; {needed} {'is' if needed == 1 else 'are'} needed"
