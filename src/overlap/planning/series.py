"""A recurring meeting, occurrence by occurrence and person by person.

Law: the rule's dates are those of `occurrences`; what holidays make of them is `held_dates`. Every
occurrence knows everybody's local time and status; nothing is judged by its start alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, final

from overlap.core.civil import DAY, date_of, iso_minute
from overlap.core.horizon import Horizon, Moment
from overlap.core.intervals import EMPTY, IntervalSet
from overlap.core.zones import Zone
from overlap.core.zones import zone as zone_of
from overlap.errors import BadArgument
from overlap.people.busy import Busy
from overlap.people.entries import TimedEntry
from overlap.people.meetings import Meeting
from overlap.people.roster import Roster
from overlap.planning.anchors import Anchor, anchors_of
from overlap.planning.attendance import local_iso
from overlap.planning.availability import Domain
from overlap.planning.discomfort import Discomfort
from overlap.planning.drift import Run, drift_of
from overlap.planning.held_dates import Outcome, held_dates, retold
from overlap.planning.invited import Invited, Invitee, SeriesStatus, meeting_of
from overlap.planning.occurrences import Planned, anchor_clock, meeting_dates
from overlap.planning.rows import Rows
from overlap.render.document import Document
from overlap.render.kept import Kept
from overlap.render.moments import to_datetime
from overlap.render.shown import Charted, Tabled

if TYPE_CHECKING:
    import pendulum

    from overlap.render.charts import Bars
    from overlap.render.records import Frame

__all__ = [
    "Failure",
    "Occurrence",
    "Participant",
    "Series",
    "audit_series",
    "own_horizon",
    "series_horizon",
    "series_of",
]


@final
@dataclass(frozen=True, slots=True)
class Participant:
    """What one occurrence is to one person.

    Attributes:
        id: "team.member", or the team's id for its unnamed people.
        name: What people call them.
        zone: IANA key of their clock.
        start: First instant of the occurrence.
        status: "in" is at work; else the absence, "busy", or the heaviest part of the time.
        because: The name of the holiday, absence or event; else empty.
        discomfort_minutes: What it costs them.
        is_required: Whether the meeting counts on them.
        is_outside_hours: Whether some minute is no work, break or absence of theirs.
    """

    id: str
    name: str
    zone: str
    start: int
    status: SeriesStatus
    because: str
    discomfort_minutes: int
    is_required: bool
    is_outside_hours: bool

    @property
    def local_start(self) -> str:
        """When it begins on their clock, as ISO 8601 text with the offset."""
        return local_iso(zone_of(self.zone), self.start)

    def to_dict(self) -> dict[str, Any]:
        """Plain values; `because` only where there is something behind the status."""
        row: dict[str, Any] = {"id": self.id, "local_start": self.local_start, "status": self.status}
        if self.because:
            row["because"] = self.because
        return row | {
            "required": self.is_required,
            "outside_hours": self.is_outside_hours,
            "discomfort_minutes": self.discomfort_minutes,
        }


@final
@dataclass(frozen=True, slots=True)
class Occurrence:
    """One occurrence of a series, `[start, end)` in UTC minutes since 1970.

    Attributes:
        date: The date on which it takes place, on the meeting's own clock; or would, if it is skipped.
        start: Its first instant.
        end: The instant after its last.
        planned_date: The date that the rule gives it.
        wall: The wall minute of the meeting's own clock that the rule gives it.
        planned: The instant that the rule gives it.
        is_skipped: Whether it does not take place.
        because: Why it is skipped, moved, or kept on a holiday, in plain words; else empty.
        is_possible: Whether enough of those needed can come, by the terms of the question.
    """

    date: dt.date
    start: int
    end: int
    planned_date: dt.date
    wall: int
    planned: int
    is_skipped: bool
    because: str
    is_possible: bool
    _series: _Known = field(repr=False, compare=False)

    @property
    def is_moved(self) -> bool:
        """Whether it takes place at another time than the rule's."""
        return self.start != self.planned

    @property
    def because_text(self) -> str:
        """`because` with its dates and times as the reader wants them."""
        return retold(self.because, self.planned_date, self.start, self._series.clock)

    @property
    def attendees(self) -> tuple[Participant, ...]:
        """Everybody invited, in the order of the meeting."""
        return self._series.participants(self.start)

    def in_zone(self, key: str) -> tuple[pendulum.DateTime, pendulum.DateTime]:
        """Start and end on the clocks of a zone.

        Raises:
            BadZone: If there is no such zone.
        """
        clock = zone_of(key)
        return to_datetime(self.start, clock), to_datetime(self.end, clock)

    def to_dict(self) -> dict[str, Any]:
        """Plain values; `moved_from` and `skipped` only where they apply, each with `because`."""
        row: dict[str, Any] = {
            "date": self.date.isoformat(),
            "start": iso_minute(self.start),
            "end": iso_minute(self.end),
        }
        if self.is_moved:
            row["moved_from"] = self.planned_date.isoformat()
            row["moved_from_start"] = iso_minute(self.planned)
        if self.is_skipped:
            row["skipped"] = self.because
        if self.because:
            row["because"] = self.because
        return row | {
            "possible": self.is_possible,
            "attendees": [one.to_dict() for one in self.attendees],
        }


