"""All recurring meetings of a roster at once: when each takes place, and that nobody is in two.

Law: meetings without a time are put where they collide with no other for anyone; those with a time stay, and
where two of them collide it is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple, final

from overlap.core.civil import DAY, iso_minute
from overlap.core.horizon import Horizon, Moment
from overlap.core.zones import Zone
from overlap.core.zones import zone as zone_of
from overlap.people.busy import Busy
from overlap.people.entries import TimedEntry
from overlap.people.roster import Roster
from overlap.planning.agenda import Agenda
from overlap.planning.availability import Domain
from overlap.planning.discomfort import Discomfort
from overlap.planning.invited import meeting_of, person_ids
from overlap.planning.rows import Rows
from overlap.planning.selection import display_name, require_roster
from overlap.planning.series import Series
from overlap.planning.series_view import rule_text
from overlap.render.document import Block, Document, Heading, Paragraph, Table
from overlap.render.moments import clock_range, date_text, duration_text
from overlap.render.shown import Charted, Tabled

if TYPE_CHECKING:
    from overlap.render.charts import Bars
    from overlap.render.records import Frame

__all__ = ["Collision", "Programme", "plan_programme"]


class Collision(NamedTuple):
    """Two occurrences at once that somebody is invited to.

    Attributes:
        start: First instant at which both are on.
        end: Instant after the last.
        meetings: The ids of the two.
        people: The ids of those invited to both.
    """

    start: int
    end: int
    meetings: tuple[str, str]
    people: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "start": iso_minute(self.start),
            "end": iso_minute(self.end),
            "meetings": list(self.meetings),
            "people": list(self.people),
        }


@final
@dataclass(frozen=True, slots=True)
class Programme(Rows[Series], Charted, Tabled):
    """The series of a roster's meetings over one horizon; immutable.

    Attributes:
        items: One series for each meeting, in the order of the roster.
        horizon: Over which dates.
        collisions: Where two of them are on at once for somebody, in order of time.
    """

    items: tuple[Series, ...]
    horizon: Horizon
    collisions: tuple[Collision, ...]
    _roster: Roster

    def __repr__(self) -> str:
        return f"<Programme: {len(self.items)} series, {len(self.collisions)} collisions>"

    def entries(self) -> tuple[TimedEntry, ...]:
        """What a calendar shows of all of them."""
        return tuple(entry for one in self.items for entry in one.entries())

    def busy_times(self) -> dict[str, list[Busy]]:
        """The time that the meetings take of each person, by id, for questions that take busy blocks."""
        found: dict[str, list[Busy]] = {}
        for one in self.items:
            for held in one.held:
                start, end = Horizon(held.start, held.end).moments
                block = Busy(start, end, source="programme", title=one.meeting.title)
                for who in one.invitees:
                    found.setdefault(who.id, []).append(block)
        return found

    def to_dict(self) -> dict[str, Any]:
        """Each series and the collisions as plain values."""
        return {
            "series": [one.to_dict() for one in self.items],
            "collisions": [one.to_dict() for one in self.collisions],
        }

    def document(self, zone: str | None = None) -> Document:
        """What a person is shown: each meeting with its time, and what collides."""
        clock = self._roster.home if zone is None else zone_of(zone)
        return Document(tuple(self._blocks(clock)))

    def _blocks(self, clock: Zone) -> Iterator[Block]:
        if not self.items:
            yield Paragraph("The roster has no meeting.", strong=True)
            return
        text = "None of them keeps anybody from another."
        if self.collisions:
            text = f"Somebody is invited to two at once {len(self.collisions)} times."
        yield Paragraph(f"{len(self.items)} meetings. {text}", strong=True)
        columns = ("Meeting", "When", "Takes place", "Moved", "Skipped", "Worst-off", "Outside")
        yield Table.of(columns, [_series_row(one) for one in self.items], right=columns[2:])
        if self.collisions:
            yield Heading("Two at once")
            rows = []
            for one in self.collisions:
                day = date_text(clock.to_wall(one.start) // DAY)
                hours = clock_range(one.start, one.end, clock)
                names = ", ".join(display_name(self._roster, who) for who in one.people)
                titles = " and ".join(self._title(meeting) for meeting in one.meetings)
                rows.append((f"{day}, {hours}", titles, names))
            yield Table.of((clock.key, "Meetings", "Who"), rows)

    def _title(self, meeting_id: str) -> str:
        return next(one.meeting.title for one in self.items if one.meeting.id == meeting_id)

    def chart(self) -> Bars:
        """Bars of how often each meeting is as planned, moved, and skipped."""
        from overlap.planning.charts.meetings import programme_chart

        return programme_chart(self)

    def _frame(self) -> Frame:
        from overlap.planning.frames.meetings import programme_frame

        return programme_frame(self)


def _series_row(one: Series) -> tuple[str, ...]:
    meeting = one.meeting
    moved = sum(each.is_moved for each in one)
    skipped = len(one) - len(one.held)
    worst = max(one.burdens.values())
    return (
        meeting.title,
        rule_text(one),
        str(len(one.held)),
        str(moved or ""),
        str(skipped or ""),
        duration_text(worst),
        str(one.outside_hours),
    )


def plan_programme(
    roster: Roster,
    start: Moment,
    end: Moment,
    *,
    meetings: Iterable[str] | None = None,
    domain: Domain = "work",
    busy: Mapping[str, Iterable[Busy]] | None = None,
    weights: Discomfort | None = None,
) -> Programme:
    """Plans all meetings of a roster together, so that they never collide for anyone.

    Args:
        roster: Whose meetings.
        start: First date in the roster's zone, or an instant.
        end: Last date, included; or an instant, not included.
        meetings: Ids of those to show; all by default. The others are still kept clear of.
        domain: What lets people come: "work", "fringe" or "waking"; see `audit_series`.
        busy: Busy blocks by id.
        weights: What minutes weigh in the discomfort.

    Returns:
        A series for each meeting; those without an occurrence in the horizon are empty. Meetings with a time
        of their own stay where they are, even if they collide: that is told.

    Raises:
        UnknownId: If the roster has no such meeting.
        BadArgument: If every time of a meeting collides, or an option is none.
        BadHorizon, BadDate, NaiveDatetime: If start and end form no horizon.
        BeyondData: If a holiday calendar does not reach that far.

    Example:
        >>> from overlap.people.meetings import Meeting
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> pune = Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00")])
        >>> stand_up = Meeting("stand-up", teams=["pune"], minutes=15, every="day", on=["mon", "tue"],
        ...                    at="10:00")
        >>> review = Meeting("review", teams=["pune"], minutes=60, on="mon")
        >>> roster = Roster([pune], meetings=[stand_up, review])
        >>> found = plan_programme(roster, "2026-03-02", "2026-03-08")
        >>> [one.meeting.id for one in found], len(found.collisions)
        (['stand-up', 'review'], 0)
        >>> iso_minute(found[1][0].start)  # 10:15 in Pune: after the stand-up
        '2026-03-02T04:45Z'
    """
    require_roster(roster)
    horizon = Horizon.of(start, end, roster.home)
    agenda = Agenda(roster, horizon, domain=domain, busy=busy, weights=weights)
    chosen = roster.meetings if meetings is None else [meeting_of(roster, one) for one in meetings]
    items = tuple(agenda.series(one) for one in chosen)
    return Programme(items, horizon, tuple(_collisions(roster, items)), roster)


def _collisions(roster: Roster, items: Iterable[Series]) -> list[Collision]:
    found: list[Collision] = []
    for one, other in combinations(items, 2):
        both = tuple(sorted(person_ids(roster, one.meeting) & person_ids(roster, other.meeting)))
        if not both:
            continue
        ids = (one.meeting.id, other.meeting.id)
        for held in one.held:
            for beside in other.held:
                low, high = max(held.start, beside.start), min(held.end, beside.end)
                if low < high:
                    found.append(Collision(low, high, ids, both))
    return sorted(found)
