"""A warning is told, passed over or raised, for one thread and one block."""

from __future__ import annotations

import warnings

import pytest

from overlap.people.telling import gathering, tell, telling
from tests.functional.together import at_once


def test_telling_holds_for_its_thread_and_its_block_and_nests() -> None:
    def heard() -> str:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                tell("it is missing", UserWarning, stacklevel=1)
            except UserWarning as error:
                return f"raised {error}"
            return "warned" if caught else "nothing"

    with telling(UserWarning, "raise"):
        with telling(UserWarning, "ignore"), telling(DeprecationWarning, "raise"):
            assert heard() == "nothing"
        assert heard() == "raised it is missing"
        assert at_once([heard]) == ["warned"]
    assert heard() == "warned"


def test_a_warning_names_the_line_that_called() -> None:
    with pytest.warns(UserWarning, match="missing") as caught:
        tell("it is missing", UserWarning, stacklevel=1)
    assert caught[0].filename == __file__


def test_what_was_chosen_ends_with_its_block_though_it_fails() -> None:
    with pytest.raises(KeyError), telling(UserWarning, "ignore"):
        raise KeyError
    with pytest.warns(UserWarning, match="missing"):
        tell("it is missing", UserWarning, stacklevel=1)


def test_what_a_block_gathers_is_not_told_and_what_was_chosen_is_heeded() -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with gathering() as told:
            tell("one", UserWarning, stacklevel=1)
            with telling(UserWarning, "ignore"):
                tell("two", UserWarning, stacklevel=1)
            with telling(UserWarning, "raise"), pytest.raises(UserWarning, match="three"):
                tell("three", UserWarning, stacklevel=1)
            with gathering() as inner:
                tell("four", UserWarning, stacklevel=1)
            at_once([lambda: tell("of another thread", DeprecationWarning, stacklevel=1)])
        tell("five", UserWarning, stacklevel=1)
    assert (told, inner) == ([(UserWarning, "one")], [(UserWarning, "four")])
    assert [str(one.message) for one in caught] == ["of another thread", "five"]
