"""What collides: no plan with all of it, a plan without any one of it; and the words for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from overlap.core.horizon import Horizon
from overlap.core.zones import zone as zone_of
from overlap.people.flex import Flex
from overlap.people.members import Member
from overlap.people.requirements import CoverageNeed, HandoffNeed, LimitNeed, OverlapNeed, Requirement
from overlap.people.roster import Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning.stagger.asking import Answer, Case, fewest, needless_starts
from overlap.planning.stagger.build import build
from overlap.planning.stagger.conflict import Conflict, clash_of, find_conflict
from overlap.planning.stagger.model import Model, Plan
from tests.planning.stagger.models import small
from tests.planning.stagger.small_rosters import (
    ONE_OF_EACH,
    Question,
    feasible,
    first_plan,
    never_known,
    without_plan,
)

QUESTIONS = without_plan(ONE_OF_EACH)


def checked(question: Question, conflict: Conflict) -> None:
    """No plan with the set, one without any of its names: by looking at every plan."""
    every = {team.id for team in question.roster}
    needs = [need for need in question.needs if need.name in conflict.requirements]
    free = every - set(conflict.limits)
    assert not question.has_plan(needs, free=free)
    for need in needs:
        assert question.has_plan([other for other in needs if other is not need], free=free)
    for team in conflict.limits:
        assert question.has_plan(needs, free={*free, team})


def test_a_conflict_has_no_plan_and_without_any_one_of_its_names_it_has_one() -> None:
    assert len(QUESTIONS) == len(ONE_OF_EACH)
    kinds = set()
    for question in QUESTIONS:
        conflict = find_conflict(question.case())
        assert conflict.is_minimal
        checked(question, conflict)
        assert conflict.text
        kinds.add((len(conflict.requirements), len(conflict.limits)))
    assert kinds == {(1, 0), (1, 1), (1, 2), (1, 3), (2, 1)}


@pytest.mark.exhaustive
def test_many_conflicts_are_minimal() -> None:
    kinds = set()
    for question in without_plan(range(200)):
        conflict = find_conflict(question.case())
        assert conflict.is_minimal
        checked(question, conflict)
        kinds.add((len(conflict.requirements), len(conflict.limits)))
    assert {(1, 0), (1, 1), (1, 2), (2, 1)} <= kinds


def test_what_is_not_known_counts_as_needed_and_nothing_is_claimed() -> None:
    question = QUESTIONS[-1]
    conflict = find_conflict(replace(question.case(), feasible=never_known))
    assert not conflict.is_minimal
    assert set(conflict.requirements) == {need.name for need in question.needs}


def test_questions_end_after_as_many_as_are_allowed() -> None:
    answered: list[Model] = []

    def counted(model: Model) -> Answer:
        answered.append(model)
        return feasible(model)

    case = replace(QUESTIONS[-1].case(), feasible=counted, most=2)
    assert not find_conflict(case).is_minimal
    assert case.asked > 2
    assert len(answered) == 2


def test_what_a_plan_that_was_found_answers_is_not_asked() -> None:
    for question in QUESTIONS:
        known: list[tuple[Model, Plan]] = []

        def noted(model: Model, known: list[tuple[Model, Plan]] = known) -> Answer:
            same = [plan for other, plan in known if (other.tags, other.groups) == (model.tags, model.groups)]
            assert all(model.broken(plan) for plan in same)
            found = feasible(model)
            if isinstance(found, tuple):
                known.append((model, found))
            return found

        clash_of(replace(question.case(), feasible=noted))


@pytest.mark.parametrize("wanted", [(), (0,), (3,), (1, 2), (0, 3, 6), (0, 1, 2, 3, 4, 5, 6)])
def test_the_fewest_names_are_found_wherever_they_stand(wanted: tuple[int, ...]) -> None:
    assert fewest(range(7), lambda kept: not set(wanted) <= set(kept)) == (list(wanted), True)


def test_of_two_minimal_sets_one_is_found() -> None:
    found, is_sure = fewest("abcdef", lambda kept: not ({"a", "f"} <= {*kept} or {"b", "c"} <= {*kept}))
    assert is_sure
    assert found in (["a", "f"], ["b", "c"])


def test_without_names_none_are_found() -> None:
    assert fewest((), lambda kept: True) == ([], True)
    assert fewest((), lambda kept: None) == ([], False)


def test_names_of_which_nothing_is_known_are_kept() -> None:
    assert fewest("abc", lambda kept: None) == (["a", "b", "c"], False)


def test_needless_starts_change_nothing_about_whether_there_is_a_plan() -> None:
    fewer = 0
    for seed in range(100):
        model = small(seed, most=80)
        bars = needless_starts(model)
        slim = replace(model, bars=(*model.bars, *bars))
        assert (first_plan(slim) is None) == (first_plan(model) is None), seed
        assert all(0 <= option < len(model.groups[group].options) for _, (group, option) in bars)
        fewer += len(bars)
    assert fewer > 60


# Words


def test_a_solver_is_not_asked_about_needless_starts() -> None:
    case, seen = QUESTIONS[0].case(), 0
    for seed in range(40):
        model = small(seed, most=120)
        asked: list[Model] = []

        def heard(one: Model, asked: list[Model] = asked) -> Answer:
            asked.append(one)
            return feasible(one)

        replace(case, feasible=heard, most=case.asked + 2).any_plan(model)
        needless = set(needless_starts(model))
        seen += len(needless)
        assert all({*model.bars, *needless} == set(one.bars) for one in asked)
    assert seen > 20


def told(
    teams: tuple[Team, ...],
    *needs: Requirement,
    start: str = "2026-03-01",
    end: str = "2026-03-07",
    keep: tuple[str, ...] = (),
    grid: int = 60,
) -> Conflict:
    roster = Roster(teams)
    horizon = Horizon.of(start, end, zone_of("UTC"))
    built = build(roster, horizon, needs, grid, keep=keep)
    assert first_plan(built.model) is None
    return find_conflict(Case(roster, built, grid, feasible, frozenset(keep)))


def team(id: str, zone: str, start: str, end: str, flex: Flex) -> Team:
    days = ["mon", "tue", "wed", "thu", "fri"]
    return Team(id, zone, [Shift(start, end)], name=id.title(), flex=flex, days=days)


FREE = Flex(earlier_minutes=240, later_minutes=240)
NEAR = Flex(earlier_minutes=60, later_minutes=600, latest_end="22:00")
MANILA = team("manila", "Asia/Manila", "13:00", "21:00", NEAR)
LONDON = team("london", "Europe/London", "09:00", "17:00", Flex(fixed=True))
BOTH = (MANILA, LONDON)


def overlap(minutes: int, people: tuple[int, int] = (1, 1), first: str = "manila") -> OverlapNeed:
    other = "london" if first == "manila" else "manila"
    return OverlapNeed([first, other], minutes, people=people, name="together")


def test_a_bound_is_told_with_what_is_needed_and_when() -> None:
    """London's 09:00-17:00 is 17:00-01:00 in Manila by winter, and 16:00-24:00 from 29 March."""
    found = told(BOTH, overlap(360, first="london"), start="2026-03-15", end="2026-04-11")
    assert found.limits == ("manila", "london")
    assert found.is_minimal
    head = '"together" cannot be met within the limits of Manila and London'
    assert found.text == (
        f"{head} from Mon 16 Mar 2026 to Fri 27 Mar 2026.",
        "With the limits of London kept, Manila would have to end at 23:00 or later; its limit is 22:00.",
        "With the limits of Manila kept, London would have to start at 08:00 or earlier; it is fixed.",
    )


