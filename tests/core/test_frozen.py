"""A mapping that does not change, and is a dict besides."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from overlap.core.frozen import FrozenDict

CHANGES: dict[str, Callable[[Any], object]] = {
    "assigning": lambda one: one.__setitem__("a", 2),
    "deleting": lambda one: one.__delitem__("a"),
    "merging": lambda one: one.__ior__({"b": 1}),
    "clear": lambda one: one.clear(),
    "pop": lambda one: one.pop("a"),
    "popitem": lambda one: one.popitem(),
    "setdefault": lambda one: one.setdefault("b", 1),
    "update": lambda one: one.update(b=1),
}


@pytest.mark.parametrize("way", CHANGES)
def test_a_frozen_dict_refuses_every_way_to_change_it(way: str) -> None:
    held = FrozenDict({"a": 1})
    with pytest.raises(TypeError, match="does not change"):
        CHANGES[way](held)
    assert held == {"a": 1}


def test_a_frozen_dict_is_a_dict_to_whoever_reads_it() -> None:
    held = FrozenDict([("b", 1), ("a", 2)])
    assert repr(held) == "{'b': 1, 'a': 2}"
    assert list(held) == ["b", "a"]
    assert json.dumps(held) == '{"b": 1, "a": 2}'
    assert hash(held) == hash(FrozenDict({"a": 2, "b": 1}))
    assert {**held, "c": 3} == {"a": 2, "b": 1, "c": 3}
    changed = held.copy()
    changed["c"] = 3
    assert len(held) == 2
    assert type(pickle.loads(pickle.dumps(held))) is FrozenDict  # noqa: S301
    assert copy.deepcopy(held) == copy.copy(held) == held
