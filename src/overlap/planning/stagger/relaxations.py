"""The smallest things to give up so that there is a plan.

Law: each relaxation was shown by a plan to be enough, and of its kind nothing smaller is, on the grid of
starts and in steps of five minutes. Only what collides can help: a conflict that is left untouched stays.
Least given up comes first: minutes, then starts at once, then people, then a team that stays, then a whole
requirement. Where no single one is enough, several are given up together: as few requirements as can be,
and of each as little as the others leave.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, Final, Literal, NamedTuple, final

from overlap.core.civil import time_text
from overlap.people.flex import Flex
from overlap.people.requirements import CoverageNeed, HandoffNeed, LimitNeed, OverlapNeed, Requirement
from overlap.planning.selection import display_name
from overlap.planning.stagger.asking import Case, Cheapest, within
from overlap.planning.stagger.build import Built, Desk
from overlap.planning.stagger.candidates import Candidate, Excess, candidates_of, hours_text, moves
from overlap.planning.stagger.conflict import Clash, clash_of, colliding
from overlap.planning.stagger.conflict_dates import with_conditions
from overlap.planning.stagger.conflict_text import kept, least_level
from overlap.planning.stagger.lessened import conditions_of, with_headcount, with_minutes, with_people
from overlap.planning.stagger.model import Model
from overlap.render.moments import duration_text, wall_text

__all__ = ["Relaxation", "RelaxationKind", "relaxations"]

RelaxationKind = Literal[
    "minutes",
    "headcount",
    "people",
    "earlier_minutes",
    "later_minutes",
    "earliest_start",
    "latest_end",
    "cohorts",
    "min_cohort",
    "fixed",
    "drop",
    "together",
]
"""What is given up."""

_SHOWN: Final = 6
"""Relaxations that are given: more are no help to choose."""

_STEP: Final = 5
"""Minutes by which a requirement is cut: what people would write."""

_MOST_TOGETHER: Final = 4
"""Requirements that are given up together at most; with more it is another question."""

_ORDER: Final[Mapping[str, int]] = {
    "cohorts": 1,
    "min_cohort": 1,
    "headcount": 2,
    "people": 2,
    "fixed": 3,
    "drop": 4,
}
"""What is given up later than minutes."""


@final
@dataclass(frozen=True, slots=True)
class Relaxation:
    """What would be enough to give up, by itself.

    Attributes:
        kind: See `RelaxationKind`; "together" is several at once.
        name: The requirement's name, or the team's id.
        from_value: What is asked or accepted now; people as one count per team.
        to_value: What would do; None where it is given up.
        minutes: By how many minutes, where it is about minutes.
        text: As a sentence without its end.
        moved_person_minutes: What the plan then costs; None if that was not proven in time.
        parts: What is given up together.
    """

    kind: RelaxationKind
    name: str
    from_value: int | str | tuple[int, ...] | None
    to_value: int | str | tuple[int, ...] | None
    minutes: int | None
    text: str
    moved_person_minutes: int | None = None
    parts: tuple[Relaxation, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        found: dict[str, Any] = {
            "kind": self.kind,
            "name": self.name,
            "from": list(self.from_value) if isinstance(self.from_value, tuple) else self.from_value,
            "to": list(self.to_value) if isinstance(self.to_value, tuple) else self.to_value,
            "minutes": self.minutes,
            "text": self.text,
            "moved_person_minutes": self.moved_person_minutes,
        }
        if self.parts:
            found["parts"] = [part.to_dict() for part in self.parts]
        return found


class _Way(NamedTuple):
    """A relaxation and the model that it makes."""

    relaxation: Relaxation
    model: Model


def relaxations(
    case: Case, *, clash: Clash | None = None, cheapest: Cheapest | None = None, most: int = _SHOWN
) -> tuple[Relaxation, ...]:
    """The smallest things of which each would be enough to give up.

    Args:
        case: A model without a plan.
        clash: What collides in it; looked for if left out.
        cheapest: Tells what the plan then costs; nobody is asked if left out.
        most: How many are given.
    """
    found = list(_single(case, clash_of(case) if clash is None else clash))
    if not found:
        found = list(_together(case))
    found.sort(key=lambda way: _given_up(way.relaxation))
    return tuple(_priced(way, cheapest) for way in found[:most])


def _given_up(one: Relaxation) -> tuple[int, int]:
    """How much is given up: the smaller comes first."""
    if one.kind == "together":
        return 5, sum(_given_up(part)[0] for part in one.parts)
    return _ORDER.get(one.kind, 0), _amount(one)


def _amount(one: Relaxation) -> int:
    if one.minutes is not None:
        return one.minutes
    if isinstance(one.from_value, int) and isinstance(one.to_value, int):
        return abs(one.from_value - one.to_value)
    if isinstance(one.from_value, tuple) and isinstance(one.to_value, tuple):
        return sum(one.from_value) - sum(one.to_value)
    return 0


def _priced(way: _Way, cheapest: Cheapest | None) -> Relaxation:
    solution = None if cheapest is None else cheapest(way.model)
    if solution is None or solution.plan is None or not solution.proven or way.model.broken(solution.plan):
        return way.relaxation
    return replace(way.relaxation, moved_person_minutes=sum(way.model.moved(solution.plan)))


def _single(case: Case, clash: Clash) -> Iterator[_Way]:
    for need in clash.needs:
        dropped = case.built.model.without({case.built.need_tag(need.name)})
        if not _holds(case, dropped):
            continue  # what asks for less of it is not enough either
        yield from _less(case, case.built.model, need)
        yield _dropped(need, dropped)
    if clash.limits:
        yield from _wider(case, clash)


def _holds(case: Case, model: Model) -> bool:
    return isinstance(case.any_plan(model), tuple)


def _dropped(need: Requirement, model: Model) -> _Way:
    return _Way(Relaxation("drop", need.name, None, None, None, f'give up "{need.name}"'), model)


# Requirements that ask for less


def _less(case: Case, model: Model, need: Requirement) -> Iterator[_Way]:
    """What a requirement could ask for less: minutes, people."""
    built = case.built
    tag = built.need_tag(need.name)
    rest = model.without({tag})

    def asking(less: Requirement) -> Model:
        return with_conditions(rest, conditions_of(built.board, less, tag))

    match need:
        case OverlapNeed() | HandoffNeed():
            levels = range(_STEP, need.minutes, _STEP)
            minutes = _largest(case, levels, lambda at: asking(with_minutes(need, at)))
            if minutes is not None:
                text = f'cut "{need.name}" from {duration_text(need.minutes)} to {duration_text(minutes)}'
                yield _Way(
                    Relaxation("minutes", need.name, need.minutes, minutes, need.minutes - minutes, text),
                    asking(with_minutes(need, minutes)),
                )
            yield from _fewer_people(case, need, asking)
        case CoverageNeed():
            count = _largest(case, range(1, need.headcount), lambda at: asking(with_headcount(need, at)))
            if count is not None:
                text = f'be content with {_people(count)} instead of {need.headcount} for "{need.name}"'
                yield _Way(
                    Relaxation("headcount", need.name, need.headcount, count, None, text),
                    asking(with_headcount(need, count)),
                )
        case LimitNeed():
            pass


def _largest(case: Case, levels: Sequence[int], asked: Callable[[int], Model]) -> int | None:
    """The most that can be asked: what asks for more than too much is too much."""
    low, high = -1, len(levels) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _holds(case, asked(levels[middle])) else (low, middle - 1)
    return None if low < 0 else levels[low]


def _fewer_people(
    case: Case, need: OverlapNeed | HandoffNeed, asking: Callable[[Requirement], Model]
) -> Iterator[_Way]:
    """Fewer people of one of the teams, the others as they are."""
    ids = need.people_ids()
    most = tuple(_fewest_there(case, one) for one in ids) if need.people == "everyone" else need.people
    seen: set[tuple[int, ...]] = set()
    for at, one in enumerate(ids):
        levels = range(1, most[at] + (need.people == "everyone"))

        def counts(people: int, at: int = at) -> tuple[int, ...]:
            return (*most[:at], people, *most[at + 1 :])

        people = _largest(case, levels, lambda people, at=at: asking(with_people(need, counts(people, at))))  # type: ignore[misc]
        if people is None or counts(people) in seen:
            continue
        seen.add(counts(people))
        if need.people == "everyone":
            whose = _and(
                [
                    f"{count} of {display_name(case.roster, each)}"
                    for each, count in zip(ids, counts(people), strict=True)
                ]
            )
            text = f'be content with {whose} instead of everyone for "{need.name}"'
        else:
            whose = display_name(case.roster, one)
            text = f'be content with {people} instead of {most[at]} of {whose} for "{need.name}"'
        from_value = "everyone" if need.people == "everyone" else most
        yield _Way(
            Relaxation("people", need.name, from_value, counts(people), None, text),
            asking(with_people(need, counts(people))),
        )


def _fewest_there(case: Case, one: str) -> int:
    """How many of a team are there on the date with the fewest."""
    board = case.built.board
    seats = board.of_id(one)
    days = range(board.horizon.start // 1440 - 1, board.horizon.end // 1440 + 2)
    return min((people for people in (board.scheduled(seats, day) for day in days) if people), default=1)


# Teams that accept more


_BOUNDS: Final[tuple[tuple[RelaxationKind, int], ...]] = (
    ("earlier_minutes", 0),
    ("later_minutes", 1),
    ("earliest_start", 2),
    ("latest_end", 3),
)
"""The bounds of a flex, and where an excess has its minutes beyond them."""

_PAIRS: Final = ((0, 2), (1, 3))
"""Bounds that often stand at one place: both are moved where one is not enough."""


def _wider(case: Case, clash: Clash) -> Iterator[_Way]:
    """What a team could accept more: one bound at a time, or two of one direction."""
    built = case.wide(case.built.needs, clash.limits)
    for team in clash.limits:
        one = case.roster.teams[team]
        if one.id in case.keep:
            yield from _not_kept(case, built, team)
        elif not moves(one.flex):
            yield from _freed(case, built, team, "fixed" if one.flex and one.flex.fixed else "no flex")
        else:
            yield from _more_starts(case, built, team)
            yield from _farther(case, built, team)


def _not_kept(case: Case, built: Built, team: int) -> Iterator[_Way]:
    """A team that is asked to stay may move as it would."""
    one = case.roster.teams[team]
    flex = one.flex
    if flex is not None and moves(flex):
        starts = {
            (desk.position, other.start)
            for desk in built.desks
            if desk.team == team
            for other in candidates_of(one, desk.shift, built.board.horizon, case.grid)
        }

        def accepted(desk: Desk, candidate: Candidate) -> bool:
            return (desk.position, candidate.start) in starts

        model = within(built, built.model, team, accepted, cohorts=flex.cohorts, least=flex.min_cohort)
        if _holds(case, model):
            text = f"let {one.name} move as far as its flex allows"
            yield _Way(Relaxation("fixed", one.id, "keep", "flex", None, text), model)
            return
    yield from _freed(case, built, team, "keep")


def _freed(case: Case, built: Built, team: int, why: str) -> Iterator[_Way]:
    """A team that stays may start earlier, or later."""
    one = case.roster.teams[team]
    for way, at in (("earlier", 0), ("later", 1)):
        found = _least_beyond(case, built, team, (at,))
        if found is not None:
            text = f"let {one.name} start {duration_text(found[0])} {way}"
            yield _Way(Relaxation("fixed", one.id, why, way, found[0], text), found[1])


def _more_starts(case: Case, built: Built, team: int) -> Iterator[_Way]:
    """A team may use more starts at once, or have fewer people on each."""
    one = case.roster.teams[team]
    flex = one.flex or Flex()
    groups = [desk.group for desk in built.desks if desk.team == team and desk.group is not None]
    size = max((built.model.size(group) for group in groups), default=1)

    def with_cohorts(many: int) -> Model:
        return within(built, built.model, team, kept, cohorts=many)

    def with_few(few: int) -> Model:
        return within(built, built.model, team, kept, least=-few)

    more = least_level(case, range(flex.cohorts + 1, size // flex.min_cohort + 1), with_cohorts)
    if more is not None:
        text = f"let {one.name} use {more.amount} different starts instead of {flex.cohorts}"
        relaxation = Relaxation("cohorts", one.id, flex.cohorts, more.amount, None, text)
        yield _Way(relaxation, with_cohorts(more.amount))
    fewer = least_level(case, range(1 - flex.min_cohort, 0), with_few)
    if fewer is not None:
        text = f"let {one.name} have {_people(-fewer.amount)} on a start instead of {flex.min_cohort}"
        relaxation = Relaxation("min_cohort", one.id, flex.min_cohort, -fewer.amount, None, text)
        yield _Way(relaxation, with_few(fewer.amount))


def _farther(case: Case, built: Built, team: int) -> Iterator[_Way]:
    """A bound of a team's flex by the fewest minutes more."""
    one = case.roster.teams[team]
    flex = one.flex or Flex()
    for pair in _PAIRS:
        alone = False
        for at in pair:
            found = _least_beyond(case, built, team, (at,))
            if found is not None:
                alone = True
                relaxation = _bound(one.id, one.name, flex, at, found[0])
                yield _Way(relaxation, found[1])
        if alone or (flex.earliest_start is None and flex.latest_end is None):
            continue
        found = _least_beyond(case, built, team, pair)
        if found is not None:
            parts = tuple(_bound(one.id, one.name, flex, at, found[2][at]) for at in pair)
            text = f"{parts[0].text} and {parts[1].text}"
            relaxation = Relaxation("together", one.id, None, None, found[0], text, None, parts)
            yield _Way(relaxation, found[1])


