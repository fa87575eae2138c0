"""Every two teams share what brute force and `find_windows` say, whoever works it out."""

from __future__ import annotations

import pickle
from concurrent.futures import Executor
from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.core.civil import iso_minute
from overlap.errors import BadArgument, BeyondData, LostWorkWarning, UnknownId
from overlap.people.calendars import Calendar
from overlap.people.members import Member
from overlap.people.roster import Roster
from overlap.people.shifts import Break, Shift
from overlap.people.teams import Team
from overlap.planning import shared_tiles
from overlap.planning.pair_windows import PairTotal, PairWindows, find_pair_windows
from overlap.planning.windows import find_windows
from overlap.render.charts import Bars, HeatMap
from overlap.render.document import Table
from tests.planning.brute import runs, there
from tests.planning.executors import KINDS, AtOnce, Backwards, Loses, Refuses
from tests.properties.oracle import minutes_at_work
from tests.properties.strategies import Crowd, FakeTable, crowds

FIRST, LAST = "2026-03-02", "2026-03-15"
"""Two weeks; on the second Sunday clocks in New York go forward."""

ZONES = {"manila": "Asia/Manila", "pune": "Asia/Kolkata", "krakow": "Europe/Warsaw", "ny": "America/New_York"}


def made(*, odd: bool = False) -> Roster:
    """Eight teams in four zones, the last two alike; one with a member, one with odd times."""
    teams = []
    for number, (one, key) in enumerate([*ZONES.items(), *ZONES.items()]):
        start = f"{7 + number:02d}:{'07' if odd and number == 5 else '00'}"
        members = [Member("ana", zone="Asia/Tokyo")] if number == 1 else []
        pause = [Break(after_minutes=240, minutes=45)] if number % 2 else []
        id_ = one if number < 4 else f"{one}-2"
        teams.append(Team(id_, key, [Shift(start, "21:00", breaks=pause)], members=members))
    return Roster([*teams, teams[-1].replace(id="ny-3")])


@pytest.mark.parametrize("odd", [False, True])
def test_each_pair_is_that_of_find_windows_and_of_brute_force(odd: bool) -> None:
    roster = made(odd=odd)
    ids = [*(team.id for team in roster), "pune.ana"]
    found = find_pair_windows(roster, FIRST, LAST, teams=ids, min_duration=timedelta(minutes=50))
    start, end = found.horizon.start, found.horizon.end
    present = there(roster, ids, start, end)
    for total, pair in zip(found, combinations(ids, 2), strict=True):
        long = [(low, high) for low, high in runs(present[pair[0]] & present[pair[1]]) if high - low >= 50]
        assert [*found[pair].intervals] == long
        assert total == PairTotal(pair, sum(high - low for low, high in long), len(long))
        one = find_windows(roster, FIRST, LAST, teams=pair, min_duration=timedelta(minutes=50))
        assert found[pair] == one
        assert found[pair].to_dicts() == one.to_dicts()
        assert (found[pair].reason is None) == (one.reason is None)