class Failure(NamedTuple):
    """The first date on which a series does not work.

    Attributes:
        date: On the meeting's own clock.
        text: Who is missing and why, as a sentence without its end.
    """

    date: dt.date
    text: str

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {"date": self.date.isoformat(), "because": self.text}


class _Known:
    """What a series remembers while it is asked about."""

    __slots__ = ("_found", "_kept", "clock", "people", "planned")

    def __init__(self, people: Invited, clock: Zone, planned: tuple[Planned, ...]) -> None:
        self.people = people
        self.clock = clock
        self.planned = planned
        self._found: dict[int, tuple[Participant, ...]] = {}
        self._kept = Kept()

    def participants(self, start: int) -> tuple[Participant, ...]:
        """Everybody at an instant."""
        found = self._found.get(start)
        if found is None:
            found = self._found[start] = tuple(self._participant(one, start) for one in self.people.invitees)
        return found

    def runs(self) -> Mapping[str, tuple[Run, ...]]:
        """The runs of equal local time of each person, by id."""
        return self._kept.once(
            "runs",
            lambda: {
                one.id: tuple(drift_of(self.people, one, self.clock, self.planned))
                for one in self.people.invitees
            },
        )

    def _participant(self, one: Invitee, start: int) -> Participant:
        status, name = self.people.standpoint(one, start)
        return Participant(
            one.id,
            one.who.name,
            one.who.pattern.zone.key,
            start,
            status,
            name,
            self.people.cost(one, start),
            one.is_required,
            self.people.is_outside(one, start),
        )


