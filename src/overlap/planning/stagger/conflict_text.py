"""A conflict in words: by how much a team would have to go beyond its limits, and when.

Law: each sentence is true by itself. What "would have to" be was proven to be the least on the grid; what
could not be proven in time is said to be enough, not to be needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, final

from overlap.core.zones import zone as zone_of
from overlap.people.flex import Flex
from overlap.planning.stagger.asking import UNKNOWN, Answer, Case, within
from overlap.planning.stagger.build import Built, Desk
from overlap.planning.stagger.candidates import Candidate, Excess, moves
from overlap.planning.stagger.conflict import Clash
from overlap.planning.stagger.conflict_dates import dates_without_plan, when_text
from overlap.planning.stagger.model import Group, Model, Plan
from overlap.planning.stagger.never import why_never
from overlap.render.moments import city_text, duration_text, wall_text

__all__ = ["Beyond", "Level", "kept", "least_beyond", "least_level", "sentences"]

Way = Literal["earlier", "later", "either", "cohorts", "min_cohort"]

_WAYS: Final[tuple[Literal["earlier", "later"], ...]] = ("earlier", "later")


@final
@dataclass(frozen=True, slots=True)
class Beyond:
    """How a team would get out of a conflict by going beyond its limits.

    Attributes:
        way: Which limit it is.
        amount: Minutes beyond what it accepts, how many starts at once, or how few people on one.
        desk: Which of its shifts goes farthest, as a position in `Built.desks`; None for cohorts.
        option: And to which of its starts.
        is_proven: Whether less is proven not to do.
    """

    way: Way
    amount: int
    desk: int | None
    option: int | None
    is_proven: bool


class Level(NamedTuple):
    """The least that is enough, a plan that shows it, and whether less is proven not to do."""

    amount: int
    plan: Plan
    is_proven: bool


def sentences(case: Case, clash: Clash) -> tuple[str, ...]:
    """What a conflict means to those who read it."""
    if not clash.needs:
        return (_two_at_once(case, clash),)
    names = _and([f'"{need.name}"' for need in clash.needs])
    wide = clash.wide
    if wide is None:
        teams = f"{len(clash.limits)} teams"
        return (f"{names} cannot be met within the limits of {teams}; it was not looked into which of them.",)
    if not clash.limits:
        if len(clash.needs) == 1:
            return why_never(case, clash.needs[0], wide)
        when = _when(case, clash)
        return (f"{names} cannot all be met{when}, whenever the shifts start.",)
    found: list[str] = []
    if len(clash.limits) > 1:
        whose = _names(case, clash.limits)
        found.append(f"{names} cannot be met within the limits of {whose}{_when(case, clash)}.")
    for team in clash.limits:
        found.append(_needs(case, clash, wide, team, names))
    return tuple(found)


def _two_at_once(case: Case, clash: Clash) -> str:
    whose = _names(case, clash.teams)
    kept = " within its limits" if clash.limits else ""
    return f"The same people of {whose} work shifts that overlap at every start{kept}."


def _when(case: Case, clash: Clash) -> str:
    """The dates of a conflict, as the end of a sentence."""
    rest = [team for team in clash.teams if team not in clash.limits]
    # Few starts are sooner looked through: only the teams whose limits do not matter have all of them.
    built = case.wide(clash.needs, rest)
    model = built.model.without({built.limit_tag(team) for team in rest})
    dates = dates_without_plan(case, built, model, clash.needs)
    when = when_text(dates, case.built.board.horizon)
    if not when:
        return ""
    return f" {when}" if dates.is_each else f" with the same starts {when}"


def _needs(case: Case, clash: Clash, wide: Built, team: int, names: str) -> str:
    """What one team would have to do if the rest of the conflict stays."""
    who = case.roster.teams[team].name
    others = [one for one in clash.limits if one != team]
    beyond = least_beyond(case, clash, team)
    is_proven = all(one.is_proven for one in beyond)
    ways = [(_way(wide, team, one), _limit(case, wide, team, one)) for one in beyond]
    if others:
        head, when = f"With the limits of {_names(case, others)} kept, {who}", ""
        verb = "would have to" if is_proven else "could"
    else:
        verb = "need" if len(clash.needs) > 1 else "needs"
        head, when = names, _when(case, clash)
        verb = f"{verb} {who} to" if is_proven else f"can be had: {who} could"
    if not ways:
        return f"{head} {verb} go beyond its limits{when}; by how much was not found in time."
    if len({limit for _, limit in ways}) == 1:
        return f"{head} {verb} {' or '.join(way for way, _ in ways)}{when}; {ways[0][1]}."
    return f"{head} {verb} {' or '.join(f'{way} ({limit})' for way, limit in ways)}{when}."


def _way(wide: Built, team: int, beyond: Beyond) -> str:
    """What a team would have to do: `start at 06:45 or earlier`."""
    if beyond.way == "cohorts":
        return f"use {beyond.amount} different starts"
    if beyond.way == "min_cohort":
        return f"have as few as {beyond.amount} {'person' if beyond.amount == 1 else 'people'} on a start"
    if beyond.way == "either":
        return f"start up to {duration_text(beyond.amount)} beyond its limits, both earlier and later"
    desk = wide.desks[beyond.desk or 0]
    one = desk.candidates[beyond.option or 0]
    whose = _whose(wide, team, desk)
    place = one.option.place
    if beyond.way == "earlier":
        return f"start {whose}at {wall_text(place)}{_there(desk)} or earlier"
    if one.excess.after > one.excess.later:
        end = place + desk.shift.end_minute - desk.shift.start_minute
        return f"end {whose}at {wall_text(end)}{_there(desk)} or later"
    return f"start {whose}at {wall_text(place)}{_there(desk)} or later"


def _limit(case: Case, wide: Built, team: int, beyond: Beyond) -> str:
    """What stands against it: `its limit is 08:00`."""
    one = case.roster.teams[team]
    flex = Flex() if one.flex is None else one.flex
    groups = [
        wide.model.groups[desk.group] for desk in wide.desks if desk.team == team and desk.group is not None
    ]
    if one.id in case.keep:
        return "it is kept as it is"
    if beyond.way == "cohorts":
        return f"its limit is {max((group.cohorts for group in groups), default=1)}"
    if beyond.way == "min_cohort":
        return f"its limit is {max((group.least for group in groups), default=1)}"
    if not moves(one.flex):
        return "it is fixed" if flex.fixed else "it has no flex"
    if beyond.way == "either":
        return "its flex allows no more"
    desk = wide.desks[beyond.desk or 0]
    shift = desk.shift
    if beyond.way == "earlier":
        first = max(shift.start_minute - flex.earlier_minutes, flex.earliest_start or 0)
        return f"its limit is {wall_text(max(first, 0))}"
    excess = desk.candidates[beyond.option or 0].excess
    length = shift.end_minute - shift.start_minute
    last = shift.end_minute + flex.later_minutes
    if flex.latest_end is not None:
        last = min(last, flex.latest_end)
    return f"its limit is {wall_text(last if excess.after > excess.later else last - length)}"


def _whose(wide: Built, team: int, desk: Desk) -> str:
    """Which of a team's shifts it is, where several can move."""
    several = sum(_is_of(one, team) for one in wide.desks) > 1
    return f'its shift "{desk.shift.name}" ' if several else ""


