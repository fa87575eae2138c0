"""Whether there is any plan at all: a model without one, and questions about what would do instead.

Law: an answer is a plan that was judged, a proof that there is none, or "not known". Starts that another
one serves at least as well are left aside before a solver is asked; that never changes whether there is
a plan.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final, TypeVar, final

from overlap.people.requirements import Requirement
from overlap.people.roster import Roster
from overlap.planning.stagger.build import ONE_AT_A_TIME, Built, Desk, build
from overlap.planning.stagger.candidates import Candidate
from overlap.planning.stagger.model import Bar, Model, Need, Plan, Solution, bits

__all__ = [
    "UNKNOWN",
    "Answer",
    "Case",
    "Cheapest",
    "Feasible",
    "Unknown",
    "fewest",
    "needless_starts",
    "teams_of",
    "within",
]

T = TypeVar("T")

_MOST_QUESTIONS: Final = 2000
"""Questions after which nothing more is known: each is capped too, so all of it ends."""


class Unknown(Enum):
    """That a solver ran out of what it may spend."""

    UNKNOWN = "unknown"


UNKNOWN: Final = Unknown.UNKNOWN
"""Neither a plan nor a proof that there is none."""

Answer = Plan | None | Unknown
"""A plan, None if it is proven that there is none, or `UNKNOWN`."""

Feasible = Callable[[Model], Answer]
"""Asks a solver for any plan of a model."""

Cheapest = Callable[[Model], Solution | None]
"""Asks a solver for the plan of a model that moves least."""


@final
@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A model without a plan, and the means to ask about others.

    Attributes:
        roster: The teams.
        built: The model, with each team's limits.
        grid: Minutes between starts.
        feasible: See `Feasible`. It may be asked about models with more starts than `built` has.
        keep: Ids of teams that stay.
        most: How many questions are asked at most.
    """

    roster: Roster
    built: Built
    grid: int
    feasible: Feasible
    keep: frozenset[str] = frozenset()
    most: int = _MOST_QUESTIONS
    _asked: list[int] = field(default_factory=lambda: [0], repr=False)
    _wide: dict[tuple[tuple[str, ...], tuple[int, ...]], Built] = field(default_factory=dict, repr=False)

    def wide(self, needs: Sequence[Requirement], teams: Iterable[int]) -> Built:
        """The model of some requirements in which some teams may have any start of the day."""
        chosen = tuple(sorted(teams))
        key = tuple(need.name for need in needs), chosen
        if key not in self._wide:
            ids = [self.roster.teams[team].id for team in chosen]
            horizon = self.built.board.horizon
            self._wide[key] = build(self.roster, horizon, needs, self.grid, keep=self.keep, wide=ids)
        return self._wide[key]

    def any_plan(self, model: Model) -> Answer:
        """A plan of a model, if it has one."""
        if any(not choice.alternatives and choice.when is None for choice in model.choices):
            return None
        if any(row.need.least > 0 and not row.need.mask for row in model.rows):
            return None
        slim = replace(model, bars=(*model.bars, *needless_starts(model)), changes=(), again=0)
        # Most teams can do without many starts at once, and are far sooner understood if they have to.
        few = tuple(group._replace(cohorts=1) if group.cohorts > 3 else group for group in slim.groups)
        if few != slim.groups:
            found = self._ask(replace(slim, groups=few), model)
            if isinstance(found, tuple):
                return found
        return self._ask(slim, model)

    def _ask(self, slim: Model, model: Model) -> Answer:
        self._asked[0] += 1
        if self._asked[0] > self.most:
            return UNKNOWN
        found = self.feasible(slim)
        return UNKNOWN if isinstance(found, tuple) and model.broken(found) else found

    @property
    def asked(self) -> int:
        """How many questions were asked so far."""
        return self._asked[0]


def teams_of(roster: Roster, need: Requirement) -> list[int]:
    """Positions of the teams that a requirement is about: all, if it names none."""
    named = {one.partition(".")[0] for one in need.people_ids()}
    return [at for at, team in enumerate(roster) if not named or team.id in named]


