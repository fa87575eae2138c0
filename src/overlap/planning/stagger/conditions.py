"""What requirements ask of a plan: rows and choices about columns, for each pattern of dates once.

Law: a condition holds for a plan exactly if the requirement holds on every date of its pattern. A window
may as well begin where somebody's work begins, so only those windows are looked at; a window that another
one serves at least as well is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise, product
from operator import itemgetter
from typing import Final

from overlap.core.civil import DAY, weekday_of
from overlap.core.zones import Zone
from overlap.core.zones import zone as zone_of
from overlap.people.requirements import CoverageNeed, HandoffNeed, LimitNeed, OverlapNeed
from overlap.planning.stagger.board import Board, Piece
from overlap.planning.stagger.model import Choice, Need, Row, Total
from overlap.planning.stagger.strands import NEAR

__all__ = ["coverage_rows", "fewest_rows", "handoff_choices", "hours_rows", "overlap_conditions"]

_ALWAYS: Final = (-(10**12), 10**12)
"""Minutes that leave nothing out."""


def overlap_conditions(board: Board, need: OverlapNeed, tag: int) -> Iterator[Choice | Total]:
    """What an overlap asks for on each date of its first team."""
    teams = [board.of_id(one) for one in need.teams]
    seen: set[object] = set()
    for day in _days(board, teams[0], [seat for seats in teams for seat in seats], need):
        outside = _outside(board, teams[0], need, day)
        found: Choice | Total | None = None
        if need.contiguous:
            ways = _windows(board, teams, need, day)
            choice = Choice(tag, None, ways if outside is None else (*ways, outside))
            found = None if () in choice.alternatives else choice
        elif outside != ():
            found = _total(board, teams, need, day, tag)
            if found is not None and outside is not None:
                # Who starts outside the horizon is asked for nothing: that alone is as good as all minutes.
                found = found._replace(segments=(*found.segments, (found.least, outside)))
        if found is not None and found not in seen:
            seen.add(found)
            yield found


def _days(board: Board, anchor: list[int], seats: list[int], need: OverlapNeed) -> list[int]:
    """The dates on which the first team works, one of each pattern; those at the horizon's edges each."""
    found: list[int] = []
    edges: list[int] = []
    for day in board.days:
        if need.days is not None and weekday_of(day) not in need.days:
            continue
        hull = None if need.holidays else _hull(board, anchor, day)
        if hull is not None and board.holds(hull[0]) and board.holds(hull[1]):
            found.append(day)
            continue
        starts = [
            one.start for seat in anchor for _, one in board.instances(seat, day, holidays=need.holidays)
        ]
        inside = sum(map(board.holds, starts))
        if inside:
            (found if inside == len(starts) else edges).append(day)
    if need.holidays:
        return found + edges
    return board.patterns(seats, found, (), lambda day: _hull(board, anchor, day)) + edges


def _outside(board: Board, anchor: list[int], need: OverlapNeed, day: int) -> tuple[Need, ...] | None:
    """That everybody of the first team starts outside the horizon on a date at its edge; None on others."""
    starts = {
        (seat, option): one.start
        for seat in anchor
        for option, one in board.instances(seat, day, holidays=need.holidays)
    }
    taking = [key for key, start in starts.items() if not board.holds(start)]
    people = sum(board.seats[seat].strand.count for seat in {seat for seat, _ in starts})
    if not taking or board.most(taking) < people:
        return None
    one = board.need(taking, people)
    return (one,) if one.least else ()


def _hull(board: Board, seats: list[int], day: int) -> tuple[int, int] | None:
    """From when until when the shifts of a day can be worked, without holidays."""
    reaches = [reach for seat in seats if (reach := board.reach(seat, day)) is not None]
    return (min(low for low, _ in reaches), max(high for _, high in reaches)) if reaches else None


