"""What plans are compared by, as one number as far as that goes.

Law: a plan's grade orders plans as `Model.key` does. What adds up over groups (moves, quiet minutes, early
starts, weights) is coded in one integer, the digits of which are the tiers in order; what does not (the
worst team, which teams stay where a team has several shifts) stands between its digits as a test. Then a
lower bound on the integer together with lower bounds on the tests bounds the grade.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import lcm
from typing import Final, NamedTuple, final

from overlap.planning.stagger.model import Model, Plan, Tier

__all__ = ["Chunk", "Grade", "Price"]

Grade = tuple[int, ...]
"""Chunks of digits and tests by turns, in order of importance: the smaller is the better."""

_ROOM: Final = 12
"""Bits between chunks, so that a fraction of the higher one is seen in a bound that rounds down."""


class Chunk(NamedTuple):
    """Digits between two tests: a grade's part times `unit`, and the most that all after it come to."""

    unit: int
    below: int


@final
@dataclass(frozen=True, slots=True)
class Price:
    """How plans of a model are graded.

    Attributes:
        cost: The coded integer of one person on each column, without what depends on a whole group.
        moved: Minutes of one person on each column.
        away: The integer's part for a group of a team that is moved at all.
        again: The integer of one minute away from an earlier plan; 0 if moves are no tier.
        chunks: See `Chunk`.
        tests: "worst" or "stay", between the chunks.
        common: A multiple of all teams' people, to compare minutes per person in integers.
        heads: People of each team.
        digits: The names of each chunk's digits.
        radix: The integer of one in each digit.
        tops: No plan has more in a digit.
    """

    cost: tuple[int, ...]
    moved: tuple[int, ...]
    away: tuple[int, ...]
    again: int
    chunks: tuple[Chunk, ...]
    tests: tuple[str, ...]
    common: int
    heads: tuple[int, ...]
    digits: tuple[tuple[str, ...], ...]
    radix: dict[str, int]
    tops: dict[str, int]

    @classmethod
    def of(cls, model: Model, priority: tuple[Tier, ...]) -> Price:
        """The price of a model in an order of tiers."""
        owner = model.owner()
        columns = [model.groups[model.pools[pool].group].options[option] for pool, option in owner]
        single = len({group.team for group in model.groups}) == len(model.groups)
        names: list[str] = [*priority, "stay", "early", "weights"]
        values = {
            "moved": tuple(option.moved for option in columns),
            "quiet": tuple(option.quiet for option in columns),
            "early": tuple(option for _, option in owner),
            "weights": tuple(model.weight(column) for column in range(len(owner))),
        }
        most = {
            name: sum(
                max((values[name][at] for at in range(model.first[pool], model.first[pool + 1])), default=0)
                * one.size
                for pool, one in enumerate(model.pools)
            )
            for name in values
        }
        people = sum(one.size for one in model.pools)
        most["moved"] += sum(model.again * one.gap * max(one.before, people) for one in model.changes)
        most["stay"] = (1 << len(model.teams)) - 1
        parts: list[list[str]] = [[]]
        tests: list[str] = []
        for at, name in enumerate(names):
            if name in names[:at]:
                continue
            if name == "worst" or (name == "stay" and not single):
                tests.append(name)
                parts.append([])
            else:
                parts[-1].append(name)
        radix: dict[str, int] = {}
        chunks: list[Chunk] = []
        unit, below = 1, 0
        for part in reversed(parts):
            if chunks:
                unit <<= _ROOM
            chunks.append(Chunk(unit, below))
            for name in reversed(part):
                radix[name] = unit
                below += most[name] * unit
                unit *= most[name] + 1
        cost = [0] * len(owner)
        for name in values:
            for at, value in enumerate(values[name]):
                cost[at] += value * radix.get(name, 0)
        stay = radix.get("stay", 0)
        away = tuple(stay << (len(model.teams) - 1 - group.team) for group in model.groups)
        common = lcm(*model.teams) if all(model.teams) and model.teams else 1
        return cls(
            tuple(cost),
            values["moved"],
            away,
            radix.get("moved", 0) * model.again,
            tuple(reversed(chunks)),
            tuple(tests),
            common,
            model.teams,
            tuple(tuple(part) for part in parts),
            radix,
            most,
        )

    def grade(self, model: Model, plan: Plan, priority: tuple[Tier, ...]) -> Grade:
        """A plan's grade, from its key."""
        values, stay, early, weights = model.key(plan, priority)
        away = sum(1 << (len(stay) - 1 - team) for team, moved in enumerate(stay) if moved)
        known = {"stay": away, "early": early, "weights": weights}
        found: list[int] = []
        for tier, value in reversed(tuple(zip(priority, values, strict=True))):
            known[tier] = int(value * self.common) if tier == "worst" else int(value)
        for at, part in enumerate(self.digits):
            unit = self.chunks[at].unit
            found.append(sum(known[name] * (self.radix[name] // unit) for name in part))
            if at < len(self.tests):
                found.append(known[self.tests[at]])
        return tuple(found)

    def most(self, tier: Tier) -> int:
        """More than any plan has in a tier, in the unit of its digit or test."""
        return self.tops["moved"] * self.common if tier == "worst" else self.tops[tier]

    def test(self, moved: Sequence[int]) -> tuple[int, ...]:
        """The tests' values where teams are moved by so many minutes of all their people together."""
        return tuple(
            max((one * self.common // heads for one, heads in zip(moved, self.heads, strict=True)), default=0)
            if name == "worst"
            else sum(1 << (len(moved) - 1 - team) for team, one in enumerate(moved) if one)
            for name in self.tests
        )

    def beats(self, cost: int, tests: tuple[int, ...], best: Grade) -> bool:
        """Whether a plan with at least such a cost and such tests can have a better grade."""
        for at, chunk in enumerate(self.chunks):
            value = max(-((chunk.below - cost) // chunk.unit), 0)
            if value != best[2 * at]:
                return value < best[2 * at]
            cost = max(cost - value * chunk.unit, 0)
            if at < len(tests) and tests[at] != best[2 * at + 1]:
                return tests[at] < best[2 * at + 1]
        return False

    def room(self, tests: tuple[int, ...], best: Grade) -> int:
        """The most that a plan with at least such tests can cost to have a better grade."""
        known = 0
        for at, chunk in enumerate(self.chunks):
            known += best[2 * at] * chunk.unit
            if at == len(tests) or tests[at] > best[2 * at + 1]:
                break
            if tests[at] < best[2 * at + 1]:
                return known + chunk.below
        return known - 1
