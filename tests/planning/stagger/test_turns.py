"""People take turns in cohorts as fairly as trying every plan does, week by week on the team's clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from math import gcd
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import overlap
from overlap.errors import BadArgument, BadDate, BadHorizon, BadTime, BadZone, UnknownId
from overlap.planning.ledger import Ledger
from overlap.planning.stagger.turns import Cohort, CohortRotation, rotate_cohorts
from tests.planning.stagger.turns_oracle import fairest

MONDAY = date(2027, 1, 4)
MONDAYS = [MONDAY + timedelta(weeks=week) for week in range(8)]
EARLY = Cohort("early", "06:00", "15:00", 1, 600)
LATE = Cohort("late", "08:00", "17:00", 2)
THREE = ["ana", "jun", "mia"]


def named(*sizes: tuple[int, int]) -> list[Cohort]:
    """Cohorts of so many people at so much."""
    return [
        Cohort(f"c{at}", f"{6 + at:02d}:00", f"{15 + at:02d}:00", count, burden)
        for at, (count, burden) in enumerate(sizes)
    ]


def totals(found: CohortRotation) -> tuple[int, ...]:
    return tuple(sorted((one.total for one in found.people), reverse=True))


def expected(cohorts: list[Cohort], people: int, weeks: int, away: list[set[int]], had: list[int]) -> Any:
    """The fairest burdens, by trying everything, and what is credited, as the rules for absence have them."""
    means = [0] * people
    held = []
    for week in range(weeks):
        left = {one.name: one.headcount for one in cohorts}
        there = [who for who in range(people) if week not in away[who]]
        for _ in range(people - len(there)):
            most = [one for one in cohorts if left[one.name] == max(left.values())]
            left[max(most, key=lambda one: one.burden_minutes).name] -= 1
        costs = [one.burden_minutes for one in cohorts for _ in range(left[one.name])]
        mean = int(Fraction(sum(costs), len(costs)) + Fraction(1, 2)) if costs else 0
        for who in range(people):
            means[who] += 0 if who in there else mean
        held.append((there, costs))
    return fairest([one + more for one, more in zip(had, means, strict=True)], held), means


@settings(max_examples=40)
@given(st.data())
def test_no_plan_is_fairer(data: st.DataObject) -> None:
    sizes = data.draw(
        st.lists(st.tuples(st.integers(1, 2), st.sampled_from([0, 30, 45, 60, 150])), min_size=1, max_size=3)
    )
    cohorts = named(*sizes)
    people = [f"p{at}" for at in range(sum(one.headcount for one in cohorts))][:5]
    if len(people) < sum(one.headcount for one in cohorts):
        cohorts = named((2, 45), (1, 0), (2, 60))
    weeks = data.draw(st.integers(1, 3 if len(people) > 4 else 4))
    away = [
        data.draw(st.sets(st.integers(0, weeks - 1), max_size=weeks)) if data.draw(st.booleans()) else set()
        for _ in people
    ]
    had = [data.draw(st.sampled_from([0, 10, 45, 90])) for _ in people]
    had = [one - min(had) for one in had]
    found = rotate_cohorts(
        cohorts,
        people,
        MONDAY,
        weeks=weeks,
        away={
            who: [MONDAYS[week] + timedelta(week) for week in sorted(own)]
            for who, own in zip(people, away, strict=True)
        },
        ledger=Ledger(dict(zip(people, had, strict=True))),
        steady=data.draw(st.booleans()),
    )
    best, means = expected(cohorts, len(people), weeks, away, had)
    assert totals(found) == best
    assert found.is_optimal
    assert found.bound_minutes == found.worst_minutes == best[0]
    assert [one.carried for one in found.people] == had
    assert [one.credited for one in found.people] == means
    costs = {one.name: one.burden_minutes for one in cohorts}
    for who, own in zip(found.people, away, strict=True):
        cohorts_of = [week.cohort_of(who.id) for week in found]
        assert {at for at, name in enumerate(cohorts_of) if name is None} == own
        assert {at for at, week in enumerate(found) if who.id in week.away} == own
        assert who.borne == sum(costs[name] for name in cohorts_of if name is not None)
    for week in found:
        for one in cohorts:
            assert len(week.people[one.name]) == one.headcount - week.empty.get(one.name, 0)
        assert sum(week.empty.values()) == len(week.away)


@pytest.mark.parametrize("sizes", [(1, 1), (2, 4), (5, 12), (1, 2, 3), (2, 2, 2), (4, 6, 8), (1, 1, 1, 1)])
@pytest.mark.parametrize("steady", [False, True])
def test_over_a_whole_cycle_without_a_ledger_everybody_has_the_same(
    sizes: tuple[int, ...], steady: bool
) -> None:
    cohorts = named(*zip(sizes, (0, 225, 610, 1201), strict=False))
    people = [f"team #{at}" for at in range(1, sum(sizes) + 1)]
    found = rotate_cohorts(cohorts, people, MONDAY, steady=steady)
    assert len(found) == len(people) // gcd(*sizes)
    assert len(set(totals(found))) == 1
    assert found.is_optimal
    # And the next cycle, with what is carried, does the same.
    again = rotate_cohorts(cohorts, people, found[-1].date + timedelta(7), ledger=found.ledger, steady=steady)
    assert len(set(totals(again))) == 1


def test_turns_come_round_regularly() -> None:
    found = rotate_cohorts([EARLY, LATE], THREE, MONDAY, weeks=6)
    assert [week.people["early"] for week in found] == [("ana",), ("jun",), ("mia",)] * 2
    assert [week.people["late"] for week in found[:2]] == [("jun", "mia"), ("ana", "mia")]
    assert found.changes == 10


def test_steady_people_stay_long_and_bear_the_same() -> None:
    found = rotate_cohorts([EARLY, LATE], THREE, MONDAY, weeks=6, steady=True)
    assert totals(found) == (1200, 1200, 1200)
    assert found.changes == 4


def test_greed_is_put_right_where_somebody_is_away() -> None:
    # Week by week p1 would be early first, for p0 is credited later, and p2 or p3 would have 90 in the end.
    found = rotate_cohorts(
        named((2, 60), (2, 0)),
        ["p0", "p1", "p2", "p3"],
        MONDAY,
        weeks=2,
        away={"p0": ["2027-01-11"], "p2": ["2027-01-04"], "p3": ["2027-01-04"]},
    )
    assert [one.total for one in found.people] == [80, 60, 30, 30]
    assert found.proof == "trades"


def test_whoever_carries_more_waits() -> None:
    found = rotate_cohorts(
        [EARLY, LATE], THREE, MONDAY, weeks=3, ledger=Ledger({"ana": 1200, "jun": 0, "mia": 0})
    )
    assert [week.people["early"] for week in found] == [("jun",), ("mia",), ("jun",)]
    assert found.ledger == Ledger(
        {"ana": 0, "jun": 0, "mia": 0} | {"jun": 600, "ana": 600}, through="2027-01-24"
    )


def test_a_plan_goes_on_from_what_it_wrote_down() -> None:
    whole = rotate_cohorts([EARLY, LATE], THREE, MONDAY, weeks=5)
    first = rotate_cohorts([EARLY, LATE], THREE, MONDAY, weeks=2)
    ledger = Ledger.from_dict(first.to_dict() | {"format_version": 1})
    assert ledger == first.ledger == Ledger.from_dict(first.ledger.to_dict())
    second = rotate_cohorts([EARLY, LATE], THREE, MONDAYS[2], weeks=3, ledger=ledger)
    assert totals(second) == totals(whole)


def test_who_is_new_begins_with_the_mean_and_who_is_gone_is_told() -> None:
    found = rotate_cohorts(
        [EARLY, LATE],
        {"ana": "Ana Reyes", "jun": "Jun", "mia": "Mia"},
        MONDAY,
        ledger=Ledger({"jun": 100, "tom": 0}),
    )
    assert {one.id: one.carried for one in found.people} == {"ana": 100, "jun": 100, "mia": 100}
    assert [one.name for one in found.people] == ["Ana Reyes", "Jun", "Mia"]
    assert found.notes == (
        "New to the ledger, and beginning with the mean of the others: Ana Reyes, Mia.",
        "No longer among the people, and dropped from the ledger: tom.",
    )
    assert not rotate_cohorts([EARLY, LATE], THREE, MONDAY, ledger=Ledger()).notes


def test_what_the_ledger_says_of_meetings_stays() -> None:
    ledger = Ledger({"ana": 0, "jun": 0, "mia": 0}, outside=["mia"])
    assert rotate_cohorts([EARLY, LATE], THREE, MONDAY, ledger=ledger).ledger.outside == ("mia",)


@pytest.mark.parametrize(
    ("start", "week_starts", "first"),
    [
        ("2027-01-04", "mon", "2027-01-04"),
        ("2027-01-05", "mon", "2027-01-11"),
        ("2027-01-10", "mon", "2027-01-11"),
        ("2027-01-04", "sun", "2027-01-10"),
        (date(2027, 1, 9), "saturday", "2027-01-09"),
    ],
)
def test_a_plan_begins_with_the_first_week_that_begins_by_then(
    start: str | date, week_starts: str, first: str
) -> None:
    found = rotate_cohorts([EARLY, LATE], THREE, start, week_starts=week_starts, weeks=2)
    assert [week.date.isoformat() for week in found] == [
        first,
        (date.fromisoformat(first) + timedelta(7)).isoformat(),
    ]
    assert found.ledger.through == found[1].date + timedelta(6)


def test_any_date_of_a_week_says_who_is_away_in_it() -> None:
    for day in range(7):
        found = rotate_cohorts(
            [EARLY, LATE],
            THREE,
            MONDAY,
            weeks=3,
            away={"jun": [MONDAYS[1] + timedelta(day), "2027-06-01", "2026-12-31"]},
        )
        assert [week.away for week in found] == [(), ("jun",), ()]
    # In that week one of two is early and one late: each bears 300 in the mean.
    assert [(one.id, one.credited) for one in found.people] == [("ana", 0), ("jun", 300), ("mia", 0)]


def test_the_largest_cohort_is_short_first_and_of_equal_ones_the_dearest() -> None:
    people = [f"p{at}" for at in range(6)]
    cohorts = named((3, 10), (2, 0), (1, 90))

    def empty(count: int) -> dict[str, int]:
        away = {who: [MONDAY] for who in people[:count]}
        return dict(rotate_cohorts(cohorts, people, MONDAY, weeks=1, away=away)[0].empty)

    assert [empty(count) for count in range(5)] == [
        {},
        {"c0": 1},
        {"c0": 2},
        {"c0": 2, "c1": 1},
        {"c0": 2, "c1": 1, "c2": 1},
    ]
    nobody = rotate_cohorts(cohorts, people, MONDAY, weeks=1, away={who: [MONDAY] for who in people})
    assert totals(nobody) == (0,) * 6
    assert nobody[0].empty == {"c0": 3, "c1": 2, "c2": 1}


def test_where_two_cohorts_cost_the_same_people_stay_in_theirs() -> None:
    cohorts = named((1, 0), (2, 0), (1, 0))
    assert rotate_cohorts(cohorts, ["a", "b", "c", "d"], MONDAY, weeks=5).changes == 0
    # Somebody stands in for a, for the largest cohort is the one that is short, and goes back.
    found = rotate_cohorts(cohorts, ["a", "b", "c", "d"], MONDAY, weeks=5, away={"a": [MONDAYS[1]]})
    assert [week.cohort_of("c") for week in found] == ["c1", "c0", "c1", "c1", "c1"]
    assert found.changes == 2
    assert found.is_optimal


def test_a_change_with_too_little_rest_is_told() -> None:
    # Two hours into Monday to 06:00 on Monday.
    night, day = Cohort("night", "17:00", "26:00", 1, 900), Cohort("day", "06:00", "15:00", 1)
    week = [*("mon", "tue", "wed", "thu", "fri", "sat", "sun")]
    found = rotate_cohorts([night, day], ["ana", "jun"], MONDAY, days=week)
    assert [one.to_dict() for one in found.short_rests] == [
        {"date": "2027-01-11", "id": "ana", "before": "night", "after": "day", "minutes": 240}
    ]
    assert not rotate_cohorts([night, day], ["ana", "jun"], MONDAY, days=week, rest_minutes=240).short_rests
    assert (
        len(rotate_cohorts([night, day], ["ana", "jun"], MONDAY, days=week, rest_minutes=241).short_rests)
        == 1
    )
    # With a weekend between them there is rest enough; with a week that begins on Sunday too.
    assert not rotate_cohorts([night, day], ["ana", "jun"], MONDAY).short_rests
    sunday = rotate_cohorts(
        [night, day], ["ana", "jun"], MONDAY, days=["sun", "mon", "thu"], week_starts="sun"
    )
    assert not sunday.short_rests
    # From Sunday to Monday again, for a week that begins on Monday.
    assert rotate_cohorts([night, day], ["ana", "jun"], MONDAY, days=["sun", "mon"]).short_rests


def test_only_a_change_of_cohort_is_told() -> None:
    # Whoever stays has ten hours of rest from any day to the next; so it is without turns.
    long = Cohort("long", "08:00", "22:00", 2)
    found = rotate_cohorts(
        [Cohort("short", "09:00", "17:00", 1, 60), long], THREE, MONDAY, days=["sun", "mon"]
    )
    assert [week.people["short"] for week in found] == [("ana",), ("jun",), ("mia",)]
    assert [(one.id, one.minutes) for one in found.short_rests] == []
    told = rotate_cohorts(
        [Cohort("short", "08:30", "17:00", 1, 60), long], THREE, MONDAY, days=["sun", "mon"]
    ).short_rests
    assert [(one.id, one.minutes) for one in told] == [("jun", 630), ("mia", 630)]


def test_who_was_away_has_rested() -> None:
    night, day = Cohort("night", "17:00", "26:00", 1, 900), Cohort("day", "06:00", "15:00", 1)
    found = rotate_cohorts(
        [night, day], ["ana", "jun"], MONDAY, weeks=3, days=["sun", "mon"], away={"ana": [MONDAYS[1]]}
    )
    assert [one.id for one in found.short_rests] == []


@pytest.mark.parametrize(
    ("start", "rests"),
    [
        # From Saturday 22:00 to Monday 09:00, and from 17:00 to 14:00.
        ("2026-03-08", [35 * 60, 45 * 60]),
        # On Sunday 8 March clocks go forward, on Sunday 1 November back.
        ("2026-03-01", [34 * 60, 44 * 60]),
        ("2026-10-25", [36 * 60, 46 * 60]),
    ],
)
def test_rest_is_what_passes_when_clocks_change(start: str, rests: list[int]) -> None:
    night, day = Cohort("night", "14:00", "22:00", 1, 900), Cohort("day", "09:00", "17:00", 1)
    found = rotate_cohorts(
        [night, day],
        ["ana", "jun"],
        start,
        zone="America/New_York",
        days=["mon", "sat"],
        week_starts="sun",
        rest_minutes=3000,
    )
    assert [one.minutes for one in found.short_rests] == rests


def test_a_cohort_may_have_a_clock_of_its_own() -> None:
    night = Cohort("night", "17:00", "26:00", 1, 900)
    day = Cohort("day", "14:00", "22:00", 1, zone="Asia/Manila")
    found = rotate_cohorts([night, day], ["ana", "jun"], MONDAY, days=["sun", "mon"], zone="UTC")
    # 14:00 in Manila is 06:00 UTC.
    assert [one.minutes for one in found.short_rests] == [240]
    assert found.to_dict()["cohorts"][1]["zone"] == "Asia/Manila"
    assert "zone" not in found.to_dict()["cohorts"][0]


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        ("06:00", "15:00", (360, 900)),
        ("22:00", "06:00", (1320, 1800)),
        ("22:00", "30:00", (1320, 1800)),
        ("00:00", "24:00", (0, 1440)),
        ("16:00", "24:00", (960, 1440)),
        ("23:59", "47:59", (1439, 2879)),
    ],
)
def test_an_end_before_the_start_is_on_the_next_day(start: str, end: str, span: tuple[int, int]) -> None:
    assert Cohort("c", start, end, 1).span == span


def test_the_answer_as_plain_values() -> None:
    found = rotate_cohorts([EARLY, LATE], THREE, MONDAY, weeks=1, zone="Asia/Manila", away={"mia": [MONDAY]})
    assert found.to_dict() == {
        "zone": "Asia/Manila",
        "cohorts": [
            {"name": "early", "start": "06:00", "end": "15:00", "headcount": 1, "burden_minutes": 600},
            {"name": "late", "start": "08:00", "end": "17:00", "headcount": 2, "burden_minutes": 0},
        ],
        "weeks": [
            {
                "date": "2027-01-04",
                "cohorts": [
                    {"name": "early", "people": ["ana"], "empty": 0},
                    {"name": "late", "people": ["jun"], "empty": 1},
                ],
                "away": ["mia"],
            }
        ],
        "ledger": [
            {
                "id": who,
                "burden_minutes": sum(made),
                "carried_minutes": made[0],
                "borne_minutes": made[1],
                "credited_minutes": made[2],
            }
            for who, made in (("ana", (0, 600, 0)), ("jun", (0, 0, 0)), ("mia", (0, 0, 300)))
        ],
        "through": "2027-01-10",
        "optimal": True,
        "proof": "levels",
        "worst_minutes": 600,
        "bound_minutes": 600,
        "changes": 0,
        "rest_minutes": 660,
        "short_rests": [],
        "notes": [],
    }
    assert repr(found) == "<CohortRotation 1 weeks: 3 people in 2 cohorts, the worst-off has 600 minutes>"
    assert found[0].cohort_of("mia") is None
    assert found[0].cohort_of("jun") == "late"


def test_it_is_public() -> None:
    assert overlap.rotate_cohorts is rotate_cohorts
    assert overlap.Cohort is Cohort


def test_a_large_plan_is_honest_about_what_is_not_proven() -> None:
    people = [f"p{at}" for at in range(20)]
    cohorts = named((7, 0), (7, 205), (6, 672))
    away = {who: [MONDAYS[at % 7], MONDAYS[at * 3 % 8]] for at, who in enumerate(people)}
    found = rotate_cohorts(cohorts, people, MONDAY, weeks=8, away=away)
    assert (found.proof is None) == (not found.is_optimal)
    assert found.bound_minutes <= found.worst_minutes <= found.bound_minutes + 205
    assert found == rotate_cohorts(cohorts, people, MONDAY, weeks=8, away=away)


ASKED: dict[str, Any] = {"cohorts": [EARLY, LATE], "people": THREE, "start": "2027-01-04"}


@pytest.mark.parametrize(
    ("changed", "error", "field"),
    [
        ({"cohorts": []}, BadArgument, "cohorts"),
        ({"cohorts": EARLY}, BadArgument, "cohorts"),
        ({"cohorts": ["early"]}, BadArgument, "cohorts"),
        ({"cohorts": [EARLY]}, BadArgument, "cohorts"),
        ({"cohorts": [replace(LATE, headcount=1), LATE]}, BadArgument, "cohorts"),
        ({"people": "ana"}, BadArgument, "people"),
        ({"people": ["ana", "jun", "jun"]}, BadArgument, "people"),
        ({"people": ["ana", "jun", 3]}, BadArgument, "people"),
        ({"people": {"ana": "Ana", "jun": "Jun", "mia": 3}}, BadArgument, "people"),
        ({"people": ["ana", "jun", "mia", "tom"]}, BadArgument, "cohorts"),
        ({"start": "4 January"}, BadDate, "start"),
        ({"start": datetime(2027, 1, 4)}, BadDate, "start"),
        ({"start": "2101-01-03"}, BadHorizon, None),
        ({"weeks": 0}, BadArgument, "weeks"),
        ({"weeks": True}, BadArgument, "weeks"),
        ({"weeks": 521}, BadArgument, "weeks"),
        ({"zone": "IST"}, BadZone, None),
        ({"week_starts": "someday"}, BadArgument, "week_starts"),
        ({"week_starts": None}, BadArgument, "week_starts"),
        ({"days": []}, BadArgument, "days"),
        ({"away": ["ana"]}, BadArgument, "away"),
        ({"away": {"ana": "2027-01-04"}}, BadArgument, "away"),
        ({"away": {"ana": ["tomorrow"]}}, BadDate, "away"),
        ({"away": {"tom": ["2027-01-04"]}}, UnknownId, "away"),
        ({"ledger": {"ana": 3}}, BadArgument, "ledger"),
        ({"ledger": Ledger(through="2027-01-04")}, BadArgument, "ledger"),
        ({"rest_minutes": -1}, BadArgument, "rest_minutes"),
    ],
)
def test_what_cannot_be_is_told(changed: dict[str, Any], error: type[Exception], field: str | None) -> None:
    asked = ASKED | changed
    with pytest.raises(error) as told:
        rotate_cohorts(asked.pop("cohorts"), asked.pop("people"), asked.pop("start"), **asked)
    if field is not None:
        assert getattr(told.value, "field", None) == field


def test_a_ledger_up_to_the_day_before_is_no_mistake() -> None:
    rotate_cohorts([EARLY, LATE], THREE, MONDAY, ledger=Ledger(through="2027-01-03"))


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"name": " "}, BadArgument),
        ({"name": 3}, BadArgument),
        ({"headcount": 0}, BadArgument),
        ({"headcount": True}, BadArgument),
        ({"burden_minutes": -1}, BadArgument),
        ({"burden_minutes": 1.5}, BadArgument),
        ({"start_text": "6 am"}, BadTime),
        ({"end_text": "48:01"}, BadTime),
        ({"end_text": "30:01"}, BadArgument),
        ({"end_text": "06:00"}, BadArgument),
        ({"zone": "Manila"}, BadZone),
    ],
)
def test_a_cohort_that_cannot_be_is_told(changed: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        replace(EARLY, **changed)


def test_where_cohorts_cost_the_same_people_stay_in_theirs() -> None:
    costs = {"one": 60, "two": 60, "none": 0}
    cohorts = [Cohort(name, "06:00", "15:00", 1, minutes) for name, minutes in costs.items()]
    found = rotate_cohorts(cohorts, THREE, MONDAY, weeks=6)
    stayed: dict[str, int] = {}
    for before, after in pairwise(found):
        for who in THREE:
            was, now = before.cohort_of(who), after.cohort_of(who)
            assert was is not None
            assert now is not None
            if costs[was] == costs[now]:
                assert was == now
                stayed[now] = stayed.get(now, 0) + 1
    assert stayed.keys() >= {"one", "two"}
