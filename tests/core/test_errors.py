"""Every error keeps its data, says its repair, and survives a pickle."""

from __future__ import annotations

import copy
import pickle
import re

import pytest

from overlap import errors
from overlap.errors import BadZone, BeyondDataWarning, CallError, DataError, NetworkError, OverlapError

ABSTRACT = ("OverlapError", "CallError", "DataError", "NetworkError")
WARNINGS = ("BeyondDataWarning", "CoarsePlaceWarning", "LostWorkWarning")
CONCRETE = [getattr(errors, name) for name in errors.__all__ if name not in ABSTRACT + WARNINGS]


@pytest.mark.parametrize("kind", CONCRETE)
def test_an_error_survives_pickles_and_copies_with_all_its_data(kind: type[OverlapError]) -> None:
    error = kind("it is wrong", hint="make it right", field="part")
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):  # noqa: S301 - our own
        assert type(again) is kind
        assert str(again) == "it is wrong; make it right"
        assert (again.message, again.hint, again.field) == ("it is wrong", "make it right", "part")


@pytest.mark.parametrize("kind", CONCRETE)
def test_an_error_is_of_one_family_and_of_a_builtin_kind(kind: type[OverlapError]) -> None:
    assert sum(issubclass(kind, family) for family in (CallError, DataError, NetworkError)) == 1
    assert issubclass(kind, (ValueError, LookupError, OSError))
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", kind.slug)


def test_slugs_are_different() -> None:
    slugs = [kind.slug for kind in CONCRETE]
    assert len(set(slugs)) == len(slugs)


def test_an_error_without_a_hint_is_its_message() -> None:
    assert str(OverlapError("it is wrong")) == "it is wrong"


def test_a_zone_error_keeps_what_was_given_and_what_it_may_have_meant() -> None:
    error = BadZone("no zone", key="IST", candidates=("Asia/Kolkata",))
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert (again.key, again.candidates) == ("IST", ("Asia/Kolkata",))


def test_a_warning_is_no_error_and_is_shown_by_default() -> None:
    assert issubclass(BeyondDataWarning, UserWarning)
    assert not issubclass(BeyondDataWarning, OverlapError)
