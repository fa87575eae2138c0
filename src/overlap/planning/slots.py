"""Suggested slots: the best times for a meeting, each with what it costs whom.

Law: nothing is suggested at which somebody needed cannot come. Suggestions are in order of rank; a
suggestion knows everybody's local time and status. Where there is none, the result knows who blocks it and
the smallest bends that would open one; nothing of that is worked out before it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal, Unpack, final

from overlap.core.civil import iso_minute
from overlap.core.horizon import Horizon, Moment, instant_of
from overlap.core.zones import zone as zone_of
from overlap.people.roster import Roster
from overlap.planning.attendance import Attendee, attendees
from overlap.planning.availability import unread_files
from overlap.planning.blockers import Blocker, blockers
from overlap.planning.explanation import Explanation, explained
from overlap.planning.meeting_options import MeetingOptions, one_of, search_for, whole_number
from overlap.planning.relaxations import Relaxation, relaxations
from overlap.planning.rows import Rows
from overlap.planning.search import Rank, Search
from overlap.render.document import Document
from overlap.render.kept import Kept
from overlap.render.moments import to_datetime
from overlap.render.shown import Charted, Tabled

if TYPE_CHECKING:
    import pendulum

    from overlap.render.charts import HeatMap
    from overlap.render.records import Frame

__all__ = ["Suggestion", "Suggestions", "check_choice", "found_by", "suggest_slots", "suggestions_of"]


@final
@dataclass(frozen=True, slots=True)
class Suggestion:
    """One slot, `[start, end)` in UTC minutes since 1970.

    Attributes:
        start: When the meeting begins.
        end: When it has ended.
    """

    start: int
    end: int
    _search: Search = field(repr=False, compare=False)

    def __repr__(self) -> str:
        rank = self.rank
        return (
            f"Suggestion({iso_minute(self.start)!r}, {iso_minute(self.end)!r}, "
            f"worst_minutes={rank.worst}, total_minutes={rank.total})"
        )

    @property
    def rank(self) -> Rank:
        """What it is sorted by: preference, the worst-off person's discomfort, the sum, its start."""
        return self._search.rank(self.start, self._search.choices(self.start))

    @property
    def worst_minutes(self) -> int:
        """The discomfort of the worst-off of those needed."""
        return self.rank.worst

    @property
    def total_minutes(self) -> int:
        """The discomfort of all who come, and of missing optional people."""
        return self.rank.total

    @property
    def is_preferred(self) -> bool:
        """Whether it lies in the preferred hours, if any were given."""
        return not self.rank.off_preference

    @property
    def attendees(self) -> tuple[Attendee, ...]:
        """Everybody asked, in the order asked: their local time, status and discomfort."""
        return attendees(self._search, self.start)

    def in_zone(self, key: str) -> tuple[pendulum.DateTime, pendulum.DateTime]:
        """Start and end on the clocks of a zone.

        Raises:
            BadZone: If there is no such zone.
        """
        clock = zone_of(key)
        return to_datetime(self.start, clock), to_datetime(self.end, clock)

    def to_dict(self) -> dict[str, Any]:
        """Plain values; `score` is the worst-off person's discomfort in minutes."""
        rank = self.rank
        return {
            "start": iso_minute(self.start),
            "end": iso_minute(self.end),
            "score": rank.worst,
            "total_discomfort_minutes": rank.total,
            "preferred": not rank.off_preference,
            "attendees": [one.to_dict() for one in self.attendees],
        }


@final
@dataclass(frozen=True, slots=True)
class Suggestions(Rows[Suggestion], Charted, Tabled):
    """Slots in order of rank; immutable.

    Attributes:
        items: The slots.
        horizon: Where they were looked for.
        caveats: What was not taken into account, as sentences.
    """

    items: tuple[Suggestion, ...]
    horizon: Horizon
    caveats: tuple[str, ...]
    _search: Search = field(repr=False, compare=False)
    _kept: Kept = field(repr=False, compare=False, default_factory=Kept)

    @property
    def roster(self) -> Roster:
        """Who was asked about."""
        return self._search.roster

    @property
    def reasons(self) -> tuple[Blocker, ...]:
        """Who stands in the way of the slots not offered, and by what; most in the way first."""
        return self._kept.once("reasons", lambda: blockers(self._search))

    @property
    def relaxations(self) -> tuple[Relaxation, ...]:
        """The smallest bends that would open a slot; none where there is one."""
        if self.items:
            return ()
        return self._kept.once("relaxations", lambda: relaxations(self._search))

    def explain(self, at: Moment) -> Explanation:
        """Why a meeting at an instant was suggested, or was not.

        Args:
            at: When it would begin: an aware datetime, or ISO 8601 text with an offset.

        Raises:
            NaiveDatetime, BadDate, BadHorizon: If it is no instant of the supported years.
        """
        return explained(self._search, instant_of(at, name="at"))

    def to_dict(self) -> dict[str, Any]:
        """The slots, the reasons and the relaxations as plain values."""
        return {
            "suggestions": [one.to_dict() for one in self.items],
            "reasons": [one.to_dict() for one in self.reasons],
            "relaxations": [one.to_dict() for one in self.relaxations],
            "caveats": list(self.caveats),
        }

    def document(self, zone: str | None = None) -> Document:
        """What a person is shown: the slots on one clock and everybody's, or why there is none."""
        from overlap.planning.slots_view import slots_document

        clock = self._search.question.clock if zone is None else zone_of(zone)
        return slots_document(self, self._search, clock)

    def chart(self) -> HeatMap:
        """A heat map of what each slot costs each of those asked, in minutes of discomfort."""
        from overlap.planning.charts.meetings import suggestions_chart

        return suggestions_chart(self)

    def _frame(self) -> Frame:
        from overlap.planning.frames.meetings import suggestions_frame

        return suggestions_frame(self, self._search.question.clock)