def _there(desk: Desk) -> str:
    """Whose clock a time is of, where it is not that of the team."""
    return "" if desk.shift.zone is None else f" {city_text(zone_of(desk.shift.zone))} time"


def _names(case: Case, teams: Iterable[int]) -> str:
    return _and([case.roster.teams[team].name for team in teams])


def _and(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def least_beyond(case: Case, clash: Clash, team: int) -> list[Beyond]:
    """The least that a team must go beyond its limits, in each way that is enough by itself.

    All else of the conflict is kept, and other teams that are in it by no limit have any start.
    """
    wide = clash.wide
    if wide is None:
        return []
    rest = {wide.limit_tag(one) for one in clash.teams if one not in clash.limits}
    model = wide.model.without(rest)
    found: list[Beyond] = []
    desks = [desk for desk in wide.desks if _is_of(desk, team)]
    groups = _groups(wide, team)
    size = max((wide.model.size(desk.group) for desk in desks if desk.group is not None), default=1)
    accepted = [one for desk in desks for one in desk.candidates if not one.is_barred]
    cohorts = max((group.cohorts for group in groups), default=1)
    least = max((group.least for group in groups), default=1)
    if size > 1 and len(accepted) > 1:
        # More starts at once first; then fewer people on each.
        more = least_level(
            case,
            range(cohorts + 1, size // least + 1),
            lambda many: within(wide, model, team, kept, cohorts=many),
        )
        fewer = least_level(
            case, range(1 - least, 0), lambda few: within(wide, model, team, kept, least=-few)
        )
        if more is not None:
            found.append(Beyond("cohorts", more.amount, None, None, more.is_proven))
        if fewer is not None:
            found.append(Beyond("min_cohort", -fewer.amount, None, None, fewer.is_proven))
    for many in (None, size):
        for way in _WAYS:
            found += _beyond(case, wide, model, team, way, many)
        if found:
            return found
        found += _beyond(case, wide, model, team, "either", many)
        if found:
            return found
    return found


def _beyond(case: Case, wide: Built, model: Model, team: int, way: Way, cohorts: int | None) -> list[Beyond]:
    desks = [(at, desk) for at, desk in enumerate(wide.desks) if _is_of(desk, team)]
    levels = {
        max(one.excess)
        for _, desk in desks
        for one in desk.candidates
        if one.is_barred and _goes(one.excess, way)
    }

    def asked(most: int) -> Model:
        def accepted(_: Desk, one: Candidate) -> bool:
            return not one.is_barred or (_goes(one.excess, way) and max(one.excess) <= most)

        return within(wide, model, team, accepted, cohorts=cohorts, least=None if cohorts is None else 1)

    found = least_level(case, sorted(levels), asked)
    if found is None:
        return []
    far: list[tuple[int, int, int]] = []
    for at, desk in desks:
        for option in wide.model.used(found.plan)[desk.group or 0]:
            if desk.candidates[option].is_barred:
                far.append((max(desk.candidates[option].excess), -at, option))
    if not far:
        return []
    _, at, option = max(far)
    return [Beyond(way, found.amount, -at, option, found.is_proven)]


def _goes(excess: Excess, way: Way) -> bool:
    """Whether a start lies beyond a limit in one direction only."""
    if way == "earlier":
        return not (excess.later or excess.after)
    return way != "later" or not (excess.earlier or excess.before)


def kept(_: Desk, one: Candidate) -> bool:
    """Whether a start is within the limits as they are."""
    return not one.is_barred


def _groups(wide: Built, team: int) -> list[Group]:
    return [
        wide.model.groups[desk.group] for desk in wide.desks if desk.team == team and desk.group is not None
    ]


def _is_of(desk: Desk, team: int) -> bool:
    return desk.team == team and desk.group is not None


def least_level(case: Case, levels: Sequence[int], asked: Callable[[int], Model]) -> Level | None:
    """The first level with a plan: each level allows what those before it do."""
    if not levels:
        return None
    best = case.any_plan(asked(levels[-1]))
    if not isinstance(best, tuple):
        return None
    low, high, is_proven = 0, len(levels) - 1, True
    while low < high:
        middle = (low + high) // 2
        answer: Answer = case.any_plan(asked(levels[middle]))
        if isinstance(answer, tuple):
            best, high = answer, middle
        else:
            is_proven = is_proven and answer is not UNKNOWN
            low = middle + 1
    return Level(levels[high], best, is_proven)
