"""Which requirements and limits of teams collide where there is no plan: a smallest set of names.

Law: the set has no plan, and without any one of its names it has one; `is_minimal` says whether the second
was proven. That a person is at one shift at a time is never given up, and is in no set.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final, final

from overlap.people.requirements import Requirement
from overlap.planning.stagger.asking import Answer, Case, fewest, teams_of
from overlap.planning.stagger.build import Built
from overlap.planning.stagger.model import Plan

__all__ = ["Clash", "Conflict", "clash_of", "conflict_of", "find_conflict"]

_MOST_WIDE: Final = 12
"""Teams that may have any start of the day at once: with more a model is too large to ask often."""


@final
@dataclass(frozen=True, slots=True)
class Conflict:
    """Why there is no plan.

    Attributes:
        requirements: Names of requirements that collide, in order of the roster.
        limits: Ids of teams whose limits collide with them: their flex, or that they stay.
        is_minimal: Whether it is proven that without any one of these names there is a plan.
        text: Sentences that tell it.
    """

    requirements: tuple[str, ...]
    limits: tuple[str, ...]
    is_minimal: bool
    text: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "requirements": list(self.requirements),
            "limits": list(self.limits),
            "minimal": self.is_minimal,
            "text": list(self.text),
        }


@final
@dataclass(frozen=True, slots=True, eq=False)
class Clash:
    """A conflict as numbers.

    Attributes:
        needs: The requirements.
        limits: Positions of the teams.
        teams: Positions of all teams that the requirements are about.
        wide: The model of these requirements, in which all these teams may have any start of the day;
            None if they are too many.
        is_minimal: As of the conflict.
    """

    needs: tuple[Requirement, ...]
    limits: tuple[int, ...]
    teams: tuple[int, ...]
    wide: Built | None
    is_minimal: bool


def find_conflict(case: Case) -> Conflict:
    """The smallest set of names that collide, and sentences that tell why.

    Args:
        case: A model without a plan.
    """
    return conflict_of(case, clash_of(case))


def conflict_of(case: Case, clash: Clash) -> Conflict:
    """A conflict that is known as numbers, with its names and sentences."""
    from overlap.planning.stagger.conflict_text import sentences

    return Conflict(
        tuple(need.name for need in clash.needs),
        tuple(case.roster.teams[team].id for team in clash.limits),
        clash.is_minimal,
        sentences(case, clash),
    )


def clash_of(case: Case) -> Clash:
    """The conflict of a case, as numbers."""
    needs, is_sure = colliding(case, case.built.needs)
    teams = _concerned(case, needs)
    if len(teams) > _MOST_WIDE:
        return Clash(needs, teams, teams, None, False)
    wide = case.wide(needs, teams)
    tags = {team: wide.limit_tag(team) for team in teams}
    plans: list[Plan] = []

    def has_plan(kept: Collection[int]) -> bool | None:
        gone = {tags[team] for team in teams if team not in kept}
        if any(wide.model.broken(plan) <= gone for plan in plans):
            return True
        return _known(case.any_plan(wide.model.without(gone)), plans)

    limits, is_proven = fewest(teams, has_plan)
    return Clash(needs, tuple(limits), teams, wide, is_sure and is_proven)


def colliding(case: Case, needs: Collection[Requirement]) -> tuple[tuple[Requirement, ...], bool]:
    """The fewest of some requirements that leave no plan within all limits, and whether that is proven."""
    built = case.built
    every = range(1, len(built.needs) + 1)
    tags = [tag for tag in every if built.needs[tag - 1] in needs]
    plans: list[Plan] = []

    def has_plan(kept: Collection[int]) -> bool | None:
        gone = {tag for tag in every if tag not in kept}
        if any(built.model.broken(plan) <= gone for plan in plans):
            return True
        return _known(case.any_plan(built.model.without(gone)), plans)

    found, is_sure = fewest(tags, has_plan)
    return tuple(built.needs[tag - 1] for tag in found), is_sure


def _known(answer: Answer, plans: list[Plan]) -> bool | None:
    """Whether there is a plan; one that is found is kept."""
    if isinstance(answer, tuple):
        plans.append(answer)
        return True
    return False if answer is None else None


def _concerned(case: Case, needs: Collection[Requirement]) -> tuple[int, ...]:
    """The teams that matter: what others accept changes nothing."""
    if needs:
        return tuple(sorted({team for need in needs for team in teams_of(case.roster, need)}))
    # No requirement is needed: somebody is at two shifts at once.
    groups = case.built.model.groups
    apart = {groups[option[0]].team for one in case.built.model.aparts for option in (one.one, one.other)}
    return tuple(sorted(apart))
