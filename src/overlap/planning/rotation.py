"""A meeting whose time rotates, so that discomfort is shared fairly over a quarter and the next ones.

Law: of all plans the fairest is the one whose worst-off person bears least, then the second worst, and so
on, with what everybody carries from before. Nothing is called optimal without a proof. Who is away bears
nothing and is credited with the mean of the others. A date at which too few can come is skipped and told.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, final

from overlap.core.civil import DAY, date_of, parse_time, parse_weekdays
from overlap.core.horizon import Horizon, Moment
from overlap.core.zones import Zone
from overlap.core.zones import zone as zone_of
from overlap.errors import BadArgument
from overlap.people.busy import Busy
from overlap.people.entries import TimedEntry
from overlap.people.listed import shown
from overlap.people.meetings import Meeting
from overlap.people.numbers import is_whole
from overlap.people.roster import Roster
from overlap.planning.agenda import Agenda
from overlap.planning.availability import Domain, unread_files
from overlap.planning.discomfort import Discomfort
from overlap.planning.fair import FairPlan, FairTask, NoPlan, Solver, is_possible, share, step_by_step
from overlap.planning.invited import Invited, Invitee, meeting_of
from overlap.planning.ledger import Ledger, checked_ledger
from overlap.planning.meeting_options import one_of
from overlap.planning.occurrences import anchor_clock
from overlap.planning.rotation_meetings import PersonBurden, RotationMeeting, Skipped
from overlap.planning.rotation_slots import (
    NEVER_TWICE,
    NeverTwice,
    Period,
    Slot,
    Weigher,
    periods_of,
    time_label,
)
from overlap.planning.rows import Rows
from overlap.planning.selection import require_roster
from overlap.planning.series import series_horizon
from overlap.render.document import Document
from overlap.render.shown import Charted, Tabled

if TYPE_CHECKING:
    from overlap.render.charts import Bars
    from overlap.render.records import Frame

__all__ = ["Rotation", "plan_rotation"]


@final
@dataclass(frozen=True, slots=True)
class Rotation(Rows[RotationMeeting], Charted, Tabled):
    """A fair plan for a meeting over a horizon; immutable.

    Attributes:
        items: Its meetings, in order.
        meeting: What is held.
        horizon: Over which dates.
        zone: IANA key of the meeting's own clock.
        skipped: The dates at which too few can come.
        people: What each person has in the end, in the order of the meeting.
        is_optimal: Whether it is proven that no plan is fairer.
        bound_minutes: What the worst-off has at least in any plan.
        fixed: The best single time, and what the worst-off would have of it; None if no time suits all dates.
        greedy_minutes: What the worst-off would have if each date took what is fairest up to then.
        ledger: The account to begin the next plan with.
        reason: Why there is no meeting; None if there is one.
        notes: Who is new to the ledger or gone from it, and what was not taken into account, as sentences.
    """

    items: tuple[RotationMeeting, ...]
    meeting: Meeting
    horizon: Horizon
    zone: str
    skipped: tuple[Skipped, ...]
    people: tuple[PersonBurden, ...]
    is_optimal: bool
    bound_minutes: int
    fixed: tuple[str, int] | None
    greedy_minutes: int
    ledger: Ledger
    reason: str | None
    notes: tuple[str, ...]
    _people: Invited = field(repr=False, compare=False)

    def __repr__(self) -> str:
        return (
            f"<Rotation {self.meeting.id!r}: {len(self.items)} meetings at {len(self.times)} times, "
            f"the worst-off has {self.worst_minutes} minutes>"
        )

    @property
    def roster(self) -> Roster:
        """Whose meeting it is."""
        return self._people.roster

    @property
    def invitees(self) -> tuple[Invitee, ...]:
        """Everybody invited."""
        return self._people.invitees

    @property
    def worst_minutes(self) -> int:
        """What the worst-off person has in the end."""
        return max(one.total for one in self.people)

    @property
    def times(self) -> dict[str, int]:
        """How often each time is used, in order of time."""
        counts = Counter(one._slot.key for one in self.items)
        return {time_label(key): counts[key] for key in sorted(counts)}

    def entries(self) -> tuple[TimedEntry, ...]:
        """What a calendar shows of it: an event for each meeting, called the same however it is planned."""
        from overlap.planning.rotation_entries import rotation_entries

        return rotation_entries(self)

    def to_dict(self) -> dict[str, Any]:
        """The meetings, the ledger and how good the plan is, as plain values."""
        fixed = None if self.fixed is None else {"time": self.fixed[0], "worst_minutes": self.fixed[1]}
        return {
            "meeting": self.meeting.id,
            "title": self.meeting.title,
            "zone": self.zone,
            "occurrences": [one.to_dict() for one in self.items],
            "skipped": [one.to_dict() for one in self.skipped],
            "ledger": [one.to_dict() for one in self.people],
            "through": None if self.ledger.through is None else self.ledger.through.isoformat(),
            "outside": list(self.ledger.outside),
            "optimal": self.is_optimal,
            "worst_minutes": self.worst_minutes,
            "bound_minutes": self.bound_minutes,
            "times": [{"time": time, "meetings": count} for time, count in self.times.items()],
            "fixed": fixed,
            "greedy_worst_minutes": self.greedy_minutes,
            "reason": self.reason,
            "notes": list(self.notes),
        }

    def document(self, zone: str | None = None) -> Document:
        """What a person is shown: each meeting on one clock, everybody's local times, and who bears what."""
        from overlap.planning.rotation_view import rotation_document

        return rotation_document(self, zone_of(self.zone if zone is None else zone))

    def chart(self) -> Bars:
        """Bars of the ledger in minutes: carried, borne by day and by night, credited."""
        from overlap.planning.charts.meetings import rotation_chart

        return rotation_chart(self)

    def _frame(self) -> Frame:
        from overlap.planning.frames.meetings import rotation_frame

        return rotation_frame(self)