def suggest_slots(
    roster: Roster,
    start: Moment,
    end: Moment,
    *,
    duration: timedelta,
    order: Literal["best", "earliest"] = "best",
    limit: int = 5,
    slots_per_day: int | None = None,
    **options: Unpack[MeetingOptions],
) -> Suggestions:
    """Suggests times for a meeting, best first, or says who blocks it and what would open one.

    Args:
        roster: The teams.
        start: First date, or an instant.
        end: Last date, included; or an instant, not included. At most ten years later.
        duration: How long the meeting lasts, in whole minutes.
        zone: IANA key of the clock of dates, weekdays and preferred hours; the roster's by default.
        required: Ids of teams, or of members as "team.member", who must come; every team by default.
        optional: Ids who may come besides. Where they cannot, the slot ranks lower.
        quorum: How many of the required suffice; all by default.
        groups: Several groups, each with its own quorum, all at once; instead of the two above.
        attendance: How many of all asked, required or optional, must be able to come.
        domain: What time is usable: "work", at work; "fringe", also the roster's fringe minutes beside it;
            "waking", anything but quiet hours, holidays, closures and time off.
        busy: Busy blocks by id. Those of a team are everybody's in it.
        tentative: Tentative blocks are "busy", "free", or open at a price ("score").
        all_day: Blocks of whole dates are "busy" or "free".
        buffer_before: Free time before the meeting.
        buffer_after: Free time after it.
        event_buffer_before: Free time before each busy block. Of two buffers that meet, the longer counts.
        event_buffer_after: Free time after each.
        now: The present instant; needed for `notice`.
        notice: No slot begins sooner after `now`.
        per_day: The most timed events, this one among them, that a person has on a local day.
        per_week: The most in a local week, from Monday on.
        not_on: Weekday names on which no slot begins.
        preferred: Wall times (start, end) of `zone`; slots inside one of them come first.
        soft_holidays: Days a calendar keeps but people work weigh a little ("score"), or are off from 00:00
            to 24:00 ("avoid").
        step_minutes: The raster of starts, a divisor of a day.
        raster: IANA key of the clock on which the raster lies; that of `zone` by default.
        order: "best", by rank, or "earliest", by time.
        limit: The most slots to suggest.
        slots_per_day: The most on one local date of `zone`.
        weights: What minutes weigh in the discomfort.

    Returns:
        The slots. Whether there are any never depends on weights, preferences or limits.

    Raises:
        BadHorizon, BadDate, NaiveDatetime, BadZone: If start and end form no horizon of up to ten years.
        UnknownId, BadQuorum: If an id is unknown, or a quorum can never be reached.
        BadArgument, BadTime: If another argument cannot be right, or nobody is asked.
        BeyondData: If a holiday calendar does not reach that far.

    Example:
        >>> from datetime import timedelta
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> pune = Team("pune", "Asia/Kolkata", [Shift("13:00", "22:00")])
        >>> london = Team("london", "Europe/London", [Shift("09:00", "17:00")])
        >>> roster = Roster([pune, london], zone="Europe/London")
        >>> found = suggest_slots(roster, "2026-03-02", "2026-03-03", duration=timedelta(hours=1), limit=1)
        >>> found[0]
        Suggestion('2026-03-02T09:00Z', '2026-03-02T10:00Z', worst_minutes=0, total_minutes=0)
    """
    search = search_for(roster, start, end, duration, options)
    check_choice(order, limit, slots_per_day)
    return suggestions_of(search, found_by(search, order, limit, slots_per_day))


def check_choice(order: object, limit: object, slots_per_day: object) -> None:
    """That the slots wanted can be chosen so.

    Raises:
        BadArgument: If they cannot.
    """
    whole_number(limit, "limit")
    if slots_per_day is not None:
        whole_number(slots_per_day, "slots_per_day")
    one_of(order, ("best", "earliest"), "order")


def found_by(
    search: Search, order: Literal["best", "earliest"], limit: int, slots_per_day: int | None
) -> list[tuple[Search, int]]:
    """The slots a search suggests: the stretch each was found in, and when it begins."""
    if order == "best":
        return [(search, rank.start) for rank in search.best(limit, per_day=slots_per_day)]
    return list(search.first(limit, per_day=slots_per_day))


def suggestions_of(search: Search, found: Iterable[tuple[Search, int]]) -> Suggestions:
    """What a search found, as a result."""
    minutes = search.question.minutes
    items = tuple(Suggestion(at, at + minutes, part) for part, at in found)
    unread = unread_files(search.roster, search.question.ids, search.known.busy)
    return Suggestions(items, search.horizon, unread, search)
