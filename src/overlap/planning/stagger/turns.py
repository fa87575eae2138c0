"""People who take turns in the cohorts of a staggered shift, so that nobody is always early.

Law: each week everybody who is there has one place in one cohort, and a cohort has as many as it has places,
less those that stay empty while people are away. Of all plans the fairest is the one whose worst-off person
bears least, then the second worst-off, and so on, with what everybody carries from before. Nothing is called
optimal without a proof. People change cohorts only where a week begins. After a whole cycle (all people over
the greatest number that divides all headcounts, in weeks) everybody has borne the same, if nobody was away
and nobody began with more; `by_ring` has the proof.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from math import gcd
from typing import TYPE_CHECKING, Any, Final, final

from overlap.core.civil import DAY, day_of, parse_date, parse_time, parse_weekdays
from overlap.core.frozen import FrozenDict
from overlap.core.horizon import Horizon
from overlap.core.zones import Zone
from overlap.core.zones import zone as zone_of
from overlap.errors import BadArgument, UnknownId
from overlap.people.listed import listed, repeated, shown
from overlap.people.numbers import is_whole
from overlap.planning.ledger import Ledger, checked_ledger, mean_minutes
from overlap.planning.rotation_meetings import PersonBurden
from overlap.planning.rows import Rows
from overlap.planning.stagger.turns_fair import AWAY, Places, Proof, Seats, Week
from overlap.planning.stagger.turns_plan import share_places
from overlap.render.document import Document
from overlap.render.shown import Charted, Tabled

if TYPE_CHECKING:
    from overlap.render.charts import HeatMap
    from overlap.render.records import Frame

__all__ = ["Cohort", "CohortRotation", "CohortWeek", "ShortRest", "rotate_cohorts"]

_WEEKS: Final = 520
"""Weeks of one plan: ten years; more is a slip of the pen."""

_REST: Final = 660
"""Eleven hours from one working day to the next, as Directive 2003/88/EC of the EU asks in article 3."""


@final
@dataclass(frozen=True, slots=True)
class Cohort:
    """A start of a staggered shift, and how many people have it each week.

    Attributes:
        name: What it is called.
        start_text: When its people start, `HH:MM`.
        end_text: When they end; before the start, or from `24:00` on, is on the next day.
        headcount: How many people it has, from 1.
        burden_minutes: What a week in it costs one person: minutes moved and quiet minutes of a day, times
            working days.
        zone: IANA key of the clock of its times; by default the clock of the weeks.

    Raises:
        BadArgument, BadTime, BadZone: If a part cannot be right.
    """

    name: str
    start_text: str
    end_text: str
    headcount: int
    burden_minutes: int = 0
    zone: str | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name.strip():
            raise BadArgument(
                f"a cohort is called {shown(self.name)}", hint="give it a name", field="cohorts"
            )
        if not is_whole(self.headcount, least=1):
            raise BadArgument(
                f'the headcount of "{self.name}" is {shown(self.headcount)}',
                hint="give a whole number from 1",
                field="cohorts",
            )
        if not is_whole(self.burden_minutes):
            raise BadArgument(
                f'burden_minutes of "{self.name}" is {shown(self.burden_minutes)}',
                hint="give whole minutes from 0",
                field="cohorts",
            )
        if self.zone is not None:
            zone_of(self.zone)
        start, end = self.span
        if not 0 < end - start <= DAY:
            raise BadArgument(
                f'"{self.name}" lasts from {self.start_text} to {self.end_text}, no time or more than a day',
                hint="00:00 to 24:00 is a whole day, and 26:00 two hours into the next",
                field="cohorts",
            )

    @property
    def span(self) -> tuple[int, int]:
        """Start and end in wall minutes after midnight of the date on which it starts."""
        start = parse_time(self.start_text, field="cohorts")
        end = parse_time(self.end_text, latest="48:00", field="cohorts")
        return start, end if end >= start else end + DAY

    def to_dict(self) -> dict[str, Any]:
        """Plain values; `zone` only where it has a clock of its own."""
        row: dict[str, Any] = {
            "name": self.name,
            "start": self.start_text,
            "end": self.end_text,
            "headcount": self.headcount,
            "burden_minutes": self.burden_minutes,
        }
        return row if self.zone is None else row | {"zone": self.zone}


@final
@dataclass(frozen=True, slots=True)
class CohortWeek:
    """Who is in which cohort in one week.

    Attributes:
        date: Its first date.
        people: Of each cohort, by name, who is in it, in the order of the people.
        away: Who has no place, for they are away.
        empty: Of each cohort that is short of people, by name, how many places stay empty.
    """

    date: dt.date
    people: FrozenDict[str, tuple[str, ...]]
    away: tuple[str, ...]
    empty: FrozenDict[str, int]

    def cohort_of(self, who: str) -> str | None:
        """The name of the cohort somebody is in; None if they are away or unknown."""
        return next((name for name, people in self.people.items() if who in people), None)

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        cohorts = [
            {"name": name, "people": list(people), "empty": self.empty.get(name, 0)}
            for name, people in self.people.items()
        ]
        return {"date": self.date.isoformat(), "cohorts": cohorts, "away": list(self.away)}


@final
@dataclass(frozen=True, slots=True)
class ShortRest:
    """A change of cohort that leaves too little rest.

    Attributes:
        date: The first date of the week that begins with the new cohort.
        id: Whose rest it is.
        before: The cohort they come from.
        after: The cohort they go to.
        minutes: From the end of the last shift of one week to the start of the first of the next; below
            zero if they overlap.
    """

    date: dt.date
    id: str
    before: str
    after: str
    minutes: int

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "date": self.date.isoformat(),
            "id": self.id,
            "before": self.before,
            "after": self.after,
            "minutes": self.minutes,
        }


@final
@dataclass(frozen=True, slots=True)
class CohortRotation(Rows[CohortWeek], Charted, Tabled):
    """A fair plan of who is in which cohort when; immutable.

    Attributes:
        items: Its weeks, in order.
        cohorts: What people take turns in, as given.
        zone: IANA key of the clock on which weeks begin.
        people: What each person has in the end, as given.
        is_optimal: Whether it is proven that no plan is fairer.
        proof: By which argument: "levels", burdens are as even as multiples of their common unit can be;
            "trades", with two different burdens, no trade of weeks makes it fairer, and so no other plan is;
            "counts", all ways to divide the weeks were compared. None: not proven.
        bound_minutes: What the worst-off has at least in any plan.
        rest_minutes: Below how much rest a change is in `short_rests`.
        short_rests: Changes that leave less rest than that.
        ledger: The account to begin the next plan with.
        notes: Who is new to the ledger or gone from it, as sentences.
    """

    items: tuple[CohortWeek, ...]
    cohorts: tuple[Cohort, ...]
    zone: str
    people: tuple[PersonBurden, ...]
    is_optimal: bool
    proof: Proof | None
    bound_minutes: int
    rest_minutes: int
    short_rests: tuple[ShortRest, ...]
    ledger: Ledger
    notes: tuple[str, ...]

    def __repr__(self) -> str:
        return (
            f"<CohortRotation {len(self.items)} weeks: {len(self.people)} people in {len(self.cohorts)} "
            f"cohorts, the worst-off has {self.worst_minutes} minutes>"
        )

    @property
    def worst_minutes(self) -> int:
        """What the worst-off person has in the end."""
        return max(one.total for one in self.people)

    @property
    def changes(self) -> int:
        """How often somebody is in another cohort than when they were last there."""
        count = 0
        for one in self.people:
            own = [name for name in (week.cohort_of(one.id) for week in self.items) if name is not None]
            count += sum(before != after for before, after in pairwise(own))
        return count

    def to_dict(self) -> dict[str, Any]:
        """The weeks, the ledger and how good the plan is, as plain values."""
        return {
            "zone": self.zone,
            "cohorts": [one.to_dict() for one in self.cohorts],
            "weeks": [one.to_dict() for one in self.items],
            "ledger": [one.to_dict() for one in self.people],
            "through": None if self.ledger.through is None else self.ledger.through.isoformat(),
            "optimal": self.is_optimal,
            "proof": self.proof,
            "worst_minutes": self.worst_minutes,
            "bound_minutes": self.bound_minutes,
            "changes": self.changes,
            "rest_minutes": self.rest_minutes,
            "short_rests": [one.to_dict() for one in self.short_rests],
            "notes": list(self.notes),
        }

    def document(self) -> Document:
        """What a person is shown: everybody's start of each week, and who bears what."""
        from overlap.planning.stagger.turns_view import cohorts_document

        return cohorts_document(self)

    def chart(self) -> HeatMap:
        """A heat map of what each week costs each person, in minutes of discomfort."""
        from overlap.planning.charts.teams import cohorts_chart

        return cohorts_chart(self)

    def _frame(self) -> Frame:
        from overlap.planning.frames.teams import cohorts_frame

        return cohorts_frame(self)


