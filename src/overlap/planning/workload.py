"""Each person's hours: how many, how many at night and at weekends, how evenly, and where rest is short.

Law: minutes are exact and without breaks, counted inside the horizon. Shifts, rests and nights are those
of shifts that start inside it. Shifts of one local date are one working day. Unnamed people who work
different shifts are different crews; a cycle is worked by one. Nobody here judges what is lawful: the
limits are the asker's, and by default those of the sources named beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, Literal, final

from overlap.core.civil import DAY, iso_minute
from overlap.core.horizon import Horizon, Moment
from overlap.errors import BadArgument
from overlap.people.numbers import is_whole
from overlap.people.roster import Roster
from overlap.people.teams import Team
from overlap.planning.crews import Crew, crews_of, rest_days
from overlap.planning.quiet import quiet_hours
from overlap.planning.rows import Rows
from overlap.planning.selection import require_roster
from overlap.planning.staff import Staff, staff_of
from overlap.render.document import Document
from overlap.render.moments import duration_text
from overlap.render.shown import Charted, Tabled

if TYPE_CHECKING:
    from overlap.render.charts import Bars
    from overlap.render.records import Frame

__all__ = ["Limits", "LoadWarning", "PersonLoad", "Workload", "balance", "workload", "workload_of"]

WarningCode = Literal["short-rest", "nights-in-a-row", "long-weeks"]
"""Stable names of what is warned of, for programs."""


@final
@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """From where on a rest is too short, nights are too many, a week is too long.

    Attributes:
        rest: The least rest between two working days. 11 hours: Directive 2003/88/EC, Article 3.
        nights: The most nights in a row. 3: HSG256, "Managing shift work" (HSE 2006), which would have
            night shifts come in twos or threes.
        week: The longest week on average. 48 hours: Directive 2003/88/EC, Article 6.
        weeks: Weeks over which that average is taken, or all if there are fewer. 17, about the four months
            of Article 16.
        night: How much of a shift must lie in quiet hours to make it a night. 3 hours: Article 2(4).

    Raises:
        BadArgument: If a part is no whole minutes above zero, or no count from 1.
    """

    rest: timedelta = timedelta(hours=11)
    nights: int = 3
    week: timedelta = timedelta(hours=48)
    weeks: int = 17
    night: timedelta = timedelta(hours=3)

    def __post_init__(self) -> None:
        for name in ("rest", "week", "night"):
            value = getattr(self, name)
            if not isinstance(value, timedelta) or value <= timedelta(0) or value.total_seconds() % 60:
                raise BadArgument(
                    f"{name} is {value!r}", hint="give a timedelta of whole minutes", field=name
                )
        for name in ("nights", "weeks"):
            value = getattr(self, name)
            if not is_whole(value, least=1):
                raise BadArgument(f"{name} is {value!r}", hint="give a whole number from 1", field=name)


@final
@dataclass(frozen=True, slots=True)
class LoadWarning:
    """A rest that is too short, too many nights in a row, or weeks that are too long.

    Attributes:
        id: Id of the member, or of the team of unnamed people.
        name: What people call them.
        code: See `WarningCode`.
        start: From when, in UTC minutes: the end of the last shift, the first night, the first week.
        end: Until when.
        value: Minutes of rest, nights in a row, or minutes a week on average.
        limit: What is asked for, in the same unit.
    """

    id: str
    name: str
    code: WarningCode
    start: int
    end: int
    value: int
    limit: int

    @property
    def text(self) -> str:
        """The warning in words, without the name."""
        if self.code == "short-rest":
            return f"{duration_text(self.value)} of rest, less than {duration_text(self.limit)}"
        if self.code == "nights-in-a-row":
            return f"{self.value} nights in a row, more than {self.limit}"
        return f"{duration_text(self.value)} a week on average, more than {duration_text(self.limit)}"

    def to_dict(self) -> dict[str, Any]:
        """The warning as plain values."""
        return {
            "id": self.id,
            "name": self.name,
            "code": self.code,
            "start": iso_minute(self.start),
            "end": iso_minute(self.end),
            "value": self.value,
            "limit": self.limit,
            "text": self.text,
        }


@final
@dataclass(frozen=True, slots=True)
class PersonLoad:
    """One member, or a crew of unnamed people who work alike; minutes are those of one person.

    Attributes:
        id: "team.member", or the team's id for a crew.
        name: What people call them.
        shift: The crew's shift, or None for a member and for a crew that works all shifts.
        people: How many they are.
        minutes: At work, breaks apart.
        shifts: Working days.
        night_minutes: At work in quiet hours on their own clock.
        nights: Working days with so much of it that they are nights.
        most_nights: The longest run of nights on consecutive dates.
        weekend_minutes: At work on rest days of where they are.
    """

    id: str
    name: str
    shift: str | None
    people: int
    minutes: int
    shifts: int
    night_minutes: int
    nights: int
    most_nights: int
    weekend_minutes: int

    def to_dict(self) -> dict[str, Any]:
        """The row as plain values; `shift` only of a crew with one shift."""
        found: dict[str, Any] = {"id": self.id, "name": self.name}
        if self.shift is not None:
            found["shift"] = self.shift
        return found | {
            "people": self.people,
            "minutes": self.minutes,
            "shifts": self.shifts,
            "night_minutes": self.night_minutes,
            "nights": self.nights,
            "most_nights": self.most_nights,
            "weekend_minutes": self.weekend_minutes,
        }


@final
@dataclass(frozen=True, slots=True)
class Workload(Rows[PersonLoad], Charted, Tabled):
    """Members and crews in roster order; immutable.

    Attributes:
        items: Their hours.
        warnings: What breaks a limit, in the order of the items and then of time.
        limits: Those limits.
    """

    items: tuple[PersonLoad, ...]
    warnings: tuple[LoadWarning, ...]
    limits: Limits
    horizon: Horizon
    zone: str
    roster: Roster = field(repr=False)

    @property
    def balance(self) -> float:
        """How evenly hours fall on people: 1 if all have as many; see `balance`."""
        return _balance((one.minutes, one.people) for one in self.items)

    @property
    def night_balance(self) -> float:
        """How evenly hours at night fall on people."""
        return _balance((one.night_minutes, one.people) for one in self.items)

    @property
    def weekend_balance(self) -> float:
        """How evenly hours on rest days fall on people."""
        return _balance((one.weekend_minutes, one.people) for one in self.items)

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as plain values."""
        return [one.to_dict() for one in self.items]

    def to_dict(self) -> dict[str, Any]:
        """The whole answer as plain values."""
        return {
            "people": self.to_dicts(),
            "balance": {
                "minutes": round(self.balance, 6),
                "night_minutes": round(self.night_balance, 6),
                "weekend_minutes": round(self.weekend_balance, 6),
            },
            "load_warnings": [one.to_dict() for one in self.warnings],
        }

    def document(self, zone: str | None = None) -> Document:
        """What a person is shown."""
        from overlap.planning.workload_view import workload_blocks

        clock = self.roster.clock(self.zone if zone is None else zone)
        return Document(tuple(workload_blocks(self, clock)))

    def chart(self) -> Bars:
        """Bars of each person's hours, by day and by night."""
        from overlap.planning.charts.hours import workload_chart

        return workload_chart(self)

    def _frame(self) -> Frame:
        from overlap.planning.frames.hours import workload_frame

        return workload_frame(self)