@final
@dataclass(frozen=True, slots=True)
class Series(Rows[Occurrence], Charted, Tabled):
    """A recurring meeting over a horizon; immutable.

    Attributes:
        items: Its occurrences in the order of the rule, skipped ones too.
        meeting: What recurs.
        horizon: Over which dates.
        zone: IANA key of the meeting's own clock.
        caveats: What was not taken into account, as sentences.
    """

    items: tuple[Occurrence, ...]
    meeting: Meeting
    horizon: Horizon
    zone: str
    caveats: tuple[str, ...]
    _known: _Known = field(repr=False, compare=False)

    def __repr__(self) -> str:
        return f"<Series {self.meeting.id!r}: {len(self.items)} occurrences, {len(self.held)} take place>"

    @property
    def roster(self) -> Roster:
        """Whose meeting it is."""
        return self._known.people.roster

    @property
    def held(self) -> tuple[Occurrence, ...]:
        """The occurrences that take place."""
        return tuple(one for one in self.items if not one.is_skipped)

    @property
    def invitees(self) -> tuple[Invitee, ...]:
        """Everybody invited."""
        return self._known.people.invitees

    @property
    def burdens(self) -> dict[str, int]:
        """The discomfort of each person over all that takes place, in minutes, by id."""
        found = {one.id: 0 for one in self._known.people.invitees}
        for held in self.held:
            for who, cost in self.burdens_of(held).items():
                found[who] += cost
        return found

    def burdens_of(self, one: Occurrence) -> dict[str, int]:
        """What each person bears of one occurrence, in minutes of discomfort, by id.

        Those it does not count on bear no more than staying away costs.
        """
        return self._known.people.costs(one.start)

    @property
    def drift(self) -> tuple[Run, ...]:
        """The runs of equal local time of everybody whose local time changes, in the order of the meeting."""
        return tuple(run for runs in self.runs.values() if len(runs) > 1 for run in runs)

    @property
    def runs(self) -> dict[str, tuple[Run, ...]]:
        """The runs of equal local time of each person, by id."""
        return dict(self._known.runs())

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """What it would come to on each clock it could keep, best first."""
        return anchors_of(self._known.people, self._known.clock, self._known.planned)

    @property
    def best_anchor(self) -> str | None:
        """IANA key of the clock it should keep; None where there is no occurrence."""
        anchors = self.anchors
        return anchors[0].zone if anchors else None

    @property
    def outside_hours(self) -> int:
        """Person-occurrences outside hours, of all that take place."""
        return sum(one.is_outside_hours for held in self.held for one in held.attendees)

    @property
    def first_failing(self) -> Failure | None:
        """The first occurrence to which too few can come, and why; None if there is none."""
        for one in self.held:
            if not one.is_possible:
                return Failure(one.date, self._why(one))
        return None

    def _why(self, one: Occurrence) -> str:
        """Why too few can come: those required who cannot, or else the others of their teams, with causes."""
        people = self._known.people
        needed = people.meeting.needed_ids
        told: dict[bool, list[str]] = {True: [], False: []}
        for who, there in zip(people.invitees, one.attendees, strict=True):
            if who.asked in needed and not people.can_come(who, one.start):
                told[who.is_required].append(f"{there.name}: {self._cause(there, one)}")
        return "; ".join(told[True] or told[False])

    def _cause(self, there: Participant, one: Occurrence) -> str:
        """What keeps somebody away; where a clock change put the meeting outside their hours, that too."""
        what = there.status.replace("-", " ")
        if there.because:
            return what if there.because == what else f"{what}, {there.because}"
        text = f"{what} at {there.local_start[11:16]}"
        for before, run in pairwise(self.runs[there.id]):
            if run.start <= one.planned_date <= run.end and run.outside_hours and not before.outside_hours:
                return f"{text} since {'; '.join(run.because)}"
        return text

    def entries(self) -> tuple[TimedEntry, ...]:
        """What a calendar shows of it: one recurring entry for each time at which it is planned."""
        from overlap.planning.meeting_entries import series_entries

        return series_entries(self)

    def to_dict(self) -> dict[str, Any]:
        """The occurrences, the drift and the anchors as plain values."""
        failing = self.first_failing
        return {
            "meeting": self.meeting.id,
            "title": self.meeting.title,
            "zone": self.zone,
            "occurrences": [one.to_dict() for one in self.items],
            "drift": [run.to_dict() for run in self.drift],
            "anchors": [one.to_dict() for one in self.anchors],
            "best_anchor": self.best_anchor,
            "outside_hours": self.outside_hours,
            "first_failing": None if failing is None else failing.to_dict(),
            "burdens": [{"id": who, "burden_minutes": cost} for who, cost in self.burdens.items()],
            "caveats": list(self.caveats),
        }

    def document(self, zone: str | None = None) -> Document:
        """What a person is shown: each occurrence on one clock, who drifts, and the anchors compared."""
        from overlap.planning.series_view import series_document

        return series_document(self, zone_of(self.zone if zone is None else zone))

    def chart(self) -> Bars:
        """Bars of each person's burden in minutes: in the fringe, at night, otherwise."""
        from overlap.planning.charts.meetings import series_chart

        return series_chart(self)

    def _frame(self) -> Frame:
        from overlap.planning.frames.meetings import series_frame

        return series_frame(self)


def series_horizon(roster: Roster, meeting: Meeting, start: Moment | None, end: Moment | None) -> Horizon:
    """The horizon asked about, by default the meeting's own dates, on its own clock.

    Raises:
        BadArgument: If neither the question nor the meeting has a first and a last date.
        BadHorizon, BadDate, NaiveDatetime: If they form no horizon.
    """
    first = meeting.start if start is None else start
    last: Moment | None = _last_date(meeting) if end is None else end
    if first is None or last is None:
        what, field = ("first", "start") if first is None else ("last", "end")
        raise BadArgument(
            f'the meeting "{meeting.id}" has no {what} date', hint=f"give {field}, a date", field=field
        )
    return Horizon.of(first, last, anchor_clock(roster, meeting))


