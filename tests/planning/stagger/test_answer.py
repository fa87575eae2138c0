"""Whole staggers against trying everything, and the laws that hold for any of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from overlap.adapters.bundled import example_text
from overlap.adapters.team_file import loads
from overlap.adapters.team_writer import dumps
from overlap.core.civil import parse_time
from overlap.errors import (
    BadArgument,
    BadHorizon,
    BadRoster,
    BadSchedule,
    MissingExtra,
    OverlapError,
    UnknownId,
)
from overlap.people.flex import Flex
from overlap.people.members import Member
from overlap.people.requirements import CoverageNeed, HandoffNeed, LimitNeed, OverlapNeed, Requirement
from overlap.people.roster import Roster
from overlap.people.schedule import Cycle
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.stagger.answer import suggest_stagger
from overlap.planning.stagger.result import Stagger
from overlap.planning.stagger.solve import Solver, has_highs
from overlap.planning.stagger.trade_off import trade_off
from overlap.planning.windows import find_windows
from tests.planning.stagger.whole import Best, Case, Whole
from tests.planning.stagger.whole_cases import whole_of
from tests.properties.oracle import DAY, day_number, wall_shown

WEEK = ("2026-03-02", "2026-03-06")
SOLVERS: tuple[Solver, ...] = ("search", "highs")
highs_only = pytest.mark.skipif(not has_highs(), reason="HiGHS is an extra")


def asked(case: Case, **more: Any) -> Stagger | None:
    """The answer to a case, or None where it cannot be asked: too large, or people at two shifts at once."""
    options: dict[str, Any] = {
        "zone": case.zone,
        "requirements": case.needs,
        "grid_minutes": case.grid,
        "keep": case.keep,
        "priority": case.priority,
        "solver": "search",
        "explain": False,
        **more,
    }
    try:
        return suggest_stagger(case.roster, case.first, case.last, **options)
    except (MissingExtra, BadRoster):
        return None


def cost(found: Stagger) -> Best | None:
    """What a plan comes to, as trying everything tells it."""
    one = found.objective
    if one is None:
        return None
    moved, worst, quiet = one.moved_person_minutes, one.worst_minutes_per_person, one.quiet_person_minutes
    return Best(None, moved, worst, quiet, one.changed_person_minutes)


def agree(found: Stagger, best: Best) -> None:
    """That an answer is what trying everything finds."""
    if best.value is None:
        assert (found.status, found.planned, found.objective) == ("infeasible", None, None)
        return
    assert found.status == "optimal"
    assert found.is_unique
    assert cost(found) == replace(best, value=None)
    assert found.requirements.met
    assert found.objective is not None
    assert found.objective.bound == best.value[0]


def compare(numbers: Sequence[int], solvers: Sequence[Solver] = ("search",), **kinds: bool) -> int:
    """Answers to cases by their numbers against trying everything; how many of them have moves."""
    moved = 0
    for number in numbers:
        whole = whole_of(number, **kinds)
        best = whole.best()
        moved += bool(best.moved)
        answers = [found for solver in solvers if (found := asked(whole.case, solver=solver)) is not None]
        for found in answers:
            agree(found, best)
            assert found.planned == answers[0].planned
    return moved


# Trying everything


@pytest.mark.parametrize("since", range(0, 30, 10))
def test_an_answer_is_the_best_of_all_ways_to_divide_people(since: int) -> None:
    compare(range(since, since + 10))


@pytest.mark.parametrize("since", range(100_000, 100_020, 10))
def test_an_answer_with_holidays_is_the_best_of_all_ways(since: int) -> None:
    compare(range(since, since + 10), with_holidays=True)


@highs_only
def test_both_solvers_end_at_the_same_plan_and_it_is_the_best() -> None:
    assert compare(range(200_000, 200_006), SOLVERS)


@pytest.mark.exhaustive
@highs_only
@pytest.mark.parametrize("since", range(1000, 5000, 100))
def test_many_answers_are_the_best_of_all_ways(since: int) -> None:
    assert compare(range(since, since + 100), SOLVERS, with_holidays=since % 200 == 0)


def places_of(found: Stagger) -> dict[tuple[str, int], list[int]]:
    """The starts of each person of each shift, in minutes after midnight."""
    known: dict[tuple[str, int], list[int]] = {}
    for row in found:
        shifts = [shift.name for shift in found.roster.team(row.team).shifts]
        own = known.setdefault((row.team, shifts.index(row.of_shift)), [])
        own += [parse_time(row.start)] * row.headcount
    return known


def stay_near(numbers: Sequence[int], solver: Solver = "search") -> int:
    """Answers that should stay near to an earlier plan; how many of them leave it."""
    left = 0
    for number in numbers:
        whole = whole_of(number)
        first = asked(whole.case)
        if first is None or first.planned is None or any(row.zone != row.was_zone for row in first):
            continue
        again = number % 4
        fewer = whole.case.needs[1:] or whole.case.needs
        case = replace(whole.case, needs=fewer, earlier=places_of(first), again=again)
        found = asked(case, last=first, again=again, solver=solver)
        assert found is not None
        best = Whole(case).best()
        agree(found, best)
        left += bool(best.changed)
    return left


def test_an_answer_stays_as_near_to_an_earlier_plan_as_it_costs() -> None:
    stay_near(range(300_000, 300_006))


@pytest.mark.exhaustive
@pytest.mark.parametrize("solver", SOLVERS)
def test_many_answers_stay_as_near_to_an_earlier_plan_as_it_costs(solver: Solver) -> None:
    assert stay_near(range(310_000, 310_400), solver)


# Laws


def renamed(case: Case) -> Case:
    """A case whose teams go by other ids and names, in the same order."""
    names = {team.id: f"z{9 - at}" for at, team in enumerate(case.roster)}

    def other(need: Requirement) -> Requirement:
        new = object.__new__(type(need))
        for one in need.__slots__:
            value = getattr(need, one)
            if one == "teams":
                value = tuple(names[team] for team in value)
            elif one in ("from_team", "to_team"):
                value = names[value]
            object.__setattr__(new, one, value)
        return new

    teams = [team.replace(id=names[team.id], name=f"The {at}.") for at, team in enumerate(case.roster)]
    return replace(
        case,
        roster=Roster(teams, defaults=case.roster.defaults),
        needs=tuple(other(need) for need in case.needs),
        keep=tuple(names[one] for one in case.keep),
    )


LAWFUL = range(400_000, 400_008)
"""Cases for which laws are looked at."""


def plans(numbers: Sequence[int]) -> list[tuple[Case, Stagger]]:
    """Cases that have a plan."""
    found = []
    for number in numbers:
        case = whole_of(number).case
        answer = asked(case)
        if answer is not None and answer.planned is not None:
            found.append((case, answer))
    assert found
    return found


@pytest.fixture(scope="module")
def lawful() -> list[tuple[Case, Stagger]]:
    return plans(LAWFUL)


def shifts_of(roster: Roster | None) -> list[object]:
    return [] if roster is None else [team.shifts for team in roster]


def test_ids_and_names_of_teams_do_not_matter(lawful: list[tuple[Case, Stagger]]) -> None:
    for case, found in lawful:
        other = asked(renamed(case))
        assert other is not None
        assert shifts_of(other.planned) == shifts_of(found.planned)
        assert other.objective == found.objective


def test_a_plan_applied_again_needs_no_move(lawful: list[tuple[Case, Stagger]]) -> None:
    for case, found in lawful:
        assert found.planned is not None
        if case.priority[0] == "quiet":
            continue  # whose shifts may go on drifting out of the night
        again = asked(replace(case, roster=found.planned))
        assert again is not None
        assert again.objective is not None
        assert again.objective.moved_person_minutes == 0
        assert again.objective.quiet_person_minutes == found.objective.quiet_person_minutes  # type: ignore[union-attr]


def test_more_flex_never_costs_more(lawful: list[tuple[Case, Stagger]]) -> None:
    for case, found in lawful:
        teams = []
        for team in case.roster:
            flex = team.flex
            if flex is not None and not flex.fixed and (flex.earlier_minutes or flex.later_minutes):
                wider = Flex(
                    earlier_minutes=flex.earlier_minutes + case.grid,
                    later_minutes=flex.later_minutes + case.grid,
                    cohorts=flex.cohorts,
                    clocks=flex.clocks,
                )
                team = team.replace(flex=wider)
            teams.append(team)
        other = asked(replace(case, roster=Roster(teams, defaults=case.roster.defaults)))
        if other is None:
            continue
        assert other.objective is not None
        assert first_tier(other) <= first_tier(found)


def first_tier(found: Stagger) -> Any:
    """What an answer has in its first tier."""
    one = found.objective
    assert one is not None
    values = {
        "moved": one.moved_person_minutes,
        "worst": one.worst_minutes_per_person,
        "quiet": one.quiet_person_minutes,
    }
    return values[found.priority[0]]


def test_one_requirement_less_never_costs_more(lawful: list[tuple[Case, Stagger]]) -> None:
    for case, found in lawful:
        if len(case.needs) > 1:
            other = asked(replace(case, needs=case.needs[1:]))
            assert other is not None
            assert first_tier(other) <= first_tier(found)


def test_the_price_of_a_requirement_is_what_the_others_cost_less(lawful: list[tuple[Case, Stagger]]) -> None:
    for case, _ in lawful:
        found = asked(case, explain=True)
        assert found is not None
        assert [one.name for one in found.prices] == [need.name for need in case.needs]
        for at, price in enumerate(found.prices):
            fewer = (*case.needs[:at], *case.needs[at + 1 :])
            moved = 0
            if fewer:
                other = asked(replace(case, needs=fewer, priority=("moved",)))
                assert other is not None
                assert other.objective is not None
                moved = other.objective.moved_person_minutes
            assert price.is_proven
            assert price.moved_person_minutes == moved
            assert price.saved_person_minutes == found.objective.moved_person_minutes - moved  # type: ignore[union-attr]


def test_a_plan_written_to_a_file_is_read_as_the_same_roster(lawful: list[tuple[Case, Stagger]]) -> None:
    for _, found in lawful:
        assert found.planned is not None
        assert loads(dumps(found.planned)) == found.planned


def test_nobody_is_lost_and_nobody_moves_beyond_what_the_team_accepts(
    lawful: list[tuple[Case, Stagger]],
) -> None:
    for case, found in lawful:
        assert found.planned is not None
        for old, new in zip(case.roster, found.planned, strict=True):
            assert new.people_count == old.people_count
            assert [one.id for one in new.members] == [one.id for one in old.members]
            rows = [row for row in found if row.team == old.id]
            if old.flex is None or old.id in case.keep:
                assert new == old
                continue
            for row in rows:
                limit = old.flex.earlier_minutes if row.is_earlier else old.flex.later_minutes
                assert row.moved_minutes <= limit


@highs_only
def test_seeds_and_threads_do_not_change_the_plan() -> None:
    for case, found in plans(range(400_000, 400_003)):
        for seed, threads in ((1, 1), (2, 2), (3, 1), (4, 2), (5, 1)):
            other = asked(case, solver="highs", seed=seed, threads=threads)
            assert other is not None
            assert other.planned == found.planned
            assert (other.objective, other.is_unique) == (found.objective, True)


def test_a_trade_off_rises_and_each_point_is_an_answer_of_its_own() -> None:
    looked = 0
    for number in range(400_000, 400_012):
        case = whole_of(number).case
        need = next((one for one in case.needs if isinstance(one, (OverlapNeed, HandoffNeed))), None)
        if need is None or asked(case) is None:
            continue
        options: dict[str, Any] = {"zone": case.zone, "grid_minutes": case.grid, "keep": case.keep}
        found = trade_off(
            case.roster,
            need.name,
            case.first,
            case.last,
            minutes=[30, 90, 180],
            requirements=case.needs,
            solver="search",
            **options,
        )
        costs = [point.moved_person_minutes for point in found]
        known = [one for one in costs if one is not None]
        assert known == sorted(known)
        assert costs == known + [None] * (len(costs) - len(known))
        for point in found:
            needs = [_lasting(one, point.minutes) if one is need else one for one in case.needs]
            alone = replace(case, needs=tuple(needs), priority=("moved",))
            other = asked(alone)
            assert other is not None
            assert point.status == other.status
            moved = None if other.objective is None else other.objective.moved_person_minutes
            assert point.moved_person_minutes == moved
            looked += moved is not None
        if looked > 4:
            return
    raise AssertionError("too few plans")


def _lasting(need: OverlapNeed | HandoffNeed, minutes: int) -> Requirement:
    common: dict[str, Any] = {"people": need.people, "holidays": need.holidays, "name": need.name}
    if need.days is not None:
        names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
        common["days"] = [names[day] for day in sorted(need.days)]
    if isinstance(need, HandoffNeed):
        return HandoffNeed(need.from_team, need.to_team, minutes, **common)
    whole: dict[str, Any] = {"contiguous": need.contiguous, "through_breaks": need.through_breaks}
    return OverlapNeed(need.teams, minutes, **whole, **common)


# The bundled example


@highs_only
def test_the_plan_of_the_example_shares_half_an_hour_of_all_teams_on_each_regular_day_of_a_year() -> None:
    roster = loads(example_text())
    found = suggest_stagger(roster, "2027-01-01", "2027-12-31")
    assert (found.status, found.requirements.met) == ("optimal", True)
    assert found.planned is not None
    assert loads(dumps(found.planned)) == found.planned
    regular = Roster(
        [
            team.replace(
                holidays=None,
                closures=(),
                members=[Member(one.id, shifts=one.shifts, days=_day_names(one)) for one in team.members],
            )
            for team in found.planned
        ],
        zone=roster.zone,
    )
    windows = find_windows(regular, "2027-01-01", "2027-12-31", min_duration=timedelta(minutes=30))
    dates = {wall_shown("America/New_York", one.start) // DAY for one in windows}
    year = [date(2027, 1, 1) + timedelta(days=number) for number in range(365)]
    assert {day_number(on) for on in year if on.weekday() < 5} == dates


def _day_names(member: Member) -> list[str] | None:
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return None if member.days is None else [names[day] for day in sorted(member.days)]


# Errors

OFFICE = [Shift("09:00", "17:00", name="day")]
STAYS = Team("stays", "UTC", OFFICE)
MOVES = Team("moves", "UTC", OFFICE, headcount=3, flex=Flex(earlier_minutes=60, later_minutes=60))
SHARE = OverlapNeed(["stays", "moves"], 60)


def refusal(
    team: Team = MOVES, *, of: Sequence[Requirement] | None = (SHARE,), **options: Any
) -> OverlapError:
    """The error that a question gets."""
    first, last = options.pop("dates", WEEK)
    with pytest.raises(OverlapError) as caught:
        suggest_stagger(Roster([STAYS, team]), first, last, requirements=of, **options)
    error = caught.value
    assert error.message
    assert error.hint or " (" in error.message  # of several problems each has its own
    return error


def moving(**changes: Any) -> Team:
    """The team that moves, with another flex, or other shifts."""
    flex = {"earlier_minutes": 60, "later_minutes": 60}
    return MOVES.replace(flex=Flex(**{**flex, **changes}))


@pytest.mark.parametrize(
    ("team", "field", "words"),
    [
        (moving(earliest_start="10:00"), "team.moves.flex.earliest_start", 'excludes today\'s shift "day"'),
        (moving(latest_end="16:00"), "team.moves.flex.latest_end", "09:00-17:00"),
        (moving(cohorts=4), "team.moves.flex.cohorts", "cohorts is 4, but the team has 3 people"),
        (moving(min_cohort=4), "team.moves.flex.min_cohort", "min_cohort is 4"),
        (
            moving(cohorts=2).replace(cycle=Cycle("2026-03-02", ["day", "off"])),
            "team.moves.flex.cohorts",
            "with a cycle moves as a whole",
        ),
        (moving().replace(shifts=[Shift("09:10", "17:00")]), "grid_minutes", "does not divide 09:10"),
        (
            moving().replace(
                shifts=[
                    Shift("09:00", "17:00", name="a"),
                    Shift("16:00", "20:00", name="b", zone="Asia/Dubai"),
                ],
                flex=Flex(fixed=True),
            ),
            None,
            "",
        ),
    ],
)
def test_a_flex_that_does_not_fit_its_team_is_refused(team: Team, field: str | None, words: str) -> None:
    if field is None:  # a team that stays may be at two shifts at once: it is as it is
        assert suggest_stagger(Roster([STAYS, team]), *WEEK, requirements=[SHARE]).status == "optimal"
        return
    error = refusal(team)
    assert isinstance(error, (BadRoster, BadArgument))
    assert error.field == field
    assert words in error.message


def test_several_problems_of_flexes_are_told_at_once() -> None:
    error = refusal(moving(cohorts=4, min_cohort=5, latest_end="16:00"))
    assert error.message.startswith("3 problems: ")
    for words in ("cohorts is 4", "min_cohort is 5", 'latest_end "16:00"'):
        assert words in error.message


@pytest.mark.parametrize(
    ("options", "kind", "field"),
    [
        ({"priority": "moved"}, BadArgument, "priority"),
        ({"priority": []}, BadArgument, "priority"),
        ({"priority": ["moved", "moved"]}, BadArgument, "priority"),
        ({"priority": ["cheap"]}, BadArgument, "priority"),
        ({"solver": "cplex"}, BadArgument, "solver"),
        ({"time_limit": timedelta(0)}, BadArgument, "time_limit"),
        ({"time_limit": 60}, BadArgument, "time_limit"),
        ({"again": -1}, BadArgument, "again"),
        ({"again": True}, BadArgument, "again"),
        ({"again": 1.5}, BadArgument, "again"),
        ({"threads": 0}, BadArgument, "threads"),
        ({"seed": -1}, BadArgument, "seed"),
        ({"grid_minutes": 7}, BadArgument, "grid_minutes"),
        ({"grid_minutes": True}, BadArgument, "grid_minutes"),
        ({"keep": "moves"}, BadArgument, "keep"),
        ({"keep": ["nobody"]}, UnknownId, None),
        ({"dates": ("2026-03-06", "2026-03-02")}, BadHorizon, None),
        ({"of": ()}, BadRoster, "requirements"),
        ({"of": None}, BadRoster, "requirements"),
        ({"of": (OverlapNeed(["stays", "gone"], 60),)}, BadRoster, "gone"),
        ({"of": (SHARE, SHARE)}, BadRoster, "requirements"),
    ],
)
def test_a_question_that_cannot_be_asked_says_why(
    options: dict[str, Any], kind: type[OverlapError], field: str | None
) -> None:
    error = refusal(**options)
    assert isinstance(error, kind)
    assert error.field == field


def test_people_of_two_shifts_that_overlap_cannot_be_planned_unless_they_stay() -> None:
    shifts = [Shift("00:00", "12:00", name="a"), Shift("11:00", "20:00", name="b")]
    pinned = [Shift("00:00", "12:00", name="a"), Shift("11:00", "20:00", name="b", zone="UTC")]
    team = Team("moves", "UTC", shifts, flex=Flex(earlier_minutes=0, later_minutes=30, latest_end="20:15"))
    found = suggest_stagger(Roster([STAYS, team]), *WEEK, requirements=[SHARE], explain=False)
    assert found.status == "infeasible"  # neither can move far enough
    both = team.replace(shifts=pinned, flex=None)
    assert suggest_stagger(Roster([STAYS, both]), *WEEK, requirements=[SHARE]).status == "optimal"
    kept = suggest_stagger(Roster([STAYS, team]), *WEEK, requirements=[SHARE], keep=["moves"])
    assert (kept.status, kept.kept) == ("optimal", ("moves",))


def test_nobody_of_a_requirement_is_asked_of_zero_people() -> None:
    for make in (
        lambda: OverlapNeed(["stays", "moves"], 60, people=[0, 1]),
        lambda: CoverageNeed("09:00", "10:00", zone="UTC", headcount=0),
        lambda: HandoffNeed("stays", "moves", 30, people=[1, 0]),
        lambda: LimitNeed(["moves"], start="09:00", end="10:00", headcount=0),
    ):
        with pytest.raises(BadSchedule, match="from 1"):
            make()


# Cases that a model easily gets wrong

EVERY_DAY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def answer(
    teams: Sequence[Team], *needs: Requirement, dates: tuple[str, str] = WEEK, **options: Any
) -> Stagger:
    """The answer for some teams, without what is to be given up."""
    return suggest_stagger(Roster(teams), *dates, requirements=needs, explain=False, **options)


def test_everyone_of_a_split_shift_counts_once() -> None:
    halves = [Shift("08:00", "12:00", name="x"), Shift("13:00", "17:00", name="y")]
    found = answer([STAYS, Team("moves", "UTC", halves, headcount=2)], SHARE)
    assert found.status == "optimal"


def test_a_requirement_may_name_a_member_who_counts_alone() -> None:
    team = MOVES.replace(members=[Member("m"), Member("n", shifts=[Shift("20:00", "23:00", name="late")])])
    assert answer([STAYS, team], OverlapNeed(["stays", "moves.m"], 60)).status == "optimal"
    assert answer([STAYS, team], OverlapNeed(["stays", "moves.n"], 60)).status == "infeasible"
    cover = CoverageNeed("08:30", "09:30", zone="UTC", days=["mon"], teams=["moves.m"])
    assert answer([STAYS, team], cover).objective.moved_person_minutes == 60  # type: ignore[union-attr]
    assert answer([STAYS, team], LimitNeed(["moves.n"], quiet_minutes=0)).status == "infeasible"
    assert answer([STAYS, team], LimitNeed(["moves.m"], quiet_minutes=0)).status == "optimal"


def test_a_date_that_does_not_exist_has_no_hours_to_cover() -> None:
    team = Team("apia", "Pacific/Apia", OFFICE)
    hours = LimitNeed(["apia"], start="09:00", end="17:00")
    assert answer([team], hours, dates=("2011-12-26", "2012-01-03")).status == "optimal"


def test_quiet_hours_are_those_of_where_a_member_lives() -> None:
    late = Shift("20:00", "22:00", name="day", zone="UTC")
    team = MOVES.replace(shifts=[late], members=[Member("m", zone="Asia/Kolkata"), Member("n")])
    wide = team.replace(flex=Flex(earlier_minutes=600))
    assert answer([team], LimitNeed(quiet_minutes=0)).status == "infeasible"
    found = answer([wide], LimitNeed(quiet_minutes=0))
    assert (found.status, found.requirements.met) == ("optimal", True)
    assert found[0].start == "14:30"  # 16:30 in UTC is 22:00 in Kolkata


def test_a_shift_that_nobody_works_stays_in_the_roster() -> None:
    shifts = [Shift("09:00", "17:00", name="day"), Shift("18:00", "22:00", name="late")]
    members = [Member("m", shifts=["day"]), Member("n", shifts=["day"])]
    team = Team("moves", "UTC", shifts, members=members, flex=Flex(earlier_minutes=60))
    found = answer([team], CoverageNeed("08:00", "16:00", zone="UTC", days=["mon"]))
    assert found.planned is not None
    assert [shift.start for shift in found.planned.teams[0].shifts] == ["08:00", "18:00"]
    assert [(row.shift, row.headcount) for row in found] == [("day", 2), ("late", 0)]


def test_only_what_moves_back_in_time_is_earlier() -> None:
    """Two hours are shared with who works from six to ten, so one of two comes at eight."""
    still = Team("still", "UTC", [Shift("06:00", "10:00")])
    team = Team(
        "moves", "UTC", [Shift("09:00", "17:00")], headcount=2, flex=Flex(earlier_minutes=60, cohorts=2)
    )
    found = answer([still, team], OverlapNeed(["still", "moves"], 120, people=[1, 1]))
    rows = [(row.team, row.start, row.moved_minutes, row.is_earlier) for row in found]
    assert rows == [
        ("still", "06:00", 0, False),
        ("moves", "08:00", 60, True),
        ("moves", "09:00", 0, False),
    ]


def test_rest_is_looked_at_before_the_shifts_of_the_horizon_only() -> None:
    team = Team("beirut", "Asia/Beirut", [Shift("07:00", "19:00")], days=EVERY_DAY)
    rest = LimitNeed(rest_minutes=720)
    assert answer([team], rest, dates=("2026-03-30", "2026-04-05")).status == "optimal"
    assert answer([team], rest, dates=("2026-03-29", "2026-04-05")).status == "infeasible"


def test_the_same_plan_as_before_is_no_change_whatever_its_shifts_are_called() -> None:
    members = [Member("m", shifts=["day"]), Member("n", shifts=["late"])]
    shifts = [Shift("09:00", "17:00", name="day"), Shift("18:00", "22:00", name="late")]
    team = MOVES.replace(shifts=shifts, headcount=None, members=members)
    need = OverlapNeed(["stays", "moves"], 60, people=[1, 1])
    found = answer([STAYS, team], need, last=Roster([STAYS, team]))
    assert found.objective.changed_person_minutes == 0  # type: ignore[union-attr]
    alike = [Shift("09:00", "12:00", headcount=2), Shift("10:00", "13:00", headcount=2)]
    team = Team("moves", "UTC", alike, flex=Flex(earlier_minutes=60, later_minutes=60))
    cover = CoverageNeed("10:00", "13:00", zone="UTC", days=["mon"], headcount=4)
    first = answer([team], cover)
    again = answer([team], cover, last=first)
    assert again.planned == first.planned
    assert again.objective.changed_person_minutes == 0  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("flex", "start", "end", "good"),
    [
        (Flex(later_minutes=60), "10:00", "18:00", True),
        (Flex(later_minutes=60), "17:30", "18:15", False),
        (Flex(earlier_minutes=60), "08:00", "16:00", True),
        (Flex(earlier_minutes=60), "07:45", "15:00", False),
        (Flex(earlier_minutes=90, earliest_start="08:00"), "08:00", "16:00", True),
        (Flex(earlier_minutes=90, earliest_start="08:00"), "07:45", "15:00", False),
        (Flex(later_minutes=90, latest_end="18:00"), "10:00", "18:00", True),
        (Flex(later_minutes=90, latest_end="18:00"), "17:30", "18:15", False),
    ],
)
def test_a_shift_moves_as_far_as_its_team_accepts_and_no_further(
    flex: Flex, start: str, end: str, good: bool
) -> None:
    cover = CoverageNeed(start, end, zone="UTC", days=["mon"])
    found = answer([MOVES.replace(flex=flex)], cover)
    assert found.status == ("optimal" if good else "infeasible")


def test_a_start_has_as_many_people_as_the_team_says_at_least() -> None:
    cover = CoverageNeed("08:00", "17:00", zone="UTC", days=["mon"])

    def found(people: int, least: int) -> Stagger:
        flex = Flex(earlier_minutes=60, cohorts=2, min_cohort=least)
        return answer([MOVES.replace(headcount=people, flex=flex)], cover)

    assert [row.headcount for row in found(3, 1)] == [1, 2]
    assert found(3, 2).status == "infeasible"
    assert [row.headcount for row in found(4, 2)] == [2, 2]


def test_each_member_is_told_one_start_of_a_shift_that_has_several() -> None:
    members = [Member("ana"), Member("bea")]
    team = MOVES.replace(members=members, flex=Flex(earlier_minutes=60, cohorts=2))
    found = answer([team], CoverageNeed("08:00", "17:00", zone="UTC", days=["mon"], headcount=1))
    assert found.planned is not None
    (planned,) = found.planned.teams
    assert sorted(one for row in found for one in row.members) == ["ana", "bea"]
    for row in found:
        named = [member.id for member in planned.members if member.shifts == (row.shift,)]
        assert named == list(row.members)
        (shift,) = [shift for shift in planned.shifts if shift.name == row.shift]
        assert (shift.start, shift.headcount) == (row.start, row.headcount)


@pytest.mark.parametrize(("later", "needs", "count"), [(295, 12, 12), (300, 1, 0), (0, 13, 0)])
def test_prices_are_told_of_up_to_120_possible_starts_and_12_requirements(
    later: int, needs: int, count: int
) -> None:
    """Five hours earlier, an hour later less five minutes, and today's start: 60, 59 and one."""
    team = Team("a", "UTC", [Shift("12:00", "13:00")], flex=Flex(earlier_minutes=300, later_minutes=later))
    asked = [
        CoverageNeed("11:55", "12:55", zone="UTC", days=["mon"], name=f"desk {at}") for at in range(needs)
    ]
    found = suggest_stagger(Roster([team]), *WEEK, requirements=asked, grid_minutes=5, solver="search")
    assert found.status == "optimal"
    assert type(found.prices) is tuple
    assert len(found.prices) == count