def _windows(
    board: Board, teams: list[list[int]], need: OverlapNeed, day: int
) -> tuple[tuple[Need, ...], ...]:
    """The ways in which a window can be shared on a date, in order of time."""
    anchor = board.pieces(teams[0], [day], _ALWAYS, holidays=need.holidays, whole=need.through_breaks)
    low = min((one.start for one in anchor), default=0)
    high = max((one.end for one in anchor), default=0)
    near = [day + by for by in NEAR]
    pieces = [anchor]
    for seats in teams[1:]:
        within = low, high
        pieces.append(board.pieces(seats, near, within, holidays=need.holidays, whole=need.through_breaks))
    long = [[one for one in own if one.end - one.start >= need.minutes] for own in pieces]
    starts = sorted({one.start for own in long for one in own if low <= one.start <= high - need.minutes})
    people = {}
    if need.people == "everyone":
        for at, seats in enumerate(teams):
            for near_day in {one.day for one in pieces[at]}:
                people[at, near_day] = board.scheduled(seats, near_day)
    found: list[tuple[Need, ...]] = []
    for start in starts:
        end = start + need.minutes
        sides: list[list[Need]] = []
        for at, own in enumerate(long):
            there = [one for one in own if one.start <= start and end <= one.end]
            sides.append(list(_enough(board, there, need, at, people)))
            if not sides[-1]:
                break
        else:
            found += [tuple(one for one in needs if one.least) for needs in product(*sides)]
    return best_ways(tuple(dict.fromkeys(found)))


def _enough(
    board: Board,
    there: list[Piece],
    need: OverlapNeed,
    at: int,
    people: dict[tuple[int, int], int],
) -> Iterator[Need]:
    """How those at work through a window can be enough of a team."""
    if need.people != "everyone":
        taking = [(one.seat, one.option) for one in there]
        if board.most(taking) >= need.people[at]:
            yield board.need(taking, need.people[at])
        return
    for day in dict.fromkeys(one.day for one in there):
        taking = [(one.seat, one.option) for one in there if one.day == day]
        if board.most(taking) >= people[at, day]:
            yield board.need(taking, people[at, day])


@lru_cache(maxsize=256)
def best_ways(unique: tuple[tuple[Need, ...], ...]) -> tuple[tuple[Need, ...], ...]:
    """The different alternatives that no other makes needless, in their order."""
    kept = []
    for at, one in enumerate(unique):
        beaten = any(
            _is_easier(other, one) and (not _is_easier(one, other) or before < at)
            for before, other in enumerate(unique)
            if before != at
        )
        if not beaten:
            kept.append(one)
    return tuple(kept)


def _is_easier(one: tuple[Need, ...], other: tuple[Need, ...]) -> bool:
    """Whether whoever satisfies the other satisfies the one."""
    return all(
        any(need.mask & theirs.mask == theirs.mask and need.least <= theirs.least for theirs in other)
        for need in one
    )


def _total(board: Board, teams: list[list[int]], need: OverlapNeed, day: int, tag: int) -> Total | None:
    """Minutes of a date that all share, added up; None where nothing is asked."""
    anchor = board.pieces(teams[0], [day], _ALWAYS, holidays=need.holidays, whole=need.through_breaks)
    low, high = min(one.start for one in anchor), max(one.end for one in anchor)
    pieces = [anchor]
    for seats in teams[1:]:
        near = [day + by for by in NEAR]
        within = low, high
        pieces.append(board.pieces(seats, near, within, holidays=need.holidays, whole=need.through_breaks))
    people = {
        (at, one.day): board.scheduled(teams[at], one.day) for at, own in enumerate(pieces) for one in own
    }
    edges = sorted({min(max(at, low), high) for own in pieces for one in own for at in (one.start, one.end)})
    lengths: dict[tuple[Need, ...], int] = {}
    for start, end in pairwise(edges):
        sides: list[list[Need]] = []
        for at, own in enumerate(pieces):
            there = [one for one in own if one.start <= start and end <= one.end]
            sides.append(list(_enough(board, there, need, at, people)))
        # People of one date are at work at a time, so of several ways one at most comes true.
        for ways in product(*sides):
            key = tuple(one for one in ways if one.least)
            lengths[key] = lengths.get(key, 0) + end - start
    least = need.minutes - lengths.pop((), 0)
    return None if least <= 0 else Total(tag, tuple((n, needs) for needs, n in lengths.items()), least)


