"""On which dates of a horizon requirements cannot be kept, each date by itself.

Law: a date is asked about with the conditions of that date alone. Dates that look alike to the people and
clocks of a requirement have the same conditions, and these are worked out once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, NamedTuple, final

from overlap.core.civil import DAY, weekday_of
from overlap.core.horizon import Horizon
from overlap.core.zones import Zone
from overlap.core.zones import zone as zone_of
from overlap.people.requirements import CoverageNeed, HandoffNeed, LimitNeed, OverlapNeed, Requirement
from overlap.people.roster import Roster
from overlap.planning.stagger.asking import Case, fewest, teams_of
from overlap.planning.stagger.board import Board
from overlap.planning.stagger.build import Built
from overlap.planning.stagger.conditions import (
    coverage_rows,
    handoff_choices,
    hours_rows,
    overlap_conditions,
)
from overlap.planning.stagger.model import Choice, Model, Row, Total
from overlap.planning.stagger.strands import REACH
from overlap.render.moments import date_text, weekdays_text

__all__ = [
    "Dates",
    "Day",
    "dates_of",
    "dates_without_plan",
    "on_date",
    "when_text",
    "with_conditions",
]

_MOST_RANGES: Final = 2
"""Ranges of dates that a sentence names before it counts."""

_YEAR: Final = 360
"""Days from which on a horizon is called a year."""

Condition = Row | Choice | Total


class Day(NamedTuple):
    """A date of a requirement: its day, and the minutes in which its shifts can start or end."""

    day: int
    start: int
    end: int


@final
@dataclass(frozen=True, slots=True)
class Dates:
    """When requirements cannot be kept.

    Attributes:
        days: The dates, in order.
        asked: All the dates that are asked about.
        is_each: Whether each of them is without a plan by itself; if not, they are so together only.
    """

    days: tuple[int, ...]
    asked: tuple[int, ...]
    is_each: bool


def dates_without_plan(case: Case, built: Built, model: Model, needs: Sequence[Requirement]) -> Dates:
    """The dates on which some requirements leave no plan, or a few that do so together.

    Args:
        case: Whom to ask.
        built: Of these requirements.
        model: That of `built`, with the limits in question.
        needs: The requirements.
    """
    found: dict[int, set[Condition]] = {}
    edges: set[int] = set()
    for tag, need in enumerate(needs, start=1):
        known: dict[int, list[Condition]] = {}
        for day, like, is_edge in _alike(built.board, case.roster, need):
            if is_edge:
                edges.add(day)
            if like.day not in known:
                known[like.day] = on_date(built.board, case.roster, need, tag, like)
            found.setdefault(day, set()).update(known[like.day])
    undated = {
        tag
        for tag, need in enumerate(needs, start=1)
        if isinstance(need, LimitNeed) and need.start_minute is None
    }
    base = replace(model, rows=tuple(row for row in model.rows if row.tag in undated), choices=(), totals=())
    asked = tuple(sorted(found))
    kinds: dict[frozenset[Condition], list[int]] = {}
    for day in asked:
        kinds.setdefault(frozenset(found[day]), []).append(day)

    def has_plan(chosen: Collection[frozenset[Condition]]) -> bool | None:
        every = dict.fromkeys(one for kind in chosen for one in sorted(kind, key=repr))
        answer = case.any_plan(with_conditions(base, list(every)))
        return answer is not None if answer is None or isinstance(answer, tuple) else None

    alone = [kind for kind in kinds if has_plan((kind,)) is False]
    if alone:
        days = {day for kind in alone for day in kinds[kind]}
        # A date at an edge is asked about by half only: that it has a plan says nothing about the others.
        return Dates(
            tuple(sorted(days)), tuple(day for day in asked if day in days or day not in edges), True
        )
    some, _ = fewest(list(kinds), has_plan)
    return Dates(tuple(sorted(kinds[kind][0] for kind in some)), asked, False)


def with_conditions(model: Model, conditions: Sequence[Condition]) -> Model:
    """A model with some conditions more."""
    return replace(
        model,
        rows=(*model.rows, *(one for one in conditions if isinstance(one, Row))),
        choices=(*model.choices, *(one for one in conditions if isinstance(one, Choice))),
        totals=(*model.totals, *(one for one in conditions if isinstance(one, Total))),
    )


def on_date(board: Board, roster: Roster, need: Requirement, tag: int, day: Day) -> list[Condition]:
    """What a requirement asks for on one of its dates."""
    alone = Board(board.seats, Horizon(day.start, day.end), roster)
    match need:
        case OverlapNeed():
            return list(overlap_conditions(alone, need, tag))
        case CoverageNeed():
            return list(coverage_rows(alone, need, tag))
        case HandoffNeed():
            return list(handoff_choices(alone, need, tag))
        case LimitNeed():
            found: list[Condition] = []
            if need.start_minute is not None and need.end_minute is not None:
                for one in need.teams or [team.id for team in roster]:
                    found += hours_rows(alone, one, need, (need.start_minute, need.end_minute), tag)
            return found


def _alike(board: Board, roster: Roster, need: Requirement) -> Iterator[tuple[int, Day, bool]]:
    """Each date of a requirement, with the first one that looks the same; whether it is at an edge."""
    teams = set(teams_of(roster, need))
    strands = [seat.strand for seat in board.seats if seat.strand.team in teams]
    zones: dict[Zone, None] = {}
    for seat in board.seats:
        if seat.strand.team in teams:
            zones |= {seat.strand.clock(start): None for start in seat.starts}
    if isinstance(need, CoverageNeed):
        zones[zone_of(need.zone)] = None
    if isinstance(need, LimitNeed):
        zones |= {zone_of(roster.teams[team].zone): None for team in sorted(teams)}
    first: dict[object, Day] = {}
    for one in dates_of(board, roster, need):
        like = one
        # At the edges some starts are outside, and nothing is asked of them: no other date is like that.
        is_edge = one.start <= board.horizon.start or one.end >= board.horizon.end
        if not is_edge and (isinstance(need, LimitNeed) or not need.holidays):
            looks = (
                _clocks_at(list(zones), one.day),
                tuple(strand.span(one.day + by) for strand in strands for by in range(-REACH, REACH + 1)),
            )
            like = first.setdefault(looks, one)
        yield one.day, like, is_edge


def _clocks_at(zones: Sequence[Zone], day: int) -> object:
    """What clocks say around a day, beside each other."""
    stretches = [zone.regimes((day - REACH) * DAY, (day + REACH + 2) * DAY) for zone in zones]
    base = stretches[0].offsets[0]
    return tuple(
        (
            tuple(at - day * DAY for at in one.thresholds),
            tuple(offset - base for offset in one.offsets),
            tuple((start - day * DAY, end - day * DAY) for start, end in one.gaps),
        )
        for one in stretches
    )


def dates_of(board: Board, roster: Roster, need: Requirement) -> list[Day]:
    """The dates on which a requirement is asked for."""
    low, high = board.horizon.start, board.horizon.end
    found: list[Day] = []
    for day in board.days:
        match need:
            case OverlapNeed() | HandoffNeed():
                if need.days is not None and weekday_of(day) not in need.days:
                    continue
                first = need.teams[0] if isinstance(need, OverlapNeed) else need.from_team
                at_end = isinstance(need, HandoffNeed)
                instants = _instants(board, first, day, holidays=need.holidays, at_end=at_end)
                if not instants or min(instants) >= high or max(instants) < low:
                    continue
                # All its starts, so that none of them leaves the date.
                found.append(Day(day, max(min(instants), low), min(max(instants) + 1, high)))
            case CoverageNeed():
                at = zone_of(need.zone).to_instant(day * DAY + need.start_minute)
                if weekday_of(day) in need.days and low <= at < high:
                    found.append(Day(day, at, at + 1))
            case LimitNeed():
                if need.start_minute is None or (need.days and weekday_of(day) not in need.days):
                    continue
                starts = [
                    zone_of(roster.teams[team].zone).to_instant(day * DAY + need.start_minute)
                    for team in teams_of(roster, need)
                    if need.days is not None or board.scheduled(board.of_team(team), day)
                ]
                inside = [at for at in starts if low <= at < high]
                if inside:
                    found.append(Day(day, min(inside), max(inside) + 1))
    return found


def _instants(board: Board, who: str, day: int, *, holidays: bool, at_end: bool) -> list[int]:
    """When shifts of a team dated a day start or end, at today's, the first and the last of its starts."""
    found: list[int] = []
    for seat in board.of_id(who):
        one = board.seats[seat]
        ends = dict.fromkeys((one.strand.today, one.starts[0], one.starts[-1]))
        for start in ends if len({start.clock for start in one.starts}) == 1 else one.starts:
            strand = one.strand
            shift = strand.held(start, day, board.horizon) if holidays else strand.instance(start, day)
            if shift is not None:
                found.append(shift.end if at_end else shift.start)
    return found


def when_text(dates: Dates, horizon: Horizon) -> str:
    """The dates as part of a sentence: `all year`, `on Mon 2 Mar 2026`, `from … to …`."""
    if not dates.days:
        return ""
    if len(dates.days) == len(dates.asked):
        if horizon.end - horizon.start >= _YEAR * DAY:
            return "all year"
        return "on every date" if len(dates.days) > 1 else f"on {date_text(dates.days[0])}"
    wanted = set(dates.days)
    ranges = [list(days) for is_in, days in groupby(dates.asked, wanted.__contains__) if is_in]
    if len(ranges) > _MOST_RANGES:
        weekdays = {weekday_of(day) for day in wanted}
        if wanted == {day for day in dates.asked if weekday_of(day) in weekdays}:
            return "on " + _and([weekdays_text(one) for one in sorted(weekdays)])
        first, last = date_text(dates.days[0]), date_text(dates.days[-1])
        return f"on {len(wanted)} dates from {first} to {last}"
    return _and(
        [
            f"on {date_text(days[0])}"
            if len(days) == 1
            else f"from {date_text(days[0])} to {date_text(days[-1])}"
            for days in ranges
        ]
    )


def _and(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
