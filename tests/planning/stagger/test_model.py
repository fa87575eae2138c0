"""What a plan does not keep, and what decides among equals."""

from __future__ import annotations

from dataclasses import replace

import pytest

from overlap.planning.stagger.model import Change, Group, Model, Option, Plan, Pool

OPTIONS = (Option(480, None, 0, 0, 0), Option(495, None, 15, 0, 15))
ONE = Model((1,), (Group(0, OPTIONS, 1, 1, 0),), (Pool(0, 1),))


@pytest.mark.parametrize(
    ("plan", "broken"), [((1, 0), set()), ((0, 1), set()), ((1, 1), {-1}), ((0, 0), {-1}), ((2, -1), {-1})]
)
def test_each_pool_has_all_its_people_and_no_fewer_than_none_anywhere(plan: Plan, broken: set[int]) -> None:
    assert ONE.broken(plan) - {0} == broken


def test_what_decides_last_among_equals_stays_what_it_is() -> None:
    """With other weights an old question could get another of its equal answers.

    For the first column, in hexadecimal: 9E3779B1; xor of its first 17 bits, 9E3645DF; times 85EBCA77,
    of which the last 32 bits are 5D1170A9; xor of its first 19 bits, 5D139822; and of that the first 16.
    """
    assert ONE.weight(0) == 0x5D13


def test_to_leave_an_earlier_plan_costs_nothing_unless_a_price_is_named() -> None:
    """One person, 15 minutes later, who was at the first start."""
    model = replace(ONE, changes=(Change(0b01, 1, 15),))
    assert model.changed((0, 1)) == 15
    assert model.value((0, 1), "moved") == 15
    assert replace(model, again=2).value((0, 1), "moved") == 45