def _bound(id: str, name: str, flex: Flex, at: int, minutes: int) -> Relaxation:
    """One bound moved by some minutes."""
    kind = _BOUNDS[at][0]
    if kind == "earliest_start":
        was = flex.earliest_start or 0
        text = f"let {name} start from {wall_text(was - minutes)} instead of {wall_text(was)}"
        return Relaxation(kind, id, time_text(was), time_text(was - minutes), minutes, text)
    if kind == "latest_end":
        was = flex.latest_end or 0
        text = f"let {name} end until {wall_text(was + minutes)} instead of {wall_text(was)}"
        return Relaxation(kind, id, hours_text(was), hours_text(was + minutes), minutes, text)
    was = flex.earlier_minutes if kind == "earlier_minutes" else flex.later_minutes
    way = "earlier" if kind == "earlier_minutes" else "later"
    text = f"let {name} start {duration_text(was + minutes)} {way} instead of {duration_text(was)}"
    return Relaxation(kind, id, was, was + minutes, minutes, text)


def _least_beyond(
    case: Case, built: Built, team: int, bounds: tuple[int, ...]
) -> tuple[int, Model, list[int]] | None:
    """The least that some bounds must give, the model, and what each of them gives."""

    def only(excess: Excess) -> bool:
        return all(at in bounds or not minutes for at, minutes in enumerate(excess))

    desks = [desk for desk in built.desks if desk.team == team and desk.group is not None]
    excesses = [
        one.excess
        for desk in desks
        for one in desk.candidates
        if one.is_barred and any(one.excess) and only(one.excess)
    ]

    def asked(most: int) -> Model:
        def accepted(_: Desk, one: Candidate) -> bool:
            return not one.is_barred or (any(one.excess) and only(one.excess) and max(one.excess) <= most)

        return within(built, built.model, team, accepted)

    found = least_level(case, sorted({max(excess) for excess in excesses}), asked)
    if found is None:
        return None
    reached = [excess for excess in excesses if max(excess) <= found.amount]
    return found.amount, asked(found.amount), [max(excess[at] for excess in reached) for at in range(4)]