def test_dates_that_go_alone_and_not_together_are_named() -> None:
    manila = MANILA.replace(flex=FREE)
    found = told((manila, LONDON), overlap(480), start="2026-03-15", end="2026-04-11")
    dates = "on Mon 16 Mar 2026 and on Mon 30 Mar 2026"
    assert found.text == (
        f'"together" cannot be met with the same starts {dates}, whenever the shifts start.',
    )


def test_a_date_is_not_blamed_for_the_next_one() -> None:
    manila = MANILA.replace(days=["mon", "tue", "wed", "thu"])
    need = CoverageNeed(
        "14:00", "16:00", zone="Asia/Manila", days=["thu", "fri"], teams=["manila"], name="desk"
    )
    found = told((manila,), need)
    assert found.text[0] == '"desk" cannot be met on Fri 6 Mar 2026, whenever the shifts start.'


def test_a_date_at_the_edge_of_the_horizon_does_not_spoil_the_year() -> None:
    """Manila's Monday begins before the horizon does, and shifts that start then are asked nothing."""
    ana = Member("ana", name="Ana", shifts=[Shift("06:00", "14:00")])
    manila = MANILA.replace(flex=FREE, headcount=2, members=[ana])
    need = OverlapNeed(["manila", "london"], 120, name="all")
    found = told((manila, LONDON), need, start="2026-03-02", end="2026-03-06")
    ways = "start at 04:00 or earlier or start at 16:00 or later"
    assert found.text == (f'"all" needs London to {ways} on every date; it is fixed.',)


