"""From teams and requirements to the model of a stagger, and what its numbers stand for.

Law: the model says what the requirements say, on every date of the horizon, and nothing else. Its groups
are in the order of the roster and its shifts, so that names never matter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, final

from overlap.core.horizon import Horizon
from overlap.core.zones import zone as zone_of
from overlap.errors import BadRoster
from overlap.people.requirements import (
    CoverageNeed,
    HandoffNeed,
    LimitNeed,
    OverlapNeed,
    Requirement,
)
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.planning.stagger.board import Board, Seat
from overlap.planning.stagger.candidates import Candidate, candidates_of, moves
from overlap.planning.stagger.conditions import (
    coverage_rows,
    handoff_choices,
    hours_rows,
    overlap_conditions,
)
from overlap.planning.stagger.model import (
    Apart,
    Bar,
    Change,
    Choice,
    Group,
    Model,
    Need,
    Pool,
    Row,
    Total,
)
from overlap.planning.stagger.nights import Nights
from overlap.planning.stagger.rests import clashes, short_rests
from overlap.planning.stagger.strands import Start, Strand, strands_of

__all__ = ["ONE_AT_A_TIME", "Built", "Desk", "Earlier", "build"]

ONE_AT_A_TIME: Final = 0
"""The tag of what nobody can give up: a person is at one shift at a time."""

Earlier = Mapping[tuple[str, int], Mapping[int, int]]
"""People of an earlier plan by (team id, position of the shift) and by place of their start."""


@final
@dataclass(frozen=True, slots=True, eq=False)
class Desk:
    """A shift of a team and the starts it may choose among.

    Attributes:
        team: Position of the team.
        position: Position of the shift among the team's.
        shift: As it is today.
        candidates: Its starts, by place.
        seats: Those who work it.
        group: Its group in the model, or None where it can only stay.
    """

    team: int
    position: int
    shift: Shift
    candidates: tuple[Candidate, ...]
    seats: tuple[int, ...]
    group: int | None

    @property
    def today(self) -> int:
        """Which of the candidates is today's start."""
        start = Start(self.shift.start_minute, self.shift.zone)
        return next(at for at, one in enumerate(self.candidates) if one.start == start)


@final
@dataclass(frozen=True, slots=True, eq=False)
class Built:
    """A model and what its numbers stand for.

    Attributes:
        model: The model.
        board: Its columns as people and starts.
        desks: Its groups as shifts, and the shifts that stay.
        needs: The requirement of each tag from 1 on; after them come the limits of the teams.
    """

    model: Model
    board: Board
    desks: tuple[Desk, ...]
    needs: tuple[Requirement, ...]

    def limit_tag(self, team: int) -> int:
        """The tag of what a team accepts."""
        return 1 + len(self.needs) + team

    def need_tag(self, name: str) -> int:
        """The tag of a requirement."""
        return 1 + next(at for at, need in enumerate(self.needs) if need.name == name)