def coverage_rows(board: Board, need: CoverageNeed, tag: int) -> list[Row]:
    """What a coverage asks for at every minute of its windows."""
    ids = need.teams or [team.id for team in board.roster]
    wanted = {seat for one in ids for seat in board.of_id(one)}
    seats = [
        seat for seat in sorted(wanted) if need.skill is None or need.skill in board.seats[seat].strand.skills
    ]
    clock = zone_of(need.zone)
    minutes = need.start_minute, need.end_minute
    days = []
    for day in board.days:
        start = clock.to_instant(day * DAY + need.start_minute)
        if weekday_of(day) in need.days and board.holds(start):
            days.append(day)
    if not need.holidays:
        days = board.patterns(seats, days, [clock], lambda day: _asked(clock, day, minutes))
    skipped = clock.regimes((days[0] - 1) * DAY, (days[-1] + 2) * DAY).skipped_days() if days else set()
    rows: dict[int, int] = {}
    for day in days:
        if day in skipped:
            continue
        asked = _asked(clock, day, minutes)
        _cover(board, seats, day, *asked, need.headcount, rows, holidays=need.holidays)
    return fewest_rows(tag, rows)


def _asked(clock: Zone, day: int, minutes: tuple[int, int]) -> tuple[int, int]:
    """The instants at which a window of wall minutes begins and ends on a day."""
    return clock.to_instant(day * DAY + minutes[0]), clock.to_instant(day * DAY + minutes[1])


def hours_rows(board: Board, one: str, need: LimitNeed, minutes: tuple[int, int], tag: int) -> list[Row]:
    """What the own hours of a team or a member ask for on each of its working dates, on its own clock."""
    seats = board.of_id(one)
    clock = zone_of(board.roster.team(one).zone) if "." not in one else board.roster.pattern(one).zone
    found = []
    for day in board.days:
        start = clock.to_instant(day * DAY + minutes[0])
        asked = board.scheduled(seats, day) > 0 if need.days is None else weekday_of(day) in need.days
        if asked and board.holds(start):
            found.append(day)
    if found:
        skipped = clock.regimes((found[0] - 1) * DAY, (found[-1] + 2) * DAY).skipped_days()
        found = [day for day in found if day not in skipped]
    rows: dict[int, int] = {}
    for day in board.patterns(seats, found, [clock], lambda day: _asked(clock, day, minutes)):
        _cover(board, seats, day, *_asked(clock, day, minutes), need.headcount, rows, holidays=False)
    return fewest_rows(tag, rows)


def _cover(
    board: Board,
    seats: list[int],
    day: int,
    low: int,
    high: int,
    least: int,
    rows: dict[int, int],
    *,
    holidays: bool,
) -> None:
    """Adds what every minute of `[low, high)` asks for: the columns at work, and how many people."""
    if low >= high:
        return
    events: list[tuple[int, int, tuple[int, int]]] = []
    for start, end, _, seat, option in board.pieces(
        seats, range(day - 3, day + 4), (low, high), holidays=holidays
    ):
        key = seat, option
        events.append((start if start > low else low, 1, key))
        events.append((end if end < high else high, -1, key))
    events.sort(key=itemgetter(0))
    there: dict[tuple[int, int], int] = {}
    mask = fixed = at = 0
    moment = low
    while True:
        while at < len(events) and events[at][0] <= moment:
            _, step, key = events[at]
            was = there.get(key, 0)
            there[key] = was + step
            if not was or was + step == 0:
                who = board.seats[key[0]]
                if who.column is None:
                    fixed += step * who.strand.count
                else:
                    mask ^= 1 << (who.column + key[1])
            at += 1
        if least > fixed:
            rows[mask] = max(rows.get(mask, 0), least - fixed)
        if at == len(events):
            return
        moment = events[at][0]
        if moment >= high:
            return


def fewest_rows(tag: int, rows: dict[int, int]) -> list[Row]:
    """The rows without those that follow from another: fewer columns that need as many people."""
    ordered = sorted(rows.items(), key=lambda pair: (pair[0].bit_count(), pair[0]))
    kept: list[tuple[int, int]] = []
    for mask, least in ordered:
        if not any(other & mask == other and need >= least for other, need in kept):
            kept.append((mask, least))
    return [Row(tag, Need(mask, least)) for mask, least in kept]


