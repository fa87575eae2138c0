"""What entries are called: the same for the same, another for another."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from overlap.errors import BadArgument
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.entry_names import Names

ROSTER = Roster([Team("a", "UTC", [Shift("09:00", "17:00")])], title="Acme Support")
ON = date(2026, 3, 2)


def test_a_name_is_made_of_what_it_stands_for() -> None:
    name = Names(ROSTER).of("holiday", "a", ON, "Feast")
    assert name == Names(ROSTER).of("holiday", "a", ON, "Feast")
    assert name.startswith("holiday.a.20260302.")
    assert name.endswith("@acme-support.overlap")
    others = [("shift", "a", ON, "Feast"), ("holiday", "b", ON, "Feast"), ("holiday", "a", ON, "Fast")]
    others.append(("holiday", "a", date(2026, 3, 3), "Feast"))
    assert len({name, *(Names(ROSTER).of(*one) for one in others)}) == 5


def test_names_stay_what_they_were_in_calendars_that_people_have() -> None:
    """The mark is how the output of `printf Diwali | sha256sum` begins."""
    name = Names(ROSTER).of("holiday", "a", date(2026, 11, 8), "Diwali")
    assert name == "holiday.a.20261108.579b0bec90@acme-support.overlap"


def test_a_second_of_the_same_is_numbered() -> None:
    names = Names(ROSTER, "example.com")
    first, second, third = (names.of("shift", "a", ON, "\ud800") for _ in range(3))
    assert first.endswith("@example.com")
    assert second == first.replace("@", "-2@")
    assert third == first.replace("@", "-3@")


@pytest.mark.parametrize("namespace", ["", "two words", "a\nb", 7, "tab\t"])
def test_a_namespace_that_cannot_be_one_is_refused(namespace: Any) -> None:
    with pytest.raises(BadArgument) as caught:
        Names(ROSTER, namespace)
    assert caught.value.field == "namespace"
