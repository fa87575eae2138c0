"""What each person has borne so far, carried from one plan into the next.

Law: only differences count, so the least burden is always zero and numbers never grow for ever. Who joins
begins with the mean of the others: neither to catch up at once, nor to be spared. JSON in and JSON out;
what goes out comes in again as the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, NoReturn, final

from overlap.core.civil import parse_date
from overlap.core.frozen import FrozenDict
from overlap.errors import BadArgument
from overlap.people.listed import shown
from overlap.people.numbers import is_whole

__all__ = ["Ledger", "checked_ledger", "mean_minutes"]

_VERSION: Final = 1
"""Raised only if a field changes its meaning or goes away."""

_MOST: Final = 10**9
"""Minutes that a person may carry: two thousand years; more is a slip of the pen."""


@final
@dataclass(frozen=True, slots=True, init=False)
class Ledger:
    """The account of burdens; immutable.

    Args:
        burden_minutes: By id, what each person has borne; the least becomes zero.
        through: The last date that is accounted for, or None for nothing yet.
        outside: Ids of those whom the last meeting met outside their hours, where that was not to come
            twice in a row.

    Raises:
        BadArgument, BadDate: If a part cannot be right.

    Example:
        >>> ledger = Ledger({"manila": 150, "krakow": 90}, through="2026-06-30")
        >>> ledger.burden_minutes
        {'krakow': 0, 'manila': 60}
        >>> Ledger.from_dict(ledger.to_dict()) == ledger
        True
    """

    burden_minutes: Mapping[str, int]
    through: date | None
    outside: tuple[str, ...]

    def __init__(
        self,
        burden_minutes: Mapping[str, int] | None = None,
        *,
        through: str | date | None = None,
        outside: Iterable[str] = (),
    ) -> None:
        given = {} if burden_minutes is None else burden_minutes
        if not isinstance(given, Mapping):
            _refuse(f"burden_minutes is {shown(given)}, no mapping", 'write {"manila": 60}')
        for who, minutes in given.items():
            if not isinstance(who, str) or not is_whole(minutes) or minutes > _MOST:
                _refuse(
                    f"the burden of {shown(who)} is {shown(minutes)}",
                    "give whole minutes from 0 to a billion",
                )
        if isinstance(outside, str) or not isinstance(outside, Iterable):
            _refuse(f"outside is {shown(outside)}, not a list", 'write ["manila"]')
        last = tuple(outside)
        if not all(isinstance(who, str) for who in last):
            _refuse(f"outside holds {shown(last)}", 'write ["manila"]')
        least = min(given.values(), default=0)
        burdens = FrozenDict({who: given[who] - least for who in sorted(given)})
        object.__setattr__(self, "burden_minutes", burdens)
        object.__setattr__(self, "through", None if through is None else parse_date(through, field="ledger"))
        object.__setattr__(self, "outside", tuple(sorted(set(last))))

    def carried(self, people: Iterable[str]) -> dict[str, int]:
        """What each of some people begins with; newcomers with the mean of the others."""
        asked = list(people)
        known = [self.burden_minutes[who] for who in asked if who in self.burden_minutes]
        mean = mean_minutes(known)
        return {who: self.burden_minutes.get(who, mean) for who in asked}

    def to_dict(self) -> dict[str, Any]:
        """The account as plain values, for a JSON file."""
        return {
            "format_version": _VERSION,
            "through": None if self.through is None else self.through.isoformat(),
            "ledger": [
                {"id": who, "burden_minutes": minutes} for who, minutes in self.burden_minutes.items()
            ],
            "outside": list(self.outside),
        }

    @classmethod
    def from_dict(cls, data: object) -> Ledger:
        """The account of plain values, as `to_dict` gives them; more fields than that do no harm.

        Raises:
            BadArgument, BadDate: If they are no such values.
        """
        version = data.get("format_version") if isinstance(data, Mapping) else None
        if is_whole(version, least=_VERSION + 1):
            _refuse(f"the ledger is of format version {version}", "read it with a newer overlap")
        if not isinstance(data, Mapping) or data.get("format_version") != _VERSION:
            _refuse(f"{shown(data)} is no ledger", f'it begins with "format_version": {_VERSION}')
        rows, through = data.get("ledger"), data.get("through")
        if not isinstance(rows, list):
            _refuse(f"ledger is {shown(rows)}, no list", 'write [{"id": "manila", "burden_minutes": 60}]')
        if through is not None and not isinstance(through, str):
            _refuse(f"through is {shown(through)}", 'write a date such as "2026-06-30"')
        burdens: dict[str, Any] = {}
        for row in rows:
            who = row.get("id") if isinstance(row, Mapping) else None
            if not isinstance(row, Mapping) or not isinstance(who, str):
                _refuse(f"the ledger holds {shown(row)}", 'write {"id": "manila", "burden_minutes": 60}')
            if who in burdens:
                _refuse(f'"{who}" is in the ledger twice', "keep one of the two")
            burdens[who] = row.get("burden_minutes")
        return cls(burdens, through=through, outside=data.get("outside", ()))


def mean_minutes(values: Iterable[int]) -> int:
    """The mean of whole minutes, halves rounded up; 0 of none."""
    known = list(values)
    return (2 * sum(known) + len(known)) // (2 * len(known)) if known else 0


def _refuse(message: str, hint: str) -> NoReturn:
    raise BadArgument(message, hint=hint, field="ledger")


def checked_ledger(ledger: Ledger | None, first: date) -> Ledger:
    """The ledger with which a plan begins on a date, or an empty one.

    Raises:
        BadArgument: If it is none, or accounts for dates of the plan already.
    """
    if ledger is None:
        return Ledger()
    if not isinstance(ledger, Ledger):
        raise BadArgument(
            f"ledger is {shown(ledger)}, which is none",
            hint="give overlap.Ledger.from_dict(...), or the ledger of another rotation",
            field="ledger",
        )
    if ledger.through is not None and ledger.through >= first:
        raise BadArgument(
            f"the ledger accounts for everything up to {ledger.through.isoformat()}",
            hint=f"plan from {(ledger.through + timedelta(1)).isoformat()} on, or take an earlier ledger",
            field="ledger",
        )
    return ledger
