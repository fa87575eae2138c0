"""The best plan of a model: by exact search where it is small, else by HiGHS from coarse grids to fine.

Law: nothing is called proven that is not. Which of the two has found a plan never changes it: both are asked
the same questions in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final, Literal

from overlap.errors import MissingExtra
from overlap.planning.stagger.build import ONE_AT_A_TIME, Built
from overlap.planning.stagger.highs import solve as solve_highs
from overlap.planning.stagger.model import Bar, Model, Plan, Solution, Tier
from overlap.planning.stagger.search import Stopped, search

__all__ = ["Progress", "Solver", "Solving", "best_plan", "has_highs"]

Solver = Literal["auto", "search", "highs"]
"""Which solver is asked: the search first and then HiGHS, or one of them alone."""

Progress = Callable[[str, Fraction | None, Fraction | None], None]
"""Told what is made small, the best so far and the bound."""

COARSER: Final = (60, 30)
"""Grids that are tried before a finer one."""

SEARCH_FIRST: Final = 500_000
"""Steps of the search where HiGHS is there to go on: about a second."""

SEARCH_ALONE: Final = 3_500_000
"""Steps of the search where nobody else is: about five seconds."""

COARSE_SHARE: Final = 0.15
"""How much of the time each coarser grid may take."""

MANY_COLUMNS: Final = 150
"""Columns from which on a coarser grid is tried first; smaller models are solved before that pays."""


class Solving:
    """How a plan is looked for: the solver, how long, and who is told."""

    __slots__ = ("progress", "seconds", "seed", "solver", "threads")

    def __init__(
        self,
        solver: Solver = "auto",
        seconds: float = 60.0,
        *,
        threads: int = 1,
        seed: int = 0,
        progress: Progress | None = None,
    ) -> None:
        self.solver = solver
        self.seconds: float = seconds
        self.threads: int = threads
        self.seed: int = seed
        self.progress: Progress | None = progress

    def solve(
        self,
        model: Model,
        priority: Sequence[Tier],
        start: Plan | None = None,
        *,
        ties: bool = True,
        share: float = 1.0,
        searching: bool = True,
    ) -> Solution:
        """The best plan of one model, or the best found.

        Args:
            model: What must hold.
            priority: What is made small, in order.
            start: A plan to begin with.
            ties: Whether to choose among equal plans too; without that, which of them is found is open.
            share: How much of the time HiGHS may take.
            searching: Whether the search is asked before HiGHS; alone it always is.

        Raises:
            MissingExtra: If it is too large for the search, and HiGHS is not installed or not wanted.
        """
        tiers = tuple(priority)
        if self.solver != "highs" and (searching or not has_highs()):
            try:
                found = self.searched(model, tiers, start)
            except Stopped as stopped:
                return stopped.best()
            if found is not None and (found.infeasible or is_done(found, tiers, ties=ties)):
                return found
            if found is not None and found.plan is not None:
                start = found.plan
        if self.solver != "search":
            solved = solve_highs(
                model,
                tiers,
                seconds=self.seconds * share,
                start=start,
                threads=self.threads,
                seed=self.seed,
                ties=ties,
                progress=self.progress,
            )
            if solved is not None:
                return solved
        raise too_large(model, self.solver)

    def searched(self, model: Model, tiers: Sequence[Tier], start: Plan | None = None) -> Solution | None:
        """What the search finds, which takes less time where HiGHS can go on.

        Raises:
            Stopped: On Ctrl-C.
        """
        soon = self.solver == "auto" and has_highs()
        return search(model, tuple(tiers), start=start, work=SEARCH_FIRST if soon else SEARCH_ALONE)


def is_done(found: Solution, tiers: Sequence[Tier], *, ties: bool) -> bool:
    """Whether all that was asked is proven."""
    if not tiers:
        return found.plan is not None
    return found.plan is not None and found.proven == len(tiers) and (found.unique or not ties)


def too_large(model: Model, solver: Solver) -> MissingExtra:
    """The error where the search gives up and there is nobody else to ask."""
    if solver == "search":
        return MissingExtra(
            f"{model.columns} possible starts are too many for the exact search",
            hint="leave the solver to us, or allow fewer starts: a coarser grid, less flex",
            field="solver",
        )
    return MissingExtra(
        f"{model.columns} possible starts are too many for the exact search, and HiGHS is not installed",
        hint="install it with: pip install 'overlap-teams[solver]', or allow fewer starts: --grid 30",
    )


def has_highs() -> bool:
    """Whether HiGHS is installed. It is not loaded here, for that takes longer than many a search."""
    from importlib.util import find_spec

    return find_spec("highspy") is not None


def best_plan(
    built: Built, grid: int, priority: Sequence[Tier], how: Solving, start: Plan | None = None
) -> Solution:
    """The best plan of a model, from what coarser grids know.

    Args:
        built: The model.
        grid: Its minutes between starts.
        priority: What is made small, in order.
        how: See `Solving`.
        start: A plan to begin with.
    """
    model = built.model
    if start is None and how.solver != "search" and model.columns > MANY_COLUMNS and has_highs():
        if how.solver == "auto":
            try:
                first = how.searched(model, priority)
            except Stopped as stopped:
                return stopped.best()
            if first is not None and (first.infeasible or is_done(first, priority, ties=True)):
                return first
            start = None if first is None else first.plan
        coarser = [one for one in COARSER if one > grid and one % grid == 0]
        for coarse in coarser:
            rough = _on_grid(built, coarse)
            found = how.solve(rough, priority[:1], start, ties=False, share=COARSE_SHARE, searching=False)
            start = start if found.plan is None else found.plan
        left = 1.0 - COARSE_SHARE * len(coarser)
        return how.solve(model, priority, start, share=left, searching=False)
    return how.solve(model, priority, start)


def _on_grid(built: Built, grid: int) -> Model:
    """The model in which starts lie on a coarser grid from today's."""
    bars = [
        Bar(ONE_AT_A_TIME, (desk.group, option))
        for desk in built.desks
        if desk.group is not None
        for option, one in enumerate(desk.candidates)
        if (one.option.place - desk.shift.start_minute) % grid
    ]
    return replace(built.model, bars=(*built.model.bars, *bars))
