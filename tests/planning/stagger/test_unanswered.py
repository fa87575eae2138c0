"""Where there is no plan, or none is known: what the answer says then, and how it is asked for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from overlap.people.flex import Flex
from overlap.people.roster import Roster
from overlap.planning.stagger import relaxations, solve
from overlap.planning.stagger.answer import suggest_stagger
from overlap.planning.stagger.asking import Case
from overlap.planning.stagger.conflict import Clash
from overlap.planning.stagger.model import Model, Solution, Tier
from overlap.planning.stagger.search import search
from tests.planning.stagger.service import NEED, NEW_YORK, pune

DATES = ("2027-03-01", "2027-03-05")


def test_dates_are_read_and_told_in_the_zone_asked_for() -> None:
    roster = Roster([NEW_YORK, pune()], zone="America/New_York", requirements=[NEED])
    found = suggest_stagger(roster, *DATES, zone="Asia/Kolkata", solver="search", explain=False)
    assert found.zone == "Asia/Kolkata"
    # Midnight in Kolkata is half past six in the evening before.
    assert found.horizon.start % 1440 == 18 * 60 + 30


def test_without_time_nothing_is_known_and_everybody_is_told_as_today() -> None:
    pytest.importorskip("highspy", reason="the solver is an extra: pip install .[solver]")
    roster = Roster([NEW_YORK, pune()], requirements=[NEED])
    found = suggest_stagger(roster, *DATES, solver="highs", time_limit=timedelta(microseconds=1))
    assert (found.status, found.objective, found.planned) == ("unknown", None, None)
    assert (found.prices, found.conflict, found.relaxations) == ((), None, ())
    assert [(row.team, row.start, row.was_start, row.headcount) for row in found] == [
        ("ny", "09:00", "09:00", 1),
        ("pune", "10:00", "10:00", 4),
    ]
    assert found.reason == "No plan was found in the time there was, and no proof that there is none."


def test_what_collides_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def again(case: Case) -> Clash:
        raise AssertionError(case)

    monkeypatch.setattr(relaxations, "clash_of", again)
    team = pune(flex=Flex(later_minutes=60, cohorts=2))
    roster = Roster([NEW_YORK, team], title="Service", zone="America/New_York", requirements=[NEED])
    found = suggest_stagger(roster, *DATES, grid_minutes=30, solver="search")
    assert (found.status, found.conflict is not None) == ("infeasible", True)
    assert {one.name for one in found.relaxations} == {"service", "ny", "pune"}


def test_each_question_about_what_collides_may_take_a_tenth_of_the_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[tuple[str, ...], float]] = []

    def timed(model: Model, tiers: tuple[Tier, ...], *, seconds: float, **_: object) -> Solution | None:
        asked.append((tiers, seconds))
        return search(model, tiers)

    monkeypatch.setattr(solve, "solve_highs", timed)
    team = pune(flex=Flex(later_minutes=60, cohorts=2))
    roster = Roster([NEW_YORK, team], zone="America/New_York", requirements=[NEED])
    found = suggest_stagger(roster, *DATES, grid_minutes=30, solver="highs", time_limit=timedelta(seconds=50))
    assert found.status == "infeasible"
    assert found.conflict is not None
    assert found.relaxations
    assert asked[:1] == [(("moved", "worst", "quiet"), 50)]
    assert set(asked[1:]) == {((), 5), (("moved",), 5)}
