"""What becomes of occurrences that fall on holidays: kept, skipped, or moved.

Law: an occurrence that is moved stays between its neighbours, inside the dates of the meeting and of the
question, and takes no other one's date, so no date has two. It goes to the nearest date on which enough
people have a working day and nobody bears more than the worst-off would at the usual time without the
holiday; if there is none, to the date that costs least. On that date it takes the time that costs least, of
equals the one nearest to the usual wall time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from overlap.core.civil import DAY, day_of
from overlap.core.intervals import EMPTY, IntervalSet
from overlap.core.zones import Zone
from overlap.planning.invited import Invited
from overlap.planning.occurrences import Planned
from overlap.render.moments import date_text, wall_text
from overlap.render.style import PLAIN, plainly, reading_as

__all__ = ["Outcome", "held_dates", "retold"]

_STEP = 15
"""Minutes of the raster on which a time is looked for: that of the zones' offsets."""


class Outcome(NamedTuple):
    """One occurrence as it takes place.

    Attributes:
        date: The date the rule gives it, on the meeting's own clock.
        wall: The wall minute the rule gives it.
        planned: The instant the rule gives it.
        start: The instant at which it takes place, or would if it is skipped.
        is_skipped: Whether it does not take place.
        because: Why it is not where the rule puts it, or is kept on a holiday; a sentence without its end.
    """

    date: date
    wall: int
    planned: int
    start: int
    is_skipped: bool = False
    because: str = ""

    @property
    def is_moved(self) -> bool:
        """Whether it takes place at another time."""
        return self.start != self.planned


class _Rank(NamedTuple):
    """What a place to move to is sorted by, on one date."""

    worst: int
    total: int
    away_from_usual: int
    start: int


@plainly
def held_dates(
    people: Invited, clock: Zone, planned: Sequence[Planned], blocked: IntervalSet = EMPTY
) -> tuple[Outcome, ...]:
    """Each planned occurrence, with what its meeting's policy makes of it.

    Args:
        people: Who is invited.
        clock: The meeting's own clock.
        planned: The occurrences as the rule puts them, in order.
        blocked: Instants at which none may begin.
    """
    holiday = people.on_holiday()
    policy = people.meeting.on_holiday
    found: list[Outcome] = []
    before = -1
    for index, (on, wall, start) in enumerate(planned):
        held = Outcome(on, wall, start, start)
        if start in holiday:
            because = _because(people, on, start)
            if policy == "keep":
                held = held._replace(because=f"kept although {because}")
            elif policy == "skip":
                held = held._replace(is_skipped=True, because=because)
            else:
                after = day_of(planned[index + 1].date) if index + 1 < len(planned) else None
                usual = max(_required(people.without_holidays(start), start), default=0)
                held = _moved(people, clock, held, (before, after), usual, because, blocked)
        if not held.is_skipped:
            before = clock.to_wall(held.start) // DAY
        before = max(before, day_of(on))  # a date that was skipped stays the rule's
        found.append(held)
    return tuple(found)


def _because(people: Invited, on: date, start: int) -> str:
    """Who has which holiday at an occurrence."""
    by_name: dict[str, list[str]] = {}
    for who, name in people.with_holiday(start):
        by_name.setdefault(name, []).append(who)
    told = [
        f"{_listed(whose)} {'has' if len(whose) == 1 else 'have'} {name}" for name, whose in by_name.items()
    ]
    return f"{'; '.join(told)} {_on(on)}"


def _on(on: date) -> str:
    return f"on {date_text(day_of(on))}"


def _then(wall: int) -> str:
    return f"moved to {date_text(wall // DAY)}, {wall_text(wall % DAY)}"


def retold(because: str, on: date, start: int, clock: Zone) -> str:
    """Why an occurrence is not as usual, in the style that holds here: kept are plain words, for calendars.

    Args:
        because: The words kept.
        on: The date that the rule gives it.
        start: The instant at which it takes place.
        clock: The meeting's own.
    """
    wall = clock.to_wall(start)
    with reading_as(PLAIN):
        plain = _on(on), _then(wall)
    for kept, told in zip(plain, (_on(on), _then(wall)), strict=True):
        because = because.replace(kept, told)
    return because


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _required(people: Invited, start: int) -> list[int]:
    costs = people.costs(start)
    return [costs[one.id] for one in people.invitees if one.is_required]


def _moved(
    people: Invited,
    clock: Zone,
    held: Outcome,
    neighbours: tuple[int, int | None],
    usual: int,
    because: str,
    blocked: IntervalSet,
) -> Outcome:
    """An occurrence at the place to which it is moved, or skipped where there is none."""
    minute = held.wall % DAY
    best: _Rank | None = None
    for days in _outwards(day_of(held.date), *neighbours, people, clock):
        ranks = [rank for day in days for rank in _best_on(people, clock, day, minute, blocked)]
        if not ranks:
            continue
        nearest = min(ranks)
        if nearest.worst <= usual:
            best = nearest
            break
        best = nearest if best is None else min(best, nearest, key=lambda one: one[:2])
    if best is None:
        none = "no date between its neighbours has a time for enough people"
        return held._replace(is_skipped=True, because=f"{because}; {none}")
    start = best.start
    then = f"{_then(clock.to_wall(start))} {clock.key}"
    return held._replace(start=start, because=f"{because}; {then}")


def _outwards(
    day: int, before: int, after: int | None, people: Invited, clock: Zone
) -> Iterator[tuple[int, ...]]:
    """The days between the neighbours, by distance: each time those as far away, the earlier first."""
    days, meeting = people.asked.days(clock), people.meeting
    low = max(before + 1, days.start, days.start if meeting.start is None else day_of(meeting.start))
    stop = days.stop if meeting.end is None else min(days.stop, day_of(meeting.end) + 1)
    high = stop if after is None else min(after, stop)
    for distance in range(1, max(day - low, high - 1 - day) + 1):
        found = tuple(one for one in (day - distance, day + distance) if low <= one < high)
        if found:
            yield found


def _best_on(people: Invited, clock: Zone, day: int, minute: int, blocked: IntervalSet) -> list[_Rank]:
    """The best place on a date, if there is any."""
    low, high = people.asked.start, people.asked.end
    walls = {day * DAY + at for at in (*range(0, DAY, _STEP), minute)}
    ranks: list[_Rank] = []
    for wall in sorted(walls):
        start = clock.to_instant(wall)
        if not low <= start < high or clock.to_wall(start) != wall or start in people.on_holiday():
            continue
        if start in blocked or start not in people.movable(also_quiet=wall % DAY == minute):
            continue
        ranks.append(
            _Rank(
                max(_required(people, start), default=0),
                sum(people.costs(start).values()),
                abs(wall % DAY - minute),
                start,
            )
        )
    return [min(ranks)] if ranks else []
