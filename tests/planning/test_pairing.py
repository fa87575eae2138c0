"""Who is paired with whom: as good as the best of all ways, found by trying all."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overlap.errors import MissingExtra
from overlap.planning.pairing import _mark, choose_pairs
from overlap.planning.pairs_history import Meetings, PairHistory

Pair = tuple[str, str]
MONDAY = date(2026, 3, 2)


def crew(*teams: int) -> tuple[str, ...]:
    """Members of teams of these sizes, by id."""
    return tuple(f"{'abcdefgh'[team]}.{who:02d}" for team, size in enumerate(teams) for who in range(size))


def everybody(people: Sequence[str]) -> list[Pair]:
    return list(combinations(people, 2))


def matchings(pairs: Sequence[Pair]) -> Iterator[tuple[Pair, ...]]:
    """Every set of pairs in which nobody is twice."""
    if not pairs:
        yield ()
        return
    first, rest = pairs[0], pairs[1:]
    yield from matchings(rest)
    apart = [pair for pair in rest if not set(pair) & set(first)]
    yield from ((first, *more) for more in matchings(apart))


def seat_round(people: Sequence[str], pair: Pair) -> int:
    """When two people meet in a circle: the last seat stays, the others move on by one."""
    seats = [*people] if len(people) % 2 == 0 else [*people, "nobody"]
    fixed, circle = seats[-1], seats[:-1]
    for turn in range(len(circle)):
        for place, who in enumerate(circle):
            other = circle[(turn - place) % len(circle)]
            if {who, fixed if other == who else other} == set(pair):
                return turn
    raise AssertionError(pair)


def worth(
    people: Sequence[str], possible: Collection[Pair], past: PairHistory, chosen: Collection[Pair]
) -> tuple[object, ...]:
    """What a way to pair is judged by, the greater the better, but for the last tie."""
    covered = {who for pair in chosen for who in pair}
    able = {who for pair in possible for who in pair}
    known = [past.sat_out[who] for who in people if who in past.sat_out]
    waited = {who: past.sat_out.get(who, min(known, default=0)) for who in people}
    levels = sorted({waited[who] for who in able}, reverse=True)
    met = [past.met[pair] for pair in chosen if pair in past.met]
    times = [past.met[pair].times if pair in past.met else 0 for pair in chosen]
    counts = sorted({past.met[pair].times if pair in past.met else 0 for pair in possible}, reverse=True)
    dates = sorted({past.met[pair].last for pair in possible if pair in past.met})
    new: dict[int, int] = {}
    mixed: dict[int, int] = {}
    for pair in possible:
        turn = seat_round(people, pair)
        new[turn] = new.get(turn, 0) + (pair not in past.met)
        mixed[turn] = mixed.get(turn, 0) + (pair[0][0] != pair[1][0])
    now = min(new, key=lambda turn: (-new[turn], -mixed[turn], turn), default=0)
    return (
        len(chosen),
        [sum(waited[who] == level for who in covered) for level in levels],
        [-sum(count == level for count in times) for level in counts[:-1]],
        -sum(dates.index(one.last) + 1 for one in met),
        sum(seat_round(people, pair) == now for pair in chosen),
        sum(one[0] != other[0] for one, other in chosen),
    )


@st.composite
def questions(draw: st.DrawFn) -> tuple[tuple[str, ...], list[Pair], PairHistory]:
    """A few people, who of them can meet, and what has been."""
    people = crew(draw(st.integers(1, 4)), draw(st.integers(1, 3)))
    apart = draw(st.sets(st.sampled_from(everybody(people)), max_size=8))
    possible = [pair for pair in everybody(people) if pair not in apart]
    meetings = st.none() | st.builds(
        Meetings, st.integers(1, 3), st.sampled_from([MONDAY, date(2026, 2, 2), date(2025, 1, 1)])
    )
    seen = draw(st.booleans())
    known = {pair: draw(meetings) if seen else None for pair in everybody(people)}
    met = {pair: one for pair, one in known.items() if one is not None}
    waited = draw(st.dictionaries(st.sampled_from([*people, "z.gone"]), st.integers(0, 2)))
    return people, possible, PairHistory(met, waited)


@settings(max_examples=max(settings().max_examples // 4, 20))
@given(questions())
def test_no_other_way_to_pair_is_better(asked: tuple[tuple[str, ...], list[Pair], PairHistory]) -> None:
    people, possible, past = asked
    chosen = choose_pairs(people, possible, past)
    assert set(chosen) <= set(possible)
    assert list(chosen) == sorted(chosen)
    assert len({who for pair in chosen for who in pair}) == 2 * len(chosen)
    best = max(worth(people, possible, past, way) for way in matchings(possible))
    assert worth(people, possible, past, chosen) == best
    assert choose_pairs(people, possible[::-1], past) == chosen


def rounds(people: Sequence[str], count: int, past: PairHistory | None = None) -> list[tuple[Pair, ...]]:
    """So many rounds in which everybody can meet everybody."""
    known = past or PairHistory()
    found = []
    for number in range(count):
        chosen = choose_pairs(people, everybody(people), known)
        left = {*people} - {who for pair in chosen for who in pair}
        known = known.after(MONDAY + timedelta(14 * number), people, chosen, left)
        found.append(chosen)
    return found


@pytest.mark.parametrize(
    "teams", [(2,), (1, 1), (4,), (2, 2), (3, 3), (1, 5), (4, 2, 2), (5, 5), (7, 3), (2, 6, 4)]
)
def test_of_an_even_number_all_pairs_meet_once_in_one_round_less(teams: tuple[int, ...]) -> None:
    people = crew(*teams)
    found = rounds(people, len(people) - 1)
    assert all(len(chosen) == len(people) // 2 for chosen in found)
    assert sorted(pair for chosen in found for pair in chosen) == everybody(people)


@pytest.mark.parametrize("teams", [(3,), (2, 1), (3, 2), (1, 1, 5), (4, 5), (3, 3, 5)])
def test_of_an_odd_number_all_pairs_meet_once_and_everybody_sits_out_once(teams: tuple[int, ...]) -> None:
    people = crew(*teams)
    found = rounds(people, len(people))
    assert sorted(pair for chosen in found for pair in chosen) == everybody(people)
    sat_out = [{*people} - {who for pair in chosen for who in pair} for chosen in found]
    assert sorted(who for one in sat_out for who in one) == sorted(people)


@pytest.mark.parametrize("teams", [(3, 3), (4, 3)])
def test_when_all_have_met_those_meet_again_who_met_longest_ago(teams: tuple[int, ...]) -> None:
    people = crew(*teams)
    length = len(people) - 1 + len(people) % 2
    found = rounds(people, 3 * length)
    assert found[:length] == found[length : 2 * length] == found[2 * length :]


def test_the_first_rounds_mix_teams_most() -> None:
    people = crew(3, 3)
    mixed = [sum(one[0] != other[0] for one, other in chosen) for chosen in rounds(people, 5)]
    assert mixed == sorted(mixed, reverse=True)
    assert sum(mixed) == 9


def test_whoever_sat_out_more_is_paired_first_and_newcomers_count_as_the_least_of_the_others() -> None:
    people = crew(3)
    past = PairHistory({}, {"a.00": 4, "a.01": 5, "z.gone": 0})
    out = [{*people} - {who for pair in chosen for who in pair} for chosen in rounds(people, 5, past)]
    # 4 + 5 + 4 rounds sat out become 6 + 6 + 6.
    assert {frozenset(who) for who in out[:2]} == {frozenset({"a.00"}), frozenset({"a.02"})}
    assert {frozenset(who) for who in out[2:]} == {frozenset({who}) for who in people}


@pytest.mark.parametrize("who", crew(3))
def test_who_has_sat_out_does_not_sit_out_again_before_others(who: str) -> None:
    people = crew(3)
    first, second = (one for one in people if one != who)
    often = PairHistory({}, {who: 1, first: 0, second: 0})
    assert any(who in pair for pair in choose_pairs(people, everybody(people), often))
    last = PairHistory({(first, second): Meetings(9, MONDAY)}, {who: 0, first: 1, second: 1})
    assert choose_pairs(people, everybody(people), last) == ((first, second),)


def test_two_pairs_who_met_once_are_better_than_one_who_met_often() -> None:
    a, b, c, d = people = crew(4)
    once, often = Meetings(1, date(2026, 2, 2)), Meetings(3, date(2025, 1, 1))
    past = PairHistory({(a, b): often, (a, c): once, (b, d): once})
    assert choose_pairs(people, [(a, b), (c, d), (a, c), (b, d)], past) == ((a, c), (b, d))


def test_of_ways_that_are_equal_otherwise_the_one_that_mixes_teams_is_taken() -> None:
    people = crew(3, 2)
    possible = [("a.00", "a.02"), ("a.00", "b.00"), ("a.01", "b.01")]
    assert choose_pairs(people, possible, PairHistory()) == (("a.00", "b.00"), ("a.01", "b.01"))


def test_equals_are_decided_by_a_number_of_both_ids() -> None:
    numbers = {_mark(*pair) for pair in everybody(crew(6, 6, 6))}
    assert len(numbers) == 153
    assert max(numbers) < 2**64
    assert _mark("a.00", "b.00") == _mark("a.00", "b.00") != _mark("b.00", "a.00")


def test_one_person_whom_all_others_can_meet_meets_each_in_turn() -> None:
    people = crew(1, 5)
    star = [pair for pair in everybody(people) if "a.00" in pair]
    past, met = PairHistory(), []
    for number in range(10):
        chosen = choose_pairs(people, star, past)
        left = {*people} - {who for pair in chosen for who in pair}
        past = past.after(MONDAY + timedelta(number), people, chosen, left)
        met += [pair[1] for pair in chosen]
    assert sorted(met[:5]) == sorted(met[5:]) == list(people[1:])


def test_who_can_meet_nobody_is_left_out() -> None:
    assert choose_pairs(crew(3), [], PairHistory()) == ()
    assert choose_pairs(crew(3), [("a.00", "a.02")], PairHistory()) == (("a.00", "a.02"),)


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "networkx", None)
    with pytest.raises(MissingExtra, match=r"pip install 'overlap-teams\[pairs\]'"):
        choose_pairs(crew(2), everybody(crew(2)), PairHistory())