def test_a_team_that_is_kept_is_told_so() -> None:
    need = HandoffNeed("manila", "london", 270, people=(1, 1), name="hand over")
    found = told(BOTH, need, keep=("manila",), grid=30)
    assert found.limits == ("manila", "london")
    assert found.text[1:] == (
        "With the limits of London kept, Manila would have to start at 13:30 or later; it is kept as it is.",
        "With the limits of Manila kept, London would have to start at 08:30 or earlier; it is fixed.",
    )


def test_a_team_without_flex_is_told_so() -> None:
    found = told((MANILA.replace(flex=None), LONDON), overlap(270))
    assert found.text[1].endswith("; it has no flex.")


def test_more_starts_at_once_are_told_with_their_limit() -> None:
    manila = MANILA.replace(flex=FREE, headcount=2)
    need = CoverageNeed("10:00", "22:00", zone="Asia/Manila", days=["mon"], teams=["manila"], name="long")
    assert told((manila,), need).text == (
        '"long" needs Manila to use 2 different starts on Mon 2 Mar 2026; its limit is 1.',
    )


def test_more_starts_at_once_are_told_also_where_the_team_accepts_every_start() -> None:
    anywhere = Flex(earlier_minutes=1439, later_minutes=1439)
    manila = MANILA.replace(flex=anywhere, headcount=2)
    need = CoverageNeed("10:00", "22:00", zone="Asia/Manila", days=["mon"], teams=["manila"], name="long")
    assert told((manila,), need).text == (
        '"long" needs Manila to use 2 different starts on Mon 2 Mar 2026; its limit is 1.',
    )


def test_fewer_people_on_a_start_are_told_with_their_limit() -> None:
    flex = Flex(earlier_minutes=240, later_minutes=240, cohorts=2, min_cohort=2)
    manila = MANILA.replace(flex=flex, headcount=3)
    need = CoverageNeed("10:00", "22:00", zone="Asia/Manila", days=["mon"], teams=["manila"], name="long")
    assert told((manila,), need).text == (
        '"long" needs Manila to have as few as 1 person on a start on Mon 2 Mar 2026; its limit is 2.',
    )


def test_two_starts_of_which_one_must_go_earlier_and_one_later_are_told() -> None:
    """From 10:00 to 23:00 one comes at 10:00 and one at 15:00; 12:00 to 14:00 is within the limits."""
    flex = Flex(earlier_minutes=60, later_minutes=60, cohorts=2)
    manila = MANILA.replace(flex=flex, headcount=2)
    need = CoverageNeed("10:00", "23:00", zone="Asia/Manila", days=["mon"], teams=["manila"], name="long")
    (sentence,) = told((manila,), need).text
    assert sentence == (
        '"long" needs Manila to start up to 2 h beyond its limits, both earlier and later '
        "on Mon 2 Mar 2026; its flex allows no more."
    )


def test_of_two_starts_beyond_a_limit_the_further_is_told() -> None:
    """Ten to six takes two people of four hours each: one from 10:00, one from 14:00."""
    late = Team(
        "late",
        "Asia/Manila",
        [Shift("20:00", "24:00")],
        name="Late",
        headcount=2,
        flex=Flex(earlier_minutes=60, cohorts=2),
    )
    need = CoverageNeed("10:00", "18:00", zone="Asia/Manila", days=["mon"], teams=["late"], name="day")
    assert told((late,), need).text == (
        '"day" needs Late to start at 10:00 or earlier on Mon 2 Mar 2026; its limit is 19:00.',
    )