def build(
    roster: Roster,
    horizon: Horizon,
    needs: Sequence[Requirement],
    grid: int,
    *,
    keep: Collection[str] = (),
    wide: Collection[str] = (),
    cohorts: Mapping[str, int] | None = None,
    earlier: Earlier | None = None,
    again: int = 0,
) -> Built:
    """The model of a roster.

    Args:
        roster: The teams.
        horizon: When requirements must hold.
        needs: What must hold.
        grid: Minutes between starts.
        keep: Ids of teams that stay.
        wide: Ids of teams that may have any start, those they do not accept as bars that can be left out.
        cohorts: Of some teams, how many starts they may use instead of what they say.
        earlier: A plan to stay near to.
        again: What each minute away from it costs beside those moved.

    Raises:
        BadRoster: If people are at two shifts at once as things are.
        BeyondData: If a holiday calendar does not reach that far.
    """
    limits = 1 + len(needs)
    strands = strands_of(roster, skills=_skills(needs), apart=_is_personal(needs))
    own: dict[tuple[int, int], list[Strand]] = {}
    for strand in strands:
        if strand.shift is not None:
            own.setdefault((strand.team, strand.shift), []).append(strand)
    seats = [Seat(one, (one.today,), None, None) for one in strands if one.shift is None]
    desks: list[Desk] = []
    pools: list[Pool] = []
    columns = groups = 0
    for order, team in enumerate(roster):
        for position, shift in enumerate(team.shifts):
            people = own.get((order, position), [])
            still = team.id in keep or not people
            candidates = candidates_of(
                team, shift, horizon, grid, wide=bool(people) and team.id in wide, still=still
            )
            starts = tuple(one.start for one in candidates)
            is_free = len(candidates) > 1
            group = groups if is_free else None
            first = len(seats)
            for one in people:
                seats.append(Seat(one, starts, columns if is_free else None, group))
                if is_free:
                    pools.append(Pool(groups, one.count))
                    columns += len(candidates)
            groups += is_free
            mine = tuple(range(first, len(seats)))
            desks.append(Desk(order, position, shift, tuple(candidates), mine, group))
    board = Board(tuple(seats), horizon, roster)
    nights = Nights(horizon, roster.defaults.quiet)
    desks = [_with_quiet(roster, desk, nights) for desk in desks]
    shared = tuple(_group(board, desk, limits, keep, cohorts) for desk in desks if desk.group is not None)
    rows: list[Row] = []
    choices: list[Choice] = []
    totals: list[Total] = []
    aparts: list[Apart] = []
    bars: list[Bar] = [
        Bar(limits + desk.team, (desk.group, option))
        for desk in desks
        if desk.group is not None
        for option, one in enumerate(desk.candidates)
        if one.is_barred
    ]
    for one_seat, other_seat in clashes(board):
        _apart(board, ONE_AT_A_TIME, one_seat, other_seat, aparts, rows, keep)
    for tag, need in enumerate(needs, start=1):
        match need:
            case OverlapNeed():
                for condition in overlap_conditions(board, need, tag):
                    if isinstance(condition, Choice):
                        choices.append(condition)
                    else:
                        totals.append(condition)
            case CoverageNeed():
                rows += coverage_rows(board, need, tag)
            case HandoffNeed():
                choices += handoff_choices(board, need, tag)
            case LimitNeed():
                _limit(board, nights, need, tag, rows, aparts)
    model = Model(
        tuple(team.people_count for team in roster),
        shared,
        tuple(pools),
        tuple(rows),
        tuple(choices),
        tuple(totals),
        tuple(dict.fromkeys(aparts)),
        tuple(dict.fromkeys(bars)),
        tuple(_changes(roster, desks, board, earlier)) if earlier is not None else (),
        again if earlier is not None else 0,
        (
            "one shift at a time",
            *(need.name for need in needs),
            *(f"limits of {team.id}" for team in roster),
        ),
    )
    return Built(model, board, tuple(desks), tuple(needs))


def _skills(needs: Sequence[Requirement]) -> frozenset[str]:
    """What tells people apart."""
    return frozenset(
        need.skill for need in needs if isinstance(need, CoverageNeed) and need.skill is not None
    )


def _is_personal(needs: Sequence[Requirement]) -> bool:
    """Whether named members matter each for themselves: their days off do, or something is asked of them."""
    return any(
        (not isinstance(need, LimitNeed) and need.holidays) or any("." in one for one in need.people_ids())
        for need in needs
    )


def _with_quiet(roster: Roster, desk: Desk, nights: Nights) -> Desk:
    """A desk whose candidates know what they cost in quiet hours, where the team is."""
    team = roster.teams[desk.team]
    usual = Strand(desk.team, desk.position, desk.shift, 0, (), team.pattern, None, frozenset())
    home = zone_of(team.zone)
    candidates = tuple(
        one._replace(option=one.option._replace(quiet=nights.minutes(usual, one.start, home)))
        for one in desk.candidates
    )
    return replace(desk, candidates=candidates)


