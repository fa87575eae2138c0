"""One reading of one team file: the problems found so far, and what names were meant.

Law: every problem is kept. Cost is linear in the file: suggestions are remembered, and come out
of a budget.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Final

from overlap.adapters.problems import Problem, Severity
from overlap.adapters.toml_positions import Position, Positions
from overlap.core.zones import ABBREVIATIONS, zone, zone_keys
from overlap.errors import BadZone

__all__ = ["LARGEST", "SHOWN", "Reading", "described", "shown"]

LARGEST: Final = 2**63 - 1
"""TOML promises no larger integers."""

SHOWN: Final = 60
"""Characters of a value that a message shows."""

_BUDGET: Final = 60_000
"""Names compared for a "did you mean", about a second's worth; nobody reads more of them."""

_TYPES: Final[tuple[tuple[type, str], ...]] = (
    (float, "a number with a fraction"),
    (datetime, "a date with a time"),
    (date, "a date"),
    (time, "a time"),
    (list, "a list"),
    (dict, "a table"),
)
# datetime before date, for it is a kind of date


class Reading:
    """One reading of one text: the problems found so far.

    Args:
        name: What problems call the file.
        text: The text, for the places of problems.
    """

    def __init__(self, name: str, text: str) -> None:
        self.name: str = name
        self.problems: list[Problem] = []
        self.errors: int = 0
        self._text = text
        self._positions: Positions | None = None
        self._budget = _BUDGET
        self._zones: dict[str, BadZone] = {}
        self._near: dict[tuple[str, str], str | None] = {}

    @property
    def positions(self) -> Positions:
        """The places of keys and values, found when the first is asked for."""
        if self._positions is None:
            self._positions = Positions(self._text)
        return self._positions

    def report(
        self,
        at: Position,
        slug: str,
        message: str,
        hint: str | None = None,
        *,
        severity: Severity = "error",
    ) -> None:
        """Keep a problem."""
        self.problems.append(Problem(self.name, *at, slug, message, hint, severity))
        self.errors += severity == "error"

    def near(self, given: str, kind: str, known: tuple[str, ...]) -> str | None:
        """The known name that was probably meant, or None; remembered by kind."""
        key = (kind, given)
        if key not in self._near:
            if not self._can_compare(given, len(known)):
                return None
            from difflib import get_close_matches

            found = get_close_matches(given.lower(), known, n=1, cutoff=0.6)
            self._near[key] = found[0] if found else None
        return self._near[key]

    def zone_error(self, key: str) -> BadZone | None:
        """Why a key is no zone, or None if it is one; remembered."""
        if key in zone_keys():
            return None
        found = self._zones.get(key)
        if found is None:
            found = BadZone(f"{shown(key)} is not an IANA time zone", hint="search with: overlap zones CITY")
            if self._can_compare(key, 0 if key.strip().upper() in ABBREVIATIONS else len(zone_keys())):
                try:
                    zone(key)
                except BadZone as error:
                    found = error
                self._zones[key] = found
        return found

    def _can_compare(self, given: str, count: int) -> bool:
        if len(given) > SHOWN or count > self._budget:
            return False
        self._budget -= count
        return True


def described(value: object) -> str:
    """What kind of value it is; short ones are shown."""
    if isinstance(value, str):
        return f"the text {shown(value)}"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value) if abs(value) <= LARGEST else "a number that is too large"
    return next(words for known, words in _TYPES if isinstance(value, known))


def shown(text: str) -> str:
    """Text in quotes, cut where it is too long to read."""
    return f'"{text}"' if len(text) <= SHOWN else f'"{text[:SHOWN]}…"'