def plan_rotation(
    roster: Roster,
    meeting: Meeting | str,
    start: Moment | None = None,
    end: Moment | None = None,
    *,
    ledger: Ledger | None = None,
    times: int | None = None,
    at: Iterable[str] | None = None,
    step_minutes: int = 30,
    weekdays: Iterable[str] | None = None,
    never_twice: NeverTwice | None = None,
    domain: Domain = "waking",
    busy: Mapping[str, Iterable[Busy]] | None = None,
    weights: Discomfort | None = None,
    solver: Solver = "auto",
    time_limit: timedelta = timedelta(seconds=30),
) -> Rotation:
    """Rotates a meeting's time so that everybody has a fair share of the discomfort.

    No time is chosen that keeps somebody from another meeting of the roster.

    Args:
        roster: Whose meeting it is.
        meeting: Its id in the roster, or a meeting. What its own `at` says is one time among others.
        start: First date on the meeting's own clock, or an instant; the meeting's first date by default. A
            date belongs to the plan if its midnight does.
        end: Last date, included, or an instant, not included; the meeting's last date by default.
        ledger: What everybody carries from before.
        times: How many different times there may be; any number by default.
        at: The wall times to choose from, on the meeting's own clock; the whole day's by default.
        step_minutes: The raster of those, a divisor of a day.
        weekdays: Weekday names of which one is chosen for each week; by default the meeting's own days.
        never_twice: "outside": nobody has two meetings in a row beyond the fringe of their hours;
            "fringe": nor in the fringe.
        domain: What lets people come: "work", at work; "fringe", also the roster's fringe minutes beside
            it; "waking", anything but quiet hours and absences.
        busy: Busy blocks by id. Those of a team are everybody's in it.
        weights: What minutes weigh in the discomfort.
        solver: "own", proofs of our own; "highs", HiGHS, where the extra `solver` is installed; "auto", the
            second only where the first give up.
        time_limit: How long HiGHS may take.

    Returns:
        The fairest plan, or the fairest found; `is_optimal` says which. With no meeting it has its reason.

    Raises:
        UnknownId: If an id is unknown.
        BadArgument, BadTime: If an option is none, the dates are left open, or the ledger is of later dates.
        BadHorizon, BadDate, NaiveDatetime: If start and end form no horizon.
        BeyondData: If a holiday calendar does not reach that far.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> from overlap.people.teams import Team
        >>> manila = Team("manila", "Asia/Manila", [Shift("09:00", "18:00")])
        >>> bogota = Team("bogota", "America/Bogota", [Shift("08:00", "17:00")])
        >>> sync = Meeting("sync", teams=["manila", "bogota"], minutes=30, on="tue")
        >>> roster = Roster([manila, bogota], meetings=[sync])
        >>> plan = plan_rotation(roster, "sync", "2026-03-03", "2026-03-10")
        >>> [who.local_start[11:16] for one in plan for who in one.attendees]
        ['08:00', '19:00', '20:00', '07:00']
        >>> [(one.id, one.total) for one in plan.people], plan.is_optimal
        ([('manila', 120), ('bogota', 120)], True)
    """
    require_roster(roster)
    asked = meeting_of(roster, meeting)
    one_of(solver, ("auto", "own", "highs"), "solver")
    if never_twice is not None:
        one_of(never_twice, NEVER_TWICE, "never_twice")
    if times is not None and not is_whole(times, least=1):
        raise BadArgument(f"times is {shown(times)}", hint="give a whole number from 1", field="times")
    chosen = None if weekdays is None else parse_weekdays(weekdays, field="weekdays")
    minutes = _candidates(asked, at, step_minutes)
    horizon = series_horizon(roster, asked, start, end)
    clock = anchor_clock(roster, asked)
    before = checked_ledger(ledger, _first(horizon, clock))
    agenda = Agenda(roster, horizon, besides=asked, domain=domain, busy=busy, weights=weights)
    people = agenda.people(asked)
    weigher = Weigher(people, never_twice)
    periods = list(periods_of(people, clock, horizon, minutes, chosen, agenda.taken(asked)))
    held = [one for one in periods if one.slots]
    carried = before.carried(weigher.ids)
    task = FairTask(
        tuple(carried[who] for who in weigher.ids),
        tuple(tuple(weigher.option(slot) for slot in one.slots) for one in held),
        times,
        frozenset(place for place, who in enumerate(weigher.ids) if never_twice and who in before.outside),
    )
    answer = share(task, solver=solver, time_limit=time_limit)
    plan = answer if isinstance(answer, FairPlan) else None
    slots = [] if plan is None else [one.slots[at] for one, at in zip(held, plan.chosen, strict=True)]
    items = tuple(
        RotationMeeting(
            *(period.date, slot.date, slot.start, slot.start + asked.minutes),
            *(time_label(slot.key), slot, weigher),
        )
        for period, slot in zip(held, slots, strict=bool(slots))
    )
    return Rotation(
        items,
        asked,
        horizon,
        clock.key,
        tuple(Skipped(one.date, one.because) for one in periods if not one.slots),
        _burdens(weigher, carried, slots),
        plan is not None and plan.is_optimal,
        max(task.carried) if plan is None else plan.bound,
        _fixed(task),
        max(step_by_step(task)),
        _ledger(before, weigher, plan, slots, horizon, clock),
        None if items else _reason(asked, periods, task, answer),
        (*_notes(ledger, weigher), *unread_files(roster, asked.people_ids(), people.known.busy)),
        people,
    )


