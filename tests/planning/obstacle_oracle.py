"""What stands in the way of a meeting, told minute by minute and event by event.

Law: built on `tests.planning.slots_oracle` alone. Every minute of a meeting is looked at by itself; an event
is in the way if a minute of it lies in the meeting, or else in the time to keep free around it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from overlap.people.busy import Busy, BusyStatus
from overlap.people.roster import Defaults, Roster
from tests.planning.slots_oracle import Brute, House, Life, Person, period
from tests.properties.oracle import instant_of_wall, wall_shown
from tests.properties.strategies import Crowd, crowds

__all__ = ["Asked", "events_near", "full_periods", "questions", "unusable"]


def unusable(brute: Brute, person: Person, start: int, end: int) -> dict[int, str]:
    """The minutes of a meeting that may not be used, each with what it is."""
    life, domain = brute.life(person), brute.options.get("domain", "work")
    layers = [*life.away]
    if brute.options.get("soft_holidays") == "avoid":
        layers.append(("soft-holiday", life.soft))
    layers.append(("break", life.breaks))
    if domain != "work":
        layers.append(("quiet", life.quiet))
    dates = {minute: day for day in life.dates for minute in life.minutes_of_date(day)}
    found = {}
    for minute in set(range(start, end)) - brute.usable(person):
        for code, minutes in layers:
            if minute in minutes:
                found[minute] = code
                break
        else:
            near = life.distance(minute) <= life.house.fringe
            found[minute] = "outside-hours" if near else _far_from_work(life, dates[minute])
    return found


def _far_from_work(life: Life, day: int) -> str:
    """What a date is, where no shift is near."""
    if day in life.started:
        return "outside-hours"
    return "weekend" if life._is_rest(day) else "rest-day"


def events_near(brute: Brute, person: Person, start: int, end: int) -> Counter[tuple[str, int, int]]:
    """Every event in the way: (code, first instant, instant after the last) of what it takes of the meeting,
    or of the time to keep free beside it."""
    before, after = brute.room
    found: Counter[tuple[str, int, int]] = Counter()
    for block in person.busy:
        if block.status not in brute.blocking or (block.is_all_day and not brute.all_day):
            continue
        low, high = block.start, block.end
        if block.is_all_day:
            low, high = (instant_of_wall(person.worker.zone, edge) for edge in (low, high))
        minutes = range(low, high)
        inside = [minute for minute in minutes if start <= minute < end]
        if inside:
            code = "tentative" if block.status == "tentative" else "busy"
            found[code, inside[0], inside[-1] + 1] += 1
        elif any(start - before <= minute < start for minute in minutes):
            found["buffer", high, high + before] += 1
        elif any(end <= minute < end + after for minute in minutes):
            found["buffer", low - after, low] += 1
    return found


def full_periods(brute: Brute, person: Person, start: int) -> list[int]:
    """How many events there are already on the date, and in the week, in which no more may begin."""
    found = []
    for name, length in (("per_day", 1), ("per_week", 7)):
        most = brute.options.get(name)
        if most is not None:
            counts = brute.life(person).events(brute.blocking, length)
            had = counts[period(wall_shown(person.worker.zone, start) // 1440, length)]
            found += [had] if had >= most else []
    return found


@dataclass(frozen=True)
class Asked:
    """A roster, what is asked of it, and the same as brute force sees it."""

    crowd: Crowd
    roster: Roster
    brute: Brute
    options: dict[str, Any]

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """The horizon as datetimes."""
        start, end = (datetime.fromtimestamp(at * 60, UTC) for at in (self.brute.start, self.brute.end))
        return start, end

    @property
    def duration(self) -> timedelta:
        """How long the meeting lasts."""
        return timedelta(minutes=self.brute.duration)

    def __repr__(self) -> str:
        return f"Asked({self.crowd!r}, {self.options!r}, {self.duration!r})"


BLOCK_STATUS: st.SearchStrategy[BusyStatus] = st.sampled_from(["busy", "busy", "tentative", "free"])
GAPS = st.sampled_from([0, 0, 5, 15, 61])
LENGTHS = st.sampled_from([1, 15, 30, 60, 95, 480])
QUIETS = st.sampled_from([("22:00", "07:00"), ("00:00", "05:00"), ("00:00", "00:00"), ("12:00", "24:00")])
FRINGES = st.sampled_from([0, 30, 60, 90])
DOMAINS = st.sampled_from(["work", "fringe", "waking"])
COUNTS = st.none() | st.integers(1, 3)


@st.composite
def blocks(draw: st.DrawFn, start: int, end: int) -> list[Busy]:
    """Busy blocks near a horizon, timed or of whole dates."""
    found = []
    for _ in range(draw(st.integers(0, 3))):
        low = draw(st.integers(start - 90, end + 60))
        status = draw(BLOCK_STATUS)
        first = datetime.fromtimestamp(low * 60, UTC)
        if draw(st.integers(0, 3)):
            last = first + timedelta(minutes=draw(st.sampled_from([1, 30, 60, 600])))
            found.append(Busy(first, last, status=status))
        else:
            found.append(Busy(first.date(), first.date(), status=status))
    return found


@st.composite
def questions(draw: st.DrawFn, *, most: int = 3) -> Asked:
    """People near a nasty day, their busy time, and what is asked of them."""
    crowd = draw(crowds(most=most))
    start, end = crowd.horizon.start, crowd.horizon.end
    busy: dict[str, list[Busy]] = {}
    people: dict[str, list[Person]] = {}
    for group in crowd.groups:
        team = group.team
        ours = busy[team.id] = draw(blocks(start, end))
        found = [] if team.unnamed_count == 0 else [Person(team.id, group.unnamed, busy=tuple(ours))]
        for member, worker in zip(team.members, group.members, strict=True):
            key = f"{team.id}.{member.id}"
            own = busy[key] = draw(blocks(start, end))
            found.append(Person(key, worker, busy=(*ours, *own)))
            people[key] = [found[-1]]
        people[team.id] = found
    quiet, fringe = draw(QUIETS), draw(FRINGES)
    ids = draw(st.permutations(sorted(people)))
    required = ids[: draw(st.integers(1, min(len(ids), 3)))]
    options: dict[str, Any] = {
        "required": required,
        "quorum": draw(st.none() | st.integers(1, len(required))),
        "optional": ids[len(required) :][: draw(st.integers(0, 2))],
        "domain": draw(DOMAINS),
        "tentative": draw(st.sampled_from(["busy", "free", "score"])),
        "all_day": draw(st.sampled_from(["busy", "free"])),
        "per_day": draw(COUNTS),
        "per_week": draw(COUNTS),
        "step_minutes": draw(st.sampled_from([1, 15, 60])),
    }
    gaps = ("buffer_before", "buffer_after", "event_buffer_before", "event_buffer_after")
    options |= {name: timedelta(minutes=draw(GAPS)) for name in gaps}
    roster = Roster(
        [group.team for group in crowd.groups], defaults=Defaults(fringe_minutes=fringe, quiet=quiet)
    )
    low, high = (int(text[:2]) * 60 + int(text[3:]) for text in quiet)
    house = House(fringe, (low, high))
    brute = Brute(people, house, start, end, roster.zone, draw(LENGTHS), options)
    return Asked(crowd, roster, brute, {**options, "busy": busy})
