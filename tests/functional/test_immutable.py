"""Every public result and value can be shared: nothing of it changes, and copies are equal to it."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable, Iterator, MutableMapping, MutableSequence, MutableSet
from datetime import date
from typing import Any

import pytest

import overlap
from overlap.core.frozen import FrozenDict
from overlap.people.shifts import Break, Shift
from tests.planning.results import EMPTY, FULL, ROSTER, empty, full

SHIFT = Shift("09:00", "17:00", breaks=[Break("12:00", "13:00")])
NIGHT = Shift("22:00", "06:00", name="night")

VALUES: dict[str, Callable[[], Any]] = {
    "Break": lambda: Break("12:00", "13:00"),
    "Busy": lambda: overlap.Busy("2026-03-02T14:00Z", "2026-03-02T15:00Z"),
    "BusyTime": lambda: overlap.BusyTime([overlap.Busy("2026-03-02T14:00Z", "2026-03-02T15:00Z")]),
    "Closure": lambda: overlap.Closure("2026-12-24", name="works day"),
    "Cohort": lambda: overlap.Cohort("early", "06:00", "15:00", 1, 900),
    "CoverageNeed": lambda: overlap.CoverageNeed("09:00", "17:00", zone="UTC", headcount=2),
    "Cycle": lambda: overlap.Cycle("2026-01-05", ["early", "off"]),
    "Defaults": lambda: overlap.Defaults(days=["mon", "tue"], fringe_minutes=30),
    "Depth": lambda: overlap.coverage(ROSTER, "2026-03-02", "2026-03-03").depth,
    "Discomfort": lambda: overlap.Discomfort(),
    "EventPolicy": lambda: overlap.EventPolicy(),
    "Flex": lambda: overlap.Flex(earlier_minutes=60, cohorts=2),
    "Group": lambda: overlap.Group(["ny", "pune"], 1),
    "HandoffNeed": lambda: overlap.HandoffNeed("ny", "pune", 30, people=[1, 2]),
    "HolidayCalendar": lambda: overlap.HolidayCalendar(
        "BR-PE", include=["carnival"], add={"2026-03-03": "Our day"}, effects={"optional": "off"}
    ),
    "Horizon": lambda: overlap.Horizon(29_500_000, 29_500_060),
    "IntervalSet": lambda: overlap.IntervalSet([(0, 60), (90, 120)]),
    "Ledger": lambda: overlap.Ledger({"ny": 60, "pune": 30}, through="2026-03-01", outside=["ny"]),
    "LimitNeed": lambda: overlap.LimitNeed(["pune"], quiet_minutes=60, rest_minutes=660),
    "Limits": lambda: overlap.Limits(),
    "Meeting": lambda: ROSTER.meetings[0],
    "Member": lambda: overlap.Member("ana", name="Ana", time_off=[overlap.TimeOff("2026-03-04")]),
    "Observance": lambda: overlap.observance("catholic"),
    "OverlapNeed": lambda: overlap.OverlapNeed(["ny", "pune"], 60, people=[1, 2]),
    "PairHistory": lambda: overlap.PairHistory().after(
        date(2026, 3, 2), ["a", "b", "c"], [("a", "b")], ["c"]
    ),
    "ReadingCaps": lambda: overlap.ReadingCaps(),
    "Report": lambda: overlap.report(ROSTER, "2026-03-02", "2026-03-08"),
    "Roster": lambda: ROSTER,
    "Rule": lambda: overlap.nth_weekday(3, "fri", 5, "Works day"),
    "Season": lambda: overlap.Season("2026-07-01", "2026-07-31", shifts=[NIGHT], name="summer"),
    "Shift": lambda: SHIFT,
    "Style": lambda: overlap.Style(hours=12),
    "Team": lambda: ROSTER.team("manila"),
    "TimeOff": lambda: overlap.TimeOff("2026-03-04", "2026-03-05", name="away"),
    "WorkClock": lambda: overlap.WorkClock(ROSTER, ["ny"]),
    "Workbook": lambda: overlap.workbook(ROSTER, "2026-03-02", "2026-03-08"),
}
"""One of every public value that people build, or are handed as part of a result."""

MADE = {**VALUES, **FULL}


def made(name: str) -> Any:
    return VALUES[name]() if name in VALUES else full(name)


def test_every_public_class_is_here_or_is_known_to_be_something_else() -> None:
    public = {name for name in overlap.__all__ if isinstance(getattr(overlap, name), type)}
    others = {name for name in public - MADE.keys() if not _is_frozen(getattr(overlap, name))}
    mutable = sorted(name for name in others if not issubclass(getattr(overlap, name), BaseException | tuple))
    assert not mutable, "make these frozen, or add one of each here"


def _is_frozen(kind: type) -> bool:
    parameters = getattr(kind, "__dataclass_params__", None)
    return parameters is not None and bool(parameters.frozen)


@pytest.mark.parametrize("name", MADE)
def test_nothing_of_it_can_be_assigned_or_deleted(name: str) -> None:
    found = made(name)
    names = [one.name for one in dataclasses.fields(found)] if dataclasses.is_dataclass(found) else ["any"]
    for attribute in (*names, "brand_new"):
        with pytest.raises((AttributeError, TypeError)):
            setattr(found, attribute, None)
        with pytest.raises((AttributeError, TypeError)):
            delattr(found, attribute)


def _public(value: object, path: str, seen: set[int]) -> Iterator[tuple[str, object]]:
    """All that can be reached by public names, with the way there."""
    if id(value) in seen or isinstance(value, str | int | float | bytes | type | None):
        return
    seen.add(id(value))
    yield path, value
    if isinstance(value, dict):
        for inner in value.values():
            yield from _public(inner, f"{path}{{}}", seen)
    elif isinstance(value, tuple | frozenset | list | set):
        names = getattr(value, "_fields", None)
        for place, inner in enumerate(value):
            yield from _public(inner, f"{path}.{names[place]}" if names else f"{path}[]", seen)
    elif type(value).__module__.startswith("overlap") and dataclasses.is_dataclass(value):
        for one in dataclasses.fields(value):
            if not one.name.startswith("_"):
                yield from _public(getattr(value, one.name), f"{path}.{one.name}", seen)


@pytest.mark.parametrize("name", MADE)
def test_the_containers_in_it_do_not_change(name: str) -> None:
    found = made(name)
    ways = {
        path
        for path, value in _public(found, name, set())
        if isinstance(value, MutableMapping | MutableSequence | MutableSet)
        and not isinstance(value, FrozenDict)
    }
    assert not ways


@pytest.mark.parametrize("name", MADE)
def test_copies_are_equal_to_it_and_have_its_hash(name: str) -> None:
    found = made(name)
    before = repr(found)
    copies = [copy.copy(found), copy.deepcopy(found), pickle.loads(pickle.dumps(found))]  # noqa: S301
    for one in copies:
        assert type(one) is type(found)
        assert one == found
        assert repr(one) == before
        assert _hash(one) == _hash(found)


def _hash(value: object) -> int | str:
    try:
        return hash(value)
    except TypeError as error:
        return str(error)


@pytest.mark.parametrize("name", EMPTY)
def test_an_empty_result_travels_too_with_its_reason(name: str) -> None:
    found = empty(name)
    reason = str(getattr(found, "reason", None))
    there = pickle.loads(pickle.dumps(found))  # noqa: S301
    assert there == found
    assert str(getattr(there, "reason", None)) == reason


@pytest.mark.parametrize("name", VALUES)
def test_two_that_are_made_alike_are_equal(name: str) -> None:
    one, other = VALUES[name](), VALUES[name]()
    assert one == other
    assert _hash(one) == _hash(other)
    assert (one == object()) is False