# Several at once


def _together(case: Case) -> Iterator[_Way]:
    """The fewest requirements that must give, each as little as the others leave.

    Whatever is given up meets every conflict; a set that does and is not enough shows another conflict.
    """
    built = case.built
    tags = {need.name: built.need_tag(need.name) for need in built.needs}
    conflicts: list[frozenset[str]] = []
    while True:
        good: list[tuple[str, ...]] = []
        for chosen in _meeting_all(conflicts, list(tags)):
            answer = case.any_plan(built.model.without({tags[name] for name in chosen}))
            if isinstance(answer, tuple):
                good.append(chosen)
            elif answer is None:
                rest = [need for need in built.needs if need.name not in chosen]
                names = frozenset(need.name for need in colliding(case, rest)[0])
                if not names:
                    return  # no requirement is to blame
                conflicts.append(names)
                break
        else:
            break
    for chosen in good[:_SHOWN]:
        model = built.model.without({tags[name] for name in chosen})
        parts: list[Relaxation] = []
        for name in chosen:
            need = built.needs[tags[name] - 1]
            way = next(_less(case, model, need), None) or _dropped(need, model)
            model = way.model
            parts.append(way.relaxation)
        text = _and([part.text for part in parts])
        yield _Way(Relaxation("together", _and(chosen), None, None, None, text, None, tuple(parts)), model)


def _meeting_all(conflicts: Sequence[Collection[str]], names: Sequence[str]) -> list[tuple[str, ...]]:
    """The smallest sets of names that have one of each conflict."""
    useful = [name for name in names if any(name in conflict for conflict in conflicts)]
    for count in range(_MOST_TOGETHER + 1):
        found = [
            chosen
            for chosen in combinations(useful, count)
            if all(any(name in conflict for name in chosen) for conflict in conflicts)
        ]
        if found:
            return found
    return []


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _and(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
