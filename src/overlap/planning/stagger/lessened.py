"""Requirements that ask for less: fewer minutes, fewer people.

Law: whoever keeps a requirement keeps what asks for less, so the most that can be kept is found by halving.
The other parts of a requirement, its name too, stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import TypeVar

from overlap.people.requirements import CoverageNeed, HandoffNeed, LimitNeed, OverlapNeed, Requirement
from overlap.planning.stagger.board import Board
from overlap.planning.stagger.conditions import coverage_rows, handoff_choices, overlap_conditions
from overlap.planning.stagger.model import Choice, Row, Total

__all__ = ["conditions_of", "with_headcount", "with_minutes", "with_people"]

_R = TypeVar("_R", bound=Requirement)


def with_minutes(need: OverlapNeed | HandoffNeed, minutes: int) -> OverlapNeed | HandoffNeed:
    """The same requirement of so many minutes."""
    return _changed(need, minutes=minutes)


def with_headcount(need: CoverageNeed, headcount: int) -> CoverageNeed:
    """The same requirement of so many people."""
    return _changed(need, headcount=headcount)


def with_people(need: OverlapNeed | HandoffNeed, people: tuple[int, ...]) -> OverlapNeed | HandoffNeed:
    """The same requirement of so many people of each team."""
    return _changed(need, people=people)


def _changed(need: _R, **changes: object) -> _R:
    """A requirement with other attributes, which are known to be right."""
    new = object.__new__(type(need))
    for one in fields(need):
        object.__setattr__(new, one.name, changes.get(one.name, getattr(need, one.name)))
    return new


def conditions_of(board: Board, need: Requirement, tag: int) -> Sequence[Row | Choice | Total]:
    """What an overlap, a coverage or a handoff asks for; limits are no conditions of dates."""
    match need:
        case OverlapNeed():
            return list(overlap_conditions(board, need, tag))
        case CoverageNeed():
            return coverage_rows(board, need, tag)
        case HandoffNeed():
            return list(handoff_choices(board, need, tag))
        case LimitNeed():
            return []
