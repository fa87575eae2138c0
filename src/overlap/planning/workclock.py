"""A clock that counts working time: when so much of it has run, and how much ran between two instants.

Law: the clock runs while any, all or so many of its teams are at work; presence is theirs, so nights,
breaks, holidays, clock changes and overnight policies count as everywhere. It counts whole minutes: seconds
round outward, a start down and an end up, and an amount up. `between(t, add(t, x)) == x`, and `between` is
additive over whole minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Literal, final

from overlap.core.horizon import Horizon
from overlap.core.intervals import EMPTY, IntervalSet
from overlap.core.zones import Zone
from overlap.errors import BadArgument, BadQuorum
from overlap.people.listed import shown
from overlap.people.numbers import is_whole
from overlap.people.roster import Roster
from overlap.people.teams import Team
from overlap.planning.bulk import require_executor
from overlap.planning.clock_batches import (
    NEVER,
    Pauses,
    added,
    added_to_all,
    due,
    held_by_each,
    ran,
    ran_between,
    ran_in,
)
from overlap.planning.clock_input import (
    Amount,
    Instant,
    Pause,
    amount_of,
    amounts_of,
    columns_of,
    minute_of,
    minutes_of,
    ordered,
    pauses_of,
    pauses_of_each,
)
from overlap.planning.held import Held, held
from overlap.planning.running import Running
from overlap.planning.selection import AtWork, Demand, demand, require_roster
from overlap.planning.ticket_chunks import Batch, Batched, in_chunks
from overlap.render.moments import to_datetime

if TYPE_CHECKING:
    from concurrent.futures import Executor

    import pendulum

__all__ = ["WorkClock"]


@final
@dataclass(frozen=True, slots=True, init=False, repr=False)
class WorkClock:
    """A clock that runs while teams are at work.

    Args:
        who: A roster, or one team.
        teams: Ids of teams, or of members as "team.member", whose working time counts; all teams by default.
        running: "any" for while somebody of them is at work, "all" for while all are, or a number for
            while so many of them are.
        zone: IANA key of the zone in which answers are given; the roster's (or the team's) by default.

    Attributes:
        roster: Who was asked about.
        ids: Whose working time counts.
        quorum: How many of them must be at work.
        zone: The IANA key of the answers.

    Raises:
        UnknownId, BadQuorum, BadArgument, BadZone: If the clock cannot be made.

    Example:
        >>> from overlap.people.shifts import Break, Shift
        >>> night = Shift("22:00", "06:00", breaks=[Break("02:00", "03:00")])
        >>> clock = WorkClock(Team("manila", "Asia/Manila", [night]))
        >>> print(clock.add("2026-03-06T22:00+08:00", timedelta(hours=8)))
        2026-03-09 23:00:00+08:00
        >>> clock.between("2026-03-07T00:00+08:00", "2026-03-07T12:00+08:00")
        datetime.timedelta(seconds=18000)
    """

    roster: Roster
    ids: tuple[str, ...]
    quorum: int
    zone: str
    _clock: Zone = field(compare=False)
    _running: Running = field(compare=False)
    _shares: dict[str, Running] = field(compare=False)

    def __init__(
        self,
        who: Roster | Team,
        teams: Iterable[str] | None = None,
        *,
        running: Literal["any", "all"] | int = "any",
        zone: str | None = None,
    ) -> None:
        roster = Roster([who]) if isinstance(who, Team) else who
        require_roster(roster)
        if running not in ("any", "all") and not is_whole(running):
            raise BadArgument(
                f"running is {shown(running)}", hint='write "any", "all" or a number', field="running"
            )
        quorum = 1 if running == "any" else None if running == "all" else running
        try:
            asked = demand(roster, teams, quorum, None, None)
        except BadQuorum as error:
            error.field = "running"
            raise
        clock = roster.clock(zone)
        values: tuple[tuple[str, object], ...] = (
            ("roster", roster),
            ("ids", asked.ids),
            ("quorum", asked.groups[0].quorum),
            ("zone", clock.key),
            ("_clock", clock),
            ("_running", Running(roster, asked)),
            ("_shares", {}),
        )
        for name, value in values:
            object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        ids = ", ".join(self.ids) if len(self.ids) <= 12 else f"{len(self.ids)} ids"
        many = f"{self.quorum} of " if len(self.ids) > 1 else ""
        return f"<WorkClock: {many}{ids}; in {self.zone}>"

    def __reduce__(self) -> tuple[Callable[..., WorkClock], tuple[object, ...]]:
        """Made again from its arguments: what it remembers is soon found again."""
        return _rebuilt, (self.roster, self.ids, self.quorum, self.zone)

    @property
    def asked(self) -> Demand:
        """The question whose minutes it counts."""
        return self._running.asked

    def add(self, instant: Instant, working_time: timedelta) -> pendulum.DateTime:
        """The first instant by which so much working time has run.

        So it lands on closing time, not on the next opening. No working time gives the instant itself,
        off hours too. A negative amount gives the last instant since which so much has run.

        Args:
            instant: An aware datetime, ISO 8601 text with an offset, or UTC minutes since 1970.
            working_time: How much; seconds round up to the minute.

        Raises:
            NaiveDatetime, BadDate, BadArgument: If an argument cannot be read.
            NoWorkingTime: If the clock does not run for so long within ten years.
            BadHorizon: If the instant is outside the supported years.
            BeyondData: If the answer needs days that a holiday calendar does not know.
        """
        minutes = amount_of(working_time, numbers=False)
        return self._shown(self._add(minute_of(instant, up=minutes < 0), minutes))

    def between(self, start: Instant, end: Instant) -> timedelta:
        """The working time between two instants; negative where the end comes before the start.

        Args:
            start: An aware datetime, ISO 8601 text with an offset, or UTC minutes since 1970.
            end: The same.

        Raises:
            NaiveDatetime, BadDate: If an instant cannot be read.
            BadHorizon: If one is outside the supported years.
            BeyondData: If a holiday calendar does not reach that far.
        """
        return self.elapsed(start, end)

    def elapsed(self, start: Instant, end: Instant, *, pauses: Iterable[Pause] = ()) -> timedelta:
        """The working time between two instants without that of the pauses.

        Args:
            start: An aware datetime, ISO 8601 text with an offset, or UTC minutes since 1970.
            end: The same; before the start the answer is negative.
            pauses: Starts and ends between which the clock stands still, in any order; an end of
                None never comes. They may overlap and lie anywhere.

        Raises:
            NaiveDatetime, BadDate, BadArgument: If an argument cannot be read.
            BadHorizon: If an instant is outside the supported years.
            BeyondData: If a holiday calendar does not reach that far.
        """
        low, high, sign = ordered(start, end)
        return timedelta(minutes=sign * ran_in(self._running, low, high, pauses_of(pauses)))

    def is_open(self, instant: Instant) -> bool:
        """Whether the clock runs at an instant; from an opening on, no longer at a closing.

        Raises:
            NaiveDatetime, BadDate, BadHorizon, BeyondData: As `between`.
        """
        return self._running.is_open(minute_of(instant))

    def next_open(self, instant: Instant) -> pendulum.DateTime:
        """The first instant at or after this at which the clock runs.

        Raises:
            NoWorkingTime: If it does not within ten years.
            NaiveDatetime, BadDate, BadHorizon, BeyondData: As `add`.
        """
        return self._shown(self._running.after(minute_of(instant), 1) - 1)

    def next_close(self, instant: Instant) -> pendulum.DateTime | None:
        """The next instant after this at which the clock stops; off hours, that of the next opening's end.

        Returns:
            None where it does not stop within ten years: it always runs, or never.

        Raises:
            NaiveDatetime, BadDate, BadHorizon, BeyondData: As `add`.
        """
        found = self._running.closes(minute_of(instant))
        return None if found is None else self._shown(found)

    def due(
        self, start: Instant, working_time: timedelta, *, pauses: Iterable[Pause] = ()
    ) -> pendulum.DateTime | None:
        """When so much working time has run outside the pauses, as for a ticket that waits for its customer.

        Args:
            start: When the clock starts: an aware datetime, ISO 8601 text with an offset, or UTC minutes.
            working_time: How much, from zero on; seconds round up to the minute.
            pauses: See `elapsed`.

        Returns:
            The first such instant; None where a pause without an end comes before it.

        Raises:
            NaiveDatetime, BadDate, BadArgument: If an argument cannot be read, or the amount is negative.
            NoWorkingTime, BadHorizon, BeyondData: As `add`.

        Example:
            >>> from overlap.people.shifts import Shift
            >>> clock = WorkClock(Team("desk", "UTC", [Shift("09:00", "17:00")]))
            >>> waited = ("2026-03-02T16:00Z", "2026-03-03T11:00Z")
            >>> print(clock.due("2026-03-02T15:00Z", timedelta(hours=2), pauses=[waited]))
            2026-03-03 12:00:00+00:00
        """
        minutes = amount_of(working_time, least=0, numbers=False)
        found = self._running.due(minute_of(start, name="start"), minutes, pauses_of(pauses))
        return None if found is None else self._shown(found)

    def held(self, start: Instant, end: Instant, *, pauses: Iterable[Pause] = ()) -> Held:
        """Who held the clock between two instants.

        Args:
            start: An aware datetime, ISO 8601 text with an offset, or UTC minutes since 1970.
            end: The same; the two may come in any order.
            pauses: See `elapsed`.

        Raises:
            NaiveDatetime, BadDate, BadArgument, BadHorizon, BeyondData: As `elapsed`.

        Example:
            >>> from overlap.people.shifts import Shift
            >>> early = Team("manila", "Asia/Manila", [Shift("08:00", "17:00")])
            >>> late = Team("krakow", "Europe/Warsaw", [Shift("09:00", "17:00")])
            >>> clock = WorkClock(Roster([early, late]))
            >>> clock.held("2026-03-02T07:00Z", "2026-03-02T10:00Z").minutes_by_team
            {'manila': 120, 'krakow': 120}
        """
        low, high, _ = ordered(start, end)
        still = pauses_of(pauses)
        if low == high:
            return held(self.roster, self._clock, (low, high), EMPTY, dict.fromkeys(self.ids, EMPTY))
        horizon = Horizon(low, high)
        running = self._running.intervals(horizon) - still
        return held(self.roster, self._clock, (low, high), running, AtWork(self.roster, self.ids, horizon))

    def intervals(self, horizon: Horizon, *, bare: bool = False) -> IntervalSet:
        """When the clock runs inside a horizon.

        Args:
            horizon: When.
            bare: As if there were no holidays and no absences.

        Raises:
            BeyondData: If a holiday calendar does not reach that far.
        """
        return self._running.intervals(horizon, bare=bare)

    # For many at once, in UTC minutes: no datetime is made.

    def add_many(
        self,
        instants: Sequence[Instant],
        working_time: Amount | Sequence[Amount],
        *,
        executor: Executor | None = None,
    ) -> list[int]:
        """What `add` says of each instant, in UTC minutes since 1970.

        Args:
            instants: UTC minutes, or instants as `add` takes them, which costs time.
            working_time: One amount for all, or one for each; a number is minutes.
            executor: Where they are counted: any `concurrent.futures.Executor`. By default here.

        Raises:
            NaiveDatetime, BadDate, BadArgument, NoWorkingTime, BadHorizon, BeyondData: As `add`.

        Example:
            >>> from overlap.people.shifts import Shift
            >>> clock = WorkClock(Team("desk", "UTC", [Shift("09:00", "17:00")]))
            >>> clock.add_many([29540700, 29541000], 240)
            [29540940, 29542200]
        """
        amounts = amounts_of(working_time, len(instants))
        if isinstance(amounts, int):
            at = minutes_of(instants, up=amounts < 0)
            return self._many(partial(added_to_all, minutes=amounts), (at,), None, executor)
        early, late = minutes_of(instants), minutes_of(instants, up=True)
        return self._many(added, (early, late, amounts), None, executor)

    def between_many(
        self,
        pairs: Iterable[tuple[Instant, Instant]],
        *,
        pauses: Sequence[Iterable[Pause]] | None = None,
        executor: Executor | None = None,
    ) -> list[int]:
        """What `between` says of each pair, in minutes.

        Args:
            pairs: Starts and ends in UTC minutes, or as `between` takes them, which costs time.
            pauses: Those of each pair, as `elapsed` takes them; none by default.
            executor: Where they are counted: any `concurrent.futures.Executor`. By default here.

        Raises:
            NaiveDatetime, BadDate, BadHorizon, BeyondData: As `between`.
            BadArgument: If something is no pair.
        """
        starts, ends = columns_of(pairs)
        if pauses is None and {*map(type, starts), *map(type, ends)} <= {int}:
            return self._many(ran_between, (minutes_of(starts), minutes_of(ends)), None, executor)
        spans = [ordered(start, end) for start, end in zip(starts, ends, strict=True)]
        columns = _columns(spans, 3)
        return self._many(ran, columns, pauses_of_each(pauses, len(spans)), executor)

    def due_many(
        self,
        starts: Sequence[Instant],
        working_time: Amount | Sequence[Amount],
        *,
        pauses: Sequence[Iterable[Pause]] | None = None,
        executor: Executor | None = None,
    ) -> list[int | None]:
        """What `due` says of each start, in UTC minutes since 1970.

        Args:
            starts: UTC minutes, or instants as `due` takes them, which costs time.
            working_time: One amount for all, or one for each; a number is minutes.
            pauses: Those of each start; none by default.
            executor: Where they are counted: any `concurrent.futures.Executor`. By default here.

        Raises:
            NaiveDatetime, BadDate, BadArgument, NoWorkingTime, BadHorizon, BeyondData: As `due`.
        """
        at, count = minutes_of(starts, name="start"), len(starts)
        amounts = amounts_of(working_time, count, least=0)
        if isinstance(amounts, int):
            amounts = [amounts] * count
        found = self._many(due, (at, amounts), pauses_of_each(pauses, count), executor)
        return [None if one == NEVER else one for one in found]

    def held_many(
        self,
        pairs: Iterable[tuple[Instant, Instant]],
        *,
        pauses: Sequence[Iterable[Pause]] | None = None,
        executor: Executor | None = None,
    ) -> list[dict[str, int]]:
        """The `minutes_by_team` of `held` for each pair.

        Args:
            pairs: Starts and ends in UTC minutes, or as `held` takes them.
            pauses: Those of each pair; none by default.
            executor: Where they are counted: any `concurrent.futures.Executor`. By default here.

        Raises:
            NaiveDatetime, BadDate, BadArgument, BadHorizon, BeyondData: As `held`.
        """
        spans = [ordered(start, end) for start, end in zip(*columns_of(pairs), strict=True)]
        still = pauses_of_each(pauses, len(spans))
        flat = iter(self._many(held_by_each, _columns(spans, 3)[:2], still, executor, slow=True))
        return [dict(zip(self.ids, each, strict=True)) for each in zip(*[flat] * len(self.ids), strict=True)]

    def _many(
        self,
        batch: Batch,
        columns: tuple[Sequence[int], ...],
        pauses: Pauses,
        executor: Executor | None,
        *,
        slow: bool = False,
    ) -> list[int]:
        """A batch's answers, worked out here or chunk by chunk on an executor."""
        require_executor(executor)
        if executor is None:
            return [*batch(self, columns, pauses)]
        return [*in_chunks([Batched(self, batch, columns, pauses, slow)], executor)]

    def _share(self, one: str) -> Running:
        """The minutes at which the clock runs and an id is at work."""
        found = self._shares.get(one)
        if found is None:
            found = self._shares.setdefault(one, Running(self.roster, self.asked, share=one))
        return found

    def _add(self, instant: int, minutes: int) -> int:
        if minutes > 0:
            return self._running.after(instant, minutes)
        return self._running.before(instant, -minutes) if minutes else instant

    def _shown(self, instant: int) -> pendulum.DateTime:
        return to_datetime(instant, self._clock)


def _rebuilt(roster: Roster, ids: tuple[str, ...], quorum: int, zone: str) -> WorkClock:
    return WorkClock(roster, ids, running=quorum, zone=zone)


def _columns(spans: Sequence[tuple[int, int, int]], width: int) -> tuple[Sequence[int], ...]:
    """Rows of so many numbers as columns, of no rows as well."""
    return tuple(zip(*spans, strict=True)) if spans else ((),) * width
