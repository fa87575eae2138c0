"""What a result keeps is found once for each style, and is one object for all threads."""

from __future__ import annotations

import copy
import pickle
from threading import Barrier

import pytest

from overlap.render.kept import Kept
from overlap.render.moments import wall_text
from overlap.render.style import Style, reading_as
from tests.functional.together import at_once


def test_a_kept_answer_is_one_object_though_two_threads_look_for_it() -> None:
    both_look, kept = Barrier(2), Kept()

    def find() -> object:
        both_look.wait(60)
        return object()

    one, other = at_once([lambda: kept.once("it", find)] * 2)
    assert one is other


def test_an_answer_is_looked_for_once_though_it_is_none() -> None:
    kept, looked = Kept(), []

    def find() -> None:
        looked.append(1)

    assert kept.once("it", find) is None
    assert kept.once("it", find) is None
    assert len(looked) == 1


def test_names_and_styles_are_kept_apart() -> None:
    kept = Kept()

    def told() -> str:
        return kept.once("five", lambda: wall_text(17 * 60))

    with reading_as(Style(hours=12)):
        assert told() == "5:00 pm"
    assert told() == "17:00"
    assert kept.once("six", lambda: wall_text(18 * 60)) == "18:00"
    with reading_as(Style(hours=12)):
        assert told() == "5:00 pm"


def test_what_could_not_be_found_is_looked_for_again() -> None:
    kept = Kept()
    with pytest.raises(ZeroDivisionError):
        kept.once("it", lambda: 1 // 0)
    assert kept.once("it", lambda: 5) == 5


def test_a_copy_remembers_nothing() -> None:
    kept = Kept()
    kept.once("it", lambda: 1)
    for one in (copy.copy(kept), copy.deepcopy(kept), pickle.loads(pickle.dumps(kept))):  # noqa: S301
        assert one.once("it", lambda: 2) == 2
    assert kept.once("it", lambda: 3) == 1
