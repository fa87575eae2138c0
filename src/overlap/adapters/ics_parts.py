"""A recurring entry as rules and single events that every reader expands alike.

Law: the parts of an entry together have exactly its instants. An instance of a rule begins at a wall time
that its clock shows once, and no clock change touches it, so its exact length is also that on the clock's
face; what is otherwise is an event of its own, on UTC where its times are shown twice or never. A rule
begins with an instance that takes place when the rule says, and ends with one that takes place.

Why: of a skipped or repeated wall time readers make different instants, and RFC 5545 section 3.8.5.3 gives
all instances of a rule the same exact length. Where the rule itself would come to such a wall time it ends
before and another begins after; an instance that only lasts across a change is left out of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, final

from overlap.core.civil import DAY, date_of
from overlap.core.recurrence import Recurrence
from overlap.core.zones import Zone
from overlap.core.zones import zone as zone_of
from overlap.people.entries import Moved, TimedEntry

__all__ = ["Part", "parts_of", "touches_change"]

_MOST_INSTANCES: Final = 999
"""Of one rule; Outlook takes no more (MS-OXCICAL 2.1.3.2.2)."""


@final
@dataclass(frozen=True, slots=True)
class Part:
    """One event of a file.

    Attributes:
        uid: What it is called; the first rule of an entry has the entry's own.
        zone: IANA key of its clock, "UTC" for instants.
        start: Wall minute at which it begins, on that clock.
        minutes: Its length, on the clock's face and exactly.
        recurrence: Its rule, or None.
        until: Instant of the rule's last instance, UTC minutes; that of the event where there is no rule.
        skipped: Wall minutes of instances of the rule that do not take place, in order.
        moved: Instances that take place at another time of the same clock, in order.
        because: Why a single event is not where its rule would put it; "" if nobody said.
    """

    uid: str
    zone: str
    start: int
    minutes: int
    recurrence: Recurrence | None
    until: int
    skipped: tuple[int, ...] = ()
    moved: tuple[Moved, ...] = ()
    because: str = ""


def touches_change(clock: Zone, low: int, high: int) -> bool:
    """Whether a stretch of wall time, both ends included, touches what its clock skips or shows twice.

    Example:
        >>> clock, night = zone_of("Europe/Warsaw"), 20_541 * DAY  # 2026-03-29
        >>> [touches_change(clock, night + minute, night + minute) for minute in (119, 120, 179, 180)]
        [False, True, True, False]
    """
    return any(
        low < at + max(before, after) and high >= at + min(before, after)
        for at, before, after in clock.changes(low - DAY, high + DAY + 1)
    )


def parts_of(entry: TimedEntry) -> tuple[Part, ...]:
    """The events that stand for an entry: its rules in order, then single events in order."""
    clock = zone_of(entry.zone)
    moved = {one.original: one for one in entry.moved}
    skipped = set(entry.skipped)
    if entry.recurrence is None:
        if entry.start in skipped:
            return ()
        one = moved.get(entry.start)
        return (_single(entry, clock, entry.uid, one or Moved(entry.start, entry.start)),)
    rules: list[Part] = []
    singles: list[Moved] = []
    for number, (run, is_rule) in enumerate(_runs(entry, clock)):
        if not is_rule:
            singles += [moved.get(wall, Moved(wall, wall)) for wall in run if wall not in skipped]
            continue
        if not run:
            continue
        uid = entry.uid if number == 0 else _derived(entry.uid, "from", run[0])
        rule, alone = _rule(entry, clock, uid, run, skipped, moved)
        rules += rule
        singles += alone
    alone_parts = [_single(entry, clock, _derived(entry.uid, "on", one.original), one) for one in singles]
    return (*rules, *alone_parts)


def _runs(entry: TimedEntry, clock: Zone) -> Iterator[tuple[list[int], bool]]:
    """The wall minutes of the rule in runs, each with whether one rule can hold it.

    The first is always one of a rule, be it empty, so that the number of a run says whether it is first.
    """
    run: list[int] = []
    for wall in entry.walls():
        if touches_change(clock, wall, wall):
            yield run, True
            yield [wall], False
            run = []
        else:
            if len(run) == _MOST_INSTANCES:
                yield run, True
                run = []
            run.append(wall)
    yield run, True


def _rule(
    entry: TimedEntry, clock: Zone, uid: str, run: list[int], skipped: set[int], moved: dict[int, Moved]
) -> tuple[list[Part], list[Moved]]:
    """The rule of a run, if anything is left of it, and the instances that cannot be its own."""
    places: dict[int, int] = {}
    alone: list[Moved] = []
    for at, wall in enumerate(run):
        if wall in skipped:
            continue
        one = moved.get(wall, Moved(wall, wall))
        near = range(max(at - 1, 0), min(at + 2, len(run))) if wall in moved else ()
        # Nextcloud (sabre) shows a moved first instance twice, and Home Assistant (ical) any in UTC.
        is_followable = wall not in moved or (bool(places) and entry.zone != "UTC")
        if (
            is_followable
            and not touches_change(clock, one.start, one.start + entry.minutes)
            and all(
                _are_apart(one.start, place, entry.minutes, in_order=other > at)
                for other in near
                if other != at
                for place in (run[other], moved[run[other]].start if run[other] in moved else run[other])
            )
        ):
            places[wall] = one.start
        else:
            alone.append(one)
    if not places:
        return [], alone
    held = list(places)
    if len(held) == 1:
        return [_single(entry, clock, uid, Moved(held[0], held[0]))], alone
    part = Part(
        uid,
        entry.zone,
        held[0],
        entry.minutes,
        entry.recurrence,
        clock.to_instant(held[-1]),
        tuple(wall for wall in run if held[0] < wall < held[-1] and wall not in places),
        tuple(moved[wall] for wall in held if wall in moved),
    )
    return [part], alone


def _are_apart(start: int, other: int, minutes: int, *, in_order: bool) -> bool:
    """Whether two instances keep their order without overlap and on different days.

    A series whose instances do not is refused by Outlook (MS-OXCICAL 2.1.3.1.1.20.18).
    """
    early, late = (start, other) if in_order else (other, start)
    return late >= early + minutes and late // DAY > early // DAY


def _single(entry: TimedEntry, clock: Zone, uid: str, one: Moved) -> Part:
    """An event that does not recur."""
    instant = clock.to_instant(one.start)
    local = not touches_change(clock, one.start, one.start + entry.minutes)
    zone, start = (entry.zone, one.start) if local else ("UTC", instant)
    return Part(uid, zone, start, entry.minutes, None, instant, because=one.because)


def _derived(uid: str, word: str, wall: int) -> str:
    """The UID of another part of an entry, by the date of the rule's that it begins with.

    Example:
        >>> _derived("sync@example.com", "from", 20_541 * DAY)
        'sync.from-20260329@example.com'
    """
    local, at, domain = uid.partition("@")
    return f"{local}.{word}-{date_of(wall // DAY):%Y%m%d}{at}{domain}"
