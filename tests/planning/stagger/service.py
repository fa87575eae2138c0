"""A small stagger whose answer is known from paper: New York's hours, and Pune that can come later."""

from __future__ import annotations

from functools import cache
from typing import Any

from overlap.people.flex import Flex
from overlap.people.members import Member
from overlap.people.requirements import OverlapNeed
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.stagger.answer import suggest_stagger
from overlap.planning.stagger.result import Stagger

__all__ = ["NEED", "NEW_YORK", "found", "none", "pune"]

NEW_YORK = Team("ny", "America/New_York", [Shift("09:00", "17:00")], name="New York")
NEED = OverlapNeed(["ny", "pune"], 60, people=[1, 2], name="service")


def pune(**more: Any) -> Team:
    """Four people, 10:00 to 19:00, up to four hours later in two cohorts.

    New York begins at 19:30 here in winter and at 18:30 in summer, so two people start at 11:30 or, in summer
    alone, at 10:30.
    """
    values: dict[str, Any] = {
        "name": "Pune",
        "headcount": 4,
        "members": [Member("asha", name="Asha Rao")],
        "flex": Flex(later_minutes=240, cohorts=2),
        **more,
    }
    return Team("pune", "Asia/Kolkata", [Shift("10:00", "19:00", name="day")], **values)


@cache
def found(*, cohorts: int = 2) -> Stagger:
    """The stagger of three weeks: two in winter, one in New York's summer."""
    team = pune(flex=Flex(later_minutes=240, cohorts=cohorts))
    roster = Roster([NEW_YORK, team], title="Service", zone="America/New_York", requirements=[NEED])
    return suggest_stagger(roster, "2027-03-01", "2027-03-21", solver="search")


@cache
def none() -> Stagger:
    """No plan: an hour later is half an hour too little."""
    team = pune(flex=Flex(later_minutes=60, cohorts=2))
    roster = Roster([NEW_YORK, team], title="Service", zone="America/New_York", requirements=[NEED])
    return suggest_stagger(roster, "2027-03-01", "2027-03-05", grid_minutes=30, solver="search")
