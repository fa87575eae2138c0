"""Who has met whom, and who sat out, for as long as pairs have been planned.

Law: plain values, JSON in and JSON out; what goes out comes in again as the same. People who have left
stay on record, and people who join begin with as many rounds sat out as the least of the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple, NoReturn, final

from overlap.core.civil import parse_date
from overlap.core.frozen import FrozenDict
from overlap.errors import BadArgument, BadDate
from overlap.people.listed import shown
from overlap.people.numbers import is_whole

__all__ = ["Meetings", "PairHistory"]

_VERSION: Final = 1
"""Raised only if a field changes its meaning or goes away."""


class Meetings(NamedTuple):
    """How often two people were paired, and the first date of the last round in which they were."""

    times: int
    last: date


@final
@dataclass(frozen=True, slots=True)
class PairHistory:
    """The pairs of the past; immutable.

    Attributes:
        met: By the two ids, in order of the alphabet.
        sat_out: Rounds that each person sat out although they could have met somebody.

    Example:
        >>> three = ["manila.ana", "pune.asha", "pune.vik"]
        >>> past = PairHistory().after(date(2026, 3, 2), three, [("pune.asha", "manila.ana")], ["pune.vik"])
        >>> past.of("manila.ana", "pune.asha").times, past.sat_out["pune.vik"]
        (1, 1)
        >>> PairHistory.from_dict(past.to_dict()) == past
        True
    """

    met: Mapping[tuple[str, str], Meetings]
    sat_out: Mapping[str, int]

    def __init__(
        self,
        met: Mapping[tuple[str, str], Meetings] | None = None,
        sat_out: Mapping[str, int] | None = None,
    ) -> None:
        object.__setattr__(self, "met", FrozenDict(sorted((met or {}).items())))
        object.__setattr__(self, "sat_out", FrozenDict(sorted((sat_out or {}).items())))

    def of(self, one: str, other: str) -> Meetings | None:
        """How often two people have met, or None if they never have."""
        return self.met.get((min(one, other), max(one, other)))

    def sat_out_by(self, people: Iterable[str]) -> dict[str, int]:
        """How often each of some people sat out; newcomers as often as the least of the others."""
        asked = list(people)
        least = min((self.sat_out[who] for who in asked if who in self.sat_out), default=0)
        return {who: self.sat_out.get(who, least) for who in asked}

    def after(
        self, on: date, people: Iterable[str], pairs: Iterable[tuple[str, str]], sat_out: Iterable[str]
    ) -> PairHistory:
        """The history with one round more.

        Args:
            on: Its first date.
            people: All who take part.
            pairs: Who met.
            sat_out: Who did not, but could have.
        """
        met, counts = dict(self.met), {**self.sat_out, **self.sat_out_by(people)}
        for one, other in pairs:
            key = (min(one, other), max(one, other))
            known = met.get(key)
            met[key] = Meetings(1, on) if known is None else Meetings(known.times + 1, max(known.last, on))
        for who in sat_out:
            counts[who] += 1
        return PairHistory(met, counts)

    def to_dict(self) -> dict[str, Any]:
        """The history as plain values, for a JSON file."""
        return {
            "format_version": _VERSION,
            "met": [
                {"people": list(people), "times": one.times, "last": one.last.isoformat()}
                for people, one in self.met.items()
            ],
            "sat_out": dict(self.sat_out),
        }

    @classmethod
    def from_dict(cls, data: object) -> PairHistory:
        """The history of plain values as `to_dict` gives them.

        Raises:
            BadArgument, BadDate: If they are no such values.
        """
        version = data.get("format_version") if isinstance(data, Mapping) else None
        if is_whole(version, least=_VERSION + 1):
            _refuse(f"the history is of format version {version}", "read it with a newer overlap")
        if not isinstance(data, Mapping) or data.get("format_version") != _VERSION:
            _refuse(f"{shown(data)} is no history of pairs", f'it begins with "format_version": {_VERSION}')
        rows, counts = data.get("met", []), data.get("sat_out", {})
        if not isinstance(rows, list) or not isinstance(counts, Mapping):
            _refuse("met is a list and sat_out an object", "take a file that --history-out wrote")
        met: dict[tuple[str, str], Meetings] = {}
        for row in rows:
            key, one = _meetings(row)
            if key in met:
                _refuse(f"{' and '.join(key)} are listed twice", "add their times up")
            met[key] = one
        for who, count in counts.items():
            if not isinstance(who, str) or not is_whole(count):
                _refuse(f"sat_out holds {shown(who)}: {shown(count)}", 'write {"manila.ana": 1}')
        return cls(met, counts)


def _meetings(row: object) -> tuple[tuple[str, str], Meetings]:
    example = 'write {"people": ["manila.ana", "pune.asha"], "times": 1, "last": "2026-03-02"}'
    if not isinstance(row, Mapping):
        _refuse(f"met holds {shown(row)}", example)
    people, times = row.get("people"), row.get("times", 1)
    if (
        not isinstance(people, list)
        or len(people) != 2
        or not all(isinstance(who, str) for who in people)
        or people[0] == people[1]
        or not is_whole(times, least=1)
    ):
        _refuse(f"met holds {shown(row)}", example)
    try:
        last = parse_date(row.get("last", ""), field="met")
    except BadDate as error:
        error.hint = example
        raise
    return (min(people), max(people)), Meetings(times, last)


def _refuse(message: str, hint: str) -> NoReturn:
    raise BadArgument(message, hint=hint, field="met")