def own_horizon(roster: Roster, meeting: Meeting) -> Horizon | None:
    """The horizon of a meeting's own dates; None if it has no first or no last one."""
    last = _last_date(meeting)
    if meeting.start is None or last is None:
        return None
    return Horizon.of(meeting.start, last, anchor_clock(roster, meeting))


def _last_date(meeting: Meeting) -> dt.date | None:
    """The last date of a meeting."""
    if meeting.end is None and meeting.count is not None and meeting.start is not None:
        # No date before the calendar ends is as good as one: the supported years end long before.
        last = [meeting.start, *meeting_dates(meeting, meeting.start, dt.date.max)][-1]
        # A weekday still to be found may be up to six days later.
        is_found = meeting.on or meeting.unit == "day" or dt.date.max - last < dt.timedelta(6)
        return last if is_found else last + dt.timedelta(6)
    return meeting.end


def series_of(
    people: Invited,
    clock: Zone,
    planned: Iterable[Planned],
    caveats: Iterable[str] = (),
    *,
    blocked: IntervalSet = EMPTY,
) -> Series:
    """The series that takes place where a rule and the meeting's holiday policy put it.

    Args:
        people: Who is invited.
        clock: The meeting's own clock.
        planned: The occurrences as the rule puts them, in order.
        caveats: What was not taken into account.
        blocked: Instants to which none may be moved.
    """
    known = _Known(people, clock, tuple(planned))
    met = people.met()
    items = tuple(
        _occurrence(one, known, one.start in met) for one in held_dates(people, clock, known.planned, blocked)
    )
    return Series(items, people.meeting, people.asked, clock.key, tuple(caveats), known)


def _occurrence(one: Outcome, known: _Known, is_possible: bool) -> Occurrence:
    on = date_of(known.clock.to_wall(one.start) // DAY) if one.is_moved else one.date
    end = one.start + known.people.minutes
    return Occurrence(
        on, one.start, end, one.date, one.wall, one.planned, one.is_skipped, one.because, is_possible, known
    )


def audit_series(
    roster: Roster,
    meeting: Meeting | str,
    start: Moment | None = None,
    end: Moment | None = None,
    *,
    domain: Domain = "work",
    busy: Mapping[str, Iterable[Busy]] | None = None,
    weights: Discomfort | None = None,
) -> Series:
    """A recurring meeting, every occurrence with every person.

    Args:
        roster: Whose meeting it is.
        meeting: Its id in the roster, or a meeting.
        start: First date on the meeting's own clock, or an instant; the meeting's first date by default.
        end: Last date, included, or an instant, not included; the meeting's last date by default.
        domain: What lets people come: "work", at work; "fringe", also the roster's fringe minutes beside
            it; "waking", anything but quiet hours and absences.
        busy: Busy blocks by id. Those of a team are everybody's in it.
        weights: What minutes weigh in the discomfort.

    Returns:
        The series. A meeting without a time is at the best one over its own dates, or over those asked
        about where it has no first and last, beside the other meetings of the roster.

    Raises:
        UnknownId: If an id is unknown.
        BadArgument: If the dates are left open, or an option is none.
        BadHorizon, BadDate, NaiveDatetime: If start and end form no horizon.
        BeyondData: If a holiday calendar does not reach that far.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> pune = Team("pune", "Asia/Kolkata", [Shift("13:00", "22:00")])
        >>> london = Team("london", "Europe/London", [Shift("09:00", "17:00")])
        >>> sync = Meeting("sync", teams=["pune", "london"], minutes=30, on="mon", at="16:30",
        ...                anchor="london", start="2026-03-16", end="2026-04-06")
        >>> series = audit_series(Roster([pune, london], meetings=[sync]), "sync")
        >>> [one.attendees[0].local_start[11:16] for one in series]
        ['22:00', '22:00', '21:00', '21:00']
        >>> str(series.first_failing.date)
        '2026-03-16'
    """
    from overlap.planning.agenda import Agenda

    asked = meeting_of(roster, meeting)
    horizon = series_horizon(roster, asked, start, end)
    agenda = Agenda(roster, horizon, besides=asked, domain=domain, busy=busy, weights=weights)
    return agenda.series(asked)