def _candidates(meeting: Meeting, at: Iterable[str] | None, step: object) -> list[int]:
    """The wall times to choose from, in minutes after midnight, in order."""
    if not is_whole(step, least=1) or DAY % step:
        raise BadArgument(
            f"step_minutes is {shown(step)}", hint="give a divisor of a day, such as 30", field="step_minutes"
        )
    own = set() if meeting.at is None else {meeting.at}
    if at is None:
        return sorted({*range(0, DAY, step), *own})
    if isinstance(at, str) or not isinstance(at, Iterable):
        raise BadArgument(f"at is {shown(at)}, not a list", hint='write ["09:00", "17:00"]', field="at")
    given = {parse_time(one, field="at") for one in at}
    if not given:
        raise BadArgument("no time is given", hint="name at least one, or leave it out", field="at")
    return sorted(given)


def _first(horizon: Horizon, clock: Zone) -> dt.date:
    """The first date whose midnight lies in a horizon."""
    day = horizon.days(clock)[0]
    return date_of(day if clock.to_instant(day * DAY) >= horizon.start else day + 1)


def _burdens(weigher: Weigher, carried: Mapping[str, int], slots: Iterable[Slot]) -> tuple[PersonBurden, ...]:
    borne, credited = Counter[str](), Counter[str]()
    for slot in slots:
        for who, (minutes, is_credit) in weigher.bearings(slot).items():
            (credited if is_credit else borne)[who] += minutes
    return tuple(
        PersonBurden(one.id, one.who.name, carried[one.id], borne[one.id], credited[one.id])
        for one in weigher.people.invitees
    )