def test_requirements_that_collide_with_each_other_are_told_together() -> None:
    late = overlap(270)
    lunch = CoverageNeed("12:00", "13:00", zone="Asia/Manila", days=["mon"], teams=["manila"], name="lunch")
    found = told(BOTH, late, lunch, grid=30)
    assert found.requirements == ("together", "lunch")
    assert found.text == (
        '"together" and "lunch" need London to start at 07:30 or earlier on Mon 2 Mar 2026; it is fixed.',
    )


def test_each_way_is_told_with_its_own_limit() -> None:
    """Manila's 13:00-21:00 is 05:00-13:00 in London; Ana's 06:00-14:00 ends at 06:00 there."""
    ana = Member("ana", name="Ana", shifts=[Shift("06:00", "14:00")])
    manila = MANILA.replace(flex=FREE, headcount=2, members=[ana])
    some = LONDON.replace(flex=Flex(earlier_minutes=60, later_minutes=120))
    need = OverlapNeed(["manila", "london"], 120, name="all")
    found = told((manila, some), need, start="2026-03-02", end="2026-03-06")
    ways = "start at 04:00 or earlier (its limit is 08:00) or start at 16:00 or later (its limit is 11:00)"
    assert found.text == (f'"all" needs London to {ways} on every date.',)


def test_limits_of_a_team_between_others_are_its_own() -> None:
    lima = team("lima", "America/Lima", "06:00", "12:00", Flex(earlier_minutes=60, cohorts=3, min_cohort=2))
    rome = team("rome", "Europe/Rome", "10:00", "20:00", Flex(later_minutes=120, cohorts=3, min_cohort=3))
    around = (lima.replace(headcount=4), MANILA, rome.replace(headcount=4), LONDON)
    found = told(around, overlap(360, first="london"), start="2026-03-15", end="2026-03-20")
    assert found.text[1:] == (
        "With the limits of London kept, Manila would have to end at 23:00 or later; its limit is 22:00.",
        "With the limits of Manila kept, London would have to start at 08:00 or earlier; it is fixed.",
    )
    manila = MANILA.replace(flex=FREE, headcount=3)
    need = CoverageNeed("10:00", "22:00", zone="Asia/Manila", days=["mon"], teams=["manila"], name="long")
    assert told((around[0], manila, around[2]), need).text == (
        '"long" needs Manila to use 2 different starts on Mon 2 Mar 2026; its limit is 1.',
    )


def test_people_whose_two_shifts_overlap_at_every_start_are_told_so() -> None:
    """08:00-14:00 and 11:00-17:00 have three hours in common, and one if both move by an hour."""
    free = team("lima", "America/Lima", "09:00", "17:00", FREE)
    both = MANILA.replace(
        shifts=[Shift("08:00", "14:00"), Shift("11:00", "17:00")],
        flex=Flex(earlier_minutes=60, later_minutes=60),
    )
    found = told((free, both))
    assert (found.requirements, found.limits) == ((), ("manila",))
    assert found.text == (
        "The same people of Manila work shifts that overlap at every start within its limits.",
    )
    long = both.replace(shifts=[Shift("06:00", "20:00"), Shift("07:00", "21:00")])
    always = told((free, long))
    assert (always.requirements, always.limits) == ((), ())
    assert always.text == ("The same people of Manila work shifts that overlap at every start.",)


@pytest.mark.parametrize("count", [12, 13])
def test_of_more_than_twelve_teams_it_is_not_looked_into_which_limits_matter(count: int) -> None:
    many = tuple(
        team(f"t{at}", "UTC", "09:00", "17:00", Flex(fixed=True)).replace(days=["mon"]) for at in range(count)
    )
    need = CoverageNeed("09:00", "10:00", zone="UTC", headcount=count + 1, days=["mon"], name="all")
    found = told(many, need, start="2026-03-02", end="2026-03-02")
    if count == 12:
        assert (found.limits, found.is_minimal) == ((), True)
        assert found.text[0].endswith("whenever the shifts start: 13 people are asked for, and there are 12.")
    else:
        assert (found.limits, found.is_minimal) == (tuple(one.id for one in many), False)
        assert found.text == (
            '"all" cannot be met within the limits of 13 teams; it was not looked into which of them.',
        )