@settings(max_examples=max(settings().max_examples // 12, 1))
@given(crowds(), st.sampled_from([0, 30]))
def test_crowds_with_every_oddity_share_what_a_walk_over_minutes_says(crowd: Crowd, least: int) -> None:
    people = {f"t{number}": group for number, group in enumerate(crowd.groups)}
    if len(people) < 2:
        people |= {"again": crowd.groups[0]}
    roster = Roster([group.team.replace(id=one) for one, group in people.items()])
    start, end = crowd.horizon.start, crowd.horizon.end
    found = find_pair_windows(
        roster,
        iso_minute(start),
        iso_minute(end),
        min_duration=timedelta(minutes=least),
        executor=Backwards(),
    )
    walked = {
        one: set().union(*(minutes_at_work(who, start, end) for who in group.workers()))
        for one, group in people.items()
    }
    for pair in combinations(people, 2):
        long = [both for both in runs(walked[pair[0]] & walked[pair[1]]) if both[1] - both[0] >= least]
        assert [*found[pair].intervals] == long


@pytest.fixture
def small_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_tiles, "_SIDE", 2)


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.usefixtures("small_tiles")
@pytest.mark.parametrize("kind", KINDS)
def test_every_executor_gives_the_serial_answer(kind: str) -> None:
    roster = made(odd=True)
    serial = find_pair_windows(roster, FIRST, LAST)
    with KINDS[kind]() as executor:
        assert same(find_pair_windows(roster, FIRST, LAST, executor=executor), serial)


def same(one: PairWindows, other: PairWindows) -> bool:
    """Whether two answers are equal in every way they can be looked at."""
    return one == other and one.to_dicts() == other.to_dicts() and one.document() == other.document()


@pytest.mark.parametrize("side", [1, 2, 3, 5])
def test_in_tiles_of_any_size_the_answer_is_that_of_one_tile(
    monkeypatch: pytest.MonkeyPatch, side: int
) -> None:
    whole = find_pair_windows(made(odd=True), FIRST, LAST)
    monkeypatch.setattr(shared_tiles, "_SIDE", side)
    assert same(find_pair_windows(made(odd=True), FIRST, LAST), whole)


@pytest.mark.usefixtures("small_tiles")
@pytest.mark.parametrize("executor", [Loses(1), Loses(9), Refuses(0), Refuses(2)])
def test_lost_tiles_are_not_missing(executor: Executor) -> None:
    serial = find_pair_windows(made(), FIRST, LAST)
    with pytest.warns(LostWorkWarning):
        assert same(find_pair_windows(made(), FIRST, LAST, executor=executor), serial)


def test_teams_that_work_alike_are_compared_once() -> None:
    one = Team("t0", "UTC", [Shift("09:00", "17:00")])
    other = Team("u", "UTC", [Shift("12:00", "20:00")])
    roster = Roster([*(one.replace(id=f"t{number}") for number in range(30)), other])
    executor = AtOnce()
    found = find_pair_windows(roster, FIRST, FIRST, executor=executor)
    assert executor.submitted == 1
    assert len(found._sets) == 1
    assert [pair.minutes for pair in found] == [300 if "u" in pair.teams else 480 for pair in found]
    alone = find_pair_windows(roster, FIRST, FIRST, teams=["t0", "t1"], executor=executor)
    assert executor.submitted == 1
    assert alone["t0", "t1"] == find_windows(roster, FIRST, FIRST, teams=["t0", "t1"])


def test_what_is_too_short_is_left_out_of_two_that_work_alike() -> None:
    team = Team("a", "UTC", [Shift("09:00", "17:00", breaks=[Break("12:00", "13:00")])])
    roster, hours = Roster([team, team.replace(id="b")]), timedelta(hours=4)
    found = find_pair_windows(roster, FIRST, FIRST, min_duration=hours)
    assert (found[0].minutes, found[0].windows) == (240, 1)
    assert found["a", "b"] == find_windows(roster, FIRST, FIRST, min_duration=hours)


def test_pairs_are_found_by_place_by_slice_and_by_name() -> None:
    found = find_pair_windows(made(), FIRST, LAST)
    listed = [*found]
    assert len(found) == len(listed) == 36
    assert [found[at] for at in range(36)] == listed
    assert found[-1] == listed[-1] == found[35]
    assert found[3:20:4] == tuple(listed[3:20:4])
    assert all(found.of(*one.teams) == one for one in found)
    assert found.of("ny", "manila") == PairTotal(("ny", "manila"), listed[2].minutes, listed[2].windows)
    assert found["ny", "manila"].intervals == found["manila", "ny"].intervals
    assert listed[2].duration == timedelta(minutes=listed[2].minutes)
    for wrong in (36, -37):
        with pytest.raises(IndexError):
            found[wrong]


def test_what_is_no_pair_of_theirs_is_refused() -> None:
    found = find_pair_windows(made(), FIRST, LAST, teams=["manila", "pune"])
    with pytest.raises(UnknownId, match='no team is called "punne"'):
        found["manila", "punne"]
    with pytest.raises(UnknownId):
        found.of("manila", "ny")  # in the roster, but not asked about
    with pytest.raises(BadArgument, match="no pair with itself"):
        found["manila", "manila"]
    with pytest.raises(BadArgument, match="is no pair"):
        found["manila", "pune", "ny"]  # type: ignore[index]


def test_least_and_most_are_sorted_and_equals_stand_in_order() -> None:
    found = find_pair_windows(made(), FIRST, LAST)
    listed = [*found]
    by_minutes = sorted(listed, key=lambda one: one.minutes)
    assert found.least(5) == tuple(by_minutes[:5])
    assert found.least(99) == tuple(by_minutes)
    assert found.most(7) == tuple(sorted(listed, key=lambda one: -one.minutes)[:7])
    assert len(found.most()) == len(found.least()) == 10
    for wrong in (0, -1, True, "3"):
        with pytest.raises(BadArgument, match="limit is"):
            found.least(wrong)  # type: ignore[arg-type]


def test_answers_to_other_questions_are_other_answers() -> None:
    found = find_pair_windows(made(), FIRST, LAST)
    assert found == pickle.loads(pickle.dumps(found))  # noqa: S301
    assert found != find_pair_windows(made(odd=True), FIRST, LAST)
    assert found != find_pair_windows(made(), FIRST, "2026-03-14")
    assert found != find_pair_windows(made(), FIRST, LAST, teams=["manila", "pune"])
    assert found != 5


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"teams": ["manila"]}, '"manila" alone makes no pair; ask about two teams or more'),
        ({"teams": ["manila", "manila"]}, "names somebody twice"),
        ({"min_duration": 30}, "min_duration is 30"),
        ({"executor": 2}, "executor is 2"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(BadArgument) as caught:
        find_pair_windows(made(), FIRST, LAST, **options)
    assert message in str(caught.value)


def test_missing_holiday_data_are_an_error_before_anything_is_sent() -> None:
    calendar = Calendar(FakeTable())
    teams = [Team(one, "UTC", [Shift("09:00", "17:00")], holidays=calendar) for one in ("a", "b")]
    executor = AtOnce()
    with pytest.raises(BeyondData):
        find_pair_windows(Roster(teams), "2095-12-31", "2096-01-02", executor=executor)
    assert not executor.submitted


# How it shows itself


def test_few_pairs_are_all_listed() -> None:
    hours = timedelta(hours=2)
    found = find_pair_windows(made(), FIRST, FIRST, teams=["manila", "pune", "ny"], min_duration=hours)
    text = str(found.document())
    assert "3 pairs of 3; 2 of them share nothing." in text
    assert text.count("ny") == 2
    assert repr(found).startswith("<PairWindows: 3 pairs of 3 in Horizon(")
    two = find_pair_windows(made(), FIRST, FIRST, teams=["manila", "pune"])
    assert "One pair; each shares something." in str(two.document())


def test_of_many_pairs_the_ends_are_listed() -> None:
    document = find_pair_windows(made(), FIRST, LAST).document()
    tables = [block for block in document.blocks if hasattr(block, "rows")]
    assert [len(table.rows) for table in tables] == [10, 10]
    assert "36 pairs of 9" in str(document)


def test_the_picture_has_every_pair_twice_or_of_many_teams_the_least() -> None:
    found = find_pair_windows(made(), FIRST, LAST)
    chart = found.chart()
    assert isinstance(chart, HeatMap)
    for row, one in enumerate(found.ids):
        for column, other in enumerate(found.ids):
            value = chart.rows[row].values[column]
            assert value == (None if one == other else found.of(one, other).minutes / 60)
    team = Team("t", "UTC", [Shift("09:00", "17:00")])
    many = find_pair_windows(Roster([team.replace(id=f"t{number}") for number in range(41)]), FIRST, FIRST)
    bars = many.chart()
    assert isinstance(bars, Bars)
    assert [row.values for row in bars.rows] == [(8.0,)] * 30
    assert bars.rows[0].label == "t and t"


def test_a_record_is_a_pair() -> None:
    found = find_pair_windows(made(), FIRST, FIRST, teams=["manila", "pune"])
    total = found[0]
    assert found.to_records() == [
        {"team": "manila", "other": "pune", "minutes": total.minutes, "windows": total.windows}
    ]
    assert found.to_dicts() == [
        {"teams": ["manila", "pune"], "minutes": total.minutes, "windows": total.windows}
    ]


def test_a_table_of_pairs_has_its_numbers_on_the_right() -> None:
    found = find_pair_windows(made(), FIRST, FIRST, teams=["manila", "krakow"], zone="UTC")
    _, table = found.document().blocks
    # In Krakow work begins at 08:00Z; in Manila it ends at 13:00Z.
    rows = [("manila", "krakow", "5 h", "1")]
    assert table == Table.of(("Team", "With", "Shared", "Windows"), rows, right=("Shared", "Windows"))
