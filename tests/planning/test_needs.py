"""Needs: the small grammar, tables of hours, requirements; and the minutes they come to."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overlap.core.horizon import Horizon
from overlap.core.zones import zone
from overlap.errors import BadArgument
from overlap.people.requirements import CoverageNeed, HandoffNeed, LimitNeed
from overlap.people.roster import Roster
from overlap.people.shifts import Shift
from overlap.people.teams import Team
from overlap.planning.needs import AskedNeed, Need, NeedWindow, needs_of
from tests.planning.coverage_oracle import required_at
from tests.properties.oracle import DAY
from tests.properties.strategies import TIMES, WEEKDAY_NAMES, horizons_near, zones_and_days

TEAMS = [Team("a", "UTC", [Shift("09:00", "17:00")]), Team("b", "UTC", [Shift("09:00", "17:00")])]
DESK = CoverageNeed("22:00", "06:00", zone="Asia/Manila", headcount=2, teams=["a"], name="the night desk")
REST = LimitNeed(start="09:00", end="17:00", name="own hours")
ROSTER = Roster(TEAMS, requirements=[HandoffNeed("a", "b", 15, name="handover"), REST, DESK])
EVERY_DAY = frozenset(range(7))


@pytest.mark.parametrize(
    ("text", "days", "start", "end", "count"),
    [
        ("24x7", {0, 1, 2, 3, 4, 5, 6}, 0, DAY, 1),
        ("24x5", {0, 1, 2, 3, 4}, 0, DAY, 1),
        (" 24X5=12 ", {0, 1, 2, 3, 4}, 0, DAY, 12),
        ("08:00-20:00", {0, 1, 2, 3, 4, 5, 6}, 480, 1200, 1),
        ("mon-fri 08:00-20:00=2", {0, 1, 2, 3, 4}, 480, 1200, 2),
        ("sat 22:00-06:00", {5}, 1320, 1800, 1),
        ("fri-mon,Wednesday 20:00-24:00", {4, 5, 6, 0, 2}, 1200, DAY, 1),
        ("mon-mon 00:00-00:01", {0}, 0, 1, 1),
        ("22:00-00:00", {0, 1, 2, 3, 4, 5, 6}, 1320, DAY, 1),
    ],
)
def test_a_text_comes_to_its_days_times_and_headcount(
    text: str, days: set[int], start: int, end: int, count: int
) -> None:
    (need,) = needs_of(ROSTER, text)
    assert need == Need(text.strip(), (NeedWindow(frozenset(days), start, end, count),))
    assert need.most == count
    assert need.clock(zone("Asia/Tokyo")) is zone("Asia/Tokyo")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("12x5", 'is no need that can be read; write "24x7"'),
        ("24x6", 'or the name of a coverage requirement: "the night desk"'),
        ("the nigt desk", 'requirement: "the night desk"'),
        ("handover", "is no need that can be read"),
        ("own hours", "is no need that can be read"),
        ("mon-fri 8:00-20:00", '"8:00" is not a time of day'),
        ("mon-fri 08:00-25:00", '"25:00" is not a time of day'),
        ("mon-fru 08:00-20:00", "'fru' is not a weekday"),
        ("mon- 08:00-20:00", "'' is not a weekday"),
        ("08:00-08:00", 'starts and ends at the same time; write "00:00-24:00"'),
        ("24x7=0", "needs nobody; ask for 1 or more"),
        ("24x7=1234567", "is no need that can be read"),
        ("", "is no need that can be read"),
        ([], "nothing is needed; leave the need out"),
        (7, "7 is no need that can be read"),
        (None, "None is no need that can be read"),
        ([None], "None is no need that can be read"),
        ([1, 2, 3], "is no table of hours; give 24 whole numbers"),
        ([1] * 23 + [-1], "is no table of hours"),
        ([1] * 23 + [True], "is no table of hours"),
        ({"mon": "1" * 24}, "is no table of hours"),
        ({"mon": 3}, "3 is no table of hours"),
        ({"mo": [1] * 24}, "'mo' is not a weekday"),
    ],
)
def test_what_cannot_be_read_is_refused(asked: Any, message: str) -> None:
    with pytest.raises(BadArgument) as caught:
        needs_of(ROSTER, asked)
    assert message in str(caught.value)
    assert caught.value.field == "need"


def test_a_requirement_is_a_need_with_its_own_clock_and_people() -> None:
    wanted = Need("the night desk", (NeedWindow(EVERY_DAY, 1320, 1800, 2),), "Asia/Manila", ("a",))
    assert needs_of(ROSTER, "the night desk") == needs_of(ROSTER, DESK) == (wanted,)
    assert wanted.clock(zone("UTC")) is zone("Asia/Manila")
    twice: list[AskedNeed] = ["the night desk", DESK]
    assert needs_of(ROSTER, twice) == (wanted,)


def test_texts_and_tables_are_one_need_of_which_the_greater_count_holds() -> None:
    hours = [0] * 9 + [3] * 2 + [1] * 13
    asked: list[AskedNeed] = ["24x5", DESK, "24x5", {"Tuesday": hours}]
    first, second = needs_of(ROSTER, asked)
    assert first.name == "24x5 and the table of hours"
    assert second.name == "the night desk"
    tuesday = Horizon.of("2026-03-03", "2026-03-03", zone("UTC"))
    assert [(end - start, count) for start, end, count in first.over(tuesday, zone("UTC"))] == [
        (540, 1),
        (120, 3),
        (780, 1),
    ]
    assert first.most == 3
    assert Need("nothing", ()).most == 0


def test_a_list_of_hours_holds_every_day() -> None:
    (need,) = needs_of(ROSTER, [1] * 12 + [2] * 12)
    assert need.windows == (NeedWindow(EVERY_DAY, 0, 720, 1), NeedWindow(EVERY_DAY, 720, DAY, 2))
    (nobody,) = needs_of(ROSTER, [0] * 24)
    assert nobody.windows == ()
    assert nobody.over(Horizon(29541000, 29541060), zone("UTC")).peak == 0


@given(
    zones_and_days(),
    st.lists(
        st.tuples(
            st.frozensets(st.sampled_from(WEEKDAY_NAMES), min_size=1), TIMES, TIMES, st.integers(1, 3)
        ).filter(lambda window: window[1] != window[2]),
        min_size=1,
        max_size=3,
    ),
    st.data(),
)
def test_windows_come_to_the_minutes_that_a_walk_finds(
    place: tuple[str, int], asked: list[tuple[frozenset[str], int, int, int]], data: st.DataObject
) -> None:
    key, day = place
    horizon = data.draw(horizons_near(key, day))
    windows = [
        NeedWindow(frozenset(map(WEEKDAY_NAMES.index, days)), low, high if high > low else high + DAY, count)
        for days, low, high, count in asked
    ]
    found = Need("drawn", tuple(windows)).over(horizon, zone(key))
    expected = required_at([tuple(window) for window in windows], key, horizon.start, horizon.end)  # type: ignore[misc]
    assert {m: count for start, end, count in found for m in range(start, end)} == expected


def test_a_window_before_a_skipped_date_reaches_beyond_it() -> None:
    """Apia had no 30 December 2011: six in the morning of it is six hours after Thursday's midnight."""
    apia = zone("Pacific/Apia")
    saturday = Horizon.of("2011-12-31", "2011-12-31", apia)
    midnight = saturday.start
    for day, expected in ((2, []), (3, [(midnight, midnight + 360, 2)]), (4, [])):
        need = Need("night", (NeedWindow(frozenset([day]), 22 * 60, 30 * 60, 2),))
        found = [(start, end, count) for start, end, count in need.over(saturday, apia) if count]
        assert found == expected