def handoff_choices(board: Board, need: HandoffNeed, tag: int) -> Iterator[Choice]:
    """What a handoff asks for whenever a shift of its first team ends."""
    giving, taking = board.of_id(need.from_team), board.of_id(need.to_team)
    days = [day for day in board.days if need.days is None or weekday_of(day) in need.days]
    worked = [day for day in days if board.scheduled(giving, day) or need.holidays]
    if not need.holidays:
        found: list[int] = []
        edges: list[int] = []
        for day in worked:
            ends = [one.end for seat in giving for _, one in board.instances(seat, day, holidays=False)]
            inside = sum(map(board.holds, ends))
            if inside:
                (found if inside == len(ends) else edges).append(day)
        worked = edges + board.patterns([*giving, *taking], found, (), lambda day: _hull(board, giving, day))
    groups = Counter(one.group for one in board.seats)
    seen: set[Choice] = set()
    for day in worked:
        near = [day + by for by in NEAR]
        hull = _ALWAYS if need.holidays else _hull(board, giving, day)
        if hull is None:
            continue
        around = hull[0] - need.minutes, hull[1] + 1
        theirs = board.pieces(taking, near, around, holidays=need.holidays)
        ours = board.pieces(giving, near, around, holidays=need.holidays)
        for seat in giving:
            for option, instance in board.instances(seat, day, holidays=need.holidays):
                if not board.holds(instance.end):
                    continue
                one = board.seats[seat]
                when = None if one.group is None else (one.group, option)
                ways = list(_handed_over(board, need, (seat, day), instance.end, ours, theirs))
                if when is not None and groups[one.group] > 1 and len(one.starts) > 1:
                    ways.append(_elsewhere(board, seat, option))
                choice = Choice(tag, when, best_ways(tuple(dict.fromkeys(ways))))
                if () not in choice.alternatives and choice not in seen:
                    seen.add(choice)
                    yield choice


def _elsewhere(board: Board, seat: int, option: int) -> tuple[Need, ...]:
    """How a start in use, which others of the group may have, is none of a seat's: its people have others."""
    own = board.seats[seat]
    others = [(seat, other) for other in range(len(own.starts)) if other != option]
    return (board.need(others, own.strand.count),)


def _handed_over(
    board: Board,
    need: HandoffNeed,
    leaving: tuple[int, int],
    end: int,
    ours: list[Piece],
    theirs: list[Piece],
) -> Iterator[tuple[Need, ...]]:
    """How the end of a shift is in order: others of the team go on, or the next team has been there."""
    going_on = [(one.seat, one.option) for one in ours if one.start <= end < one.end]
    if going_on:
        yield tuple(need for need in (board.need(going_on, 1),) if need.least)
    start = end - need.minutes
    staying = [one for one in ours if one.start <= start and end <= one.end]
    coming = [one for one in theirs if one.start <= start and end < one.end]
    own = _side(board, need, 0, staying, only=leaving)
    next_ = list(_side(board, need, 1, coming, only=None))
    for one in own:
        for other in next_:
            yield tuple(need for need in (one, other) if need.least)


def _side(
    board: Board, need: HandoffNeed, at: int, there: list[Piece], *, only: tuple[int, int] | None
) -> Iterator[Need]:
    """How those at work through the minutes of a handoff can be enough of one side."""
    if need.people != "everyone":
        taking = [(one.seat, one.option) for one in there]
        if board.most(taking) >= need.people[at]:
            yield board.need(taking, need.people[at])
        return
    # Everybody of one shift on one date.
    kinds: dict[tuple[int | None, object, int], list[Piece]] = {}
    for one in there:
        strand = board.seats[one.seat].strand
        kinds.setdefault((strand.shift, strand.base, one.day), []).append(one)
    for (position, base, day), pieces in kinds.items():
        strand = board.seats[pieces[0].seat].strand
        if only is not None:
            mine = board.seats[only[0]].strand
            if (mine.shift, mine.base, only[1]) != (position, base, day):
                continue
        alike = [
            seat
            for seat in board.of_id(need.to_team if at else need.from_team)
            if (board.seats[seat].strand.shift, board.seats[seat].strand.base) == (position, base)
        ]
        people = board.scheduled(alike, day)
        taking = [(one.seat, one.option) for one in pieces]
        if board.most(taking) >= people:
            yield board.need(taking, people)