def _group(
    board: Board, desk: Desk, limits: int, keep: Collection[str], cohorts: Mapping[str, int] | None
) -> Group:
    team = board.roster.teams[desk.team]
    flex = team.flex
    size = sum(board.seats[seat].strand.count for seat in desk.seats)
    most, least = 1, 1
    if flex is not None and moves(flex) and team.id not in keep:
        most = flex.cohorts if cohorts is None else cohorts.get(team.id, flex.cohorts)
        least = min(flex.min_cohort, size)
    options = tuple(one.option for one in desk.candidates)
    return Group(desk.team, options, min(most, size), least, limits + desk.team)


def _apart(
    board: Board,
    tag: int,
    one: tuple[int, int],
    other: tuple[int, int],
    aparts: list[Apart],
    rows: list[Row],
    keep: Collection[str] = (),
) -> None:
    """Keeps two (seat, option) from being used both."""
    first, second = board.seats[one[0]], board.seats[other[0]]
    if first.group is not None and second.group is not None:
        aparts.append(Apart(tag, (first.group, one[1]), (second.group, other[1])))
    elif first.group is not None:
        aparts.append(Apart(tag, (first.group, one[1]), (first.group, one[1])))
    elif second.group is not None:
        aparts.append(Apart(tag, (second.group, other[1]), (second.group, other[1])))
    elif tag == ONE_AT_A_TIME:
        _refuse_double(board.roster, first, second, keep)
    else:
        rows.append(Row(tag, _NEVER))


_NEVER: Final = Need(0, 1)
"""A need that no plan has: nobody is at nothing."""


def _refuse_double(roster: Roster, first: Seat, second: Seat, keep: Collection[str]) -> None:
    """People who are at two shifts at once today cannot be planned, unless they stay as they are."""
    team = roster.teams[first.strand.team]
    if moves(team.flex) and team.id not in keep:
        raise BadRoster(
            f'the shifts "{first.strand.base.name}" and "{second.strand.base.name}" of "{team.id}" overlap, '
            "and the same people work both",
            hint="say the headcount of each shift, or keep them apart",
            field=f"team.{team.id}.shifts",
        )


def _limit(
    board: Board, nights: Nights, need: LimitNeed, tag: int, rows: list[Row], aparts: list[Apart]
) -> None:
    """What a limit asks of its teams and members."""
    for one in need.teams or [team.id for team in board.roster]:
        seats = board.of_id(one)
        if need.quiet_minutes is not None:
            rows += [
                row for seat in seats for row in _quiet_rows(board, nights, seat, need.quiet_minutes, tag)
            ]
        if need.rest_minutes is not None:
            for first, second in short_rests(board, seats, need.rest_minutes):
                _apart(board, tag, first, second, aparts, rows)
        if need.start_minute is not None and need.end_minute is not None:
            rows += hours_rows(board, one, need, (need.start_minute, need.end_minute), tag)


def _quiet_rows(board: Board, nights: Nights, seat: int, most: int, tag: int) -> Iterator[Row]:
    """That all people of a seat are on starts with few quiet minutes where they are."""
    one = board.seats[seat]
    home = one.strand.pattern.zone
    fine = [at for at, start in enumerate(one.starts) if nights.minutes(one.strand, start, home) <= most]
    if len(fine) < len(one.starts):
        mask = 0 if one.column is None else sum(1 << (one.column + at) for at in fine)
        yield Row(tag, Need(mask, one.strand.count))


def _changes(roster: Roster, desks: Sequence[Desk], board: Board, earlier: Earlier) -> Iterator[Change]:
    """What it costs to leave an earlier plan: the least minutes that people of a shift change."""
    for desk in desks:
        before = earlier.get((roster.teams[desk.team].id, desk.position))
        if desk.group is None or before is None:
            continue
        places = sorted({*before, *(one.option.place for one in desk.candidates)})
        for low, high in pairwise(places):
            mask = 0
            for seat in desk.seats:
                first = board.seats[seat].column or 0
                for at, one in enumerate(desk.candidates):
                    if one.option.place <= low:
                        mask |= 1 << (first + at)
            yield Change(mask, sum(people for place, people in before.items() if place <= low), high - low)
