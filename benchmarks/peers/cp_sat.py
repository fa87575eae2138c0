"""A stagger's model in CP-SAT, as somebody would write it who knows CP-SAT well.

Law: the same questions in the same order: each tier proven before the next, then which teams stay, early
starts, fixed weights. People on a column are whole numbers, an alternative is a literal, its needs are
enforced by it, and the people on the first and on the last alternatives together are as many as the one
that is taken needs: without those cuts every solver is lost. Each step begins with the last plan.

It knows nothing of the library: a model comes as JSON on stdin, what was found goes to stdout as JSON, for
OR-Tools and HiGHS cannot be loaded in one process. Times are of the solver alone.

    python benchmarks/peers/cp_sat.py < model.json
"""

from __future__ import annotations

import json
import sys
from fractions import Fraction
from math import lcm
from time import perf_counter, process_time
from typing import Any

from ortools.sat.python import cp_model

__all__ = ["main"]

STAY_AT_ONCE = 30
"""Teams whose staying is decided in one go; weights are powers of two."""

Needs = list[tuple[list[int], int]]


class Stagger:
    """A model in CP-SAT, and what is known of it."""

    def __init__(self, given: dict[str, Any]) -> None:
        self.given = given
        self.model = cp_model.CpModel()
        self.columns: list[Any] = []
        self.whole: dict[int, tuple[int, Any]] = {}
        self.used: list[list[Any]] = []
        self.plan: list[int] | None = None
        self.refused = False
        self.left = float(given["seconds"])
        self.seconds = [0.0, 0.0]
        self.solver = cp_model.CpSolver()
        self.solver.parameters.num_workers = given["workers"]
        self.solver.parameters.random_seed = given["seed"]
        self._people()
        for mask, least in given["rows"]:
            self.model.add(self.count(mask, least) >= least)
        for when, alternatives in given["choices"]:
            self._choice(when, alternatives)
        for segments, least in given["totals"]:
            self._total(segments, least)
        for one, other in given["aparts"]:
            self.model.add_bool_or([~self.used[at][option] for at, option in (one, other)])
        for at, option in given["bars"]:
            self.model.add(self.used[at][option] == 0)

    def count(self, mask: list[int], cap: int) -> Any:
        """How many people are on some columns; of more than a cap who start together the cap counts."""
        return sum(
            min(self.whole[column][0], cap) * self.whole[column][1]
            if column in self.whole
            else self.columns[column]
            for column in mask
        )

    def _people(self) -> None:
        groups, pools = self.given["groups"], self.given["pools"]
        for group in groups:
            self.used.append([self.model.new_bool_var("") for _ in group["moved"]])
        self.team: dict[int, list[tuple[int, Any]]] = {}
        self.moved: list[tuple[int, Any]] = []
        self.quiet: list[tuple[int, Any]] = []
        self.early: list[tuple[int, Any]] = []
        for at, size in pools:
            group, used = groups[at], self.used[at]
            if group["cohorts"] == 1:
                own = [size * one for one in used]
                self.whole |= {len(self.columns) + by: (size, one) for by, one in enumerate(used)}
            else:
                own = [self.model.new_int_var(0, size, "") for _ in used]
                self.model.add(sum(own) == size)
                for people, one in zip(own, used, strict=True):
                    self.model.add(people <= size * one)
            self.columns += own
            self.moved += [(minutes, one) for minutes, one in zip(group["moved"], own, strict=True)]
            self.quiet += [(minutes, one) for minutes, one in zip(group["quiet"], own, strict=True)]
            self.early += list(enumerate(own))
            self.team.setdefault(group["team"], []).extend(
                (minutes, one) for minutes, one in zip(group["moved"], own, strict=True) if minutes
            )
        first = 0
        of_group: dict[int, list[int]] = {}
        for at, _ in pools:
            of_group.setdefault(at, []).append(first)
            first += len(groups[at]["moved"])
        for at, group in enumerate(groups):
            if group["cohorts"] == 1:
                self.model.add_exactly_one(self.used[at])
                continue
            self.model.add(sum(self.used[at]) <= group["cohorts"])
            for option, one in enumerate(self.used[at]):
                there = sum(self.columns[start + option] for start in of_group[at])
                self.model.add(there >= group["least"] * one)

    def _choice(self, when: list[int] | None, alternatives: list[Needs]) -> None:
        model = self.model
        asker = None if when is None else self.used[when[0]][when[1]]
        if len(alternatives) == 1 and asker is None:
            for mask, least in alternatives[0]:
                model.add(self.count(mask, least) >= least)
            return
        taken = [model.new_bool_var("") for _ in alternatives]
        if asker is None:
            model.add_exactly_one(taken)
        else:
            model.add(sum(taken) == asker)
        for one, needs in zip(taken, alternatives, strict=True):
            for mask, least in needs:
                model.add(self.count(mask, least) >= least).only_enforce_if(one)
        width = max((len(needs) for needs in alternatives), default=0)
        for place in range(width):
            own = [
                (one, needs[place])
                for one, needs in zip(taken, alternatives, strict=True)
                if len(needs) == width
            ]
            for turned in (own, own[::-1]):
                mask: set[int] = set()
                terms: list[Any] = []
                most = 0
                for at, (one, (columns, least)) in enumerate(turned):
                    mask |= set(columns)
                    terms.append(least * one)
                    most = max(most, least)
                    more = at + 1 < len(turned) and not set(turned[at + 1][1][0]) <= mask
                    if at and (more or at + 1 == len(turned)):
                        model.add(self.count(sorted(mask), most) >= sum(terms))

    def _total(self, segments: list[tuple[int, Needs]], least: int) -> None:
        terms = []
        for minutes, needs in segments:
            holds = self.model.new_bool_var("")
            terms.append(minutes * holds)
            for mask, people in needs:
                self.model.add(self.count(mask, people) >= people).only_enforce_if(holds)
        self.model.add(sum(terms) >= least)

    # Step by step

    def ask(self, aim: Any) -> tuple[int, int, bool]:
        """The least of an aim: (value, bound, proven)."""
        model, solver = self.model, self.solver
        model.minimize(aim)
        model.clear_hints()
        if self.plan is not None:
            for column, people in enumerate(self.plan):
                if column in self.whole:
                    model.add_hint(self.whole[column][1], int(people > 0))
                else:
                    model.add_hint(self.columns[column], people)
        solver.parameters.max_time_in_seconds = max(self.left, 0.01)
        wall, cpu = perf_counter(), process_time()
        status = solver.solve(model)
        self.seconds[0] += perf_counter() - wall
        self.seconds[1] += process_time() - cpu
        self.left -= perf_counter() - wall
        self.refused = self.refused or status in (cp_model.INFEASIBLE, cp_model.MODEL_INVALID)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return -1, round(solver.best_objective_bound), False
        self.plan = [solver.value(column) for column in self.columns]
        return (
            round(solver.objective_value),
            round(solver.best_objective_bound),
            status == cp_model.OPTIMAL,
        )

    def tier(self, terms: list[tuple[int, Any]]) -> tuple[int, int, bool]:
        """Makes terms small and keeps what they come to."""
        aim = sum(factor * one for factor, one in terms)
        value, bound, proven = self.ask(aim)
        if proven:
            self.model.add(aim == value)
        return value, bound, proven

    def worst(self) -> tuple[int, int, bool]:
        """Makes the minutes per person of the team that is moved most small, in parts of a minute."""
        people = self.given["teams"]
        parts = lcm(*(people[team] for team in self.team))
        top = max((max(people[team], 1) * 2000 for team in self.team), default=0) * parts
        level = self.model.new_int_var(0, top, "")
        for team, terms in self.team.items():
            factor = parts // people[team]
            self.model.add(sum(minutes * factor * one for minutes, one in terms) <= level)
        value, bound, proven = self.ask(level)
        if proven:
            self.model.add(level <= value)
        self.parts = parts
        return value, bound, proven

    def stay(self) -> bool:
        """Keeps the earliest teams where they are."""
        moves: list[Any] = []
        for team in sorted(self.team):
            if not self.team[team]:
                continue
            one = self.model.new_bool_var("")
            for at, group in enumerate(self.given["groups"]):
                if group["team"] == team:
                    for used, minutes in zip(self.used[at], group["moved"], strict=True):
                        if minutes:
                            self.model.add_implication(used, one)
            moves.append(one)
        for first in range(0, len(moves), STAY_AT_ONCE):
            some = moves[first : first + STAY_AT_ONCE]
            aim = sum((1 << at) * one for at, one in enumerate(reversed(some)))
            value, _, proven = self.ask(aim)
            if not proven:
                return False
            self.model.add(aim == value)
        return True

    def run(self) -> dict[str, Any]:
        """All steps, as far as each is proven."""
        values: list[str] = []
        bound: str | None = None
        stamps: list[float] = [0.0, 0.0]
        for tier in self.given["tiers"]:
            unit = 1
            if tier == "worst":
                value, low, proven = self.worst()
                unit = self.parts
            else:
                value, low, proven = self.tier(self.moved if tier == "moved" else self.quiet)
            stamps = list(self.seconds)
            bound = str(Fraction(low, unit))
            if value >= 0:
                values.append(str(Fraction(value, unit)))
            if not proven:
                return self._told(values, len(values) - 1 if value >= 0 else 0, bound, stamps, False)
        unique = False
        if self.given["ties"]:
            weights = list(zip(self.given["weights"], self.columns, strict=True))
            unique = self.stay() and self.tier(self.early)[2] and self.tier(weights)[2]
        return self._told(values, len(values), bound, stamps, unique)

    def _told(
        self, values: list[str], proven: int, bound: str | None, stamps: list[float], unique: bool
    ) -> dict[str, Any]:
        return {
            "values": values,
            "proven": proven,
            "bound": bound,
            "unique": unique,
            "plan": self.plan,
            "refused": self.refused,
            "wall": stamps[0],
            "cpu": stamps[1],
            "wall_with_ties": self.seconds[0],
            "cpu_with_ties": self.seconds[1],
        }


def main() -> int:
    """Reads a model, solves it, tells."""
    given = json.load(sys.stdin)
    json.dump(Stagger(given).run(), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
