"""Who is paired with whom in one round: the best of all ways to pair people, exactly.

Law: of all ways to pair those who can meet, the one chosen is best by these, each before the next: the
most pairs; those who sat out most often do not sit out again; the fewest people meet for the most-th time;
they met longest ago; they are pairs of the round that a round robin would hold now; they are of different
teams. What is left equal is decided by a number made of the two ids, so neither order nor chance decides.

The round robin is that of a circle: of n people, person i meets person j in the round (i + j) mod (n - 1),
the last person meets i in the round 2i mod (n - 1); of an odd number of people the last is a seat that
nobody has. Where everybody can meet everybody, each round is one of these whole: it has the most pairs,
none of whom has met before, and of two rounds never one again before all others. So after n - 1 rounds (n,
if n is odd) all pairs have met exactly once, and of an odd number everybody has sat out once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Final

from overlap.core.packages import unusable
from overlap.planning.pairs_history import PairHistory

__all__ = ["choose_pairs"]

_MARK_BYTES: Final = 8
"""Of the number that decides between equals: two sums of so long numbers are never the same by chance."""


def choose_pairs(
    people: Sequence[str], possible: Collection[tuple[str, str]], past: PairHistory
) -> tuple[tuple[str, str], ...]:
    """The pairs of one round, by ids.

    Args:
        people: Everybody as "team.member", in order of the alphabet, whether they can meet anybody or not.
        possible: The pairs who can meet, each in the order of `people`.
        past: Who has met whom before.

    Raises:
        MissingExtra, BrokenInstall: If the matching library is not installed, or fails.

    Example:
        >>> four = ("a.1", "a.2", "b.1", "b.2")
        >>> everybody = [(one, other) for one in four for other in four if one < other]
        >>> choose_pairs(four, everybody, PairHistory())
        (('a.1', 'b.2'), ('a.2', 'b.1'))
    """
    weights = _weights(people, sorted(possible), past)
    if not weights:
        return ()
    try:
        from networkx import Graph, max_weight_matching
    except Exception as error:  # it may be there and fail in any way
        hint = "install it with: pip install 'overlap-teams[pairs]'"
        raise unusable("networkx", error, "pairs need", hint=hint) from None
    graph = Graph()
    for (one, other), weight in weights.items():
        graph.add_edge(one, other, weight=weight)
    matched = max_weight_matching(graph, maxcardinality=True)
    return tuple(sorted((min(pair), max(pair)) for pair in matched))


def _weights(
    people: Sequence[str], possible: Sequence[tuple[str, str]], past: PairHistory
) -> dict[tuple[str, str], int]:
    """A number for each pair; the more of them add up to, the better the pairs are, see the law.

    Every part of a number leaves room below it for the sum of all smaller parts of a whole round.
    """
    most = max(len(people) // 2, 1)
    able = dict.fromkeys(who for pair in possible for who in pair)
    sat_out = past.sat_out_by(people)
    patience = _ranks(sat_out[who] for who in able)
    # Sets of people that the most pairs can hold are bases of a matroid: the one whose ranks add up to most
    # has also as many as can be of those who sat out most often.
    cover = {who: patience[sat_out[who]] for who in able}
    meetings = {pair: past.of(*pair) for pair in possible}
    times = {pair: 0 if met is None else met.times for pair, met in meetings.items()}
    often = _ranks(times.values())
    again = {count: (most + 1) ** (rank - 1) if rank else 0 for count, rank in often.items()}
    since = _ranks(met.last.toordinal() for met in meetings.values() if met is not None)
    rounds = _rounds(people)
    now = _round_to_hold(rounds, times)
    weights: dict[tuple[str, str], int] = {}
    for pair in possible:
        one, other = pair
        met = meetings[pair]
        recent = 0 if met is None else since[met.last.toordinal()] + 1
        weight = 0
        for value, largest in (
            (cover[one] + cover[other], 2 * max(cover.values())),
            (max(again.values()) - again[times[pair]], max(again.values())),
            (len(since) - recent, len(since)),
            (int(rounds[pair] == now), 1),
            (int(_team(one) != _team(other)), 1),
            (_mark(one, other), 256**_MARK_BYTES - 1),
        ):
            weight = weight * (most * largest + 1) + value
        weights[pair] = weight
    return weights


def _ranks(values: Iterable[int]) -> dict[int, int]:
    """The place of each different number, the least being 0."""
    return {value: rank for rank, value in enumerate(sorted(set(values)))}


def _rounds(people: Sequence[str]) -> dict[tuple[str, str], int]:
    """The round of a circle in which each pair would meet."""
    seats = len(people) + len(people) % 2 - 1
    found: dict[tuple[str, str], int] = {}
    for i, one in enumerate(people):
        for j, other in enumerate(people[i + 1 :], i + 1):
            found[one, other] = (i + (i if j == seats else j)) % seats
    return found


def _round_to_hold(rounds: Mapping[tuple[str, str], int], times: Mapping[tuple[str, str], int]) -> int:
    """The round of the circle with most pairs who can meet and never have; of those with most teams mixed."""
    scores: dict[int, tuple[int, int]] = {}
    for pair, count in times.items():
        new, mixed = scores.get(rounds[pair], (0, 0))
        scores[rounds[pair]] = (new + (count == 0), mixed + (_team(pair[0]) != _team(pair[1])))
    return max(scores, key=lambda at: (*scores[at], -at), default=0)


def _mark(one: str, other: str) -> int:
    """The number of two ids that decides between equals."""
    text = f"{one} {other}".encode("utf-8", "surrogatepass")
    return int.from_bytes(sha256(text).digest()[:_MARK_BYTES])


def _team(person: str) -> str:
    return person.partition(".")[0]