def rotate_cohorts(
    cohorts: Iterable[Cohort],
    people: Iterable[str] | Mapping[str, str],
    start: str | dt.date,
    *,
    weeks: int | None = None,
    zone: str = "UTC",
    week_starts: str = "mon",
    days: Iterable[str] = ("mon", "tue", "wed", "thu", "fri"),
    away: Mapping[str, Iterable[str | dt.date]] | None = None,
    ledger: Ledger | None = None,
    steady: bool = False,
    rest_minutes: int = _REST,
) -> CohortRotation:
    """Lets people take turns in cohorts, so that everybody has a fair share of the uncomfortable ones.

    Who is away bears nothing and is credited with the mean of those who are there. As many places stay empty
    then, one after the other in the cohort that has most people left; of equal ones in the dearest.

    Of equally fair plans it is one in which whoever has borne least goes to the dearest cohort, so that it is
    fair along the way too and turns come round regularly. Where another cohort costs the same, people stay.

    Args:
        cohorts: What there is to share; together they have a place for everybody.
        people: Ids, or names by id.
        start: The plan begins with the first week that begins on this date or later.
        weeks: How many; a whole cycle by default, after which all have borne the same.
        zone: IANA key of the team's clock, on which weeks begin.
        week_starts: The weekday on which they do.
        days: The weekdays worked.
        away: By id, dates in weeks in which somebody has no place. Dates outside the plan do no harm.
        ledger: What everybody carries from before.
        steady: Of equally fair plans one with few changes of cohort: many weeks in a row at the same start.
        rest_minutes: Below how much rest a change of cohort is told.

    Returns:
        The fairest plan, or the fairest found; `is_optimal` says which, `proof` why.

    Raises:
        BadArgument: If cohorts and people do not fit together, an option is none, or the ledger is of later
            dates.
        UnknownId: If somebody away is not one of the people.
        BadDate, BadZone, BadHorizon: If the date, the zone or the years cannot be.

    Example:
        >>> early, late = Cohort("early", "06:00", "15:00", 1, 600), Cohort("late", "08:00", "17:00", 2)
        >>> plan = rotate_cohorts([early, late], ["ana", "jun", "mia"], "2027-01-04")
        >>> [week.people["early"] for week in plan]
        [('ana',), ('jun',), ('mia',)]
        >>> plan.worst_minutes, plan.is_optimal
        (600, True)
    """
    own = listed(cohorts, Cohort, "cohorts")
    names = _names(people)
    _check_sizes(own, names)
    clock = zone_of(zone)
    monday = _weekday(week_starts)
    worked = parse_weekdays(days)
    if not is_whole(rest_minutes):
        raise BadArgument(
            f"rest_minutes is {shown(rest_minutes)}", hint="give whole minutes from 0", field="rest_minutes"
        )
    cycle = len(names) // gcd(*(one.headcount for one in own))
    count = cycle if weeks is None else weeks
    if not is_whole(count, least=1) or count > _WEEKS:
        raise BadArgument(
            f"weeks is {shown(count)}", hint=f"give a whole number from 1 to {_WEEKS}", field="weeks"
        )
    asked = parse_date(start, field="start")
    first = asked + timedelta((monday - asked.weekday()) % 7)
    dates = [first + timedelta(weeks=number) for number in range(count)]
    last = dates[-1] + timedelta(6)
    Horizon.of(first, last, clock)
    before = checked_ledger(ledger, first)
    ids = tuple(names)
    gone = _gone(away, ids, dates)
    rooms = [_rooms(own, sum(number in weeks_off for weeks_off in gone)) for number in range(count)]
    prices = tuple(sorted({one.burden_minutes for one in own}))
    held = [
        Week(
            tuple(who for who in range(len(ids)) if number not in gone[who]),
            tuple(
                sum(room for one, room in zip(own, rooms[number], strict=True) if one.burden_minutes == price)
                for price in prices
            ),
        )
        for number in range(count)
    ]
    # A credit is the same whoever has which place: the places of a week are known before.
    means = [
        mean_minutes(price for price, room in zip(prices, week.rooms, strict=True) for _ in range(room))
        for week in held
    ]
    carried = before.carried(ids)
    credited = [sum(means[number] for number in weeks_off) for weeks_off in gone]
    shared = share_places(
        Places(
            tuple(carried[who] + extra for who, extra in zip(ids, credited, strict=True)), prices, tuple(held)
        ),
        steady=steady,
    )
    items = _weeks(own, ids, dates, rooms, prices, shared.seats)
    borne = [sum(prices[row[who]] for row in shared.seats if row[who] != AWAY) for who in range(len(ids))]
    burdens = tuple(
        PersonBurden(who, names[who], carried[who], borne[at], credited[at]) for at, who in enumerate(ids)
    )
    return CohortRotation(
        items,
        own,
        clock.key,
        burdens,
        shared.proof is not None,
        shared.proof,
        shared.bound,
        rest_minutes,
        _short_rests(items, ids, own, clock, (monday, worked), rest_minutes),
        Ledger({one.id: one.total for one in burdens}, through=last, outside=before.outside),
        _notes(before, names),
    )