def test_people_with_hours_of_their_own_do_not_move() -> None:
    """Ana's 06:00-14:00 ends at 06:00 in London."""
    ana = Member("ana", name="Ana", shifts=[Shift("06:00", "14:00")])
    manila = MANILA.replace(flex=FREE, headcount=2, members=[ana])
    found = told((manila, LONDON), OverlapNeed(["manila", "london"], 120, name="all"))
    assert found.limits == ("london",)
    assert found.text == ('"all" needs London to start at 04:00 or earlier on every date; it is fixed.',)


def test_a_member_without_whom_it_would_do_is_named() -> None:
    """The others of Manila can start when Ben does, but Ana has hours of her own."""
    ana = Member("ana", name="Ana", shifts=[Shift("06:00", "14:00")])
    ben = Member("ben", name="Ben", shifts=[Shift("15:00", "23:00")])
    manila = MANILA.replace(flex=FREE, headcount=3, members=[ana, ben])
    found = told((manila, LONDON), OverlapNeed(["manila", "london"], 120, name="all"))
    assert found.limits == ()
    assert found.text[:2] == (
        '"all" cannot be met on every date, whenever the shifts start.',
        "It could be met without Ana (Manila), whose hours are their own.",
    )


@pytest.mark.parametrize(
    ("teams", "need", "why"),
    [
        (BOTH, overlap(60, (3, 1)), "3 people of Manila are asked for, and there is 1"),
        (
            (
                MANILA,
                LONDON.replace(shifts=[Shift("09:00", "17:00", breaks=[Break("12:00", "13:00")])]),
            ),
            overlap(300),
            "nobody of London works 5 h at a stretch; the longest is 4 h",
        ),
        (
            (MANILA.replace(days=["sun"]), LONDON),
            OverlapNeed(["manila", "london"], 60, people=(1, 1), name="together"),
            "nobody of London works on Sundays",
        ),
        (
            BOTH,
            CoverageNeed("10:00", "12:00", zone="UTC", headcount=3, days=["tue"], name="awake"),
            "3 people are asked for, and there are 2",
        ),
        (
            BOTH,
            CoverageNeed("10:00", "12:00", zone="UTC", skill="es", days=["tue"], name="awake"),
            '1 person is asked for, and there are 0 with "es"',
        ),
        (
            BOTH,
            LimitNeed(["london"], rest_minutes=1020, name="rest"),
            'the shift "09:00-17:00" of London leaves 16 h of rest from day to day',
        ),
        (
            BOTH,
            LimitNeed(["london"], start="08:00", end="17:00", name="desk"),
            "9 h of work are asked for, and London has 8 h a day",
        ),
        (
            (MANILA, LONDON.replace(shifts=[Shift("00:00", "24:00")])),
            LimitNeed(["london"], quiet_minutes=60, name="sleep"),
            'the shift "00:00-24:00" of London has 9 h of quiet hours at least',
        ),
    ],
)
def test_what_can_never_hold_is_told_with_its_reason(
    teams: tuple[Team, ...], need: Requirement, why: str
) -> None:
    found = told(teams, need, start="2026-02-28")
    assert found.limits == ()
    (sentence,) = found.text
    assert sentence.startswith(f'"{need.name}" cannot be met')
    assert sentence.endswith(f", whenever the shifts start: {why}.")


def test_the_most_that_could_be_had_is_told() -> None:
    """Two people at work from 00:00 to 24:00 would take six shifts of eight hours."""
    free = team("oslo", "Europe/Oslo", "09:00", "17:00", FREE).replace(headcount=3)
    need = CoverageNeed("00:00", "24:00", zone="Europe/Oslo", headcount=2, days=["tue"], name="awake")
    assert told((free,), need).text == (
        '"awake" cannot be met on Tue 3 Mar 2026, whenever the shifts start.',
        "On Tue 3 Mar 2026 1 person at most can be there all the time.",
    )


def test_limits_that_do_not_matter_are_left_out() -> None:
    other = team("lima", "America/Lima", "09:00", "17:00", Flex(fixed=True))
    found = told((other, *BOTH), overlap(360, first="london"))
    assert found.limits == ("manila", "london")


def test_a_conflict_as_plain_values() -> None:
    found = told(BOTH, overlap(60, (3, 1)))
    assert found.to_dict() == {
        "requirements": ["together"],
        "limits": [],
        "minimal": True,
        "text": list(found.text),
    }
