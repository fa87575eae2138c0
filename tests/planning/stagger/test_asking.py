"""Questions about models: how few of them are asked, and the limits of a team in them."""

from __future__ import annotations

import pytest

from overlap.people.flex import Flex
from overlap.people.requirements import CoverageNeed
from overlap.people.roster import Roster
from overlap.planning.stagger.asking import Answer, Case, within
from overlap.planning.stagger.build import Built
from overlap.planning.stagger.model import Bar, Model
from tests.planning.stagger.hand import built, team
from tests.planning.stagger.small_rosters import feasible

FLEX = Flex(earlier_minutes=120, later_minutes=120, cohorts=4)
DAYS = ["mon", "tue", "wed", "thu", "fri"]
TEAM = team("a", "UTC", "09:00-17:00", headcount=5, flex=FLEX)


def moving(need: CoverageNeed) -> Built:
    """Five people with starts from 07:00 to 11:00, four of them at once."""
    return built([TEAM], need)


@pytest.mark.parametrize(
    ("until", "questions", "starts"),
    [("18:00", 1, 1), ("19:00", 2, 2)],
)
def test_one_start_is_asked_about_before_many(until: str, questions: int, starts: int) -> None:
    """From ten to six one start is enough, from nine to seven two are needed."""
    begin = "10:00" if starts == 1 else "09:00"
    one = moving(CoverageNeed(begin, until, zone="UTC", days=DAYS, name="desk"))
    asked: list[int] = []

    def answered(model: Model) -> Answer:
        asked.extend(group.cohorts for group in model.groups)
        return feasible(model)

    case = Case(Roster([TEAM]), one, 60, answered)
    plan = case.any_plan(one.model)
    assert isinstance(plan, tuple)
    assert (case.asked, asked) == (questions, [1, 4][:questions])
    assert not one.model.broken(plan)
    assert sum(count > 0 for count in plan) >= starts


def test_up_to_three_starts_are_asked_about_at_once() -> None:
    for cohorts, first in ((2, 2), (3, 3), (4, 1)):
        moved = TEAM.replace(flex=Flex(earlier_minutes=120, later_minutes=120, cohorts=cohorts))
        one = built([moved], CoverageNeed("10:00", "18:00", headcount=1, zone="UTC", days=DAYS, name="desk"))
        asked: list[int] = []

        def answered(model: Model, asked: list[int] = asked) -> Answer:
            asked.extend(group.cohorts for group in model.groups)
            return feasible(model)

        assert Case(Roster([moved]), one, 60, answered).any_plan(one.model) is not None
        assert asked == [first]


@pytest.mark.parametrize(("asked", "most"), [(None, 4), (0, 1), (1, 1), (2, 2), (5, 5), (9, 5)])
def test_a_team_has_as_many_starts_as_are_asked_for_but_no_more_than_people(
    asked: int | None, most: int
) -> None:
    one = moving(CoverageNeed("09:00", "17:00", zone="UTC", days=DAYS, name="desk"))
    for least in (None, 2):
        other = within(
            one, one.model, 0, lambda _, start: start.start.minute != 420, cohorts=asked, least=least
        )
        (was,), (group,) = one.model.groups, other.groups
        assert group == was._replace(cohorts=most, least=was.least if least is None else least)
        assert other.bars == (Bar(one.limit_tag(0), (0, 0)),)