def workload(
    roster: Roster,
    start: Moment,
    end: Moment,
    *,
    zone: str | None = None,
    teams: Iterable[str] | None = None,
    limits: Limits | None = None,
) -> Workload:
    """Adds up each person's hours, nights and weekends, and finds rests that are too short.

    Args:
        roster: The teams.
        start: First date, or an instant.
        end: Last date, included; or an instant, not included.
        zone: IANA key in which dates are read; the roster's by default. Days, nights and weeks of people
            are those of their own clocks.
        teams: Ids of teams, or of members as "team.member"; every team by default.
        limits: When a rest is too short and a run of nights too long; see `Limits`.

    Raises:
        BadHorizon, BadDate, NaiveDatetime, BadZone: If start and end form no horizon.
        UnknownId, BadArgument: If an id is unknown, or nobody is named.
        BeyondData: If a holiday calendar does not reach that far.

    Example:
        >>> from overlap.people.shifts import Shift
        >>> night = Team("ny", "America/New_York", [Shift("22:00", "06:00")], days=["fri", "sat"])
        >>> found = workload(Roster([night]), "2026-03-07T00:00Z", "2026-03-10T00:00Z")
        >>> [(one.minutes, one.nights, one.weekend_minutes) for one in found]
        [(900, 2, 780)]
    """
    require_roster(roster)
    clock = roster.clock(zone)
    staff = staff_of(roster, teams, None)
    kept = Limits() if limits is None else limits
    return workload_of(staff, Horizon.of(start, end, clock), clock.key, kept)


def balance(minutes: Iterable[float]) -> float:
    """The mean, over every pair of people, of the smaller load divided by the greater.

    The measure of Grafana OnCall's schedule quality report. Two loads of zero are even; of fewer than
    two people there is no pair, and nothing uneven. O(n log n).

    Example:
        >>> round(balance([40, 20, 20]), 3)
        0.667
    """
    return _balance((value, 1) for value in minutes)