def within(
    built: Built,
    model: Model,
    team: int,
    accepted: Callable[[Desk, Candidate], bool],
    *,
    cohorts: int | None = None,
    least: int | None = None,
) -> Model:
    """A model in which a team has other limits: the starts it accepts, and how many at once.

    Args:
        built: What the model's numbers stand for.
        model: The model, which may be without the team's limits.
        team: Position of the team.
        accepted: Whether a start of a shift is.
        cohorts: The most starts at once; as `built` has it if left out.
        least: The fewest people on a start; as `built` has it if left out.
    """
    tag = built.limit_tag(team)
    groups = list(model.groups)
    bars = [bar for bar in model.bars if bar.tag != tag]
    for desk in built.desks:
        if desk.team != team or desk.group is None:
            continue
        was = built.model.groups[desk.group]
        size = built.model.size(desk.group)
        most = was.cohorts if cohorts is None else max(min(cohorts, size), 1)
        few = was.least if least is None else least
        groups[desk.group] = was._replace(cohorts=most, least=few)
        bars += [
            Bar(tag, (desk.group, at)) for at, one in enumerate(desk.candidates) if not accepted(desk, one)
        ]
    return replace(model, groups=tuple(groups), bars=tuple(bars))


def needless_starts(model: Model) -> list[Bar]:
    """Options without which there is a plan exactly if there is one with them, as bars.

    People of an option may as well be on another of their group if that is on every mask that theirs is
    on, and if nothing is asked of its use that is not asked of theirs.
    """
    masks: dict[int, None] = {}
    for needs in _all_needs(model):
        for need in needs:
            masks[need.mask] = None
    serves = [0] * model.columns
    for at, mask in enumerate(masks):
        for column in bits(mask):
            serves[column] |= 1 << at
    asked: dict[tuple[int, int], set[object]] = {}
    for choice in model.choices:
        if choice.when is not None:
            asked.setdefault(choice.when, set()).add(choice.alternatives)
    for apart in model.aparts:
        for mine, theirs in ((apart.one, apart.other), (apart.other, apart.one)):
            # Two options of one group: neither stands for any other.
            unlike = mine[0] == theirs[0] and mine != theirs
            asked.setdefault(mine, set()).add(("alone", mine) if unlike else ("apart", theirs))
            if mine == theirs:
                asked[mine].add("never")
    for bar in model.bars:
        asked.setdefault(bar.option, set()).add("never")
    found = []
    nothing: set[object] = set()
    for group, one in enumerate(model.groups):
        pools = model.pools_of(group)
        kept = list(range(len(one.options)))
        for option in range(len(one.options)):
            uses = [serves[model.column(pool, option)] for pool in pools]
            demands = asked.get((group, option), nothing)
            if "never" in demands:
                kept.remove(option)
                continue
            for other in kept:
                if other == option or not asked.get((group, other), nothing) <= demands:
                    continue
                if all(
                    own & serves[model.column(pool, other)] == own
                    for own, pool in zip(uses, pools, strict=True)
                ):
                    kept.remove(option)
                    found.append(Bar(ONE_AT_A_TIME, (group, option)))
                    break
    return found


def _all_needs(model: Model) -> Iterable[tuple[Need, ...]]:
    for row in model.rows:
        yield (row.need,)
    for choice in model.choices:
        yield from choice.alternatives
    for total in model.totals:
        for _, needs in total.segments:
            yield needs


def fewest(names: Sequence[T], has_plan: Callable[[Collection[T]], bool | None]) -> tuple[list[T], bool]:
    """A minimal set of names that together leave no plan, and whether it is proven to be minimal.

    The set is split again and again, so that few names among many take few questions: QuickXplain (Junker,
    "QuickXplain: preferred explanations and relaxations for over-constrained problems", AAAI 2004).

    Args:
        names: All of them leave no plan; the first are kept rather than the last.
        has_plan: Whether there is a plan if some names are asked for; None: not known, which counts as yes.
    """
    sure = True

    def none(kept: Collection[T]) -> bool:
        nonlocal sure
        answer = has_plan(kept)
        sure = sure and answer is not None
        return answer is False

    def split(background: list[T], *, grew: bool, rest: list[T]) -> list[T]:
        if grew and none(background):
            return []
        if len(rest) == 1:
            return rest
        first, second = rest[: len(rest) // 2], rest[len(rest) // 2 :]
        later = split([*background, *first], grew=True, rest=second)
        return [*split([*background, *later], grew=bool(later), rest=first), *later]

    if none(()):
        return [], sure
    if not names:
        return [], sure
    found = split([], grew=False, rest=list(names))
    return sorted(found, key=list(names).index), sure
