"""A warning is told, passed over or raised, for one thread and one block."""

from __future__ import annotations

import warnings

import pytest

from overlap.people.telling import tell, telling
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