def _balance(weighted: Iterable[tuple[float, int]]) -> float:
    ordered = sorted(weighted)
    total, below, people = 0.0, 0.0, 0
    for value, count in ordered:
        # Each of them with all who have less, and with each other; zeros have nothing but zeros below.
        total += count * (below / value if value else people) + count * (count - 1) / 2
        below += value * count
        people += count
    pairs = people * (people - 1) / 2
    return total / pairs if pairs else 1.0


def workload_of(staff: Staff, horizon: Horizon, zone: str, limits: Limits) -> Workload:
    """The same of people chosen before; `workload` documents errors."""
    roster = staff.roster
    quiet = roster.defaults.quiet
    rows: list[PersonLoad] = []
    warnings: list[LoadWarning] = []
    for one in staff.ids:
        found = roster.find(one)
        team = found if isinstance(found, Team) else found[0]
        for crew in crews_of(staff, one, team, horizon):
            nights = _nights(crew, quiet, horizon, limits)
            runs = list(_runs(nights))
            rows.append(
                PersonLoad(
                    crew.id,
                    crew.name,
                    crew.shift,
                    crew.people,
                    crew.at_work.minutes,
                    len(crew.days),
                    (crew.at_work & quiet_hours(crew.pattern.zone, quiet, horizon)).minutes,
                    len(nights),
                    max((len(run) for run in runs), default=0),
                    (crew.at_work & rest_days(crew.pattern, team, horizon)).minutes,
                )
            )
            warnings += _rests(crew, limits)
            for run in runs:
                if len(run) > limits.nights:
                    ends = run[0][1], run[-1][2]
                    warnings.append(_warning(crew, "nights-in-a-row", *ends, len(run), limits.nights))
            warnings += _weeks(crew, horizon, limits)
    return Workload(tuple(rows), tuple(warnings), limits, horizon, zone, roster)


def _nights(
    crew: Crew, quiet: tuple[int, int], horizon: Horizon, limits: Limits
) -> list[tuple[int, int, int]]:
    """The working days that are nights."""
    least = _minutes(limits.night)
    # The last shift may run out of the horizon, and its night counts as a whole.
    longest = Horizon(horizon.start, max([horizon.end, *(end for _, _, end in crew.days)]))
    dark = quiet_hours(crew.pattern.zone, quiet, longest)
    return [day for day in crew.days if dark.clip(day[1], day[2]).minutes >= least]


def _runs(nights: list[tuple[int, int, int]]) -> Iterator[list[tuple[int, int, int]]]:
    """Nights on consecutive dates."""
    run: list[tuple[int, int, int]] = []
    for night in nights:
        if run and night[0] != run[-1][0] + 1:
            yield run
            run = []
        run.append(night)
    if run:
        yield run


def _rests(crew: Crew, limits: Limits) -> Iterator[LoadWarning]:
    least = _minutes(limits.rest)
    for (_, _, leaving), (_, coming, _) in zip(crew.days, crew.days[1:], strict=False):
        rest = max(coming - leaving, 0)
        if rest < least:
            yield _warning(crew, "short-rest", leaving, max(coming, leaving), rest, least)


def _weeks(crew: Crew, horizon: Horizon, limits: Limits) -> Iterator[LoadWarning]:
    """The weeks whose average is longest, if that is too long; a horizon below a week has none."""
    most = _minutes(limits.week)
    clock = crew.pattern.zone
    weeks = list(horizon.weeks(clock))
    edges = [clock.to_instant(first * DAY) for first, _ in weeks] + [horizon.end]
    edges[0] = horizon.start
    minutes = [crew.at_work.clip(low, high).minutes for low, high in pairwise(edges)]
    total = list(accumulate(minutes, initial=0))
    span = min(limits.weeks, len(weeks))
    worst: tuple[float, int] | None = None
    for at in range(len(weeks) - span + 1):
        days = weeks[at + span - 1][1] - weeks[at][0]
        average = (total[at + span] - total[at]) * 7 / days
        if days >= 7 and (worst is None or average > worst[0]):
            worst = average, at
    if worst is not None and worst[0] > most:
        average, at = worst
        yield _warning(crew, "long-weeks", edges[at], edges[at + span], round(average), most)


def _warning(crew: Crew, code: WarningCode, start: int, end: int, value: int, limit: int) -> LoadWarning:
    return LoadWarning(crew.id, crew.name, code, start, end, value, limit)


def _minutes(value: timedelta) -> int:
    return int(value.total_seconds()) // 60
