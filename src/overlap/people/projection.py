"""Days carried on past the end of a table, where its last years follow a rule.

Law: only a day that the last three full years agree on is carried on: the same date, the same
distance from Easter, the same weekday of its month. What follows a moon or a decree is left out, so
a projected year may lack days but has none of its own invention.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from overlap.people.days import SWAP, Entry
from overlap.people.rules import EasterDay, NthWeekday, Rule, Yearly, easter_sunday

__all__ = ["YEARS_COMPARED", "projected"]

YEARS_COMPARED: Final = 3
"""Two years can agree by chance on a weekday or on Easter; leap years come too rarely for four."""

_FIFTH: Final = 5
"""No day is set for a weekday that most months lack; what always was the fifth is the last."""

_FURTHEST: Final = 100
"""Days from Easter within which a feast is tied to it."""


def projected(known: Sequence[Sequence[Entry]], year: int) -> tuple[Entry, ...]:
    """The entries of a year that follow from the last full years of a table.

    Args:
        known: The entries of the last `YEARS_COMPARED` full years, oldest first.
        year: A later year.

    Returns:
        Entries marked as projected, by date.
    """
    by_day: dict[tuple[str, str, str], list[list[Entry]]] = {}
    for index, entries in enumerate(known):
        for entry in entries:
            if entry.category != SWAP:
                named = entry.listed_name or entry.name  # two may be one in another language
                of = by_day.setdefault((entry.place, entry.category, named), [[] for _ in known])
                of[index].append(entry)
    found: list[Entry] = []
    for years in by_day.values():
        if all(len(one) == 1 for one in years):
            entries = [one[0] for one in years]
            dates = {rule.dates(year) for rule in _rules([entry.date for entry in entries])}
            if len(dates) == 1:  # the fourth Monday that was always the last may mean either
                found += [entries[-1]._replace(date=on, projected=True) for on in dates.pop()]
    return tuple(sorted(found, key=lambda entry: entry.date))


def _rules(dates: Sequence[date]) -> Iterator[Rule]:
    """The rules that give all the dates, of the simplest kind that does."""
    first = dates[0]
    if all((on.month, on.day) == (first.month, first.day) for on in dates):
        yield Rule(Yearly(first.month, first.day), "")
        return
    for orthodox in (False, True):
        days = {(on - easter_sunday(on.year, orthodox=orthodox)).days for on in dates}
        if len(days) == 1 and abs(min(days)) <= _FURTHEST:
            yield Rule(EasterDay(min(days), orthodox), "")
            return
    if all((on.month, on.weekday()) == (first.month, first.weekday()) for on in dates):
        for counts in ({(on.day - 1) // 7 + 1 for on in dates}, {_from_end(on) for on in dates}):
            if len(counts) == 1 and max(counts) < _FIFTH:
                yield Rule(NthWeekday(min(counts), first.weekday(), first.month, 0), "")


def _from_end(on: date) -> int:
    """-1 for the last weekday of its month, -2 for the one before."""
    after = date(on.year + on.month // 12, on.month % 12 + 1, 1)
    return -(((after - timedelta(1)) - on).days // 7 + 1)
