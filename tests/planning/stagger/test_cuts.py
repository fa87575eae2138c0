"""Cuts hold for every plan that keeps everything, and do not for the fractions that they are made against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from random import Random

import pytest

from overlap.planning.stagger.cuts import Cuts
from overlap.planning.stagger.model import Choice, Group, Model, Need, Option, Plan, Pool, Row
from overlap.planning.stagger.rows import Line, Programme, programme
from tests.planning.stagger.brute import good_plans
from tests.planning.stagger.models import small


def come_to(line: Line, values: Sequence[float | Fraction]) -> float | Fraction:
    return sum(factor * values[column] for column, factor in line.terms)


def summed_up(rows: Programme, own: Sequence[float | Fraction]) -> list[float | Fraction]:
    """Columns as the programme has them, from what each is by itself."""
    found: list[float | Fraction] = []
    for value, counts_on in zip(own, rows.sums, strict=True):
        found.append(value + found[-1] if counts_on else value)
    return found


def fillings(rows: Programme, plan: Plan) -> Iterator[list[float | Fraction]]:
    """The values of a plan, with each alternative that holds taken in turn."""
    values = rows.values(plan)
    yield list(values)
    own = [
        value - values[at - 1] if counts_on else value
        for at, (value, counts_on) in enumerate(zip(values, rows.sums, strict=True))
    ]
    for pick in rows.picks:
        if pick.all or not any(own[column] for column, _ in pick.ways):
            continue
        for column, needs in pick.ways:
            if all(rows.model.people(plan, need.mask) >= need.least for need in needs):
                other = list(own)
                for any_of_them, _ in pick.ways:
                    other[any_of_them] = Fraction(any_of_them == column)
                yield summed_up(rows, other)


def drawn_values(rows: Programme, source: Random) -> list[float]:
    """Values that need not keep anything."""
    sharp = source.choice((0.3, 0.6, 0.9))
    own = [most * max(0.0, (source.random() - sharp) / (1 - sharp)) for most in rows.most]
    return [float(value) for value in summed_up(rows, own)]


def test_no_plan_that_keeps_everything_is_cut_off() -> None:
    cuts_seen, plans_seen = 0, 0
    models = [small(seed, most=120) for seed in range(260)]
    for at, model in enumerate(models):
        rows = programme(model)
        plans = good_plans(model)
        if rows.is_impossible or not plans:
            continue
        source = Random(at)  # noqa: S311 - the same values on every run
        plans = source.sample(plans, min(len(plans), 25))
        cuts = Cuts(rows)
        found = {line for _ in range(40) for line in cuts.missed(drawn_values(rows, source))}
        for plan in plans:
            for values in fillings(rows, plan):
                plans_seen += 1
                for line in found:
                    assert line.least is not None
                    assert come_to(line, values) >= line.least, (at, plan, line)
        cuts_seen += len(found)
    assert cuts_seen > 200
    assert plans_seen > 500


def test_what_is_found_is_missed() -> None:
    seen = 0
    for seed in range(60):
        rows = programme(small(seed, most=120))
        source = Random(seed)  # noqa: S311 - the same values on every run
        for _ in range(10):
            values = drawn_values(rows, source)
            for line in Cuts(rows).missed(values):
                seen += 1
                assert line.least is not None
                assert come_to(line, values) < line.least
    assert seen > 200


def test_what_a_plan_has_misses_nothing() -> None:
    for seed in range(40):
        model = small(seed, most=120)
        rows = programme(model)
        for plan in good_plans(model)[:20]:
            assert not Cuts(rows).missed([float(value) for value in rows.values(plan)])


def one_team(
    people: int,
    starts: int,
    cohorts: int,
    *,
    rows: tuple[Row, ...] = (),
    choices: tuple[Choice, ...] = (),
) -> Model:
    options = tuple(Option(480 + 15 * at, None, 15 * at, 0, 15 * at) for at in range(starts))
    return Model(
        (people,),
        (Group(0, options, cohorts, 1, 0),),
        (Pool(0, people),),
        rows,
        choices,
        tags=("limits", "asked"),
    )


def test_a_start_that_is_used_by_a_part_counts_for_no_more_than_that_part_of_the_need() -> None:
    """Two of four are needed at the second of two starts; half of the start would have room for both."""
    rows = programme(one_team(4, 2, 2, rows=(Row(1, Need(0b10, 2)),)))
    own = [0.0] * len(rows.most)
    (early, late), people = rows.used[0], [place[0] for place in rows.places if place]
    own[early], own[late], own[people[0]], own[people[1]] = 0.5, 0.5, 2, 2
    (cut,) = Cuts(rows).missed([float(value) for value in summed_up(rows, own)])
    assert cut == Line(((late, 2),), 2, None)


@pytest.mark.parametrize(
    ("taken", "counts"),
    [
        # The two in the middle; over all that are taken, everybody is counted but who starts last.
        ((0.0, 0.5, 0.5, 0.0), (2.0, 0.5, 1.5, 0.0)),
        # The last two of three that are taken: each run but this one has people enough.
        ((0.4, 0.3, 0.3, 0.0), (1.9, 0.2, 1.9, 0.0)),
    ],
)
def test_windows_in_the_middle_are_a_cut_too(taken: tuple[float, ...], counts: tuple[float, ...]) -> None:
    """Four windows that need all four people; each has two of four starts, the last one the outer two."""
    masks = (0b0011, 0b0110, 0b1100, 0b1001)
    asked = Choice(1, None, tuple((Need(mask, 4),) for mask in masks))
    rows = programme(one_team(4, 4, 4, choices=(asked,)))
    ((_, ways, _),) = rows.picks
    assert len(ways) == 4
    own = [0.0] * len(rows.most)
    for (column, _), share in zip(ways, taken, strict=True):
        own[column] = share
    for place, used, count in zip(rows.places, rows.used[0], counts, strict=True):
        assert place is not None
        own[place[0]], own[used] = count, float(count > 0)
    values = [float(value) for value in summed_up(rows, own)]
    (cut,) = Cuts(rows).missed(values)
    assert come_to(cut, values) < 0


def test_a_window_that_has_its_people_is_no_part_of_the_cut_of_another() -> None:
    """Two of four are needed first or last: half of each is taken, by half a person and by one."""
    asked = Choice(1, None, ((Need(0b0001, 2),), (Need(0b1000, 2),)))
    rows = programme(one_team(4, 4, 4, choices=(asked,)))
    ((_, ways, _),) = rows.picks
    own = [0.0] * len(rows.most)
    own[ways[0][0]] = own[ways[1][0]] = 0.5
    people = [place[0] for place in rows.places if place]
    own[people[0]] = own[rows.used[0][0]] = 0.5
    own[people[3]] = own[rows.used[0][3]] = 1.0
    (cut,) = Cuts(rows).missed([float(value) for value in summed_up(rows, own)])
    # One would be half of two; with both windows in the cut it would be missed by as much.
    assert cut == Line(((people[0], 1), (ways[0][0], -2)), 0, None)


def test_a_window_that_needs_more_than_the_run_is_no_part_of_its_cut() -> None:
    """Everybody at the second start has the last window, though the cut counts a start as one of them."""
    asked = Choice(1, None, ((Need(0b00011, 1),), (Need(0b01100, 1),), (Need(0b00110, 3),)))
    rows = programme(one_team(4, 5, 2, choices=(asked,)))
    ((_, ways, _),) = rows.picks
    own = [0.0] * len(rows.most)
    own[ways[0][0]] = own[ways[1][0]] = 0.5
    people = [place[0] for place in rows.places if place]
    own[people[1]], own[rows.used[0][1]] = 0.4, 0.1
    own[people[4]], own[rows.used[0][4]] = 3.6, 0.9
    (cut,) = Cuts(rows).missed([float(value) for value in summed_up(rows, own)])
    assert cut.least is not None
    seen = list(fillings(rows, (0, 4, 0, 0, 0)))
    assert len(seen) > 2
    assert all(come_to(cut, values) >= cut.least for values in seen)


def test_a_window_that_is_not_taken_is_no_part_of_a_run() -> None:
    """Half of the first and half of the last are taken, each with one of the two it needs: the same one.

    Three are at the only start of the window between.
    """
    masks = (0b0011, 0b0100, 0b1010)
    asked = Choice(1, None, tuple((Need(mask, 2),) for mask in masks))
    rows = programme(one_team(4, 4, 4, choices=(asked,)))
    ((_, ways, _),) = rows.picks
    own = [0.0] * len(rows.most)
    own[ways[0][0]] = own[ways[2][0]] = 0.5
    people = [place[0] for place in rows.places if place]
    for start, count in ((1, 1.0), (2, 3.0)):
        own[people[start]], own[rows.used[0][start]] = count, 1.0
    (cut,) = Cuts(rows).missed([float(value) for value in summed_up(rows, own)])
    assert cut.least == 0
    factors = {
        column: come_to(cut, summed_up(rows, [float(other == column) for other in range(len(own))]))
        for column in range(len(own))
    }
    there = {people[start]: 1 for start in (0, 1, 3)}
    assert {column: one for column, one in factors.items() if one} == {
        **there,
        ways[0][0]: -2,
        ways[2][0]: -2,
    }


def test_a_whole_team_counts_with_all_its_people_and_for_no_more_than_the_need() -> None:
    """Three of one team and two of another are at the only start of a window, each with half of itself."""
    options = (Option(480, None, 0, 0, 0), Option(540, None, 60, 0, 60))
    groups = tuple(Group(team, options, 1, 1, 0) for team in range(2))

    def cuts(least: int) -> list[Line]:
        rows = programme(
            Model(
                (3, 2),
                groups,
                (Pool(0, 3), Pool(1, 2)),
                choices=(Choice(1, None, ((Need(0b0101, least),), (Need(0b1010, least),))),),
                tags=("limits", "asked"),
            )
        )
        ((_, ways, _),) = rows.picks
        own = [0.0] * len(rows.most)
        own[ways[0][0]] = 1.0
        for used in rows.used:
            own[used[0]] = own[used[1]] = 0.5
        found = Cuts(rows).missed([float(value) for value in summed_up(rows, own)])
        first, second = (used[0] for used in rows.used)
        for line in found:
            factors = {
                column: come_to(line, summed_up(rows, [float(other == column) for other in range(len(own))]))
                for column in range(len(own))
            }
            assert {column: one for column, one in factors.items() if one} == {
                first: min(3, least),
                second: min(2, least),
                ways[0][0]: -least,
            }
        return found

    assert len(cuts(5)) == len(cuts(4)) == len(cuts(3)) == 1
    assert cuts(2) == []