def _names(people: Iterable[str] | Mapping[str, str]) -> dict[str, str]:
    """The names of people by id, in order."""
    if isinstance(people, Mapping):
        listed(people.values(), str, "people")
    ids = listed(people, str, "people")
    twice = repeated(ids)
    if twice is not None:
        raise BadArgument(f'"{twice}" is among the people twice', hint="name each once", field="people")
    return dict(people) if isinstance(people, Mapping) else {who: who for who in ids}


def _check_sizes(cohorts: tuple[Cohort, ...], names: Mapping[str, str]) -> None:
    twice = repeated(one.name for one in cohorts)
    if twice is not None:
        raise BadArgument(f'two cohorts are called "{twice}"', hint="give each its own name", field="cohorts")
    places = sum(one.headcount for one in cohorts)
    if not cohorts or places != len(names):
        raise BadArgument(
            f"the cohorts have {places} places for {len(names)} people",
            hint="each week everybody has one place, and no place is left over",
            field="cohorts",
        )


def _weekday(name: object) -> int:
    if not isinstance(name, str):
        raise BadArgument(f"week_starts is {shown(name)}", hint='write "mon"', field="week_starts")
    (found,) = parse_weekdays([name], field="week_starts")
    return found


def _gone(
    away: Mapping[str, Iterable[str | dt.date]] | None, ids: tuple[str, ...], dates: list[dt.date]
) -> list[set[int]]:
    """The weeks in which each person is away."""
    given = {} if away is None else away
    if not isinstance(given, Mapping):
        raise BadArgument(
            f"away is {shown(given)}, no mapping", hint='write {"ana": ["2027-01-11"]}', field="away"
        )
    for who in given:
        if who not in ids:
            raise UnknownId(
                f"{shown(who)} is away, but is not among the people", hint="name one of them", field="away"
            )
    found: list[set[int]] = []
    for who in ids:
        days = listed(given.get(who, ()), (str, dt.date), "away")
        numbers = {(parse_date(one, field="away") - dates[0]).days // 7 for one in days}
        found.append({number for number in numbers if 0 <= number < len(dates)})
    return found


def _rooms(cohorts: tuple[Cohort, ...], empty: int) -> list[int]:
    """How many people each cohort has while so many are away."""
    rooms = [one.headcount for one in cohorts]
    for _ in range(empty):
        # Where most people are one is missed least, and where it is dearest one is spared most.
        at = max(range(len(rooms)), key=lambda at: (rooms[at], cohorts[at].burden_minutes, -at))
        rooms[at] -= 1
    return rooms


def _weeks(
    cohorts: tuple[Cohort, ...],
    ids: tuple[str, ...],
    dates: list[dt.date],
    rooms: list[list[int]],
    prices: tuple[int, ...],
    seats: Seats,
) -> tuple[CohortWeek, ...]:
    """The weeks of a plan; where cohorts cost the same, people stay in theirs."""
    was = [-1] * len(ids)
    found = []
    for on, own, row in zip(dates, rooms, seats, strict=True):
        left = list(own)
        now = [-1] * len(ids)
        for may_move in (False, True):
            for who, at in enumerate(row):
                if at == AWAY or now[who] >= 0:
                    continue
                same = [
                    place
                    for place, one in enumerate(cohorts)
                    if left[place] and one.burden_minutes == prices[at] and (may_move or place == was[who])
                ]
                if same:
                    now[who] = same[0]
                    left[same[0]] -= 1
        was = [old if new < 0 else new for old, new in zip(was, now, strict=True)]
        people = FrozenDict(
            (one.name, tuple(who for who, at in zip(ids, now, strict=True) if at == place))
            for place, one in enumerate(cohorts)
        )
        missing = ((one.name, one.headcount - room) for one, room in zip(cohorts, own, strict=True))
        empty = FrozenDict((name, short) for name, short in missing if short)
        absent = tuple(who for who, at in zip(ids, row, strict=True) if at == AWAY)
        found.append(CohortWeek(on, people, absent, empty))
    return tuple(found)


def _short_rests(
    items: tuple[CohortWeek, ...],
    ids: tuple[str, ...],
    cohorts: tuple[Cohort, ...],
    clock: Zone,
    week: tuple[int, frozenset[int]],
    least: int,
) -> tuple[ShortRest, ...]:
    """The changes of cohort that leave less than so many minutes of rest."""
    begins, worked = week
    places = sorted((day - begins) % 7 for day in worked)
    spans = {one.name: (*one.span, clock if one.zone is None else zone_of(one.zone)) for one in cohorts}
    found = []
    for one, other in pairwise(items):
        for who in ids:
            before, after = one.cohort_of(who), other.cohort_of(who)
            if before is None or after is None or before == after:
                continue
            _, ended, their = spans[before]
            end = their.to_instant((day_of(one.date) + places[-1]) * DAY + ended)
            began, _, their = spans[after]
            minutes = their.to_instant((day_of(other.date) + places[0]) * DAY + began) - end
            if minutes < least:
                found.append(ShortRest(other.date, who, before, after, minutes))
    return tuple(found)


def _notes(ledger: Ledger, names: Mapping[str, str]) -> tuple[str, ...]:
    """Who is new to a ledger, and who is gone from it."""
    if not ledger.burden_minutes:
        return ()
    told = []
    new = [name for who, name in names.items() if who not in ledger.burden_minutes]
    if new:
        told.append(f"New to the ledger, and beginning with the mean of the others: {', '.join(new)}.")
    gone = [who for who in ledger.burden_minutes if who not in names]
    if gone:
        told.append(f"No longer among the people, and dropped from the ledger: {', '.join(gone)}.")
    return tuple(told)