def _fixed(task: FairTask) -> tuple[str, int] | None:
    """The best single time, and what the worst-off would have of it."""
    if not task.periods:
        return None
    plain = tuple(tuple(replace(one, marked=frozenset()) for one in options) for options in task.periods)
    plan = share(FairTask(task.carried, plain, 1), solver="own")
    if isinstance(plan, NoPlan):
        return None
    return time_label(task.periods[0][plan.chosen[0]].key), max(plan.burdens)


def _ledger(
    before: Ledger,
    weigher: Weigher,
    plan: FairPlan | None,
    slots: list[Slot],
    horizon: Horizon,
    clock: Zone,
) -> Ledger:
    """The account after a plan; without one, what it was."""
    if plan is None:
        return before
    burdens = dict(zip(weigher.ids, plan.burdens, strict=True))
    last = weigher.marked(slots[-1]) if slots else frozenset()
    outside = [weigher.ids[place] for place in last] if slots else before.outside
    return Ledger(burdens, through=horizon.dates(clock)[1], outside=outside)


def _reason(meeting: Meeting, periods: list[Period], task: FairTask, answer: FairPlan | NoPlan) -> str:
    """Why there is no meeting."""
    if not periods:
        return f'"{meeting.title}" has no date in that time.'
    if not task.periods:
        return "At none of the dates can enough of those needed come."
    is_marked = any(one.marked for options in task.periods for one in options)
    limits = []
    if task.times is not None:
        limits.append(f"{task.times} different time{'s' if task.times > 1 else ''}")
    if is_marked:
        limits.append("nobody outside their hours twice in a row")
    was = "keeps" if answer == NoPlan(True) else "was found that keeps"
    text = f"No choice of times {was} to {' and '.join(limits)}."
    if is_marked and not is_possible(replace(task, times=None)):
        return f"{text} However many times there are, somebody would be twice in a row."
    for more in range((task.times or 0) + 1, len(task.periods) + 1):
        if is_possible(replace(task, times=more)):
            return f"{text} With {more} different times one does."
    return text


def _notes(ledger: Ledger | None, weigher: Weigher) -> list[str]:
    """Who is new to a ledger, and who is gone from it."""
    if ledger is None or not ledger.burden_minutes:
        return []
    names = {one.id: one.who.name for one in weigher.people.invitees}
    told = [
        f"{names[one.id]} is new to the ledger and begins with the mean of the others."
        for one in weigher.people.invitees
        if one.id not in ledger.burden_minutes
    ]
    gone = [who for who in ledger.burden_minutes if who not in names]
    if gone:
        told.append(f"No longer invited, and dropped from the ledger: {', '.join(gone)}.")
    return told
